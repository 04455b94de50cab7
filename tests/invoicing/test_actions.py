"""Preparing, checking, approving and sending: result, refusal, and the lines in the log."""

from datetime import date
from decimal import Decimal

import pytest

from kollega.core import clock
from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.invoicing import actions
from kollega.invoicing.models import Absence, Basis, Invoice, Line
from kollega.invoicing.terms import BasisState
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, told, verbs_of

pytestmark = pytest.mark.django_db
MARCH, APRIL_5 = date(2027, 3, 1), date(2027, 4, 5)


@pytest.fixture
def bill(today):
    return builders.Bill(today)


def test_a_month_that_still_runs_is_not_prepared():
    with pytest.raises(Refused, match="Månaden är inte slut än"):
        actions.prepare(MARCH, today=date(2027, 3, 31))


def test_preparing_twice_proposes_once_and_tells_once(bill):
    basis = bill.proposed()
    again = actions.prepare(MARCH, today=APRIL_5)
    assert [b.pk for b in again] == [basis.pk] == [b.pk for b in Basis.objects.all()]
    assert Line.objects.count() == 3
    assert verbs_of(basis) == ["basis.proposed"]
    assert told("basis.proposed") == {bill.loan.finance, bill.second}
    assert Entry.objects.get(verb="basis.proposed").chain == str(bill.loan.lender.pk)


def test_a_checked_basis_is_not_rewritten(bill):
    basis = bill.checked()
    Line.objects.filter(kind="salary").update(amount=1)
    actions.prepare(MARCH, today=APRIL_5)
    assert basis.lines.get(kind="salary").amount == 1


def test_the_calendar_prepares_every_finished_month_and_nothing_twice(bill):
    may = date(2027, 5, 3)
    with clock.at(may):
        assert actions.let_the_day_come(may) == 2
        assert actions.let_the_day_come(may) == 0
    assert sorted(Basis.objects.values_list("month", flat=True)) == [MARCH, date(2027, 4, 1)]


def test_a_loan_that_has_not_begun_is_not_billed(bill):
    assert actions.let_the_day_come(date(2027, 3, 31)) == 0


@pytest.mark.parametrize("who", ["contact", "their_finance", "head", "employee", "manager"])
def test_only_the_lenders_finance_takes_the_steps(bill, who):
    by, basis = actor(getattr(bill.loan, who), APRIL_5), bill.proposed()
    for attempt in (
        lambda: actions.check(basis, by=by, today=APRIL_5),
        lambda: actions.record_absence(bill.agreement, kind="sick", from_on=MARCH, to_on=MARCH, by=by, today=APRIL_5),
    ):
        with pytest.raises(Refused, match="Endast ekonomin hos utlånaren"):
            attempt()
    assert not Absence.objects.exists()


def test_what_is_missing_is_named_before_the_check(today):
    bill = builders.Bill(today, treatment=None)
    bill.loan.lender.billing.delete()
    with pytest.raises(Refused, match=r"Besluta först om moms.*bankgiro.*adress för e-faktura"):
        actions.check(bill.proposed(), by=bill.by, today=APRIL_5)


def test_the_one_who_checked_does_not_approve_a_large_sum(bill):
    basis = bill.checked()
    with pytest.raises(Refused, match="någon annan än den som kontrollerade"):
        actions.approve(basis, by=bill.by)
    basis = anew(basis)
    assert (basis.state, basis.approved_by) == (BasisState.CHECKED, None)
    assert "basis.approved" not in verbs_of(basis)
    actions.approve(basis, by=bill.other)
    assert (anew(basis).approved_by, anew(basis).checked_by) == (bill.second, bill.loan.finance)


def test_below_the_limit_one_person_is_enough(bill):
    bill.loan.lender.billing.four_eyes_above = Decimal(100_000)
    bill.loan.lender.billing.save()
    actions.approve(bill.checked(), by=bill.by)


def test_a_basis_that_is_sent_back_is_checked_anew(bill):
    basis = bill.approved()
    with pytest.raises(Refused, match="Skriv varför"):
        actions.send_back(basis, by=bill.by, reason=" ", today=APRIL_5)
    actions.send_back(basis, by=bill.by, reason="Fel dagar.", today=APRIL_5)
    basis = anew(basis)
    assert (basis.state, basis.checked_by, basis.approved_by) == (BasisState.PROPOSED, None, None)


def test_absence_changes_the_open_month_and_says_so_in_the_log(bill):
    basis = bill.proposed()
    bill.absent(date(2027, 3, 30), date(2027, 4, 2))
    assert [line.kind for line in basis.lines.all()] == ["salary", "contributions", "overhead", "absence"]
    assert Entry.objects.filter(verb="absence.recorded").count() == 1
    actions.prepare(MARCH, today=APRIL_5)
    assert basis.lines.count() == 4


def test_the_same_day_is_not_absent_twice(bill):
    bill.proposed()
    bill.absent(date(2027, 3, 8), date(2027, 3, 12))
    with pytest.raises(Refused, match="redan införd som frånvaro"):
        bill.absent(date(2027, 3, 12), date(2027, 3, 15), kind="unpaid")
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [(date(2027, 2, 28), MARCH), (date(2027, 4, 30), date(2027, 5, 1)), (date(2027, 3, 9), date(2027, 3, 8))],
)
def test_absence_lies_within_the_loan(bill, from_on, to_on):
    with pytest.raises(Refused, match="inom lånets första och sista dag"):
        bill.absent(from_on, to_on)


def test_absence_in_a_checked_month_is_refused(bill):
    bill.checked()
    with pytest.raises(Refused, match="redan kontrollerad"):
        bill.absent(date(2027, 3, 8), date(2027, 3, 8))
    bill.absent(date(2027, 4, 1), date(2027, 4, 1))


def test_an_exported_invoice_has_its_number_its_bytes_and_its_lines_locked(bill):
    basis = bill.approved()
    invoice = actions.export(basis, by=bill.by, today=APRIL_5)
    assert (invoice.number, invoice.net, invoice.vat, invoice.due_on) == (
        "202700001", Decimal("50780.69"), 0, date(2027, 5, 5),
    )  # fmt: skip
    assert told("basis.exported") == {bill.loan.their_finance}
    for attempt in (
        lambda: actions.export(basis, by=bill.by, today=APRIL_5),
        lambda: actions.send_back(basis, by=bill.by, reason="x", today=APRIL_5),
        lambda: actions.check(basis, by=bill.by, today=APRIL_5),
    ):
        with pytest.raises(Refused, match="redan gått vidare"):
            attempt()
    actions.prepare(MARCH, today=APRIL_5)
    assert Invoice.objects.count() == 1
    assert list(faults()) == []


def test_an_invoice_that_cannot_be_written_is_refused_in_words_and_takes_no_number(bill):
    bill.loan.lender.org_number = "202100-0000"
    bill.loan.lender.save()
    with pytest.raises(Refused, match=r"organisationsnumret|säljaren"):
        actions.export(bill.approved(), by=bill.by, today=APRIL_5)
    assert not Invoice.objects.exists()
    bill.loan.lender.org_number = "202100-5489"
    bill.loan.lender.save()
    assert actions.export(Basis.objects.get(), by=bill.by, today=APRIL_5).number == "202700001"


def test_a_file_that_breaks_a_rule_does_not_leave_and_takes_no_number(bill, monkeypatch):
    monkeypatch.setattr(actions.bases, "why_not_leave", lambda *a: ["Regeln X: fel"])
    with pytest.raises(Refused, match="Regeln X: fel"):
        actions.export(bill.approved(), by=bill.by, today=APRIL_5)
    assert Basis.objects.get().state == BasisState.APPROVED
    assert not Invoice.objects.exists()


def test_a_credit_is_the_same_lines_checked_and_approved_like_an_invoice(bill):
    basis = bill.exported()
    credit = actions.credit(basis, by=bill.by, reason="Fel mottagare.", today=APRIL_5)
    assert [(x.kind, x.amount) for x in credit.lines.all()] == [(x.kind, x.amount) for x in basis.lines.all()]
    assert (credit.of, credit.state, credit.note) == (basis, BasisState.PROPOSED, "Fel mottagare.")
    actions.check(credit, by=bill.by, today=APRIL_5)
    actions.approve(credit, by=bill.other)
    assert actions.export(credit, by=bill.by, today=APRIL_5).number == "202700002"


@pytest.mark.parametrize("reason", ["", " "])
def test_a_credit_says_why(bill, reason):
    with pytest.raises(Refused, match="Skriv varför"):
        actions.credit(bill.exported(), by=bill.by, reason=reason, today=APRIL_5)


def test_only_what_has_left_is_credited_and_once(bill):
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.credit(bill.approved(), by=bill.by, reason="x", today=APRIL_5)
    basis = bill.exported()
    credit = actions.credit(basis, by=bill.by, reason="x", today=APRIL_5)
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.credit(basis, by=bill.by, reason="x", today=APRIL_5)
    for step in (actions.check, actions.export):
        if step is actions.export:
            actions.approve(credit, by=bill.other)
        step(credit, by=bill.by, today=APRIL_5)
    with pytest.raises(Refused, match="inte med en kreditering"):
        actions.credit(credit, by=bill.by, reason="x", today=APRIL_5)


def test_only_the_sellers_finance_credits(bill):
    with pytest.raises(Refused, match="Endast ekonomin"):
        actions.credit(bill.exported(), by=actor(bill.loan.their_finance, APRIL_5), reason="x", today=APRIL_5)


def test_billing_details_are_written_by_the_employers_own_finance(bill):
    with pytest.raises(Refused, match="egen ekonomi"):
        actions.keep_details(bill.loan.receiver, by=bill.by, bankgiro="1-1")
    actions.keep_details(bill.loan.lender, by=bill.by, bankgiro="5050-1055", payment_days=20)
    assert anew(bill.loan.lender).billing.payment_days == 20
    assert Entry.objects.filter(verb="billing.described").count() == 1
