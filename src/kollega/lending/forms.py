"""What people type in about agreements."""

from datetime import date, datetime
from typing import Any

from django import forms

from kollega.core import clock
from kollega.core.day_field import DayField
from kollega.core.forms import KronorField, PercentField
from kollega.documents.upload_field import UploadField
from kollega.lending.rules import why_not_convert, why_not_end_early, why_not_extend, why_not_last
from kollega.lending.rules.changes import ONE_DAY
from kollega.lending.rules.offers import COUNTERABLE, why_not_counter
from kollega.lending.rules.waivers import why_not_waive
from kollega.lending.terms import MARKS, QUESTIONS, AgreementState, ChangeKind, CostModel, LegalForm, Role, Vat

ASKED = {
    CostModel.SALARY: ("monthly_salary", "contribution_percent", "overhead_percent"),
    CostModel.FIXED: ("monthly_amount",),
    CostModel.HOURLY: ("hourly_amount", "monthly_hours"),
}
AMOUNTS = tuple(name for names in ASKED.values() for name in names)
"""The questions that each model of cost asks; those of the other models may be left."""
MODELS = {
    CostModel.SALARY: "Lönen efter omfattning och dagar, med arbetsgivaravgifter och administration.",
    CostModel.FIXED: "Samma belopp varje hel månad.",
    CostModel.HOURLY: "Medarbetaren skriver timmar vecka för vecka, och den som leder arbetet attesterar.",
}


class TermsForm(forms.Form):
    """The terms that the lender's contact writes."""

    starts_on = DayField(label="Första dag", error_messages={"required": "Skriv första dagen."})
    ends_on = DayField(label="Sista dag", error_messages={"required": "Skriv sista dagen."})
    share = forms.IntegerField(label="Omfattning i procent", min_value=1, max_value=100)
    tasks = forms.CharField(
        label="Arbetsuppgifter", widget=forms.Textarea(attrs={"rows": 4}), max_length=3000, required=False
    )
    workplace = forms.CharField(label="Arbetsplats", max_length=120, required=False)
    cost_model = forms.ChoiceField(label="Hur betalar mottagaren?", choices=CostModel.choices, widget=forms.RadioSelect,
                                   required=False)  # fmt: skip
    monthly_salary = KronorField(
        label="Månadslön på heltid, kronor",
        min_value=0,
        max_value=500000,
        required=False,
        help_text="Den lön som medarbetaren har i dag. Omfattningen räknas av på fakturan.",
    )
    contribution_percent = PercentField(label="Arbetsgivaravgifter i procent", min_value=0, max_value=100, max_digits=5,
                                        decimal_places=2, required=False)  # fmt: skip
    overhead_percent = PercentField(label="Administration i procent", min_value=0, max_value=100, max_digits=5,
                                    decimal_places=2, required=False)  # fmt: skip
    follows_rates = forms.BooleanField(
        label="Följ ekonomins procentsatser när de ändras", required=False,
        help_text="Annars gäller procentsatserna ovan under hela lånet.",
    )  # fmt: skip
    monthly_amount = KronorField(
        label="Belopp för en hel månad, kronor", min_value=0, max_value=1_000_000, required=False,
        help_text="För den omfattning som är avtalad. Delar av en månad räknas efter dagar.",
    )  # fmt: skip
    hourly_amount = KronorField(label="Timpris, kronor", min_value=0, max_value=10_000, required=False,
                                help_text="Attesterade timmar faktureras.")  # fmt: skip
    monthly_hours = forms.DecimalField(
        label="Timmar i en hel månad, ungefär", min_value=0, max_value=400, max_digits=5, decimal_places=2,
        localize=True, required=False, help_text="Visar mottagaren vad lånet väntas kosta.",
    )  # fmt: skip
    travel = forms.CharField(label="Resor", max_length=200, required=False, help_text="Vem betalar, och vad.")
    equipment = forms.CharField(label="Utrustning", max_length=200, required=False)
    secrecy = forms.CharField(label="Sekretess", max_length=200, required=False)
    buyer_reference = forms.CharField(label="Mottagarens referens på fakturan", max_length=60, required=False,
                                      help_text="Behövs innan den första fakturan kan lämnas.")  # fmt: skip
    order_reference = forms.CharField(label="Mottagarens ordernummer", max_length=60, required=False)
    union_informed_on = DayField(label="Dag då facket fick information", required=False)
    is_insurance_checked = forms.BooleanField(label="Försäkringarna är kontrollerade", required=False)

    early_end_days = forms.IntegerField(
        label="Kortaste tid innan lånet kan sluta i förtid, i dagar", min_value=0, max_value=365, required=False,
        help_text="Tomt betyder trettio dagar.",
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        if agreement.legal_form != LegalForm.MUNICIPAL:
            del self.fields["is_insurance_checked"]
        self.fields["cost_model"].descriptions = MODELS
        for name in ("cost_model", "tasks", "workplace", "union_informed_on", *ASKED[CostModel(self._model())]):
            self.fields[name].is_asked = True  # a draft may leave it open, but the terms need it

    def _model(self) -> str:
        said = self["cost_model"].value()
        return said if said in CostModel.values else CostModel.SALARY

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends, share = (given.get(name) for name in ("starts_on", "ends_on", "share"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Lånet kan inte sluta innan det börjar.")
        elif starts and ends and share and (too_long := self._too_long(starts, ends, share)):
            self.add_error("ends_on", too_long)
        if "cost_model" in self.fields:
            given["cost_model"] = given.get("cost_model") or CostModel.SALARY
        for name in self.fields.keys() & set(AMOUNTS):
            given[name] = given.get(name) or 0
        return given

    def _too_long(self, starts_on: date, ends_on: date, share: int) -> str | None:
        return why_not_last(self.agreement.legal_form, starts_on=starts_on, ends_on=ends_on, share=share)


class AttachmentForm(forms.Form):
    """A file that belongs to the terms."""

    file = UploadField(label="Lägg till en bilaga")


class CounterForm(TermsForm):
    """The terms as the receiver wants them: what it may ask to have otherwise, and why."""

    reason = forms.CharField(
        label="Vad vill ni ändra, och varför?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför, så att utlånaren förstår."},
    )  # fmt: skip
    read = forms.IntegerField(widget=forms.HiddenInput)
    """The number of the version that is answered."""

    def __init__(self, *args: Any, agreement: Any, **kwargs: Any) -> None:
        super().__init__(*args, agreement=agreement, **kwargs)
        others = set(AMOUNTS) - set(ASKED[CostModel(agreement.version.cost_model)])
        for name in self.fields.keys() - {*COUNTERABLE, "reason", "read"} | others:
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        wanted = {name: given[name] for name in COUNTERABLE if name in given}
        if not self.errors and (refusal := why_not_counter(self.agreement, self.agreement.version, wanted)):
            raise forms.ValidationError(refusal)
        return given


class ExtensionForm(forms.Form):
    """What someone asks when the loan should go on."""

    ends_on = DayField(label="Ny sista dag", error_messages={"required": "Skriv den nya sista dagen."})
    share = forms.IntegerField(label="Omfattning i procent", min_value=1, max_value=100)
    starts_on = DayField(
        label="Från vilken dag gäller omfattningen?", required=False,
        help_text="Behövs bara om omfattningen ändras före dagens sista dag.",
    )  # fmt: skip
    assessment = forms.CharField(
        label="Ny bedömning av behovet", widget=forms.Textarea(attrs={"rows": 4}), max_length=3000, required=False,
        help_text="Behövs om lånet blir längre än sex månader på heltid. Bedömningen står i avtalet.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Varför behöver lånet fortsätta?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför, så att den som berörs förstår."},
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"share": agreement.version.share})
        super().__init__(*args, **kwargs)
        self.agreement, self.today = agreement, today
        if agreement.legal_form != LegalForm.STAFF_LOAN:
            del self.fields["assessment"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.setdefault("assessment", "")
        if given.get("ends_on") and given.get("share"):
            begins = given.get("starts_on") or self.agreement.last_day + ONE_DAY
            refusal = why_not_extend(
                self.agreement, starts_on=begins, ends_on=given["ends_on"], share=given["share"],
                assessment=given["assessment"], today=self.today,
            )  # fmt: skip
            if refusal:
                self.add_error(self._question_of(refusal), refusal)
        return given

    def _question_of(self, refusal: str) -> str:
        if "bedömning" in refusal and "assessment" in self.fields:
            return "assessment"
        return "starts_on" if refusal.startswith("De nya villkoren") else "ends_on"


class LastDayForm(forms.Form):
    """What someone asks when the loan should end on another day, early or for employment at the receiver."""

    last_day = DayField(label="Lånets sista dag", error_messages={"required": "Skriv sista dagen."})
    reason = forms.CharField(
        label="Varför?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför, så att den som berörs förstår."},
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Any, kind: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.today = agreement, today
        self.why_not = why_not_end_early if kind == ChangeKind.EARLY_END else why_not_convert

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if refusal := self.why_not(self.agreement, last_day=day, today=self.today):
            raise forms.ValidationError(refusal)
        return day


class WaiverForm(forms.Form):
    """When a loan should begin although the notice is longer, and why."""

    first_day = DayField(label="Ny första dag", error_messages={"required": "Skriv dagen då lånet kan börja."})
    reason = forms.CharField(
        label="Varför?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför, så att den som berörs förstår."},
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.today = agreement, today

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        if refusal := why_not_waive(self.agreement, day, today=self.today):
            raise forms.ValidationError(refusal)
        return day


class PointsForm(forms.Form):
    """Which of a side's points are ready, and which the loan does not need."""

    ready = forms.ModelMultipleChoiceField(queryset=None, required=False)
    unneeded = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ready"].queryset = self.fields["unneeded"].queryset = points


class PointForm(forms.Form):
    """A point of one's own in the list."""

    text = forms.CharField(
        label="Något mer som behöver vara klart", max_length=200,
        error_messages={"required": "Skriv vad som behöver vara klart."},
    )  # fmt: skip


class TalkForm(forms.Form):
    """When and where the return is talked about."""

    day = DayField(label="Dag", error_messages={"required": "Skriv dagen."})
    time = forms.TimeField(
        label="Klockslag", input_formats=["%H.%M", "%H:%M", "%H"], help_text="Till exempel 13.30.",
        error_messages={"required": "Skriv klockslaget.", "invalid": "Skriv klockslaget som 13.30."},
        widget=forms.TextInput,
    )  # fmt: skip
    place = forms.CharField(
        label="Plats eller länk", max_length=200, error_messages={"required": "Skriv var ni ses, eller länken."}
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("time") is not None:
            given["at"] = datetime.combine(given["day"], given["time"], tzinfo=clock.STOCKHOLM)
            if given["at"] <= clock.now():
                self.add_error("day", "Skriv en tid som inte har varit.")
        return given


class EvaluationForm(forms.Form):
    """Four statements with a mark each, and words."""

    words = forms.CharField(
        label="Något mer du vill säga?", widget=forms.Textarea(attrs={"rows": 4}), max_length=1500, required=False
    )

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields.pop("words")
        for number, statement in enumerate(QUESTIONS[Role(role)]):
            self.fields[f"mark{number}"] = forms.TypedChoiceField(
                label=statement, choices=MARKS, coerce=int, widget=forms.RadioSelect,
                error_messages={"required": f"Välj hur väl det stämmer: {statement[0].lower()}{statement[1:]}."},
            )  # fmt: skip
        self.fields["words"] = words

    @property
    def marks(self) -> list[int]:
        return [self.cleaned_data[f"mark{number}"] for number in range(4)]


class FindForm(forms.Form):
    """What someone looks for among their loans."""

    q = forms.CharField(label="Sök på namn, nummer eller arbetsgivare", max_length=100, required=False)
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *AgreementState.choices], required=False)


class SignForm(forms.Form):
    """The code that proves that the signer is the signer, and which terms they read."""

    code = forms.CharField(
        label="Kod",
        max_length=12,
        error_messages={"required": "Skriv koden."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    digest = forms.CharField(widget=forms.HiddenInput)


class VatForm(forms.Form):
    """How VAT is treated, and why."""

    treatment = forms.ChoiceField(label="Hur hanteras momsen?", choices=Vat.choices, widget=forms.RadioSelect,
                                  error_messages={"required": "Välj hur momsen hanteras."})  # fmt: skip
    reason = forms.CharField(label="Varför?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
                             help_text="Hänvisa till beslut eller ställningstagande. Det sparas med ditt namn.",
                             error_messages={"required": "Skriv varför, så att beslutet går att följa."})  # fmt: skip
