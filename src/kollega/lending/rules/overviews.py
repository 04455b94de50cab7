"""Loans as months beside each other, and what of a network's loans may be told outside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kollega.core.periods import add_months, last_of, month_of
from kollega.lending.terms import FEWEST, AgreementState

S = AgreementState
MONTHS_AHEAD = 12
LATE_AFTER = {S.DRAFT: 14, S.OFFERED: 14, S.COUNTERED: 14, S.SIGNING: 14, S.RETURNED: 45, S.CONVERTED: 45}
"""Days after which a step is late: ten working days (flows.md 5.0), and a month and a half for the last invoice."""
TIMED = (S.DRAFT, S.OFFERED, S.COUNTERED, S.SIGNING, S.NOTICE, S.RETURNING, S.RETURNED)
"""The steps whose time says something of how the network works; a loan's own length does not."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A month of someone's: how much of full time is lent, in percent, and how many of its days."""

    month: date
    share: int
    covered: int
    length: int

    @property
    def is_whole(self) -> bool:
        return self.covered == self.length


def months_from(today: date, count: int = MONTHS_AHEAD) -> list[date]:
    """Return the first days of the months from this one on."""
    return [add_months(month_of(today), number) for number in range(count)]


def cells_of(days: Sequence[tuple[date, date, int]], months: Sequence[date]) -> list[Cell]:
    """Return one cell for each month: the most that is lent on any of its days, and on how many days something is.

    :param days: first day, last day and share of each loan; loans may lie over each other.
    """
    cells = []
    for month in months:
        length = last_of(month).day
        lent = [
            sum(share for first, last, share in days if first <= month + timedelta(days=number) <= last)
            for number in range(length)
        ]
        cells.append(Cell(month=month, share=max(lent), covered=sum(share > 0 for share in lent), length=length))
    return cells


def days_of(agreement: Any) -> list[tuple[date, date, int]]:
    """Return the days of a loan with their share: those that are signed, or the wish."""
    if agreement.in_force:
        return [(v.in_force_from, v.in_force_to, v.share) for v in agreement.in_force]
    version = agreement.version
    return [(version.starts_on, version.ends_on, version.share)]


def is_late(state: str, since: date, today: date) -> bool:
    """Return whether a matter has stood longer in its step than it should."""
    most = LATE_AFTER.get(AgreementState(state))
    return most is not None and today - since > timedelta(days=most)


def medians(found: dict[str, tuple[int, float]]) -> list[tuple[str, int, float | None]]:
    """Return each timed step with how often it was left and the median days in it; no median of fewer than five.

    :param found: count and median days by state.
    """
    rows = []
    for state in TIMED:
        count, days = found.get(state, (0, 0.0))
        rows.append((state.label, count, days if count >= FEWEST else None))
    return rows
