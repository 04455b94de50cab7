"""What surrounds the demo's loans: a counter-offer, a shorter notice, lists, a talk, and how it went."""

from datetime import date, datetime
from typing import Any

from kollega.core import clock
from kollega.demo import texts
from kollega.demo.seed.world import World
from kollega.lending import actions as lending
from kollega.lending import queries
from kollega.lending.models import Agreement
from kollega.lending.terms import Party, Role
from kollega.people.queries import actor
from kollega.people.terms import DutyKind


def counter(world: World, agreement: Agreement, *, on: date, **wanted: Any) -> None:
    with clock.at(on):
        by = world.at(DutyKind.CONTACT, agreement.receiver)
        lending.counter(agreement, wanted=wanted, reason=texts.COUNTER, by=by, today=on)


def ask_waiver(agreement: Agreement, *, first_day: date, on: date) -> None:
    with clock.at(on):
        by = actor(agreement.employment.manager, on)
        lending.ask_waiver(_anew(agreement), first_day=first_day, reason=texts.WAIVER, by=by, today=on)


def get_ready(
    agreement: Agreement, moment: str, *, on: date, parties: tuple[str, ...] = ("lender", "receiver"), most: int = 99
) -> None:
    """Tick the sides' points, at most so many each; a side whose points are all ready says that it is done."""
    with clock.at(on):
        agreement = _anew(agreement)
        for party in parties:
            by = actor(agreement.employment.manager if party == Party.LENDER else agreement.leader, on)
            points = [p.pk for p in agreement.points.filter(moment=moment, party=party)]
            about = {"moment": moment, "party": party, "by": by}
            lending.prepare(agreement, ready=points[:most], unneeded=[], **about)
            if most >= len(points):
                lending.sign_off(agreement, today=on, **about)


def plan_talk(agreement: Agreement, *, at: datetime, place: str, on: date) -> None:
    with clock.at(on):
        by = actor(agreement.employment.manager, on)
        lending.plan_talk(_anew(agreement), at=at, place=place, by=by, today=on)


def evaluate(agreement: Agreement, *, on: date) -> None:
    """Let the three who were in the loan say how it went."""
    with clock.at(on):
        agreement = _anew(agreement)
        for role, person in (
            (Role.EMPLOYEE, agreement.person), (Role.MANAGER, agreement.employment.manager),
            (Role.LEADER, agreement.leader),
        ):  # fmt: skip
            marks, words = texts.EVALUATIONS[role]
            lending.evaluate(agreement, marks=marks, words=words, by=actor(person, on))


def _anew(agreement: Agreement) -> Agreement:
    return queries.whole(Agreement.objects.filter(pk=agreement.pk)).get()
