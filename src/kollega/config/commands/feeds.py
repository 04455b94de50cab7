"""Läser in annonser ur en fil eller från en adress."""

import argparse
import json
import sys
from typing import Any

from kollega.config.commands import Stop
from kollega.config.database import database, readable, set_up

KINDS = ("jobsearch", "jobstream", "ledigtarbete", "schemaorg", "reachmee", "rss", "csv")
ABOUT = """Läser in annonser ur en fil eller från en adress och lägger dem på den gemensamma listan.

  ./kollega feeds import SORT FIL|ADRESS [--employer ARBETSGIVARE]
  ./kollega feeds template        skriver ut en mall för sorten csv

SORT är en av
  jobsearch     ett svar från Arbetsförmedlingens JobSearch-API (JSON)
  jobstream     händelser från JobStream (JSON), annonser och borttagningar blandat
  ledigtarbete  Arbetsförmedlingens XML för Ledigt arbete, 0.52
  schemaorg     JobPosting som JSON, eller som JSON-LD i en webbsida
  reachmee      ReachMees JSON
  rss           RSS eller Atom, till exempel från Varbi eller Teamtailor
  csv           ett kalkylblad sparat som CSV, i UTF-8 eller Windows-1252

Arbetsgivaren känns igen på organisationsnumret, och på namnet när flera delar nummer. En annons vars arbetsgivare inte
finns kommer ändå in. Annonser som inte går att läsa avvisas var för sig och räknas upp; resten tas in.
Med --employer är filen en enda arbetsgivares, och andras annonser i den avvisas. Är den hela listan (reachmee, rss,
csv, schemaorg med flera annonser) tas det bort som inte längre finns i den. Skulle mer än 30 procent försvinna ändras
ingenting: läs varför, och kör igen med --remove-anyway om det stämmer.
Telefonnummer och e-postadresser i texterna sparas inte; de står i originalannonsen.

Samma fil igen ändrar ingenting. Sista raden som skrivs ut är JSON.
Slutkod: 0 inläst, 1 hela filen är avvisad, 2 kunde inte göras, 3 stannade för att för många skulle tas bort."""


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.verb == "template":
        from kollega.vacancies.files.csv_rows import TEMPLATE

        sys.stdout.write(TEMPLATE.replace("\r\n", "\n"))
        return 0
    if not options.kind or not options.file:
        raise Stop("Skriv vilken sort och vilken fil eller adress: ./kollega feeds import SORT FIL.")
    is_address = options.file.startswith(("https://", "http://"))
    path = None if is_address else readable(options.file)
    with database():
        set_up()
        return _import(options, path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "./kollega feeds", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["import", "template"], help="vad som ska göras")
    parser.add_argument("kind", metavar="SORT", nargs="?", choices=KINDS, help="filens form")
    parser.add_argument("file", metavar="FIL|ADRESS", nargs="?", help="filen eller adressen som ska läsas in")
    parser.add_argument("--employer", metavar="ARBETSGIVARE", help="id, organisationsnummer eller hela namnet")
    parser.add_argument("--whole", action=argparse.BooleanOptionalAction, default=None,
                        help="filen är arbetsgivarens hela lista, eller bara en del av den")  # fmt: skip
    parser.add_argument("--remove-anyway", action="store_true", help="ta bort även om det är mer än 30 procent")
    return parser


def _import(options: argparse.Namespace, path: Any) -> int:
    from kollega.config.commands.units import the_employer
    from kollega.core.fetch import fetch
    from kollega.core.incoming import Unreadable, content
    from kollega.vacancies import actions, files

    employer = the_employer(options.employer) if options.employer else None
    try:
        raw = content(path) if path else fetch(options.file)
        read = files.read(options.kind, raw, page="" if path else options.file)
        done = actions.import_ads(
            read, kind=options.kind, employer=employer, is_whole=options.whole, may_remove_many=options.remove_anyway
        )
    except Unreadable as refused:
        raise Stop("\n".join(["filen är avvisad.", *refused.reasons]), 1) from refused
    except actions.TooManyGone as refused:
        raise Stop(f"{refused} Stämmer det, kör igen med --remove-anyway.", 3) from refused
    print(json.dumps(done, ensure_ascii=False))
    return 0
