"""When the lender may let a colleague go before its notice has run out, and whose two words it takes."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core import swedish
from kollega.core.workflow import Workflow, table_step
from kollega.lending.rules.agreements import first_day
from kollega.lending.terms import BEFORE_SIGNED, AgreementState, Side, WaiverState

WAIVABLE = (*BEFORE_SIGNED, AgreementState.NOTICE)


def sides_of(by: Any, agreement: Any) -> list[str]:
    """Return which of the two the person speaks for; the contact speaks for the manager where there is none.

    Whoever is lent never speaks for their own employer about it, even when they stand in for their manager.
    """
    if by.pk == agreement.employment.person_id:
        return []
    manager_id, place = agreement.employment.manager_id, agreement.lender_id
    is_contact = by.is_contact_at(place)
    is_manager = by.does_the_tasks_of(manager_id, place) if manager_id else is_contact
    return [side for side, holds in ((Side.MANAGER, is_manager), (Side.CONTACT, is_contact)) if holds]


def day_without_waiver(agreement: Any, today: date) -> date:
    """Return when the loan begins as things stand: its first day, or what it would be if all signed today."""
    if agreement.first_day:
        return agreement.first_day
    return first_day(
        starts_on=agreement.version.starts_on, signed_on=today, notice_months=agreement.lender.notice_months,
        waived_to=agreement.waived_to,
    )  # fmt: skip


def why_not_ask_waiver(by: Any, agreement: Any, *, is_open: bool, today: date) -> str | None:
    """Return why the person cannot ask that the loan begins earlier, or None if they can."""
    if agreement.state not in WAIVABLE:
        return gettext("Framförhållningen kan bara kortas innan lånet börjar.")
    if not sides_of(by, agreement):
        return gettext("Endast chefen och HR-kontakten hos utlånaren kan korta framförhållningen.")
    if is_open:
        return gettext("Någon har redan bett om det. Den frågan behöver få svar först.")
    if day_without_waiver(agreement, today) <= agreement.version.starts_on:
        return gettext("Lånet börjar redan den dag som parterna vill.")
    return None


def why_not_waive(agreement: Any, day: date, *, today: date) -> str | None:
    """Return why the loan cannot begin that day instead, or None if it can."""
    wished, now = agreement.version.starts_on, day_without_waiver(agreement, today)
    if day <= today:
        return gettext("Skriv en dag som inte har varit.")
    if day < wished:
        return f"Mottagaren vill ha medarbetaren från {swedish.day(wished)}. Skriv den dagen eller senare."
    if day >= now:
        return f"Lånet börjar redan {swedish.day(now)}. Skriv en tidigare dag."
    return None


def only_the_other(by: Any, waiver: Any) -> str | None:
    """Return None for whoever speaks for the one of the two who did not ask; nobody says both words."""
    other = Side.CONTACT if waiver.side == Side.MANAGER else Side.MANAGER
    if by.pk != waiver.asked_by_id and other in sides_of(by, waiver.agreement):
        return None
    return gettext("Det behöver någon annan hos utlånaren svara på: chefen och HR-kontakten säger var sitt ja.")


def only_whoever_asked_it(by: Any, waiver: Any) -> str | None:
    return None if by.pk == waiver.asked_by_id else gettext("Endast den som bad om det kan ta tillbaka frågan.")


W = WaiverState
WAIVER = Workflow(
    table_step("grant", _("Säg ja"), {W.ASKED}, W.GRANTED, "granted", guard=only_the_other),
    table_step("refuse", _("Säg nej"), {W.ASKED}, W.DECLINED, "declined", guard=only_the_other, needs_reason=True),
    table_step("take_back", _("Ta tillbaka frågan"), {W.ASKED}, W.WITHDRAWN, "withdrawn", guard=only_whoever_asked_it),
    table_step("lapse", _("Det blev för sent"), {W.ASKED}, W.WITHDRAWN, "lapsed"),
    noun="waiver",
    wrong_state=_("Frågan har redan fått svar. Ladda om sidan för att se läget."),
    holders={W.ASKED: _("Chefen eller HR-kontakten hos utlånaren")},
)
"""flows.md 5.3: the notice may be waived by the manager and the contact, with a reason."""
