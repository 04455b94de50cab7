"""The rules of applying, judging and choosing, one case a row."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kollega.applications import rules
from kollega.applications.rules import APPLICATION
from kollega.applications.terms import State
from kollega.people.terms import DutyKind
from tests.builders import an_actor

TODAY = date(2026, 11, 23)
APPLICANT, RECRUITER, EMPLOYER = (uuid4() for _ in range(3))


ACTORS = {
    "applicant": an_actor(APPLICANT),
    "recruiter": an_actor(RECRUITER),
    "contact": an_actor(duties=[(DutyKind.CONTACT, EMPLOYER)]),
    "substitute": an_actor(stands_in_for=[(RECRUITER, EMPLOYER)]),
    "contact elsewhere": an_actor(duties=[(DutyKind.CONTACT, uuid4())]),
    "stranger": an_actor(),
}
RECRUITERS = {"recruiter", "contact", "substitute"}
GOING_ON = {"submitted", "in_screening", "shortlisted", "interview", "reserve", "offered", "accepted"}
TABLE = {
    "submit": ({"draft"}, "submitted", {"applicant"}),
    "screen": ({"submitted"}, "in_screening", RECRUITERS),
    "shortlist": ({"submitted", "in_screening", "reserve"}, "shortlisted", RECRUITERS),
    "invite": ({"submitted", "in_screening", "shortlisted", "reserve"}, "interview", RECRUITERS),
    "offer": ({"shortlisted", "interview", "reserve", "offered"}, "offered", RECRUITERS),
    "accept": ({"offered"}, "accepted", {"applicant"}),
    "decline": ({"offered"}, "declined", {"applicant"}),
    "hold": ({"in_screening", "shortlisted", "interview"}, "reserve", RECRUITERS),
    "pass_over": (GOING_ON - {"accepted"}, "not_proceeding", RECRUITERS),
    "take_up_again": ({"not_proceeding"}, "in_screening", RECRUITERS),
    "let_go": (GOING_ON, "not_proceeding", {"contact"}),
    "hire": ({"accepted"}, "hired", {"contact"}),
    "withdraw": (GOING_ON, "withdrawn", {"applicant"}),
}  # fmt: skip


def an_application(**changes):
    vacancy = SimpleNamespace(contact_id=RECRUITER, employer_id=EMPLOYER)
    said = {"state": "draft", "applicant_id": APPLICANT, "recruitment": vacancy, "name": "Nour", "letter": "Jag vill.",
            "letter_back_id": None, "offer_until": None}  # fmt: skip
    return SimpleNamespace(**said | changes)


def test_every_step_is_in_the_table():
    assert set(TABLE) == set(APPLICATION.steps)


@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_taken_from_its_states_by_those_and_by_nobody_else(name):
    sources, target, who = TABLE[name]
    allowed = {
        (state, person)
        for state in State.values
        for person, by in ACTORS.items()
        if APPLICATION.refusal(name, obj=an_application(state=state), by=by) is None
    }
    assert allowed == {(state, person) for state in sources for person in who}
    assert APPLICATION.steps[name].target == target


@pytest.mark.parametrize(("changes", "let_in", "expected"), [
    ({}, False, None),
    ({"apply_by": None}, False, None),
    ({"apply_by": TODAY}, False, None),
    ({"apply_by": date(2026, 11, 22)}, False, "Sista dagen har passerat"),
    ({"state": "closed"}, False, "Sista dagen har passerat"),
    ({"state": "withdrawn"}, True, "Sista dagen har passerat"),
    ({"state": "closed"}, True, None),
    ({"state": "filled"}, True, "Sista dagen har passerat"),
    ({"receives_here": False}, True, "eget system"),
])  # fmt: skip
def test_one_applies_while_it_is_open_here(changes, let_in, expected):
    vacancy = SimpleNamespace(**{"state": "published", "apply_by": date(2026, 12, 1), "receives_here": True} | changes)
    found = rules.why_not_apply(vacancy, today=TODAY, is_let_in=let_in)
    assert (found is None) if expected is None else expected in found


@pytest.mark.parametrize(("changes", "answered", "has_file", "missing"), [
    ({}, "Ja.", False, []),
    ({"letter": " "}, "Ja.", True, []),
    ({"letter": " "}, "Ja.", False, ["Skriv några rader om varför du söker, eller lägg till ditt cv."]),
    ({"name": ""}, "Ja.", False, ["Skriv ditt namn."]),
    ({}, "  ", False, ["Svara på frågan ”Varför?”"]),
])  # fmt: skip
def test_what_is_missing_is_said(changes, answered, has_file, missing):
    asked = SimpleNamespace(pk=1, text="Varför?", is_required=True)
    free = SimpleNamespace(pk=2, text="Annat?", is_required=False)
    said = {1: answered}
    assert rules.why_not_submit(an_application(**changes), [asked, free], said, has_file=has_file) == missing


@pytest.mark.parametrize(("kind", "wanted", "said", "strange"), [
    ("yes_no", "yes", "no", True), ("yes_no", "yes", "yes", False), ("yes_no", "", "no", False),
    ("short", "", "no", False),
])  # fmt: skip
def test_an_unexpected_answer_is_marked_and_nothing_more(kind, wanted, said, strange):
    assert rules.is_unexpected(SimpleNamespace(kind=kind, wanted=wanted), said) is strange


@pytest.mark.parametrize(("state", "is_told", "seen"), [
    ("submitted", False, "Skickad"), ("shortlisted", False, "Granskas"), ("not_proceeding", False, "Granskas"),
    ("not_proceeding", True, "Besked lämnat"), ("offered", False, "Erbjudande"),
])  # fmt: skip
def test_what_is_not_told_is_not_seen(state, is_told, seen):
    assert rules.seen_as(an_application(state=state, letter_back_id=1 if is_told else None)) == seen


def test_every_state_has_a_word_for_the_applicant():
    assert all(rules.seen_as(an_application(state=state)) for state in State.values)


A, B = SimpleNamespace(pk="a", weight="must", text="Utbildning"), SimpleNamespace(pk="b", weight="merit", text="Vana")


def test_points_are_means_by_requirement_and_only_of_what_was_published():
    marks = [("a", 3), ("a", 2), ("b", 1), ("c", 3)]
    assert rules.sums(marks, [A, B]) == {"must": 2.5, "merit": 1.0}
    assert rules.sums([], [A, B]) == {}
    assert (rules.most([A, B], "must"), rules.most([A, B], "merit")) == (3, 3)


@pytest.mark.parametrize(("points", "differ"), [([], False), ([2], False), ([2, 3], False), ([1, 3], True)])
def test_those_who_are_more_than_a_step_apart_should_talk(points, differ):
    assert rules.differ(points) is differ


def test_a_judgement_is_locked_whole_and_once():
    assert "Utbildning" in rules.why_not_lock({"b": 1}, [A, B])
    assert rules.why_not_lock({"a": 0, "b": 1}, [A, B]) is None
    assert rules.why_not_judge(None) is None
    assert rules.why_not_judge(SimpleNamespace(locked_at=None)) is None
    assert rules.why_not_judge(SimpleNamespace(locked_at=TODAY))


def test_a_job_is_offered_on_a_judgement_and_answered_in_time():
    locked = [SimpleNamespace(locked_at=TODAY)]
    assert "Lås minst en bedömning" in rules.why_not_offer([SimpleNamespace(locked_at=None)], TODAY, today=TODAY)
    assert "passerat" in rules.why_not_offer(locked, date(2026, 11, 22), today=TODAY)
    assert rules.why_not_offer(locked, TODAY, today=TODAY) is None
    assert rules.why_not_accept(an_application(offer_until=TODAY), today=TODAY) is None
    assert rules.why_not_accept(an_application(offer_until=date(2026, 11, 22)), today=TODAY)
