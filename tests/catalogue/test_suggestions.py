"""What is suggested while someone types: only what they may see, counted as they may see it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.catalogue.suggestions import suggestions
from kollega.taxonomy.actions import meet
from kollega.taxonomy.terms import Kind
from tests.builders import a_network, an_employer, an_employment
from tests.catalogue.test_queries import TODAY, a_listing

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def said(person, text):
    return [(one.kind, one.text, one.count) for one in suggestions(person, TODAY, text)]


def test_titles_occupations_employers_and_places_are_suggested():
    centre = an_employer("Centrala studiestödsnämnden", short_name="CSN")
    work = meet("occu", Kind.OCCUPATION, "Handläggare, studiestöd")
    a_listing("Handläggare", centre, municipality="2281", place="Sundsvall", occupation=work)
    a_listing("handläggare", centre, municipality="2281", place="Sundsvall", minutes=1)
    assert said(VISITOR, "handl") == [("occupation", "Handläggare, studiestöd", 1), ("title", "Handläggare", 2)]
    assert said(VISITOR, "cs") == [("employer", "Centrala studiestödsnämnden", 2)]
    assert said(VISITOR, "sunds") == [("place", "Sundsvall", 2)]
    assert said(VISITOR, "västern") == []
    for nothing in ("", "h", "%", "__", "\\", "\x00\x00\x00", "'" * 60):
        assert said(VISITOR, nothing) == []


def test_nothing_is_suggested_that_one_may_not_see():
    own, other = an_employer("Hemliga verket"), an_employer("Andra verket")
    network = a_network(other)
    a_listing("Underrättelseanalytiker", own, reach="employer", municipality="2584")
    a_listing("Underhållsingenjör", other, reach="network", network=network)
    for person, seen in (
        (VISITOR, []),
        (an_employment(at=own).person, ["Underrättelseanalytiker"]),
        (an_employment(at=other).person, ["Underhållsingenjör"]),
    ):
        assert [text for _, text, _ in said(person, "under")] == seen
        assert bool(said(person, "hemliga")) == (seen == ["Underrättelseanalytiker"])
        assert bool(said(person, "kiruna")) == (seen == ["Underrättelseanalytiker"])


@pytest.mark.parametrize("many", [1, 3])
def test_suggestions_are_one_statement_however_many(client, many):
    for number in range(many):
        a_listing(f"Jurist {number}", minutes=number)
    client.get("/jobb-och-uppdrag/forslag?q=ju")
    with CaptureQueriesContext(connection) as caught:
        answer = client.get("/jobb-och-uppdrag/forslag?q=ju").content.decode()
    assert answer.count("<li role=") == many
    assert len(caught) == 1


def test_a_suggestion_carries_no_markup(client):
    a_listing('Jurist "<script>')
    assert "<script>" not in client.get("/jobb-och-uppdrag/forslag?q=jur").content.decode()
