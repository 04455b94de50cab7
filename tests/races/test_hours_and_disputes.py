"""Hours that are attested anew, and disputes, at the moment when the invoice leaves."""

import time
from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction

from kollega.core import clock
from kollega.core.log import faults
from kollega.core.workflow import Workflow
from kollega.invoicing import actions, notices
from kollega.invoicing.models import Hours, Invoice
from kollega.invoicing.rules import BASIS
from kollega.lending.models import Version
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew
from tests.races.rounds import ROUNDS, TWIN_ROUNDS, Count, slowly, without_locks
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
PRICE = 650


def by_the_hour(today):
    """Return an approved month by the hour: someone attests a week anew, finance lets the invoice leave."""
    bill = builders.Bill(today)
    hourly = {"cost_model": "hourly", "hourly_amount": PRICE, "monthly_hours": 100}
    Version.objects.filter(agreement=bill.agreement).update(**hourly)
    with clock.at(bill.TODAY):
        actions.let_the_day_come(bill.TODAY)
    Hours.objects.filter(agreement=bill.agreement).update(state="attested", hours=30, attested_by=bill.loan.leader)
    bill.proposed()
    actions.recount(bill.basis, by=bill.by, today=bill.TODAY)
    basis, leader = bill.approved(), actor(bill.loan.leader, bill.TODAY)
    week = Hours.objects.filter(agreement=bill.agreement).first()

    def attest_anew():
        with transaction.atomic():
            actions.return_hours(week, reason="Fredagen saknas.", by=leader, today=bill.TODAY)
            actions.report(week, worked=Decimal(38), note="", by=leader, today=bill.TODAY)

    return bill, attest_anew, partial(actions.export, anew(basis), by=bill.by, today=bill.TODAY)


def is_billed_as_attested(bill) -> bool:
    """Return whether the invoice, where there is one, is for the hours that stand attested."""
    invoice = Invoice.objects.filter(basis__agreement=bill.agreement).first()
    hours = sum(Hours.objects.filter(agreement=bill.agreement, from_on__month=3).values_list("hours", flat=True))
    return invoice is None or invoice.net == hours * PRICE


def test_hours_attested_while_the_month_is_billed_are_billed_as_they_stand_or_not_at_all(today):
    count = Count("hours attested against export")
    for _ in range(ROUNDS):
        bill, attest_anew, export = by_the_hour(today)
        won, refused = count.race(attest_anew, export)
        assert (len(won), len(refused)) == (1, 1)
        assert is_billed_as_attested(bill)
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_other_hours_are_billed_than_those_attested(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.bases, "must_be_current")
    for _ in range(TWIN_ROUNDS):
        bill, attest_anew, export = by_the_hour(today)
        together(attest_anew, export)
        if not is_billed_as_attested(bill):
            return
    pytest.fail("the twin held although its guard was gone")


def leaving(today):
    """Return finance that lets an invoice leave, and the receiver who disputes and says whether it had left."""
    bill = builders.Bill(today)
    basis, theirs = bill.approved(), actor(bill.loan.their_finance, bill.TODAY)

    def dispute():
        with transaction.atomic():
            actions.dispute(anew(basis), by=theirs, reason="Fel.", today=bill.TODAY)
            return Invoice.objects.filter(basis=basis).exists()

    return basis, dispute, partial(actions.export, anew(basis), by=bill.by, today=bill.TODAY)


def is_in_order(outcomes) -> bool:
    """Return whether the dispute was refused, or came after the invoice had left."""
    had_left, _ = outcomes
    return had_left is not False


def test_an_invoice_is_disputed_when_it_has_left_and_never_before(today):
    count = Count("dispute against leaving")
    for _ in range(ROUNDS):
        basis, dispute, export = leaving(today)
        won, refused = count.race(dispute, export)
        assert False not in won
        assert len(refused) <= 1
        assert Invoice.objects.filter(basis=basis).count() == 1
        assert anew(basis).state == ("exported" if refused else "disputed")
    assert list(faults()) == []
    count.show()


def test_twin_without_the_tables_word_what_has_not_left_is_disputed(today, monkeypatch):
    kept = Workflow.refusal

    def anything_may_be_disputed(self, name, *, obj, by):
        if (self, name) == (BASIS, "dispute"):
            return None
        time.sleep(0.1)  # whoever lets it leave is in the middle
        return kept(self, name, obj=obj, by=by)

    without_locks(monkeypatch)
    monkeypatch.setattr(Workflow, "refusal", anything_may_be_disputed)
    monkeypatch.setattr(notices, "disputed", lambda *_: None)  # it names the invoice, which there is none of
    assert any(not is_in_order(together(*leaving(today)[1:])) for _ in range(TWIN_ROUNDS))
