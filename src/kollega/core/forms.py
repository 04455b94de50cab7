"""Questions that read what people write: days, kronor, and a reason."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from kollega.core import clock
from kollega.core.swedish import MONTHS

ASK_DAY = "Skriv dagen som 1 mars 2027 eller 2027-03-01."
ASK_KRONOR = "Skriv beloppet i kronor, till exempel 46 200."


def read_day(text: str, today: date) -> date | None:
    """Return the day someone wrote, or None where it cannot be read.

    Reads 2027-03-01, 1/3 2027, 1/3, 1 mars 2027 and 1 mars; a missing year means the next such day.
    """
    text = " ".join(text.lower().replace(",", " ").split())
    if match := re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})", text):
        return _day(*map(int, match.groups()))
    match = re.fullmatch(r"(\d{1,2})(?:[/.\s]+)(\d{1,2}|[a-zåäö]+)\.?(?:[/\s-]+(\d{4}))?", text)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else _month(match[2])
    if match[3]:
        return _day(int(match[3]), month, int(match[1]))
    this_year = _day(today.year, month, int(match[1]))
    return this_year if this_year and this_year >= today else _day(today.year + 1, month, int(match[1]))


def _month(word: str) -> int:
    return next((n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)), 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DayField(forms.DateField):
    """A day, in any of the ways people write one."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if (day := read_day(str(value), clock.today())) is None:
            raise forms.ValidationError(ASK_DAY)
        return day


class KronorField(forms.DecimalField):
    """An amount, with spaces between thousands and a comma before the öre as people write them."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f]|kr(onor)?$", "", value.strip()).replace(",", ".")
            try:
                Decimal(value or "0")
            except InvalidOperation as unread:
                raise forms.ValidationError(ASK_KRONOR) from unread
        return super().to_python(value)


class ReasonForm(forms.Form):
    """Why something is done that someone else has to understand."""

    reason = forms.CharField(
        label="Skriv varför", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför, så att den som berörs förstår."},
    )  # fmt: skip
