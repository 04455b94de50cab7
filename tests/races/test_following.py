"""Several workers tell of what is new at the same moment: each letter is written once."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.following import actions, queries
from kollega.following.models import Favourite, SavedSearch
from kollega.outbox.models import Message
from tests import builders
from tests.races.rounds import ROUNDS, Count, slowly, winners, without_constraint, without_locks

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


def test_each_letter_is_written_once_by_four_workers(monkeypatch):
    count = Count("tell of what is new")
    for _ in range(ROUNDS):
        SavedSearch.objects.all().delete()
        Message.objects.all().delete()
        with clock.at(news()):
            count.race(*[actions.tell_what_is_new] * 4)
        assert letters() == 3
    count.show()


def test_twin_without_locks_a_letter_is_written_several_times(monkeypatch):
    later = news()
    without_locks(monkeypatch)
    slowly(monkeypatch, queries, "new_in")
    ticks = iter(range(1000))

    def told_at_another_moment(*args, **kwargs):
        kwargs["event"] += f".{next(ticks)}"  # two workers seldom write in the same second
        return kept(*args, **kwargs)

    kept = actions.outbox.tell
    monkeypatch.setattr(actions.outbox, "tell", told_at_another_moment)
    with clock.at(later):
        winners(*[actions.tell_what_is_new] * 3)
    assert letters() > 3


def test_a_listing_is_put_aside_once_by_two_presses():
    count = Count("put aside")
    for _ in range(ROUNDS):
        person = builders.a_person()
        listing = Listing.objects.get(pk=builders.a_recruitment(upto="published").pk)
        count.race(*[partial(actions.keep, listing, by=person)] * 3)
        assert Favourite.objects.filter(person=person).count() == 1
    count.show()


def test_twin_without_lock_and_constraint_it_is_put_aside_twice(monkeypatch):
    person = builders.a_person()
    listing = Listing.objects.get(pk=builders.a_recruitment(upto="published").pk)
    without_locks(monkeypatch)
    with without_constraint(Favourite, "a_listing_is_put_aside_once"):
        winners(*[partial(actions.keep, listing, by=person)] * 3)
        assert Favourite.objects.filter(person=person).count() > 1
