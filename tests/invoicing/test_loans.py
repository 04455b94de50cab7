"""An open basis follows the terms in force, and a loan is settled when its money is done."""

from datetime import date

import pytest

from kollega.core.workflow import Refused
from kollega.invoicing import actions, desk, queries
from kollega.invoicing.models import Basis
from kollega.invoicing.rules import STALE, why_not_settle
from kollega.invoicing.terms import BasisState
from kollega.lending import actions as lending
from kollega.lending.models import Agreement, Version
from kollega.lending.terms import AgreementState
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, tasks_in, verbs_of

pytestmark = pytest.mark.django_db
APRIL_5, LAST, MAY_10 = date(2027, 4, 5), date(2027, 3, 19), date(2027, 5, 10)


@pytest.fixture
def bill(today):
    return builders.Bill(today)


def shortened(bill, last=LAST):
    """Let the loan end earlier, as an early end that was agreed after the month was proposed does."""
    Version.objects.filter(agreement=bill.agreement, in_force_to__gt=last).update(in_force_to=last)
    Agreement.objects.filter(pk=bill.agreement.pk).update(last_day=last)


@pytest.mark.parametrize("step", ["check", "approve", "export"])
def test_no_step_is_taken_with_lines_of_terms_that_hold_no_more(bill, step):
    basis = getattr(bill, {"check": "proposed", "approve": "checked", "export": "approved"}[step])()
    shortened(bill)
    given = {"by": bill.other} if step == "approve" else {"by": bill.by, "today": APRIL_5}
    with pytest.raises(Refused, match=STALE):
        getattr(actions, step)(basis, **given)
    actions.recount(basis, by=bill.by, today=APRIL_5)
    basis = anew(basis)
    assert (basis.state, basis.checked_by, basis.to_on) == (BasisState.PROPOSED, None, LAST)
    assert "19 av 31 dagar" in basis.lines.first().text
    actions.check(basis, by=bill.by, today=APRIL_5)
    assert verbs_of(basis)[-2:] == ["basis.recounted", "basis.checked"]


def test_the_daily_turn_follows_what_was_agreed(bill):
    basis = bill.proposed()
    shortened(bill)
    actions.let_the_day_come(APRIL_5)
    assert anew(basis).to_on == LAST


def test_a_month_without_days_falls_and_comes_back_with_them(bill):
    april = date(2027, 4, 1)
    actions.prepare(april, today=MAY_10)
    basis = Basis.objects.get(agreement=bill.agreement, month=april)
    shortened(bill)
    actions.let_the_day_come(MAY_10)
    assert anew(basis).state == BasisState.DROPPED
    assert verbs_of(basis)[-1] == "basis.dropped"
    Version.objects.filter(agreement=bill.agreement).update(in_force_to=date(2027, 4, 30))
    Agreement.objects.filter(pk=bill.agreement.pk).update(last_day=date(2027, 4, 30))
    actions.let_the_day_come(MAY_10)
    assert Basis.objects.filter(agreement=bill.agreement, state=BasisState.PROPOSED, month=april).exists()


def test_an_open_basis_of_a_loan_that_was_called_off_is_shown_and_falls(bill, client):
    basis = bill.proposed()
    lending.cancel(bill.agreement, by=actor(bill.loan.contact, APRIL_5), reason="Nej.", today=APRIL_5)
    assert anew(basis).terms.share == 80
    actions.recount(basis, by=bill.by, today=APRIL_5)
    assert anew(basis).state == BasisState.DROPPED
    with pytest.raises(Refused):
        actions.recount(basis, by=bill.by, today=APRIL_5)


def over(bill, state=AgreementState.RETURNED):
    """Let the loan be one of March alone, that is over."""
    shortened(bill, date(2027, 3, 31))
    Agreement.objects.filter(pk=bill.agreement.pk).update(state=state)


def waits(bill):
    return [t.title for t in tasks_in(desk.piles_for(anew(bill.loan.finance), APRIL_5)) if "Slutreglera" in t.title]


def reason(bill):
    agreement = bill.loan.fresh(bill.agreement)
    return why_not_settle(agreement, queries.of_loan(agreement), today=APRIL_5)


def test_a_loan_is_settled_when_its_last_month_is_paid(bill):
    over(bill)
    said = []
    for step in (bill.proposed, bill.checked, bill.approved, bill.exported):
        basis = step()
        said.append(reason(bill))
        assert waits(bill) == []
        with pytest.raises(Refused):
            actions.settle(bill.agreement, by=bill.by, today=APRIL_5)
    assert said == ["Ett underlag för lånet har inte lämnats än."] * 3 + [
        "Den sista fakturan är inte betald. För in betalningen först."
    ]
    actions.pay(basis, paid_on=APRIL_5, by=bill.by, today=APRIL_5)
    assert (reason(bill), len(waits(bill))) == (None, 1)
    with pytest.raises(Refused, match="Endast ekonomin hos utlånaren"):
        actions.settle(bill.agreement, by=actor(bill.loan.their_finance, APRIL_5), today=APRIL_5)
    actions.settle(bill.agreement, by=bill.by, today=APRIL_5)
    assert (anew(bill.agreement).state, waits(bill)) == (AgreementState.SETTLED, [])


def test_a_disputed_invoice_holds_the_loan_open_until_it_is_upheld(bill):
    over(bill)
    basis, theirs = bill.exported(), actor(bill.loan.their_finance, APRIL_5)
    for dispute_again in (True, False):
        actions.dispute(basis, by=theirs, reason="Fel.", today=APRIL_5)
        assert "bestridd" in reason(bill)
        assert not waits(bill)
        actions.uphold(basis, by=bill.by, reason="Nej.", today=APRIL_5)
        assert (reason(bill), len(waits(bill))) == (None, 1), dispute_again
    actions.dispute(basis, by=theirs, reason="Fel.", today=APRIL_5)
    actions.drop_dispute(basis, by=theirs, today=APRIL_5)
    assert "inte betald" in reason(bill)
    assert not waits(bill)


def test_a_credited_month_is_done_when_the_credit_has_left(bill):
    over(bill)
    basis = bill.exported()
    credit = actions.credit(basis, by=bill.by, reason="Fel.", today=APRIL_5)
    assert "inte lämnats" in reason(bill)
    assert not waits(bill)
    actions.check(credit, by=bill.by, today=APRIL_5)
    actions.approve(credit, by=bill.other)
    actions.export(credit, by=bill.by, today=APRIL_5)
    assert (reason(bill), len(waits(bill))) == (None, 1)


def test_a_loan_whose_month_still_runs_is_not_settled(bill):
    over(bill)
    bill.exported()
    Basis.objects.update(state=BasisState.PAID)
    agreement = bill.loan.fresh(bill.agreement)
    assert "inte slut" in why_not_settle(agreement, queries.of_loan(agreement), today=date(2027, 3, 31))
    assert tasks_in(desk.piles_for(anew(bill.loan.finance), date(2027, 3, 31))) == []


@pytest.mark.parametrize("who", ["their_finance", "employee", "manager", "leader", "their_contact", "head"])
def test_who_does_not_see_the_money_of_a_loan(bill, who):
    bill.proposed()
    assert not queries.loans_for(anew(getattr(bill.loan, who))).exists()
    assert queries.loans_for(anew(bill.loan.finance)).get().pk == bill.agreement.pk
