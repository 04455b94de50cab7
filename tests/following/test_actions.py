"""What a search tells of, to whom and when: once each, and never what the person may not see."""

from datetime import date, datetime, timedelta

import pytest

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.following import actions, queries
from kollega.following.models import Favourite, SavedSearch
from kollega.following.terms import LONGEST_BACK, MOST_KEPT, MOST_SEARCHES
from kollega.outbox.models import Message
from kollega.people.queries import actor
from kollega.recruiting import actions as recruiting
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)


def follow(person, said="", rhythm="at_once", network=None):
    return actions.follow(by=person, name="Min sökning", said=said, network=network, rhythm=rhythm)


def a_job(**changes):
    return builders.a_recruitment(upto="published", **changes)


def news(searches):
    return queries.new_in({one.pk: one.told_upto for one in searches}, clock.today(), clock.now() - LONGEST_BACK)


def titled(made, title):
    """Put the vacancy up again with another title, as if it had been announced so."""
    made.title = title
    made.save(update_fields=["title"])
    recruiting._list(made)
    return made


def letters(person):
    return list(Message.objects.filter(person=person, key__startswith="searches.").order_by("created_at", "key"))


def test_what_comes_after_one_began_to_follow_is_told_once_in_one_letter():
    person = builders.a_person()
    with clock.at(MONDAY):
        a_job()
        follow(person)
    with clock.at(MONDAY + timedelta(minutes=6)):
        first, second = a_job(), a_job()
        assert [actions.tell_what_is_new() for _ in range(2)] == [1, 0]
    with clock.at(MONDAY + timedelta(minutes=20)):
        assert actions.tell_what_is_new() == 0
    (letter,) = letters(person)
    assert letter.subject == "2 nya träffar i det du följer"
    assert all(f"/lediga-jobb/{made.pk}/" in letter.text for made in (first, second))
    assert f"/foljer/av/{SavedSearch.objects.get().token}/" in letter.text


@pytest.mark.parametrize(("rhythm", "began", "told_at"), [
    ("daily", (23, 9), (24, 8)), ("daily", (23, 7), (23, 8)), ("daily", (27, 9), (30, 8)), ("weekly", (23, 9), (30, 8)),
])  # fmt: skip
def test_a_digest_leaves_in_the_morning_of_a_working_day(rhythm, began, told_at):
    at, then = (datetime(2026, 11, day, hour, tzinfo=clock.STOCKHOLM) for day, hour in (began, told_at))
    with clock.at(at):
        assert follow(builders.a_person(), rhythm=rhythm).tell_at == then


def test_the_search_is_the_lists_own():
    person = builders.a_person()
    with clock.at(MONDAY):
        searches = {said: follow(person, said) for said in (
            "q=mentorer", "q=handläggare", "q=kock", "ort=Sundsvall", "ort=Malmö", "q=handläggare nära Timrå",
            "anstallning=permanent", "anstallning=summer", "lan=22", "typ=assignment", "arbetsgivare=" + "0" * 32,
        )}  # fmt: skip
    with clock.at(MONDAY + timedelta(minutes=6)):
        titled(a_job(), "Bygglovshandläggare och mentor")
        found = news(searches.values())
    assert {said for said, search in searches.items() if search.pk in found} == {
        "q=mentorer", "q=handläggare", "ort=Sundsvall", "q=handläggare nära Timrå", "anstallning=permanent", "lan=22",
    }  # fmt: skip


def readers(employer, network):
    elsewhere = builders.an_employer()
    builders.a_network(elsewhere)
    neighbour = builders.an_employer()
    builders.Membership.objects.create(network=network, employer=neighbour, from_on=builders.LONG_AGO)
    gone = builders.an_employment(at=employer)
    gone.to_on = date(2026, 11, 22)
    gone.save()
    return {
        "own": builders.an_employment(at=employer).person, "neighbour": builders.an_employment(at=neighbour).person,
        "stranger": builders.an_employment(at=elsewhere).person, "unemployed": builders.a_person(),
        "left yesterday": gone.person, "coordinator": builders.a_duty("coordinator", network),
    }  # fmt: skip


@pytest.mark.parametrize("reach", ["public", "network", "group", "employer"])
def test_nobody_is_told_of_what_the_list_does_not_show_them(reach):
    employer = builders.an_employer()
    network = builders.a_network(employer)
    people = readers(employer, network)
    with clock.at(MONDAY):
        searches = {name: follow(person) for name, person in people.items()}
    with clock.at(MONDAY + timedelta(minutes=6)):
        group = builders.a_group(network, employer) if reach == "group" else None
        made = a_job(employer=employer, network=network, reach=reach, group=group)
        found = news(searches.values())
        told = {name for name, search in searches.items() if search.pk in found}
        seen = {name for name, person in people.items() if listings_for(person, clock.today()).filter(pk=made.pk)}
    assert told == seen
    assert told >= {"own"}


def test_what_has_closed_before_the_letter_is_not_told():
    person = builders.a_person()
    with clock.at(MONDAY):
        follow(person, rhythm="weekly")
        made = a_job()
        recruiting.close(made, by=actor(made.contact), reason="Klart.", today=clock.today())
    with clock.at(MONDAY + timedelta(days=7)):
        assert actions.tell_what_is_new() == 0


def test_what_opens_again_is_new_again():
    person = builders.a_person()
    with clock.at(MONDAY):
        made = a_job()
        recruiting.close(made, by=actor(made.contact), reason="Klart.", today=clock.today())
        follow(person)
    with clock.at(MONDAY + timedelta(hours=1)):
        recruiting.extend(
            builders.anew(made), until=date(2027, 1, 11), by=actor(made.contact), reason="Få.", today=clock.today()
        )
        assert actions.tell_what_is_new() == 1


def test_the_same_search_again_is_the_same_and_too_many_are_refused():
    person = builders.a_person()
    first = follow(person, "q=jurist")
    assert follow(person, "q=jurist", rhythm="weekly").pk == first.pk
    for number in range(MOST_SEARCHES - 1):
        follow(person, f"q=ord{number}")
    with pytest.raises(Refused, match="Ta bort någon"):
        follow(person, "q=ännu ett")


def test_a_listing_is_kept_once_and_let_go_twice_without_harm():
    person, made = builders.a_person(), a_job()
    listing = Listing.objects.get(pk=made.pk)
    for _ in range(2):
        actions.keep(listing, by=person)
    assert Favourite.objects.filter(person=person).count() == 1
    for _ in range(2):
        actions.let_go(listing.pk, by=person)
    assert not Favourite.objects.exists()


def test_no_more_than_a_shelf_of_favourites(monkeypatch):
    monkeypatch.setattr("kollega.following.rules.MOST_KEPT", 0)
    assert MOST_KEPT > 50
    with pytest.raises(Refused, match="Ta bort något först"):
        actions.keep(Listing.objects.get(pk=a_job().pk), by=builders.a_person())


@pytest.mark.parametrize("many", [1, 40])
def test_matching_takes_as_many_statements_for_one_search_as_for_many(many, django_assert_num_queries):
    with clock.at(MONDAY):
        searches = [follow(builders.a_person(), "q=handläggare") for _ in range(many)]
    with clock.at(MONDAY + timedelta(minutes=6)):
        a_job()
        with django_assert_num_queries(2):
            found = news(searches)
    assert len(found) == many
