"""Many put up together stand as if each had been put up alone."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from kollega.catalogue import actions
from kollega.catalogue.models import Body, Card, Listing, Word
from kollega.core import clock, many
from kollega.taxonomy.models import Concept
from tests.builders import a_network, an_employer
from tests.catalogue.test_queries import TODAY

pytestmark = pytest.mark.django_db
TITLES = ("Registrator", "Bygglovshandläggare, 50 %", "Sommarvikarie 100% \\ 'x'\t", "Nurse", "Kock\nmed rad")


@pytest.fixture
def occupation():
    return Concept.objects.create(id="abc_123_def", kind="occupation", label="Registrator", code="4115")


def offers(occupation, first=0, of=12):
    """Return offers of every sort, each with an id of its own; the same number always says the same."""
    employers = [an_employer(f"Verk {first}.{number}", short_name=f"V{number}") for number in range(2)]
    network = a_network(employers[0])
    made = {}
    for number in range(first, first + of):
        made[uuid.UUID(int=number + 1)] = {
            "kind": ("job", "assignment")[number % 5 == 4], "employer": (None, *employers)[number % 3],
            "employer_name": f"Verk {number % 3}", "network": network if number % 4 == 3 else None,
            "reach": "network" if number % 4 == 3 else "public", "title": TITLES[number % 5],
            "place": ("Sundsvall", "Distans")[number % 2], "extent": "Heltid", "url": f"/x/{number}/",
            "published_at": clock.now() - timedelta(minutes=number), "body": "Om arkiv\x00 och diarium." * (number % 3),
            "closes_on": TODAY + timedelta(days=number) if number % 2 else None, "language": "sv",
            "municipality": ("2281", "", "0180")[number % 3], "occupation": occupation if number % 2 else None,
            "form": ("", "permanent")[number % 2],
        }  # fmt: skip
    return made


def world():
    """Return all that the list holds, as values."""
    return [
        sorted((tuple(sorted(row.items(), key=lambda item: item[0])) for row in rows), key=str)
        for rows in (
            Listing.objects.values(), Card.objects.values(), Body.objects.values(), Word.objects.values("word"),
        )
    ]  # fmt: skip


def one_by_one(offers):
    for key, offer in offers.items():
        actions.put_up(key, **offer)


@pytest.mark.parametrize("copied_from", [1, 50])
@pytest.mark.parametrize("before", ["nothing", "the same", "other words", "some closed", "with a summary"])
def test_many_together_stand_as_each_alone(before, copied_from, occupation, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 5)
    start = clock.now()
    coming, outcomes = offers(occupation), []
    for put_up in (one_by_one, actions.put_up_many):
        Body.objects.all().delete(), Card.objects.all().delete(), Listing.objects.all().delete()
        Word.objects.all().delete()
        with clock.at(start):
            some = {} if before == "nothing" else dict(list(coming.items())[:7])
            more = {"title": "Jurist"} if before == "other words" else {}
            more |= {"summary": "Kort om tjänsten."} if before == "with a summary" else {}
            one_by_one({key: offer | more for key, offer in some.items()})
            if before == "some closed":
                actions.take_down_many(list(some)[:3])
        with clock.at(start + timedelta(hours=1)), monkeypatch.context() as patch:
            if put_up is actions.put_up_many:
                patch.setattr(many, "COPIED_FROM", copied_from)
            put_up(coming)
        outcomes.append(world())
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][0]) == len(outcomes[0][1]) == 12


def test_many_take_as_many_statements_as_few(occupation, django_assert_max_num_queries):
    actions.put_up_many({})
    for first, of in ((0, 60), (100, 120)):
        coming = offers(occupation, first, of)
        with django_assert_max_num_queries(20):
            actions.put_up_many(coming)
    assert Listing.objects.count() == Card.objects.count() == 180


def test_many_taken_down_keep_their_rows(occupation):
    coming = offers(occupation)
    actions.put_up_many(coming)
    actions.take_down_many(list(coming)[:5])
    assert (Listing.objects.filter(is_open=False).count(), Card.objects.count(), Body.objects.count()) == (5, 7, 7)


def versions():
    """Return which version of each row stands, of all that the list holds."""
    found = []
    with connection.cursor() as cursor:
        for table in ("catalogue_listing", "catalogue_card", "catalogue_body"):
            cursor.execute(f"select ctid::text, xmin::text from {table} order by 1")
            found.append(cursor.fetchall())
    return found


@pytest.mark.parametrize("copied_from", [1, 50])
def test_what_says_the_same_is_not_written_again_and_a_new_last_day_leaves_the_texts(
    copied_from, occupation, monkeypatch
):
    monkeypatch.setattr(many, "COPIED_FROM", copied_from)
    coming = offers(occupation)
    actions.put_up_many(coming)
    before = versions()
    actions.put_up_many(coming)
    assert versions() == before
    actions.put_up_many({key: offer | {"closes_on": TODAY + timedelta(days=90)} for key, offer in coming.items()})
    listings, cards, bodies = versions()
    assert bodies == before[2]
    assert not set(listings) & set(before[0])
    assert not set(cards) & set(before[1])
