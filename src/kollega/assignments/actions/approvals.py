"""What the one who is asked does: plan, say yes or no, ask for more, or let a colleague answer."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.assignments import notices, queries
from kollega.assignments.actions.held import held, take
from kollega.assignments.actions.talks import end_talk
from kollega.assignments.models import Approval, Cover, Interest
from kollega.assignments.rules import INTEREST, only_called_on, why_not_delegate, why_not_plan
from kollega.assignments.terms import Rung, Word
from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people.rules import Actor


@transaction.atomic
def plan(interest: Interest, *, rows: list[dict], by: Actor) -> None:
    """Keep how the tasks are done meanwhile, as far as the one who decides has come.

    :raises Refused: unless whoever decides plans while the answer waits for them.
    """
    interest = held(interest)
    if refusal := INTEREST.refusal("endorse", obj=interest, by=by):
        raise Refused(refusal)
    interest.cover.all().delete()
    Cover.objects.bulk_create([Cover(interest=interest, number=n, **row) for n, row in enumerate(rows, 1)])


@transaction.atomic
def endorse(interest: Interest, *, rows: list[dict], message: str, by: Actor, today: date) -> None:
    """Let the employee go forward, with a plan for the tasks.

    :raises Refused: unless the one who is asked decides, once, and the plan says who does what.
    """
    if reason := why_not_plan(rows):
        raise Refused(reason)
    plan(interest, rows=rows, by=by)
    interest = held(interest)
    take("endorse", interest, by=by)
    _say(Word.YES, interest, by=by, message=message)
    notices.endorsed(interest, today, by=by.person)


@transaction.atomic
def decline(interest: Interest, *, reason: str, by: Actor, today: date) -> None:
    """Keep the employee where they are, and say why; the receiver never learns the reason.

    :raises Refused: unless the one who is asked decides, once.
    """
    interest = held(interest)
    take("decline", interest, by=by, reason=reason)
    end_talk(interest)
    _say(Word.NO, interest, by=by, message=reason)
    notices.declined(interest, today, reason, by=by.person)


@transaction.atomic
def ask_more(interest: Interest, *, comment: str, by: Actor, today: date) -> None:
    """Send the answer back with what is missing; sent again, the question is put anew.

    :raises Refused: unless the one who is asked does it, with a comment.
    """
    interest = held(interest)
    take("ask_more", interest, by=by, reason=comment)
    _say(Word.RETURNED, interest, by=by, message=comment)
    notices.returned(interest, today, comment, by=by.person)


@transaction.atomic
def delegate(interest: Interest, *, to: Any, message: str, by: Actor, today: date) -> None:
    """Let a colleague answer instead: they decide, the manager goes on seeing.

    :raises Refused: unless the one who is asked hands over to a manager there or to who stands in for them now.
    """
    interest = held(interest)
    if refusal := INTEREST.refusal("delegate", obj=interest, by=by):
        raise Refused(refusal)
    may_decide = queries.may_be_asked(interest, today).filter(pk=to.pk).exists()
    if reason := why_not_delegate(interest, to=to, may_decide=may_decide):
        raise Refused(reason)
    _pass_on("delegate", interest, to=to, by=by, today=today)
    _say(Word.DELEGATED, interest, by=by, message=message, to=to)
    notices.delegated(interest, today, message, by=by.person)


@transaction.atomic
def take_back(interest: Interest, *, by: Actor, today: date) -> None:
    """Decide oneself after all, before the colleague has.

    :raises Refused: unless the manager takes back a question that a colleague has not answered.
    """
    interest = held(interest)
    was = interest.delegate
    _pass_on("take_back", interest, to=None, by=by, today=today)
    _say(Word.TAKEN_BACK, interest, by=by)
    notices.taken_back(interest, was, by=by.person)


@transaction.atomic
def remind(interest: Interest, *, by: Actor, today: date) -> None:
    """Remind the one who is asked, instead of deciding for them.

    :raises Refused: unless the question has come to the contact or the head of HR; once a day.
    """
    interest = held(interest)
    if refusal := only_called_on(by, interest):
        raise Refused(str(refusal))
    if interest.nudged_on == today:
        raise Refused("En påminnelse har redan skickats i dag.")
    interest.nudged_on = today
    interest.save(update_fields=["nudged_on"])
    Entry.write("interest.nudged", interest, by=by.person, owner=interest.employment.employer)
    notices.nudged(interest, today, by=by.person)


def _pass_on(step: str, interest: Interest, *, to: Any, by: Actor, today: date) -> None:
    """Put the question to someone else, who gets their days; a contact who has been called on stays."""
    take(step, interest, by=by)
    interest.delegate, interest.asked_on = to, today
    if interest.rung < Rung.CONTACT:
        interest.rung, interest.reminded_on = Rung.ASKED, None
    interest.save(update_fields=["delegate", "asked_on", "rung", "reminded_on"])


def _say(word: Word, interest: Interest, *, by: Actor, message: str = "", to: Any = None) -> None:
    Approval.objects.create(
        interest=interest, execution=interest.execution, word=word, by=by.person, to=to, message=message.strip(),
        at=clock.now(),
    )  # fmt: skip
