"""Calendar arithmetic that contracts and invoices share."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(day: date) -> date:
    """Return the first day of the month, which is how a month is written."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """Return the last day of the month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def days_within_month(first: date, last: date, month: date) -> tuple[int, int]:
    """Return how many days of `month` the period first-last (both included) covers, and how many the month has."""
    begins, ends = max(first, month_of(month)), min(last, last_of(month))
    return max((ends - begins).days + 1, 0), last_of(month).day


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of every month that the period first-last touches, in order."""
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = add_months(month, 1)
    return months


def spans_more_than(first: date, last: date, months: int) -> bool:
    """Return whether the period first-last (both included) is longer than `months` whole months."""
    return last >= add_months(first, months)
