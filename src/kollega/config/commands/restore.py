"""Reads a backup into an empty database; a database that holds something is refused."""

import argparse
import os
import subprocess

from kollega.config.cluster import APPLICATION, programs
from kollega.config.commands import COMMANDS, Stop
from kollega.config.commands.migrate import migrate
from kollega.config.database import database, readable, say, set_up


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega restore", description=COMMANDS["restore"])
    parser.add_argument("file", help="filen som backup skrev")
    options = parser.parse_args(arguments)
    source = readable(options.file)
    with database(owner=True):
        set_up()
        _refuse_unless_empty()
        done = subprocess.run(
            [
                programs() / "pg_restore",
                "--no-owner",
                "--no-privileges",
                "--exit-on-error",
                "--single-transaction",
                f"--dbname={os.environ['KOLLEGA_DATABASE_URL']}",
                str(source),
            ],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Stop(f"Filen kunde inte läsas tillbaka, och inget är ändrat: {done.stderr.strip()[-300:]}", 1)
        migrate(APPLICATION)
        faults = _faults()
    for fault in faults:
        say(fault)
    say(
        "Databasen är återställd. Loggen hänger ihop."
        if not faults
        else "Databasen är återställd, men loggen hänger inte ihop."
    )
    return 1 if faults else 0


def _refuse_unless_empty() -> None:
    from django.db import connection

    if connection.introspection.table_names():
        raise Stop("Databasen är inte tom. Återställ till en ny databas, så går inget förlorat.")
    connection.close()


def _faults() -> list[str]:
    from kollega.core.log import faults

    return list(faults())
