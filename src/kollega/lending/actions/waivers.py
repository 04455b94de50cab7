"""Letting a colleague go before the lender's notice has run out."""

from datetime import date

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.lending import notices
from kollega.lending.actions.held import hold_days, locked
from kollega.lending.models import Agreement, Waiver
from kollega.lending.rules.waivers import WAIVER, sides_of, why_not_ask_waiver, why_not_waive
from kollega.lending.terms import WaiverState
from kollega.people.rules import Actor


@transaction.atomic
def ask_waiver(agreement: Agreement, *, first_day: date, reason: str, by: Actor, today: date) -> Waiver:
    """Ask, as the lender's manager or contact, that the loan begins before the notice has run out.

    :raises Refused: unless one of the two asks, with a reason, for a day that is earlier than the loan's and no earlier
        than the receiver's wish, and nobody has asked already.
    """
    agreement = locked(agreement)
    is_open = agreement.waivers.filter(state=WaiverState.ASKED).exists()
    if refusal := why_not_ask_waiver(by, agreement, is_open=is_open, today=today):
        raise Refused(refusal)
    if refusal := why_not_waive(agreement, first_day, today=today):
        raise Refused(refusal)
    if not reason.strip():
        raise Refused("Skriv varför, så att den som berörs förstår.")
    waiver = Waiver.objects.create(
        agreement=agreement, first_day=first_day, reason=reason.strip(), side=sides_of(by, agreement)[0],
        asked_by=by.person, asked_at=clock.now(),
    )  # fmt: skip
    Entry.write("waiver.asked", waiver, by=by.person, owner=agreement.lender, reason=waiver.reason)
    notices.waiver_asked(agreement, waiver, today)
    return waiver


@transaction.atomic
def grant_waiver(waiver: Waiver, *, by: Actor, today: date) -> None:
    """Say the second yes: the notice is shortened, and a loan that all have signed gets its new first day.

    :raises Refused: unless the other of the two says it, while the day is still ahead and the person is free from it.
    """
    agreement, waiver = _held(waiver)
    waiver.answered_by, waiver.answered_at = by.person, clock.now()
    WAIVER.take(
        "grant", obj=waiver, by=by, owner=agreement.lender, along=["answered_by", "answered_at"],
        first_day=str(waiver.first_day),
    )  # fmt: skip
    if refusal := why_not_waive(agreement, waiver.first_day, today=today):
        raise Refused(refusal)
    agreement.waived_to = waiver.first_day
    if agreement.first_day:
        agreement.first_day = waiver.first_day
        begins = agreement.in_force[0]
        begins.in_force_from = waiver.first_day
        begins.save(update_fields=["in_force_from"])
        hold_days(agreement)
    agreement.save(update_fields=["waived_to", "first_day"])
    notices.waived(agreement, waiver, today)


@transaction.atomic
def refuse_waiver(waiver: Waiver, *, by: Actor, reason: str, today: date) -> None:
    """Say no: the notice stays as it is.

    :raises Refused: unless the other of the two says it, with a reason.
    """
    agreement, waiver = _held(waiver)
    waiver.answered_by, waiver.answered_at = by.person, clock.now()
    WAIVER.take(
        "refuse", obj=waiver, by=by, owner=agreement.lender, reason=reason, along=["answered_by", "answered_at"]
    )
    notices.waiver_fell(agreement, waiver, reason, today)


@transaction.atomic
def take_back_waiver(waiver: Waiver, *, by: Actor, today: date) -> None:
    """Take back the question; the notice stays as it is.

    :raises Refused: unless whoever asked takes it back before it has an answer.
    """
    agreement, waiver = _held(waiver)
    WAIVER.take("take_back", obj=waiver, by=by, owner=agreement.lender)
    notices.waiver_fell(agreement, waiver, "Den som frågade tog tillbaka frågan.", today)


def _held(waiver: Waiver) -> tuple[Agreement, Waiver]:
    """Return the agreement, locked, and the question as it stands under that lock."""
    agreement = locked(waiver.agreement)
    held = Waiver.objects.get(pk=waiver.pk)
    held.agreement = agreement
    return agreement, held
