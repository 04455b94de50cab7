"""Work by the hour: weeks, reports, attests, and the month that bills them; and what makes up for earlier months."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.log import faults
from kollega.core.periods import last_of
from kollega.core.workflow import Refused
from kollega.invoicing import actions, desk, queries, rules
from kollega.invoicing.forms import HoursForm
from kollega.invoicing.models import Basis, Hours
from kollega.invoicing.terms import HoursState
from kollega.lending import actions as lending
from kollega.lending.models import Version
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, tasks_in, told, verbs_of

MARCH, APRIL_5 = date(2027, 3, 1), date(2027, 4, 5)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 30))
def test_the_weeks_of_a_month_are_its_days(first, days):
    last = min(first + timedelta(days), last_of(first))
    weeks = rules.weeks_of(first, last)
    assert [d for a, b in weeks for d in range(a.toordinal(), b.toordinal() + 1)] == list(
        range(first.toordinal(), last.toordinal() + 1)
    )
    assert all(b.weekday() == 6 or b == last for _, b in weeks)


@given(st.dictionaries(st.sampled_from([date(2027, m, 1) for m in range(1, 9)]),
                       st.tuples(*[st.decimals(0, 90000, places=2)] * 2), max_size=8))  # fmt: skip
def test_a_correction_makes_what_is_billed_what_is_owed(months):
    owed, billed = ({m: pair[n] for m, pair in months.items()} for n in (0, 1))
    row = rules.correction_of(owed, billed)
    assert sum(billed.values()) + (row.amount if row else 0) == sum(owed.values())
    assert (row is None) == (owed == billed)
    assert row is None or (row.amount == sum(a for _, a in row.parts) and len(row.text) <= 200)


@pytest.fixture
def bill(today):
    return builders.Bill(today)


@pytest.fixture
def hourly(bill):
    Version.objects.filter(agreement=bill.agreement).update(
        cost_model="hourly", hourly_amount=Decimal("650.50"), monthly_hours=100
    )
    return bill


def weeks(bill):
    return list(Hours.objects.filter(agreement=bill.agreement, from_on__lt=date(2027, 4, 1)))


def reported(bill, hours="37.5"):
    for week in weeks(bill):
        actions.report(week, worked=Decimal(hours), note="", by=actor(bill.loan.employee, APRIL_5), today=APRIL_5)


def attested(bill):
    reported(bill)
    for week in weeks(bill):
        actions.attest(week, by=actor(bill.loan.leader, APRIL_5))


def titles(person):
    return [t.title for t in tasks_in(desk.piles_for(anew(person), APRIL_5))]


@pytest.mark.django_db
def test_a_month_by_the_hour_from_open_weeks_to_locked(hourly):
    actions.let_the_day_come(APRIL_5)
    actions.let_the_day_come(APRIL_5)
    assert [(w.from_on.day, w.to_on.day) for w in weeks(hourly)] == [(1, 7), (8, 14), (15, 21), (22, 28), (29, 31)]
    assert len(titles(hourly.loan.employee)) == 6
    with pytest.raises(Refused, match="saknas för vecka 9, 10, 11, 12 och 13"):
        actions.check(hourly.basis, by=hourly.by, today=APRIL_5)
    reported(hourly)
    assert len(titles(hourly.loan.leader)) == 5
    with pytest.raises(Refused, match="saknas för vecka"):
        actions.check(hourly.basis, by=hourly.by, today=APRIL_5)
    for week in weeks(hourly):
        with pytest.raises(Refused, match="Endast den som leder"):
            actions.attest(week, by=actor(hourly.loan.employee, APRIL_5))
        actions.attest(week, by=actor(hourly.loan.leader, APRIL_5))
    basis = hourly.exported()
    assert [(x.kind, x.text, x.amount) for x in basis.lines.all()] == [(
        "hours", "187,50 timmar à 650,50\u00a0kronor i mars 2027, enligt attesterad tidrapport", Decimal("121968.75")
    )]  # fmt: skip
    assert {w.state for w in weeks(hourly)} == {HoursState.BILLED}
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.return_hours(weeks(hourly)[0], reason="x", by=actor(hourly.loan.leader, APRIL_5), today=APRIL_5)
    actions.credit(basis, by=hourly.by, reason="Fel timmar.", today=APRIL_5)
    week = weeks(hourly)[0]
    actions.return_hours(week, reason="Skriv 20.", by=actor(hourly.loan.leader, APRIL_5), today=APRIL_5)
    assert verbs_of(week) == [f"hours.{v}" for v in ("reported", "attested", "billed", "unlocked", "sent_back")]
    assert anew(week).comment == "Skriv 20."
    assert list(faults()) == []


@pytest.mark.django_db
def test_the_task_says_that_it_waits_for_hours_as_long_as_the_rule_does(hourly):
    def told_and_ruled():
        tasks = tasks_in(desk.piles_for(anew(hourly.loan.finance), APRIL_5))
        (task,) = (t for t in tasks if t.title == "Granska fakturan för mars 2027")
        basis = queries.whole(Basis.objects.filter(pk=hourly.basis.pk)).get()
        is_held = any(x.where == "hours" for x in actions.obstacles_to(basis))
        return "Väntar på attesterade tidrapporter" in task.context, task.due_on is None, is_held

    actions.let_the_day_come(APRIL_5)
    assert told_and_ruled() == (True, True, True)
    reported(hourly)
    assert told_and_ruled() == (True, True, True)
    for week in weeks(hourly):
        actions.attest(week, by=actor(hourly.loan.leader, APRIL_5))
    assert told_and_ruled() == (False, False, False)


@pytest.mark.django_db
def test_a_week_sent_back_holds_the_invoice_until_it_is_counted_anew(hourly):
    actions.let_the_day_come(APRIL_5)
    attested(hourly)
    basis = hourly.approved()
    week = weeks(hourly)[1]
    actions.return_hours(week, reason="För mycket.", by=actor(hourly.loan.leader, APRIL_5), today=APRIL_5)
    with pytest.raises(Refused, match="Räkna om"):
        actions.export(basis, by=hourly.by, today=APRIL_5)
    actions.recount(basis, by=hourly.by, today=APRIL_5)
    with pytest.raises(Refused, match="saknas för vecka 10"):
        actions.check(basis, by=hourly.by, today=APRIL_5)
    actions.report(week, worked=Decimal(10), note="", by=actor(hourly.loan.leader, APRIL_5), today=APRIL_5)
    assert anew(week).state == HoursState.ATTESTED
    assert told(f"hours.written.{week.pk}") == {hourly.loan.employee}
    actions.recount(basis, by=hourly.by, today=APRIL_5)
    actions.check(basis, by=hourly.by, today=APRIL_5)


@pytest.mark.django_db
def test_who_sees_and_writes_the_weeks(hourly):
    actions.let_the_day_come(APRIL_5)
    loan, week = hourly.loan, weeks(hourly)[0]
    names = ("employee", "leader", "finance", "manager", "contact", "head", "their_contact", "their_finance")
    seen = {n for n in names if queries.hours_for(anew(getattr(loan, n))).exists()}
    assert seen == {"employee", "leader", "finance"}
    with pytest.raises(Refused, match="Endast medarbetaren"):
        actions.report(week, worked=Decimal(1), note="", by=hourly.by, today=APRIL_5)


@pytest.mark.parametrize(("said", "hours"), [
    ("37,5", "37.5"), ("37:30", "37.50"), ("8 timmar", "8"), ("0", "0"), ("169", None), ("-1", None), ("åtta", None)
])  # fmt: skip
def test_hours_are_read_as_people_write_them(said, hours):
    from types import SimpleNamespace
    from uuid import uuid4

    row = SimpleNamespace(pk=uuid4(), hours=0, note="", reported_by_id=None)
    form = HoursForm({"worked": said}, row=row)
    assert form.is_valid() is (hours is not None)
    assert hours is None or form.cleaned_data["worked"] == Decimal(hours)


def billed_through(bill, month, today):
    actions.prepare(month, today=today)
    basis = Basis.objects.get(agreement=bill.agreement, month=month, kind="invoice")
    actions.check(basis, by=bill.by, today=today)
    actions.approve(basis, by=bill.other)
    actions.export(basis, by=bill.by, today=today)
    return basis


def owed(bill):
    """What the months cost when the salary is known from the start."""
    prices = bill.loan.fresh(bill.agreement).prices
    return sum(row.amount for m in (3, 4) for row in rules.lines_of(prices, month=date(2027, m, 1)))


@pytest.mark.django_db
def test_a_salary_that_is_raised_afterwards_is_one_line_in_the_next_month(bill):
    march, may_5 = bill.exported(), date(2027, 5, 5)
    lending.revise_salary(bill.agreement, from_on=date(2027, 3, 10), monthly_salary=Decimal("47333.33"),
                          reason="Revision", by=bill.by, today=may_5)  # fmt: skip
    april = billed_through(bill, date(2027, 4, 1), may_5)
    line = april.lines.get(kind="correction")
    assert (line.text, line.amount) == ("Ändrad lön eller procentsats, mars 2027", april.corrections.get().amount)
    assert Decimal(march.net) + sum(x.amount for x in april.lines.all()) == owed(bill)
    assert march.lines.filter(kind="correction").count() == 0


@pytest.mark.django_db
def test_a_correction_is_billed_once_and_follows_a_second_revision(bill):
    bill.exported()
    may_5 = date(2027, 5, 5)
    for salary in ("48000", "47000"):
        lending.revise_salary(bill.agreement, from_on=MARCH, monthly_salary=Decimal(salary), reason="Revision",
                              by=bill.by, today=may_5)  # fmt: skip
        actions.prepare(date(2027, 4, 1), today=may_5)
    april = billed_through(bill, date(2027, 4, 1), may_5)
    assert april.corrections.count() == 1
    left = Basis.objects.filter(agreement=bill.agreement)
    assert sum(x.amount for b in left for x in b.lines.all()) == owed(bill)


@pytest.mark.django_db
def test_months_that_follow_terms_as_they_were_have_no_correction(bill):
    bill.exported()
    april = billed_through(bill, date(2027, 4, 1), date(2027, 5, 5))
    assert not april.lines.filter(kind="correction").exists()
