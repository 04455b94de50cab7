"""What a coordinator types in about the network's look."""

from django import forms

from kollega.core.palette import why_not_colour
from kollega.networks.logo import why_not_logo


class LookForm(forms.Form):
    """Three colours and a logo, each checked for contrast."""

    accent = forms.CharField(label="Huvudfärg", max_length=7, help_text="Knappar, länkar och startsidans yta.")
    brand1 = forms.CharField(label="Andra färg", max_length=7, help_text="Mönstret och märken.")
    brand2 = forms.CharField(label="Tredje färg", max_length=7, help_text="Mönstret och varma ytor.")
    logo = forms.CharField(
        label="Logotyp som SVG", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Klistra in hela filen. Lämna tomt för att använda mönstret.",
    )  # fmt: skip
    logo_text = forms.CharField(label="Vad logotypen föreställer", required=False, max_length=120)

    def _colour(self, name: str) -> str:
        colour = self.cleaned_data[name].strip()
        colour = colour if colour.startswith("#") else f"#{colour}"
        if reason := why_not_colour(colour):
            raise forms.ValidationError(reason)
        return colour

    def clean_accent(self) -> str:
        return self._colour("accent")

    def clean_brand1(self) -> str:
        return self._colour("brand1")

    def clean_brand2(self) -> str:
        return self._colour("brand2")

    def clean_logo(self) -> str:
        logo = self.cleaned_data["logo"].strip()
        if logo and (reason := why_not_logo(logo)):
            raise forms.ValidationError(reason)
        return logo

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("logo") and not given.get("logo_text", "").strip():
            self.add_error("logo_text", "Skriv vad logotypen föreställer, för den som inte ser den.")
        return given
