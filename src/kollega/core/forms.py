"""Questions that read what people write: kronor, and a reason."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

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
