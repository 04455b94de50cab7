"""audit verify: walks every chain of the log and says whether each line is as it was written."""

import argparse

from kollega.config.commands import COMMANDS
from kollega.config.database import database, set_up


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega audit", description=COMMANDS["audit"])
    parser.add_argument("what", choices=["verify"], help="verify: kontrollera hela loggen")
    parser.add_argument("--demo", action="store_true", help="demons logg i stället")
    options = parser.parse_args(arguments)
    with database(folder="demo" if options.demo else "postgresql"):
        set_up()
        from kollega.core.log import faults
        from kollega.core.models import Chain, Entry

        found = list(faults())
        for fault in found:
            print(fault)
        verdict = f"{len(found)} fel" if found else "hela"
        print(f"{Entry.objects.count()} rader i {Chain.objects.count()} kedjor: {verdict}")
    return 1 if found else 0
