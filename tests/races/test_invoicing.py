"""Several prepare and export at the same moment: one basis, one file, and a series of numbers without a gap."""

import time
from datetime import date
from functools import partial

import pytest
from django.db import transaction

from kollega.core import clock
from kollega.core.log import faults
from kollega.core.periods import months_between
from kollega.core.workflow import Refused
from kollega.invoicing import actions, notices, queries
from kollega.invoicing.models import Basis, Booked, Delivery, Hours, Invoice, Ledger, LedgerFile, Line, Route, Run
from kollega.invoicing.rules import BASIS
from kollega.lending import actions as lending
from kollega.lending.models import Agreement, Version
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, verbs_of
from tests.races.rounds import (
    ROUNDS,
    TWIN_ROUNDS,
    Count,
    slowly,
    winners,
    without_constraint,
    without_locks,
    without_one_to_one,
)
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
JULY_5 = date(2027, 7, 5)


def preparers(today):
    bill = builders.Bill(today)
    return bill, [partial(actions.prepare, bill.MONTH, today=bill.TODAY)] * 2 + [
        partial(actions.let_the_day_come, bill.TODAY)
    ] * 2


def test_four_preparers_make_one_basis(today):
    count = Count("prepare")
    for number in range(1, ROUNDS + 1):
        bill, jobs = preparers(today)
        count.race(*jobs)
        assert Line.objects.filter(basis__agreement=bill.agreement).count() == 3
        assert Basis.objects.count() == number
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraint_several_bases_are_made(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, notices, "proposed")
    with without_constraint(Basis, "one_basis_per_agreement_and_month"):
        bill, jobs = preparers(today)
        winners(*jobs)
        assert Basis.objects.filter(agreement=bill.agreement).count() > 1


def test_one_basis_is_exported_once(today):
    count = Count("export")
    for _ in range(ROUNDS):
        bill = builders.Bill(today)
        basis = bill.approved()
        by = [bill.by, bill.other, bill.by, bill.other]
        won, refused = count.race(*[partial(actions.export, anew(basis), by=b, today=bill.TODAY) for b in by])
        assert [invoice.number for invoice in won] == ["202700001"]
        assert set(refused) == {"Underlaget har redan gått vidare. Ladda om sidan för att se läget."}
    assert Invoice.objects.count() == ROUNDS
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_and_one_to_one_a_basis_is_exported_several_times(today, monkeypatch):
    bill = builders.Bill(today)
    basis = bill.approved()
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.bases, "_next_number")
    with without_one_to_one(Invoice, "basis"), without_constraint(Invoice, "one_invoice_per_number_at_a_seller"):
        winners(*[partial(actions.export, anew(basis), by=b, today=bill.TODAY) for b in (bill.by, bill.other)])
        assert Invoice.objects.filter(basis=basis).count() > 1


def four_months(today):
    """Return the exports of four approved months of one seller."""
    bill = builders.Bill(today, ends_on=date(2027, 6, 30))
    jobs = []
    for month in months_between(date(2027, 3, 1), date(2027, 6, 30)):
        actions.prepare(month, today=JULY_5)
        basis = Basis.objects.get(agreement=bill.agreement, month=month)
        actions.check(basis, by=bill.by, today=JULY_5)
        actions.approve(basis, by=bill.other)
        jobs.append(partial(actions.export, anew(basis), by=bill.by, today=JULY_5))
    return bill.loan.lender, jobs


def test_the_numbers_of_a_seller_are_unique_and_have_no_gap(today):
    count = Count("numbers")
    for _ in range(max(ROUNDS // 2, 1)):
        seller, jobs = four_months(today)
        won, refused = count.race(*jobs)
        assert (len(won), refused) == (4, [])
        numbers = sorted(Invoice.objects.filter(seller=seller).values_list("number", flat=True))
        assert numbers == [f"2027{n:05}" for n in range(1, 5)]
    count.show()


def test_twin_without_the_series_lock_a_number_is_given_twice(today, monkeypatch):
    seller, jobs = four_months(today)
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.bases, "_next_number")
    with without_constraint(Invoice, "one_invoice_per_number_at_a_seller"):
        winners(*jobs)
        numbers = list(Invoice.objects.filter(seller=seller).values_list("number", flat=True))
        assert len(set(numbers)) < len(numbers)


def left(today):
    bill = builders.Bill(today)
    return bill, bill.exported()


def pay_and_credit(bill, basis):
    return [
        partial(actions.pay, anew(basis), paid_on=bill.TODAY, by=bill.by, today=bill.TODAY),
        partial(actions.credit, anew(basis), by=bill.other, reason="Fel.", today=bill.TODAY),
    ]


def test_an_invoice_that_is_credited_is_not_paid_at_the_same_moment(today):
    count = Count("credit against payment")
    for _ in range(ROUNDS):
        bill, basis = left(today)
        won, refused = count.race(*pay_and_credit(bill, basis), *pay_and_credit(bill, basis))
        assert len([made for made in won if isinstance(made, Basis)]) == 1
        assert (anew(basis).state, Basis.objects.filter(of=basis).count()) == ("credited", 1)
        assert len(won) + len(refused) == 4
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_a_credited_invoice_is_marked_as_paid(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, BASIS, "refusal")
    wrong = 0
    for _ in range(TWIN_ROUNDS):
        bill, basis = left(today)
        winners(*pay_and_credit(bill, basis))
        wrong += anew(basis).state == "paid" and Basis.objects.filter(of=basis).exists()
    assert wrong


def answers(bill, basis):
    theirs = actor(bill.loan.their_finance, bill.TODAY)
    dispute = partial(actions.dispute, anew(basis), by=theirs, reason="Fel.", today=bill.TODAY)
    pay = partial(actions.pay, anew(basis), paid_on=bill.TODAY, by=bill.by, today=bill.TODAY)
    return [dispute, pay]


def test_a_paid_invoice_is_not_disputed_at_the_same_moment(today):
    count = Count("dispute against payment")
    for _ in range(ROUNDS):
        bill, basis = left(today)
        count.race(*answers(bill, basis))
        assert anew(basis).state == "paid"
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_a_paid_invoice_is_disputed(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, BASIS, "refusal")
    wrong = 0
    for _ in range(TWIN_ROUNDS):
        bill, basis = left(today)
        winners(*answers(bill, basis))
        wrong += anew(basis).state == "disputed" and Invoice.objects.get(basis=basis).paid_on is not None
    assert wrong


def disputed_before_it_left(bill, basis):
    theirs = actor(bill.loan.their_finance, bill.TODAY)
    return [
        partial(actions.export, anew(basis), by=bill.by, today=bill.TODAY),
        partial(actions.dispute, anew(basis), by=theirs, reason="Fel.", today=bill.TODAY),
    ]


def test_what_has_not_left_is_not_disputed(today):
    count = Count("dispute against export")
    for _ in range(ROUNDS):
        bill = builders.Bill(today)
        basis = bill.approved()
        won, _refused = count.race(*disputed_before_it_left(bill, basis))
        assert Invoice.objects.filter(basis=basis).count() == 1
        assert anew(basis).state == ("disputed" if len(won) == 2 else "exported")
    count.show()


def again(bill, basis):
    return [partial(actions.bill_again, anew(basis), by=by, today=bill.TODAY) for by in (bill.by, bill.other)] + [
        partial(actions.prepare, bill.MONTH, today=bill.TODAY)
    ]


def test_a_credited_month_is_billed_again_once(today):
    count = Count("bill again")
    for _ in range(ROUNDS):
        bill, basis = left(today)
        actions.credit(basis, by=bill.by, reason="Fel.", today=bill.TODAY)
        count.race(*again(bill, basis))
        assert Basis.objects.filter(agreement=bill.agreement, kind="invoice", state="proposed").count() == 1
    count.show()


def test_twin_without_lock_and_constraint_a_credited_month_is_billed_twice(today, monkeypatch):
    bill, basis = left(today)
    actions.credit(basis, by=bill.by, reason="Fel.", today=bill.TODAY)
    without_locks(monkeypatch)
    slowly(monkeypatch, notices, "proposed")
    with without_constraint(Basis, "one_basis_per_agreement_and_month"):
        winners(*again(bill, basis))
        assert Basis.objects.filter(agreement=bill.agreement, kind="invoice", state="proposed").count() > 1


def shortening(bill, basis):
    """Return an early end that both contacts have said yes to but for one, who says whether the invoice had left."""
    last = date(2027, 3, 19)
    loan = bill.loan
    lending.let_the_day_come(bill.agreement.days[0])
    Version.objects.filter(agreement=bill.agreement).update(early_end_days=0)
    began = bill.agreement.days[0]
    change = lending.ask_to_end(
        loan.fresh(bill.agreement), last_day=last, reason="Klart.", by=actor(loan.contact, began), today=began
    )

    def say_yes():
        with transaction.atomic():
            lending.consent(change, by=actor(loan.their_contact, began), today=began)
            return Invoice.objects.filter(basis=basis).exists()

    return say_yes


def test_an_early_end_and_the_month_run_end_in_lines_that_hold(today):
    count = Count("early end against month run")
    for _ in range(ROUNDS):
        bill = builders.Bill(today)
        say_yes = shortening(bill, None)
        count.race(say_yes, partial(actions.prepare, bill.MONTH, today=bill.TODAY))
        for basis in Basis.objects.filter(agreement=bill.agreement):
            if not actions.is_counted(queries.whole(Basis.objects.filter(pk=basis.pk)).get()):
                with pytest.raises(Refused, match="Räkna om"):
                    actions.check(basis, by=bill.by, today=bill.TODAY)
        actions.let_the_day_come(bill.TODAY)
        assert bill.basis.to_on == date(2027, 3, 19)
        actions.check(bill.basis, by=bill.by, today=bill.TODAY)
    assert list(faults()) == []
    count.show()


def test_an_early_end_comes_before_the_invoice_or_after_it_and_never_within(today):
    count = Count("early end against export")
    for _ in range(ROUNDS):
        bill = builders.Bill(today)
        basis = bill.approved()
        jobs = [shortening(bill, basis), partial(actions.export, anew(basis), by=bill.by, today=bill.TODAY)]
        won, _refused = count.race(*jobs)
        if len(won) == 2:
            assert won[0] is True
        else:
            assert anew(basis).state == "approved"
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_an_invoice_leaves_by_terms_that_hold_no_more(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.bases, "must_be_current")
    wrong = 0
    for _ in range(TWIN_ROUNDS):
        bill = builders.Bill(today)
        basis = bill.approved()
        say_yes = shortening(bill, basis)
        had_left, made = together(say_yes, partial(actions.export, anew(basis), by=bill.by, today=bill.TODAY))
        wrong += had_left is False and isinstance(made, Invoice)
    assert wrong


def ending(today):
    """Return a loan of March alone whose invoice was upheld, and its settling against a new dispute."""
    bill = builders.Bill(today)
    basis, theirs = bill.exported(), actor(bill.loan.their_finance, bill.TODAY)
    actions.dispute(basis, by=theirs, reason="Fel.", today=bill.TODAY)
    actions.uphold(basis, by=bill.by, reason="Nej.", today=bill.TODAY)
    last = date(2027, 3, 31)
    Version.objects.filter(agreement=bill.agreement).update(in_force_to=last)
    Agreement.objects.filter(pk=bill.agreement.pk).update(last_day=last, state="returned")

    def dispute():
        with transaction.atomic():
            actions.dispute(anew(basis), by=theirs, reason="Fel.", today=bill.TODAY)
            return Agreement.objects.filter(pk=bill.agreement.pk, state="settled").exists()

    return bill, dispute, partial(actions.settle, bill.agreement, by=bill.by, today=bill.TODAY)


def test_a_loan_is_not_settled_while_its_invoice_is_disputed(today):
    count = Count("dispute against settling")
    for _ in range(ROUNDS):
        bill, dispute, settle = ending(today)
        won, _refused = count.race(dispute, settle)
        assert won[0] is (anew(bill.agreement).state == "settled")
    count.show()


def test_twin_without_locks_a_loan_is_settled_with_a_disputed_invoice(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.loans, "why_not_settle")
    wrong = 0
    for _ in range(TWIN_ROUNDS):
        _, dispute, settle = ending(today)
        was_settled, settled = together(dispute, settle)
        wrong += was_settled is False and not isinstance(settled, Exception)
    assert wrong


def by_the_hour(today):
    """Return a month by the hour that may leave, and a leader who sends a week back and says whether it had left."""
    bill = builders.Bill(today)
    Version.objects.filter(agreement=bill.agreement).update(cost_model="hourly", hourly_amount=650, monthly_hours=100)
    with clock.at(bill.TODAY):
        actions.let_the_day_come(bill.TODAY)
    Hours.objects.filter(agreement=bill.agreement).update(state="attested", hours=30, attested_by=bill.loan.leader)
    bill.proposed()
    actions.recount(bill.basis, by=bill.by, today=bill.TODAY)
    basis, week = bill.approved(), Hours.objects.filter(agreement=bill.agreement).first()

    def send_back():
        with transaction.atomic():
            actions.return_hours(week, reason="Nej.", by=actor(bill.loan.leader, bill.TODAY), today=bill.TODAY)
            return Invoice.objects.filter(basis=basis).exists()

    return send_back, partial(actions.export, anew(basis), by=bill.by, today=bill.TODAY)


def test_a_week_is_sent_back_before_its_invoice_or_not_at_all(today):
    count = Count("hours sent back against export")
    for _ in range(ROUNDS):
        won, refused = count.race(*by_the_hour(today))
        assert (len(won), len(refused)) == (1, 1)
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_an_invoice_bills_a_week_that_was_sent_back(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.bases, "must_be_current")
    wrong = 0
    for _ in range(TWIN_ROUNDS):
        had_left, made = together(*by_the_hour(today))
        wrong += had_left is False and isinstance(made, Invoice)
    assert wrong


def running(today):
    """Return a month that two workers and the clock take at once."""
    bill = builders.Bill(today)
    with clock.at(bill.TODAY):
        actions.start_run(bill.loan.lender, month=bill.MONTH, by=bill.by, today=bill.TODAY)
    return bill, [
        actions.run_next_batch,
        actions.run_next_batch,
        partial(actions.prepare, bill.MONTH, today=bill.TODAY),
    ]


def test_two_month_runs_and_the_clock_make_one_basis(today):
    count = Count("two month runs")
    for number in range(1, ROUNDS + 1):
        bill, jobs = running(today)
        with clock.at(bill.TODAY):
            count.race(*jobs)
            while actions.run_next_batch():
                pass
        run = Run.objects.get(employer=bill.loan.lender)
        assert (run.done, run.finished_at is not None) == (1, True)
        assert Basis.objects.count() == number
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraint_two_runs_make_two_bases(today, monkeypatch):
    bill, jobs = running(today)
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.lines, "rows_of")
    with without_constraint(Basis, "one_basis_per_agreement_and_month"), clock.at(bill.TODAY):
        winners(*jobs[:2])
        assert Basis.objects.filter(agreement=bill.agreement).count() > 1


def test_asking_for_the_same_month_at_once_starts_one_run(today):
    count = Count("two who start a run")
    for _ in range(ROUNDS):
        bill = builders.Bill(today)
        ask = [partial(actions.start_run, bill.loan.lender, month=bill.MONTH, by=by, today=bill.TODAY)
               for by in (bill.by, bill.other)]  # fmt: skip
        won, _ = count.race(*ask, *ask)
        assert len({run.pk for run in won}) == 1
    count.show()


def taking_many(today, monkeypatch):
    """Return a lender with two bases to check, one of them at once, and two of finance who mark them both."""
    monkeypatch.setattr(actions.runs, "STEP_BATCH", 1)
    bill, other = builders.Bill(today), builders.Bill(today)
    Agreement.objects.filter(pk=other.agreement.pk).update(
        lender=bill.loan.lender, number=f"X {other.agreement.number}"
    )
    which = [bill.proposed().pk, other.proposed().pk]
    about = {"employer": bill.loan.lender, "month": bill.MONTH, "today": bill.TODAY}
    return bill, [partial(actions.take_many, "check", which, by=by, **about) for by in (bill.by, bill.other)]


def test_two_who_mark_the_same_begin_one_run_and_each_is_checked_once(today, monkeypatch):
    count = Count("two who check many")
    for _ in range(ROUNDS):
        bill, jobs = taking_many(today, monkeypatch)
        with clock.at(bill.TODAY):
            won, refused = count.race(*jobs)
            assert (len(won), len(refused)) == (1, 1)
            while actions.run_next_batch():
                pass
        assert Run.objects.get(employer=bill.loan.lender).refused == []
        checked = [verbs_of(b).count("basis.checked") for b in Basis.objects.filter(agreement__lender=bill.loan.lender)]
        assert checked == [1, 1]
    count.show()


def test_twin_without_lock_and_constraint_two_runs_take_the_same(today, monkeypatch):
    bill, jobs = taking_many(today, monkeypatch)
    without_locks(monkeypatch)
    with without_constraint(Run, "one_run_at_a_time_per_employer_and_month"), clock.at(bill.TODAY):
        winners(*jobs)
        assert Run.objects.filter(employer=bill.loan.lender).count() > 1


def booking(today):
    """Return an invoice that has left, and two who write it to the bookkeeping at once, each in their own way."""
    bill, basis = left(today)
    Ledger.objects.create(employer=bill.loan.lender)
    about = {"month": date(2027, 4, 1), "today": bill.TODAY}
    return basis.invoice, [
        partial(actions.book, bill.loan.lender, kind=kind, by=by, **about)
        for kind, by in (("si", bill.by), ("txt", bill.other), ("si", bill.other))
    ]


def test_an_invoice_is_in_one_file_for_the_bookkeeping(today):
    count = Count("two who book a month")
    for number in range(1, ROUNDS + 1):
        invoice, jobs = booking(today)
        won, refused = count.race(*jobs)
        assert (len(won), len(refused)) == (1, 2)
        assert (Booked.objects.get(invoice=invoice).file, LedgerFile.objects.count()) == (won[0], number)
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraints_an_invoice_is_booked_twice(today, monkeypatch):
    invoice, jobs = booking(today)
    without_locks(monkeypatch)
    slowly(monkeypatch, actions.ledger, "_next_number")
    with (
        without_constraint(LedgerFile, "one_ledger_file_per_employer_month_and_number"),
        without_one_to_one(Booked, "invoice"),
    ):
        winners(*jobs)
        assert Booked.objects.filter(invoice=invoice).count() > 1


def delivering(today):
    """Return what sent an invoice on its way to a slow access point, what that got, and three workers."""
    bill = builders.Bill(today)
    Route.objects.create(employer=bill.loan.lender, way="http", address="https://ap.exempel.se/in")
    bill.exported()
    got = []

    def ask(address, *, body, headers):
        got.append(headers["Idempotency-Key"])
        time.sleep(0.1)
        return b""

    return bill, got, [partial(actions.deliver_next, ask=ask)] * 3


def test_three_workers_hand_an_invoice_over_once(today):
    count = Count("three who deliver")
    for _ in range(ROUNDS):
        _, got, jobs = delivering(today)
        won, _ = count.race(*jobs)
        assert len(got) == 1
        assert len([done for done in won if done]) == 1
    assert not Delivery.objects.filter(delivered_at__isnull=True).exists()
    assert list(faults()) == []
    count.show()


def test_twin_without_the_row_lock_an_invoice_is_handed_over_twice(today, monkeypatch):
    _, got, jobs = delivering(today)
    without_locks(monkeypatch)
    winners(*jobs)
    assert len(got) > 1


def leaving(today):
    """Return a worker and finance, who leave the same invoice, and where each of them says that it has left."""
    bill, left, jobs = delivering(today)
    delivery = Delivery.objects.get(invoice__basis=bill.basis)

    def by_hand():
        actions.leave_by_hand(delivery, by=bill.by)
        left.append("by hand")

    return [jobs[0], by_hand], left


def test_finance_and_a_worker_leave_an_invoice_once(today):
    """While the access point has it, whoever says that they left it themselves reads that it is on its way."""
    count = Count("by hand against by itself")
    for _ in range(ROUNDS):
        jobs, left = leaving(today)
        count.race(*jobs)
        assert len(left) == 1
    count.show()


def test_twin_without_the_row_lock_both_leave_it(today, monkeypatch):
    jobs, left = leaving(today)
    without_locks(monkeypatch)
    winners(*jobs)
    assert len(left) > 1
