"""Rows held while something is done with them, and the steps that write where the log belongs."""

from typing import Any

from kollega.assignments import queries
from kollega.assignments.models import Call, Interest
from kollega.assignments.rules import CALL, INTEREST
from kollega.core.log import hold_all
from kollega.people.rules import Actor


def held(interest: Interest) -> Interest:
    """Return the answer read anew, locked until all is done."""
    Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    return queries.whole(Interest.objects.filter(pk=interest.pk)).get()


def held_call(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("employer", "network", "contact").get(pk=call.pk)


def held_calls(**wanted: Any) -> list[Call]:
    """Lock the calls that nobody works with, and then their employers' chains in one order."""
    calls = Call.objects.select_for_update(skip_locked=True, of=("self",)).filter(**wanted)
    locked = list(calls.select_related("employer", "network", "contact"))
    hold_all({call.employer for call in locked})
    return locked


def take(name: str, interest: Interest, *, by: Actor | None, reason: str = "", along: tuple[str, ...] = ()) -> None:
    """The answer is the employee's employer's record until it is selected; each step is written there."""
    INTEREST.take(name, obj=interest, by=by, owner=interest.employment.employer, reason=reason, along=along)


def take_call(name: str, call: Call, *, by: Actor | None, reason: str = "") -> None:
    CALL.take(name, obj=call, by=by, owner=call.employer, reason=reason)
