from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from kollega.core import clock
from kollega.people import rules

NOW = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)
OLD = "Koden gäller inte längre. Be om en ny."


def a_proof(**changes):
    return SimpleNamespace(**{"used_at": None, "attempts": 0, "created_at": NOW} | changes)


@pytest.mark.parametrize(
    ("proof", "reason"),
    [
        (None, "Be om en kod först."),
        (a_proof(), None),
        (a_proof(attempts=4), None),
        (a_proof(attempts=5), OLD),
        (a_proof(used_at=NOW), OLD),
        (a_proof(created_at=NOW - timedelta(minutes=10)), None),
        (a_proof(created_at=NOW - timedelta(minutes=10, seconds=1)), OLD),
    ],
)
def test_a_code_holds_for_ten_minutes_five_tries_and_one_use(proof, reason):
    assert rules.why_not_try_proof(proof, now=NOW) == reason


@pytest.mark.parametrize(
    ("attempts", "said"),
    [
        (1, "Koden stämmer inte. Du har fyra försök kvar."),
        (4, "Koden stämmer inte. Du har ett försök kvar."),
        (5, f"Koden stämmer inte. {OLD}"),
    ],
)
def test_a_wrong_code_says_how_many_tries_are_left(attempts, said):
    assert rules.wrong_code(attempts) == said


def test_codes_are_not_given_without_end():
    assert rules.why_not_ask_proof(4) is None
    assert "Vänta" in rules.why_not_ask_proof(5)


def test_the_substitute_is_a_colleague_and_the_days_run_forwards(today):
    me, other = SimpleNamespace(name="me"), SimpleNamespace(name="other")
    days = {"from_on": today, "to_on": today}
    assert rules.why_not_substitute(person=me, substitute=other, is_colleague=True, **days) is None
    assert "någon annan" in rules.why_not_substitute(person=me, substitute=me, is_colleague=True, **days)
    assert "samma arbetsgivare" in rules.why_not_substitute(person=me, substitute=other, is_colleague=False, **days)
    days["to_on"] = today - timedelta(1)
    assert "Sista dagen" in rules.why_not_substitute(person=me, substitute=other, is_colleague=True, **days)
