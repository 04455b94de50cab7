"""Several workers tell of what is new at the same moment: each letter is written once."""

import time
from datetime import datetime, timedelta
from functools import partial
from itertools import count

import pytest

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.following import actions, queries
from kollega.following.models import Favourite, SavedSearch
from kollega.outbox.models import Message
from tests import builders
from tests.races.rounds import ROUNDS, TWIN_ROUNDS, Count, slowly, winners, without_constraint, without_locks

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)


def news(many=3):
    """Return when something new has come to several who follow."""
    with clock.at(MONDAY):
        for _ in range(many):
            actions.follow(by=builders.a_person(), name="Mitt", said="", network=None, rhythm="at_once")
    later = MONDAY + timedelta(minutes=6)
    with clock.at(later):
        builders.a_recruitment(upto="published")
    return later


def letters():
    return Message.objects.filter(key__startswith="searches.").count()


def each_at_a_moment_of_its_own(monkeypatch):
    """Let all be in the middle at once, and let no two letters be the same to the outbox, which would hide the lock."""
    slowly(monkeypatch, queries, "new_in")
    kept, ticks = actions.outbox.tell, count()
    monkeypatch.setattr(
        actions.outbox, "tell", lambda *args, event, **more: kept(*args, event=f"{event}.{next(ticks)}", **more)
    )


def test_each_letter_is_written_once_by_four_workers(monkeypatch):
    each_at_a_moment_of_its_own(monkeypatch)
    counted = Count("tell of what is new")
    for _ in range(ROUNDS):
        SavedSearch.objects.all().delete()
        Message.objects.all().delete()
        with clock.at(news()):
            counted.race(*[actions.tell_what_is_new] * 4)
        assert letters() == 3
    counted.show()


def test_twin_without_locks_a_letter_is_written_several_times(monkeypatch):
    each_at_a_moment_of_its_own(monkeypatch)
    later = news()
    without_locks(monkeypatch)
    with clock.at(later):
        winners(*[actions.tell_what_is_new] * 3)
    assert letters() > 3


def silenced_meanwhile():
    """Return how many letters there are when someone has been told that it is silent, and how many in the end."""
    SavedSearch.objects.all().delete()
    Message.objects.all().delete()
    later, seen = news(1), []
    person = SavedSearch.objects.get().person

    def silence():
        time.sleep(0.05)
        actions.silence(person)
        seen.append(letters())

    with clock.at(later):
        winners(actions.tell_what_is_new, silence)
    return *seen, letters()


def test_no_letter_is_written_of_a_search_after_it_was_silenced_while_it_was_told_of(monkeypatch):
    slowly(monkeypatch, queries, "new_in")
    for _ in range(ROUNDS):
        before, after = silenced_meanwhile()
        assert before == after
        search = SavedSearch.objects.get()
        assert (search.rhythm, search.tell_at) == ("never", None)


def test_twin_without_locks_a_letter_comes_after_the_silence(monkeypatch):
    slowly(monkeypatch, queries, "new_in")
    without_locks(monkeypatch)
    assert any(before < after for before, after in (silenced_meanwhile() for _ in range(TWIN_ROUNDS)))


def test_a_listing_is_put_aside_once_by_two_presses():
    counted = Count("put aside")
    for _ in range(ROUNDS):
        person = builders.a_person()
        listing = Listing.objects.get(pk=builders.a_recruitment(upto="published").pk)
        counted.race(*[partial(actions.keep, listing, by=person)] * 3)
        assert Favourite.objects.filter(person=person).count() == 1
    counted.show()


def test_twin_without_lock_and_constraint_it_is_put_aside_twice(monkeypatch):
    person = builders.a_person()
    listing = Listing.objects.get(pk=builders.a_recruitment(upto="published").pk)
    without_locks(monkeypatch)
    with without_constraint(Favourite, "a_listing_is_put_aside_once"):
        winners(*[partial(actions.keep, listing, by=person)] * 3)
        assert Favourite.objects.filter(person=person).count() > 1
