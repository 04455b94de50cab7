"""After the choice: the one who was chosen says yes, and the receiver says how it went."""

from datetime import date

from django.db import transaction

from kollega.assignments import notices
from kollega.assignments.actions.held import held, held_call, take, take_call
from kollega.assignments.models import Interest
from kollega.assignments.rules import why_not_finish
from kollega.assignments.terms import CHOSEN, CallState, InterestState
from kollega.core.workflow import Refused
from kollega.lending.models import Agreement
from kollega.people.rules import Actor


@transaction.atomic
def confirm(interest: Interest, *, by: Actor, today: date) -> None:
    """Say yes to being chosen, where there is no agreement to sign.

    :raises Refused: unless the one who was chosen does it; where there is a loan, the signature says it.
    """
    interest = held(interest)
    if Agreement.objects.filter(origin=interest.pk).exists():
        raise Refused("Du tackar ja genom att skriva under avtalet.")
    take("confirm", interest, by=by)
    notices.confirmed(interest, today)


@transaction.atomic
def finish(interest: Interest, *, outcome: str, note: str, by: Actor, today: date) -> None:
    """Say how it went for one person; when all are done, so is the assignment.

    :raises Refused: unless the receiver says it when the person is back, with a word on what was not done.
    """
    call = held_call(interest.call)
    interest = held(interest)
    loan = Agreement.objects.filter(origin=interest.pk).values_list("state", flat=True).first()
    if reason := why_not_finish(call, loan, outcome=outcome, note=note, today=today):
        raise Refused(reason)
    interest.outcome, interest.outcome_note = outcome, note.strip()
    take("finish", interest, by=by, along=("outcome", "outcome_note"))
    notices.finished(interest, today)
    left = call.interests.filter(state__in=CHOSEN).exclude(state=InterestState.DONE)
    if call.state == CallState.RUNNING and not left.exists():
        take_call("complete", call, by=by)
