"""What the receiver does with the answers: choose, and say no."""

from datetime import date

from django.db import transaction

from kollega.assignments import notices, queries
from kollega.assignments.actions.held import held, held_call, take, take_call
from kollega.assignments.models import Interest
from kollega.catalogue import actions as catalogue
from kollega.core.log import hold_all
from kollega.core.workflow import Refused
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.lending.rules import legal_form
from kollega.people.rules import Actor


@transaction.atomic
def select(interest: Interest, *, by: Actor, today: date) -> Agreement | None:
    """Choose the employee, and draw up the lending to their employer where a form of lending fits.

    :returns: the agreement, or None where leave and a temporary post are the way.
    :raises Refused: unless the receiver selects a supported answer while a seat is free.
    """
    call = held_call(interest.call)
    lender = interest.employment.employer
    held(interest)  # before the chains, as every other step: the employee may be withdrawing at this moment
    hold_all([call.employer, lender])
    if queries.seats_left(call) < 1:
        raise Refused("Alla platser är tillsatta. Någon annan hann välja före dig.")
    take("select", interest, by=by)
    agreement = None
    if legal_form(lender.kind, call.employer.kind):
        agreement = lending.propose(
            origin=interest.pk,
            employment=interest.employment,
            receiver=call.employer,
            network=call.network,
            leader=call.contact,
            title=call.title,
            tasks=call.tasks,
            workplace=call.place,
            share=interest.share or call.share,
            starts_on=max(interest.can_start_on or call.starts_on, call.starts_on),
            ends_on=call.ends_on,
            by=by,
            today=today,
        )
    if queries.seats_left(call) < 1:
        take_call("staff", call, by=by)
        catalogue.take_down(call.pk)
    notices.selected(interest, today, is_loan=agreement is not None)
    return agreement


@transaction.atomic
def pass_over(interest: Interest, *, because: str, text: str, by: Actor) -> None:
    """Say no to a supported answer, with a reason code and a word to the employee.

    :raises Refused: unless the receiver does it.
    """
    interest = held(interest)
    interest.not_selected_because = because
    interest.save(update_fields=["not_selected_because"])
    take("pass_over", interest, by=by, reason=because)
    notices.passed_over(interest, text)
