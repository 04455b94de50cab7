"""What can be done to a call before anyone is chosen for it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from kollega.assignments import notices, queries
from kollega.assignments.actions.held import held_call, take_call
from kollega.assignments.models import Call
from kollega.assignments.rules import CALL
from kollega.assignments.terms import CallState
from kollega.catalogue import actions as catalogue
from kollega.catalogue.terms import ListingKind, Reach
from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.networks.actions import hold_group
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
    if refusal := CALL.refusal("submit", obj=held_call(call), by=by):
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
    take_call("submit", call, by=by)
    notices.submitted(call, today)


@transaction.atomic
def publish(call: Call, *, by: Actor, today: date) -> None:
    """Open a call to the network's employees, or to the group that was chosen, and put it on the joint list.

    :raises Refused: unless the employer's contact does it, before its last day and while there is such a group.
    """
    if call.answer_by < today:
        raise Refused("Sista dagen att svara har passerat. Ändra den och publicera sedan.")
    take_call("publish", call, by=by)
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
    take_call("send_back", call, by=by, reason=reason)
    notices.sent_back(call, reason, today)


@transaction.atomic
def close(call: Call, *, by: Actor, today: date) -> None:
    """Stop taking answers before the last day.

    :raises Refused: unless the announcer or the contact closes an open call.
    """
    take_call("close", call, by=by)
    catalogue.take_down(call.pk)
    notices.closed(call, today)


@transaction.atomic
def cancel(call: Call, *, by: Actor, reason: str) -> None:
    """Call the assignment off and tell everyone who answered.

    :raises Refused: unless the announcer or the contact does it, with a reason, before anyone is lent.
    """
    take_call("cancel", call, by=by, reason=reason)
    catalogue.take_down(call.pk)
    notices.cancelled(call, reason)


@transaction.atomic
def choose_again(call: Call, *, by: Actor, reason: str) -> None:
    """Open the choice again when an agreement came to nothing.

    :raises Refused: unless a seat is free.
    """
    call = held_call(call)
    if queries.seats_left(call) < 1:
        raise Refused("Alla platser är fortfarande tillsatta.")
    take_call("choose_again", call, by=by, reason=reason)
