"""When something is, as feeds write it: with a zone, without one, as a day, or as mail writes its dates."""

import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any

from kollega.core.clock import STOCKHOLM
from kollega.core.incoming import one_line, shortened
from kollega.vacancies.rules.wrong import BadAd
from kollega.vacancies.terms import YEARS

DAY_ONLY = re.compile(r"\d{4}-?\d\d-?\d\d")
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./ -](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})(?:\s*:?[ea]|\.)?\s+([a-z]+)\.?\s+(\d{4})", re.I)
MONTHS = ("jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "dec")
"""How the months begin in Swedish and in English; maj and may, oktober and october share their beginning."""
LONGEST = 60
WHOLE_DAYS = time(23, 59, 59)


def moment(value: Any) -> datetime | None:
    """Return when something is; time without a zone is Swedish time.

    :raises BadAd: when it is no time, or lies outside the years that an ad can mean.
    """
    said = one_line(value)
    if not said:
        return None
    if len(said) > LONGEST:
        raise BadAd(f"tiden {shortened(said, 40)} går inte att läsa")
    try:
        when = _read(said)
        when = when if when.tzinfo else when.replace(tzinfo=STOCKHOLM)
        if when.year in YEARS:
            return when.astimezone(STOCKHOLM)
    except (ValueError, OverflowError, IndexError, TypeError) as wrong:
        raise BadAd(f"tiden {shortened(said, 40)} går inte att läsa") from wrong
    raise BadAd(f"tiden {shortened(said, 40)} ligger för långt bort")


def last_moment(value: Any) -> datetime | None:
    """Return when something ends; a day without a time is over when the day is.

    :raises BadAd: when it is no time.
    """
    when = moment(value)
    said = one_line(value)
    is_day = not re.search(r"\d[T ]?\d?\d:\d\d", said)
    if when is None or not is_day:
        return when
    return datetime.combine(when.date(), WHOLE_DAYS, STOCKHOLM)


def _read(said: str) -> datetime:
    if DAY_ONLY.fullmatch(said) or (said[:4].isdigit() and said[4:5] == "-"):
        return datetime.fromisoformat(said)
    if found := DAY_FIRST.fullmatch(said):
        day, month, year = map(int, found.groups())
        return datetime.combine(date(year, month, day), time.min, STOCKHOLM)
    if found := YEAR_FIRST.fullmatch(said):
        return datetime.combine(date(*map(int, found.groups())), time.min, STOCKHOLM)
    if found := IN_WORDS.fullmatch(said):
        return datetime.combine(date(int(found[3]), _month(found[2]), int(found[1])), time.min, STOCKHOLM)
    return parsedate_to_datetime(said) if re.search(r"[A-Za-z]{3}.*:\d\d", said) else datetime.fromisoformat(said)


def _month(name: str) -> int:
    name = name.lower()
    for number, beginning in enumerate(MONTHS, 1):
        if name.startswith(beginning) and (number != 5 or name in ("maj", "may")):
            return number
    raise ValueError(name)
