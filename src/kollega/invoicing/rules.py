"""What a month's basis holds, who checks and approves it, and when it may leave."""

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
from kollega.invoicing.terms import VAT_PERCENT, AbsenceKind, BasisState, LineKind
from kollega.lending.rules import cost_of_days, month_cost


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line to be: kind, text, and the amount in kronor to the öre."""

    kind: str
    text: str
    amount: Decimal


def month_name(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def lines_of(version: Any, *, first: date, last: date, month: date, absences: list) -> list[Row]:
    """Return the lines of a month: salary, contributions and overhead for the covered days, absences as negative lines.

    :param first: the first day of the loan; :param last: its last day, included.
    :param absences: rows with `kind`, `from_on` and `to_on`; only their days within both month and loan count.
    """
    cost = month_cost(version, first=first, last=last, month=month)
    if cost.covered == 0:
        return []
    days = f"{cost.covered} av {cost.length} dagar" if cost.covered < cost.length else "hela månaden"
    rows = [
        Row(kind=LineKind.SALARY, text=f"Lön {month_name(month)}, {version.share} procent, {days}", amount=cost.salary),
        Row(
            kind=LineKind.CONTRIBUTIONS,
            text=f"Arbetsgivaravgifter {_percent(version.contribution_percent)}",
            amount=cost.contributions,
        ),
        Row(kind=LineKind.OVERHEAD, text=f"Administration {_percent(version.overhead_percent)}", amount=cost.overhead),
    ]
    rows += _absence_rows(version, absences, first=max(first, month), last=min(last, last_of(month)))
    return [row for row in rows if row.amount]


def _absence_rows(version: Any, absences: list, *, first: date, last: date) -> Iterator[Row]:
    """Yield a line for each absence between two days of one month, so that together they never exceed the cost.

    A day counts once, and each line is the cost of the days so far less what the lines before it took off; rounding
    every line for itself could take off more than the month costs.
    """
    length, away, taken = last_of(first).day, 0, ZERO
    free_from = first
    for absence in sorted(absences, key=lambda a: a.from_on):
        begins, ends = max(absence.from_on, free_from), min(absence.to_on, last)
        days = (ends - begins).days + 1
        if days < 1:
            continue
        free_from, away = ends + timedelta(days=1), away + days
        until_now = cost_of_days(version, away, length).total
        text = f"{AbsenceKind(absence.kind).label} {days} {'dag' if days == 1 else 'dagar'} i {month_name(first)}"
        yield Row(kind=LineKind.ABSENCE, text=text, amount=taken - until_now)
        taken = until_now


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


def _step(name: str, label: Any, sources: set[str], target: str, verb: str, **more: Any) -> Step:
    return table_step(name, label, sources, target, verb, guard=only_seller_finance, **more)


B = BasisState
BASIS = Workflow(
    _step("check", _("Kontrollerad"), {B.PROPOSED}, B.CHECKED, "checked"),
    _step("approve", _("Godkänn"), {B.CHECKED}, B.APPROVED, "approved"),
    _step("send_back", _("Skicka tillbaka"), {B.CHECKED, B.APPROVED}, B.PROPOSED, "sent_back", needs_reason=True),
    _step("export", _("Skapa e-fakturan"), {B.APPROVED}, B.EXPORTED, "exported"),
    noun="basis",
    wrong_state=_("Underlaget har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        B.PROPOSED: _("Ekonomin hos utlånaren"), B.CHECKED: _("Ekonomin hos utlånaren, en andra person"),
        B.APPROVED: _("Ekonomin hos utlånaren"),
    },
)  # fmt: skip
"""flows.md 5.4. Disputes, payment and correction come with step 3."""
