"""What people type in about calls and answers."""

from typing import Any

from django import forms

from kollega.assignments.terms import STATEMENT_LENGTH, NotSelected, Outcome, Way
from kollega.core.day_field import DayField
from kollega.core.periods import add_months
from kollega.networks.group_field import GroupField, choose_among
from kollega.people.models import Person

COVER_ROWS = 5


class CallForm(forms.Form):
    """An assignment to announce."""

    title = forms.CharField(
        label="Rubrik",
        max_length=120,
        help_text="Skriv så att den som läser förstår direkt vad det gäller.",
        error_messages={"required": "Skriv en rubrik."},
    )
    lead = forms.CharField(label="Ingress", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text="En eller två meningar. De syns i listan.",
                           error_messages={"required": "Skriv en ingress."})  # fmt: skip
    tasks = forms.CharField(label="Det här ska du göra", max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
                            help_text="En uppgift per rad. Skriv till den som läser: du, inte den sökande.",
                            error_messages={"required": "Skriv minst en uppgift."})  # fmt: skip
    needs = forms.CharField(
        label="Du behöver",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Det som krävs. En sak per rad.",
        error_messages={"required": "Skriv vad som krävs."},
    )
    merits = forms.CharField(label="Bra om du också", max_length=2000, required=False,
                             widget=forms.Textarea(attrs={"rows": 3}), help_text="En sak per rad.")  # fmt: skip
    why = forms.CharField(label="Varför är det ett uppdrag och inte en anställning?", max_length=1000, required=False,
                          widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    place = forms.CharField(label="Plats", max_length=120, help_text="Ort, och hur mycket som går att göra på distans.",
                            error_messages={"required": "Skriv var arbetet utförs."})  # fmt: skip
    share = forms.IntegerField(label="Omfattning i procent", min_value=1, max_value=100, initial=100,
                               error_messages={"required": "Skriv hur många procent av heltid.",
                                               "min_value": "Skriv 1 till 100 procent.",
                                               "max_value": "Skriv 1 till 100 procent."})  # fmt: skip
    seats = forms.IntegerField(label="Antal personer", min_value=1, max_value=50, initial=1,
                               error_messages={"required": "Skriv hur många ni söker."})  # fmt: skip
    answer_by = DayField(label="Svara senast", error_messages={"required": "Skriv sista dagen att svara."})
    starts_on = DayField(label="Uppdraget börjar", help_text="Räkna med två månaders framförhållning hos utlånaren.",
                         error_messages={"required": "Skriv när uppdraget börjar."})  # fmt: skip
    ends_on = DayField(label="Uppdraget slutar", error_messages={"required": "Skriv när uppdraget slutar."})
    diary_number = forms.CharField(label="Diarienummer", max_length=40, required=False)
    group = GroupField(empty_label="Alla anställda i nätverket")

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, groups)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends, answer_by = (given.get(name) for name in ("starts_on", "ends_on", "answer_by"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Uppdraget kan inte sluta innan det börjar.")
        if starts and answer_by and answer_by > starts:
            self.add_error("answer_by", "Sista dagen att svara behöver komma före starten.")
        if starts and ends and ends > add_months(starts, 36):
            self.add_error("ends_on", "Ett tillfälligt uppdrag är högst tre år.")
        return given


class AnswerForm(forms.Form):
    """An employee's answer; everything may be left open while it is a draft."""

    share = forms.TypedChoiceField(
        label="Hur mycket kan du arbeta i uppdraget?", coerce=int, widget=forms.RadioSelect, required=False
    )
    can_start_on = DayField(label="När kan du börja?", required=False)
    statement = forms.CharField(
        label="Varför är du intresserad?", required=False, max_length=STATEMENT_LENGTH, widget=forms.Textarea,
        help_text="Skriv några meningar om vad du kan bidra med och vad du vill lära dig. Skriv inte personnummer "
        "eller uppgifter om hälsa.",
        error_messages={"max_length": f"Korta texten till högst {STATEMENT_LENGTH} tecken."},
    )  # fmt: skip
    has_talked = forms.TypedChoiceField(
        label="Har du pratat med din chef?",
        required=False,
        widget=forms.RadioSelect,
        coerce=lambda v: v == "yes",
        empty_value=None,
        choices=[("yes", "Ja, vi har pratat"), ("no", "Nej, inte än")],
        help_text="Din chef behöver inte ha sagt ja än.",
    )

    def __init__(self, *args: Any, call: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lower = [s for s in (80, 60, 50, 40, 20) if s < call.share]
        self.fields["share"].choices = [(s, f"{s} procent") for s in (call.share, *lower)]
        self.fields["share"].descriptions = {call.share: "Som i annonsen."}
        self.fields["has_talked"].descriptions = {"no": "Chefen får veta först när du har skickat in anmälan."}
        for question in self.fields.values():
            question.is_asked = True  # a draft may leave it open, but the answer needs it


class CoverRow(forms.Form):
    """One of the employee's tasks, and how it is done meanwhile."""

    task = forms.CharField(label="Uppgift", max_length=160, required=False)
    way = forms.ChoiceField(label="Under tiden", choices=[("", "Välj"), *Way.choices], required=False)
    who = forms.CharField(label="Vem", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("task") and not given.get("way"):
            self.add_error("way", "Välj hur uppgiften löses.")
        if given.get("way") and not given.get("task"):
            self.add_error("task", "Skriv vilken uppgift det gäller.")
        return given


CoverRows = forms.formset_factory(CoverRow, extra=0, min_num=COVER_ROWS, max_num=COVER_ROWS)


class DecisionForm(forms.Form):
    """The manager's word."""

    decision = forms.ChoiceField(
        label="Vad svarar du?",
        choices=[("yes", "Ja, utlåningen kan bli av"), ("more", "Jag vill veta mer först"), ("no", "Nej, inte nu")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad du svarar."},
    )
    message = forms.CharField(
        label="Meddelande", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        asks = {"no": "Skriv varför, så att medarbetaren förstår.", "more": "Skriv vad du vill veta."}
        if not given.get("message", "").strip() and (ask := asks.get(given.get("decision", ""))):
            self.add_error("message", ask)
        return given


class DelegateForm(forms.Form):
    """Which colleague answers instead, and a word to them."""

    to = forms.ModelChoiceField(
        label="Vem ska svara?", queryset=Person.objects.none(), empty_label="Välj en kollega",
        error_messages={"required": "Välj en kollega.", "invalid_choice": "Välj en kollega i listan."},
    )  # fmt: skip
    note = forms.CharField(
        label="Ett ord till kollegan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """How it went for one person."""

    outcome = forms.ChoiceField(label="Blev uppdraget gjort?", choices=Outcome.choices, widget=forms.RadioSelect,
                                error_messages={"required": "Välj hur det gick."})  # fmt: skip
    note = forms.CharField(
        label="Vad blev inte gjort?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Behövs bara om uppdraget inte blev gjort.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == Outcome.NOT_DONE and not given.get("note", "").strip():
            self.add_error("note", "Skriv vad som inte blev gjort, så att båda vet.")
        return given


class ReleaseForm(forms.Form):
    """A word to all who were not chosen."""

    words = forms.CharField(
        label="Ett ord till alla som inte blev valda", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De som redan har fått ett eget ord får det i stället.",
    )  # fmt: skip


class PassOverForm(forms.Form):
    """Why an answer was not chosen."""

    because = forms.ChoiceField(label="Skäl", choices=NotSelected.choices, widget=forms.RadioSelect,
                                error_messages={"required": "Välj ett skäl."})  # fmt: skip
    text = forms.CharField(
        label="Ett ord till den som svarade", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
