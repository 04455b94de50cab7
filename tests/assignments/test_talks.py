"""The shortlist, the talks with those on it, and the answers to those who were not chosen."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from kollega.assignments import actions, desk, queries
from kollega.assignments.models import Interest, Talk, TalkTime
from kollega.assignments.terms import CallState, InterestState
from kollega.core import clock
from kollega.core.log import faults
from kollega.core.workflow import Refused
from kollega.networks.terms import ManagerStep
from kollega.outbox.models import Message
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, tasks_in, told, verbs_of

pytestmark = pytest.mark.django_db


def at(day, hour):
    return datetime(2026, 12, day, hour, tzinfo=clock.STOCKHOLM)


@pytest.fixture
def loan(today):
    return builders.Loan(today, seats=2)


@pytest.fixture
def invited(loan, today):
    """An answer on the shortlist, with two times to choose from."""
    interest = builders.an_endorsed_answer(loan.call, loan.employment, today)
    actions.shortlist(interest, by=loan.by(loan.leader), today=today)
    offer(loan, at(2, 9), at(2, 10))
    return anew(interest)


def offer(loan, *starts):
    return actions.offer_times(loan.call, starts=starts, minutes=45, place="Storgatan 1", by=loan.by(loan.leader))


def take(interest, number, today):
    time = interest.call.times.order_by("starts_at")[number]
    return actions.take_time(time, interest=interest, by=actor(anew(interest.employment.person), today))


def test_the_employee_is_told_of_the_shortlist_and_of_times_once(loan, invited, today):
    actions.shortlist(invited, by=loan.by(loan.leader), today=today)
    assert invited.shortlisted_on == today
    assert told("interest.shortlisted") == {loan.employee}
    assert told("interest.times.202612021000") == {loan.employee}
    assert verbs_of(invited)[-1:] == ["interest.shortlisted"]
    assert (offer(loan, at(2, 9)), TalkTime.objects.count()) == (0, 2)
    assert Message.objects.filter(key__startswith="interest.times").count() == 1


def test_only_the_receiver_shortlists_and_only_what_they_see(loan, today):
    interest = builders.an_answer(loan.call, loan.employment, today)
    with pytest.raises(Refused, match="syns inte för mottagaren"):
        actions.shortlist(interest, by=loan.by(loan.leader), today=today)
    Interest.objects.update(manager_step=ManagerStep.BEFORE_OFFER)
    for person in (loan.employee, loan.manager, loan.contact, loan.their_head):
        with pytest.raises(Refused, match="Endast den som annonserar"):
            actions.shortlist(interest, by=loan.by(person), today=today)
    actions.shortlist(interest, by=loan.by(loan.leader), today=today)
    offer(loan, at(2, 9))
    take(interest, 0, today)
    assert anew(interest).state == InterestState.SENT, "they may meet before the manager has answered"


def test_the_one_who_takes_a_time_has_it(loan, invited, today):
    talk = take(invited, 0, today)
    assert (talk.starts_at, talk.place, talk.sequence) == (at(2, 9), "Storgatan 1", 0)
    assert told("interest.talk.0") == {loan.employee, loan.leader}
    second = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
    actions.shortlist(second, by=loan.by(loan.leader), today=today)
    with pytest.raises(Refused, match="inte längre ledig"):
        take(second, 0, today)
    assert [t.starts_at for t in queries.free_times(loan.call)] == [at(2, 10)]
    assert list(faults()) == []


def test_a_new_time_is_the_same_invitation_changed_and_the_old_one_is_free(loan, invited, today):
    first = take(invited, 0, today)
    moved = take(invited, 1, today)
    assert (moved.pk, moved.sequence, moved.starts_at) == (first.pk, 1, at(2, 10))
    assert [t.starts_at for t in queries.free_times(loan.call)] == [at(2, 9)]
    assert told("interest.talk.1") == {loan.employee, loan.leader}


@pytest.mark.parametrize("who", ["employee", "leader", "their_contact"])
def test_either_side_calls_off_and_both_are_told(loan, invited, today, who):
    take(invited, 0, today)
    actions.cancel_talk(invited, by=loan.by(getattr(loan, who)))
    talk = Talk.objects.get()
    assert (talk.is_cancelled, talk.sequence) == (True, 1)
    assert told("interest.talk_cancelled.0") == {loan.employee, loan.leader}
    assert queries.free_times(loan.call).count() == 2
    with pytest.raises(Refused, match="inget samtal att ställa in"):
        actions.cancel_talk(invited, by=loan.by(loan.leader))
    assert take(invited, 1, today).sequence == 2


@pytest.mark.parametrize("who", ["manager", "contact", "their_head"])
def test_nobody_else_calls_off(loan, invited, today, who):
    take(invited, 0, today)
    with pytest.raises(Refused):
        actions.cancel_talk(invited, by=loan.by(getattr(loan, who)))


def test_a_time_that_is_taken_or_passed_is_not_offered_away(loan, invited, today):
    take(invited, 0, today)
    taken, left = loan.call.times.order_by("starts_at")
    by = loan.by(loan.leader)
    with pytest.raises(Refused, match="Någon har tagit den tiden"):
        actions.remove_time(taken, by=by)
    actions.remove_time(left, by=by)
    actions.remove_time(left, by=by)
    with pytest.raises(Refused, match="redan passerat"):
        offer(loan, datetime(2026, 11, 22, 9, tzinfo=clock.STOCKHOLM))
    with clock.at(date(2026, 12, 3)):
        Interest.objects.filter(pk=invited.pk).update(state=InterestState.ENDORSED)
        with pytest.raises(Refused, match="Tiden har passerat"):
            take(invited, 0, today)


def test_whoever_is_not_on_the_shortlist_takes_no_time(loan, invited, today):
    other = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
    with pytest.raises(Refused, match="inte längre inbjuden"):
        take(other, 0, today)
    assert not queries.own_times_for(anew(other.employment.person)).exists()


def test_taking_the_answer_back_ends_the_talk(loan, invited, today):
    take(invited, 0, today)
    actions.withdraw(invited, by=loan.by(loan.employee), today=today)
    assert Talk.objects.get().is_cancelled
    assert queries.free_times(loan.call).count() == 2


def test_both_are_reminded_the_day_before_once(loan, invited, today):
    take(invited, 0, today)
    assert actions.let_the_day_come(date(2026, 11, 30)) == 0
    with clock.at(date(2026, 12, 1)):
        assert actions.let_the_day_come(date(2026, 12, 1)) == 1
        assert actions.let_the_day_come(date(2026, 12, 1)) == 0
    assert told("interest.talk_tomorrow.0") == {loan.employee, loan.leader}


def test_the_calendar_replaces_and_takes_away_the_same_event(loan, invited, client, today):
    client.force_login(loan.employee)

    def event():
        read = Calendar.from_ical(client.get(f"/anmalan/{invited.pk}/samtal.ics").content)
        (one,) = read.walk("VEVENT")
        return read["METHOD"], str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"]), one.decoded("DTSTART")

    talk = take(invited, 0, today)
    uid = f"{talk.pk}@kollega"
    assert event() == ("PUBLISH", uid, 0, "CONFIRMED", at(2, 9))
    take(invited, 1, today)
    assert event() == ("PUBLISH", uid, 1, "CONFIRMED", at(2, 10))
    actions.cancel_talk(invited, by=loan.by(loan.leader))
    assert event() == ("CANCEL", uid, 2, "CANCELLED", at(2, 10))
    client.force_login(loan.manager)
    assert client.get(f"/anmalan/{invited.pk}/samtal.ics").status_code == 404


def three(loan, today):
    return [builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today) for _ in range(3)]


def test_a_no_is_kept_until_all_are_told_together(loan, client, today):
    one, two, chosen = three(loan, today)
    by = loan.by(loan.leader)
    actions.pass_over(one, because="other_competence", text="Du var nära.", by=by)
    actions.pass_over(two, because="other_time", text="", by=by)
    client.force_login(one.employment.person)
    page = client.get(f"/anmalan/{one.pk}/").content.decode()
    assert "En annan kompetens" not in page
    assert "Du var nära" not in page
    assert verbs_of(one)[-1] == "interest.endorsed"
    assert not Message.objects.filter(key__startswith="interest.passed_over").exists()
    actions.select(chosen, by=by, today=today)
    assert actions.release(loan.call, text="Tack för ditt intresse.", by=by, today=today) == 2
    texts = dict(Message.objects.filter(key__startswith="interest.passed_over").values_list("person", "text"))
    assert texts == {
        one.employment.person.pk: "En annan kompetens passade bättre. Du var nära.",
        two.employment.person.pk: "Tiden passade inte. Tack för ditt intresse.",
    }
    assert [anew(i).state for i in (one, two, chosen)] == ["not_selected", "not_selected", "selected"]
    assert "Du var nära" in client.get(f"/anmalan/{one.pk}/").content.decode()
    with pytest.raises(Refused, match="Ingen väntar på besked"):
        actions.release(loan.call, text="", by=by, today=today)


def test_a_no_that_is_taken_back_is_never_told(loan, today):
    one, *_ = three(loan, today)
    by = loan.by(loan.leader)
    actions.pass_over(one, because="filled", text="Nej.", by=by)
    actions.reconsider(one, by=by)
    assert not anew(one).is_set_aside
    actions.select(one, by=by, today=today)


def test_choosing_one_who_had_been_set_aside_clears_the_no(loan, today):
    one, *_ = three(loan, today)
    actions.pass_over(one, because="filled", text="Nej.", by=loan.by(loan.leader))
    actions.select(one, by=loan.by(loan.leader), today=today)
    assert (anew(one).not_selected_because, anew(one).feedback) == ("", "")


def test_when_all_seats_are_taken_the_rest_are_told_by_one_press(loan, today):
    one, two, three_ = three(loan, today)
    waiting = builders.an_answer(loan.call, builders.an_employment(at=loan.lender), today)
    hidden = builders.an_answer(loan.call, builders.an_employment(at=loan.lender), today)
    Interest.objects.filter(pk=waiting.pk).update(manager_step=ManagerStep.BEFORE_OFFER)
    by = loan.by(loan.leader)
    for chosen in (one, two):
        actions.select(chosen, by=by, today=today)
    assert anew(loan.call).state == CallState.STAFFED
    assert [t.button for t in tasks_in(desk.piles_for(anew(loan.leader), today))] == ["Lämna besked"]
    assert actions.release(loan.call, text="Tack.", by=by, today=today) == 2
    assert told("interest.passed_over") == {three_.employment.person, waiting.employment.person}
    assert told("interest.needs_no_word") == {waiting.employment.manager}
    assert anew(hidden).state == InterestState.SENT
    assert list(faults()) == []


@pytest.mark.parametrize("who", ["employee", "manager", "contact", "their_head"])
def test_only_the_receiver_says_no_takes_it_back_and_releases(loan, today, who):
    one, *_ = three(loan, today)
    by = loan.by(getattr(loan, who))
    for attempt in (
        lambda: actions.pass_over(one, because="filled", text="", by=by),
        lambda: actions.reconsider(one, by=by),
        lambda: actions.release(loan.call, text="", by=by, today=today),
    ):
        with pytest.raises(Refused, match="Endast den som annonserar"):
            attempt()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_times_asks_equally_often_for_one_row_and_three(loan, today, count, django_assert_num_queries):
    offer(loan, *(at(2, 9) + timedelta(hours=n) for n in range(count)))
    for number in range(count):
        interest = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
        actions.shortlist(interest, by=loan.by(loan.leader), today=today)
        take(anew(interest), number, today)
    with django_assert_num_queries(1):
        assert len([t.taken_by.person.given_name for t in queries.times_of(loan.call)]) == count
