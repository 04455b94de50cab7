"""Writes a backup of the database to a file, whole and compressed, while the site runs."""

import argparse
import os
import subprocess
from pathlib import Path

from kollega.config.cluster import programs
from kollega.config.commands import COMMANDS, Stop
from kollega.config.database import database, say


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega backup", description=COMMANDS["backup"])
    parser.add_argument("file", help="filen att skriva, till exempel kollega.dump")
    options = parser.parse_args(arguments)
    target = Path(options.file).resolve()
    if target.exists():
        raise Stop(f"{options.file} finns redan. Välj ett annat namn, så skrivs ingen säkerhetskopia över.")
    with database(owner=True):
        done = subprocess.run(
            [
                programs() / "pg_dump",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--file={target}.part",
                os.environ["KOLLEGA_DATABASE_URL"],
            ],
            capture_output=True,
            text=True,
        )
    part = target.with_name(target.name + ".part")
    if done.returncode:
        part.unlink(missing_ok=True)
        raise Stop(f"Säkerhetskopian kunde inte skrivas: {done.stderr.strip()[-300:]}", 1)
    part.replace(target)
    target.chmod(0o600)
    say(f"Säkerhetskopian är skriven till {options.file} ({target.stat().st_size // 1000} kB).")
    return 0
