"""What people type in about applications: the one who applies, those who judge, and those who recruit."""

from typing import Any

from django import forms

from kollega.applications.terms import LETTER, OFFER_LASTS, Points
from kollega.core.day_field import DayField
from kollega.core.forms import TimesForm
from kollega.documents.upload_field import UploadField
from kollega.recruiting.terms import QuestionKind

__all__ = ["ApplicationForm", "AssessorForm", "FileForm", "JudgeForm", "LateForm", "LetterForm", "OfferForm",
           "TimesForm"]  # fmt: skip


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ApplicationForm(forms.Form):
    """The whole application on one page; anything may be left open while it is a draft."""

    name = forms.CharField(
        label="Ditt namn", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label="Telefon", max_length=30, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    letter = forms.CharField(
        label="Varför söker du?", max_length=LETTER, required=False, widget=_area(8),
        help_text="Skriv hur du motsvarar kraven. Skriv inte personnummer eller uppgifter om hälsa.",
        error_messages={"max_length": f"Korta texten till högst {LETTER} tecken."},
    )  # fmt: skip

    def __init__(self, *args: Any, questions: list[Any], adaptations_to: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q_{q.number}": q for q in questions}
        for name, question in self.questions.items():
            self.fields[name] = _asked(question)
        if adaptations_to:
            self.fields["adaptation"] = forms.CharField(
                label="Behöver du någon anpassning under rekryteringen?", max_length=1000, required=False,
                widget=_area(2), help_text=f"Bara {adaptations_to} läser det du skriver här.",
            )  # fmt: skip
        for name in ("name", "letter"):
            self.fields[name].is_asked = True  # type: ignore[attr-defined]

    def answers(self) -> dict[Any, str]:
        """Return what is answered, by the question's id."""
        return {question.pk: self.cleaned_data[name] for name, question in self.questions.items()}

    def about_oneself(self) -> dict[str, str]:
        return {name: said for name, said in self.cleaned_data.items() if name not in self.questions}


def _asked(question: Any) -> forms.Field:
    """Return the field of one question of the announcement."""
    given: dict[str, Any] = {"label": question.text, "required": False}
    if question.kind == QuestionKind.YES_NO:
        made: Any = forms.ChoiceField(choices=[("yes", "Ja"), ("no", "Nej")], widget=forms.RadioSelect, **given)
    elif question.kind == QuestionKind.LONG:
        made = forms.CharField(max_length=2000, widget=_area(4), **given)
    else:
        made = forms.CharField(max_length=200, **given)
    made.is_asked = question.is_required
    return made


class FileForm(forms.Form):
    """One more file."""

    file = UploadField(label="Lägg till ditt cv eller ett intyg", required=False)


class JudgeForm(forms.Form):
    """One's judgement: one answer for each published requirement, and nothing else."""

    def __init__(self, *args: Any, criteria: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {f"c_{c.number}": c for c in criteria}
        for name, criterion in self.criteria.items():
            self.fields[name] = forms.TypedChoiceField(
                label=criterion.text, help_text=criterion.get_weight_display(), choices=Points.choices, coerce=int,
                empty_value=None, required=False, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[name].is_asked = True  # type: ignore[attr-defined]
        self.fields["note"] = forms.CharField(
            label="Anteckning", max_length=2000, required=False, widget=_area(3),
            help_text="Skriv det du bygger bedömningen på. Den sökande kan begära att få läsa det.",
        )  # fmt: skip

    def points(self) -> dict[Any, int]:
        """Return the points given, by the requirement's id; what is left open is left out."""
        given = {c.pk: self.cleaned_data[name] for name, c in self.criteria.items()}
        return {pk: points for pk, points in given.items() if points is not None}


class OfferForm(forms.Form):
    """What is offered, and until when."""

    text = forms.CharField(
        label="Skriv till den sökande", max_length=2000, widget=_area(5),
        help_text="Lön, tillträde, och vem man ringer med frågor.",
        error_messages={"required": "Skriv vad ni erbjuder."},
    )  # fmt: skip
    until = DayField(label="Svara senast", help_text=f"Ge minst {OFFER_LASTS} dagar.",
                     error_messages={"required": "Skriv sista dagen att svara."})  # fmt: skip


class AssessorForm(forms.Form):
    """Which colleague is asked to judge."""

    who = forms.CharField(
        label="Kollega", max_length=120, help_text="Namn eller e-postadress i arbetet.",
        error_messages={"required": "Skriv vem som ska bedöma."},
    )  # fmt: skip


class LateForm(forms.Form):
    """Who may apply after the last day."""

    email = forms.EmailField(label="Den sökandes e-postadress",
                             error_messages={"required": "Skriv adressen som den sökande loggar in med."})  # fmt: skip
    reason = forms.CharField(label="Varför får ansökan komma in sent?", max_length=500, widget=_area(2),
                             error_messages={"required": "Skriv varför. Det står i loggen."})  # fmt: skip


class LetterForm(forms.Form):
    """The words to those who do not get the job."""

    text = forms.CharField(label="Skriv beskedet", max_length=3000, widget=_area(9),
                           error_messages={"required": "Skriv vad ni vill säga."})  # fmt: skip


class ShowForm(forms.Form):
    """Whom an application is shown to, and why."""

    who = forms.CharField(
        label="Vem ska läsa ansökan?", max_length=120,
        help_text="Namn eller e-postadress till en chef hos er, eller till HR hos en annan medlem.",
        error_messages={"required": "Skriv vem som ska läsa ansökan."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Varför?", max_length=200, error_messages={"required": "Skriv varför, så att den som läser förstår."}
    )
