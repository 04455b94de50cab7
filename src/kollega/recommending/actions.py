"""Hiding a suggestion, and the weekly letter of what suits. Which listings were suggested stands in no log."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.outbox import actions as outbox
from kollega.people import actions as people
from kollega.people.models import Person
from kollega.people.terms import ConsentKind
from kollega.recommending import queries
from kollega.recommending.models import Digest, Hidden, Told
from kollega.recommending.queries import Suggestion
from kollega.recommending.rules import letter, monday_before, sealed, subject
from kollega.recommending.terms import BATCH, MOST, REMEMBERED


@transaction.atomic
def hide(listing: Listing, *, by: Person) -> None:
    """Never suggest the listing to the person again. Hiding it twice hides it once."""
    Hidden.objects.bulk_create([Hidden(person=by, listing=listing, made_at=clock.now())], ignore_conflicts=True)


@transaction.atomic
def show_again(*, by: Person, listing_id: UUID | None = None) -> None:
    """Let what the person has hidden be suggested again: one, or all of it. Again does nothing."""
    hidden = Hidden.objects.filter(person=by)
    (hidden.filter(listing=listing_id) if listing_id else hidden).delete()


@transaction.atomic
def stop_mail(person: Person) -> None:
    """Take back the person's consent to the digest, from its own letter. Again does nothing."""
    people.withdraw_consent(person, kind=ConsentKind.DIGEST)


def tell_what_suits() -> int:
    """Write to everyone whose week has come, many at a time; return how many letters were written."""
    told = 0
    while (letters := _tell_some()) is not None:
        told += letters
    return told


@transaction.atomic
def _tell_some() -> int | None:
    """Write to some: None when nobody is waiting. Who has nothing new gets nothing, and waits for the next Monday."""
    now = clock.now()
    monday = monday_before(now)
    new = [Digest(person_id=pk, told_at=given_at) for pk, given_at in queries.never_told(monday)]
    Digest.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
    digests = queries.due(monday, BATCH)
    if not digests:
        return None
    found = queries.new_for(digests, now, clock.today(), MOST)
    for digest in digests:
        if digest.person_id in found:
            _write(digest.person, found[digest.person_id])
        digest.told_at = now
    Digest.objects.bulk_update(digests, ["told_at"])
    rows = [Told(person_id=pk, listing=one.listing, told_at=now) for pk, those in found.items() for one in those]
    Told.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    Told.objects.filter(told_at__lt=now - REMEMBERED).delete()
    return len(found)


def _write(person: Any, found: list[Suggestion]) -> None:
    stop = reverse("recommending:stop", args=[sealed(person)])
    outbox.tell(
        [person], about=person, event=f"suits.{clock.now():%Y-%m-%dT%H:%M:%S}", subject=subject(found),
        text=letter(found, root=settings.ADDRESS, stop=stop), url=reverse("recommending:suggestions"), stop_url=stop,
    )  # fmt: skip
