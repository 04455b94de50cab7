"""Läser in arbetsgivare från ett register."""

import argparse
import json

from kollega.config.commands import Stop
from kollega.config.database import database, readable, set_up

ABOUT = """Läser in arbetsgivare från en CSV-fil i UTF-8 med kommatecken mellan kolumnerna.

Kolumner som behövs: name (eller name_sv) och org_number (eller org_nr). Organisationsnumret får vara tomt.
Kolumner som läses om de finns: short_name, kind, unit_code, scb_group, email, website, street, postcode, city,
municipality_code, employees_agv_2025. Andra kolumner lämnas.

Filen tas in hel eller inte alls. Samma fil igen ändrar ingenting. Sista raden som skrivs ut är JSON.
Slutkod: 0 inläst, 1 filen är avvisad och varje fel står på en egen rad, 2 kunde inte göras."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./kollega employers", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["import"], help="vad som ska göras")
    parser.add_argument("file", metavar="FIL.csv", help="filen som ska läsas in")
    options = parser.parse_args(arguments)
    path = readable(options.file)
    with database():
        set_up()
        from kollega.core.incoming import Unreadable, content
        from kollega.networks import actions, files

        try:
            rows = files.employer_rows(content(path))
        except Unreadable as refused:
            raise Stop("\n".join(["filen är avvisad.", *refused.reasons]), 1) from refused
        print(json.dumps(actions.import_employers(rows)))
    return 0
