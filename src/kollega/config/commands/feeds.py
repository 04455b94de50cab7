"""Läser in annonser ur en fil."""

import argparse
import json

from kollega.config.commands import Stop
from kollega.config.database import database, readable, set_up

ABOUT = """Läser in annonser ur en fil och lägger dem på den gemensamma listan.

SORT är jobsearch: ett svar från Arbetsförmedlingens JobSearch-API, sparat som JSON.
Arbetsgivaren känns igen på organisationsnumret, och på namnet när flera delar nummer. En annons vars arbetsgivare inte
finns kommer ändå in. Annonser som inte går att läsa avvisas var för sig och räknas upp; resten tas in.
Med --employer är filen en enda arbetsgivares, och andras annonser i den avvisas.

Samma fil igen ändrar ingenting. Sista raden som skrivs ut är JSON.
Slutkod: 0 inläst, 1 hela filen är avvisad, 2 kunde inte göras."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./kollega feeds", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["import"], help="vad som ska göras")
    parser.add_argument("kind", metavar="SORT", choices=["jobsearch"], help="filens form: jobsearch")
    parser.add_argument("file", metavar="FIL", help="filen som ska läsas in")
    parser.add_argument("--employer", metavar="ARBETSGIVARE", help="id, organisationsnummer eller hela namnet")
    options = parser.parse_args(arguments)
    path = readable(options.file)
    with database():
        set_up()
        from kollega.config.commands.units import the_employer
        from kollega.core.incoming import Unreadable, content
        from kollega.vacancies import actions, files
        from kollega.vacancies.terms import Source

        employer = the_employer(options.employer) if options.employer else None
        try:
            ads, rejected = files.jobsearch_ads(content(path))
        except Unreadable as refused:
            raise Stop("\n".join(["filen är avvisad.", *refused.reasons]), 1) from refused
        done = actions.import_ads(ads, source=Source.JOBSEARCH, rejected=rejected, employer=employer)
        print(json.dumps(done, ensure_ascii=False))
    return 0
