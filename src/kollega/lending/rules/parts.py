"""How much of a person's time the loans hold: parts of the whole, day by day, of which no two are the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
WHOLE = 100
"""Percent of full time; flows.md 5.3: nobody is in overlapping loans above it."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """From `low` up to `high` percent of a person's time, from the first to the last day, both included."""

    first: date
    last: date
    low: int
    high: int


def parts_for(spans: Iterable[tuple[date, date, int]], taken: Sequence[Part]) -> list[Part] | None:
    """Return parts for the days of a loan beside those that are taken, or None if a day has too little left.

    :param spans: first day, last day and share in percent of the loan's terms, none of which share a day.
    :param taken: what the person's other loans hold.
    """
    held: list[Part] = []
    for first, last, share in spans:
        turns = {t.first for t in taken} | {t.last + ONE_DAY for t in taken}
        begins = sorted({first, *(day for day in turns if first < day <= last)})
        for begin, end in zip(begins, [day - ONE_DAY for day in begins[1:]] + [last], strict=True):
            pieces = _pieces(share, [(t.low, t.high) for t in taken if t.first <= begin <= t.last])
            if pieces is None:
                return None
            for low, high in pieces:
                _hold(held, Part(first=begin, last=end, low=low, high=high))
    return held


def _pieces(share: int, busy: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """Return ranges of percent that are free beside the busy ones and make up the share, the lowest first."""
    pieces, at = [], 0
    for low, high in [*sorted(busy), (WHOLE, WHOLE)]:
        if share and low > at:
            took = min(share, low - at)
            pieces.append((at, at + took))
            share -= took
        at = max(at, high)
    return None if share else pieces


def _hold(held: list[Part], part: Part) -> None:
    """Add a part, as a longer one where it goes on from the day before."""
    for number, known in enumerate(held):
        if (known.low, known.high, known.last + ONE_DAY) == (part.low, part.high, part.first):
            held[number] = replace(known, last=part.last)
            return
    held.append(part)
