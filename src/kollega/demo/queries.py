"""Whether this is the demo, what time it is there, and who is in the story."""

import time
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection

from kollega.core.models import Installation
from kollega.demo.models import Letter

_known: tuple[float, timedelta] = (0.0, timedelta())


def offset() -> timedelta:
    """Return how far the demo's clock is ahead; read again every second, so that every process follows."""
    global _known
    now = time.monotonic()
    if now - _known[0] > 1 or _known[0] == 0:
        _known = (now, _read())
    return _known[1]


def forget() -> None:
    """Read the clock again at the next question."""
    global _known
    _known = (0.0, timedelta())


def _read() -> timedelta:
    if connection.needs_rollback:
        return _known[1]
    try:
        row = Installation.objects.values_list("clock_offset").first()
    except Error:
        return timedelta()
    return row[0] if row else timedelta()


def in_the_demo(person: Any) -> bool:
    """Tell a policy whether the demo's pages exist: under its own settings, on a database that it made itself."""
    return settings.IS_DEMO and Installation.objects.filter(is_demo=True).exists()


def on_its_way() -> tuple[date, date] | None:
    """Return the day that time left and the day it is on its way to, or None while it stands."""
    row = Installation.objects.values_list("moved_from", "moving_to").first()
    return (row[0], row[1]) if row and row[0] and row[1] else None


def letters_to(address: str) -> Any:
    letters = Letter.objects.all()  # type: ignore[attr-defined]  # the plugin reads settings without the demo
    return letters.filter(to=address) if address else letters
