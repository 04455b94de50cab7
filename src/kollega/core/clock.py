"""The one source of time. Rules are handed a day; only this file asks what day it is.

The demo may move its clock forward, so that a loan that starts in two months can be played through in ten minutes:
`offset` is read from the database there, and is zero everywhere else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_held: ContextVar[datetime | None] = ContextVar("held", default=None)
_offset: Callable[[], timedelta] = timedelta


def now() -> datetime:
    """Return the present moment, with its zone."""
    return _held.get() or datetime.now(UTC) + _offset()  # noqa: TID251


def today() -> date:
    """Return the present day in Sweden."""
    return now().astimezone(STOCKHOLM).date()


def at_midnight(day: date) -> datetime:
    """Return the moment when the day begins in Sweden."""
    return datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM)


def follow(offset: Callable[[], timedelta]) -> None:
    """Let every later answer be moved by what `offset` returns when asked."""
    global _offset
    _offset = offset


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Hold the clock still, for simulations and tests; a day means nine in the morning in Sweden."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 9, tzinfo=STOCKHOLM)
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
