"""Runs what CI runs before the tests: format, lint, types, import rules, migrations, documents."""

import argparse
import os
import subprocess
import sys
import time

from kollega.config import environment
from kollega.config.commands import COMMANDS
from kollega.config.database import say

PYTHON = sys.executable
CHECKS = (
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "src", "tests", "bench", "kollega"]),
    ("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "src", "tests", "bench", "kollega"]),
    ("mallar", ["djade", "--check", "--target-version", "5.2"]),
    ("typer", [PYTHON, "-m", "mypy"]),
    ("importregler", ["lint-imports"]),
    ("migreringar", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("dokument", [PYTHON, "-m", "kollega.config.commands", "docs", "--check"]),
    ("hämtade filer", [PYTHON, "-m", "kollega.config.commands", "vendor", "--verify"]),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega check", description=COMMANDS["check"])
    parser.add_argument("only", nargs="*", choices=[[], *(name for name, _ in CHECKS)], help="bara de här kontrollerna")
    options = parser.parse_args(arguments)
    os.chdir(environment.HOME)
    os.environ |= {
        "KOLLEGA_DATABASE_URL": "postgresql://nobody@/nothing",
        "KOLLEGA_POOL": "0",
        "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "kollega.config.demo_settings",
        "PYTHONWARNINGS": "ignore",
    }
    failed = []
    for name, command in CHECKS:
        if options.only and name not in options.only:
            continue
        began = time.monotonic()
        done = subprocess.run(_with_files(command), capture_output=True, text=True)
        say(f"{'fel' if done.returncode else 'ok ':<4} {name} ({time.monotonic() - began:.1f} s)")
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-3000:], sep="\n")
    say(
        f"{len(failed)} av kontrollerna gick inte igenom: {', '.join(failed)}"
        if failed
        else "Alla kontroller gick igenom."
    )
    return 1 if failed else 0


def _with_files(command: list[str]) -> list[str]:
    """Return the command with its program from our environment, and for templates the list of them."""
    program = command[0] if os.path.isabs(command[0]) else os.path.join(os.path.dirname(PYTHON), command[0])
    files = (
        [str(p) for p in sorted((environment.HOME / "src").rglob("templates/**/*.html"))] if "djade" in program else []
    )
    return [program, *command[1:], *files]
