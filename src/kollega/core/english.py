"""Sums and days as they are written in English, by the names of `kollega.core.swedish`."""

from datetime import date, datetime
from decimal import Decimal

from kollega.core import clock
from kollega.core.money import to_ore

SPACE = "\N{NO-BREAK SPACE}"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def number(value: Decimal | int, decimals: int = 0) -> str:
    """Return a number with a comma between thousands and a point before decimals: 46,200.50."""
    text = f"{abs(Decimal(value)):,.{decimals}f}"
    return f"\N{MINUS SIGN}{text}" if value < 0 else text


def figure(value: Decimal | int) -> str:
    """Return a number with two decimals, or with none where it is whole: 37.50 and 8."""
    return number(value, 2).removesuffix(".00")


def kronor(amount: Decimal | int, *, ore: bool | None = None, unit: bool = True) -> str:
    """Return a sum in Swedish kronor: SEK 46,200. Öre are shown where there are any, or always when asked for."""
    exact = to_ore(amount)
    shows_ore = exact != exact.to_integral_value() if ore is None else ore
    return (f"SEK{SPACE}" if unit else "") + number(exact, 2 if shows_ore else 0)


def percent(share: Decimal | int) -> str:
    """Return a share in words, with no more decimals than it has: 31.42 per cent."""
    return f"{Decimal(share).normalize():f} per cent"


def day(when: date | datetime, *, year: bool = True) -> str:
    """Return a day as words: 4 December 2026."""
    if isinstance(when, datetime):
        when = when.astimezone(clock.STOCKHOLM).date()
    text = f"{when.day}{SPACE}{MONTHS[when.month - 1]}"
    return f"{text} {when.year}" if year else text


def period(first: date, last: date) -> str:
    """Return a period as words, without repeating what the two days share: 1 March–30 April 2027."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first, year=first.year != last.year)}–{day(last)}"
