"""What a month's basis holds, who checks and approves it, and when it may leave."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core.money import ZERO, to_ore
from kollega.core.periods import last_of
from kollega.core.swedish import MONTHS
from kollega.core.workflow import Step, Workflow, table_step
from kollega.invoicing.terms import (
    REMIND_AFTER_DAYS,
    REMIND_AGAIN_DAYS,
    REMIND_TIMES,
    VAT_PERCENT,
    AbsenceKind,
    BasisState,
    LineKind,
)
from kollega.lending.rules import MonthCost, Span, costs_of, spans_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line to be: kind, text, and the amount in kronor to the öre."""

    kind: str
    text: str
    amount: Decimal


def month_name(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def lines_of(versions: list, *, month: date, absences: list) -> list[Row]:
    """Return the lines of a month: salary, contributions and overhead of each part of it, absences as negative lines.

    A month that one version rules is one part; each part's days are those the version rules, and the parts add up to
    the öre.

    :param versions: the versions in force, in the order of their days.
    :param absences: rows with `kind`, `from_on` and `to_on`; only their days within both month and loan count.
    """
    spans, length = spans_of(versions, month), last_of(month).day
    costs = costs_of([(span.version, span.covered) for span in spans], length)
    rows = [row for span, cost in zip(spans, costs, strict=True) for row in _rows_of(span, cost, len(spans) > 1)]
    rows += _absence_rows(spans, absences, most=sum((cost.total for cost in costs), ZERO))
    return [row for row in rows if row.amount]


def _rows_of(span: Span, cost: MonthCost, is_part: bool) -> Iterator[Row]:
    version, month = span.version, span.first
    days = f"{cost.covered} av {cost.length} dagar" if cost.covered < cost.length else "hela månaden"
    when = f", {span.first.day}–{span.last.day} {MONTHS[month.month - 1]}" if is_part else ""
    yield Row(
        kind=LineKind.SALARY, text=f"Lön {month_name(month)}, {version.share} procent, {days}{when}", amount=cost.salary
    )
    yield Row(
        kind=LineKind.CONTRIBUTIONS,
        text=f"Arbetsgivaravgifter {_percent(version.contribution_percent)}{when}",
        amount=cost.contributions,
    )
    yield Row(
        kind=LineKind.OVERHEAD,
        text=f"Administration {_percent(version.overhead_percent)}{when}",
        amount=cost.overhead,
    )


def _absence_rows(spans: list[Span], absences: list, *, most: Decimal) -> Iterator[Row]:
    """Yield a line for each absence in the month, so that together they never exceed the cost.

    A day counts once, and each line is the cost of the days so far less what the lines before it took off; rounding
    every line for itself could take off more than the month costs.
    """
    if not spans:
        return
    month, length = spans[0].first, last_of(spans[0].first).day
    away, taken, free_from = [0] * len(spans), ZERO, month
    for absence in sorted(absences, key=lambda a: a.from_on):
        begins, ends = max(absence.from_on, free_from), min(absence.to_on, spans[-1].last)
        days = (ends - begins).days + 1
        if days < 1:
            continue
        free_from = ends + timedelta(days=1)
        away = [n + _shared(span, begins, ends) for n, span in zip(away, spans, strict=True)]
        cost = costs_of([(span.version, n) for n, span in zip(away, spans, strict=True)], length)
        until_now = min(most, max(taken, sum((part.total for part in cost), ZERO)))
        text = f"{AbsenceKind(absence.kind).label} {days} {'dag' if days == 1 else 'dagar'} i {month_name(month)}"
        yield Row(kind=LineKind.ABSENCE, text=text, amount=taken - until_now)
        taken = until_now


def _shared(span: Span, begins: date, ends: date) -> int:
    return max((min(span.last, ends) - max(span.first, begins)).days + 1, 0)


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}".replace(".", ",") + " procent"


def vat_of(net: Decimal, treatment: str) -> Decimal:
    """Return the VAT in kronor on a sum under a recorded decision, rounded half up once."""
    return to_ore(net * VAT_PERCENT[treatment] / 100)


def is_ripe(month: date, today: date) -> bool:
    """Return whether the month is over, so that its basis can be proposed."""
    return today > last_of(month)


def why_not_bill(*, vat: Any, seller: Any, buyer: Any, version: Any) -> list[str]:
    """Return what is missing before an invoice can be approved; empty when nothing is.

    :param vat: the recorded decision, or None; :param seller: and :param buyer: their billing details, or None.
    """
    missing = []
    if vat is None:
        missing.append("Besluta först om moms på avtalet.")
    if seller is None or not (seller.bankgiro or seller.plusgiro):
        missing.append("Utlånarens bankgiro eller plusgiro saknas i fakturauppgifterna.")
    if seller is None or not seller.endpoint:
        missing.append("Utlånarens adress för e-faktura saknas i fakturauppgifterna.")
    if buyer is None or not buyer.endpoint:
        missing.append("Mottagarens adress för e-faktura saknas. Be mottagarens ekonomi fylla i den.")
    if not version.buyer_reference:
        missing.append("Mottagarens referens saknas i avtalet. Be mottagarens HR-kontakt fylla i den.")
    return missing


def needs_four_eyes(gross: Decimal, limit: Decimal) -> bool:
    """Return whether a second person must approve."""
    return gross > limit


def why_not_approve(by: Any, basis: Any, *, gross: Decimal, limit: Decimal) -> str | None:
    """Return why this finance officer cannot approve, or None if they can."""
    if basis.checked_by_id == by.pk and needs_four_eyes(gross, limit):
        return "Beloppet är så stort att någon annan än den som kontrollerade behöver godkänna."
    return None


def only_seller_finance(by: Any, basis: Any) -> str | None:
    if not by.is_finance_at(basis.agreement.lender_id):
        return gettext("Endast ekonomin hos utlånaren kan göra det.")
    return None


def only_buyer_finance(by: Any, basis: Any) -> str | None:
    if not by.is_finance_at(basis.agreement.receiver_id):
        return gettext("Endast ekonomin hos mottagaren kan göra det.")
    return None if not basis.is_credit else gettext("En kreditering bestrids inte.")


def only_seller_finance_of_invoice(by: Any, basis: Any) -> str | None:
    if basis.is_credit:
        return gettext("Det görs med en faktura, inte med en kreditering.")
    return only_seller_finance(by, basis)


def why_not_paid_on(day: date, *, issued_on: date, today: date) -> str | None:
    """Return why an invoice cannot have been paid that day, or None if it can."""
    if day > today:
        return "Betalningsdagen har inte varit än."
    if day < issued_on:
        return "Betalningsdagen ligger före fakturadagen."
    return None


def reminder_due(due_on: date, today: date) -> int | None:
    """Return which reminder of an unpaid invoice is due, counted from 1, or None while none is."""
    late = (today - due_on).days - REMIND_AFTER_DAYS
    return min(late // REMIND_AGAIN_DAYS + 1, REMIND_TIMES) if late >= 0 else None


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One row of a list of payments: which invoice, when and how much."""

    row: int
    number: str
    paid_on: date
    amount: Decimal


PAYMENT = re.compile(
    r"(?P<number>\w+)\s*[;\t ]\s*(?P<day>\d{4}-\d{2}-\d{2})\s*[;\t ]\s*(?P<amount>\d[\d\s]*([.,]\d{1,2})?)(\s*kr)?"
)


def read_payments(text: str) -> tuple[list[Paid], list[str]]:
    """Read a pasted list: a row for each payment. Return the payments, and what cannot be read.

    Empty rows and one row of headings are passed over; a row that cannot be read, or names an invoice again, is named.
    """
    paid: list[Paid] = []
    faults = []
    for row, line in enumerate(text.splitlines(), 1):
        found = PAYMENT.fullmatch(line.strip().rstrip(";"))
        day = _day(found["day"]) if found else None
        if not line.strip() or (row == 1 and not any(sign.isdigit() for sign in line)):
            continue
        if found is None or day is None:
            faults.append(f"Rad {row} går inte att läsa. Skriv fakturanummer, dag och belopp, till exempel "
                          "202700001; 2027-05-04; 50 780,69.")  # fmt: skip
        elif any(other.number == found["number"] for other in paid):
            faults.append(f"Rad {row}: faktura {found['number']} finns redan i listan.")
        else:
            amount = Decimal(re.sub(r"\s", "", found["amount"]).replace(",", "."))
            paid.append(Paid(row=row, number=found["number"], paid_on=day, amount=amount))
    return paid, faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _step(name: str, label: Any, sources: set[str], target: str, verb: str, **more: Any) -> Step:
    return table_step(name, label, sources, target, verb, **{"guard": only_seller_finance} | more)


B = BasisState
BASIS = Workflow(
    _step("check", _("Kontrollerad"), {B.PROPOSED}, B.CHECKED, "checked"),
    _step("approve", _("Godkänn"), {B.CHECKED}, B.APPROVED, "approved"),
    _step("send_back", _("Skicka tillbaka"), {B.CHECKED, B.APPROVED}, B.PROPOSED, "sent_back", needs_reason=True),
    _step("export", _("Skapa e-fakturan"), {B.APPROVED}, B.EXPORTED, "exported"),
    _step("dispute", _("Bestrid fakturan"), {B.EXPORTED}, B.DISPUTED, "disputed", guard=only_buyer_finance,
          needs_reason=True),
    _step("drop_dispute", _("Ta tillbaka bestridandet"), {B.DISPUTED}, B.EXPORTED, "dispute_dropped",
          guard=only_buyer_finance),
    _step("uphold", _("Håll fast vid fakturan"), {B.DISPUTED}, B.EXPORTED, "upheld", needs_reason=True),
    _step("pay", _("Betald"), {B.EXPORTED, B.DISPUTED}, B.PAID, "paid", guard=only_seller_finance_of_invoice),
    _step("credit", _("Kreditera"), {B.EXPORTED, B.DISPUTED, B.PAID}, B.CREDITED, "credited",
          guard=only_seller_finance_of_invoice, needs_reason=True),
    noun="basis",
    wrong_state=_("Underlaget har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        B.PROPOSED: _("Ekonomin hos utlånaren"), B.CHECKED: _("Ekonomin hos utlånaren, en andra person"),
        B.APPROVED: _("Ekonomin hos utlånaren"), B.EXPORTED: _("Ekonomin hos mottagaren, som betalar"),
        B.DISPUTED: _("Ekonomin hos utlånaren, som svarar"),
    },
)  # fmt: skip
"""flows.md 5.4. A credit is an end once it has left: its holder is nobody."""
