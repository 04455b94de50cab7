"""What a month's basis holds, who checks and approves it: flows.md 5.4, both ways."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.timeline import WORDS
from kollega.invoicing import rules
from kollega.invoicing.rules import BASIS
from kollega.invoicing.terms import BasisState
from kollega.lending.rules import cost_of_days, costs_of
from kollega.people.terms import DutyKind
from tests.builders import an_actor

LENDER, RECEIVER, OTHER = uuid4(), uuid4(), uuid4()
ACTORS = {
    f"{place}'s {kind}": an_actor(duties=[(kind, pk)])
    for place, pk in (("lender", LENDER), ("receiver", RECEIVER), ("other", OTHER)) for kind in DutyKind.values
} | {"stranger": an_actor()}  # fmt: skip
TABLE = {
    "check": ({"proposed"}, "checked", "lender"),
    "approve": ({"checked"}, "approved", "lender"),
    "send_back": ({"checked", "approved"}, "proposed", "lender"),
    "recount": ({"proposed", "checked", "approved"}, "proposed", "lender"),
    "drop": ({"proposed", "checked", "approved"}, "dropped", None),
    "export": ({"approved"}, "exported", "lender"),
    "dispute": ({"exported"}, "disputed", "receiver"),
    "drop_dispute": ({"disputed"}, "exported", "receiver"),
    "uphold": ({"disputed"}, "exported", "lender"),
    "pay": ({"exported", "disputed"}, "paid", "lender"),
    "credit": ({"exported", "disputed", "paid"}, "credited", "lender"),
}
WITH_REASON = {"send_back", "dispute", "uphold", "credit"}
OF_INVOICES = {"recount", "dispute", "drop_dispute", "pay", "credit"}
MARCH, APRIL_30 = date(2027, 3, 1), date(2027, 4, 30)


def a_version(salary=Decimal(46000), share=80, contribution=Decimal("31.42"), overhead=Decimal(5), **more):
    said = {"cost_model": "salary", "monthly_amount": Decimal(0), "hourly_amount": Decimal(0),
            "monthly_hours": Decimal(0), "follows_rates": False} | more  # fmt: skip
    return SimpleNamespace(
        monthly_salary=salary, share=share, contribution_percent=contribution, overhead_percent=overhead, **said
    )


def ruling(version, first, last):
    """Return the version as it rules some days."""
    return SimpleNamespace(**vars(version) | {"in_force_from": first, "in_force_to": last})


def an_absence(from_on, to_on, kind="sick"):
    return SimpleNamespace(kind=kind, from_on=from_on, to_on=to_on)


def a_basis(state, *, is_credit=False):
    return SimpleNamespace(
        state=state, is_credit=is_credit, agreement=SimpleNamespace(lender_id=LENDER, receiver_id=RECEIVER)
    )


@pytest.mark.parametrize("name", BASIS.steps)
def test_a_step_is_taken_from_its_states_by_one_employers_finance_and_nobody_else(name):
    sources, target, place = TABLE[name]
    allowed = {
        (state, who) for state in BasisState.values for who, by in ACTORS.items()
        if BASIS.refusal(name, obj=a_basis(state), by=by) is None
    }  # fmt: skip
    assert allowed == {(state, f"{place}'s finance") for state in sources if place}
    assert (BASIS.steps[name].target, BASIS.steps[name].needs_reason) == (target, name in WITH_REASON)
    assert f"basis.{BASIS.steps[name].verb}" in WORDS


def test_only_the_clock_lets_a_month_without_days_fall():
    assert BASIS.refusal("drop", obj=a_basis("proposed"), by=None) is None
    assert BASIS.refusal("drop", obj=a_basis("exported"), by=None)


@pytest.mark.parametrize("name", set(TABLE) - {"drop"})
def test_what_a_credit_can_meet_is_what_leads_to_its_file(name):
    by = ACTORS[f"{TABLE[name][2]}'s finance"]
    refused = [state for state in TABLE[name][0] if BASIS.refusal(name, obj=a_basis(state, is_credit=True), by=by)]
    assert set(refused) == (TABLE[name][0] if name in OF_INVOICES else set())


def test_the_table_names_every_step():
    assert set(TABLE) == set(BASIS.steps)


def lines(month=MARCH, first=date(2027, 3, 1), last=date(2027, 4, 30), absences=(), version=None):
    rows = rules.lines_of([ruling(version or a_version(), first, last)], month=month, absences=list(absences))
    return [(row.kind, row.text, str(row.amount)) for row in rows]


def test_a_whole_month():
    assert lines() == [
        ("salary", "Lön mars 2027, 80 procent, hela månaden", "36800.00"),
        ("contributions", "Arbetsgivaravgifter 31,42 procent", "11562.56"),
        ("overhead", "Administration 5 procent", "2418.13"),
    ]


def test_part_of_a_month():
    assert lines(first=date(2027, 3, 15))[0] == ("salary", "Lön mars 2027, 80 procent, 17 av 31 dagar", "20180.65")


def test_a_month_outside_the_loan_has_no_lines():
    assert lines(month=date(2027, 5, 1)) == []


def test_what_costs_nothing_has_no_line():
    assert [kind for kind, *_ in lines(version=a_version(contribution=Decimal(0), overhead=Decimal(0)))] == ["salary"]


def test_absence_is_a_line_of_its_own_and_only_the_days_that_count():
    away = [
        an_absence(date(2027, 2, 20), date(2027, 3, 2)),
        an_absence(date(2027, 3, 30), date(2027, 4, 3), "parental"),
    ]
    assert lines(absences=away)[3:] == [
        ("absence", "Sjukfrånvaro 2 dagar i mars 2027", "-3276.17"),  # 2 of 31 days: 2374.19 + 745.97 + 156.01
        ("absence", "Föräldraledighet 2 dagar i mars 2027", "-3276.18"),  # 4 days are 6552.35
    ]


def test_one_day_is_a_day():
    assert lines(absences=[an_absence(MARCH, MARCH)])[3][1] == "Sjukfrånvaro 1 dag i mars 2027"


def test_absence_the_whole_month_takes_off_all_of_it():
    away = [an_absence(date(2027, 3, day), date(2027, 3, day)) for day in range(1, 32)]
    assert sum(Decimal(amount) for *_, amount in lines(absences=away)) == 0


def test_absence_before_the_loan_takes_off_nothing():
    assert len(lines(first=date(2027, 3, 15), absences=[an_absence(date(2027, 3, 1), date(2027, 3, 14))])) == 3


DAYS = st.dates(date(2027, 2, 1), date(2027, 4, 30))
VERSIONS = st.builds(
    a_version, st.decimals(0, 500_000, places=2), st.integers(1, 100), st.decimals(0, 100, places=2),
    st.decimals(0, 100, places=2),
)  # fmt: skip
ABSENCES = st.lists(
    st.builds(lambda day, length: an_absence(day, day + timedelta(length)), DAYS, st.integers(0, 40)), max_size=8
)


@given(VERSIONS, ABSENCES, DAYS, st.integers(0, 60))
def test_absences_however_they_overlap_never_take_off_more_than_the_month_costs(version, absences, first, length):
    last = first + timedelta(length)
    rows = rules.lines_of([ruling(version, first, last)], month=MARCH, absences=absences)
    assert sum(row.amount for row in rows) >= 0
    assert all((row.amount < 0) == (row.kind == "absence") for row in rows)


@given(VERSIONS, ABSENCES, st.randoms())
def test_the_order_in_which_absences_were_written_changes_no_sum(version, absences, random):
    shuffled = random.sample(absences, len(absences))
    one, two = (
        sum(r.amount for r in rules.lines_of([ruling(version, MARCH, APRIL_30)], month=MARCH, absences=some))
        for some in (absences, shuffled)
    )
    assert one == two


@given(VERSIONS, DAYS)
def test_a_day_recorded_twice_is_taken_off_once(version, day):
    def total(absences):
        rows = rules.lines_of([ruling(version, MARCH, APRIL_30)], month=MARCH, absences=absences)
        return sum(r.amount for r in rows)

    assert total([an_absence(day, day)] * 2) == total([an_absence(day, day)])


def test_a_month_under_two_agreed_terms_has_lines_for_each_part():
    two = [
        ruling(a_version(), date(2027, 2, 1), date(2027, 3, 14)),
        ruling(a_version(share=50), date(2027, 3, 15), APRIL_30),
    ]
    rows = rules.lines_of(two, month=MARCH, absences=[])
    assert [(row.text, str(row.amount)) for row in rows] == [
        ("Lön mars 2027, 80 procent, 14 av 31 dagar, 1–14 mars", "16619.35"),
        ("Arbetsgivaravgifter 31,42 procent, 1–14 mars", "5221.80"),
        ("Administration 5 procent, 1–14 mars", "1092.06"),
        ("Lön mars 2027, 50 procent, 17 av 31 dagar, 15–31 mars", "12612.91"),
        ("Arbetsgivaravgifter 31,42 procent, 15–31 mars", "3962.98"),
        ("Administration 5 procent, 15–31 mars", "828.79"),
    ]


def test_terms_that_cost_the_same_are_one_part():
    two = [ruling(a_version(), MARCH, date(2027, 3, 14)), ruling(a_version(), date(2027, 3, 15), APRIL_30)]
    assert rules.lines_of(two, month=MARCH, absences=[]) == rules.lines_of(
        [ruling(a_version(), MARCH, APRIL_30)], month=MARCH, absences=[]
    )


def test_absence_over_the_day_when_the_terms_change_takes_off_what_each_part_costs():
    two = [
        ruling(a_version(contribution=Decimal(0), overhead=Decimal(0)), MARCH, date(2027, 3, 14)),
        ruling(a_version(share=40, contribution=Decimal(0), overhead=Decimal(0)), date(2027, 3, 15), APRIL_30),
    ]
    *_, absence = rules.lines_of(two, month=MARCH, absences=[an_absence(date(2027, 3, 13), date(2027, 3, 16))])
    assert (absence.text, str(absence.amount)) == ("Sjukfrånvaro 4 dagar i mars 2027", "-3561.29")  # 3 x 36800 / 31


CUTS = st.lists(st.integers(1, 30), max_size=4).map(lambda days: sorted(set(days)))


@given(VERSIONS, CUTS)
def test_however_a_month_is_cut_its_parts_add_up_to_the_whole(version, cuts):
    edges = [0, *cuts, 31]
    days = [(version, to - begin) for begin, to in itertools.pairwise(edges)]
    parts, (whole,) = costs_of(days, 31), costs_of([(version, 31)], 31)
    assert whole == cost_of_days(version, 31, 31)
    for name in ("salary", "contributions", "overhead", "total"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


@given(st.lists(VERSIONS, min_size=1, max_size=4), CUTS, ABSENCES)
def test_under_any_terms_the_sum_is_within_an_ore_of_the_exact_and_absence_never_exceeds_it(versions, cuts, absences):
    edges = [0, *cuts[: len(versions) - 1], 31]
    ruled = [
        ruling(version, date(2027, 3, begin + 1), date(2027, 3, to))
        for version, (begin, to) in zip(versions, itertools.pairwise(edges), strict=False)
    ]
    rows = rules.lines_of(ruled, month=MARCH, absences=[])
    exact = sum(
        Fraction(v.monthly_salary) * v.share * ((v.in_force_to - v.in_force_from).days + 1) / 3100 for v in ruled
    )
    salary = sum((row.amount for row in rows if row.kind == "salary"), Decimal(0))
    assert abs(Fraction(salary) - exact) <= Fraction(1, 200)
    assert all(row.amount == round(row.amount, 2) for row in rows)
    assert sum(row.amount for row in rules.lines_of(ruled, month=MARCH, absences=absences)) >= 0


@pytest.mark.parametrize(
    ("day", "said"), [("2027-04-04", "före"), ("2027-04-05", None), ("2027-05-01", None), ("2027-05-02", "inte varit")]
)
def test_an_invoice_is_paid_from_its_own_day_to_today(day, said):
    reason = rules.why_not_paid_on(date.fromisoformat(day), issued_on=date(2027, 4, 5), today=date(2027, 5, 1))
    assert reason is None if said is None else said in reason


@pytest.mark.parametrize(("days", "number"), [(7, None), (8, 1), (37, 1), (38, 2), (68, 3), (400, 3)])
def test_reminders_come_after_eight_days_and_then_by_the_month(days, number):
    assert rules.reminder_due(MARCH, MARCH + timedelta(days)) == number


def test_a_pasted_list_is_read_whatever_parts_its_columns():
    rows = [
        "Faktura;Dag;Belopp", "202700001; 2027-05-04; 50 780,69", "", "202700002\t2027-05-05\t1 000",
        "202700003 2027-05-05 12.5 kr",
    ]  # fmt: skip
    text = "\n".join(rows)
    paid, faults = rules.read_payments(text)
    assert faults == []
    assert [(p.row, p.number, p.paid_on.isoformat(), str(p.amount)) for p in paid] == [
        (2, "202700001", "2027-05-04", "50780.69"), (4, "202700002", "2027-05-05", "1000"),
        (5, "202700003", "2027-05-05", "12.5"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["202700001; 2027-02-30; 100", "202700001; 100", "nonsens 1", "1; 2027-05-04; -100"])
def test_a_row_that_cannot_be_read_is_named(row):
    paid, (fault,) = rules.read_payments(f"7; 2027-05-04; 1\n{row}")
    assert (len(paid), fault[:5]) == (1, "Rad 2")


def test_an_invoice_is_named_once_in_a_list():
    assert "redan i listan" in rules.read_payments("7; 2027-05-04; 1\n7; 2027-05-05; 1")[1][0]


@given(st.text())
def test_no_text_breaks_the_reader(text):
    paid, faults = rules.read_payments(text)
    assert all(p.amount.is_finite() for p in paid)
    assert len(paid) + len(faults) <= len(text.splitlines())


@pytest.mark.parametrize(
    ("net", "treatment", "vat"),
    [("100", "S", "25.00"), ("50780.69", "S", "12695.17"), ("0.02", "S", "0.01"), ("-0.02", "S", "-0.01"),
     ("100", "O", "0.00"), ("100", "E", "0.00")],
)  # fmt: skip
def test_vat_follows_the_decision_and_is_rounded_once(net, treatment, vat):
    assert str(rules.vat_of(Decimal(net), treatment)) == vat


@pytest.mark.parametrize(("today", "is_ripe"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_a_month_is_ripe_the_day_after_its_last(today, is_ripe):
    assert rules.is_ripe(MARCH, today) is is_ripe


WHOLE = {
    "vat": object(), "seller": SimpleNamespace(bankgiro="5050-1055", plusgiro="", endpoint="1"),
    "buyer": SimpleNamespace(endpoint="1"), "version": SimpleNamespace(buyer_reference="X"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"vat": None}, ["moms"]),
        ({"seller": SimpleNamespace(bankgiro="", plusgiro="1-2", endpoint="1")}, []),
        ({"seller": SimpleNamespace(bankgiro="", plusgiro="", endpoint="")}, ["bankgiro", "Utlånarens adress"]),
        ({"seller": None}, ["bankgiro", "Utlånarens adress"]),
        ({"buyer": None}, ["Mottagarens adress"]),
        ({"version": SimpleNamespace(buyer_reference="")}, ["Mottagarens referens"]),
    ],
)
def test_why_not_bill(changes, missing):
    said = rules.why_not_bill(**WHOLE | changes)
    assert len(said) == len(missing)
    assert all(word in sentence for word, sentence in zip(missing, said, strict=True))


@pytest.mark.parametrize(
    ("gross", "is_same", "is_allowed"),
    [("50000", True, True), ("50000.01", True, False), ("50000.01", False, True), ("0", True, True)],
)
def test_above_the_limit_a_second_person_approves(gross, is_same, is_allowed):
    by = an_actor()
    basis = SimpleNamespace(checked_by_id=by.pk if is_same else uuid4())
    said = rules.why_not_approve(by, basis, gross=Decimal(gross), limit=Decimal(50000))
    assert (said is None) == is_allowed
