"""The log: what is added stays, what is changed or taken away shows, what was said may be erased."""

from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Barrier
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kollega.core.log import FIRST, INSTALLATION, Chain, Entry, Payload, _digest, events_of, faults, hold, hold_all
from tests import builders
from tests.together import together

ROUNDS = 5


@pytest.fixture
def employer(db):
    return builders.an_employer()


def write(employer, *, by=None, reason="Därför", **more) -> Entry:
    return Entry.write("call.drafted", employer, by=by, owner=employer, reason=reason, **more)


@contextmanager
def an_intruder():
    """Stand in for someone with every right in the database, whom no trigger stops."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        yield cursor
        cursor.execute("set session_replication_role = default")


def test_each_employer_has_a_chain_of_its_own_numbered_from_one(employer):
    other = builders.an_employer()
    for owner in (employer, other, employer, None):
        Entry.write("call.drafted", employer, by=None, owner=owner)
    assert sorted(Entry.objects.values_list("chain", "number")) == sorted(
        [(str(employer.pk), 1), (str(employer.pk), 2), (str(other.pk), 1), (INSTALLATION, 1)]
    )
    assert list(faults()) == []


def test_a_line_says_who_what_when_and_why(employer, today):
    person = builders.a_person()
    entry = write(employer, by=person, source="draft", target="open", method="kod")
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.actor, entry.verb, entry.kind, entry.object_id) == (
        person, "call.drafted", "networks.employer", employer.pk,
    )  # fmt: skip
    assert (entry.source, entry.target, entry.reason) == ("draft", "open", "Därför")
    assert entry.said()["facts"] == {"method": "kod"}
    assert entry.at.date() == today


def test_the_lines_about_an_object_come_in_the_order_they_were_written(employer):
    other = builders.an_employer()
    lines = [write(employer, reason=str(n)) for n in range(3)]
    write(other)
    assert list(events_of(employer)) == lines


def test_a_refused_transaction_leaves_no_line(employer):
    write(employer)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        write(employer)
        raise ZeroDivisionError
    assert Entry.objects.count() == Chain.objects.get().number == 1
    assert list(faults()) == []


@pytest.mark.parametrize(
    "change",
    ["verb = 'call.cancelled'", "actor_id = null", "at = at + interval '1 second'", "target = 'open'", "kind = 'x.y'",
     "object_id = gen_random_uuid()", "payload_digest = repeat('0', 64)", "digest = repeat('0', 64)"],
)  # fmt: skip
def test_a_changed_line_is_named(employer, change):
    for _ in range(4):
        write(employer, by=builders.a_person())
    with an_intruder() as cursor:
        cursor.execute(f"update core_entry set {change} where number = 2")
    assert next(faults()) == f"Kedjan {employer.pk}: rad 2 är ändrad."


def test_a_removed_line_is_named(employer):
    for _ in range(4):
        write(employer)
    with an_intruder() as cursor:
        cursor.execute("delete from core_payload using core_entry where entry_id = id and number = 3")
        cursor.execute("delete from core_entry where number = 3")
    assert list(faults()) == [f"Kedjan {employer.pk}: rad 3 saknas."]


def test_a_removed_line_whose_gap_was_closed_is_named(employer):
    for _ in range(4):
        write(employer)
    with an_intruder() as cursor:
        cursor.execute("delete from core_payload using core_entry where entry_id = id and number = 2")
        cursor.execute("delete from core_entry where number = 2")
        cursor.execute("update core_entry set number = number - 1 where number > 2")
    assert next(faults()) == f"Kedjan {employer.pk}: rad 2 är ändrad."


@pytest.mark.parametrize("lost", [1, 4])
def test_an_end_that_was_cut_off_is_named(employer, lost):
    for _ in range(4):
        write(employer)
    with an_intruder() as cursor:
        cursor.execute("delete from core_payload using core_entry where entry_id = id and number > %s", [4 - lost])
        cursor.execute("delete from core_entry where number > %s", [4 - lost])
    assert list(faults()) == [f"Kedjan {employer.pk}: slutet stämmer inte, 4 rader väntades och {4 - lost} finns."]


def test_a_chain_whose_end_was_removed_is_named(employer):
    write(employer)
    Chain.objects.all().delete()
    assert list(faults()) == [f"Kedjan {employer.pk}: slutet saknas."]


def test_a_changed_payload_is_named(employer):
    for reason in ("ett", "två", "tre"):
        write(employer, reason=reason)
    with an_intruder() as cursor:
        cursor.execute("""update core_payload set body = jsonb_set(body, '{reason}', '"fyra"') from core_entry
                          where entry_id = id and number = 2""")
    assert list(faults()) == [f"Kedjan {employer.pk}: det som sades på rad 2 är ändrat."]


def test_a_payload_that_was_replaced_is_named(employer):
    entry = write(employer, reason="ett")
    Payload.objects.all().delete()
    Payload.objects.create(entry=entry, salt="0" * 32, body={"reason": "två", "facts": {}})
    assert list(faults()) == [f"Kedjan {employer.pk}: det som sades på rad 1 är ändrat."]


def test_what_was_said_may_be_erased_and_the_chain_still_holds(employer):
    lines = [write(employer, reason="Känsligt") for _ in range(3)]
    Payload.objects.filter(entry=lines[1]).delete()
    assert list(faults()) == []
    assert [e.reason for e in events_of(employer)] == ["Känsligt", "", "Känsligt"]


def test_the_same_words_twice_have_different_digests(employer):
    """Otherwise what was erased could be guessed from its digest."""
    first, second = write(employer, reason="ja"), write(employer, reason="ja")
    assert first.payload_digest != second.payload_digest


@pytest.mark.parametrize(
    "statement",
    ["update core_entry set verb = 'x'", "delete from core_entry", "update core_payload set body = '{}'"],
)
def test_the_database_refuses_to_change_the_log(employer, statement):
    write(employer)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(faults()) == []


def test_the_digest_of_a_line_is_the_same_for_all_time():
    """Were this value to change, every chain that exists would stop to verify."""
    entry = SimpleNamespace(
        chain="installation", number=1, at=datetime(2026, 11, 23, 8, 0, 0, 123456, tzinfo=UTC), actor_id=UUID(int=7),
        verb="call.drafted", kind="assignments.call", object_id=UUID(int=9), source="", target="draft",
        payload_digest="a" * 64,
    )  # fmt: skip
    assert _digest(FIRST, entry) == "0ad49c115540d6c74e3cdeea35ba635da9540ce1e75dd2547b7175333b4647b4"


@pytest.mark.django_db(transaction=True)
def test_two_who_write_in_the_same_two_chains_never_wait_for_each_other():
    one, two = builders.an_employer(), builders.an_employer()

    def job(owners):
        def work():
            with transaction.atomic():
                hold_all(owners)
                for owner in owners:
                    Entry.write("call.drafted", owner, by=None, owner=owner)

        return work

    for _ in range(ROUNDS):
        outcomes = together(job([one, two]), job([two, one]), job([one, two]), job([two, one]))
        assert outcomes == [None] * 4
    assert list(faults()) == []
    assert Entry.objects.count() == 4 * 2 * ROUNDS


@pytest.mark.django_db(transaction=True)
def test_twin_without_one_order_two_who_write_in_the_same_two_chains_lock_each_other_out():
    one, two = builders.an_employer(), builders.an_employer()
    both_hold_one = Barrier(2)

    def job(first, then):
        def work():
            with transaction.atomic():
                hold(first)
                both_hold_one.wait(30)
                hold(then)

        return work

    outcomes = together(job(one, two), job(two, one))
    assert sum("deadlock" in str(met) for met in outcomes) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_write_one_unbroken_chain():
    employer = builders.an_employer()

    def work():
        for _ in range(10):
            with transaction.atomic():
                write(employer)

    assert together(*[work] * 6) == [None] * 6
    assert Chain.objects.get().number == Entry.objects.count() == 60
    assert list(faults()) == []
