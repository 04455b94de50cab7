"""What a month's basis holds, who checks and approves it, and when it may leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core.money import to_ore
from kollega.core.periods import last_of, month_of
from kollega.core.workflow import Step, Workflow, table_step
from kollega.invoicing.terms import OPEN, VAT_PERCENT, BasisState, Where


def vat_of(net: Decimal, treatment: str) -> Decimal:
    """Return the VAT in kronor on a sum under a recorded decision, rounded half up once."""
    return to_ore(net * VAT_PERCENT[treatment] / 100)


def is_ripe(month: date, today: date) -> bool:
    """Return whether the month is over, so that its basis can be proposed."""
    return today > last_of(month)


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """Why a month cannot be billed, and where it is mended."""

    where: str
    sentence: str


def obstacles_of(*, vat: Any, seller: Any, buyer: Any, version: Any, hours: str | None = None) -> list[Obstacle]:
    """Return what is missing before an invoice can be approved; empty when nothing is.

    :param vat: the recorded decision, or None; :param seller: and :param buyer: their billing details, or None.
    :param hours: which weeks lack an attested report, as a sentence.
    """
    missing = []
    if hours:
        missing.append(Obstacle(where=Where.HOURS, sentence=hours))
    if vat is None:
        missing.append(Obstacle(where=Where.VAT, sentence="Besluta först om moms på avtalet."))
    if seller is None or not (seller.bankgiro or seller.plusgiro):
        sentence = "Utlånarens bankgiro eller plusgiro saknas i fakturauppgifterna."
        missing.append(Obstacle(where=Where.DETAILS, sentence=sentence))
    if seller is None or not seller.endpoint:
        sentence = "Utlånarens adress för e-faktura saknas i fakturauppgifterna."
        missing.append(Obstacle(where=Where.DETAILS, sentence=sentence))
    if buyer is None or not buyer.endpoint:
        sentence = "Mottagarens adress för e-faktura saknas. Be mottagarens ekonomi fylla i den."
        missing.append(Obstacle(where=Where.AGREEMENT, sentence=sentence))
    if not version.buyer_reference:
        sentence = "Mottagarens referens saknas i avtalet. Be mottagarens HR-kontakt fylla i den."
        missing.append(Obstacle(where=Where.AGREEMENT, sentence=sentence))
    return missing


def why_not_bill(**about: Any) -> list[str]:
    """Return what is missing before an invoice can be approved, as sentences: `obstacles_of` without the places."""
    return [obstacle.sentence for obstacle in obstacles_of(**about)]


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


def only_the_clock(by: Any, basis: Any) -> str | None:
    return None if by is None else gettext("Det händer av sig självt när lånet inte har några dagar i månaden.")


def why_not_settle(agreement: Any, bases: Iterable, *, today: date) -> str | None:
    """Return why a loan cannot be settled: its last month is invoiced and paid or upheld, and nothing is open.

    :param bases: all that was ever proposed for the loan, with what credits them.
    """
    bases, last = list(bases), agreement.days[1]
    if not is_ripe(last, today):
        return "Lånets sista månad är inte slut än."
    if any(b.state in OPEN for b in bases):
        return "Ett underlag för lånet har inte lämnats än."
    if any(b.state == BasisState.DISPUTED for b in bases):
        return "En faktura för lånet är bestridd. Svara på det först."
    of_last = [b for b in bases if not b.is_credit and b.month == month_of(last) and b.state != BasisState.DROPPED]
    if not of_last:
        return "Lånets sista månad är inte fakturerad."
    if not any(b.state in (BasisState.PAID, BasisState.CREDITED) or b.is_upheld for b in of_last):
        return "Den sista fakturan är inte betald. För in betalningen först."
    return None


def _step(name: str, label: Any, sources: set[str], target: str, verb: str, **more: Any) -> Step:
    return table_step(name, label, sources, target, verb, **{"guard": only_seller_finance} | more)


B = BasisState
BASIS = Workflow(
    _step("check", _("Kontrollerad"), {B.PROPOSED}, B.CHECKED, "checked"),
    _step("approve", _("Godkänn"), {B.CHECKED}, B.APPROVED, "approved"),
    _step("send_back", _("Skicka tillbaka"), {B.CHECKED, B.APPROVED}, B.PROPOSED, "sent_back", needs_reason=True),
    _step("recount", _("Räkna om"), {B.PROPOSED, B.CHECKED, B.APPROVED}, B.PROPOSED, "recounted",
          guard=only_seller_finance_of_invoice),
    _step("drop", _("Inget kvar att fakturera"), {B.PROPOSED, B.CHECKED, B.APPROVED}, B.DROPPED, "dropped",
          guard=only_the_clock),
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
