"""Läser in en arbetsgivares enheter."""

import argparse
import json
from typing import Any

from kollega.config.commands import Stop
from kollega.config.database import database, readable, set_up

ABOUT = """Läser in en arbetsgivares enheter från en JSON-fil.

Filen är antingen ett träd (orgId, orgName och organizations med enheterna under) eller en lista av enheter med orgId,
orgName och parentId. Enheter som har bytt namn eller plats ändras; enheter som inte finns i filen är kvar och räknas.

Filen tas in hel eller inte alls. Samma fil igen ändrar ingenting. Sista raden som skrivs ut är JSON.
Slutkod: 0 inläst, 1 filen är avvisad och varje fel står på en egen rad, 2 kunde inte göras."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./kollega units", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["import"], help="vad som ska göras")
    parser.add_argument("employer", metavar="ARBETSGIVARE", help="id, organisationsnummer eller hela namnet")
    parser.add_argument("file", metavar="FIL.json", help="filen som ska läsas in")
    options = parser.parse_args(arguments)
    path = readable(options.file)
    with database():
        set_up()
        from kollega.core.incoming import Unreadable, content
        from kollega.networks import actions, files

        employer = the_employer(options.employer)
        try:
            rows = files.unit_rows(content(path))
        except Unreadable as refused:
            raise Stop("\n".join(["filen är avvisad.", *refused.reasons]), 1) from refused
        print(json.dumps(actions.import_units(employer, rows)))
    return 0


def the_employer(said: str) -> Any:
    """Return the one employer that is meant.

    :raises Stop: when nobody is called so, or several are, with whom to choose among.
    """
    from kollega.networks.queries import employers_called

    found = list(employers_called(said)[:101])
    if len(found) == 1:
        return found[0]
    if not found:
        raise Stop(f"Ingen arbetsgivare har id, organisationsnummer eller namn {said}. Kontrollera stavningen.")
    lines = [f"  {employer.pk}  {employer.name}" for employer in found[:100]]
    more = ["  … och fler"] if len(found) > 100 else []
    raise Stop("\n".join([f"Flera arbetsgivare kan vara {said}. Skriv id för den du menar:", *lines, *more]))
