"""Getting ready for a loan's start and end, the talk about the return, and how it went."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils.html import escape

from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.lending import actions, desk
from kollega.lending.models import Evaluation, Point, SignOff
from kollega.lending.rules import around
from kollega.lending.terms import POINTS, AgreementState, Moment, Party, Role
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import an_actor, anew, tasks_in, told, verbs_of

LENDER, RECEIVER, EMPLOYEE, MANAGER, LEADER = (uuid4() for _ in range(5))
SECRET = "JBSWY3DPEHPK3PXP"
ACTORS = {
    "employee": an_actor(EMPLOYEE, duties=[(DutyKind.CONTACT, LENDER)]), "manager": an_actor(MANAGER),
    "leader": an_actor(LEADER), "leader's substitute": an_actor(stands_in_for=[(LEADER, RECEIVER)]),
    "lender": an_actor(duties=[(DutyKind.CONTACT, LENDER)]),
    "receiver": an_actor(duties=[(DutyKind.CONTACT, RECEIVER)]),
    "head": an_actor(duties=[(DutyKind.HEAD_OF_HR, LENDER)]), "stranger": an_actor(),
}  # fmt: skip
SIDES = {"manager": ["lender"], "lender": ["lender"], "leader": ["receiver"], "leader's substitute": ["receiver"],
         "receiver": ["receiver"]}  # fmt: skip


def an_agreement(state=AgreementState.NOTICE):
    return SimpleNamespace(
        state=state, lender_id=LENDER, receiver_id=RECEIVER, leader_id=LEADER,
        employment=SimpleNamespace(person_id=EMPLOYEE, manager_id=MANAGER),
    )  # fmt: skip


@pytest.mark.parametrize("who", ACTORS)
def test_each_writes_for_their_own_employer_and_the_employee_for_neither(who):
    assert around.parties_preparing(ACTORS[who], an_agreement()) == SIDES.get(who, [])


@pytest.mark.parametrize("state", AgreementState)
def test_a_list_is_open_at_its_time(state):
    by = ACTORS["manager"]
    for moment, open_in in ((Moment.START, {"notice", "active"}), (Moment.RETURN, {"returning"})):
        said = around.why_not_prepare(by, an_agreement(state), moment, Party.LENDER, is_signed_off=False)
        assert (said is None) == (state in open_in)
        assert around.why_not_prepare(by, an_agreement(state), moment, Party.LENDER, is_signed_off=True)


def point(*, is_done):
    return SimpleNamespace(is_done=is_done, text="Konto")


def test_a_side_is_done_when_nothing_is_left():
    assert around.why_not_sign_off([point(is_done=True)]) is None
    assert "1 punkt är inte klar: Konto" in around.why_not_sign_off([point(is_done=True), point(is_done=False)])
    assert "2 punkter" in around.why_not_sign_off([point(is_done=False)] * 2)


@pytest.mark.parametrize(("left", "due"), [(8, None), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)])
def test_the_clock_reminds_a_week_and_a_day_before(today, left, due):
    assert around.reminder_before(today + timedelta(days=left), today) == due


def test_every_list_has_points_for_both_sides():
    for moment in Moment:
        rows = around.points_of(moment)
        assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
        assert {row["party"] for row in rows} == {Party.LENDER, Party.RECEIVER}
        assert all(len(row["text"]) <= 200 for row in rows)


def test_five_have_answered_before_a_mean_is_shown():
    four = [(Role.LEADER, [5, 4, 3, 2])] * 4
    assert all(mean is None for _, _, _, mean in around.averages(four))
    found = around.averages([*four, (Role.LEADER, [0, 4, 3, 2])])
    assert [mean for role, _, count, mean in found if count == 5] == [4.0, 4.0, 3.0, 2.0]


def all_of(agreement, moment, party):
    return list(agreement.points.filter(moment=moment, party=party).values_list("pk", flat=True))


@pytest.mark.django_db
def test_both_sides_get_ready_and_all_are_told(today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    assert agreement.points.count() == len(POINTS[Moment.START])
    mine = all_of(agreement, "start", "lender")
    about = {"moment": "start", "party": "lender", "by": loan.by(loan.manager)}
    with pytest.raises(Refused, match="4 punkter är inte klara"):
        actions.sign_off(agreement, today=today, **about)
    assert actions.prepare(agreement, ready=mine[:3], unneeded=mine[3:], **about) == 4
    assert actions.prepare(agreement, ready=mine[:3], unneeded=mine[3:], **about) == 0
    actions.sign_off(agreement, today=today, **about)
    with pytest.raises(Refused, match="redan klarmarkerad"):
        actions.prepare(agreement, ready=[], unneeded=[], **about)
    assert told("agreement.start_ready.1") == set()
    theirs = {"moment": "start", "party": "receiver", "by": loan.by(loan.leader)}
    actions.prepare(agreement, ready=all_of(agreement, "start", "receiver"), unneeded=[], **theirs)
    actions.sign_off(agreement, today=today, **theirs)
    assert {loan.employee, loan.manager, loan.leader, loan.contact} <= told("agreement.start_ready.1")
    done = ["agreement.start_prepared", "agreement.start_signed_off"]
    assert verbs_of(agreement)[-4:] == done * 2


@pytest.mark.django_db
def test_nobody_ticks_the_others_points(today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    theirs = all_of(agreement, "start", "receiver")
    about = {"moment": "start", "ready": theirs, "unneeded": []}
    for person in (loan.manager, loan.employee, loan.head):
        with pytest.raises(Refused, match="var och en för sin sida"):
            actions.prepare(agreement, party="receiver", by=loan.by(person), **about)
    actions.prepare(agreement, party="lender", by=loan.by(loan.manager), **about)
    assert not Point.objects.filter(ready_at__isnull=False).exists()


@pytest.mark.django_db
def test_the_clock_reminds_the_sides_that_are_not_done_and_starts_the_loan_all_the_same(today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    actions.prepare(
        agreement, moment="start", party="lender", ready=all_of(agreement, "start", "lender"), unneeded=[],
        by=loan.by(loan.manager),
    )  # fmt: skip
    actions.sign_off(agreement, moment="start", party="lender", by=loan.by(loan.manager), today=today)
    for days in (9, 7, 6, 1):
        actions.let_the_day_come(agreement.first_day - timedelta(days=days))
    assert told("agreement.start_not_ready.7.1") == {loan.leader, loan.their_contact}
    assert told("agreement.start_not_ready.1.1") == {loan.leader, loan.their_contact}
    actions.let_the_day_come(agreement.first_day)
    assert anew(agreement).state == AgreementState.ACTIVE


@pytest.mark.django_db
def test_a_loan_that_goes_on_is_prepared_for_its_return_again(today):
    loan = builders.Loan(today)
    agreement = loan.running(on=date(2027, 4, 5))
    assert agreement.state == AgreementState.RETURNING
    about = {"moment": "return", "party": "lender", "by": loan.by(loan.manager)}
    actions.prepare(agreement, ready=all_of(agreement, "return", "lender"), unneeded=[], **about)
    actions.sign_off(agreement, today=loan.today, **about)
    loan.extended_by_two(agreement)
    loan.signs(loan.fresh(agreement), loan.employee)
    assert not SignOff.objects.exists()
    assert not Point.objects.filter(moment="return", ready_at__isnull=False).exists()


@pytest.mark.django_db
def test_the_talk_is_set_moved_and_reminded_of(client, today):
    loan = builders.Loan(today)
    agreement = loan.running(on=date(2027, 4, 5))
    with clock.at(loan.today):
        at = datetime(2027, 4, 20, 13, 30, tzinfo=clock.STOCKHOLM)
        about = {"place": "Rum 4", "by": loan.by(loan.manager), "today": loan.today}
        actions.plan_talk(agreement, at=at, **about)
        with pytest.raises(Refused, match="inte har varit"):
            actions.plan_talk(agreement, at=datetime(2027, 4, 1, 9, 0, tzinfo=clock.STOCKHOLM), **about)
        moved = actions.plan_talk(agreement, at=at + timedelta(days=1), **about)
        assert moved.sequence == 1
        assert told("agreement.talk_planned.1.1") == {loan.employee, loan.manager}
        client.force_login(loan.employee)
        calendar = client.get(f"/utlaning/{agreement.pk}/samtal.ics").content.decode()
        assert "DTSTART:20270421T113000Z" in calendar
        assert "SEQUENCE:1" in calendar
        actions.let_the_day_come(date(2027, 4, 20))
    assert told("agreement.talk_tomorrow.1.1") == {loan.employee, loan.manager}


@pytest.mark.django_db
def test_three_say_how_it_went_once_and_nobody_reads_the_employee(client, today):
    loan = builders.Loan(today)
    agreement = loan.running(on=date(2027, 4, 30))
    marks = {"marks": [5, 4, 4, 5], "words": "Bra."}
    with pytest.raises(Refused, match="när lånet är slut"):
        actions.evaluate(agreement, by=loan.by(loan.employee), **marks)
    actions.confirm_return(agreement, by=loan.by(loan.manager), today=loan.today)
    waiting = tasks_in(desk.piles_for(loan.employee, loan.today))
    assert [task.title for task in waiting] == [f"Säg hur lånet av {loan.employee} gick"]
    for person in (loan.employee, loan.manager, loan.leader):
        actions.evaluate(agreement, by=loan.by(person), **marks)
        with pytest.raises(Refused, match="redan svarat"):
            actions.evaluate(agreement, by=loan.by(person), **marks)
    for person in (loan.contact, loan.finance):
        with pytest.raises(Refused, match="svarar"):
            actions.evaluate(agreement, by=loan.by(person), **marks)
    TOTP.activate(loan.their_contact, SECRET)
    for person, roles in (
        (loan.employee, {"employee"}), (loan.manager, {"manager"}), (loan.leader, {"leader"}),
        (loan.their_contact, {"manager", "leader"}),
    ):  # fmt: skip
        client.force_login(person)
        page = client.get(f"/utlaning/{agreement.pk}/")
        assert {said.role for said, _ in page.context["evaluations"]} == roles


@pytest.mark.django_db
def test_the_list_is_filled_in_on_its_page(client, today, django_assert_max_num_queries):
    loan = builders.Loan(today)
    agreement = loan.signed()
    client.force_login(loan.manager)
    where = f"/utlaning/{agreement.pk}/klart/start/"
    with django_assert_max_num_queries(30):
        page = client.get(where).content.decode()
    assert all(escape(text) in page for _, _, text in POINTS[Moment.START])
    assert page.count('type="checkbox"') == 8
    mine = [str(pk) for pk in all_of(agreement, "start", "lender")]
    kept = client.post(where, {"party": "lender", "ready": mine[:2], "done": "1", "once": uuid4()}, follow=True)
    assert "2 punkter är inte klara" in kept.content.decode()
    client.post(where, {"party": "lender", "ready": mine[:2], "save": "1", "once": uuid4()})
    assert agreement.points.filter(ready_at__isnull=False).count() == 2
    empty = client.post(where, {"party": "lender", "text": "", "add": "1", "once": uuid4()})
    assert "Skriv vad som behöver vara klart." in empty.content.decode()
    client.post(where, {"party": "lender", "text": "Nyckel till arkivet", "add": "1", "once": uuid4()})
    added = Point.objects.get(text="Nyckel till arkivet")
    ready = [*mine, str(added.pk)]
    client.post(where, {"party": "lender", "ready": ready, "done": "1", "once": uuid4()})
    assert SignOff.objects.get().person == loan.manager
    assert client.get(f"/utlaning/{agreement.pk}/klart/return/").status_code == 404


@pytest.mark.django_db
def test_the_page_about_how_it_went_asks_for_each_answer(client, today):
    loan = builders.Loan(today)
    agreement = loan.running(on=date(2027, 4, 30))
    actions.confirm_return(agreement, by=loan.by(loan.manager), today=loan.today)
    client.force_login(loan.leader)
    where = f"/utlaning/{agreement.pk}/utvardera/"
    some = client.post(where, {"mark0": "5", "words": "Bra samarbete.", "once": uuid4()}).content.decode()
    assert "Välj hur väl det stämmer: kostnaden var rimlig." in some
    assert "Bra samarbete." in some
    client.post(where, {f"mark{n}": "4" for n in range(4)} | {"words": "", "once": uuid4()})
    assert Evaluation.objects.get().marks == [4, 4, 4, 4]


@pytest.mark.django_db
def test_the_clock_reminds_of_signatures_and_of_what_stands_still_and_ends_nothing(today):
    loan = builders.Loan(today)
    coordinator = builders.a_duty(DutyKind.COORDINATOR, loan.network)
    agreement = loan.to_sign()
    actions.let_the_day_come(today + timedelta(days=13))
    assert told("agreement.still_to_be_signed.1") == set()
    actions.let_the_day_come(today + timedelta(days=14))
    assert told("agreement.still_to_be_signed.1") == {loan.head, loan.their_head, loan.employee}
    actions.let_the_day_come(today + timedelta(days=89))
    assert told("agreement.idle.1") == set()
    actions.let_the_day_come(today + timedelta(days=90))
    assert told("agreement.idle.1") == {loan.contact, loan.their_contact}
    assert told("agreement.idle_network.1") == {coordinator}
    assert anew(agreement).state == AgreementState.SIGNING
