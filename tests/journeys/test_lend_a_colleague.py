"""An employee answers a call, the manager supports, three sign, the loan runs, the month is invoiced."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kollega.core import clock
from kollega.core.log import faults
from kollega.invoicing import actions as invoicing
from kollega.lending import actions as lending
from kollega.lending.terms import AgreementState
from kollega.outbox import actions as outbox
from kollega.people.queries import actor
from tests import builders

pytestmark = pytest.mark.django_db


def test_lend_a_colleague(today, mailoutbox):
    loan = builders.Loan(today)
    agreement = loan.decided()
    assert (agreement.state, agreement.first_day, agreement.last_day) == (
        AgreementState.NOTICE, date(2027, 3, 1), date(2027, 4, 30),
    )  # fmt: skip

    for day in (date(2027, 3, 1), date(2027, 4, 1)):
        with clock.at(day):
            lending.let_the_day_come(day)
            invoicing.let_the_day_come(day)
            invoicing.let_the_day_come(day)
    basis = agreement.bases.get()
    assert [(line.kind, line.amount) for line in basis.lines.all()] == [
        ("salary", Decimal("36800.00")), ("contributions", Decimal("11562.56")), ("overhead", Decimal("2418.13")),
    ]  # fmt: skip

    later = date(2027, 4, 5)
    second = builders.a_duty("finance", loan.lender)
    by, other = actor(loan.finance, later), actor(second, later)
    invoicing.check(basis, by=by, today=later)
    invoicing.approve(basis, by=other)
    invoice = invoicing.export(basis, by=by, today=later)
    assert (invoice.number, invoice.net) == ("202700001", Decimal("50780.69"))

    with clock.at(date(2027, 5, 3)):
        lending.let_the_day_come(date(2027, 5, 3))
        lending.confirm_return(agreement, by=loan.by(loan.manager), today=date(2027, 5, 3))
    assert loan.fresh(agreement).state == AgreementState.RETURNED
    assert list(faults()) == []
    with clock.at(clock.now() + timedelta(days=200)):
        assert outbox.send_due() == len(mailoutbox) > 15
        assert outbox.send_due() == 0
