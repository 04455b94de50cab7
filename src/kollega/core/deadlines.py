"""When something is due: the Swedish calendar, weeks that move to the next working day, months of notice.

Sources: lag (1930:173) om beräkning av lagstadgad tid, 2 § (a last day on a Saturday, Sunday, public holiday, Midsummer
Eve, Christmas Eve or New Year's Eve moves to the next working day); lag (1989:253) om allmänna helgdagar;
förvaltningslagen (2017:900) 44 § (appeal within three weeks).
"""

from datetime import date, timedelta
from functools import cache

import holidays

from kollega.core.periods import add_months

APPEAL_WEEKS = 3
NOTICE_MONTHS = 2


@cache
def _red_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year, include_sundays=False))


def _is_eve(day: date) -> bool:
    midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return midsummer_eve or (day.month, day.day) in {(12, 24), (12, 31)}


def is_working_day(day: date) -> bool:
    """Return whether a Swedish authority works that day, as the law on calculating statutory time counts."""
    return day.weekday() < 5 and day not in _red_days(day.year) and not _is_eve(day)


def next_working_day(day: date) -> date:
    """Return the day itself if it is a working day, otherwise the first that follows."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; the day itself is never counted."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def weeks_after(day: date, weeks: int) -> date:
    """Return the last day of a period of whole weeks, moved to the next working day."""
    return next_working_day(day + timedelta(weeks=weeks))


def appeal_by(posted_on: date) -> date:
    """Return the last day to appeal a decision that was posted on the notice board that day."""
    return weeks_after(posted_on, APPEAL_WEEKS)


def months_after(day: date, months: int) -> date:
    """Return the last day of a period of whole months, moved to the next working day."""
    return next_working_day(add_months(day, months))


def notice_ends(signed_on: date, months: int = NOTICE_MONTHS) -> date:
    """Return the first day a lent colleague may leave: `months` after the last signature. It is not moved."""
    return add_months(signed_on, months)
