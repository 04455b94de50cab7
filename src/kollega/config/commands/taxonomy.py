"""Läser in yrken, kompetenser, platser och språk."""

import argparse
import json

from kollega.config.commands import Stop
from kollega.config.database import database, readable, set_up

ABOUT = """Läser in yrken, kompetenser, platser och språk ur en mapp med Jobtech Taxonomys publicerade JSON-filer.

Alla JSON-filer i mappen läses. Det som inte är yrken, SSYK, kompetenser, län, kommuner eller språk lämnas.
Allt tas in eller ingenting. Samma mapp igen ändrar ingenting. Sista raden som skrivs ut är JSON.
Slutkod: 0 inläst, 1 en fil är avvisad och varje fel står på en egen rad, 2 kunde inte göras."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./kollega taxonomy", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["load"], help="vad som ska göras")
    parser.add_argument("folder", metavar="MAPP", help="mappen med filerna")
    options = parser.parse_args(arguments)
    path = readable(options.folder)
    with database():
        set_up()
        from kollega.core.incoming import Unreadable
        from kollega.taxonomy import actions, files

        try:
            words = files.words_in(path)
        except Unreadable as refused:
            raise Stop("\n".join(["mappen är avvisad.", *refused.reasons]), 1) from refused
        print(json.dumps(actions.load(words)))
    return 0
