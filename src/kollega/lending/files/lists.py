"""A list of loans as a paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kollega.core import swedish
from kollega.core.paper import paper


def list_paper(title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], *, on: date) -> bytes:
    """Return a list as PDF, on its side, with the header on every page."""
    said = {
        "title": title, "author": "Kollega", "lang": "sv", "on": [on.year, on.month, on.day],
        "foot": f"{title}, {swedish.day(on)}", "header": list(header), "none": "Inga lån.",
        "rows": [[swedish.day(cell) if isinstance(cell, date) else str(cell) for cell in row] for row in rows],
    }  # fmt: skip
    return paper("lending/papers/list.typ", said)
