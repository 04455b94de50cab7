"""What a loan costs by each model, under terms, salaries and rates that have their days."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.periods import last_of, months_between
from kollega.core.workflow import Refused
from kollega.lending import actions, rules
from kollega.lending.forms import TermsForm
from kollega.lending.models import Rate
from kollega.lending.terms import CostModel
from tests import builders
from tests.builders import told, verbs_of
from tests.lending.test_rules import a_version

MARCH, FIRST, LAST = date(2027, 3, 1), date(2027, 1, 11), date(2027, 8, 20)
KRONOR = st.decimals(1, 90000, places=2)
PERCENT = st.decimals(0, 60, places=2)
DAYS = st.dates(FIRST, LAST)


def ruling(first=FIRST, last=LAST, **changes):
    return SimpleNamespace(**vars(a_version(**changes)) | {"in_force_from": first, "in_force_to": last})


def a_revision(from_on, salary, at=1):
    return SimpleNamespace(from_on=from_on, monthly_salary=Decimal(salary), at=at)


def a_rate(from_on, contribution="30", overhead="4"):
    return SimpleNamespace(
        from_on=from_on, contribution_percent=Decimal(contribution), overhead_percent=Decimal(overhead)
    )


def whole(prices):
    return rules.forecast_of(prices, months_between(FIRST, LAST)).total


@pytest.mark.parametrize(("said", "asked"), [
    ({"monthly_salary": Decimal(0)}, "månadslönen"),
    ({"cost_model": "fixed"}, "beloppet"),
    ({"cost_model": "fixed", "monthly_amount": Decimal(1)}, None),
    ({"cost_model": "hourly"}, "timpriset"),
    ({"cost_model": "hourly", "hourly_amount": Decimal(1)}, "hur många timmar"),
    ({"cost_model": "hourly", "hourly_amount": Decimal(1), "monthly_hours": Decimal(1)}, None),
    ({}, None),
])  # fmt: skip
def test_the_terms_need_what_their_model_asks_and_nothing_else(said, asked):
    reason = rules.why_no_price(a_version(**said))
    assert asked in reason if asked else reason is None


@pytest.mark.parametrize(("said", "cost"), [
    ({"cost_model": "fixed", "monthly_amount": Decimal(50000), "share": 10}, "30645.16"),
    ({"cost_model": "hourly", "hourly_amount": Decimal(650), "monthly_hours": Decimal(40)}, "15935.48"),
    ({}, "31123.65"),
])  # fmt: skip
def test_nineteen_days_of_march(said, cost):
    assert rules.cost_of_days(a_version(**said), 19, 31).total == Decimal(cost)


def test_hours_are_billed_by_what_is_reported_only():
    price = ruling(cost_model="hourly", hourly_amount=Decimal(650), monthly_hours=Decimal(40))
    assert rules.costs_of([(price, 31)], 31)[0].total == 0
    assert rules.hours_cost(price, Decimal("37.25")) == Decimal("24212.50")


def test_a_price_turns_on_the_day_of_a_revision_and_of_a_rate():
    prices = rules.prices_of(
        [ruling(follows_rates=True)], revisions=[a_revision(date(2027, 4, 1), 48000)],
        rates=[a_rate(date(2026, 1, 1)), a_rate(date(2027, 6, 15), "33")],
    )  # fmt: skip
    assert [(p.in_force_from, p.in_force_to, p.monthly_salary, p.contribution_percent) for p in prices] == [
        (FIRST, date(2027, 3, 31), 46000, 30), (date(2027, 4, 1), date(2027, 6, 14), 48000, 30),
        (date(2027, 6, 15), LAST, 48000, 33),
    ]  # fmt: skip


def test_the_last_written_revision_of_a_day_rules_and_lasts_over_an_extension():
    versions = [ruling(last=date(2027, 5, 31)), ruling(first=date(2027, 6, 1), share=50)]
    revisions = [a_revision(MARCH, 47000, at=2), a_revision(MARCH, 48000, at=3), a_revision(FIRST, 40000, at=9)]
    prices = rules.prices_of(versions, revisions=revisions)
    assert [(p.in_force_from, p.share, p.monthly_salary) for p in prices] == [
        (FIRST, 80, 40000), (MARCH, 80, 48000), (date(2027, 6, 1), 50, 48000)
    ]  # fmt: skip


def test_terms_that_do_not_follow_the_rates_keep_their_own():
    assert rules.prices_of([ruling()], rates=[a_rate(FIRST)])[0].contribution_percent == Decimal("31.42")


@given(KRONOR, KRONOR, PERCENT, st.integers(1, 100), st.lists(DAYS, max_size=4))
def test_a_revision_to_the_same_salary_and_any_split_cost_the_same(salary, fixed, percent, share, days):
    for model in CostModel:
        version = ruling(cost_model=model, monthly_salary=salary, monthly_amount=fixed, hourly_amount=Decimal(500),
                         monthly_hours=Decimal("37.5"), contribution_percent=percent, share=share)  # fmt: skip
        split = rules.prices_of([version], revisions=[a_revision(day, salary) for day in days])
        assert whole(split) == whole(rules.prices_of([version]))


@given(KRONOR, KRONOR, DAYS, PERCENT, st.integers(1, 100))
def test_the_days_before_and_after_a_revision_add_up(salary, revised, day, percent, share):
    version = ruling(monthly_salary=salary, contribution_percent=percent, share=share)
    prices = rules.prices_of([version], revisions=[a_revision(day, revised)])
    assert (prices[0].in_force_from, prices[-1].in_force_to) == (FIRST, LAST)
    assert all(b.in_force_from - a.in_force_to == timedelta(1) for a, b in itertools.pairwise(prices))
    for month in months_between(FIRST, LAST):
        spans, length = rules.spans_of(prices, month), last_of(month).day
        parts = rules.costs_of([(s.version, s.covered) for s in spans], length)
        exact = sum(p.version.monthly_salary * share * p.covered / (100 * Decimal(length)) for p in spans)
        assert abs(sum(p.salary for p in parts) - exact) <= Decimal("0.0051")


@pytest.mark.django_db
def test_the_form_marks_only_what_the_chosen_model_needs(today):
    agreement = builders.Loan(today).selected()
    for model, asked in (("salary", {"monthly_salary", "contribution_percent", "overhead_percent"}),
                         ("fixed", {"monthly_amount"}), ("hourly", {"hourly_amount", "monthly_hours"})):  # fmt: skip
        form = TermsForm(initial={"cost_model": model}, agreement=agreement)
        money = {n for n, f in form.fields.items() if getattr(f, "is_asked", False)}
        assert money - {"tasks", "workplace", "union_informed_on", "cost_model"} == asked


@pytest.mark.django_db
def test_finance_writes_rates_once_a_day_and_agreements_follow_them(today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    agreement.versions.update(follows_rates=True)
    said = {"contribution_percent": Decimal(40), "overhead_percent": Decimal(0)}
    with pytest.raises(Refused, match="egen ekonomi"):
        actions.set_rates(loan.lender, from_on=MARCH, by=loan.by(loan.their_finance), **said)
    rate = actions.set_rates(loan.lender, from_on=date(2027, 4, 1), by=loan.by(loan.finance), **said)
    with pytest.raises(Refused, match="redan procentsatser"):
        actions.set_rates(loan.lender, from_on=date(2027, 4, 1), by=loan.by(loan.finance), **said)
    assert (Rate.objects.count(), verbs_of(rate)) == (1, ["rate.set"])
    assert [p.contribution_percent for p in loan.fresh(agreement).prices] == [Decimal("31.42"), 40]


@pytest.mark.django_db
def test_only_the_lenders_finance_revises_a_salary_within_the_loan(today):
    loan = builders.Loan(today)
    agreement, said = loan.signed(), {"monthly_salary": Decimal(48000), "today": today}
    for who, day, reason, refusal in (
        (loan.their_finance, MARCH, "Revision", "Endast ekonomin hos utlånaren"),
        (loan.contact, MARCH, "Revision", "Endast ekonomin hos utlånaren"),
        (loan.finance, date(2027, 2, 28), "Revision", "ligger i lånet"),
        (loan.finance, date(2027, 5, 1), "Revision", "ligger i lånet"),
        (loan.finance, MARCH, " ", "Skriv varför"),
    ):
        with pytest.raises(Refused, match=refusal):
            actions.revise_salary(agreement, from_on=day, reason=reason, by=loan.by(who), **said)
    revision = actions.revise_salary(agreement, from_on=MARCH, reason="Ny", by=loan.by(loan.finance), **said)
    assert told(f"agreement.salary_revised.{revision.pk}.1") == {loan.their_finance, loan.their_contact}
    assert loan.fresh(agreement).prices[0].monthly_salary == 48000


def test_the_percentage_field_refuses_what_is_no_number():
    from kollega.core.forms import PercentField

    with pytest.raises(ValidationError):
        PercentField().clean("trettio")
