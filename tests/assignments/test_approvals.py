"""The approval of flows.md 5.0: sent back and mended, handed to a colleague, reminded of and escalated."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from kollega.assignments import actions, desk, queries
from kollega.assignments.models import Approval, Interest
from kollega.assignments.terms import InterestState, Rung
from kollega.core import clock
from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.outbox.models import Message
from kollega.pages.queries import around
from kollega.people.queries import actor
from tests import builders
from tests.builders import PLAN, anew, tasks_in, told, verbs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(today):
    return builders.Loan(today)


@pytest.fixture
def sent(loan, today):
    return builders.an_answer(loan.call, loan.employment, today)


@pytest.fixture
def deputy(loan):
    """Another manager at the lender, who has nothing to do with the employee."""
    return builders.an_employment(at=loan.lender).manager


def mend(loan, today, **changes):
    by = actor(anew(loan.employee), today)
    about = {"share": 80, "can_start_on": loan.call.starts_on, "statement": "Jag vill leda.", "has_talked": True}
    return actions.save_answer(loan.call, employment=loan.employment, by=by, today=today, **about | changes)


def decide(sent, person, today):
    actions.endorse(sent, rows=PLAN, message="", by=actor(anew(person), today), today=today)


def test_an_answer_that_was_sent_back_is_mended_and_asked_about_anew(loan, sent, today):
    actions.ask_more(sent, comment="När kan du börja?", by=loan.by(loan.manager), today=today)
    assert anew(sent).state == InterestState.RETURNED
    assert told("interest.returned.1") == {loan.employee, loan.contact}
    mended = mend(loan, today, statement="Jag vill leda, från mars.")
    actions.send(mended, by=loan.by(loan.employee), today=today)
    assert told("interest.sent.2") == {loan.manager}
    decide(mended, loan.manager, today)
    said = list(Approval.objects.values_list("execution", "word", "message"))
    assert said == [(1, "returned", "När kan du börja?"), (2, "yes", "")]
    assert verbs_of(sent) == ["interest.sent", "interest.returned", "interest.sent", "interest.endorsed"]
    assert anew(sent).statement == "Jag vill leda, från mars."
    assert list(faults()) == []


def test_more_is_asked_for_in_words_and_only_by_whoever_is_asked(loan, sent, today):
    with pytest.raises(Refused, match="Skriv varför"):
        actions.ask_more(sent, comment=" ", by=loan.by(loan.manager), today=today)
    with pytest.raises(Refused, match="närmaste chef"):
        actions.ask_more(sent, comment="När?", by=loan.by(loan.contact), today=today)
    assert not Approval.objects.exists()


def test_a_mended_answer_is_taken_after_the_last_day_while_the_receiver_chooses(loan, sent, today):
    actions.ask_more(sent, comment="När?", by=loan.by(loan.manager), today=today)
    late = loan.call.answer_by + timedelta(days=1)
    actions.let_the_day_come(late)
    actions.send(mend(loan, late), by=loan.by(loan.employee), today=late)
    assert (anew(sent).state, anew(sent).sent_on, anew(sent).asked_on) == ("sent", today, late)


def test_a_mended_answer_is_not_taken_once_the_assignment_is_called_off(loan, sent, today):
    actions.ask_more(sent, comment="När?", by=loan.by(loan.manager), today=today)
    actions.cancel(loan.call, by=loan.by(loan.leader), reason="Pengarna är slut.")
    with pytest.raises(Refused, match="tar inte emot fler"):
        actions.send(sent, by=loan.by(loan.employee), today=today)


def test_what_was_sent_back_may_be_taken_back_instead(loan, sent, today):
    actions.ask_more(sent, comment="När?", by=loan.by(loan.manager), today=today)
    actions.withdraw(sent, by=loan.by(loan.employee), today=today)
    assert told("interest.withdrawn") == {loan.manager}


def test_the_receiver_sees_nothing_of_how_the_question_went_about(loan, sent, deputy, today):
    actions.delegate(sent, to=deputy, message="", by=loan.by(loan.manager), today=today)
    actions.ask_more(sent, comment="När?", by=actor(deputy, today), today=today)
    assert not queries.interests_for(anew(loan.leader)).exists()
    assert not Message.objects.filter(person__in=[loan.leader, loan.their_contact]).exists()


def test_what_was_said_is_never_changed(loan, sent, today):
    decide(sent, loan.manager, today)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Approval.objects.update(word="no")
    assert Approval.objects.get().word == "yes"


def test_the_delegate_decides_and_the_manager_only_sees(loan, sent, deputy, today):
    actions.delegate(sent, to=deputy, message="Du känner uppdraget.", by=loan.by(loan.manager), today=today)
    assert told("interest.delegated.20261123090000") == {deputy}
    assert told("interest.passed_on.20261123090000") == {loan.employee}
    with pytest.raises(Refused, match="lämnad till en kollega"):
        decide(sent, loan.manager, today)
    assert sent in queries.interests_for(anew(loan.manager))
    decide(sent, deputy, today)
    assert told("interest.endorsed") == {loan.employee, loan.contact, loan.manager}
    assert [a.said for a in anew(sent).approvals.all()] == [
        f"{loan.manager} lämnade frågan till {deputy}", f"{deputy} sa ja",
    ]  # fmt: skip
    assert sent in queries.interests_for(anew(loan.manager))


def test_a_delegate_who_is_away_has_a_substitute(loan, sent, deputy, today):
    actions.delegate(sent, to=deputy, message="", by=loan.by(loan.manager), today=today)
    substitute = builders.a_substitute(deputy, loan.lender)
    assert len(tasks_in(desk.piles_for(anew(substitute), today))) == 1
    decide(sent, substitute, today)


def test_the_managers_substitute_of_today_may_be_asked_and_others_may_not(loan, sent, deputy, today):
    substitute = builders.a_substitute(loan.manager, loan.lender)
    former = builders.a_substitute(loan.manager, loan.lender, to_on=today - timedelta(days=1))
    theirs = builders.an_employment(at=loan.receiver).manager
    asked = set(queries.may_be_asked(sent, today))
    assert {substitute, deputy} <= asked
    assert not asked & {former, theirs, loan.manager, loan.employee}
    for other in (former, theirs, builders.an_employment(at=loan.lender).person, loan.contact, loan.leader):
        with pytest.raises(Refused, match="Välj en chef hos er"):
            actions.delegate(sent, to=other, message="", by=loan.by(loan.manager), today=today)
    assert anew(sent).delegate is None


def test_nobody_is_asked_about_their_own_answer(loan, sent, today):
    builders.an_employment(at=loan.lender, manager=loan.employee)
    with pytest.raises(Refused, match="sin egen anmälan"):
        actions.delegate(sent, to=loan.employee, message="", by=loan.by(loan.manager), today=today)


def test_only_whoever_is_asked_hands_over(loan, sent, deputy, today):
    for person in (loan.employee, loan.contact, loan.head, loan.leader, deputy):
        with pytest.raises(Refused):
            actions.delegate(sent, to=deputy, message="", by=loan.by(person), today=today)


def test_the_manager_takes_the_question_back(loan, sent, deputy, today):
    by = loan.by(loan.manager)
    with pytest.raises(Refused, match="kan ta tillbaka"):
        actions.take_back(sent, by=by, today=today)
    actions.delegate(sent, to=deputy, message="", by=by, today=today)
    with pytest.raises(Refused, match="kan ta tillbaka"):
        actions.take_back(sent, by=actor(deputy, today), today=today)
    actions.take_back(sent, by=by, today=today)
    assert told("interest.taken_back.20261123090000") == {deputy}
    with pytest.raises(Refused, match="närmaste chef"):
        decide(sent, deputy, today)
    assert not queries.interests_for(anew(deputy)).exists()
    decide(sent, loan.manager, today)


def test_a_delegate_without_duties_still_meets_the_task(loan, sent, today):
    substitute = builders.a_substitute(loan.manager, loan.lender)
    actions.delegate(sent, to=substitute, message="", by=loan.by(loan.manager), today=today)
    substitute.substitutes_for.all().delete()
    substitute = anew(substitute)
    assert around(substitute, today).may_have_tasks
    assert [t.title for t in tasks_in(desk.piles_for(substitute, today))] == [
        f"Ta ställning till utlåning av {loan.employee}"
    ]


def test_what_was_sent_back_waits_for_the_employee(loan, sent, today):
    actions.ask_more(sent, comment="När?", by=loan.by(loan.manager), today=today)
    employee = anew(loan.employee)
    assert around(employee, today).may_have_tasks
    assert [t.button for t in tasks_in(desk.piles_for(employee, today))] == ["Komplettera"]


DAYS = [(date(2026, 12, 1), Rung.REMINDED), (date(2026, 12, 8), Rung.REMINDED_AGAIN),
        (date(2026, 12, 15), Rung.CONTACT), (date(2026, 12, 22), Rung.HEAD)]  # fmt: skip


def climb(upto):
    for day, rung in DAYS:
        if rung <= upto:
            assert actions.let_the_day_come(day - timedelta(days=1)) in {0, 1}  # the call's own last day is among them
            with clock.at(day):
                assert actions.let_the_day_come(day) == 1
                assert actions.let_the_day_come(day) == 0


def test_the_clock_reminds_twice_and_then_turns_to_the_contact_and_the_head(loan, sent):
    climb(Rung.HEAD)
    assert anew(sent).state == InterestState.SENT, "the clock never decides"
    assert told("interest.reminded.1.2026-12-01") == told("interest.reminded.2.2026-12-08") == {loan.manager}
    assert told("interest.reminded.3.2026-12-15") == {loan.contact}
    assert told("interest.reminded.4.2026-12-22") == {loan.head}
    for day, rung in DAYS:
        assert told(f"interest.waits.{int(rung)}.{day}") == {loan.employee}
    assert verbs_of(sent) == ["interest.sent", "interest.escalated_to_contact", "interest.escalated_to_head"]
    assert [e.actor for e in Entry.objects.filter(verb__startswith="interest.escalated")] == [None, None]


def test_a_clock_that_stood_still_takes_one_rung_a_day(loan, sent):
    for rung, day in enumerate(("2027-03-01", "2027-03-02", "2027-03-03", "2027-03-04"), 1):
        actions.let_the_day_come(date.fromisoformat(day))
        assert anew(sent).rung == rung


@pytest.mark.parametrize(("rung", "may"), [
    (Rung.REMINDED_AGAIN, set()), (Rung.CONTACT, {"contact"}), (Rung.HEAD, {"contact", "head"}),
])  # fmt: skip
def test_those_who_are_called_on_may_decide_or_remind(loan, sent, today, rung, may):
    Interest.objects.update(rung=rung)
    for who in ("contact", "head", "finance", "their_contact", "their_head", "leader"):
        person = anew(getattr(loan, who))
        if who in may:
            assert len(tasks_in(desk.piles_for(person, today))) == 1
            assert sent in queries.interests_for(person)
            Interest.objects.update(nudged_on=None)
            actions.remind(sent, by=actor(person, today), today=today)
            with pytest.raises(Refused, match="redan skickats i dag"):
                actions.remind(sent, by=actor(person, today), today=today)
        else:
            with pytest.raises(Refused, match="inte kommit till dig"):
                actions.remind(sent, by=actor(person, today), today=today)
            with pytest.raises(Refused, match="närmaste chef"):
                decide(sent, person, today)
    if may:
        assert told(f"interest.nudged.{today}") == {loan.manager}
        decide(sent, getattr(loan, sorted(may)[-1]), today)
        assert told("interest.endorsed") == {loan.employee, loan.contact, loan.manager}


def test_a_contact_who_has_answered_themself_is_not_asked_about_it(loan, today):
    own = builders.an_employment(loan.contact, at=loan.lender)
    interest = builders.an_answer(loan.call, own, today)
    Interest.objects.update(rung=Rung.HEAD)
    with pytest.raises(Refused, match="din egen anmälan"):
        decide(interest, loan.contact, today)
    assert not [t for t in tasks_in(desk.piles_for(anew(loan.contact), today)) if "Ta ställning" in t.title]


def test_handing_over_gives_new_days_but_leaves_the_contact_who_was_called_on(loan, sent, deputy, today):
    Interest.objects.update(rung=Rung.REMINDED_AGAIN, reminded_on=today)
    actions.delegate(sent, to=deputy, message="", by=loan.by(loan.manager), today=today)
    assert (anew(sent).rung, anew(sent).reminded_on) == (Rung.ASKED, None)
    Interest.objects.update(rung=Rung.CONTACT)
    actions.take_back(sent, by=loan.by(loan.manager), today=today)
    assert anew(sent).rung == Rung.CONTACT


def test_the_mail_leads_to_the_page_and_reading_it_decides_nothing(loan, sent, client, today):
    url = Message.objects.get(key__startswith="interest.sent").url
    client.force_login(loan.manager)
    before = Entry.objects.count()
    page = client.get(url)
    assert page.status_code == 200
    assert "Skicka svar" in page.content.decode()
    assert client.get(f"{url}svar/").status_code == 405
    assert (anew(sent).state, Entry.objects.count()) == (InterestState.SENT, before)
