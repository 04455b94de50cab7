"""Several decide, select and withdraw at the same moment: one wins, and the others read why."""

import time
from datetime import datetime
from functools import partial

import pytest

from kollega.assignments import actions, notices, queries
from kollega.assignments.actions import answers, approvals, choosing
from kollega.assignments.models import Approval, Interest, Talk
from kollega.assignments.terms import CallState, InterestState
from kollega.core import clock, meetings
from kollega.core.log import Entry, faults
from kollega.lending.models import Agreement
from kollega.networks import actions as networks
from kollega.networks.terms import ManagerStep
from kollega.people.queries import actor
from tests import builders
from tests.builders import PLAN, anew
from tests.races.rounds import ROUNDS, TWIN_ROUNDS, Count, slowly, winners, without_constraint, without_locks
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def deciders(today, *, only_no=False):
    """Return the manager and three substitutes, half of whom say yes and half no, to one new answer."""
    loan = builders.Loan(today)
    interest = builders.an_answer(loan.call, loan.employment, today)
    people = [loan.manager, *(builders.a_substitute(loan.manager, loan.lender) for _ in range(3))]
    jobs = []
    for number, person in enumerate(people):
        by, seen = actor(anew(person), today), anew(interest)
        if number % 2 or only_no:
            jobs.append(partial(actions.decline, seen, reason="Nej.", by=by, today=today))
        else:
            jobs.append(partial(actions.endorse, seen, rows=PLAN, message="", by=by, today=today))
    return interest, jobs


def test_the_manager_and_three_substitutes_give_one_word(today):
    count = Count("decide")
    for _ in range(ROUNDS):
        interest, jobs = deciders(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert set(refused) == {"Anmälan har redan hanterats. Ladda om sidan för att se läget."}
        word = Approval.objects.get(interest=interest)
        assert anew(interest).state == (InterestState.ENDORSED if word.is_yes else InterestState.NOT_ENDORSED)
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraint_several_words_are_given(today, monkeypatch):
    without_locks(monkeypatch)
    monkeypatch.setattr(notices, "declined", lambda *_, **__: time.sleep(0.1))
    with without_constraint(Approval, "one_word_each_time_it_is_asked"):
        assert max(winners(*deciders(today, only_no=True)[1]) for _ in range(3)) > 1


def choosers(today):
    """Return four who each select another answer to a call with one seat: two announcers' hands, two contacts'."""
    loan = builders.Loan(today)
    second = builders.a_duty("contact", loan.receiver)
    people = [loan.leader, builders.a_substitute(loan.leader, loan.receiver), loan.their_contact, second]
    interests = []
    for _ in people:
        lender = builders.an_employer()
        builders.Membership.objects.create(network=loan.network, employer=lender, from_on=builders.LONG_AGO)
        interests.append(builders.an_endorsed_answer(loan.call, builders.an_employment(at=lender), today))
    jobs = [
        partial(actions.select, anew(interest), by=actor(anew(person), today), today=today)
        for interest, person in zip(interests, people, strict=True)
    ]
    return loan.call, jobs


def test_the_last_seat_is_given_to_one_of_four(today):
    count = Count("last seat")
    for _ in range(ROUNDS):
        call, jobs = choosers(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert set(refused) == {"Alla platser är tillsatta. Någon annan hann välja före dig."}
        assert Interest.objects.filter(call=call, state=InterestState.SELECTED).count() == 1
        assert anew(call).state == CallState.STAFFED
    assert Agreement.objects.count() == ROUNDS
    assert list(faults()) == []
    count.show()


def test_twin_without_the_calls_lock_the_last_seat_is_given_to_several(today, monkeypatch):
    without_locks(monkeypatch)
    monkeypatch.setattr(choosing, "hold_all", lambda owners: None)
    slowly(monkeypatch, notices, "selected")
    assert max(winners(*choosers(today)[1]) for _ in range(3)) > 1


def withdrawn_while_selected(today):
    loan = builders.Loan(today)
    interest = builders.an_endorsed_answer(loan.call, loan.employment, today)
    return interest, [
        partial(actions.withdraw, anew(interest), by=loan.by(loan.employee), today=today),
        partial(actions.select, anew(interest), by=loan.by(loan.leader), today=today),
    ]


def test_an_answer_that_is_withdrawn_while_it_is_selected_is_one_of_the_two(today):
    count = Count("withdraw/select")
    for _ in range(ROUNDS):
        interest, jobs = withdrawn_while_selected(today)
        won, refused = count.race(*jobs)
        assert (len(won), len(refused)) == (1, 1)
        is_selected = anew(interest).state == InterestState.SELECTED
        assert Agreement.objects.filter(origin=interest.pk).exists() is is_selected
    assert list(faults()) == []
    count.show()


def test_twin_without_one_order_of_locks_withdrawing_and_selecting_lock_each_other_out(today, monkeypatch):
    slowly(monkeypatch, choosing, "hold_all")
    slowly(monkeypatch, choosing, "held")
    slowly(monkeypatch, answers, "held")
    real = choosing.held
    monkeypatch.setattr(choosing, "held", lambda i: i if i.__dict__.get("is_unlocked") else real(i))
    met = []
    for _ in range(TWIN_ROUNDS):
        _, jobs = withdrawn_while_selected(today)
        jobs[1].args[0].is_unlocked = True
        met += [o for o in together(*jobs) if isinstance(o, Exception)]
        if any("deadlock" in str(o) for o in met):
            break
    assert any("deadlock" in str(o) for o in met)


def withdrawn_while_decided(today):
    """Return an answer handed to a colleague, which the manager takes back, the colleague declines, a substitute of
    theirs supports and the employee withdraws, all at once."""
    loan = builders.Loan(today)
    deputy = builders.an_employment(at=loan.lender).manager
    interest = builders.an_answer(loan.call, loan.employment, today)
    actions.delegate(interest, to=deputy, message="", by=loan.by(loan.manager), today=today)
    substitute = builders.a_substitute(deputy, loan.lender)
    return interest, [
        partial(actions.withdraw, anew(interest), by=loan.by(loan.employee), today=today),
        partial(actions.take_back, anew(interest), by=loan.by(loan.manager), today=today),
        partial(actions.decline, anew(interest), reason="Nej.", by=actor(anew(deputy), today), today=today),
        partial(actions.endorse, anew(interest), rows=PLAN, message="", by=actor(anew(substitute), today), today=today),
    ]


ENDS = {InterestState.WITHDRAWN: [], InterestState.NOT_ENDORSED: ["no"], InterestState.ENDORSED: ["yes"]}


def test_manager_delegate_substitute_and_employee_at_once_leave_one_story(today):
    count = Count("delegate/withdraw")
    for _ in range(ROUNDS):
        interest, jobs = withdrawn_while_decided(today)
        count.race(*jobs)
        words = list(Approval.objects.filter(interest=interest).values_list("word", flat=True))
        assert words.count("delegated") == 1
        final = [w for w in words if w not in {"delegated", "taken_back"}]
        left = anew(interest)
        # Withdrawing may follow a yes; then the yes stands in the story, and nothing comes after a no.
        assert final in (ENDS[left.state], ["yes"])
        assert ("taken_back" in words) is (left.delegate_id is None)
        assert not (left.delegate_id is None and final), "a colleague decided what had been taken back"
    assert list(faults()) == []
    count.show()


def two_delegates(today):
    """Return an answer that the manager and their substitute hand to a colleague each."""
    loan = builders.Loan(today)
    interest = builders.an_answer(loan.call, loan.employment, today)
    people = [loan.manager, builders.a_substitute(loan.manager, loan.lender)]
    return interest, [
        partial(
            actions.delegate, anew(interest), to=builders.an_employment(at=loan.lender).manager, message="",
            by=actor(anew(person), today), today=today,
        )
        for person in people
    ]  # fmt: skip


def test_a_question_goes_to_one_of_two_colleagues(today):
    count = Count("two delegates")
    for _ in range(ROUNDS):
        interest, jobs = two_delegates(today)
        won, refused = count.race(*jobs)
        assert (len(won), len(refused)) == (1, 1)
        assert Approval.objects.get(interest=interest).to_id == anew(interest).delegate_id
    count.show()


def test_twin_without_locks_a_question_goes_to_both_colleagues(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, approvals, "why_not_delegate")
    assert max(winners(*two_delegates(today)[1]) for _ in range(3)) > 1


def sent_while_the_rule_changes(today):
    """Return an answer that is sent as hidden until the yes, while the coordinator lets answers be seen at once."""
    loan = builders.Loan(today)
    by, about = loan.by(loan.employee), {"share": 80, "statement": "Jag.", "has_talked": True}
    interest = actions.save_answer(
        loan.call, employment=loan.employment, by=by, today=today, can_start_on=loan.call.starts_on, **about
    )
    return loan, interest, [
        partial(actions.send, anew(interest), by=by, today=today, shown=ManagerStep.BEFORE_VISIBLE),
        partial(networks.ask_managers, anew(loan.network), step=ManagerStep.BEFORE_OFFER, by=None),
    ]  # fmt: skip


def test_an_answer_sent_as_hidden_is_never_shown_by_a_change_at_the_same_moment(today):
    count = Count("sent/rule changes")
    for _ in range(ROUNDS):
        loan, interest, jobs = sent_while_the_rule_changes(today)
        _, refused = count.race(*jobs)
        assert not queries.interests_for(anew(loan.leader)).filter(pk=interest.pk).exists()
        assert anew(interest).state == (InterestState.DRAFT if refused else InterestState.SENT)
    count.show()


def test_twin_an_answer_that_only_follows_the_rule_of_the_moment_is_shown(today, monkeypatch):
    monkeypatch.setattr(answers, "why_not_as_shown", lambda *_, **__: None)
    shown = 0
    for _ in range(TWIN_ROUNDS):
        loan, interest, jobs = sent_while_the_rule_changes(today)
        send, change = jobs
        together(lambda send=send: (time.sleep(0.1), send()), change)
        shown += queries.interests_for(anew(loan.leader)).filter(pk=interest.pk).exists()
    assert shown


def takers(today):
    """Return three on a shortlist who all take the same time."""
    loan = builders.Loan(today, seats=3)
    starts = [datetime(2026, 12, 2, 9, tzinfo=clock.STOCKHOLM)]
    actions.offer_times(loan.call, starts=starts, minutes=45, place="Storgatan 1", by=loan.by(loan.leader))
    time_ = loan.call.times.get()
    jobs = []
    for _ in range(3):
        interest = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
        actions.shortlist(interest, by=loan.by(loan.leader), today=today)
        by = actor(anew(interest.employment.person), today)
        jobs.append(partial(actions.take_time, anew(time_), interest=anew(interest), by=by))
    return time_, jobs


def test_one_of_three_takes_the_time(today):
    count = Count("take a time")
    for _ in range(ROUNDS):
        time_, jobs = takers(today)
        won, refused = count.race(*jobs)
        assert (len(won), set(refused)) == (1, {"Tiden är inte längre ledig. Välj en annan."})
        assert Talk.objects.get(interest__call=time_.call).interest_id == anew(time_).taken_by_id
    count.show()


def test_twin_that_looks_first_and_takes_then_gives_the_time_to_several(today, monkeypatch):
    def looks_first(free, interest):
        is_free = free.filter(taken_by__isnull=True).exists()
        time.sleep(0.1)
        return is_free and free.update(taken_by=interest) == 1

    monkeypatch.setattr(meetings, "_is_first", looks_first)
    monkeypatch.setattr(Entry, "write", classmethod(lambda cls, *_, **__: None))
    assert max(winners(*takers(today)[1]) for _ in range(3)) > 1
