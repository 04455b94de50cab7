"""Who sees which calls and answers, with rows beside them that could leak."""

from datetime import timedelta

import pytest

from kollega.assignments import actions, desk, queries
from kollega.assignments.models import Call, Interest
from kollega.assignments.terms import TO_THE_RECEIVER, CallState, InterestState
from kollega.catalogue import actions as catalogue
from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.people.models import Duty, Employment, Substitution
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import anew, tasks_in

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=-1)


class House:
    """A loan between two members, and everyone who might see too much: in the network, and in another one."""

    def __init__(self, today):
        self.loan = loan = builders.Loan(today)
        third = builders.an_employer()
        builders.Membership.objects.create(network=loan.network, employer=third, from_on=builders.LONG_AGO)
        far = builders.an_employer()
        far_network = builders.a_network(far)
        self.people = {
            "employee": loan.employee, "manager": loan.manager, "lender's contact": loan.contact,
            "lender's head": loan.head, "lender's finance": loan.finance, "announcer": loan.leader,
            "receiver's contact": loan.their_contact, "receiver's head": loan.their_head,
            "receiver's finance": loan.their_finance,
            "manager's substitute": builders.a_substitute(loan.manager, loan.lender),
            "announcer's substitute": builders.a_substitute(loan.leader, loan.receiver),
            "substitute no longer": builders.a_substitute(loan.manager, loan.lender, to_on=today + YESTERDAY),
            "contact no longer": builders.a_duty(DutyKind.CONTACT, loan.lender, to_on=today + YESTERDAY),
            "their contact no longer": builders.a_duty(DutyKind.CONTACT, loan.receiver, to_on=today + YESTERDAY),
            "contact to be": builders.a_duty(DutyKind.CONTACT, loan.lender, from_on=today - YESTERDAY),
            "lender's auditor": builders.a_duty(DutyKind.AUDITOR, loan.lender),
            "lender's administrator": builders.a_duty(DutyKind.ADMINISTRATOR, loan.lender),
            "colleague": builders.an_employment(at=loan.lender).person,
            "colleague there": builders.an_employment(at=loan.receiver).person,
            "third's contact": builders.a_duty(DutyKind.CONTACT, third),
            "third's employee": builders.an_employment(at=third).person,
            "coordinator": builders.a_duty(DutyKind.COORDINATOR, loan.network),
            "far contact": builders.a_duty(DutyKind.CONTACT, far),
            "far employee": builders.an_employment(at=far).person,
            "far coordinator": builders.a_duty(DutyKind.COORDINATOR, far_network),
        }  # fmt: skip

    def who_sees(self, query, thing):
        return {name for name, person in self.people.items() if query(anew(person)).filter(pk=thing.pk).exists()}


@pytest.fixture
def house(today):
    return House(today)


def calls_for(today):
    return lambda person: queries.calls_for(person, today)


AT_THE_RECEIVER = {"announcer", "announcer's substitute", "receiver's contact", "receiver's head"}
IN_THE_NETWORK = AT_THE_RECEIVER | {
    "employee", "colleague", "colleague there", "third's employee", "coordinator", "manager's substitute",
    "substitute no longer",
}  # fmt: skip
DECIDING_AT_HOME = {"manager", "manager's substitute", "lender's contact"}
CHOOSING = {"announcer", "announcer's substitute", "receiver's contact"}


@pytest.mark.parametrize("state", CallState)
def test_who_sees_a_call(house, today, state):
    house.loan.call.state = state
    house.loan.call.save()
    seen = AT_THE_RECEIVER if state in {CallState.DRAFT, CallState.SUBMITTED} else IN_THE_NETWORK
    assert house.who_sees(calls_for(today), house.loan.call) == seen


def test_an_employee_who_left_and_a_member_that_left_see_the_call_no_more(house, today):
    Employment.objects.filter(person=house.people["third's employee"]).update(to_on=today + YESTERDAY)
    house.loan.network.memberships.filter(employer=house.loan.lender).update(to_on=today + YESTERDAY)
    gone = {"employee", "colleague", "third's employee", "manager's substitute", "substitute no longer"}
    assert house.who_sees(calls_for(today), house.loan.call) == IN_THE_NETWORK - gone


SEEN = {
    InterestState.DRAFT: {"employee"},
    InterestState.SENT: {"employee", *DECIDING_AT_HOME},
    InterestState.RETURNED: {"employee", *DECIDING_AT_HOME},
    InterestState.ENDORSED: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.NOT_ENDORSED: {"employee", *DECIDING_AT_HOME},
    InterestState.SELECTED: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.CONFIRMED: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.ACTIVE: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.DONE: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.FELL: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.NOT_SELECTED: {"employee", *DECIDING_AT_HOME, *CHOOSING},
    InterestState.WITHDRAWN: {"employee", *DECIDING_AT_HOME},
}


@pytest.mark.parametrize("state", InterestState)
def test_who_sees_an_answer(house, today, state):
    interest = builders.an_answer(house.loan.call, house.loan.employment, today)
    outcome = "done" if state == InterestState.DONE else ""
    Interest.objects.update(state=state, not_selected_because="filled", outcome=outcome)
    assert house.who_sees(queries.interests_for, interest) == SEEN[state]


@pytest.mark.parametrize("state", InterestState)
def test_the_receiver_counts_and_lists_only_what_the_manager_supported(house, today, state):
    builders.an_answer(house.loan.call, house.loan.employment, today)
    outcome = "done" if state == InterestState.DONE else ""
    because = "filled" if state == InterestState.NOT_SELECTED else ""
    Interest.objects.update(state=state, not_selected_because=because, outcome=outcome)
    listed = queries.answers_to(house.loan.call).count()
    assert listed == (state in TO_THE_RECEIVER)
    waiting = queries.own_calls_for(house.loan.leader, today).get().waiting
    assert waiting == (state == InterestState.ENDORSED)


def test_a_withdrawn_draft_was_never_sent_and_only_the_employee_has_it(house, today):
    """What nobody was shown stays unseen when it is taken back."""
    loan = house.loan
    draft = actions.save_answer(loan.call, employment=loan.employment, by=loan.by(loan.employee), today=today)
    actions.withdraw(draft, by=loan.by(loan.employee), today=today)
    assert house.who_sees(queries.interests_for, draft) == {"employee"}


def test_a_duty_that_is_revoked_today_is_gone_tomorrow(house, today):
    interest = builders.an_answer(house.loan.call, house.loan.employment, today)
    Duty.objects.filter(person=house.loan.contact).update(to_on=today)
    assert "lender's contact" in house.who_sees(queries.interests_for, interest)
    with clock.at(today - YESTERDAY):
        assert "lender's contact" not in house.who_sees(queries.interests_for, interest)


def test_a_substitution_that_is_taken_back_is_gone_at_once(house, today):
    interest = builders.an_answer(house.loan.call, house.loan.employment, today)
    Substitution.objects.filter(substitute=house.people["manager's substitute"]).delete()
    assert "manager's substitute" not in house.who_sees(queries.interests_for, interest)


def test_own_calls_are_the_announcers_and_the_contacts(house, today):
    def query(person):
        return queries.own_calls_for(person, today)

    assert house.who_sees(query, house.loan.call) == CHOOSING


def test_the_joint_list_shows_a_call_to_the_network_only(house, today):
    call = Call.objects.get()
    listing = catalogue.put_up(
        call.pk, kind="assignment", employer=call.employer, employer_name=call.employer.name, network=call.network,
        reach="network", title=call.title, url="/", published_at=clock.now(), closes_on=call.answer_by,
    )  # fmt: skip

    def query(person):
        return listings_for(person, today)

    by_post = {
        "employee", "colleague", "colleague there", "third's employee", "coordinator", "manager's substitute",
        "announcer's substitute", "substitute no longer",
    }  # fmt: skip
    assert house.who_sees(query, listing) == by_post


def test_whoever_has_something_to_do_may_also_see_it(house, today):
    loan = house.loan
    builders.an_answer(loan.call, loan.employment, today)
    builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
    for person in map(anew, house.people.values()):
        interests = {str(pk) for pk in queries.interests_for(person).values_list("pk", flat=True)}
        calls = {str(pk) for pk in queries.calls_for(person, today).values_list("pk", flat=True)}
        for task in tasks_in(desk.piles_for(person, today)):
            assert task.url.strip("/").split("/")[1] in interests | calls, (person, task)


def test_the_right_ones_have_something_to_do(house, today):
    loan = house.loan
    builders.an_answer(loan.call, loan.employment, today)
    busy = {name for name, person in house.people.items() if tasks_in(desk.piles_for(anew(person), today))}
    assert busy == {"manager", "manager's substitute"}
    actions.endorse(Interest.objects.get(), rows=builders.PLAN, message="", by=actor(loan.manager, today), today=today)
    busy = {name for name, person in house.people.items() if tasks_in(desk.piles_for(anew(person), today))}
    assert busy == CHOOSING


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_equally_often_for_one_row_and_three(house, today, count, django_assert_num_queries):
    for _ in range(count):
        builders.an_endorsed_answer(house.loan.call, builders.an_employment(at=house.loan.lender), today)
    contact = anew(house.loan.their_contact)
    actor(contact)
    with django_assert_num_queries(3):
        for interest in queries.interests_for(contact):
            shown = [str(interest), *interest.cover.all(), *(a.by for a in interest.approvals.all())]
            assert len(shown) == 3
