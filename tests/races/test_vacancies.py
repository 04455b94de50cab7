"""Several read the same feed at the same moment: every ad comes in once, and a feed is run by one at a time."""

import time
from functools import partial

import pytest

from kollega.core import clock
from kollega.core.log import faults
from kollega.vacancies import actions, files
from kollega.vacancies.models import Feed, Sighting, Vacancy
from tests import builders
from tests.races.rounds import ROUNDS, Count, slowly, winners
from tests.vacancies.test_copies import ads, sheet

pytestmark = pytest.mark.django_db(transaction=True)
SHEET = sheet(*ads(3)).encode()


def importers():
    employer = builders.an_employer()
    read = files.read("csv", SHEET)
    return employer, [partial(actions.import_ads, read, kind="csv", employer=employer) for _ in range(4)]


def test_the_same_file_imported_by_four_at_once_comes_in_once():
    count = Count("import twice")
    for _ in range(ROUNDS):
        employer, jobs = importers()
        won, _ = count.race(*jobs)
        assert sorted(done["created"] for done in won) == [0, 0, 0, 3]
        assert Vacancy.objects.filter(employer=employer).count() == 3
    assert list(faults()) == []
    count.show()


def test_twin_without_the_lock_the_ads_are_doubled_or_break(monkeypatch):
    monkeypatch.setattr(actions, "_one_import_at_a_time", lambda: None)
    slowly(monkeypatch, actions.queries, "sightings_of")
    assert min(winners(*importers()[1]) for _ in range(3)) < 4


def runners(asked):
    Feed.objects.update(is_on=False)
    builders.a_feed(kind="csv", next_at=clock.now())

    def ask(address):
        asked.append(address)
        time.sleep(0.2)
        return SHEET

    return [partial(actions.run_next_feed, ask=ask) for _ in range(4)]


def test_a_feed_is_run_by_one_worker_at_a_time():
    count = Count("run a feed")
    for _ in range(ROUNDS):
        asked: list[str] = []
        won, _ = count.race(*runners(asked))
        assert (len(asked), sum(feed is not None for feed in won)) == (1, 1)
    assert Sighting.objects.count() == 3 * ROUNDS
    count.show()


def test_twin_without_the_row_lock_several_run_it(monkeypatch):
    from django.db.models import QuerySet

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    asked: list[str] = []
    winners(*runners(asked))
    assert len(asked) > 1
