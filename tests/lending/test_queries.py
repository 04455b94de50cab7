"""Who sees which agreements, with rows beside them that could leak."""

from datetime import date, timedelta

import pytest

from kollega.lending import actions, desk, queries
from kollega.lending.models import Agreement
from kollega.lending.terms import ONCE_BOUND, AgreementState
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import anew, tasks_in

pytestmark = pytest.mark.django_db


class House:
    """One agreement, its parties, and everyone beside them."""

    def __init__(self, today):
        self.loan = loan = builders.Loan(today)
        self.agreement = loan.signed()
        third, yesterday = builders.an_employer(), today - timedelta(days=1)
        builders.Membership.objects.create(network=loan.network, employer=third, from_on=builders.LONG_AGO)
        self.people = {
            "employee": loan.employee, "manager": loan.manager, "leader": loan.leader, "lender's contact": loan.contact,
            "lender's head": loan.head, "lender's finance": loan.finance, "receiver's contact": loan.their_contact,
            "receiver's head": loan.their_head, "receiver's finance": loan.their_finance,
            "lender's auditor": builders.a_duty(DutyKind.AUDITOR, loan.lender),
            "manager's substitute": builders.a_substitute(loan.manager, loan.lender),
            "leader's substitute": builders.a_substitute(loan.leader, loan.receiver),
            "head's substitute": builders.a_substitute(loan.head, loan.lender),
            "manager's substitute at the receiver": builders.a_substitute(loan.manager, loan.receiver),
            "substitute no longer": builders.a_substitute(loan.head, loan.lender, to_on=yesterday),
            "head no longer": builders.a_duty(DutyKind.HEAD_OF_HR, loan.lender, to_on=yesterday),
            "finance no longer": builders.a_duty(DutyKind.FINANCE, loan.receiver, to_on=yesterday),
            "coordinator": builders.a_duty(DutyKind.COORDINATOR, loan.network),
            "administrator": builders.a_duty(DutyKind.ADMINISTRATOR, loan.lender),
            "colleague": builders.an_employment(at=loan.lender).person,
            "colleague there": builders.an_employment(at=loan.receiver).person,
            "third's contact": builders.a_duty(DutyKind.CONTACT, third),
            "third's finance": builders.a_duty(DutyKind.FINANCE, third),
            "third's auditor": builders.a_duty(DutyKind.AUDITOR, third),
            "manager of others": builders.an_employment(at=loan.lender).manager,
        }  # fmt: skip

    def who_sees(self):
        rows = {name: queries.agreements_for(anew(person)) for name, person in self.people.items()}
        return {name for name, found in rows.items() if found.filter(pk=self.agreement.pk).exists()}


PARTIES = {
    "employee", "manager", "leader", "lender's contact", "lender's head", "receiver's contact", "receiver's head",
    "manager's substitute", "leader's substitute", "head's substitute",
}  # fmt: skip
BY_NUMBERS = {"lender's finance", "receiver's finance", "lender's auditor"}


@pytest.fixture
def house(today):
    return House(today)


@pytest.mark.parametrize("state", AgreementState)
def test_who_sees_an_agreement(house, state):
    Agreement.objects.update(state=state)
    assert house.who_sees() == (PARTIES | BY_NUMBERS if state in ONCE_BOUND else PARTIES)


def test_what_is_left_to_do_may_be_seen_and_done_by_those_who_are_asked(house, today):
    loan = house.loan
    asked = {
        "draft": {"lender's contact"}, "offered": {"receiver's contact"},
        "signing": {"employee", "lender's head", "receiver's head", "head's substitute"},
        "notice": {"lender's finance"}, "declined": set(), "withdrawn": set(), "active": {"lender's finance"},
    }  # fmt: skip
    house.agreement.version.signatures.all().delete()
    for state, who in asked.items():
        Agreement.objects.update(state=state)
        busy = {name for name, person in house.people.items() if tasks_in(desk.piles_for(anew(person), today))}
        assert busy == who, state
        assert busy <= house.who_sees() | set()
    assert loan.employee


def test_the_return_waits_for_the_manager_and_whoever_stands_in(house):
    last = house.agreement.last_day
    actions.let_the_day_come(last - timedelta(days=5))
    waiting = {n: [t.title for t in tasks_in(desk.piles_for(anew(p), last))] for n, p in house.people.items()}
    confirms = {n for n, titles in waiting.items() if any(title.startswith("Bekräfta") for title in titles)}
    prepares = {n for n, titles in waiting.items() if any("återkomsten" in title for title in titles)}
    assert confirms == {"manager", "manager's substitute"}
    assert confirms < prepares
    assert {n for n, titles in waiting.items() if titles} == {*prepares, "lender's finance"}
    assert "employee" not in prepares


def test_running_in_a_month_is_every_day_of_it(house):
    agreement = house.agreement
    for month, runs in [
        (date(2027, 2, 1), False), (date(2027, 3, 1), True), (date(2027, 4, 1), True), (date(2027, 5, 1), False),
    ]:  # fmt: skip
        assert queries.running_in(month).filter(pk=agreement.pk).exists() is runs
    Agreement.objects.update(state="signing")
    assert not queries.running_in(date(2027, 3, 1)).exists()


@pytest.mark.parametrize(
    ("state", "is_fallen"), [(s, s in {"declined", "withdrawn", "cancelled"}) for s in AgreementState]
)
def test_only_what_came_to_nothing_has_fallen(house, state, is_fallen):
    Agreement.objects.update(state=state)
    assert queries.fallen([house.agreement.origin]) == ({house.agreement.origin} if is_fallen else set())


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_equally_often_for_one_row_and_three(today, count, django_assert_num_queries):
    loan = builders.Loan(today, seats=3)
    for _ in range(count):
        interest = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
        builders.assignments.select(interest, by=loan.by(loan.leader), today=today)
    contact = anew(loan.contact)
    actor(contact)
    with django_assert_num_queries(5):
        rows = [
            (str(a), a.version.share, list(a.version.signatures.all()), a.vat) for a in queries.agreements_for(contact)
        ]
    assert len(rows) == count
