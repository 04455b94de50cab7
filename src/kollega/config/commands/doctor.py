"""Says what is missing on the machine and what to do about it."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kollega.config import environment
from kollega.config.cluster import NoCluster, programs
from kollega.config.commands import COMMANDS

DISK = 1_000_000_000
BROWSER, RULES = "Webbläsare för tester", "Regler för e-fakturor"
EXTRAS = {BROWSER, RULES}
"""What the site itself runs without."""


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser("./kollega doctor", description=COMMANDS["doctor"]).parse_args(arguments)
    is_well = True
    for name, fault, remedy in _looks():
        is_extra = name in EXTRAS
        word = "ok" if not fault else "valfri" if is_extra else "saknas"
        print(f"{word:<7} {name}{': ' + fault if fault else ''}")
        if fault:
            print(f"        {remedy}")
            is_well = is_well and is_extra
    print("Allt som behövs finns." if is_well else "Åtgärda det som saknas och kör ./kollega doctor igen.")
    return 0 if is_well else 1


def _looks() -> Iterator[tuple[str, str, str]]:
    """Yield each thing that is looked at, what is wrong with it, and the remedy."""
    yield (
        "Python",
        "" if sys.version_info >= (3, 11) else sys.version.split()[0],
        "Installera Python 3.11 eller senare.",
    )
    yield _postgresql()
    var = environment.var()
    yield "Mappen var", _writable(var), f"Ge skrivrätt till {var}, eller ange en annan mapp med KOLLEGA_VAR."
    free = shutil.disk_usage(_existing(var)).free
    yield "Diskutrymme", "" if free > DISK else f"{free // 1_000_000} MB kvar", "Frigör minst 1 GB."
    yield (
        BROWSER,
        "" if _browser() else "ingen Chromium",
        (
            "Installera Chromium (Debian: apt install chromium), eller ange KOLLEGA_CHROMIUM. "
            "Behövs bara för ./kollega test."
        ),
    )
    rules = environment.get("KOLLEGA_PEPPOL_RULES")
    yield (
        RULES,
        _rules(rules),
        (
            "Hämta CEN-EN16931-UBL.sch och PEPPOL-EN16931-UBL.sch från OpenPeppol och ange mappen i "
            "KOLLEGA_PEPPOL_RULES. "
            "Utan dem kontrolleras e-fakturor bara mot schemat."
        ),
    )


def _postgresql() -> tuple[str, str, str]:
    remedy = "Installera postgresql 15 eller senare, eller ange KOLLEGA_DATABASE_URL."
    try:
        done = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True)
    except (NoCluster, OSError) as missing:
        return "PostgreSQL", str(missing), remedy
    return f"PostgreSQL ({done.stdout.strip()})", "" if done.returncode == 0 else done.stderr.strip()[-200:], remedy


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _writable(path: Path) -> str:
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / ".doctor").write_text("")
        (path / ".doctor").unlink()
    except OSError as error:
        return str(error.strerror)
    return ""


def _browser() -> str | None:
    names = (environment.get("KOLLEGA_CHROMIUM"), "chromium", "chromium-headless-shell", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _rules(folder: str) -> str:
    if not folder:
        return "ingen mapp angiven"
    names = ("CEN-EN16931-UBL.sch", "PEPPOL-EN16931-UBL.sch")
    missing = [n for n in names if not any((Path(folder) / sub / n).exists() for sub in ("", "schematron"))]
    return f"{', '.join(missing)} finns inte i {folder}" if missing else ""
