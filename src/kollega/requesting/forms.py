"""What people type in about requests and offers."""

from typing import Any

from django import forms

from kollega.core.day_field import DayField
from kollega.networks.models import Employer
from kollega.people.models import Employment


class EnquiryForm(forms.Form):
    """What someone is wanted for."""

    title = forms.CharField(
        label="Vad gäller det?", max_length=120, help_text="Till exempel: Testledare i ett år.",
        error_messages={"required": "Skriv vad det gäller."},
    )  # fmt: skip
    tasks = forms.CharField(
        label="Vad ska personen göra?", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Skriv också vad som krävs. Den som tillfrågas läser det här.",
        error_messages={"required": "Skriv vad personen ska göra."},
    )  # fmt: skip
    place = forms.CharField(label="Plats", max_length=120, help_text="Ort, och hur mycket som går att göra på distans.",
                            error_messages={"required": "Skriv var arbetet utförs."})  # fmt: skip
    share = forms.IntegerField(label="Omfattning i procent", min_value=1, max_value=100, initial=100,
                               error_messages={"required": "Skriv hur många procent av heltid.",
                                               "min_value": "Skriv 1 till 100 procent.",
                                               "max_value": "Skriv 1 till 100 procent."})  # fmt: skip
    starts_on = DayField(label="Första dagen", help_text="Räkna med två månaders framförhållning.",
                         error_messages={"required": "Skriv första dagen."})  # fmt: skip
    ends_on = DayField(label="Sista dagen", error_messages={"required": "Skriv sista dagen."})


class RequestForm(EnquiryForm):
    """Which employer is asked, and for what."""

    asked = forms.ModelChoiceField(
        label="Vilken arbetsgivare frågar ni?", queryset=Employer.objects.none(), empty_label="Välj arbetsgivare",
        error_messages={"required": "Välj vilken arbetsgivare ni frågar."},
    )  # fmt: skip
    field_order = ("asked",)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].queryset = members  # type: ignore[attr-defined]


class SuggestForm(forms.Form):
    """Whom the contact suggests."""

    said = forms.CharField(
        label="Medarbetare", max_length=120, help_text="Hela namnet eller e-postadressen.",
        error_messages={"required": "Skriv vem du föreslår."},
    )  # fmt: skip


class OfferForm(forms.Form):
    """Whom a manager offers, what they can do, and when."""

    employment = forms.ModelChoiceField(
        label="Vem gäller det?", queryset=Employment.objects.none(), empty_label="Välj en medarbetare",
        error_messages={"required": "Välj vem det gäller."},
    )  # fmt: skip
    about = forms.CharField(
        label="Vad kan personen, och vad lockar?", max_length=1500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Skriv inte namn eller titel som pekar ut personen.",
        error_messages={"required": "Skriv vad personen kan och vill pröva."},
    )  # fmt: skip
    share = forms.IntegerField(label="Omfattning i procent", min_value=1, max_value=100, initial=100,
                               error_messages={"required": "Skriv hur många procent av heltid."})  # fmt: skip
    from_on = DayField(label="Tidigast från", error_messages={"required": "Skriv första dagen."})
    to_on = DayField(label="Längst till", error_messages={"required": "Skriv sista dagen."})

    def __init__(self, *args: Any, reports: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["employment"]
        field.queryset = reports  # type: ignore[attr-defined]
        field.label_from_instance = lambda post: str(post.person)  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        said = self.cleaned_data["about"]
        post = self.data.get("employment")
        chosen = self.fields["employment"].queryset.filter(pk=post).first() if post else None  # type: ignore[attr-defined]
        if chosen and any(name.lower() in said.lower() for name in str(chosen.person).split()):
            raise forms.ValidationError(
                "Texten innehåller personens namn. Ta bort det, så att ingen kan se vem det är."
            )
        return said
