"""Who sees which bases, with rows beside them that could leak."""

from datetime import timedelta

import pytest

from kollega.invoicing import desk, queries
from kollega.invoicing.models import Basis
from kollega.invoicing.terms import LEFT, BasisState
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import anew, tasks_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bill(today):
    return builders.Bill(today)


@pytest.fixture
def people(bill, today):
    loan, third = bill.loan, builders.an_employer()
    builders.Membership.objects.create(network=loan.network, employer=third, from_on=builders.LONG_AGO)
    own = {
        name: getattr(loan, name)
        for name in (
            "employee",
            "manager",
            "leader",
            "contact",
            "head",
            "finance",
            "their_contact",
            "their_head",
            "their_finance",
        )
    }
    return own | {
        "second": bill.second,
        "auditor": builders.a_duty(DutyKind.AUDITOR, loan.lender),
        "their auditor": builders.a_duty(DutyKind.AUDITOR, loan.receiver),
        "third's finance": builders.a_duty(DutyKind.FINANCE, third),
        "finance no longer": builders.a_duty(DutyKind.FINANCE, loan.lender, to_on=today - timedelta(days=1)),
        "finance's substitute": builders.a_substitute(loan.finance, loan.lender),
        "finance's substitute elsewhere": builders.a_substitute(loan.finance, loan.receiver),
        "coordinator": builders.a_duty(DutyKind.COORDINATOR, loan.network),
        "administrator": builders.a_duty(DutyKind.ADMINISTRATOR, loan.lender),
    }


AT_THE_LENDER = {"finance", "second", "finance's substitute", "auditor", "contact"}
AT_THE_RECEIVER = {"their_finance", "their auditor"}


@pytest.mark.parametrize("state", BasisState)
def test_who_sees_a_basis(bill, people, state):
    basis = bill.proposed()
    Basis.objects.update(state=state)
    seen = {name for name, p in people.items() if queries.bases_for(anew(p)).filter(pk=basis.pk).exists()}
    assert seen == AT_THE_LENDER | (AT_THE_RECEIVER if state in LEFT else set())


def test_who_has_something_to_do(bill, people, today):
    busy = {}
    for step in (bill.proposed, bill.checked, bill.approved, bill.exported):
        step()
        busy[step.__name__] = {name for name, person in people.items() if tasks_in(desk.piles_for(anew(person), today))}
    whole = {"finance", "second", "finance's substitute"}
    assert busy == {"proposed": whole, "checked": whole - {"finance"}, "approved": whole, "exported": set()}


@pytest.mark.parametrize("loans", [1, 3])
def test_lists_ask_equally_often_for_one_row_and_three(today, loans, django_assert_num_queries):
    bills = [builders.Bill(today) for _ in range(loans)]
    for bill in bills:
        bill.proposed()
        builders.a_duty(DutyKind.AUDITOR, bill.loan.lender, person=bills[0].loan.finance)
    reader = anew(bills[0].loan.finance)
    builders.actor(reader)
    with django_assert_num_queries(8):
        rows = [
            (b.net, b.agreement.lender.billing, b.agreement.vat, b.agreement.person) for b in queries.bases_for(reader)
        ]
    assert len(rows) == loans
