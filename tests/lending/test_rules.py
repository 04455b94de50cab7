"""When a colleague may be lent, who decides, and what a month costs: flows.md 5.3, both ways."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.periods import add_months, months_between
from kollega.core.timeline import WORDS
from kollega.lending import rules, views
from kollega.lending.rules import AGREEMENT
from kollega.lending.terms import AgreementState, LegalForm
from kollega.people.terms import DutyKind
from tests.builders import an_actor

LENDER, RECEIVER, OTHER, NETWORK = uuid4(), uuid4(), uuid4(), uuid4()
EMPLOYEE, MANAGER, LEADER = uuid4(), uuid4(), uuid4()
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
ACTORS = {
    "employee": an_actor(EMPLOYEE),
    "manager": an_actor(MANAGER),
    "manager's substitute": an_actor(stands_in_for=[(MANAGER, LENDER)]),
    "manager's substitute elsewhere": an_actor(stands_in_for=[(MANAGER, OTHER)]),
    "leader": an_actor(LEADER),
    "lender's contact": an_actor(duties=[(DutyKind.CONTACT, LENDER)]),
    "lender's head": an_actor(duties=[(DutyKind.HEAD_OF_HR, LENDER)]),
    "lender's finance": an_actor(duties=[(DutyKind.FINANCE, LENDER)]),
    "receiver's contact": an_actor(duties=[(DutyKind.CONTACT, RECEIVER)]),
    "receiver's head": an_actor(duties=[(DutyKind.HEAD_OF_HR, RECEIVER)]),
    "receiver's finance": an_actor(duties=[(DutyKind.FINANCE, RECEIVER)]),
    "another's contact": an_actor(duties=[(DutyKind.CONTACT, OTHER), (DutyKind.HEAD_OF_HR, OTHER)]),
    "coordinator": an_actor(duties=[(DutyKind.COORDINATOR, NETWORK)]),
    "administrator": an_actor(duties=[(DutyKind.ADMINISTRATOR, LENDER), (DutyKind.ADMINISTRATOR, RECEIVER)]),
    "auditor": an_actor(duties=[(DutyKind.AUDITOR, LENDER)]),
    "stranger": an_actor(),
}
EVERYONE = set(ACTORS)
CONTACTS = {"lender's contact", "receiver's contact"}
BEFORE_SIGNED = {"draft", "offered", "countered", "signing"}
TABLE = {
    "offer": ({"draft"}, "offered", {"lender's contact"}),
    "accept": ({"offered"}, "signing", {"receiver's contact"}),
    "send_back": ({"offered"}, "draft", {"receiver's contact"}),
    "counter": ({"offered"}, "countered", {"receiver's contact"}),
    "take_counter": ({"countered"}, "signing", {"lender's contact"}),
    "answer_counter": ({"countered"}, "draft", {"lender's contact"}),
    "reopen": ({"signing"}, "draft", CONTACTS),
    "decline": (BEFORE_SIGNED, "declined", {"lender's head", "receiver's head"}),
    "withdraw": (BEFORE_SIGNED, "withdrawn", {*CONTACTS, "employee"}),
    "bind": ({"signing"}, "signed", EVERYONE),
    "give_notice": ({"signed"}, "notice", EVERYONE),
    "begin": ({"notice"}, "active", EVERYONE),
    "plan_return": ({"active"}, "returning", EVERYONE),
    "confirm_return": ({"returning"}, "returned", {"manager", "manager's substitute", "lender's contact"}),
    "cancel": (
        {"signed", "notice"}, "cancelled",
        {*CONTACTS, "employee", "manager", "manager's substitute", "lender's head", "receiver's head"},
    ),
    "extend": ({"active", "returning"}, "active", EVERYONE),
    "shorten": ({"active", "returning"}, "active", EVERYONE),
    "convert": ({"active", "returning"}, "converted", EVERYONE),
    "settle": ({"returned", "converted"}, "settled", {"lender's finance"}),
    "close": ({"settled"}, "closed", EVERYONE),
}  # fmt: skip
THE_CLOCKS = {"bind", "give_notice", "begin", "plan_return", "extend", "shorten", "convert", "close"}


def an_agreement(state="signing", **more):
    employment = SimpleNamespace(person_id=EMPLOYEE, manager_id=MANAGER, employer_id=LENDER)
    lender = SimpleNamespace(notice_months=2)
    return SimpleNamespace(
        state=state, lender_id=LENDER, receiver_id=RECEIVER, employment=employment, lender=lender,
        **{"legal_form": LegalForm.STAFF_LOAN, "waived_to": None} | more,
    )  # fmt: skip


def a_version(**changes):
    return SimpleNamespace(**{
        "number": 1, "starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 30), "share": 80, "tasks": "Leda",
        "workplace": "Sundsvall", "monthly_salary": Decimal(46000), "contribution_percent": Decimal("31.42"),
        "overhead_percent": Decimal(5), "travel": "", "equipment": "", "secrecy": "", "buyer_reference": "X",
        "order_reference": "", "is_insurance_checked": False, "union_informed_on": date(2026, 11, 1),
        "cost_model": "salary", "monthly_amount": Decimal(0), "hourly_amount": Decimal(0),
        "monthly_hours": Decimal(0), "follows_rates": False,
    } | changes)  # fmt: skip


@pytest.mark.parametrize("name", AGREEMENT.steps)
def test_a_step_is_taken_from_its_states_by_its_actors_and_nobody_else(name):
    sources, target, actors = TABLE[name]
    allowed = {
        (state, who) for state in AgreementState.values for who, by in ACTORS.items()
        if AGREEMENT.refusal(name, obj=an_agreement(state), by=by) is None
    }  # fmt: skip
    assert allowed == {(state, who) for state in sources for who in actors}
    assert AGREEMENT.steps[name].target == target


def test_the_table_names_every_step_and_the_log_has_words_for_each():
    assert set(TABLE) == set(AGREEMENT.steps)
    assert {f"agreement.{step.verb}" for step in AGREEMENT.steps.values()} <= set(WORDS)


def test_steps_without_a_guard_are_never_taken_from_a_page():
    assert {n for n, s in AGREEMENT.steps.items() if s.guard.__name__ == "anyone"} == THE_CLOCKS
    assert not THE_CLOCKS & views.STEPS


@pytest.mark.parametrize("name", ["send_back", "counter", "reopen", "decline", "withdraw", "cancel"])
def test_a_step_backwards_needs_a_reason(name):
    assert AGREEMENT.steps[name].needs_reason


def test_every_state_that_can_be_left_has_a_holder():
    assert set(AGREEMENT.holders) == {s for step in AGREEMENT.steps.values() for s in step.sources}


@pytest.mark.parametrize(
    ("lender", "receiver", "form"),
    [
        ("agency", "agency", LegalForm.STAFF_LOAN),
        ("municipality", "region", LegalForm.MUNICIPAL),
        ("region", "company", LegalForm.MUNICIPAL),
        ("company", "company", LegalForm.MUNICIPAL),
        ("agency", "municipality", None),
        ("municipality", "agency", None),
        ("agency", "other", None),
        ("other", "other", None),
        ("company", "agency", None),
    ],
)
def test_the_form_follows_the_kinds_of_employer(lender, receiver, form):
    assert rules.legal_form(lender, receiver) == form
    assert (rules.why_not_lend(lender, receiver) is None) == (form is not None)


@pytest.mark.parametrize(
    ("share", "last", "is_allowed"),
    [
        (100, date(2027, 8, 31), True), (100, date(2027, 9, 1), False), (50, date(2028, 2, 29), True),
        (50, date(2028, 3, 1), False), (80, date(2027, 9, 30), True), (80, date(2027, 10, 1), False),
    ],
)  # fmt: skip
def test_a_staff_loan_is_at_most_six_months_of_full_time(share, last, is_allowed):
    said = rules.why_not_last(LegalForm.STAFF_LOAN, starts_on=date(2027, 3, 1), ends_on=last, share=share)
    assert (said is None) == is_allowed
    assert rules.why_not_last(LegalForm.MUNICIPAL, starts_on=date(2027, 3, 1), ends_on=last, share=share) is None


@given(DAYS, st.integers(1, 100), st.integers(0, 900))
def test_the_longest_day_that_is_named_is_itself_allowed(starts, share, length):
    said = rules.why_not_last(LegalForm.STAFF_LOAN, starts_on=starts, ends_on=starts + timedelta(length), share=share)
    if said:
        named = date.fromisoformat(said.split("sista möjliga dag ")[1][:10])
        again = rules.why_not_last(LegalForm.STAFF_LOAN, starts_on=starts, ends_on=named, share=share)
        assert again is None
        assert named < starts + timedelta(length)


@pytest.mark.parametrize(
    ("signed", "starts", "months", "leaves"),
    [
        (date(2026, 11, 23), date(2027, 3, 1), 2, date(2027, 3, 1)),
        (date(2026, 12, 31), date(2027, 2, 15), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 1), 2, date(2028, 2, 29)),
        (date(2027, 2, 15), date(2027, 3, 1), 0, date(2027, 3, 1)),
        (date(2027, 3, 2), date(2027, 3, 1), 0, date(2027, 3, 2)),
    ],
)
def test_nobody_leaves_before_the_notice_is_over(signed, starts, months, leaves):
    assert rules.first_day(starts_on=starts, signed_on=signed, notice_months=months) == leaves


@pytest.mark.parametrize(
    ("changes", "form", "missing"),
    [
        ({}, LegalForm.STAFF_LOAN, None),
        ({"monthly_salary": 0}, LegalForm.STAFF_LOAN, "månadslönen"),
        ({"tasks": " "}, LegalForm.STAFF_LOAN, "arbetsuppgifter"),
        ({"workplace": ""}, LegalForm.STAFF_LOAN, "var arbetet utförs"),
        ({"union_informed_on": None}, LegalForm.STAFF_LOAN, "facket"),
        ({}, LegalForm.MUNICIPAL, "försäkringarna"),
        ({"is_insurance_checked": True}, LegalForm.MUNICIPAL, None),
        ({"ends_on": date(2028, 4, 30)}, LegalForm.STAFF_LOAN, "högst sex månader"),
        ({"ends_on": date(2028, 4, 30), "is_insurance_checked": True}, LegalForm.MUNICIPAL, None),
    ],
)
def test_why_not_offer(changes, form, missing):
    said = rules.why_not_offer(an_agreement(legal_form=form), a_version(**changes))
    assert said == [] if missing is None else (len(said) == 1 and missing in said[0])


SIGNERS = {"employee": ["employee"], "lender's head": ["lender"], "receiver's head": ["receiver"]}


@pytest.mark.parametrize("who", ACTORS)
def test_three_sign_and_nobody_else(who):
    assert rules.parties_of(ACTORS[who], an_agreement()) == SIGNERS.get(who, [])
    said = rules.why_not_sign(ACTORS[who], an_agreement(), a_version(), signed=set(), today=date(2026, 11, 23))
    assert (said is None) == (who in SIGNERS)


@pytest.mark.parametrize("state", [s for s in AgreementState if s != AgreementState.SIGNING])
def test_nothing_is_signed_in_another_state(state):
    by = ACTORS["employee"]
    assert rules.why_not_sign(by, an_agreement(state), a_version(), signed=set(), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("signed", "today", "why"),
    [
        ({"employee"}, date(2026, 11, 23), "redan skrivit under"),
        ({"lender"}, date(2026, 11, 23), None),
        (set(), date(2027, 2, 28), None),  # two months later is 28 April, two days before the end
        (set(), date(2027, 3, 1), "Framförhållningen räcker inte"),
    ],
)
def test_why_not_sign(signed, today, why):
    said = rules.why_not_sign(ACTORS["employee"], an_agreement(), a_version(), signed=signed, today=today)
    assert (said is None) if why is None else (why in said)


@pytest.mark.parametrize(
    ("month", "parts"),
    [
        # 46 000 kronor at 80 percent is 36 800 a month; 31,42 percent contributions; 5 percent overhead on both.
        ("2027-02-01", ("0.00", "0.00", "0.00")),
        ("2027-03-01", ("20180.65", "6340.76", "1326.07")),  # 15th to 31st: 17 of 31 days
        ("2027-04-01", ("36800.00", "11562.56", "2418.13")),
        ("2027-05-01", ("11870.97", "3729.86", "780.04")),  # 1st to 10th: 10 of 31 days
        ("2027-06-01", ("0.00", "0.00", "0.00")),
    ],
)
def test_a_month_costs_to_the_ore(month, parts):
    cost = rules.month_cost(
        a_version(), first=date(2027, 3, 15), last=date(2027, 5, 10), month=date.fromisoformat(month)
    )
    assert (cost.salary, cost.contributions, cost.overhead) == tuple(map(Decimal, parts))
    assert cost.total == sum(map(Decimal, parts))


@pytest.mark.parametrize(
    ("month", "days", "salary"),
    [("2027-02-01", 28, "1000.00"), ("2028-02-01", 29, "1000.00"), ("2027-12-01", 31, "1000.00")],
)
def test_a_whole_month_costs_the_same_however_long_it_is(month, days, salary):
    version = a_version(monthly_salary=Decimal(1000), share=100, contribution_percent=0, overhead_percent=0)
    cost = rules.month_cost(version, first=date(2026, 1, 1), last=date(2029, 1, 1), month=date.fromisoformat(month))
    assert (cost.covered, cost.length, cost.total) == (days, days, Decimal(salary))


VERSIONS = st.builds(
    lambda salary, share, contribution, overhead: a_version(
        monthly_salary=salary, share=share, contribution_percent=contribution, overhead_percent=overhead
    ),
    st.decimals(0, 500_000, places=2),
    st.integers(1, 100),
    st.decimals(0, 100, places=2),
    st.decimals(0, 100, places=2),
)


@given(VERSIONS, st.integers(28, 31), st.data())
def test_the_parts_of_a_split_month_add_up_but_for_the_rounding_of_each(version, length, data):
    """Rounding moves each salary by half an öre, and what is computed on it by at most two more."""
    cuts = sorted(data.draw(st.sets(st.integers(1, length - 1), max_size=5)))
    days = [b - a for a, b in zip([0, *cuts], [*cuts, length], strict=True)]
    parts = sum(rules.cost_of_days(version, d, length).total for d in days)
    whole = rules.cost_of_days(version, length, length).total
    assert abs(parts - whole) <= Decimal("0.03") * (len(days) + 1)


@given(VERSIONS, st.integers(28, 31))
def test_a_day_more_never_costs_less(version, length):
    costs = [rules.cost_of_days(version, days, length).total for days in range(length + 1)]
    assert costs == sorted(costs)
    assert costs[0] == 0


@given(VERSIONS, DAYS, st.integers(0, 400))
def test_the_months_of_a_loan_cost_nothing_outside_it(version, first, length):
    last = first + timedelta(length)
    for month in (add_months(first.replace(day=1), -1), add_months(last.replace(day=1), 1)):
        assert rules.month_cost(version, first=first, last=last, month=month).total == 0
    covered = [rules.month_cost(version, first=first, last=last, month=m).covered for m in months_between(first, last)]
    assert sum(covered) == length + 1


@pytest.mark.parametrize(
    ("today", "day"), [(date(2027, 2, 28), 0), (date(2027, 3, 1), 1), (date(2027, 4, 30), 61), (date(2027, 6, 1), 61)]
)
def test_which_day_of_the_loan_it_is(today, day):
    assert rules.days_left_of(date(2027, 3, 1), date(2027, 4, 30), today) == (day, 61)


@pytest.mark.parametrize(("today", "is_time"), [(date(2027, 3, 30), False), (date(2027, 3, 31), True)])
def test_the_return_is_planned_from_thirty_days_before(today, is_time):
    assert rules.is_time_to_plan_return(date(2027, 4, 30), today) is is_time
