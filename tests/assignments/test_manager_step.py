"""When the receiver sees an answer: by the network's rule when it was sent, whatever the rule is now."""

from itertools import product

import pytest

from kollega.assignments import actions, queries, rules
from kollega.assignments.models import Interest
from kollega.assignments.terms import InterestState
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.networks import actions as networks
from kollega.networks.terms import ManagerStep
from kollega.outbox.models import Message
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, told

pytestmark = pytest.mark.django_db
VISIBLE, OFFER = ManagerStep


@pytest.fixture
def loan(today):
    return builders.Loan(today)


def ask(loan, step):
    networks.ask_managers(loan.network, step=step, by=None)


def sees(person, interest):
    return interest in queries.interests_for(anew(person))


@pytest.mark.parametrize(("state", "step"), list(product(InterestState, ManagerStep)))
def test_the_rule_says_the_same_in_python_and_in_the_database(loan, today, state, step):
    interest = builders.an_answer(loan.call, loan.employment, today)
    outcome = "done" if state == InterestState.DONE else ""
    Interest.objects.update(state=state, manager_step=step, not_selected_because="filled", outcome=outcome)
    shown = Interest.objects.filter(queries.to_the_receiver()).exists()
    assert shown is rules.is_shown(state, step) is sees(loan.leader, interest)
    assert (interest in queries.answers_to(loan.call)) is shown


def test_an_answer_that_is_shown_at_once_is_chosen_after_the_yes(loan, today):
    ask(loan, OFFER)
    interest = builders.an_answer(loan.call, loan.employment, today)
    assert sees(loan.leader, interest)
    assert told("interest.arrived") == {loan.leader}
    with pytest.raises(Refused, match="redan hanterats"):
        actions.select(interest, by=loan.by(loan.leader), today=today)
    actions.endorse(interest, rows=builders.PLAN, message="", by=loan.by(loan.manager), today=today)
    assert told("interest.may_be_chosen") == {loan.leader}
    assert actions.select(interest, by=loan.by(loan.leader), today=today)


def test_a_no_to_an_answer_that_was_shown_is_told_there_without_why(loan, today):
    ask(loan, OFFER)
    interest = builders.an_answer(loan.call, loan.employment, today)
    actions.decline(interest, reason="Vi är för få.", by=loan.by(loan.manager), today=today)
    assert not sees(loan.leader, interest)
    assert told("interest.gone") == {loan.leader}
    assert not [m for m in Message.objects.filter(person=loan.leader) if "för få" in m.subject + m.text]


def test_taken_back_within_the_minute_neither_side_is_told(loan, today):
    ask(loan, OFFER)
    interest = builders.an_answer(loan.call, loan.employment, today)
    actions.withdraw(interest, by=loan.by(loan.employee), today=today)
    assert not Message.objects.filter(recalled_at__isnull=True).exists()


def test_a_change_reveals_nothing_that_was_sent_before_and_hides_nothing(loan, today):
    before = builders.an_answer(loan.call, loan.employment, today)
    ask(loan, OFFER)
    after = builders.an_answer(loan.call, builders.an_employment(at=loan.lender), today)
    assert (sees(loan.leader, before), sees(loan.leader, after)) == (False, True)
    ask(loan, VISIBLE)
    assert (sees(loan.leader, before), sees(loan.leader, after)) == (False, True)


def test_a_mended_answer_keeps_the_rule_it_was_first_sent_under(loan, today):
    interest = builders.an_answer(loan.call, loan.employment, today)
    actions.ask_more(interest, comment="När?", by=loan.by(loan.manager), today=today)
    ask(loan, OFFER)
    actions.send(interest, by=loan.by(loan.employee), today=today, shown=OFFER)
    assert not sees(loan.leader, interest)


def test_an_answer_is_not_sent_under_another_rule_than_the_employee_read(loan, today):
    by = actor(loan.employee, today)
    about = {"share": 80, "can_start_on": loan.call.starts_on, "statement": "Jag.", "has_talked": True}
    interest = actions.save_answer(loan.call, employment=loan.employment, by=by, today=today, **about)
    ask(loan, OFFER)
    with pytest.raises(Refused, match="Nätverket har ändrat"):
        actions.send(interest, by=by, today=today, shown=VISIBLE)
    assert anew(interest).state == InterestState.DRAFT
    actions.send(interest, by=by, today=today, shown=OFFER)


def test_the_log_keeps_who_chose_what(loan):
    coordinator = builders.a_duty("coordinator", loan.network)
    for step in (OFFER, OFFER, VISIBLE):
        networks.ask_managers(loan.network, step=step, by=coordinator)
    said = list(Entry.objects.order_by("number").values_list("verb", "actor"))
    assert said == [("network.shown_at_once", coordinator.pk), ("network.manager_asked_first", coordinator.pk)]


def test_the_receiver_reads_that_the_manager_has_not_answered(loan, client, today):
    ask(loan, OFFER)
    interest = builders.an_answer(loan.call, loan.employment, today)
    actions.ask_more(interest, comment="Hemligt skäl", by=loan.by(loan.manager), today=today)
    client.force_login(loan.leader)
    for path in (f"/anmalan/{interest.pk}/", f"/uppdrag/{loan.call.pk}/"):
        page = client.get(path).content.decode()
        assert "Chefen har inte svarat" in page
        assert "Hemligt skäl" not in page
        assert "kompletter" not in page
