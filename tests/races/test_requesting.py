"""The person takes their yes back, and two askers choose the same person, at the same moment."""

from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest

from kollega.core.log import faults
from kollega.lending.models import Agreement
from kollega.people.queries import actor
from kollega.requesting import actions
from tests import builders
from tests.builders import anew
from tests.races.rounds import ROUNDS, Count, winners

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = {"title": "Testledare", "tasks": "Leda test.", "place": "Sundsvall", "share": 50,
         "starts_on": date(2027, 3, 1), "ends_on": date(2027, 6, 30)}  # fmt: skip


def offered(today, askers=2):
    """Return a loan's two members and one offer, which contacts at several members have a yes to choose by."""
    loan = builders.Loan(today)
    about = {"about": "Van.", "share": 100, "from_on": today, "to_on": date(2027, 6, 30)}
    made = actions.offer(
        employment=loan.employment, network=loan.network, by=loan.by(loan.manager), today=today, **about
    )
    actions.consent(made, by=loan.by(loan.employee), today=today)
    named = []
    for _ in range(askers):
        employer = builders.an_employer()
        builders.Membership.objects.create(network=loan.network, employer=employer, from_on=builders.LONG_AGO)
        by = actor(builders.a_duty("contact", employer), today)
        request = actions.ask(asker=employer, asked=loan.lender, by=by, today=today, offer=made, **ABOUT)
        suggestion = request.suggestions.get()
        actions.accept(suggestion, by=loan.by(loan.employee), today=today)
        named.append((anew(suggestion), by))
    return loan, made, named


def choosers(today):
    """Return the two who choose the same person at the same moment."""
    loan, made, named = offered(today)
    return loan, made, [partial(actions.choose, suggestion, by=by, today=today) for suggestion, by in named]


def test_one_of_two_who_ask_gets_the_person_who_is_offered(today):
    count = Count("two choose one who is offered")
    for _ in range(ROUNDS):
        loan, made, jobs = choosers(today)
        won, refused = count.race(*jobs)
        assert (len(won), len(refused)) == (1, 1)
        assert Agreement.objects.filter(employment=loan.employment).count() == 1
        assert anew(made).state == "matched"
    assert list(faults()) == []
    count.show()


def test_twin_without_the_offers_own_step_both_get_the_person(today, monkeypatch):
    _, _, jobs = choosers(today)  # the offer is made while its own table still stands
    monkeypatch.setattr(actions, "OFFER", SimpleNamespace(take=lambda *_, **__: None))
    monkeypatch.setattr(actions, "_drop", lambda *_: None)
    assert winners(*jobs) > 1


def test_a_yes_that_is_taken_back_while_it_is_chosen_is_one_of_the_two(today):
    count = Count("refuse/choose")
    for _ in range(ROUNDS):
        loan, _, ((suggestion, by),) = offered(today, askers=1)
        won, refused = count.race(
            partial(actions.choose, suggestion, by=by, today=today),
            partial(actions.refuse, anew(suggestion), by=loan.by(loan.employee), today=today),
        )
        assert (len(won), len(refused)) == (1, 1)
        assert Agreement.objects.filter(origin=suggestion.pk).exists() is (anew(suggestion).state == "chosen")
    assert list(faults()) == []
    count.show()
