"""What a coordinator types in about a clause."""

from typing import Any

from django import forms

from kollega.clauses.terms import LONGEST
from kollega.core.day_field import DayField


class ClauseForm(forms.Form):
    """One clause, from a day on."""

    heading = forms.CharField(label="Rubrik", max_length=80, error_messages={"required": "Skriv en rubrik."})
    text = forms.CharField(label="Text", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 8}))
    is_left_out = forms.BooleanField(label="Ta bort villkoret ur nya avtal", required=False)
    from_on = DayField(label="Gäller från", help_text="Avtal som redan är skrivna ändras inte.",
                       error_messages={"required": "Skriv från vilken dag det gäller."})  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].is_asked = True  # type: ignore[attr-defined]  # unless the clause is taken away

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("is_left_out") and not given.get("text", "").strip():
            self.add_error("text", "Skriv vad som gäller, eller ta bort villkoret.")
        return given
