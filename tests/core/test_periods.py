"""Months and days as contracts and invoices count them."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core import periods

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)), (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)), (date(2026, 5, 5), 24, date(2028, 5, 5)),
    ],
)  # fmt: skip
def test_the_same_day_some_months_later(day, months, then):
    assert periods.add_months(day, months) == then


@given(DAYS, st.integers(-48, 48))
def test_a_month_later_keeps_the_day_or_is_the_last_of_a_shorter_month(day, months):
    then = periods.add_months(day, months)
    assert then.year * 12 + then.month == day.year * 12 + day.month + months
    assert then.day == min(day.day, monthrange(then.year, then.month)[1])


@pytest.mark.parametrize(
    ("first", "last", "month", "covered"),
    [
        (date(2026, 5, 17), date(2026, 8, 31), date(2026, 4, 1), (0, 30)),
        (date(2026, 5, 17), date(2026, 8, 31), date(2026, 5, 1), (15, 31)),
        (date(2026, 5, 17), date(2026, 8, 31), date(2026, 6, 1), (30, 30)),
        (date(2026, 5, 17), date(2026, 8, 31), date(2026, 9, 1), (0, 30)),
        (date(2026, 5, 17), date(2026, 5, 17), date(2026, 5, 1), (1, 31)),
        (date(2028, 1, 1), date(2028, 12, 31), date(2028, 2, 1), (29, 29)),
    ],
)
def test_days_of_a_period_within_a_month(first, last, month, covered):
    assert periods.days_within_month(first, last, month) == covered


@given(DAYS, st.integers(0, 800))
def test_the_days_within_its_months_are_the_days_of_the_period(first, length):
    last = first + timedelta(length)
    months = periods.months_between(first, last)
    assert sum(periods.days_within_month(first, last, m)[0] for m in months) == length + 1
    assert months == sorted({periods.month_of(first + timedelta(n)) for n in range(length + 1)})


def test_a_period_that_runs_backwards_touches_no_month():
    assert periods.months_between(date(2026, 5, 1), date(2026, 4, 30)) == []


@pytest.mark.parametrize(
    ("last", "is_longer"), [(date(2026, 7, 16), False), (date(2026, 7, 17), True), (date(2026, 7, 18), True)]
)
def test_a_period_is_longer_than_two_months_from_the_same_day(last, is_longer):
    assert periods.spans_more_than(date(2026, 5, 17), last, 2) is is_longer
