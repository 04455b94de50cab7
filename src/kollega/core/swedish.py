"""Sums and days as they are written in Swedish."""

from datetime import date, datetime
from decimal import Decimal

from kollega.core import clock
from kollega.core.money import to_ore

SPACE = "\N{NO-BREAK SPACE}"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SOON = 14


def number(value: Decimal | int, decimals: int = 0) -> str:
    """Return a number with a space between thousands and a comma before decimals: 46 200,50."""
    text = f"{abs(Decimal(value)):,.{decimals}f}".replace(",", SPACE).replace(".", ",")
    return f"\N{MINUS SIGN}{text}" if value < 0 else text


def figure(value: Decimal | int) -> str:
    """Return a number with two decimals, or with none where it is whole: 37,50 and 8."""
    return number(value, 2).removesuffix(",00")


def kronor(amount: Decimal | int | None, *, ore: bool | None = None, unit: bool = True) -> str:
    """Return a sum as words: 46 200 kronor. Öre are shown where there are any, or always when asked for."""
    if amount is None:
        return ""
    exact = to_ore(amount)
    shows_ore = exact != exact.to_integral_value() if ore is None else ore
    return number(exact, 2 if shows_ore else 0) + (f"{SPACE}kronor" if unit else "")


def percent(share: Decimal | int) -> str:
    """Return a share in words, with no more decimals than it has: 31,42 procent."""
    return f"{Decimal(share).normalize():f}".replace(".", ",") + " procent"


def day(when: date | datetime | None, *, year: bool = True) -> str:
    """Return a day as words: 4 december 2026."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        when = when.astimezone(clock.STOCKHOLM).date()
    text = f"{when.day}{SPACE}{MONTHS[when.month - 1]}"
    return f"{text} {when.year}" if year else text


def period(first: date | None, last: date | None) -> str:
    """Return a period as words, without repeating what the two days share: 1 mars–30 april 2027."""
    if first is None or last is None:
        return day(first or last) if first is None else f"från {day(first)}"
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first, year=first.year != last.year)}–{day(last)}"


def due(on: date | None, *, today: date) -> str:
    """Return how soon something is due: i dag, om 12 dagar, or the day itself."""
    if on is None:
        return ""
    left = (on - today).days
    if left < 0:
        return f"Skulle ha varit klart {day(on, year=on.year != today.year)}"
    if left <= 1:
        return "I morgon" if left else "I dag"
    return f"Om {left} dagar" if left <= SOON else day(on, year=on.year != today.year).capitalize()
