from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from kollega.catalogue import actions
from kollega.catalogue.models import Listing
from kollega.catalogue.queries import count_of, employers_in, joint_list, page_of
from kollega.catalogue.rules import Filters, hits, mark, mark_of
from kollega.core.clock import STOCKHOLM
from kollega.networks.models import Membership
from tests.builders import LONG_AGO, a_network, an_employer, an_employment

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


def titles(*args, **kwargs):
    return [listing.title for listing in joint_list(*args, **kwargs)]


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
        ({"kind": "assignment"}, ["Leda projekt"]),
        ({"place": "sunds"}, ["Registrator"]),
        ({"text": "REGIST"}, ["Registrator"]),
        ({"text": "projekt leda"}, ["Leda projekt"]),
        ({"text": "100%"}, []),
        ({"text": "_"}, []),
    ],
)
def test_filters_narrow_the_list(filters, found):
    a_listing("Leda projekt", kind="assignment", place="Timrå")
    a_listing("Registrator", place="Sundsvall", minutes=1)
    assert titles(VISITOR, TODAY, filters=Filters(**filters)) == found


def test_one_employer_may_be_asked_for_and_names_are_in_swedish_order():
    first = a_listing("Hos Öland", an_employer("Öland"))
    for name in ("Ängen", "Åre", "Alfa"):
        a_listing(name, an_employer(name))
    assert titles(VISITOR, TODAY, filters=Filters(employer=first.employer_id)) == ["Hos Öland"]
    names = [e.name for e in employers_in(joint_list(VISITOR, TODAY))]
    assert names == ["Alfa", "Åre", "Ängen", "Öland"]


def test_pages_follow_each_other_without_gaps_also_when_times_are_equal():
    employer = an_employer()
    for number in range(7):
        a_listing(f"Annons {number}", employer, minutes=number // 3)
    seen, after = [], None
    while True:
        rows, following = page_of(joint_list(VISITOR, TODAY, after=after), size=2)
        seen += [row.pk for row in rows]
        if not following:
            break
        after = mark(following)
    assert seen == [row.pk for row in joint_list(VISITOR, TODAY)]
    assert len(set(seen)) == 7


def test_a_mark_says_the_row_and_nonsense_says_nothing():
    listing = a_listing()
    assert mark(mark_of(listing)).id == listing.pk
    assert mark(mark_of(listing)).published_at == listing.published_at
    for nonsense in ("", "1-2", "x", "9" * 40 + "-" + "0" * 32, "\x00", "1" * 5000 + "-" + "0" * 32):
        assert mark(nonsense) is None


def test_what_is_counted_has_a_bound():
    employer = an_employer()
    for number in range(5):
        a_listing(f"Annons {number}", employer)
    assert count_of(joint_list(VISITOR, TODAY), most=3) == 4
    assert [hits(n, 1000) for n in (0, 1, 23, 1001)] == [
        "0 träffar",
        "1 träff",
        "23 träffar",
        "Fler än 1\u00a0000 träffar",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_as_many_statements_for_one_row_as_for_three(rows, django_assert_num_queries):
    own = an_employer()
    network = a_network(own)
    person = an_employment(at=own).person
    for number in range(rows):
        a_listing(f"Annons {number}", reach="network", network=network)
    with django_assert_num_queries(2):
        found, _ = page_of(joint_list(person, TODAY, network=network))
        assert [listing.employer.name for listing in found]
        assert len(found) == rows
