"""What can be done to calls and answers."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from kollega.assignments import notices, queries
from kollega.assignments.models import Approval, Call, Cover, Interest
from kollega.assignments.rules import (
    CALL,
    INTEREST,
    answer_due,
    has_begun,
    is_over,
    why_not_answer,
    why_not_plan,
    why_not_send,
)
from kollega.assignments.terms import CallState, InterestState
from kollega.catalogue import actions as catalogue
from kollega.catalogue.terms import ListingKind, Reach
from kollega.core import clock
from kollega.core.log import Entry, hold_all
from kollega.core.workflow import Refused
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.lending.rules import legal_form
from kollega.networks.actions import hold_group
from kollega.outbox import actions as outbox
from kollega.people.rules import Actor
from kollega.words.places import municipality_in


@transaction.atomic
def draft(*, by: Actor, **fields: Any) -> Call:
    """Begin a call for the employer; nobody else sees it yet."""
    call = Call.objects.create(contact=by.person, made_at=clock.now(), **fields)
    Entry.write("call.drafted", call, by=by.person, owner=call.employer, target=CallState.DRAFT)
    return call


@transaction.atomic
def rewrite(call: Call, *, by: Actor, **fields: Any) -> None:
    """Change a call that is not yet published.

    :raises Refused: once it is open, or for anyone but its announcer and contact.
    """
    if refusal := CALL.refusal("submit", obj=_locked_call(call), by=by):
        raise Refused(refusal)
    for name, value in fields.items():
        setattr(call, name, value)
    call.save(update_fields=list(fields))
    Entry.write("call.rewritten", call, by=by.person, owner=call.employer)


@transaction.atomic
def submit(call: Call, *, by: Actor, today: date) -> None:
    """Hand a call to the employer's own contact for review.

    :raises Refused: unless its announcer hands over a draft.
    """
    _take_call("submit", call, by=by)
    notices.submitted(call, today)


@transaction.atomic
def publish(call: Call, *, by: Actor, today: date) -> None:
    """Open a call to the network's employees, or to the group that was chosen, and put it on the joint list.

    :raises Refused: unless the employer's contact does it, before its last day and while there is such a group.
    """
    if call.answer_by < today:
        raise Refused("Sista dagen att svara har passerat. Ändra den och publicera sedan.")
    _take_call("publish", call, by=by)
    hold_group(call.group)
    catalogue.put_up(
        call.pk, kind=ListingKind.ASSIGNMENT, employer=call.employer, employer_name=call.employer.name,
        network=call.network, group=call.group, reach=Reach.GROUP if call.group else Reach.NETWORK,
        title=call.title, summary=call.lead, place=call.place,
        extent=f"{call.share} procent", url=reverse("assignments:call", args=[call.pk]), published_at=clock.now(),
        closes_on=call.answer_by, share=call.share, body=f"{call.tasks}\n{call.needs}\n{call.merits}",
        municipality=municipality_in(call.place) or call.employer.municipality_code,
    )  # fmt: skip
    notices.published(call, today)


@transaction.atomic
def send_back(call: Call, *, by: Actor, reason: str, today: date) -> None:
    """Ask the announcer to change something before publishing.

    :raises Refused: unless the contact does it, with a reason.
    """
    _take_call("send_back", call, by=by, reason=reason)
    notices.sent_back(call, reason, today)


@transaction.atomic
def close(call: Call, *, by: Actor, today: date) -> None:
    """Stop taking answers before the last day.

    :raises Refused: unless the announcer or the contact closes an open call.
    """
    _take_call("close", call, by=by)
    catalogue.take_down(call.pk)
    notices.closed(call, today)


@transaction.atomic
def cancel(call: Call, *, by: Actor, reason: str) -> None:
    """Call the assignment off and tell everyone who answered.

    :raises Refused: unless the announcer or the contact does it, with a reason, before anyone is lent.
    """
    _take_call("cancel", call, by=by, reason=reason)
    catalogue.take_down(call.pk)
    notices.cancelled(call, reason)


@transaction.atomic
def choose_again(call: Call, *, by: Actor, reason: str) -> None:
    """Open the choice again when an agreement came to nothing.

    :raises Refused: unless a seat is free.
    """
    call = _locked_call(call)
    if queries.seats_left(call) < 1:
        raise Refused("Alla platser är fortfarande tillsatta.")
    _take_call("choose_again", call, by=by, reason=reason)


@transaction.atomic
def save_answer(call: Call, *, employment: Any, by: Actor, today: date, **answer: Any) -> Interest:
    """Keep an answer as a draft that only the employee sees; nothing needs to be complete yet.

    :raises Refused: if the call is closed or their own employer's, or the answer has been sent already.
    """
    if reason := why_not_answer(employment, call, today=today):
        raise Refused(reason)
    interest, _ = Interest.objects.select_for_update(of=("self",)).get_or_create(
        call=call, employment=employment, defaults={"made_at": clock.now()}
    )
    if refusal := INTEREST.refusal("send", obj=interest, by=by):
        raise Refused(refusal)
    for name, value in answer.items():
        setattr(interest, name, value)
    interest.save()
    return interest


@transaction.atomic
def send(interest: Interest, *, by: Actor, today: date) -> None:
    """Send the answer to the manager.

    :raises Refused: unless the employee sends a complete answer to an open call.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=interest.call_id)
    if reason := why_not_answer(interest.employment, call, today=today):
        raise Refused(reason)
    if missing := why_not_send(interest):
        raise Refused(" ".join(missing))
    interest.sent_on = today
    interest.save(update_fields=["sent_on"])
    _take("send", interest, by=by)
    notices.sent(interest, today)


@transaction.atomic
def withdraw(interest: Interest, *, by: Actor, today: date) -> None:
    """Take the answer back; no reason is needed, and a mail that has not left is stopped.

    :raises Refused: unless the employee does it before being selected.
    """
    interest = _locked(interest)
    was = interest.state
    _take("withdraw", interest, by=by)
    was_untold = outbox.recall(interest, event="interest.sent") > 0
    if was == InterestState.ENDORSED or (was == InterestState.SENT and not was_untold):
        notices.withdrawn(interest, today, was=was)


@transaction.atomic
def plan(interest: Interest, *, rows: list[dict], by: Actor) -> None:
    """Keep how the tasks are done meanwhile, as far as the manager has come.

    :raises Refused: unless the manager plans while the answer waits for them.
    """
    interest = _locked(interest)
    if refusal := INTEREST.refusal("endorse", obj=interest, by=by):
        raise Refused(refusal)
    interest.cover.all().delete()
    Cover.objects.bulk_create([Cover(interest=interest, number=n, **row) for n, row in enumerate(rows, 1)])


@transaction.atomic
def endorse(interest: Interest, *, rows: list[dict], message: str, by: Actor, today: date) -> None:
    """Let the employee go forward, with a plan for the tasks.

    :raises Refused: unless the nearest manager decides, once, and the plan says who does what.
    """
    if reason := why_not_plan(rows):
        raise Refused(reason)
    plan(interest, rows=rows, by=by)
    _take("endorse", interest, by=by)
    Approval.objects.create(interest=interest, is_yes=True, by=by.person, message=message.strip(), at=clock.now())
    notices.endorsed(interest, today)


@transaction.atomic
def decline(interest: Interest, *, reason: str, by: Actor, today: date) -> None:
    """Keep the employee where they are, and say why; the receiver never learns of it.

    :raises Refused: unless the nearest manager decides, once.
    """
    _take("decline", interest, by=by, reason=reason)
    Approval.objects.create(interest=interest, is_yes=False, by=by.person, message=reason.strip(), at=clock.now())
    notices.declined(interest, today, reason)


@transaction.atomic
def select(interest: Interest, *, by: Actor, today: date) -> Agreement | None:
    """Choose the employee, and draw up the lending to their employer where a form of lending fits.

    :returns: the agreement, or None where leave and a temporary post are the way.
    :raises Refused: unless the receiver selects a supported answer while a seat is free.
    """
    call = _locked_call(interest.call)
    lender = interest.employment.employer
    _locked(interest)  # before the chains, as every other step: the employee may be withdrawing at this moment
    hold_all([call.employer, lender])
    if queries.seats_left(call) < 1:
        raise Refused("Alla platser är tillsatta. Någon annan hann välja före dig.")
    _take("select", interest, by=by)
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
        _take_call("staff", call, by=by)
        catalogue.take_down(call.pk)
    notices.selected(interest, today, is_loan=agreement is not None)
    return agreement


@transaction.atomic
def pass_over(interest: Interest, *, because: str, text: str, by: Actor) -> None:
    """Say no to a supported answer, with a reason code and a word to the employee.

    :raises Refused: unless the receiver does it.
    """
    interest = _locked(interest)
    interest.not_selected_because = because
    interest.save(update_fields=["not_selected_because"])
    _take("pass_over", interest, by=by, reason=because)
    notices.passed_over(interest, text)


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Take every step that belongs to the calendar: calls close, managers are reminded. Again does nothing more.

    :returns: how many calls and answers were touched.
    """
    touched = 0
    for call in _held_calls(state=CallState.OPEN, answer_by__lt=today):
        _take_call("pass_last_day", call, by=None)
        catalogue.take_down(call.pk)
        notices.closed(call, today)
        touched += 1
    waiting = Interest.objects.filter(state=InterestState.SENT, reminded_on__isnull=True)
    for interest in queries.whole(waiting.select_for_update(skip_locked=True, of=("self",))):
        if interest.sent_on and today > answer_due(interest.sent_on):
            interest.reminded_on = today
            interest.save(update_fields=["reminded_on"])
            notices.reminded(interest, today)
            touched += 1
    return touched + _follow_the_loans(today)


def _follow_the_loans(today: date) -> int:
    """Let staffed calls run and end with the loans they led to, or by their own days where no loan was needed."""
    moved = 0
    for call in _held_calls(state__in=[CallState.STAFFED, CallState.RUNNING]):
        chosen = list(call.interests.filter(state=InterestState.SELECTED).values_list("pk", flat=True))
        loans = [a.state for a in Agreement.objects.filter(origin__in=chosen)]
        is_by_its_days = len(loans) < len(chosen)
        if call.state == CallState.STAFFED and has_begun(call, loans, is_by_its_days=is_by_its_days, today=today):
            _take_call("start", call, by=None)
            moved += 1
        if call.state == CallState.RUNNING and is_over(call, loans, is_by_its_days=is_by_its_days, today=today):
            _take_call("complete", call, by=None)
            moved += 1
    return moved


def _held_calls(**wanted: Any) -> list[Call]:
    """Lock the calls that nobody works with, and then their employers' chains in one order."""
    calls = Call.objects.select_for_update(skip_locked=True, of=("self",)).filter(**wanted)
    held = list(calls.select_related("employer", "network", "contact"))
    hold_all({call.employer for call in held})
    return held


def _locked(interest: Interest) -> Interest:
    Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    return queries.whole(Interest.objects.filter(pk=interest.pk)).get()


def _locked_call(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("employer", "network", "contact").get(pk=call.pk)


def _take(name: str, interest: Interest, *, by: Actor | None, reason: str = "") -> None:
    """The answer is the employee's employer's record until it is selected; each step is written there."""
    INTEREST.take(name, obj=interest, by=by, owner=interest.employment.employer, reason=reason)


def _take_call(name: str, call: Call, *, by: Actor | None, reason: str = "") -> None:
    CALL.take(name, obj=call, by=by, owner=call.employer, reason=reason)
