"""Runs every test, those in a browser too, on a throw-away database. Words after the command go to pytest."""

import argparse
import os
import sys

from kollega.config import environment
from kollega.config.commands import COMMANDS


def main(arguments: list[str]) -> int:
    if arguments[:1] in (["-h"], ["--help"]):
        argparse.ArgumentParser(
            "./kollega test", description=COMMANDS["test"], usage="./kollega test [pytest-val]"
        ).print_help()
        return 0
    os.chdir(environment.HOME)
    for name in ("DJANGO_SETTINGS_MODULE", "KOLLEGA_DATABASE_URL"):
        os.environ.pop(name, None)
    # One worker more than there are cores: those that drive a browser mostly wait for it.
    is_some = any(a.startswith(("-n", "-k", "tests/")) or "::" in a for a in arguments)
    workers = [] if is_some else ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *workers, *arguments])  # noqa: S606
