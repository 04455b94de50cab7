"""Questions that read what people write: kronor, a reason, and times to meet."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from kollega.core import clock
from kollega.core.day_field import DayField

ASK_KRONOR = "Skriv beloppet i kronor, till exempel 46 200."


class KronorField(forms.DecimalField):
    """An amount, with spaces between thousands and a comma before the öre as people write them."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f]|kr(onor)?$", "", value.strip()).replace(",", ".")
            try:
                Decimal(value or "0")
            except InvalidOperation as unread:
                raise forms.ValidationError(ASK_KRONOR) from unread
        return super().to_python(value)


class PercentField(forms.DecimalField):
    """A percentage with up to two decimals; a comma is as good as a point."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".").replace("%", "").strip() if isinstance(value, str) else value)


class ReasonForm(forms.Form):
    """Why something is done that someone else has to understand."""

    reason = forms.CharField(
        label="Skriv varför", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför, så att den som berörs förstår."},
    )  # fmt: skip


class TimesForm(forms.Form):
    """Times on one day when people can be met."""

    day = DayField(label="Dag", error_messages={"required": "Skriv vilken dag."})
    hours = forms.CharField(
        label="Klockslag", max_length=200, help_text="Ett eller flera, till exempel 9.00, 10.00 och 13.30.",
        error_messages={"required": "Skriv minst ett klockslag."},
    )  # fmt: skip
    minutes = forms.IntegerField(label="Hur många minuter?", min_value=10, max_value=480, initial=45)
    place = forms.CharField(
        label="Plats eller länk", max_length=200, help_text="Till exempel Storgatan 1, eller en adress till ett möte.",
        error_messages={"required": "Skriv var ni ses."},
    )  # fmt: skip

    def clean_hours(self) -> list[time]:
        said = self.cleaned_data["hours"].replace(" och ", ",").replace(";", ",")
        return [_hour(part) for part in said.split(",") if part.strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("hours"):
            given["starts"] = [_at(given["day"], hour) for hour in given["hours"]]
            if any(start <= clock.now() for start in given["starts"]):
                self.add_error("hours", "En av tiderna har redan passerat. Skriv bara tider som kommer.")
        return given


def _hour(said: str) -> time:
    digits = said.strip().lower().removeprefix("kl").strip(". ").replace(":", ".")
    try:
        hour, _, minute = digits.partition(".")
        return time(int(hour), int(minute or 0))
    except ValueError as unread:
        raise forms.ValidationError(f"Vi förstår inte klockslaget ”{said.strip()}”. Skriv till exempel 13.30."
                                    ) from unread  # fmt: skip


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, clock.STOCKHOLM)
