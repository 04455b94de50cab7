"""What an announcement needs, who takes which step, and when a decision has gained legal force: flows.md 5.1."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kollega.core.timeline import WORDS
from kollega.people.terms import DutyKind
from kollega.recruiting import rules
from kollega.recruiting.rules import RECRUITMENT
from kollega.recruiting.terms import State
from tests.builders import an_actor

TODAY = date(2026, 11, 23)
EMPLOYER, OTHER, RECRUITER = uuid4(), uuid4(), uuid4()
ACTORS = {
    "recruiter": an_actor(RECRUITER),
    "recruiter's substitute": an_actor(stands_in_for=[(RECRUITER, EMPLOYER)]),
    "recruiter's substitute elsewhere": an_actor(stands_in_for=[(RECRUITER, OTHER)]),
    "contact": an_actor(duties=[(DutyKind.CONTACT, EMPLOYER)]),
    "head of HR": an_actor(duties=[(DutyKind.HEAD_OF_HR, EMPLOYER)]),
    "contact elsewhere": an_actor(duties=[(DutyKind.CONTACT, OTHER)]),
    "stranger": an_actor(),
}
EVERYONE, CONTACT = set(ACTORS), {"contact"}
RECRUITING = {"recruiter", "recruiter's substitute", "contact"}
BEFORE = {"draft", "in_review", "approved", "scheduled"}
TABLE = {
    "submit": ({"draft"}, "in_review", RECRUITING),
    "approve": ({"draft", "in_review"}, "approved", CONTACT),
    "send_back": ({"in_review", "approved", "scheduled"}, "draft", CONTACT),
    "schedule": ({"approved"}, "scheduled", CONTACT),
    "publish": ({"approved", "scheduled"}, "published", CONTACT),
    "open_on_its_day": ({"scheduled"}, "published", EVERYONE),
    "extend": ({"published", "closed"}, "published", CONTACT),
    "close": ({"published"}, "closed", CONTACT),
    "pass_last_day": ({"published"}, "closed", EVERYONE),
    "fill": ({"closed"}, "filled", CONTACT),
    "leave": ({"closed"}, "unfilled", CONTACT),
    "break_off": ({"closed"}, "cancelled", CONTACT),
    "withdraw": (BEFORE | {"published"}, "withdrawn", RECRUITING),
}


def test_the_table_holds_these_steps_and_no_other():
    assert set(RECRUITMENT.steps) == set(TABLE)
    assert {f"recruitment.{s.verb}" for s in RECRUITMENT.steps.values()} <= set(WORDS)


@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_taken_from_there_by_those_and_by_nobody_else(name):
    sources, target, who = TABLE[name]
    allowed = {
        (state, person)
        for state in State.values
        for person, by in ACTORS.items()
        if RECRUITMENT.refusal(name, obj=a_vacancy(state=state), by=by) is None
    }
    assert allowed == {(state, person) for state in sources for person in who}
    assert RECRUITMENT.steps[name].target == target


def a_vacancy(**changes):
    said = {
        "state": "draft", "contact_id": RECRUITER, "employer_id": EMPLOYER, "occupation": "Handläggare",
        "place": "Sundsvall", "lead": "Ge besked.", "tasks": "Handlägga.", "application_url": "https://x.se",
        "receives_here": False,
        "apply_by": date(2026, 12, 14), "special_reasons": "", "form": "permanent", "months": None, "publish_on": None,
        "unions": "Olle, ST", "questions_to": "Lena", "pay": "Individuell", "diary_number": "1",
    }  # fmt: skip
    return SimpleNamespace(**said | changes)


MUST = [SimpleNamespace(weight="must", text="Utbildning")]
HOUSE = SimpleNamespace(asks_for_unions=True, asks_for_diary_number=True)


def test_a_whole_vacancy_lacks_nothing():
    assert rules.why_not_open(a_vacancy(), MUST, HOUSE, today=TODAY) == []
    assert rules.why_not_approve(a_vacancy(), HOUSE) is None
    assert rules.worth_knowing(a_vacancy(), today=TODAY) == []


@pytest.mark.parametrize(("changes", "page", "said"), [
    ({"occupation": None}, "behov", "yrke"),
    ({"place": None}, "behov", "kommun"),
    ({"lead": " "}, "innehall", "ingress"),
    ({"tasks": ""}, "innehall", "göra i arbetet"),
    ({"application_url": ""}, "ansokan", "adressen"),
    ({"apply_by": None}, "ansokan", "särskilda skälen"),
    ({"apply_by": date(2026, 11, 22)}, "ansokan", "har passerat"),
    ({"publish_on": date(2026, 12, 15)}, "ansokan", "har passerat innan"),
    ({"publish_on": date(2026, 11, 20)}, "synlighet", "Välj en ny"),
    ({"form": "fixed"}, "behov", "månader"),
    ({"unions": ""}, "ansokan", "fackliga"),
])  # fmt: skip
def test_what_is_missing_is_named_with_its_page(changes, page, said):
    missing = rules.why_not_open(a_vacancy(**changes), MUST, HOUSE, today=TODAY)
    assert [name for name, _ in missing] == [page]
    assert said in missing[0][1]


def test_special_reasons_stand_in_for_a_last_day():
    assert rules.why_not_open(a_vacancy(apply_by=None, special_reasons="Brådskar."), MUST, HOUSE, today=TODAY) == []


def test_without_requirements_nothing_opens():
    merit = [SimpleNamespace(weight="merit", text="Erfarenhet")]
    assert "minst ett krav" in rules.why_not_open(a_vacancy(), merit, HOUSE, today=TODAY)[0][1]


def test_what_the_employer_does_not_ask_for_may_be_missing():
    house = SimpleNamespace(asks_for_unions=False, asks_for_diary_number=False)
    vacancy = a_vacancy(unions="", diary_number="")
    assert rules.why_not_open(vacancy, MUST, house, today=TODAY) == []
    assert rules.why_not_approve(vacancy, house) is None
    assert "diarienumret" in (rules.why_not_approve(vacancy, HOUSE) or "")


@pytest.mark.parametrize(("kind", "form", "months", "posted"), [
    ("agency", "permanent", None, True), ("agency", "fixed", 7, True), ("agency", "fixed", 6, False),
    ("municipality", "permanent", None, False), ("region", "fixed", 12, False),
])  # fmt: skip
def test_an_agency_posts_a_decision_on_more_than_six_months(kind, form, months, posted):
    assert rules.is_posted(a_vacancy(form=form, months=months), kind) is posted


def test_the_time_to_appeal_is_three_weeks_moved_to_a_working_day():
    assert rules.last_day_to_appeal(date(2026, 11, 23)) == date(2026, 12, 14)
    assert rules.last_day_to_appeal(date(2026, 12, 4)) == date(2026, 12, 28)  # the 25th is Christmas Day
    assert rules.last_day_to_appeal(None) is None
    decision = SimpleNamespace(appeal_by=date(2026, 12, 14))
    assert [rules.has_legal_force(decision, today=date(2026, 12, d)) for d in (14, 15)] == [False, True]
    assert not rules.has_legal_force(SimpleNamespace(appeal_by=None), today=date(2030, 1, 1))


@pytest.mark.parametrize(("decided", "posted", "must", "said"), [
    (24, 24, True, "efter i dag"), (20, 19, True, "innan det fattades"), (20, None, True, "under hela anställningen"),
])  # fmt: skip
def test_a_decision_with_impossible_days_is_refused(decided, posted, must, said):
    on = date(2026, 11, posted) if posted else None
    reason = rules.why_not_decide(
        a_vacancy(), decided_on=date(2026, 11, decided), posted_on=on, must_post=must, today=TODAY
    )
    assert said in (reason or "")


def test_the_last_day_moves_only_forwards():
    vacancy = a_vacancy()
    assert rules.why_not_extend(vacancy, date(2026, 12, 15), today=TODAY) is None
    assert "efter den gamla" in (rules.why_not_extend(vacancy, date(2026, 12, 14), today=TODAY) or "")
    assert "redan passerat" in (rules.why_not_extend(vacancy, date(2026, 12, 15), today=date(2027, 1, 1)) or "")
    assert "ingen sista dag" in (rules.why_not_extend(a_vacancy(apply_by=None), TODAY, today=TODAY) or "")


def test_what_could_be_better_is_said_and_stops_nothing():
    short = a_vacancy(apply_by=date(2026, 11, 30), questions_to="", pay="", tasks="ord " * 60)
    said = rules.worth_knowing(short, today=TODAY)
    assert [word in text for word, text in zip(("10 dagar", "frågor", "Lönen", "lång"), said, strict=True)] == [
        True
    ] * 4
