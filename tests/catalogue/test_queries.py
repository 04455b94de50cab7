from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from kollega.catalogue import actions
from kollega.catalogue.models import Listing
from kollega.catalogue.queries import cards_for, listings_for
from kollega.catalogue.rules import Filters, hits, mark, mark_of
from kollega.catalogue.search import search
from kollega.core.clock import STOCKHOLM
from kollega.networks.models import Membership
from tests.builders import LONG_AGO, a_group, a_network, an_employer, an_employment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
VISITOR = AnonymousUser()


def a_listing(title="Registrator", employer=None, *, reach="public", network=None, minutes=0, **fields):
    employer = employer or an_employer()
    made = Listing(kind=fields.pop("kind", "job"))
    return actions.put_up(
        made.pk, kind=made.kind, employer=employer, employer_name=employer.name, network=network, reach=reach,
        title=title, url="/x/", published_at=datetime(2026, 11, 1, 12, tzinfo=STOCKHOLM) - timedelta(minutes=minutes),
        **fields,
    )  # fmt: skip


def titles(person, on, filters=None, **more):
    return [listing.title for listing in search(person, on, filters or Filters(), **more).rows]


def test_each_reach_is_seen_by_those_it_is_for_and_no_others():
    own, other, outside = an_employer(), an_employer(), an_employer()
    network, elsewhere = a_network(own, other), a_network(outside)
    a_listing("Alla", other)
    a_listing("Nätverket", other, reach="network", network=network, minutes=1)
    a_listing("Egna", own, reach="employer", minutes=2)
    a_listing("Andras egna", other, reach="employer", minutes=3)
    a_listing("Annat nätverk", outside, reach="network", network=elsewhere, minutes=4)
    a_listing("Stängd", other, closes_on=TODAY - timedelta(days=1))
    a_listing("Sista dagen", other, closes_on=TODAY, minutes=5)
    taken = a_listing("Nedtagen", other)
    actions.take_down(taken.pk)
    assert titles(VISITOR, TODAY) == ["Alla", "Sista dagen"]
    assert titles(an_employment(at=own).person, TODAY) == ["Alla", "Nätverket", "Egna", "Sista dagen"]
    left = an_employment(at=own, to_on=TODAY - timedelta(days=1)).person
    assert titles(left, TODAY) == ["Alla", "Sista dagen"]


def test_a_networks_list_is_its_members_of_the_day_and_what_is_announced_in_it():
    member, left, other = an_employer(), an_employer(), an_employer()
    network = a_network(member)
    Membership.objects.create(network=network, employer=left, from_on=LONG_AGO, to_on=TODAY - timedelta(days=1))
    a_listing("Medlem", member)
    a_listing("Har gått ur", left, minutes=1)
    a_listing("Annan", other, minutes=2)
    a_listing("Annonserad i nätverket", left, reach="network", network=network, minutes=3)
    assert titles(VISITOR, TODAY, network=network) == ["Medlem"]
    assert titles(an_employment(at=member).person, TODAY, network=network) == ["Medlem", "Annonserad i nätverket"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": ("assignment",)}, ["Leda projekt"]),
        ({"kind": ("assignment", "job")}, ["Leda projekt", "Registrator"]),
        ({"place": "sunds"}, ["Registrator"]),
        ({"place": "Medelpad"}, ["Leda projekt"]),
        ({"text": "REGIST"}, ["Registrator"]),
        ({"text": "projekt leda"}, ["Leda projekt"]),
        ({"text": "50 %"}, ["Leda projekt"]),
        ({"extent": ("most",)}, ["Leda projekt"]),
        ({"text": "100%"}, []),
        ({"text": "_"}, ["Leda projekt", "Registrator"]),
    ],
)
def test_filters_narrow_the_list(filters, found):
    a_listing("Leda projekt", kind="assignment", place="Medelpads inland", share=50)
    a_listing("Registrator", place="Sundsvall", municipality="2281", minutes=1)
    assert titles(VISITOR, TODAY, Filters(**filters)) == found


def test_one_employer_may_be_asked_for_and_several():
    first = a_listing("Hos Öland", an_employer("Öland"))
    second = a_listing("Hos Åre", an_employer("Åre"), minutes=1)
    a_listing("Hos Alfa", an_employer("Alfa"))
    assert titles(VISITOR, TODAY, Filters(employer=(first.employer_id,))) == ["Hos Öland"]
    both = Filters(employer=(first.employer_id, second.employer_id))
    assert titles(VISITOR, TODAY, both) == ["Hos Öland", "Hos Åre"]


@pytest.mark.parametrize("order", ["", "passar", "sista-dag"])
def test_pages_follow_each_other_without_gaps_also_when_times_are_equal(order, monkeypatch):
    monkeypatch.setattr("kollega.catalogue.search.PAGE_SIZE", 2)
    employer = an_employer()
    for number in range(7):
        closes_on = TODAY + timedelta(days=number // 2) if number != 3 else None
        a_listing(f"Jurist {number % 2}", employer, minutes=number // 3, closes_on=closes_on)
    asked = Filters(order=order, text="jurist" if order == "passar" else "")
    seen, after = [], None
    while True:
        found = search(VISITOR, TODAY, asked, after=after)
        assert found.count == 7
        seen += [row.pk for row in found.rows]
        if not found.next_mark:
            break
        after = mark(found.next_mark)
    monkeypatch.setattr("kollega.catalogue.search.PAGE_SIZE", 20)
    assert seen == [row.pk for row in search(VISITOR, TODAY, asked).rows]
    assert len(set(seen)) == 7


def test_cards_and_listings_show_the_same_to_everyone():
    own, other = an_employer(), an_employer()
    network = a_network(own)
    for number, (at, reach) in enumerate([(own, "public"), (own, "employer"), (other, "employer"), (other, "network")]):
        a_listing(f"Nummer {number}", at, reach=reach, network=network if reach == "network" else None)
    a_listing("Grupp", own, reach="group", group=a_group(network))
    a_listing("Annan grupp", own, reach="group", group=a_group(a_network(other)))
    a_listing("Stängd", own, closes_on=TODAY - timedelta(days=1))
    actions.take_down(a_listing("Nedtagen", own).pk)
    for person in (VISITOR, an_employment(at=own).person, an_employment(at=other).person, an_employment().person):
        listed = set(listings_for(person, TODAY).values_list("pk", flat=True))
        assert set(cards_for(person, TODAY).values_list("pk", flat=True)) == listed
        assert {row.pk for row in search(person, TODAY, Filters()).rows} == listed


def test_a_mark_says_the_row_and_nonsense_says_nothing():
    listing = a_listing()
    assert mark(mark_of(listing)).id == listing.pk
    assert mark(mark_of(listing)).published_at == listing.published_at
    for nonsense in ("", "1-2", "x", "9" * 40 + "-" + "0" * 32, "\x00", "1" * 5000 + "-" + "0" * 32):
        assert mark(nonsense) is None


def test_what_is_counted_has_a_bound(monkeypatch):
    monkeypatch.setattr("kollega.catalogue.search.COUNTED_AT_MOST", 3)
    employer = an_employer()
    for number in range(5):
        a_listing(f"Annons {number}", employer)
    assert search(VISITOR, TODAY, Filters()).count == 4
    assert [hits(n, 1000) for n in (0, 1, 23, 1001)] == [
        "0 träffar",
        "1 träff",
        "23 träffar",
        "Fler än 1\u00a0000 träffar",
    ]


@pytest.mark.parametrize("text", ["", "annons"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_takes_as_many_statements_for_one_row_as_for_three(rows, text, django_assert_num_queries):
    own = an_employer()
    network = a_network(own)
    person = an_employment(at=own).person
    for number in range(rows):
        a_listing(f"Annons {number}", reach="network", network=network)
    with django_assert_num_queries(3):  # who they are, what is found, the rows
        found = search(person, TODAY, Filters(text=text), network=network)
        assert [listing.employer.name for listing in found.rows]
        assert len(found.rows) == rows
