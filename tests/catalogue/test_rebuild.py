"""The index built anew is the index as it was, and what happens meanwhile is not lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from kollega.catalogue import actions
from kollega.catalogue.models import Body, Card, Listing, Word
from kollega.catalogue.rules import Filters
from kollega.catalogue.search import search as ask
from kollega.config.commands import search
from tests.builders import an_employer
from tests.catalogue.test_queries import TODAY, a_listing

pytestmark = pytest.mark.django_db(transaction=True)


def shape():
    """Everything about the three tables that a later migration may name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
            "where conrelid = any(%s::regclass[]) and contype <> 'n'", [list(search.TABLES)],
        )  # fmt: skip
        constraints = cursor.fetchall()
        cursor.execute("select indexname, indexdef from pg_indexes where tablename = any(%s)", [list(search.TABLES)])
        return sorted(constraints), sorted(cursor.fetchall())


def rows():
    return list(Card.objects.order_by("pk").values()), list(Body.objects.order_by("pk").values())


def found(text):
    return [row.title for row in ask(AnonymousUser(), TODAY, Filters(text=text)).rows]


def test_the_index_built_anew_is_the_same_and_goes_on_working():
    a_listing("Bygglovshandläggare", an_employer("Verket", short_name="VRK"), body="Ring 060-18 40 00.")
    a_listing("Jurist", share=50, minutes=1)
    actions.take_down(a_listing("Nedtagen").pk)
    before, was = rows(), shape()
    assert search.rebuild() == 2
    assert rows() == before
    assert shape() == was
    assert Word.objects.filter(word="bygglov", listings=1).count() == 1
    a_listing("Registrator", body="handläggare")
    assert found("handläggare") == ["Bygglovshandläggare", "Registrator"]
    assert found("vrk") == ["Bygglovshandläggare"]
    assert search.rebuild() == 3


def test_what_changes_while_it_is_built_is_in_the_new_index(monkeypatch):
    changed, removed = a_listing("Jurist"), a_listing("Ekonom")
    fill = search._fill

    def and_meanwhile(cursor, condition, words):
        seen = fill(cursor, condition, words)
        if not condition:
            Listing.objects.filter(pk=changed.pk).update(title="Arkivarie", closes_on=TODAY + timedelta(days=3))
            actions.take_down(removed.pk)
            a_listing("Registrator")
        return seen

    monkeypatch.setattr(search, "_fill", and_meanwhile)
    assert search.rebuild() == 2
    assert (found("arkivarie"), found("registrator"), found("ekonom")) == (["Arkivarie"], ["Registrator"], [])


def test_an_upgraded_database_lacks_cards_until_it_is_built():
    a_listing("Jurist")
    assert not search.lacks_cards()
    Card.objects.all().delete()
    assert search.lacks_cards()
    search.rebuild()
    assert not search.lacks_cards()
    assert found("jurist") == ["Jurist"]
