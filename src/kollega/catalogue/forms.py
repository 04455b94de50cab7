"""What a reader asks the joint list for."""

from django import forms

from kollega.catalogue.rules import Filters
from kollega.catalogue.terms import ListingKind


class SearchForm(forms.Form):
    """Every field may be empty; what cannot be understood is left out rather than refused."""

    q = forms.CharField(label="Sökord", max_length=100, required=False)
    ort = forms.CharField(label="Ort", max_length=60, required=False)
    typ = forms.ChoiceField(label="Typ", choices=ListingKind.choices, required=False)
    arbetsgivare = forms.UUIDField(label="Arbetsgivare", required=False)
    natverk = forms.SlugField(label="Nätverk", max_length=60, required=False)

    def filters(self) -> Filters:
        """Return what was asked for, of that which could be understood."""
        self.is_valid()
        said = self.cleaned_data
        return Filters(
            kind=said.get("typ", ""),
            employer=said.get("arbetsgivare"),
            place=said.get("ort", ""),
            text=said.get("q", ""),
        )
