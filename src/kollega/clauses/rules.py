"""Which wording is in force."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Said:
    """One clause as it stands: `own` is the network's own row, or None where the standard says it."""

    key: str
    heading: str
    text: str
    own: Any = None


def in_force(standard: Sequence[tuple[str, str, str]], own: Iterable[Any], on: date) -> list[Said]:
    """Return the clauses of a day: the standard ones in their order, in the network's words where it has some, then its
    own further ones in the order they came. One that is left out is not there.

    :param own: rows with key, heading, text, is_left_out and from_on, the oldest first.
    """
    said: dict[str, Said] = {key: Said(key, heading, text) for key, heading, text in standard}
    left_out: set[str] = set()
    for row in own:
        if row.from_on <= on:
            said[row.key] = Said(row.key, row.heading, row.text, row)
            (left_out.add if row.is_left_out else left_out.discard)(row.key)
    return [clause for key, clause in said.items() if key not in left_out]


def why_not_word(from_on: date, *, today: date) -> str | None:
    """Return why a wording cannot begin that day, or None: what has been signed is never worded anew."""
    return (
        None if from_on >= today else "Villkoret kan gälla tidigast från i dag. Avtal som redan är skrivna ändras inte."
    )
