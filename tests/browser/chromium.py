"""Finds the browser that the tests and the pictures use; without one they fail with a remedy, never skip."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
         "--disable-component-update", "--disable-sync", "--no-first-run", "--font-render-hinting=none")  # fmt: skip


class NoBrowser(Exception):
    """No browser could be found; the message says what to do."""


def find() -> str:
    """Return the path of a Chromium: the one that is named, one that is installed, or one that Debian installs now.

    :raises NoBrowser: if there is none.
    """
    if given := os.environ.get("KOLLEGA_CHROMIUM"):
        if Path(given).exists():
            return given
        raise NoBrowser(f"KOLLEGA_CHROMIUM pekar på {given}, som inte finns. Rätta eller ta bort variabeln.")
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get") and (installed := _install()):
        return installed
    raise NoBrowser(
        "Testerna behöver Chromium, och datorn har ingen. Gör något av detta och kör testerna igen:\n"
        "  Debian eller Ubuntu: sudo apt-get install chromium\n"
        "  Fedora: sudo dnf install chromium\n"
        "  eller ange vägen till en webbläsare som finns: KOLLEGA_CHROMIUM=/väg/till/chrome"
    )


def _install() -> str | None:
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, capture_output=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    return shutil.which("chromium")
