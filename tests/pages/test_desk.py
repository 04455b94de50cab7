"""The counter of all desks: one statement, composed once for all who may do the same; the number is each one's own."""

from datetime import date

import pytest

from kollega.core import clock
from kollega.core.desk import counting
from kollega.lending.models import Agreement
from kollega.lending.rules import parties_of
from kollega.lending.terms import Party
from kollega.pages import desk
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests.builders import (
    Bill,
    Loan,
    a_call,
    a_duty,
    a_feed,
    a_person,
    a_recruitment,
    a_round,
    a_substitute,
    an_application,
    an_employment,
    anew,
    tasks_in,
)

pytestmark = pytest.mark.django_db
LATER = Bill.TODAY


def everyone_of(loan):
    """Return all who may have something to do with a loan, among them substitutes and those without any duty."""
    manager_away = a_substitute(loan.manager, loan.lender)
    head_of_both = a_duty(DutyKind.HEAD_OF_HR, loan.receiver, a_duty(DutyKind.HEAD_OF_HR, loan.lender))
    return [
        loan.employee, loan.manager, loan.leader, manager_away, head_of_both, an_employment(at=loan.lender).person,
        a_duty(DutyKind.CONTACT, loan.lender), a_duty(DutyKind.CONTACT, loan.receiver),
        a_duty(DutyKind.HEAD_OF_HR, loan.lender), a_duty(DutyKind.FINANCE, loan.lender),
        a_duty(DutyKind.FINANCE, loan.receiver), a_person(),
    ]  # fmt: skip


def a_loan(today):
    loan = Loan(today)
    loan.selected()
    return everyone_of(loan), today


def a_loan_to_sign(today):
    loan = Loan(today)
    loan.to_sign()
    return everyone_of(loan), today


def a_signed_loan(today):
    loan = Loan(today)
    loan.signed()
    return everyone_of(loan), today


def a_month_to_bill(today):
    bill = Bill(today)
    bill.checked()
    return [*everyone_of(bill.loan), bill.second, bill.loan.finance], LATER


def own_vacancies(today):
    round_ = a_round()
    an_application(to=round_)
    begun = a_recruitment(employer=round_.employer, contact=round_.contact)
    a_feed(round_.employer, error="Svarar inte.", failing_since=clock.now())
    applicant = an_application(to=round_, is_sent=False).applicant
    return [round_.contact, begun.contact, a_duty(DutyKind.CONTACT, round_.employer), applicant], today


def a_call_to_review(today):
    call = a_call(state="submitted")
    return [call.contact, a_duty(DutyKind.CONTACT, call.employer)], today


WORLDS = (a_loan, a_loan_to_sign, a_signed_loan, a_month_to_bill, own_vacancies, a_call_to_review)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.__name__)
def test_the_one_statement_counts_what_every_desk_tells(today, world):
    people, on = world(today)
    desk._composed.cache_clear()
    found = 0
    for person in [*people, *reversed(people)]:  # the second time round, composed for someone of the same shape
        person = anew(person)
        with clock.at(on):
            told = [tasks_in([pile]) for pile in desk.piles_for(person, on)]
            assert desk.counts_for(person, on) == [len(some) for some in told], person
            plain = sorted((task for some in told for task in some), key=lambda t: (t.due_on or date.max, t.title))
            assert desk.waiting_for(person, on) == plain
            found += len(plain)
    assert found


def test_two_of_the_same_shape_share_a_statement_and_get_their_own_number(today, django_assert_num_queries):
    busy, idle = a_call(state="submitted"), a_call(state="open")
    contacts = [a_duty(DutyKind.CONTACT, call.employer) for call in (busy, idle)]
    desk._composed.cache_clear()
    assert [sum(desk.counts_for(person, today)) for person in contacts] == [1, 0]
    assert desk._composed.cache_info().currsize == 1
    actor(contacts[0], today)
    with django_assert_num_queries(1):
        desk.counts_for(contacts[0], today)


def test_composing_asks_nothing(today, django_assert_num_queries):
    loan = Loan(today)
    people = [anew(person) for person in everyone_of(loan)]
    for person in people:
        actor(person, today)
    with django_assert_num_queries(0):
        for person in people:
            counting(desk.piles_for(person, today))


@pytest.mark.parametrize(
    "signed", [(), (Party.EMPLOYEE,), (Party.LENDER,), (Party.LENDER, Party.RECEIVER), tuple(Party)]
)
def test_who_is_asked_to_sign_is_who_may_and_has_not(today, signed):
    """`rules.parties_of` and the desk's condition say the same of everyone."""
    loan = Loan(today)
    people = everyone_of(loan)
    loan.signed()
    Agreement.objects.update(state="signing")
    agreement = Loan.fresh(Agreement.objects.get())
    agreement.version.signatures.exclude(party__in=signed).delete()
    for person in people:
        person = anew(person)
        may = set(parties_of(actor(person, today), agreement))
        asked = [task for task in tasks_in(desk.piles_for(person, today)) if task.button == "Skriv under"]
        assert len(asked) == bool(may - set(signed)), (person, may)
