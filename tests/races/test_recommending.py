"""Several workers write the weekly letters at the same moment: each person gets one."""

from functools import partial
from itertools import count

import pytest

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.outbox.models import Message
from kollega.people.models import Consent
from kollega.recommending import actions, queries
from kollega.recommending.models import Digest, Hidden
from tests.builders import a_listing, a_person
from tests.races.rounds import ROUNDS, Count, slowly, winners, without_constraint, without_locks
from tests.recommending.test_digest import MONDAY, WEEK, agreed, listed, tell

pytestmark = pytest.mark.django_db(transaction=True)


def a_week(many=3):
    """Let something new have come to several who agreed, and whose week before was empty."""
    for _ in range(many):
        agreed(at=MONDAY - 2 * WEEK)
    tell(MONDAY - WEEK)  # the rows are there: making them holds the others up by accident
    listed()


def letters():
    return Message.objects.filter(key__startswith="suits.").count()


def each_at_a_moment_of_its_own(monkeypatch):
    """Let all be in the middle at once, and let no two letters be the same to the outbox, which would hide the lock."""
    slowly(monkeypatch, queries, "new_for")
    kept, ticks = actions.outbox.tell, count()
    monkeypatch.setattr(
        actions.outbox, "tell", lambda *args, event, **more: kept(*args, event=f"{event}.{next(ticks)}", **more)
    )


def test_each_person_gets_one_letter_from_four_workers(monkeypatch):
    each_at_a_moment_of_its_own(monkeypatch)
    counted = Count("tell what suits")
    for _ in range(ROUNDS):
        Digest.objects.all().delete()
        Message.objects.all().delete()
        Consent.objects.all().delete()
        Listing.objects.all().delete()  # or those of the rounds before would be news of an earlier week
        a_week()
        with clock.at(MONDAY):
            counted.race(*[actions.tell_what_suits] * 4)
        assert letters() == 3
    counted.show()


def test_twin_without_locks_a_person_gets_several_letters(monkeypatch):
    each_at_a_moment_of_its_own(monkeypatch)
    a_week()
    without_locks(monkeypatch)
    with clock.at(MONDAY):
        winners(*[actions.tell_what_suits] * 3)
    assert letters() > 3


def test_a_listing_is_hidden_once_by_three_presses():
    counted = Count("hide")
    for _ in range(ROUNDS):
        person, listing = a_person(), a_listing()
        counted.race(*[partial(actions.hide, listing, by=person)] * 3)
        assert Hidden.objects.filter(person=person).count() == 1
    counted.show()


def test_twin_without_its_constraint_it_is_hidden_several_times():
    person, listing = a_person(), a_listing()
    with without_constraint(Hidden, "a_listing_is_hidden_once"):
        winners(*[partial(actions.hide, listing, by=person)] * 3)
        assert Hidden.objects.filter(person=person).count() > 1
        Hidden.objects.all().delete()
