"""What `./kollega` runs: one module a command, found by its name.

Exit codes: 0 done and the answer is yes; 1 done and the answer is no (a test failed, a file is not valid);
2 could not be done (unknown command, something is missing), always with a sentence about what to do.
"""

import argparse
import importlib
import os
import sys

COMMANDS = {
    "demo": "Startar Kollega med två påhittade men fullständiga nätverk och skriver ut adressen.",
    "test": "Kör alla tester, även de i webbläsare.",
    "check": "Kör format, lint, typer, importregler, migreringar och dokumentation, precis som CI.",
    "serve": "Startar webbservern för drift.",
    "worker": "Skickar mejl och tar de steg som hör till en dag.",
    "migrate": "Skapar eller uppgraderar databasen.",
    "backup": "Skriver en säkerhetskopia till en fil.",
    "restore": "Läser tillbaka en säkerhetskopia till en tom databas.",
    "doctor": "Säger vad som saknas på datorn och vad du gör åt det.",
    "vendor": "Hämtar stilmall, typsnitt och andra färdiga filer på nytt och kontrollerar deras summor.",
    "employers": "employers import FIL.csv: läser in arbetsgivare.",
    "units": "units import ARBETSGIVARE FIL.json: läser in en arbetsgivares enheter.",
    "taxonomy": "taxonomy load MAPP: läser in yrken, kompetenser, platser och språk.",
    "feeds": "feeds import SORT FIL: läser in annonser.",
    "invoices": "invoices check FIL...: kontrollerar e-fakturor mot reglerna.",
    "agreements": "agreements verify FIL...: säger om en PDF är ett avtal som skrevs under, av vem och när.",
    "audit": "audit verify: kontrollerar att loggen hänger ihop.",
    "search": "search rebuild: bygger sökindexet på nytt bredvid det gamla och byter.",
    "bench": "Mäter: sidor, frågor och tid i förhållande till ett golv i samma körning.",
    "pictures": "Tar bilderna i docs/pictures.",
    "docs": "Skriver de dokument som görs ur koden: inställningar och flöden.",
    "lock": "Löser beroendena på nytt till requirements.",
}


SWEDISH = {
    "usage: ": "Användning: ",
    "options": "val",
    "positional arguments": "ord",
    "show this help message and exit": "visar den här hjälpen",
    "the following arguments are required: %s": "det här saknas: %s",
    "unrecognized arguments: %s": "de här orden går inte att tolka: %s",
    "expected one argument": "ett värde behövs",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r finns inte, välj bland %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r är inte ett giltigt värde",
}
"""The words of argparse itself, which has no Swedish of its own."""


class Stop(Exception):
    """Ends the command with a sentence about what to do.

    :param code: 1 when the answer is no, 2 when the command could not be tried.
    """

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.code = code


def overview() -> str:
    """Return the page that `./kollega` and `./kollega --help` print."""
    rows = "\n".join(f"  {name:<10} {says}" for name, says in COMMANDS.items())
    return f"""Kollega: låter ett nätverk av offentliga arbetsgivare fungera som en.

Användning: ./kollega KOMMANDO [val]
            ./kollega KOMMANDO --help

{rows}

Kommandon som behöver databasen startar den inbäddade när ingen annan är angiven, och stoppar den sedan.
Slutkod: 0 klart, 1 klart men svaret är nej, 2 kunde inte göras."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"kollega: kommandot {name} finns inte. Kör ./kollega --help för att se alla.", file=sys.stderr)
        return 2
    argparse._ = lambda text: SWEDISH.get(text, text)  # type: ignore[attr-defined]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kollega.config.settings")
    module = importlib.import_module(f"kollega.config.commands.{name}")
    try:
        return module.main(rest) or 0
    except Stop as stop:
        print(f"kollega: {stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130
