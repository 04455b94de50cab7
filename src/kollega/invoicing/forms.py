"""What finance types in."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from kollega.core.day_field import DayField
from kollega.core.forms import KronorField, PercentField
from kollega.invoicing.rules import why_not_accounts, why_not_columns, why_not_route
from kollega.invoicing.terms import (
    ACCOUNTS,
    MOST_COLUMNS,
    MOST_HOURS,
    MOST_WIDE,
    AbsenceKind,
    Country,
    LedgerField,
    Side,
    Way,
)
from kollega.lending.terms import Vat
from kollega.peppol.obstacles import why_not_identifier

GIRO = re.compile(r"\d{2,7}-?\d{1,4}")
SCHEMES = [
    ("0007", "Svenskt organisationsnummer"), ("0088", "GLN-nummer"), ("0192", "Norskt organisationsnummer"),
    ("0184", "Danskt CVR-nummer"), ("0216", "Finsk OVT-kod"),
]  # fmt: skip


class HoursField(forms.DecimalField):
    """Hours as people write them: 37,5, 37.5 or 37:30."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removesuffix("h").removesuffix("timmar").strip().replace(",", ".")
            if clocked := re.fullmatch(r"(\d{1,3}):([0-5]\d)", value):
                value = str((Decimal(clocked[1]) + Decimal(clocked[2]) / 60).quantize(Decimal("0.01")))
        return super().to_python(value)


class AbsenceForm(forms.Form):
    """Days that the receiver does not pay for."""

    kind = forms.ChoiceField(label="Slag", choices=AbsenceKind.choices)
    from_on = DayField(label="Från och med", error_messages={"required": "Skriv första dagen."})
    to_on = DayField(label="Till och med", error_messages={"required": "Skriv sista dagen."})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("from_on") and given.get("to_on") and given["to_on"] < given["from_on"]:
            self.add_error("to_on", "Sista dagen behöver komma efter den första.")
        return given


class HoursForm(forms.Form):
    """The hours of one week."""

    worked = HoursField(label="Timmar", min_value=0, max_value=MOST_HOURS, max_digits=5, decimal_places=2,
                        error_messages={"required": "Skriv timmarna, eller 0 om du var ledig."})  # fmt: skip
    note = forms.CharField(label="Anteckning till den som attesterar", max_length=300, required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        kept = {"worked": row.hours if row.reported_by_id else None, "note": row.note}
        super().__init__(*args, initial=kept, auto_id=f"v{row.pk.hex[-6:]}_%s", **kwargs)
        self.row_pk = row.pk


class RatesForm(forms.Form):
    """An employer's percentages from a day on."""

    from_on = DayField(label="Gäller från", error_messages={"required": "Skriv från vilken dag de gäller."})
    contribution_percent = PercentField(label="Arbetsgivaravgifter i procent", min_value=0, max_value=100,
                                        max_digits=5, decimal_places=2,
                                        error_messages={"required": "Skriv procentsatsen."})  # fmt: skip
    overhead_percent = PercentField(label="Administration i procent", min_value=0, max_value=100,
                                    max_digits=5, decimal_places=2,
                                    error_messages={"required": "Skriv procentsatsen, eller 0."})  # fmt: skip


class VatDefaultsForm(forms.Form):
    """How VAT is suggested for each kind of receiver."""

    def __init__(self, *args: Any, known: dict[str, Any], kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = dict(kinds)
        for kind, label in kinds:
            kept = known.get(kind)
            self.fields[f"{kind}_treatment"] = forms.ChoiceField(
                label=f"Till {label.lower()}", required=False, initial=kept.treatment if kept else "",
                choices=[("", "Inget förslag"), *Vat.choices],
            )  # fmt: skip
            self.fields[f"{kind}_reason"] = forms.CharField(
                label=f"Varför, till {label.lower()}", max_length=300, required=False,
                initial=kept.reason if kept else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for kind in self.kinds:
            if given.get(f"{kind}_treatment") and not given.get(f"{kind}_reason", "").strip():
                self.add_error(f"{kind}_reason", "Skriv varför, så att beslutet går att följa.")
        return given

    def said(self) -> list[tuple[str, str, str]]:
        """Return kind, treatment and reason of each suggestion that differs from what is kept."""
        changed = {name.partition("_")[0] for name in self.changed_data}
        given = [(k, self.cleaned_data[f"{k}_treatment"], self.cleaned_data[f"{k}_reason"]) for k in self.kinds]
        return [row for row in given if row[1] and row[0] in changed]


class SalaryForm(forms.Form):
    """A new salary in a loan."""

    from_on = DayField(label="Gäller från", help_text="Dagen får ligga bakåt i tiden, inom lånet.",
                       error_messages={"required": "Skriv från vilken dag lönen gäller."})  # fmt: skip
    monthly_salary = KronorField(label="Månadslön på heltid, kronor", min_value=1, max_value=500_000,
                                 error_messages={"required": "Skriv den nya lönen."})  # fmt: skip
    reason = forms.CharField(label="Varför?", max_length=300,
                             help_text="Till exempel lönerevision 2027. Mottagaren läser det.",
                             error_messages={"required": "Skriv varför, så att mottagaren förstår."})  # fmt: skip


class PaidForm(forms.Form):
    """Which day an invoice was paid."""

    paid_on = DayField(label="Betald den", error_messages={"required": "Skriv vilken dag fakturan betalades."})


class CorrectForm(forms.Form):
    """Why an invoice is credited, and whether the month is billed again."""

    reason = forms.CharField(label="Vad är fel?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
                             help_text="Mottagaren läser det.",
                             error_messages={"required": "Skriv vad som är fel."})  # fmt: skip
    again = forms.ChoiceField(label="Ska månaden faktureras på nytt?", widget=forms.RadioSelect,
                              choices=[("yes", "Ja, kreditera och gör en ny faktura"), ("no", "Nej, bara kreditera")],
                              error_messages={"required": "Välj om månaden ska faktureras på nytt."})  # fmt: skip


class PaymentsForm(forms.Form):
    """A list of payments, as it is copied from a ledger or a spreadsheet."""

    rows = forms.CharField(label="Betalningar", max_length=100_000, widget=forms.Textarea(attrs={"rows": 10}),
                           help_text="En rad för varje faktura: nummer, dag och belopp. Till exempel 202600001; "
                                     "2026-12-04; 50 780,69.",
                           error_messages={"required": "Klistra in minst en betalning."})  # fmt: skip


class LedgerForm(forms.Form):
    """The series and accounts that invoices are booked on."""

    series = forms.CharField(label="Verifikationsserie", max_length=10,
                             error_messages={"required": "Skriv serien, till exempel KF."})  # fmt: skip
    receivable = forms.CharField(label="Konto för kundfordringar", max_length=10,
                                 error_messages={"required": "Skriv kontot."})  # fmt: skip
    income = forms.CharField(label="Konto för ersättningen", max_length=10,
                             error_messages={"required": "Skriv kontot."})  # fmt: skip
    vat_account = forms.CharField(label="Konto för utgående moms", max_length=10,
                                  error_messages={"required": "Skriv kontot."})  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        accounts = [given.get(name) for name in ACCOUNTS]
        if all(accounts) and (reason := why_not_accounts(*accounts)):
            self.add_error("receivable", reason)
        return given


class ColumnForm(forms.Form):
    """One column of a row of fixed width."""

    field = forms.ChoiceField(label="Innehåll", choices=[("", "Ingen kolumn"), *LedgerField.choices], required=False,
                              widget=forms.Select(attrs={"class": "ds-input"}))  # fmt: skip
    width = forms.IntegerField(label="Tecken", min_value=1, max_value=MOST_WIDE, required=False,
                               widget=forms.TextInput(attrs={"class": "ds-input w-few", "inputmode": "numeric"})
                               )  # fmt: skip
    side = forms.ChoiceField(label="Ställs till", choices=Side.choices, required=False,
                             widget=forms.Select(attrs={"class": "ds-input"}))  # fmt: skip
    fill = forms.CharField(label="Fylls med", max_length=1, required=False, strip=False,
                           widget=forms.TextInput(attrs={"class": "ds-input w-few"}))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("field") and not given.get("width") and "width" not in self.errors:
            self.add_error("width", "Skriv hur många tecken kolumnen är.")
        return given


class ColumnsOfRow(forms.BaseFormSet):
    """The columns of a row, in order; those without content are left out."""

    def clean(self) -> None:
        if not any(self.errors) and (faults := why_not_columns(self.said())):
            raise forms.ValidationError(faults)

    def said(self) -> list[dict[str, Any]]:
        """Return the columns as they are kept."""
        return [
            {"field": c["field"], "width": c["width"], "side": c.get("side") or Side.LEFT.value,
             "fill": c.get("fill") or " "}
            for c in (form.cleaned_data for form in self.forms) if c.get("field")
        ]  # fmt: skip


ColumnsFormSet = forms.formset_factory(
    ColumnForm, formset=ColumnsOfRow, extra=2, max_num=MOST_COLUMNS, absolute_max=MOST_COLUMNS
)


class RouteForm(forms.Form):
    """How an employer's invoices leave."""

    way = forms.ChoiceField(label="Hur lämnas era fakturor?", choices=Way.choices, widget=forms.RadioSelect,
                            error_messages={"required": "Välj hur fakturorna lämnas."})  # fmt: skip
    address = forms.CharField(
        label="Accesspunktens adress", max_length=300, required=False,
        help_text="Börjar med https. Fylls i när fakturorna går till er accesspunkt.",
    )  # fmt: skip
    token = forms.CharField(
        label="Nyckel till accesspunkten", max_length=300, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Visas aldrig igen. Tomt behåller den som finns, så länge adressen är densamma.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        about = (given.get("way", ""), given.get("address", ""), given.get("token", ""))
        if reason := why_not_route(*about):
            self.add_error("token" if "Nyckeln" in reason else "address", reason)
        return given


class DetailsForm(forms.Form):
    """How an employer sends and receives invoices."""

    country = forms.ChoiceField(label="Land", choices=Country.choices, initial=Country.SWEDEN)
    endpoint_scheme = forms.ChoiceField(label="Slag av adress för e-faktura", choices=SCHEMES)
    endpoint = forms.CharField(
        label="Adress för e-faktura (Peppol-id)",
        max_length=40,
        help_text="För svenska myndigheter oftast organisationsnumret, tio siffror.",
        error_messages={"required": "Skriv adressen för e-faktura."},
    )
    vat_number = forms.CharField(label="Momsregistreringsnummer", max_length=20, required=False,
                                 help_text="Till exempel SE202100548901.")  # fmt: skip
    bankgiro = forms.CharField(label="Bankgiro", max_length=9, required=False)
    plusgiro = forms.CharField(label="Plusgiro", max_length=10, required=False)
    contact_name = forms.CharField(label="Kontakt för fakturor", max_length=80, required=False)
    contact_email = forms.EmailField(label="E-post för frågor om fakturor", required=False)
    payment_days = forms.IntegerField(label="Betalas inom, dagar", min_value=1, max_value=90)
    four_eyes_above = KronorField(label="Två personer godkänner över, kronor", min_value=0, max_value=10_000_000)

    def clean_endpoint(self) -> str:
        """The number without spaces or hyphens, as the e-invoice writes it, and with the check digit its scheme has."""
        text = re.sub(r"[\s-]", "", self.cleaned_data["endpoint"])
        if reason := why_not_identifier(self.cleaned_data.get("endpoint_scheme", ""), text):
            raise forms.ValidationError(reason)
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("bankgiro", "plusgiro"):
            if given.get(name) and not GIRO.fullmatch(given[name].replace(" ", "")):
                self.add_error(name, "Skriv numret som 5050-1055.")
        return given
