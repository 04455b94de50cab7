"""A question about a day that understands the ways people write one."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from kollega.core import clock
from kollega.core.swedish import MONTHS, day

ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
WORDS = re.compile(r"(?:den )?(\d{1,2})(?::?[ae])?\.? ([a-z]{3,9})\.?(?: (\d{4}))?")
SLASH = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[-/. ]{1,2}(\d{4}))?")


class DayInput(forms.TextInput):
    """Shows a day in words, as it is read everywhere else."""

    def format_value(self, value: object) -> str | None:
        return day(value).replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, date) else super().format_value(value)


class DayField(forms.DateField):
    """Takes 2027-03-01, 1 mars 2027, 1 mars, 1/3 and 1/3 2027. Without a year it means the next such day."""

    widget = DayInput

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        found = read_day(str(value), today=clock.today())
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def read_day(text: str, *, today: date) -> date | None:
    """Return the day that the text names, or None if it names none."""
    text = " ".join(text.lower().split())
    try:
        if match := ISO.fullmatch(text):
            return date(*map(int, match.groups()))
        if match := WORDS.fullmatch(text):
            months = [number for number, name in enumerate(MONTHS, 1) if name.startswith(match[2])]
            return _next(int(match[1]), months[0], match[3], today) if len(months) == 1 else None
        if match := SLASH.fullmatch(text):
            return _next(int(match[1]), int(match[2]), match[3], today)
    except ValueError:
        return None
    return None


def _next(number: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, number)
    this_year = date(today.year, month, number)
    return this_year if this_year >= today else date(today.year + 1, month, number)
