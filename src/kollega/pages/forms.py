"""What a coordinator types in about the network's look, how accessible its pages are, and its groups."""

from typing import Any

from django import forms

from kollega.core.day_field import DayField
from kollega.core.palette import why_not_colour
from kollega.networks.logo import why_not_logo
from kollega.networks.models import Employer
from kollega.networks.terms import Conformity, ManagerStep, Whom


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


def _said(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StatementForm(forms.Form):
    """The facts of an accessibility statement; the day it was updated and Digg's address are added by us."""

    actor = forms.CharField(label="Vem ansvarar för webbplatsen?", max_length=200)
    service = forms.CharField(label="Vad heter webbplatsen?", max_length=200)
    conformity = forms.ChoiceField(
        label="Hur tillgänglig är den?", choices=Conformity, widget=forms.RadioSelect,
    )  # fmt: skip
    flaws = forms.CharField(
        label="Vad fungerar inte, och varför?", max_length=4000, widget=_said(5), required=False,
        help_text="En brist på varje rad. Skriv vad som inte går att göra och när det ska vara löst.",
    )  # fmt: skip
    burden = forms.CharField(label="Vad skulle vara oskäligt betungande att anpassa?", max_length=2000, widget=_said(2))
    outside = forms.CharField(label="Vilket innehåll omfattas inte av lagen?", max_length=2000, widget=_said(2))
    method = forms.CharField(label="Hur har ni bedömt webbplatsen?", max_length=2000, widget=_said(3))
    assessed_on = DayField(label="När bedömde ni den?")
    contact = forms.EmailField(
        label="Vart mejlar den som möter ett hinder?", help_text="En brevlåda som ni läser varje dag."
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("conformity") != Conformity.WHOLLY and not given.get("flaws", "").strip():
            self.add_error("flaws", "Skriv vilka brister som finns, eller välj att webbplatsen är helt förenlig.")
        return given


class ManagerStepForm(forms.Form):
    """When managers are asked about answers to assignments."""

    step = forms.ChoiceField(label="När ska chefen svara?", choices=ManagerStep, widget=forms.RadioSelect,
                             error_messages={"required": "Välj när chefen ska svara."})  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].descriptions = {  # type: ignore[attr-defined]
            ManagerStep.BEFORE_VISIBLE: "Mottagaren ser en anmälan först när chefen har sagt ja.",
            ManagerStep.BEFORE_OFFER: "Mottagaren ser en anmälan direkt, märkt att chefen inte har svarat, och kan "
            "välja när chefen har sagt ja. Varför en chef säger nej får mottagaren aldrig veta.",
        }


class GroupForm(forms.Form):
    """Whom a group is for, by what they do and where they work."""

    name = forms.CharField(label="Namn", max_length=80, help_text="Så som det ska stå i annonserna: Bara för …",
                           error_messages={"required": "Skriv vad gruppen ska heta."})  # fmt: skip
    whom = forms.ChoiceField(label="Vilka är gruppen för?", choices=Whom, widget=forms.RadioSelect,
                             error_messages={"required": "Välj vilka gruppen är för."})  # fmt: skip
    employers = forms.ModelMultipleChoiceField(
        Employer.objects.none(), label="Hos vilka medlemmar?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Välj ingen om gruppen är för alla medlemmar, också dem som kommer till.",
    )  # fmt: skip

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employers"].queryset = members
        self.fields["whom"].descriptions = {
            Whom.MANAGERS: "Den som är chef för någon hos medlemmen.",
            Whom.HR: "HR-kontakter och HR-chefer. De ser också vad övriga grupper hos deras medlem ser.",
        }
