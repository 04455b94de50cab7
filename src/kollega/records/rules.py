"""How kept values read on a page."""

import re
from datetime import date, datetime
from typing import Any

from kollega.core.swedish import day

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")


def in_words(value: Any) -> str:
    """Return a kept value as a person would write it: yes and no, days, and lists with semicolons."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, list):
        return "; ".join(in_words(part) for part in value)
    if isinstance(value, str) and MOMENT.match(value):
        return day(datetime.fromisoformat(value))
    if isinstance(value, str) and DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    return str(value)


def worth_showing(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a row says, without what is empty."""
    return [(label, in_words(value)) for label, value in row.items() if value not in (None, "", [])]
