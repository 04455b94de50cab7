"""Builds the demo: two networks, their people, and a year of loans, by the same actions that the pages use.

The same day in, the same rows out: nothing here is random, and every step is taken with the clock held at its own day.
"""

import json
from datetime import datetime, timedelta

from django.db import transaction

from kollega.core import clock
from kollega.core.models import Installation
from kollega.demo import texts
from kollega.demo.cast import HBG
from kollega.demo.seed.vacancies import applied_for, followed, own_vacancies
from kollega.demo.seed.world import World, clauses, everyone, groups, networks, profiles
from kollega.demo.seed.year import history, open_matters
from kollega.federation import actions as federation
from kollega.outbox.models import Message
from kollega.pages.tasks import let_the_day_come
from kollega.people.models import Person
from kollega.taxonomy import actions as taxonomy
from kollega.vacancies import actions as vacancies
from kollega.vacancies.files import read
from kollega.vacancies.models import Feed
from kollega.vacancies.terms import FeedKind

MORNING = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)
"""The Monday when the story begins."""


@transaction.atomic
def build(now: datetime) -> None:
    """Fill an empty database with the demo, whose clock stands at the story's Monday.

    :raises RuntimeError: if the database holds anyone already, so that real people are never mixed with invented ones.
    """
    if Person.objects.exists():
        raise RuntimeError("the database is not empty")
    with clock.at(datetime(2026, 1, 5, 9, tzinfo=clock.STOCKHOLM)):
        world = networks()
        everyone(world)
        groups(world)
        clauses(world)
        taxonomy.load_starter()
        profiles(world)
    history(world)
    own_vacancies(world)
    applied_for(world)
    with clock.at(MORNING):
        open_matters(world)
        vacancies.import_ads(read("jobsearch", json.dumps(texts.ads()).encode()), kind="jobsearch")
        _feeds(world)
        _other_networks(world)
        followed(world)
        let_the_day_come(clock.today())
        _read_the_old_mail()
    Installation.objects.create(id=1, is_demo=True, clock_offset=MORNING - now)


def _feeds(world: World) -> None:
    """Let a municipality have two sources of ads: one that works, and one that has stopped being a feed."""
    by, employer = world.by("Gunilla Frost"), world.employers[HBG]
    for kind, address in zip((FeedKind.RSS, FeedKind.SCHEMAORG), texts.SOURCES, strict=True):
        vacancies.keep_feed(Feed(employer=employer, kind=kind, address=address), by=by)
        vacancies.run_next_feed()


def _other_networks(world: World) -> None:
    """Let one network be read by another, and read a third one's list."""
    by, network = world.by("Åsa Nordin"), world.networks["sundsvall"]
    federation.open_link(network, name="Familjen Helsingborg", by=by)
    federation.subscribe(network, name="Myndigheter i Luleå", address=next(iter(texts.LISTS)), by=by)
    federation.read_next()


def _read_the_old_mail() -> None:
    """Let what was told before this week be read and sent, so that the counters show what is new."""
    old = Message.objects.filter(created_at__lt=MORNING - timedelta(days=5))
    old.update(read_at=clock.now())
    Message.objects.filter(created_at__lt=MORNING).update(sent_at=clock.now())
