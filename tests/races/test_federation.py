"""Several workers hand over one answer, and one answer comes twice: it leaves once, and is received once."""

import json
from datetime import date
from functools import partial
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kollega.core.log import faults
from kollega.federation import actions
from kollega.federation.models import Handover, Received
from kollega.federation.rules import HANDOVER
from kollega.federation.terms import State
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions as recruiting
from tests import builders
from tests.builders import anew
from tests.races.rounds import ROUNDS, Count, slowly, winners, without_constraint, without_locks

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)


def of(person):
    return actor(person, TODAY)


def a_place():
    """Return an employer in a network with a coordinator, and a link that lets another network read."""
    employer = builders.an_employer(org_number="202100-5489")
    network = builders.a_network(employer)
    coordinator = builders.a_duty(DutyKind.COORDINATOR, network)
    link = actions.open_link(network, name="Andra", by=of(coordinator))
    return SimpleNamespace(employer=employer, network=network, coordinator=coordinator, link=link)


def a_supported_answer():
    place = a_place()
    manager = builders.an_employment(at=place.employer).person
    employee = builders.an_employment(at=place.employer, manager=manager).person
    read = actions.subscribe(place.network, name="Dom", address="https://dom.exempel.se/lista.json",
                             by=of(place.coordinator))  # fmt: skip
    row = {"id": str(uuid4()), "kind": "assignment", "title": "Uppdrag", "employer_name": "Verket",
           "published_at": "2026-11-23T08:00:00+01:00"}  # fmt: skip
    actions.read_next(ask=lambda address: json.dumps({"kollega": 1, "calls": [row]}).encode())
    made = actions.answer(read.calls.get(), statement="Ja.", phone="", by=of(employee), today=TODAY)
    actions.support(made, by=of(manager))
    return anew(made), employee, manager


def handing(asked):
    def ask(address, *, body):
        asked.append(address)
        return b"{}"

    return partial(actions.hand_over_next, ask=ask)


def test_workers_hand_an_answer_over_once():
    count = Count("hand over")
    for _ in range(ROUNDS):
        Handover.objects.all().delete()
        made, *_ = a_supported_answer()
        asked: list[str] = []
        count.race(*[handing(asked)] * 3)
        assert len(asked) == 1
        assert anew(made).state == State.HANDED
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_hands_it_over_several_times(monkeypatch):
    a_supported_answer()
    asked: list[str] = []
    without_locks(monkeypatch)
    slowly(monkeypatch, actions, "_answer_address")
    winners(*[handing(asked)] * 3)
    assert len(asked) > 1


def test_what_is_taken_back_is_not_handed_over_and_the_other_way_round():
    count = Count("withdraw against hand over")
    for _ in range(ROUNDS):
        Handover.objects.all().delete()
        made, employee, _ = a_supported_answer()
        asked: list[str] = []
        count.race(partial(actions.withdraw, made, by=of(employee)), handing(asked))
        assert (anew(made).state == State.HANDED) is bool(asked)
    count.show()


def test_twin_without_locks_hands_over_what_is_taken_back(monkeypatch):
    made, employee, _ = a_supported_answer()
    asked: list[str] = []
    without_locks(monkeypatch)
    slowly(monkeypatch, HANDOVER, "refusal")
    slowly(monkeypatch, actions, "_answer_address")
    won = winners(partial(actions.withdraw, made, by=of(employee)), handing(asked))
    assert asked
    assert won == 2 or anew(made).state == State.WITHDRAWN


def an_incoming(place):
    job = builders.a_recruitment(employer=place.employer, network=place.network, upto="approved", reach="network")
    recruiting.publish(job, by=of(job.contact), today=TODAY)
    said = {"id": str(uuid4()), "call": str(job.pk), "name": "A", "email": "a@b.se", "phone": "", "employer": "Verket",
            "supported_by": "Chef", "statement": "Ja."}  # fmt: skip
    return [partial(actions.receive, place.link, said=said)] * 3


def test_the_same_answer_is_received_once():
    count = Count("receive")
    for _ in range(ROUNDS):
        won, _ = count.race(*an_incoming(a_place()))
        assert len({got.pk for got in won}) == 1
    count.show()


def test_twin_without_lock_and_constraint_receives_it_several_times(monkeypatch):
    with without_constraint(Received, "an_answer_is_received_once"):
        place = a_place()
        jobs = an_incoming(place)
        without_locks(monkeypatch)
        slowly(monkeypatch, actions.queries, "shared_by")
        winners(*jobs)
        assert Received.objects.filter(link=place.link).count() > 1
