"""What a month's basis holds, who checks and approves it: flows.md 5.4, both ways."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.timeline import WORDS
from kollega.invoicing import rules
from kollega.invoicing.rules import BASIS
from kollega.invoicing.terms import BasisState
from kollega.people.terms import DutyKind
from tests.builders import an_actor

LENDER, RECEIVER, OTHER = uuid4(), uuid4(), uuid4()
ACTORS = {
    f"{place}'s {kind}": an_actor(duties=[(kind, pk)])
    for place, pk in (("lender", LENDER), ("receiver", RECEIVER), ("other", OTHER)) for kind in DutyKind.values
} | {"stranger": an_actor()}  # fmt: skip
TABLE = {
    "check": ({"proposed"}, "checked"),
    "approve": ({"checked"}, "approved"),
    "send_back": ({"checked", "approved"}, "proposed"),
    "export": ({"approved"}, "exported"),
}
MARCH = date(2027, 3, 1)


def a_version(salary=Decimal(46000), share=80, contribution=Decimal("31.42"), overhead=Decimal(5), **more):
    return SimpleNamespace(
        monthly_salary=salary, share=share, contribution_percent=contribution, overhead_percent=overhead, **more
    )


def an_absence(from_on, to_on, kind="sick"):
    return SimpleNamespace(kind=kind, from_on=from_on, to_on=to_on)


def a_basis(state):
    return SimpleNamespace(state=state, agreement=SimpleNamespace(lender_id=LENDER, receiver_id=RECEIVER))


@pytest.mark.parametrize("name", BASIS.steps)
def test_a_step_is_taken_from_its_states_by_the_lenders_finance_and_nobody_else(name):
    sources, target = TABLE[name]
    allowed = {
        (state, who) for state in BasisState.values for who, by in ACTORS.items()
        if BASIS.refusal(name, obj=a_basis(state), by=by) is None
    }  # fmt: skip
    assert allowed == {(state, "lender's finance") for state in sources}
    assert (BASIS.steps[name].target, BASIS.steps[name].needs_reason) == (target, name == "send_back")
    assert f"basis.{BASIS.steps[name].verb}" in WORDS


def test_the_table_names_every_step():
    assert set(TABLE) == set(BASIS.steps)


def lines(month=MARCH, first=date(2027, 3, 1), last=date(2027, 4, 30), absences=(), version=None):
    rows = rules.lines_of(version or a_version(), first=first, last=last, month=month, absences=list(absences))
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
    rows = rules.lines_of(version, first=first, last=last, month=MARCH, absences=absences)
    assert sum(row.amount for row in rows) >= 0
    assert all((row.amount < 0) == (row.kind == "absence") for row in rows)


@given(VERSIONS, ABSENCES, st.randoms())
def test_the_order_in_which_absences_were_written_changes_no_sum(version, absences, random):
    shuffled = random.sample(absences, len(absences))
    one, two = (
        sum(r.amount for r in rules.lines_of(version, first=MARCH, last=date(2027, 4, 30), month=MARCH, absences=some))
        for some in (absences, shuffled)
    )
    assert one == two


@given(VERSIONS, DAYS)
def test_a_day_recorded_twice_is_taken_off_once(version, day):
    def total(absences):
        rows = rules.lines_of(version, first=MARCH, last=date(2027, 4, 30), month=MARCH, absences=absences)
        return sum(r.amount for r in rows)

    assert total([an_absence(day, day)] * 2) == total([an_absence(day, day)])


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
