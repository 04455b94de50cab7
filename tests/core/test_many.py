"""Many rows written at once stand as if Django had written each."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from kollega.core import clock, many
from kollega.core.log import Entry, Payload, faults
from kollega.taxonomy.models import Concept
from tests.builders import an_employer

pytestmark = pytest.mark.django_db


def concepts(count, **more):
    return [
        Concept(**{"id": f"id_{number}", "kind": "skill", "label": f"Ord\t{number}\\n", "code": "", **more})
        for number in range(count)
    ]


def values():
    return list(Concept.objects.order_by("id").values())


def test_rows_are_added_as_bulk_create_adds_them():
    Concept.objects.bulk_create(concepts(5))
    expected = values()
    Concept.objects.all().delete()
    made = concepts(5)
    many.add(Concept, made)
    assert values() == expected
    assert not any(one._state.adding for one in made)
    many.add(Concept, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        many.add(Concept, concepts(1))


@pytest.mark.parametrize("count", [3, many.COPIED_FROM + 1])
def test_rows_that_are_there_are_mended_where_that_is_said_and_others_added(count):
    many.add(Concept, concepts(2))
    many.keep(Concept, concepts(count, label="Nytt", code="7"), ["label"])
    found = values()
    assert len(found) == count
    assert {one["label"] for one in found} == {"Nytt"}
    assert sum(one["code"] == "" for one in found) == 2
    many.keep(Concept, [])


@pytest.mark.parametrize("count", [3, many.COPIED_FROM + 1])
def test_a_row_that_says_the_same_is_left_as_it_is(count):
    many.add(Concept, concepts(count))

    def places():
        with connection.cursor() as cursor:
            cursor.execute("select id, ctid::text from taxonomy_concept order by id")
            return dict(cursor.fetchall())

    before = places()
    many.keep(Concept, [*concepts(count - 1), *concepts(count, label="Annat")[-1:]])
    after = places()
    assert {key for key in after if after[key] != before[key]} == {f"id_{count - 1}"}


def test_numbered_rows_get_the_next_numbers_and_json_is_kept():
    employer = an_employer()
    written = Entry.write_all(
        [
            SimpleNamespace(
                verb="vacancy.created", subject=employer, owner=employer, reason="Åsa", source="", target="",
                facts={"a": "b\\"},
            )
            for _ in range(3)
        ],
        by=None,
    )  # fmt: skip
    assert [one.pk for one in written] == sorted({one.pk for one in written})
    assert list(faults()) == []
    assert Payload.objects.get(entry=written[0]).body == {"reason": "Åsa", "facts": {"a": "b\\"}}
    assert Entry.write("vacancy.removed", employer, by=None, owner=employer).pk > written[-1].pk
    assert clock.now() >= written[0].at
