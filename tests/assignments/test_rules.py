"""Who may announce, answer, support and select: flows.md 5.2, both ways."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kollega.assignments import rules, views
from kollega.assignments.rules import CALL, INTEREST
from kollega.assignments.terms import CallState, InterestState
from kollega.core.timeline import WORDS
from kollega.people.terms import DutyKind
from tests.builders import an_actor

LENDER, RECEIVER, OTHER, NETWORK = uuid4(), uuid4(), uuid4(), uuid4()
EMPLOYEE, MANAGER, ANNOUNCER = uuid4(), uuid4(), uuid4()
ACTORS = {
    "employee": an_actor(EMPLOYEE),
    "manager": an_actor(MANAGER),
    "manager's substitute": an_actor(stands_in_for=[(MANAGER, LENDER)]),
    "manager's substitute elsewhere": an_actor(stands_in_for=[(MANAGER, OTHER)]),
    "employee who stands in for the manager": an_actor(EMPLOYEE, stands_in_for=[(MANAGER, LENDER)]),
    "lender's contact": an_actor(duties=[(DutyKind.CONTACT, LENDER)]),
    "lender's head of HR": an_actor(duties=[(DutyKind.HEAD_OF_HR, LENDER)]),
    "announcer": an_actor(ANNOUNCER),
    "announcer's substitute": an_actor(stands_in_for=[(ANNOUNCER, RECEIVER)]),
    "announcer's substitute elsewhere": an_actor(stands_in_for=[(ANNOUNCER, OTHER)]),
    "receiver's contact": an_actor(duties=[(DutyKind.CONTACT, RECEIVER)]),
    "receiver's head of HR": an_actor(duties=[(DutyKind.HEAD_OF_HR, RECEIVER)]),
    "receiver's finance": an_actor(duties=[(DutyKind.FINANCE, RECEIVER)]),
    "another employer's contact": an_actor(duties=[(DutyKind.CONTACT, OTHER)]),
    "coordinator": an_actor(duties=[(DutyKind.COORDINATOR, NETWORK)]),
    "administrator": an_actor(duties=[(DutyKind.ADMINISTRATOR, RECEIVER), (DutyKind.ADMINISTRATOR, LENDER)]),
    "auditor": an_actor(duties=[(DutyKind.AUDITOR, RECEIVER)]),
    "stranger": an_actor(),
}
EVERYONE = set(ACTORS)
ANNOUNCING = {"announcer", "announcer's substitute", "receiver's contact"}
DECIDING = {"manager", "manager's substitute"}
ITSELF = {"employee", "employee who stands in for the manager"}
CONTACT = {"receiver's contact"}

CALL_TABLE = {
    "submit": ({"draft"}, "submitted", ANNOUNCING),
    "publish": ({"draft", "submitted"}, "open", CONTACT),
    "send_back": ({"submitted"}, "draft", CONTACT),
    "close": ({"open"}, "selecting", ANNOUNCING),
    "pass_last_day": ({"open"}, "selecting", EVERYONE),
    "staff": ({"open", "selecting"}, "staffed", EVERYONE),
    "choose_again": ({"staffed"}, "selecting", ANNOUNCING),
    "start": ({"staffed"}, "running", EVERYONE),
    "complete": ({"running"}, "completed", EVERYONE),
    "cancel": ({"draft", "submitted", "open", "selecting"}, "cancelled", ANNOUNCING),
}
INTEREST_TABLE = {
    "send": ({"draft", "returned"}, "sent", ITSELF),
    "endorse": ({"sent"}, "endorsed", DECIDING),
    "decline": ({"sent"}, "not_endorsed", DECIDING),
    "ask_more": ({"sent"}, "returned", DECIDING),
    "delegate": ({"sent"}, "sent", DECIDING),
    "take_back": ({"sent"}, "sent", set()),
    "select": ({"endorsed"}, "selected", ANNOUNCING),
    "confirm": ({"selected"}, "confirmed", ITSELF),
    "bind": ({"selected"}, "confirmed", EVERYONE),
    "start": ({"confirmed"}, "active", EVERYONE),
    "finish": ({"active"}, "done", ANNOUNCING),
    "fall": ({"selected", "confirmed"}, "fell", EVERYONE),
    "pass_over": ({"sent", "returned", "endorsed"}, "not_selected", ANNOUNCING),
    "withdraw": ({"draft", "sent", "returned", "endorsed"}, "withdrawn", ITSELF),
}
TAKEN_BY_ACTIONS = {"pass_last_day", "staff", "start", "complete"}


def a_call(state="open", **more):
    return SimpleNamespace(
        state=state, contact_id=ANNOUNCER, employer_id=RECEIVER, answer_by=date(2026, 12, 12),
        ends_on=date(2027, 4, 30), **more,
    )  # fmt: skip


def an_interest(state="sent", manager_id=MANAGER, **more):
    employment = SimpleNamespace(person_id=EMPLOYEE, manager_id=manager_id, employer_id=LENDER)
    about = {"rung": 0, "delegate_id": None, "delegate": None, "manager_step": "before_offer"} | more
    return SimpleNamespace(state=state, employment=employment, call=a_call(), **about)


def allowed(workflow, name, of, states):
    return {(s, who) for s in states for who, by in ACTORS.items() if workflow.refusal(name, obj=of(s), by=by) is None}


@pytest.mark.parametrize("name", CALL.steps)
def test_a_step_of_a_call_is_taken_from_its_states_by_its_actors_and_nobody_else(name):
    sources, target, actors = CALL_TABLE[name]
    assert allowed(CALL, name, a_call, CallState.values) == {(s, who) for s in sources for who in actors}
    assert CALL.steps[name].target == target


@pytest.mark.parametrize("name", INTEREST.steps)
def test_a_step_of_an_answer_is_taken_from_its_states_by_its_actors_and_nobody_else(name):
    sources, target, actors = INTEREST_TABLE[name]
    assert allowed(INTEREST, name, an_interest, InterestState.values) == {(s, who) for s in sources for who in actors}
    assert INTEREST.steps[name].target == target


def test_the_tables_name_every_step():
    assert (set(CALL_TABLE), set(INTEREST_TABLE)) == (set(CALL.steps), set(INTEREST.steps))


def test_steps_without_a_guard_are_never_taken_from_a_page():
    assert not TAKEN_BY_ACTIONS & set(views.CALL_STEPS)
    assert {n for n, s in CALL.steps.items() if s.guard.__name__ == "anyone"} == TAKEN_BY_ACTIONS
    assert {n for n, s in INTEREST.steps.items() if s.guard.__name__ == "anyone"} == {"bind", "start", "fall"}


def test_the_contact_decides_where_there_is_no_manager():
    def without(state):
        return an_interest(state, manager_id=None)

    assert allowed(INTEREST, "endorse", without, InterestState.values) == {("sent", "lender's contact")}


@pytest.mark.parametrize("name", ["send_back", "cancel", "choose_again"])
def test_steps_that_hit_others_need_a_reason(name):
    assert CALL.steps[name].needs_reason


@pytest.mark.parametrize("name", ["decline", "ask_more", "pass_over"])
def test_a_no_needs_a_reason(name):
    assert INTEREST.steps[name].needs_reason


def test_taking_an_answer_back_needs_no_reason():
    assert not INTEREST.steps["withdraw"].needs_reason


@pytest.mark.parametrize(("workflow", "states"), [(CALL, CallState), (INTEREST, InterestState)])
def test_every_state_that_can_be_left_has_a_holder_and_every_step_has_words(workflow, states):
    left = {state for step in workflow.steps.values() for state in step.sources}
    assert left <= set(workflow.holders)
    assert {f"{workflow.noun}.{step.verb}" for step in workflow.steps.values()} <= set(WORDS)


def test_the_cover_plan_is_shown_at_home_only():
    shown = {who for who, by in ACTORS.items() if rules.only_home(by, an_interest()) is None}
    assert shown == {*ITSELF, *DECIDING, "lender's contact"}


@pytest.mark.parametrize(
    ("state", "today", "employer", "why"),
    [
        ("open", date(2026, 12, 12), LENDER, None),
        ("open", date(2026, 12, 13), LENDER, "Annonsen tar inte emot fler"),
        ("open", date(2026, 12, 12), RECEIVER, "din egen arbetsgivare"),
        *((s, date(2026, 12, 12), LENDER, "Annonsen tar inte emot fler") for s in CallState.values if s != "open"),
    ],
)
def test_why_not_answer(state, today, employer, why):
    said = rules.why_not_answer(SimpleNamespace(employer_id=employer), a_call(state), today=today)
    assert (said is None) if why is None else (why in said)


WHOLE = {"share": 80, "can_start_on": date(2027, 3, 1), "statement": "Jag vill.", "has_talked": False}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"share": None}, ["Välj hur mycket du kan arbeta."]),
        ({"can_start_on": None}, ["Skriv när du kan börja."]),
        ({"can_start_on": date(2027, 4, 30)}, []),
        ({"can_start_on": date(2027, 5, 1)}, ["Uppdraget är slut innan du kan börja. Ändra när du kan börja."]),
        ({"statement": " \n"}, ["Skriv varför du är intresserad."]),
        ({"statement": "x" * 1500}, []),
        ({"statement": "x" * 1501}, ["Korta texten till högst 1500 tecken."]),
        ({"has_talked": None}, ["Svara på om du har pratat med din chef."]),
    ],
)
def test_why_not_send(changes, missing):
    assert rules.why_not_send(an_interest("draft", **WHOLE | changes)) == missing


def test_all_that_is_missing_is_said_at_once():
    empty = an_interest("draft", share=None, can_start_on=None, statement="", has_talked=None)
    assert len(rules.why_not_send(empty)) == 4


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "Skriv minst en uppgift"),
        ([{"task": "Remiss", "way": "own_time", "who": ""}], None),
        ([{"task": "Remiss", "way": "colleague", "who": " "}], "Skriv vem som tar över ”Remiss”."),
        ([{"task": "Remiss", "way": "colleague", "who": "Robin"}], None),
    ],
)
def test_why_not_plan(rows, why):
    said = rules.why_not_plan(rows)
    assert said is None if why is None else why in said


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 12, 22), date(2027, 1, 4)),
        (date(2027, 3, 24), date(2027, 4, 2)),
    ],
)
def test_the_manager_has_five_working_days(sent, due):
    assert rules.answer_due(sent) == due


@pytest.mark.parametrize(("starts", "is_short"), [(date(2027, 1, 22), False), (date(2027, 1, 21), True)])
def test_sixty_days_to_the_start_is_time_enough(starts, is_short):
    assert rules.is_short_of_time(starts, date(2026, 11, 23)) is is_short


@pytest.mark.parametrize(
    ("rung", "climbed_on", "today", "upper"),
    [
        (0, None, date(2026, 11, 30), None),
        (0, None, date(2026, 12, 1), 1),
        (1, date(2026, 12, 1), date(2026, 12, 1), None),
        (1, date(2026, 12, 1), date(2026, 12, 7), None),
        (1, date(2026, 12, 1), date(2026, 12, 8), 2),
        (2, date(2026, 12, 8), date(2026, 12, 15), 3),
        (3, date(2026, 12, 15), date(2026, 12, 21), None),
        (3, date(2026, 12, 15), date(2026, 12, 22), 4),
        (4, date(2026, 12, 22), date(2027, 12, 22), None),
        (0, None, date(2027, 12, 22), 1),
    ],
)
def test_who_is_turned_to_next(rung, climbed_on, today, upper):
    assert rules.next_rung(date(2026, 11, 23), rung=rung, climbed_on=climbed_on, today=today) == upper


DELEGATE = uuid4()
ASKED = ACTORS | {
    "delegate": an_actor(DELEGATE), "delegate's substitute": an_actor(stands_in_for=[(DELEGATE, LENDER)]),
    "delegate's substitute elsewhere": an_actor(stands_in_for=[(DELEGATE, OTHER)]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("delegate", "rung", "who"),
    [
        (None, 0, {"manager", "manager's substitute"}),
        (DELEGATE, 0, {"delegate", "delegate's substitute"}),
        (None, 3, {"manager", "manager's substitute", "lender's contact"}),
        (DELEGATE, 4, {"delegate", "delegate's substitute", "lender's contact", "lender's head of HR"}),
    ],
)
def test_who_decides(delegate, rung, who):
    interest = an_interest(delegate_id=delegate, rung=rung)
    assert {name for name, by in ASKED.items() if rules.only_decider(by, interest) is None} == who


def test_the_manager_takes_back_what_a_colleague_has():
    interest = an_interest(delegate_id=DELEGATE)
    assert {n for n, by in ASKED.items() if rules.only_manager(by, interest) is None} == {
        "manager",
        "manager's substitute",
    }


@pytest.mark.parametrize(
    ("state", "rung", "who"),
    [
        ("sent", 2, set()), ("sent", 3, {"lender's contact"}), ("returned", 3, set()),
        ("sent", 4, {"lender's contact", "lender's head of HR"}),
    ],
)  # fmt: skip
def test_who_may_remind(state, rung, who):
    interest = an_interest(state, rung=rung)
    assert {name for name, by in ASKED.items() if rules.only_called_on(by, interest) is None} == who


@pytest.mark.parametrize("state", CallState.values)
def test_a_mended_answer_comes_back_while_the_receiver_still_chooses(state):
    call, employment = a_call(state), SimpleNamespace(employer_id=LENDER)
    said = rules.why_not_answer(employment, call, today=date(2027, 1, 1), is_mended=True)
    assert (said is None) is (state in {"open", "selecting"})


START = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("state", "loan", "today", "step"),
    [
        ("selected", "draft", START, None), ("selected", "signing", START, None),
        ("selected", "signed", date(2027, 1, 1), "bind"), ("selected", "notice", date(2027, 1, 1), "bind"),
        ("confirmed", "notice", START, None), ("confirmed", "active", START, "start"),
        ("confirmed", "returned", START, "start"), ("active", "active", START, None),
        ("selected", "declined", START, "fall"), ("confirmed", "cancelled", START, "fall"),
        ("active", "cancelled", START, None),
        ("selected", None, START, None), ("confirmed", None, date(2027, 2, 28), None),
        ("confirmed", None, START, "start"),
    ],
)  # fmt: skip
def test_whoever_was_chosen_follows_the_loan_or_the_day(state, loan, today, step):
    assert rules.next_by_loan(state, loan, starts_on=START, today=today) == step


@pytest.mark.parametrize(
    ("loan", "today", "outcome", "note", "why"),
    [
        ("active", date(2027, 6, 1), "done", "", "pågår fortfarande"),
        ("returned", date(2027, 3, 2), "done", "", None),
        ("settled", date(2027, 6, 1), "not_done", " ", "Skriv vad som inte"),
        ("settled", date(2027, 6, 1), "not_done", "Rapporten.", None),
        (None, date(2027, 4, 29), "done", "", "pågår fortfarande"),
        (None, date(2027, 4, 30), "done", "", None),
    ],
)
def test_why_not_finish(loan, today, outcome, note, why):
    said = rules.why_not_finish(a_call("running"), loan, outcome=outcome, note=note, today=today)
    assert said is None if why is None else why in said
