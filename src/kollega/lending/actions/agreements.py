"""What can be done to a lending agreement."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from kollega.core import clock
from kollega.core.log import Entry, hold_all
from kollega.core.workflow import Refused
from kollega.lending import notices, queries
from kollega.lending.actions.around import open_list
from kollega.lending.actions.held import locked, take
from kollega.lending.actions.reminders import remind
from kollega.lending.models import Agreement, Away, Series, VatDecision, Version
from kollega.lending.rules import (
    AGREEMENT,
    CHANGES,
    LEAVE_INSTEAD,
    is_time_to_ask,
    is_time_to_plan_return,
    legal_form,
)
from kollega.lending.rules.waivers import WAIVER
from kollega.lending.terms import ASK_TO_EXTEND_DAYS, BOUND, TERMS, AgreementState, Moment, WaiverState
from kollega.people.rules import Actor


@transaction.atomic
def propose(
    *, origin, employment, receiver, network, leader, title: str, tasks: str, workplace: str, share: int,
    starts_on: date, ends_on: date, by: Actor, today: date,
) -> Agreement:  # fmt: skip
    """Draw up a draft between the two employers; the lender's contact fills in the terms.

    :raises Refused: where no form of lending fits between the two kinds of employer.
    """
    lender = employment.employer
    form = legal_form(lender.kind, receiver.kind)
    if form is None:
        raise Refused(str(LEAVE_INSTEAD))
    agreement = Agreement.objects.create(
        number=_next_number(lender, today), network=network, origin=origin, employment=employment, lender=lender,
        receiver=receiver, leader=leader, title=title, legal_form=form, made_at=clock.now(),
    )  # fmt: skip
    Version.objects.create(
        agreement=agreement, starts_on=starts_on, ends_on=ends_on, share=share, tasks=tasks, workplace=workplace,
        made_by=by.person, made_at=clock.now(),
    )  # fmt: skip
    Entry.write("agreement.proposed", agreement, by=by.person, owner=lender, target=AgreementState.DRAFT)
    notices.proposed(agreement, today)
    return agreement


def _next_number(lender: Any, today: date) -> str:
    Series.objects.bulk_create([Series(lender=lender, year=today.year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(lender=lender, year=today.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{lender.initials} {today.year}-{series.last:03d}"


@transaction.atomic
def write_terms(agreement: Agreement, *, by: Actor, **terms: Any) -> Version:
    """Keep the terms as the lender's contact has written them so far; nothing needs to be complete yet.

    :raises Refused: unless the lender's contact writes while the agreement is a draft.
    """
    agreement = locked(agreement)
    if refusal := AGREEMENT.refusal("offer", obj=agreement, by=by):
        raise Refused(refusal)
    version = agreement.version
    changed = {name: terms[name] for name in TERMS if name in terms and terms[name] != getattr(version, name)}
    for name, value in changed.items():
        setattr(version, name, value)
    version.made_by, version.made_at = by.person, clock.now()
    version.save()
    if changed:
        Entry.write(
            "agreement.terms_written",
            agreement,
            by=by.person,
            owner=agreement.lender,
            changed=", ".join(sorted(changed)),
        )
    return version


@transaction.atomic
def decline(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Say no for an employer, and say why.

    :raises Refused: unless one of the heads of HR does it before all have signed.
    """
    agreement = locked(agreement)
    take("decline", agreement, by=by, reason=reason)
    notices.ended(agreement, "declined", reason, today)


@transaction.atomic
def withdraw(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Let a draft fall.

    :raises Refused: unless the employee or one of the contacts does it before all have signed.
    """
    agreement = locked(agreement)
    take("withdraw", agreement, by=by, reason=reason)
    notices.ended(agreement, "withdrawn", reason, today)


@transaction.atomic
def cancel(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Call off a loan that all have signed, before it begins; the person is free for its days again.

    :raises Refused: unless one of the parties does it, with a reason, before the first day.
    """
    agreement = locked(agreement)
    take("cancel", agreement, by=by, reason=reason)
    agreement.versions.update(in_force_from=None, in_force_to=None)
    Away.objects.filter(agreement=agreement).delete()
    notices.cancelled(agreement, reason, today)


@transaction.atomic
def settle(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Note that everything has been invoiced and nothing is in dispute. `invoicing.settle` asks the invoices first.

    :raises Refused: unless the lender's finance does it when the loan is over.
    """
    agreement = locked(agreement)
    take("settle", agreement, by=by)
    notices.settled(agreement, today)


@transaction.atomic
def confirm_return(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Confirm that the colleague is back.

    :raises Refused: unless the manager or the lender's contact does it, once the last day has come.
    """
    agreement = locked(agreement)
    if agreement.last_day and today < agreement.last_day:
        raise Refused("Lånet pågår fortfarande. Bekräfta när sista dagen har kommit.")
    take("confirm_return", agreement, by=by)
    if change := agreement.open_change:
        CHANGES[change.kind].take("lapse", obj=change, by=None, owner=agreement.lender)
    notices.returned(agreement, today)


@transaction.atomic
def decide_vat(agreement: Agreement, *, treatment: str, reason: str, by: Actor) -> VatDecision:
    """Record how VAT is treated, and why. A new decision stands from now on; the old ones are kept.

    :raises Refused: unless the lender's finance decides, with a reason, about a bound agreement.
    """
    agreement = locked(agreement)
    if not by.is_finance_at(agreement.lender_id):
        raise Refused("Endast ekonomin hos utlånaren kan besluta om moms.")
    if agreement.state not in BOUND:
        raise Refused("Momsen beslutas när avtalet är underskrivet.")
    if not reason.strip():
        raise Refused("Skriv varför, så att beslutet går att följa.")
    decision = VatDecision.objects.create(
        agreement=agreement, treatment=treatment, reason=reason.strip(), by=by.person, at=clock.now()
    )
    Entry.write(
        "agreement.vat_decided", agreement, by=by.person, owner=agreement.lender, reason=reason, treatment=treatment
    )
    return decision


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Take every step that belongs to the calendar: loans begin, returns come up. Running it again does nothing more.

    :returns: how many agreements moved.
    """
    soon_over = today + timedelta(days=ASK_TO_EXTEND_DAYS)
    under_way = Q(state=AgreementState.NOTICE, first_day__lte=today)
    under_way |= Q(state=AgreementState.ACTIVE, last_day__lte=soon_over)
    kept = Q(state=AgreementState.SETTLED, last_day__lt=today.replace(month=1, day=1))
    turning = Agreement.objects.filter(under_way | kept)
    held = list(queries.whole(turning.select_for_update(of=("self",), skip_locked=True)))
    hold_all({agreement.lender for agreement in held})
    moved = sum(_turn(agreement, today) for agreement in held)
    remind(today)
    return moved


def _turn(agreement: Agreement, today: date) -> int:
    """Take the steps of one agreement that the day asks for; return how many."""
    last, moved = agreement.days[1], 0
    if agreement.state == AgreementState.SETTLED:
        take("close", agreement, by=None)
        return 1
    if agreement.state == AgreementState.NOTICE:
        take("begin", agreement, by=None)
        for waiver in agreement.waivers.filter(state=WaiverState.ASKED):
            WAIVER.take("lapse", obj=waiver, by=None, owner=agreement.lender)
        notices.begun(agreement, today)
        moved += 1
    if agreement.is_converting:
        if today > last:
            take("convert", agreement, by=None)
            notices.converted(agreement, today)
            moved += 1
    elif is_time_to_plan_return(last, today):
        take("plan_return", agreement, by=None)
        open_list(agreement, Moment.RETURN)
        notices.return_planned(agreement, today)
        moved += 1
    elif is_time_to_ask(last, today):
        notices.soon_over(agreement, today)
    return moved
