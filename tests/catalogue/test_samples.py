"""Where much is sought: the number is only large, counts are told as about, and pages are as if all were read."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser

from kollega.catalogue import actions, rules
from kollega.catalogue import search as searching
from kollega.catalogue.models import Card
from kollega.catalogue.rules import Filters, about, code, mark, newest_days, tallied
from kollega.catalogue.search import search, statements
from tests.builders import a_network, an_employer, an_employment
from tests.catalogue.test_queries import TODAY, a_listing

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
WIDE = {
    (rules, "SAMPLES"): (8, 4, 2), (searching, "SAMPLES"): (8, 4, 2), (statements, "SAMPLES"): (8, 4, 2),
    (searching, "FEW_IN_FIRST"): 2, (statements, "FEW_IN_FIRST"): 2, (searching, "LEAST_SAMPLE"): 6,
    (searching, "COUNTED_AT_MOST"): 12, (searching, "LEAST_TOLD"): 2, (searching, "RANKED_LEAST"): 500,
    (searching, "PAGE_SIZE"): 5, (statements, "PAGE_SIZE"): 5,
}  # fmt: skip
TITLES = ("Jurist", "Jurist till kansliet", "Kock", "Bolagsjurist")


@pytest.fixture
def many(monkeypatch):
    """Eighty listings, of which sixty are found by "jurist", and limits so low that this is much."""
    for (module, name), value in WIDE.items():
        monkeypatch.setattr(module, name, value)
    employers = [an_employer("Öland"), an_employer("Åre")]
    monkeypatch.setattr("tests.catalogue.test_queries.Listing", _numbered())
    for number in range(80):
        a_listing(
            TITLES[number % 4], employers[number % 3 == 0], minutes=number * 500,
            municipality=("2281", "1283")[number % 8 == 1], share=(100, 80)[number % 5 == 0],
            closes_on=TODAY + timedelta(days=number % 50) if number % 6 else None,
        )  # fmt: skip
    return employers


def _numbered():
    numbers = iter(range(1, 10_000))

    class Numbered:
        def __init__(self, kind):
            self.kind, self.pk = kind, UUID(int=next(numbers))

    return Numbered


def pages(asked, person=VISITOR):
    seen, after = [], None
    while True:
        found = search(person, TODAY, asked, after=after)
        seen += [(row.pk, row.title) for row in found.rows]
        if not found.next_mark:
            return seen
        after = mark(found.next_mark)


def read_whole(monkeypatch, asked, person=VISITOR):
    with monkeypatch.context() as patch:
        for module in (searching, statements):
            patch.setattr(module, "FEW_IN_FIRST", 10_000)
        return pages(asked, person), search(person, TODAY, asked)


@pytest.mark.parametrize("asked", [
    Filters(), Filters(text="jurist"), Filters(order="sista-dag"), Filters(text="jurist", order="nyast"),
    Filters(text="jurist", order="sista-dag"), Filters(place="Sundsvall"), Filters(text="jurist", extent=("full",)),
    Filters(county=("12",)), Filters(text="jurist", county=("12",)), Filters(extent=("full",), closing="manad"),
], ids=str)  # fmt: skip
def test_pages_hold_what_a_whole_reading_does_in_the_same_order(many, monkeypatch, asked):
    whole, found = read_whole(monkeypatch, asked)
    much = search(VISITOR, TODAY, asked)
    assert much.about
    assert much.count == found.count == min(len(whole), 13)
    assert pages(asked) == whole
    assert len({pk for pk, _ in whole}) == len(whole)


def test_counts_are_told_from_a_sample_and_come_near(many, monkeypatch):
    _, found = read_whole(monkeypatch, Filters(text="jurist"))
    much = search(VISITOR, TODAY, Filters(text="jurist"))
    assert much.about == set(much.facets)
    for name, counts in much.facets.items():
        right = dict(found.facets[name])
        for value, count in counts:
            assert right[value] * 0.5 - 8 <= count <= right[value] * 1.5 + 8, (name, value)
    assert much.employers == found.employers


def test_a_narrow_choice_among_much_is_counted_and_the_others_told_about(many):
    found = search(VISITOR, TODAY, Filters(text="jurist", county=("12",)))
    assert found.count == 10
    assert dict(found.facets["employer"]).keys() == {str(one.pk) for one in many}
    assert sum(count for _, count in found.facets["employer"]) == 10
    assert found.about == {"county"}


def test_only_the_newest_are_weighed_but_a_title_that_is_the_question_always_comes_first(many, monkeypatch):
    monkeypatch.setattr(searching, "RANKED_LEAST", 2)
    found = search(VISITOR, TODAY, Filters(text="jurist"))
    whole, _ = read_whole(monkeypatch, Filters(text="jurist"))
    assert [title for _, title in whole[:5]] == ["Jurist"] * 5 == [row.title for row in found.rows]
    assert found.is_weighed
    seen = pages(Filters(text="jurist"))
    assert seen == whole[: len(seen)] or len(seen) < len(whole)
    assert len(set(seen)) == len(seen)


def test_much_holds_nothing_that_the_reader_may_not_see(many):
    network = a_network(many[0])
    for number in range(20):
        a_listing("Jurist", many[0], reach="network", network=network, minutes=-number)
    assert all(row.reach == "public" for row in search(VISITOR, TODAY, Filters(text="jurist")).rows)
    inside = search(an_employment(at=many[0]).person, TODAY, Filters(text="jurist"))
    assert {row.reach for row in inside.rows} == {"network"}
    within = search(VISITOR, TODAY, Filters(text="jurist"), network=network)
    assert {row.employer_id for row in within.rows} == {many[0].pk}


@pytest.mark.parametrize(
    ("asked", "most"), [(Filters(text="jurist"), 5), (Filters(), 5), (Filters(text="kansliet"), 5)]
)
def test_much_takes_few_statements(many, django_assert_max_num_queries, asked, most):
    with django_assert_max_num_queries(most):
        search(VISITOR, TODAY, asked)


def test_a_cards_code_tells_its_values():
    employer = an_employer()
    a_listing("Jurist på distans", employer, municipality="2281", share=100, closes_on=TODAY + timedelta(days=7))
    a_listing("Kock", employer, kind="assignment", closes_on=TODAY + timedelta(days=8), minutes=3000)
    actions.take_down(a_listing("Nedtagen", employer).pk)
    codes = b"".join(bytes(card.code) for card in Card.objects.all())
    names = ("kind", "field", "county", "extent", "form", "language", "employer", "closing")
    assert tallied(codes, names, TODAY) == {
        "kind": {"job": 1, "assignment": 1}, "field": {"law": 1, "service": 1}, "county": {"22": 1, "distans": 1},
        "extent": {"full": 1}, "form": {"assignment": 1}, "language": {"sv": 2}, "employer": {str(employer.pk): 2},
        "closing": {"vecka": 1, "manad": 2},
    }  # fmt: skip
    newest = newest_days(codes, 1, TODAY)
    assert rules.EPOCH + timedelta(days=newest[0]) == datetime(2026, 11, 1, tzinfo=UTC)
    assert rules.EPOCH + timedelta(days=newest[-1]) == datetime(2026, 11, 24, tzinfo=UTC)
    assert newest_days(codes, 2, TODAY) == newest_days(b"", 5, TODAY) == []


def test_values_of_a_code_keep_their_numbers():
    assert {name: values[:3] for name, values in rules.CODED.items()} == {
        "kind": ("job", "assignment"), "field": ("leading", "it", "care"),
        "form": ("permanent", "limited", "substitute"), "extent": ("full", "most", "some"),
        "language": ("sv", "en", "fi"),
    }  # fmt: skip
    bare = dict.fromkeys(("employer_id", "closes_on"), None) | dict.fromkeys(("kind", "field", "form", "county"), "")
    card = bare | {"extent": "", "language": "xx", "is_remote": False, "published_at": rules.EPOCH}
    assert code(card) == bytes(16) + b"\xff\xff" + bytes(9)


def test_a_number_that_is_told_about_has_no_more_figures_than_it_is_worth():
    assert [about(n) for n in (40, 64, 128, 1216, 20992)] == [
        "ca 40", "ca 60", "ca 130", "ca 1\u00a0200", "ca 21\u00a0000",
    ]  # fmt: skip
