"""What happens to an invoice that has left: disputed, upheld, paid, reminded of, corrected."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kollega.core import clock
from kollega.core.log import faults
from kollega.core.workflow import Refused
from kollega.invoicing import actions, desk
from kollega.invoicing.models import Basis, Invoice
from kollega.invoicing.terms import BasisState
from kollega.lending import actions as lending
from kollega.lending.models import Version
from kollega.outbox.models import Message
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, tasks_in, told, verbs_of

pytestmark = pytest.mark.django_db
MARCH, APRIL_5, MAY_10 = date(2027, 3, 1), date(2027, 4, 5), date(2027, 5, 10)


@pytest.fixture
def bill(today):
    return builders.Bill(today)


@pytest.fixture
def theirs(bill):
    return actor(bill.loan.their_finance, APRIL_5)


def left(bill, credit):
    """Take a credit or a new invoice all the way out."""
    actions.check(credit, by=bill.by, today=APRIL_5)
    actions.approve(credit, by=bill.other)
    return actions.export(credit, by=bill.by, today=APRIL_5)


def test_a_month_is_billed_by_the_terms_that_ruled_its_days(bill):
    old = bill.agreement.version
    Version.objects.filter(pk=old.pk).update(in_force_to=date(2027, 3, 14))
    terms = {f.name: getattr(old, f.name) for f in Version._meta.fields if f.name not in {"id", "number", "digest"}}
    Version.objects.create(
        **terms | {"share": 50, "in_force_from": date(2027, 3, 15), "in_force_to": date(2027, 4, 30)}, number=2
    )
    Version.objects.create(**terms | {"share": 10, "in_force_from": None, "in_force_to": None}, number=3)
    basis = bill.proposed()
    assert [(line.kind, line.amount) for line in basis.lines.all() if line.kind == "salary"] == [
        ("salary", Decimal("16619.35")), ("salary", Decimal("12612.91")),
    ]  # fmt: skip
    assert (basis.from_on, basis.to_on, basis.terms.number) == (MARCH, date(2027, 3, 31), 2)
    assert Invoice.objects.get(basis=bill.exported()).net == sum(line.amount for line in basis.lines.all())


def test_the_receiver_disputes_and_the_seller_upholds(bill, theirs):
    basis = bill.exported()
    with pytest.raises(Refused, match="Endast ekonomin hos mottagaren"):
        actions.dispute(basis, by=bill.by, reason="x", today=APRIL_5)
    with pytest.raises(Refused, match="Skriv varför"):
        actions.dispute(basis, by=theirs, reason=" ", today=APRIL_5)
    actions.dispute(basis, by=theirs, reason="Fel antal dagar.", today=APRIL_5)
    basis = anew(basis)
    assert (basis.state, basis.note) == (BasisState.DISPUTED, "Fel antal dagar.")
    assert bill.loan.finance in {m.person for m in messages("basis.disputed")}
    assert [t.title for t in tasks_in(desk.piles_for(bill.loan.finance, APRIL_5))] == [
        "Svara på bestridandet av fakturan för mars 2027"
    ]
    with pytest.raises(Refused, match="Endast ekonomin hos utlånaren"):
        actions.uphold(basis, by=theirs, reason="x", today=APRIL_5)
    actions.uphold(basis, by=bill.by, reason="Dagarna står i avtalet.", today=APRIL_5)
    assert anew(basis).state == BasisState.EXPORTED
    assert verbs_of(basis)[-2:] == ["basis.disputed", "basis.upheld"]
    assert list(faults()) == []


def messages(event):
    return list(Message.objects.filter(key__startswith=event).select_related("person"))


def test_a_dispute_is_taken_back_and_may_come_again(bill, theirs):
    basis = bill.exported()
    for _ in range(2):
        actions.dispute(basis, by=theirs, reason="Fel.", today=APRIL_5)
        actions.drop_dispute(basis, by=theirs, today=APRIL_5)
    assert anew(basis).state == BasisState.EXPORTED


def test_payment_is_noted_once_by_the_seller(bill, theirs):
    basis = bill.exported()
    with pytest.raises(Refused, match="Endast ekonomin hos utlånaren"):
        actions.pay(basis, paid_on=MAY_10, by=theirs, today=MAY_10)
    with pytest.raises(Refused, match="inte varit än"):
        actions.pay(basis, paid_on=MAY_10, by=bill.by, today=APRIL_5)
    assert anew(basis).state == BasisState.EXPORTED
    actions.pay(basis, paid_on=APRIL_5, by=bill.by, today=MAY_10)
    assert (anew(basis).state, anew(basis).invoice.paid_on) == (BasisState.PAID, APRIL_5)
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.pay(basis, paid_on=APRIL_5, by=bill.by, today=MAY_10)


def test_a_list_of_payments_is_taken_whole_or_not_at_all(bill):
    basis = bill.exported()
    good = "202700001; 2027-05-04; 50 780,69"
    for rows, said in (
        (f"{good}\n202700009; 2027-05-04; 1", "Rad 2: ni har ingen faktura 202700009"),
        ("202700001; 2027-05-04; 50 780,68", "Rad 1: faktura 202700001 är på 50780.69 kronor"),
        (f"{good}\nnågot annat", "Rad 2 går inte att läsa"),
        ("202700001; 2027-05-11; 50780,69", "Rad 1, faktura 202700001: Betalningsdagen har inte varit än"),
        ("", "Klistra in minst en betalning"),
    ):
        with pytest.raises(Refused, match=said):
            actions.record_payments(bill.loan.lender, text=rows, by=bill.by, today=MAY_10)
        assert anew(basis).state == BasisState.EXPORTED
    assert actions.record_payments(bill.loan.lender, text=good, by=bill.by, today=MAY_10) == 1
    assert (anew(basis).state, anew(basis).invoice.paid_on) == (BasisState.PAID, date(2027, 5, 4))
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.record_payments(bill.loan.lender, text=good, by=bill.by, today=MAY_10)


def test_nobody_notes_payments_to_another_employer(bill, theirs):
    bill.exported()
    with pytest.raises(Refused, match="egen ekonomi"):
        actions.record_payments(bill.loan.lender, text="202700001; 2027-05-04; 50780,69", by=theirs, today=MAY_10)
    with pytest.raises(Refused, match="ingen faktura 202700001"):
        actions.record_payments(bill.loan.receiver, text="202700001; 2027-05-04; 50780,69", by=theirs, today=MAY_10)


def test_what_is_late_is_reminded_of_once_each_time_and_never_while_disputed(bill, theirs):
    basis, due = bill.exported(), date(2027, 5, 5)

    def reminders(day):
        with clock.at(day):
            actions.let_the_day_come(day)
            actions.let_the_day_come(day)
        return len(messages("basis.late"))

    assert reminders(due + timedelta(7)) == 0
    assert reminders(due + timedelta(8)) == 1
    assert told("basis.late.1") == {bill.loan.their_finance}
    actions.dispute(basis, by=theirs, reason="Fel.", today=APRIL_5)
    assert reminders(due + timedelta(40)) == 1
    actions.drop_dispute(basis, by=theirs, today=APRIL_5)
    assert reminders(due + timedelta(41)) == 2
    actions.pay(basis, paid_on=due, by=bill.by, today=due + timedelta(42))
    assert reminders(due + timedelta(80)) == 2


def test_a_correction_is_a_credit_and_a_new_invoice_for_the_same_month(bill):
    wrong = bill.exported()
    credit = actions.credit(wrong, by=bill.by, reason="Sjukdagar saknades.", today=APRIL_5)
    assert anew(wrong).state == BasisState.CREDITED
    bill.absent(date(2027, 3, 8), date(2027, 3, 9))
    right = actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    with pytest.raises(Refused, match="förra faktura behöver lämnas först"):
        left(bill, right)
    credited = left(bill, credit)
    new = actions.export(right, by=bill.by, today=APRIL_5)
    assert (credited.net, credited.vat) == (wrong.invoice.net, wrong.invoice.vat)
    assert new.net == wrong.invoice.net - Decimal("3276.17")
    assert [b.invoice.number for b in Basis.objects.order_by("invoice__number")] == [
        "202700001", "202700002", "202700003",
    ]  # fmt: skip
    assert list(faults()) == []


def test_a_credited_month_is_not_proposed_again_by_the_calendar(bill):
    wrong = bill.exported()
    actions.credit(wrong, by=bill.by, reason="Skulle inte faktureras.", today=APRIL_5)
    with clock.at(MAY_10):
        actions.prepare(MARCH, today=MAY_10)
        actions.let_the_day_come(MAY_10)
    assert Basis.objects.filter(month=MARCH).count() == 2


def test_a_month_is_billed_again_once_and_only_when_credited(bill, theirs):
    wrong = bill.exported()
    with pytest.raises(Refused, match="Kreditera fakturan först"):
        actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    actions.credit(wrong, by=bill.by, reason="x", today=APRIL_5)
    with pytest.raises(Refused, match="Endast ekonomin"):
        actions.bill_again(wrong, by=theirs, today=APRIL_5)
    again = actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    with pytest.raises(Refused, match="redan ett nytt underlag"):
        actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    assert again.lines.count() == 3


def test_a_paid_invoice_may_be_credited_but_a_credited_one_not_paid(bill):
    basis = bill.exported()
    actions.pay(basis, paid_on=APRIL_5, by=bill.by, today=APRIL_5)
    actions.credit(basis, by=bill.by, reason="Lönen ändrades.", today=APRIL_5)
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.pay(basis, paid_on=APRIL_5, by=bill.by, today=APRIL_5)


def test_a_credit_keeps_the_vat_of_what_it_credits_and_the_new_invoice_takes_the_new(bill):
    wrong = bill.exported()
    with clock.at(APRIL_5):
        lending.decide_vat(bill.agreement, treatment="S", reason="Nytt ställningstagande.", by=bill.by)
    credit = actions.credit(wrong, by=bill.by, reason="Fel moms.", today=APRIL_5)
    right = actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    assert (left(bill, credit).vat, left(bill, right).vat) == (0, Decimal("12695.17"))
    assert anew(wrong).invoice.vat == 0


def test_a_credit_stands_for_the_same_days_when_the_loan_has_been_shortened(bill):
    wrong = bill.exported()
    bill.agreement.versions.update(in_force_to=date(2027, 3, 10))
    credit = actions.credit(wrong, by=bill.by, reason="Lånet slutade tidigare.", today=APRIL_5)
    right = actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    assert (credit.from_on, credit.to_on) == (MARCH, date(2027, 3, 31))
    assert (right.from_on, right.to_on) == (MARCH, date(2027, 3, 10))
    assert "<cbc:EndDate>2027-03-31</cbc:EndDate>" in left(bill, credit).xml
    assert "<cbc:EndDate>2027-03-10</cbc:EndDate>" in left(bill, right).xml
