"""What people type in about their own vacancies: four pages, each kept as it is, and what comes after."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from kollega.catalogue.terms import Reach
from kollega.core.day_field import DayField
from kollega.networks.group_field import GroupField, choose_among
from kollega.people.models import Person
from kollega.recruiting.terms import QUESTIONS, FilingStatus, Form, HiredFrom, QuestionKind, Remote, Wanted
from kollega.taxonomy.models import Concept
from kollega.taxonomy.queries import suggest
from kollega.taxonomy.terms import Kind


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ConceptField(forms.CharField):
    """A word of the taxonomy, written as people write it; gives the concept, or asks which one was meant."""

    def __init__(self, *, kind: str, unknown: str, **kwargs: Any) -> None:
        self.kind, self.unknown = kind, unknown
        super().__init__(max_length=120, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        words = {Kind.OCCUPATION: "yrke", Kind.MUNICIPALITY: "kommun"}[Kind(self.kind)]
        found = reverse_lazy("recruiting:suggestions", args=[words])
        return super().widget_attrs(widget) | {"data-suggest": found, "data-stay": "", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return value.label if isinstance(value, Concept) else value

    def clean(self, value: Any) -> Concept | None:
        said = super().clean(value)
        if not said:
            return None
        found = list(suggest(self.kind, said, 6))
        same = [concept for concept in found if concept.label.casefold() == said.casefold()]
        if same or len(found) == 1:
            return (same or found)[0]
        meant = f" Menar du {' eller '.join(c.label for c in found[:3])}?" if found else ""
        raise forms.ValidationError(self.unknown.format(said=said) + meant)


class LinesField(forms.CharField):
    """One thing on each line; gives the lines without bullets and blank ones."""

    widget = forms.Textarea
    longest = 200

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip().lstrip("•-*–").strip() for line in super().clean(value).splitlines()]
        for line in filter(lambda line: len(line) > self.longest, lines):
            raise forms.ValidationError(f"Korta raden ”{line[:40]}…” till högst {self.longest} tecken.")
        return [line for line in lines if line]


class NewForm(forms.Form):
    """How a vacancy begins."""

    title = forms.CharField(
        label="Rubrik", max_length=120, help_text="Det folk söker efter, till exempel Handläggare inom studiestöd.",
        error_messages={"required": "Skriv en rubrik."},
    )  # fmt: skip
    place = forms.ChoiceField(label="Arbetsgivare och nätverk", widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(m.pk): m for m in places}
        self.fields["place"].choices = [(key, f"{m.employer}, {m.network}") for key, m in self.places.items()]
        if len(places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = str(places[0].pk)


class NeedForm(forms.Form):
    """What is looked for."""

    heading, lead = "Vad söker ni?", "Det som styr vem som hittar annonsen."
    title = forms.CharField(label="Rubrik", max_length=120, error_messages={"required": "Skriv en rubrik."})
    occupation = ConceptField(
        label="Yrke", kind=Kind.OCCUPATION, required=False, unknown="Vi känner inte igen yrket ”{said}”.",
        help_text="Skriv det yrke som ligger närmast, till exempel Utredare.",
    )  # fmt: skip
    place = ConceptField(
        label="Kommun", kind=Kind.MUNICIPALITY, required=False, unknown="Vi känner inte igen kommunen ”{said}”.",
        help_text="Där arbetet utförs, till exempel Sundsvall.",
    )  # fmt: skip
    remote = forms.ChoiceField(label="Var arbetar man?", choices=Remote.choices, widget=forms.RadioSelect)
    form = forms.ChoiceField(label="Anställningsform", choices=Form.choices, widget=forms.RadioSelect)
    months = forms.IntegerField(label="Hur många månader?", min_value=1, max_value=120, required=False,
                                help_text="Bara när anställningen har ett slut.")  # fmt: skip
    share = forms.IntegerField(label="Omfattning i procent", min_value=1, max_value=100)
    seats = forms.IntegerField(label="Antal platser", min_value=1, max_value=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("form") == Form.PERMANENT:
            given["months"] = None
        return given


class ContentForm(forms.Form):
    """What it is about, and the profile of requirements."""

    heading, lead = "Vad innebär arbetet?", "Skriv till den som läser: du, inte den sökande."
    lead_text = forms.CharField(label="Ingress", max_length=200, required=False, widget=_area(2),
                                help_text="En eller två meningar. De syns i listan.")  # fmt: skip
    tasks = forms.CharField(label="Arbetsuppgifter", max_length=5000, required=False, widget=_area(7))
    musts = LinesField(label="Krav", max_length=4000, required=False, widget=_area(5),
                       help_text="Ett på varje rad. Urvalet får bara göras efter det som står här och nedan. "
                       "När HR har godkänt annonsen ändras de inte.")  # fmt: skip
    merits = LinesField(label="Meriterande", max_length=4000, required=False, widget=_area(4),
                        help_text="Ett på varje rad.")  # fmt: skip
    pay = forms.CharField(label="Lön", max_length=200, required=False,
                          help_text="Till exempel: Individuell lön, 36 000–42 000 kronor i månaden.")  # fmt: skip
    starts = forms.CharField(label="Tillträde", max_length=120, required=False)


class ApplyForm(forms.Form):
    """How one applies, by when, and whom one asks."""

    heading, lead = "Hur söker man?", "Sista dagen, adressen och de som svarar på frågor."
    apply_by = DayField(label="Sista dagen att söka", required=False)
    special_reasons = forms.CharField(
        label="Särskilda skäl till att ingen sista dag finns", max_length=1000, required=False, widget=_area(2),
        help_text="Lagen kräver en tid att söka inom. Utan sista dag behöver skälen framgå.",
    )  # fmt: skip
    receives_here = forms.TypedChoiceField(
        label="Var söker man?", coerce=lambda said: said == "True", widget=forms.RadioSelect,
        choices=[("False", "I vårt eget system"), ("True", "Här i Kollega")],
    )  # fmt: skip
    application_url = forms.URLField(
        label="Adress till ert system", max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": "Skriv hela adressen, till exempel https://www.exempel.se/jobb/123."},
    )  # fmt: skip
    is_blind = forms.BooleanField(
        label="Dölj vem som söker för dem som bedömer, tills de har bedömt", required=False,
        help_text="Gäller när ansökningarna tas emot här. HR-kontakten och du ser namnen.",
    )  # fmt: skip
    questions_to = forms.CharField(
        label="Frågor besvaras av", max_length=600, required=False, widget=_area(3),
        help_text="Namn, roll, telefon och e-post. De visas så länge annonsen är öppen.",
    )  # fmt: skip
    unions = forms.CharField(label="Fackliga kontakter", max_length=600, required=False, widget=_area(3))
    diary_number = forms.CharField(label="Diarienummer", max_length=40, required=False)


class QuestionsForm(forms.Form):
    """What everyone who applies here is asked, beside the letter and the files."""

    heading, lead = "Vad frågar ni den som söker?", (
        "Bara när ansökningarna tas emot här. Ställ så få frågor som möjligt. Ett oväntat svar sållar aldrig bort "
        "någon: det märks ut, och en människa läser."
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, wanted = QuestionKind.choices, [("", "Inget särskilt"), *Wanted.choices]
        for n in range(1, QUESTIONS + 1):
            self.fields |= {
                f"text_{n}": forms.CharField(label=f"Fråga {n}", max_length=200, required=False),
                f"kind_{n}": forms.ChoiceField(label=f"Hur svarar man på fråga {n}?", choices=kinds, required=False),
                f"must_{n}": forms.BooleanField(label=f"Fråga {n} måste besvaras", required=False),
                f"wanted_{n}": forms.ChoiceField(label=f"Svar som behövs på fråga {n}", choices=wanted, required=False,
                                                 help_text="Bara för ja eller nej."),
            }  # fmt: skip

    @staticmethod
    def said_by(questions: list) -> dict[str, Any]:
        """Return the questions as they stand in the form; an empty line asks for a required short answer."""
        said: dict[str, Any] = {f"must_{n}": True for n in range(1, QUESTIONS + 1)}
        for n, q in enumerate(questions, 1):
            said |= {f"text_{n}": q.text, f"kind_{n}": q.kind, f"must_{n}": q.is_required, f"wanted_{n}": q.wanted}
        return said

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        numbers = [n for n in range(1, QUESTIONS + 1) if (given.get(f"text_{n}") or "").strip()]
        return {"questions": [self._question(given, n) for n in numbers]}

    @staticmethod
    def _question(given: dict, n: int) -> dict[str, Any]:
        kind = given.get(f"kind_{n}") or QuestionKind.SHORT
        wanted = given.get(f"wanted_{n}") or ""
        return {
            "text": given[f"text_{n}"].strip(), "kind": kind, "is_required": bool(given.get(f"must_{n}")),
            "wanted": wanted if kind == QuestionKind.YES_NO else "",
        }  # fmt: skip

    def groups(self) -> list[list[Any]]:
        """Return the fields of one question at a time."""
        names = ("text", "kind", "must", "wanted")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, QUESTIONS + 1)]


class ReachForm(forms.Form):
    """Who sees it, and from when."""

    heading, lead = "Var ska annonsen synas?", "Du kan ändra tills HR har godkänt."
    reach = forms.ChoiceField(label="Vem får se annonsen?", widget=forms.RadioSelect, choices=[
        (Reach.PUBLIC, "Alla"), (Reach.NETWORK, "Anställda i nätverket"),
        (Reach.GROUP, "En grupp i nätverket"), (Reach.EMPLOYER, "Egna anställda"),
    ])  # fmt: skip
    group = GroupField(label="Vilken grupp?", empty_label="Ingen grupp")
    publish_on = DayField(label="Publicera den dag", required=False,
                          help_text="Lämna tomt för att publicera när HR har godkänt.")  # fmt: skip

    def choose_among(self, groups: Any) -> None:
        """Ask for a group if there are any in the network."""
        choose_among(self, groups)
        if "group" not in self.fields:
            reach = self.fields["reach"]
            reach.choices = [choice for choice in reach.choices if choice[0] != Reach.GROUP]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        to_group = given.get("reach") == Reach.GROUP
        if to_group and not given.get("group") and "group" not in self.errors:
            self.add_error("group", "Välj vilken grupp som ska se annonsen.")
        return given | {"group": given.get("group") if to_group else None}


for _form, _names in (
    (NeedForm, ("occupation", "place")),
    (ContentForm, ("lead_text", "tasks", "musts")),
    (ApplyForm, ("apply_by", "unions")),
):
    for _name in _names:
        _form.base_fields[_name].is_asked = True  # a draft may leave it open, but the announcement needs it

PAGES: dict[str, type[forms.Form]] = {
    "behov": NeedForm,
    "innehall": ContentForm,
    "ansokan": ApplyForm,
    "fragor": QuestionsForm,
    "synlighet": ReachForm,
}
"""The pages in their order; the address of each is its name."""
FIELDS = {"lead_text": "lead"}
"""Where a question has another name than what it fills."""


class ExtendForm(forms.Form):
    """A later last day."""

    until = DayField(label="Ny sista dag", error_messages={"required": "Skriv den nya sista dagen."})
    reason = forms.CharField(
        label="Varför förlängs annonsen?", max_length=500, widget=_area(2),
        error_messages={"required": "Skriv varför, så att den som redan har sökt förstår."},
    )  # fmt: skip


class DecisionForm(forms.Form):
    """How it went when someone was employed."""

    hired_from = forms.ChoiceField(label="Var kom den ni anställde ifrån?", choices=HiredFrom.choices,
                                   widget=forms.RadioSelect, help_text="Bara för nätverkets statistik.")  # fmt: skip
    decided_on = DayField(label="Vilken dag fattades beslutet?")
    decided_by = forms.CharField(label="Vem fattade beslutet?", max_length=120, help_text="Roll och namn.")
    posted_on = DayField(label="Vilken dag anslås beslutet?", required=False)


class FilingForm(forms.Form):
    """What became of a file."""

    status = forms.ChoiceField(label="Läge", choices=FilingStatus.choices[1:], widget=forms.RadioSelect)
    note = forms.CharField(label="Svar från Arbetsförmedlingen", max_length=300, required=False)


class RulesForm(forms.Form):
    """What the employer asks of its announcements."""

    asks_for_diary_number = forms.BooleanField(label="Kräv diarienummer innan en annons godkänns", required=False)
    asks_for_unions = forms.BooleanField(label="Kräv fackliga kontakter i annonsen", required=False)
    appeals_to = forms.CharField(label="Vart överklagas beslut om anställning?", max_length=120)
    adaptations_to = forms.ModelChoiceField(
        label="Vem läser vad sökande skriver om anpassning?", queryset=Person.objects.none(), required=False,
        empty_label="Ingen, frågan ställs inte",
        help_text="Bara den personen ser svaret. Det kan röra hälsa.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adaptations_to"].queryset = Person.objects.filter(pk__in=[p.pk for p in people])
