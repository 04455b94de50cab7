"""When things are due, against dates worked out by hand.

Sources: lag (1930:173) om beräkning av lagstadgad tid, 2 §: a last day on a Saturday, a Sunday, another public holiday,
Midsummer Eve, Christmas Eve or New Year's Eve moves to the next working day. Lag (1989:253) om allmänna helgdagar names
the public holidays: New Year's Day, Epiphany, Good Friday, Easter Sunday and Monday, the first of May, Ascension Day,
Whit Sunday, the sixth of June, Midsummer's Day, All Saints' Day, Christmas Day and the day after. Förvaltningslagen
(2017:900) 44 §: an appeal is to arrive within three weeks. Easter Sunday was taken from the almanac: 20 April 2025,
5 April 2026, 28 March 2027, 16 April 2028 and 1 April 2029.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core import deadlines

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
APPEALS = [
    ("2026-11-23", "2026-12-14", "a Monday stays"),
    ("2026-11-21", "2026-12-14", "a Saturday"),
    ("2026-11-22", "2026-12-14", "a Sunday"),
    ("2026-12-02", "2026-12-23", "the day before Christmas Eve stays"),
    ("2026-12-03", "2026-12-28", "Christmas Eve on a Thursday, over the weekend"),
    ("2026-12-04", "2026-12-28", "Christmas Day on a Friday"),
    ("2026-12-05", "2026-12-28", "the day after Christmas on a Saturday"),
    ("2025-12-03", "2025-12-29", "Christmas Eve on a Wednesday: two holidays and a weekend follow"),
    ("2027-12-03", "2027-12-27", "Christmas Eve on a Friday: nothing is given back on the Monday"),
    ("2028-12-04", "2028-12-27", "Christmas Day on a Monday, the day after on a Tuesday"),
    ("2026-12-09", "2026-12-30", "the day before New Year's Eve stays"),
    ("2026-12-10", "2027-01-04", "New Year's Eve on a Thursday"),
    ("2026-12-11", "2027-01-04", "New Year's Day on a Friday"),
    ("2027-12-10", "2028-01-03", "New Year's Eve on a Friday"),
    ("2026-12-15", "2027-01-05", "the eve of Epiphany stays"),
    ("2026-12-16", "2027-01-07", "Epiphany on a Wednesday"),
    ("2025-03-28", "2025-04-22", "Good Friday 2025"),
    ("2026-03-12", "2026-04-02", "Maundy Thursday stays"),
    ("2026-03-13", "2026-04-07", "Good Friday 2026"),
    ("2027-03-05", "2027-03-30", "Good Friday 2027"),
    ("2027-03-08", "2027-03-30", "Easter Monday 2027"),
    ("2028-03-24", "2028-04-18", "Good Friday 2028"),
    ("2029-03-09", "2029-04-03", "Good Friday 2029"),
    ("2026-04-09", "2026-04-30", "Walpurgis Eve stays"),
    ("2025-04-10", "2025-05-02", "the first of May on a Thursday"),
    ("2026-04-10", "2026-05-04", "the first of May on a Friday"),
    ("2028-04-10", "2028-05-02", "the first of May on a Monday"),
    ("2029-04-10", "2029-05-02", "the first of May on a Tuesday"),
    ("2025-05-08", "2025-05-30", "Ascension Day 2025"),
    ("2026-04-23", "2026-05-15", "Ascension Day 2026"),
    ("2026-04-24", "2026-05-15", "the Friday after Ascension Day stays"),
    ("2027-04-15", "2027-05-07", "Ascension Day 2027"),
    ("2028-05-04", "2028-05-26", "Ascension Day 2028"),
    ("2029-04-19", "2029-05-11", "Ascension Day 2029"),
    ("2025-05-19", "2025-06-09", "Whit Monday has been a working day since 2005"),
    ("2025-05-16", "2025-06-09", "the sixth of June on a Friday"),
    ("2028-05-16", "2028-06-07", "the sixth of June on a Tuesday"),
    ("2029-05-16", "2029-06-07", "the sixth of June on a Wednesday"),
    ("2025-05-30", "2025-06-23", "Midsummer Eve 2025"),
    ("2026-05-29", "2026-06-22", "Midsummer Eve 2026, the earliest there is"),
    ("2027-06-04", "2027-06-28", "Midsummer Eve 2027, the latest there is"),
    ("2028-06-02", "2028-06-26", "Midsummer Eve 2028"),
    ("2029-06-01", "2029-06-25", "Midsummer Eve 2029"),
    ("2025-10-11", "2025-11-03", "All Saints' Day 2025"),
    ("2026-10-09", "2026-10-30", "the Friday before All Saints' Day stays"),
    ("2026-10-10", "2026-11-02", "All Saints' Day 2026, the earliest there is"),
    ("2027-10-16", "2027-11-08", "All Saints' Day 2027, the latest there is"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("posted", "last", "why"), APPEALS, ids=[why for *_, why in APPEALS])
def test_an_appeal_is_due_within_three_weeks_moved_to_a_working_day(posted, last, why):
    assert deadlines.appeal_by(day(posted)) == day(last), why


@pytest.mark.parametrize(
    ("signed", "months", "leaves"),
    [
        ("2026-11-23", 2, "2027-01-23"),  # a Saturday: a contract's notice is not statutory time, and is not moved
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-10-30", 4, "2027-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_notice_is_whole_months_and_ends_on_the_last_day_of_a_shorter_one(signed, months, leaves):
    assert deadlines.notice_ends(day(signed), months) == day(leaves)


def test_notice_is_two_months_where_nothing_else_is_said():
    assert deadlines.notice_ends(day("2026-03-01")) == day("2026-05-01")


@pytest.mark.parametrize(
    ("from_on", "months", "last"),
    [("2026-11-23", 2, "2027-01-25"), ("2026-10-24", 2, "2026-12-28"), ("2026-04-06", 2, "2026-06-08")],
)
def test_a_statutory_period_of_months_moves_too(from_on, months, last):
    assert deadlines.months_after(day(from_on), months) == day(last)


@pytest.mark.parametrize(
    ("from_on", "count", "last"),
    [
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-12-18", 5, "2026-12-29"),  # 21 22 23 | 28 29
        ("2026-12-22", 5, "2027-01-04"),  # 23 | 28 29 30 | 4
        ("2027-01-05", 1, "2027-01-07"),
        ("2027-03-24", 5, "2027-04-02"),  # 25 | 30 31 1 2
        ("2026-05-13", 1, "2026-05-15"),
        ("2026-06-17", 5, "2026-06-25"),  # 18 | 22 23 24 25
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_working_days_skip_what_the_law_skips(from_on, count, last):
    assert deadlines.working_days_after(day(from_on), count) == day(last)


@given(DAYS)
def test_a_moved_day_is_the_first_working_day_and_never_earlier(when):
    moved = deadlines.next_working_day(when)
    assert moved >= when
    assert deadlines.is_working_day(moved)
    assert not any(deadlines.is_working_day(when + timedelta(n)) for n in range((moved - when).days))


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_working_days_add_up(when, first, then):
    there = deadlines.working_days_after(deadlines.working_days_after(when, first), then)
    assert there == deadlines.working_days_after(when, first + then)


@given(st.integers(2006, 2060))
def test_a_year_has_between_247_and_254_working_days(year):
    new_year = date(year, 1, 1)
    days = [new_year + timedelta(n) for n in range(366) if (new_year + timedelta(n)).year == year]
    assert 247 <= sum(map(deadlines.is_working_day, days)) <= 254
