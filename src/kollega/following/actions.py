"""Following a search, putting something aside, and telling what is new."""

import uuid
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, DateTimeField, Value, When
from django.http import QueryDict
from django.urls import reverse

from kollega.catalogue import address as choices
from kollega.catalogue.models import Listing
from kollega.catalogue.rules import Filters
from kollega.catalogue.search import where
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.following import queries
from kollega.following.models import CalendarKey, Favourite, SavedSearch
from kollega.following.rules import anchors, letter, next_telling, sealed, subject, why_not_follow, why_not_keep
from kollega.following.terms import AT_ONCE_EVERY, BATCH, LONGEST_BACK, Rhythm
from kollega.outbox import actions as outbox
from kollega.people.models import Person
from kollega.words.places import Place
from kollega.words.questions import Question, question


@transaction.atomic
def follow(*, by: Person, name: str, said: str, network: Any, rhythm: str) -> SavedSearch:
    """Follow a search; the same search again changes its name and rhythm.

    :param said: the address's own words after the question mark.
    :raises Refused: when the person follows as many as one can.
    """
    asked = choices.asked(QueryDict(said))
    words, slug = question(asked.text), network.slug if network else ""
    somewhere = where(asked, words)
    now = clock.now()
    held = {
        "name": name, "network": network, "wanted": _wanted(asked, words, somewhere),
        "is_somewhere": somewhere is not None,
        "municipalities": list(somewhere.municipalities) if somewhere else [],
        "counties": list(somewhere.counties) if somewhere else [],
        "is_remote": bool(somewhere and somewhere.is_remote), "kinds": list(asked.kind), "fields": list(asked.field),
        "forms": list(asked.form), "extents": list(asked.extent), "languages": list(asked.language),
        "chosen_counties": list(asked.county), "employers": list(asked.employer), "rhythm": rhythm,
        "tell_at": next_telling(rhythm, now),
    }  # fmt: skip
    held["anchors"] = anchors(held)
    Person.objects.select_for_update().get(pk=by.pk)
    address = choices.address(asked, slug)
    known = SavedSearch.objects.filter(person=by, address=address).first()
    if known is None and (reason := why_not_follow(by.searches.count())):
        raise Refused(reason)
    made, _ = SavedSearch.objects.update_or_create(
        person=by, address=address, defaults=held, create_defaults=held | {"told_upto": now, "made_at": now}
    )
    return made


def _wanted(asked: Filters, words: Question, somewhere: Place | None) -> str:
    """Return the words as a tsquery is written; a place that is none is looked for as it stands, as on the list."""
    there = "" if somewhere else question(asked.place).found_by()
    return " & ".join(f"({part})" for part in (words.found_by(), there) if part)


@transaction.atomic
def set_rhythm(search: SavedSearch, *, rhythm: str) -> None:
    """Change how often a search is told of; what came meanwhile is not told afterwards."""
    search.rhythm, search.tell_at, search.told_upto = rhythm, next_telling(rhythm, clock.now()), clock.now()
    search.save(update_fields=["rhythm", "tell_at", "told_upto"])


@transaction.atomic
def silence(person: Person) -> None:
    """Stop the mail about everything the person follows. Again does nothing."""
    SavedSearch.objects.filter(person=person).update(rhythm=Rhythm.NEVER, tell_at=None)


@transaction.atomic
def unfollow(search: SavedSearch) -> None:
    """Forget a search at once. Again does nothing."""
    SavedSearch.objects.filter(pk=search.pk).delete()


@transaction.atomic
def keep(listing: Listing, *, by: Person) -> None:
    """Put a listing aside; again changes nothing.

    :raises Refused: when as many as one can are put aside.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    if reason := why_not_keep(by.favourites.count()):
        raise Refused(reason)
    try:
        with transaction.atomic():
            Favourite.objects.create(person=by, listing=listing, made_at=clock.now())
    except IntegrityError:
        return


@transaction.atomic
def let_go(listing_id: uuid.UUID, *, by: Person) -> None:
    """Put a listing back. Again does nothing."""
    Favourite.objects.filter(person=by, listing=listing_id).delete()


@transaction.atomic
def open_calendar(*, by: Person) -> CalendarKey:
    """Give the person's calendar a new secret address; the one before is silent from now."""
    key, _ = CalendarKey.objects.update_or_create(person=by, defaults={"token": uuid.uuid4()})
    return key


def tell_what_is_new() -> int:
    """Tell of every search whose time has come, a batch at a time; return how many letters were written."""
    told = 0
    while (letters := _tell_some()) is not None:
        told += letters
    return told


@transaction.atomic
def _tell_some() -> int | None:
    """Tell of some searches: None when none is due. Each person gets one letter for all of theirs."""
    now = clock.now()
    held = queries.due(now, BATCH)
    if not held:
        return None
    found = queries.new_in(held, clock.today(), now - LONGEST_BACK)
    letters = _write(queries.to_tell(found), found)
    moments = [When(rhythm=rhythm, then=Value(_after(rhythm, now))) for rhythm in Rhythm if rhythm != Rhythm.NEVER]
    SavedSearch.objects.filter(pk__in=held).update(
        told_upto=now, tell_at=Case(*moments, default=None, output_field=DateTimeField())
    )
    return letters


def _after(rhythm: str, now: datetime) -> datetime | None:
    """Return when a search is looked at again; those told at once are looked at every few minutes."""
    return now + AT_ONCE_EVERY if rhythm == Rhythm.AT_ONCE else next_telling(rhythm, now)


def _write(searches: list[SavedSearch], found: dict) -> int:
    letters = 0
    for person, theirs in groupby(searches, key=lambda s: s.person):
        news = [(search, found[search.pk]) for search in theirs]
        outbox.tell(
            [person], about=person, event=f"searches.{clock.now():%Y-%m-%dT%H:%M:%S}", subject=subject(news),
            text=letter(news, root=settings.ADDRESS), url=reverse("following:searches"),
            stop_url=reverse("following:off_all", args=[sealed(person)]),
        )  # fmt: skip
        letters += 1
    return letters
