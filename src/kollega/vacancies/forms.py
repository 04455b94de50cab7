"""What an HR contact types in about where the ads are fetched from."""

from typing import Any

from django import forms

from kollega.core.fetch import why_not_address
from kollega.vacancies.terms import HOURS, WHOLE_KINDS, FeedKind


class FeedForm(forms.Form):
    """Where an employer's ads are fetched from, and how often."""

    employer = forms.ModelChoiceField(
        label="Arbetsgivare", queryset=None, empty_label=None, error_messages={"required": "Välj arbetsgivare."}
    )
    kind = forms.ChoiceField(
        label="Sort", choices=FeedKind.choices, initial=FeedKind.RSS,
        help_text="Fråga den som sköter ert rekryteringssystem om du är osäker.",
    )  # fmt: skip
    address = forms.CharField(
        label="Adress", max_length=500, widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="Till exempel https://jobb.exempel.se/jobs.rss. Vi hämtar bara själva adressen, inga länkar i den.",
        error_messages={"required": "Skriv adressen till källan.", "max_length": "Adressen är längre än 500 tecken."},
    )  # fmt: skip
    every_hours = forms.TypedChoiceField(label="Hur ofta", choices=HOURS, coerce=int, initial=3)
    is_whole = forms.BooleanField(
        label="Källan har alla våra annonser. Det som försvinner ur den tas bort från listan.", required=False,
        initial=True,
    )  # fmt: skip

    def __init__(self, *args: Any, employers: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
        self.is_alone = len(employers) == 1
        if self.is_alone:
            self.fields["employer"].required = False
            self.fields["employer"].widget = forms.HiddenInput()
            self.fields["employer"].initial = employers[0].pk

    def clean_employer(self) -> Any:
        """The only employer there is need not be chosen."""
        chosen = self.cleaned_data["employer"]
        return chosen or self.fields["employer"].queryset[0]  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if reason := why_not_address(address):
            raise forms.ValidationError(reason)
        return address

    def clean(self) -> dict[str, Any]:
        """Streams say themselves what is gone."""
        given = super().clean() or {}
        given["is_whole"] = bool(given.get("is_whole")) and given.get("kind") in WHOLE_KINDS
        return given
