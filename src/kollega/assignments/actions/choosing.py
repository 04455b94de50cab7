"""What the receiver does with the answers: choose, and say no."""

from datetime import date

from django.db import transaction

from kollega.assignments import notices, queries
from kollega.assignments.actions.held import held, held_call, take, take_call
from kollega.assignments.actions.talks import end_talk
from kollega.assignments.models import Call, Interest
from kollega.assignments.rules import INTEREST, only_announcer
from kollega.assignments.terms import UNANSWERED, CallState, NotSelected
from kollega.catalogue import actions as catalogue
from kollega.core.log import Entry, hold_all
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
    interest = held(interest)  # before the chains, as every other step: the employee may be withdrawing at this moment
    hold_all([call.employer, lender])
    if queries.seats_left(call) < 1:
        raise Refused("Alla platser är tillsatta. Någon annan hann välja före dig.")
    interest.not_selected_because = interest.feedback = ""
    take("select", interest, by=by, along=("not_selected_because", "feedback"))
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
    """Decide to say no, with a reason code and a word to the employee; they are told with the others, by `release`.

    :raises Refused: unless the receiver decides about an answer they see, before anyone has been told.
    """
    interest = held(interest)
    if refusal := INTEREST.refusal("pass_over", obj=interest, by=by):
        raise Refused(refusal)
    interest.not_selected_because, interest.feedback = because, text.strip()
    interest.save(update_fields=["not_selected_because", "feedback"])
    # On the call: the employee reads what is written on their own answer.
    Entry.write("call.answer_set_aside", interest.call, by=by.person, owner=interest.call.employer)


@transaction.atomic
def reconsider(interest: Interest, *, by: Actor) -> None:
    """Take back a no that nobody has been told of.

    :raises Refused: unless the receiver does it before the answer is released.
    """
    interest = held(interest)
    if refusal := INTEREST.refusal("pass_over", obj=interest, by=by):
        raise Refused(refusal)
    interest.not_selected_because = interest.feedback = ""
    interest.save(update_fields=["not_selected_because", "feedback"])
    Entry.write("call.answer_taken_up", interest.call, by=by.person, owner=interest.call.employer)


@transaction.atomic
def release(call: Call, *, text: str, by: Actor, today: date) -> int:
    """Tell all who were not chosen at the same time; where all seats are taken, also those nobody has decided about.

    :param text: a word to those who have not got one of their own.
    :returns: how many were told.
    :raises Refused: unless the receiver does it, and there is someone to tell.
    """
    call = held_call(call)
    if refusal := only_announcer(by, call):
        raise Refused(refusal)
    if call.state == CallState.STAFFED:
        queries.left_over(call).update(not_selected_because=NotSelected.FILLED)
    waiting = queries.set_aside(call).select_for_update(of=("self",)).order_by("pk")
    told = list(queries.whole(waiting))
    if not told:
        raise Refused("Ingen väntar på besked.")
    hold_all({call.employer, *(interest.employment.employer for interest in told)})
    for interest in told:
        was_unanswered = interest.state in UNANSWERED
        interest.feedback = interest.feedback or text.strip()
        take("pass_over", interest, by=by, reason=interest.not_selected_because, along=("feedback",))
        end_talk(interest)
        notices.passed_over(interest, today, was_unanswered=was_unanswered)
    return len(told)
