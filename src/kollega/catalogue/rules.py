"""What a reader has asked the joint list for, and where on it they are."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the reader has chosen; what is empty is not asked for."""

    kind: str = ""
    employer: UUID | None = None
    place: str = ""
    text: str = ""


@dataclass(frozen=True)
class Mark:
    """A place on the list: the last row that has been shown."""

    published_at: datetime
    id: UUID


def mark_of(listing: Any) -> str:
    """Return the row's place on the list as it is written in an address."""
    return f"{(listing.published_at - EPOCH) // timedelta(microseconds=1)}-{listing.pk.hex}"


def mark(written: str) -> Mark | None:
    """Return the place that an address names, or None where it names none."""
    microseconds, _, number = written.partition("-")
    try:
        return Mark(EPOCH + timedelta(microseconds=int(microseconds)), UUID(number))
    except (ValueError, OverflowError):
        return None


def hits(count: int, most: int) -> str:
    """Return how many were found, as it is said: above the bound only that there are more."""
    if count > most:
        return f"Fler än {most:,} träffar".replace(",", "\u00a0")
    return "1 träff" if count == 1 else f"{count} träffar"
