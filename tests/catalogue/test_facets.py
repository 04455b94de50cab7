"""Every count beside the list is what one would find by choosing it, with all other choices standing."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser

from kollega.catalogue.rules import Filters
from kollega.catalogue.search import search
from tests.builders import a_network, an_employer, an_employment
from tests.catalogue.test_queries import TODAY, a_listing

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def offers():
    employers = [an_employer("Öland"), an_employer("Åre")]
    titles = ("Bygglovshandläggare", "Jurist", "Sommarvikarie i vården", "Kock")
    towns = (("2281", "Sundsvall"), ("1283", "Helsingborg, distans"))
    for number, (title, (code, place), employer) in enumerate(product(titles, towns, employers)):
        if number % 5 == 4:
            continue
        a_listing(
            title, employer, place=place, municipality=code, minutes=number, share=(None, 100, 80, 40)[number % 4],
            kind=("job", "assignment")[number % 3 == 0], language=("sv", "en")[number % 7 == 0],
            form=("", "permanent", "limited")[number % 3], closes_on=TODAY + timedelta(days=number * 4),
        )  # fmt: skip
    return employers


CHOSEN = [
    {},
    {"kind": ("job",)},
    {"county": ("22",)},
    {"county": ("22", "distans"), "kind": ("job", "assignment")},
    {"closing": "manad"},
    {"text": "handläggare"},
    {"text": "jurist", "extent": ("full", "most"), "language": ("sv",)},
    {"place": "Sundsvall", "field": ("building", "law"), "form": ("permanent",)},
    {"kind": ("job",), "county": ("12",), "field": ("service",), "form": ("limited",), "extent": ("some",),
     "language": ("sv",), "closing": "vecka"},
]  # fmt: skip


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
@pytest.mark.parametrize("is_of_one", [False, True])
def test_a_count_is_what_choosing_it_finds(offers, chosen, is_of_one):
    asked = Filters(**chosen, **({"employer": (offers[0].pk,)} if is_of_one else {}))
    found = search(VISITOR, TODAY, asked)
    told = 0
    for name, counts in found.facets.items():
        for value, count in counts:
            one = value if name == "closing" else (UUID(value) if name == "employer" else value,)
            assert search(VISITOR, TODAY, replace(asked, **{name: one})).count == count, (name, value)
            told += 1
    assert told or not found.count
    assert found.count == len(found.rows)


def test_every_kind_is_counted_where_nothing_is_chosen(offers):
    found = search(VISITOR, TODAY, Filters())
    assert set(found.facets) == {
        "kind", "field", "county", "employer", "form", "extent", "language", "closing",
    }  # fmt: skip
    assert sorted(found.employers.values()) == ["Åre", "Öland"]
    assert sum(count for _, count in found.facets["kind"]) == found.count == 13


def test_counts_hold_nothing_that_the_reader_may_not_see(offers):
    network = a_network(offers[0])
    a_listing("Kock", offers[0], reach="network", network=network)
    a_listing("Kock", offers[1], reach="employer")
    counted = [
        dict(search(person, TODAY, Filters(text="kock")).facets["employer"])
        for person in (VISITOR, an_employment(at=offers[0]).person, an_employment(at=offers[1]).person)
    ]
    first, second = (str(employer.pk) for employer in offers)
    assert counted[1] == {**counted[0], first: counted[0].get(first, 0) + 1}
    assert counted[2] == {**counted[0], second: counted[0].get(second, 0) + 1}
