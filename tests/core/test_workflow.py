"""A workflow takes a step only from its states, past its guard, with its reason, and with the row locked."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from kollega.assignments.models import Call
from kollega.assignments.terms import CallState
from kollega.core.log import Entry
from kollega.core.workflow import Refused, Step, Workflow
from tests import builders
from tests.together import together

ALLOWED = object()
NOT_YOU = "Endast någon annan kan göra det."


def only_allowed(by, obj):
    return None if by is ALLOWED else NOT_YOU


def a_step(name, source, target, **more):
    return Step(name=name, label=name, sources=frozenset({source}), target=target, verb=f"{name}ed", **more)


CALL = Workflow(
    a_step("open", CallState.DRAFT, CallState.OPEN, guard=only_allowed),
    a_step("cancel", CallState.OPEN, CallState.CANCELLED, needs_reason=True),
    noun="call",
    wrong_state="Uppdraget har gått vidare.",
    holders={CallState.DRAFT: "Den som skriver"},
)


@pytest.fixture
def call(db):
    return builders.a_call(state=CallState.DRAFT)


def take(name, call, by=ALLOWED, **more):
    return CALL.take(name, obj=call, by=by, owner=call.employer, **more)


@pytest.mark.django_db
def test_a_step_stores_the_state_and_writes_one_line(call):
    entry = take("open", call)
    assert Call.objects.get().state == call.state == CallState.OPEN
    assert (entry.verb, entry.source, entry.target) == ("call.opened", "draft", "open")
    assert entry.chain == str(call.employer_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "by", "reason", "why"),
    [
        ("cancel", ALLOWED, "Inget behov", "Uppdraget har gått vidare."),
        ("open", object(), "", NOT_YOU),
        ("open", None, "", NOT_YOU),
    ],
)
def test_a_step_is_refused_in_words_and_changes_nothing(call, name, by, reason, why):
    with pytest.raises(Refused, match=why):
        take(name, call, by=by, reason=reason)
    assert Call.objects.get().state == CallState.DRAFT
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_a_step_that_needs_a_reason_is_refused_without_one(call, reason):
    take("open", call)
    with pytest.raises(Refused, match="Skriv varför"):
        take("cancel", call, reason=reason)
    assert Call.objects.get().state == CallState.OPEN


@pytest.mark.django_db
def test_the_stored_state_decides_and_not_the_one_in_memory(call):
    old = Call.objects.get()
    take("open", call)
    assert old.state == CallState.DRAFT
    with pytest.raises(Refused):
        take("open", old)


def test_open_to_and_holder_are_read_from_the_table():
    draft = SimpleNamespace(state=CallState.DRAFT)
    assert [s.name for s in CALL.open_to(ALLOWED, draft)] == ["open"]
    assert CALL.open_to(object(), draft) == []
    assert CALL.holder_of(draft) == "Den som skriver"
    assert CALL.holder_of(SimpleNamespace(state=CallState.CANCELLED)) is None


def test_an_unknown_step_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        CALL.refusal("fly", obj=SimpleNamespace(state=CallState.DRAFT), by=ALLOWED)


@pytest.mark.django_db(transaction=True)
def test_the_row_is_locked_so_that_one_of_many_takes_the_step():
    call = builders.a_call(state=CallState.DRAFT)

    def job():
        with transaction.atomic():
            return take("open", Call.objects.get())

    for _ in range(5):
        Call.objects.update(state=CallState.DRAFT)
        outcomes = together(*[job] * 4)
        assert sum(isinstance(o, Entry) for o in outcomes) == 1
        assert [str(o) for o in outcomes if not isinstance(o, Entry)] == ["Uppdraget har gått vidare."] * 3
    assert call.employer_id


@pytest.mark.django_db(transaction=True)
def test_a_step_outside_a_transaction_is_a_fault_of_ours():
    call = builders.a_call(state=CallState.DRAFT)
    with pytest.raises(transaction.TransactionManagementError):
        take("open", call)
    assert not connection.in_atomic_block
