"""Times when someone can be met: offered, taken by whoever is first, and taken away. Interviews and talks share it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from kollega.core import clock
from kollega.core.models import Identified
from kollega.core.workflow import Refused


class MeetingTime(Identified):
    """A time when someone can be met. What has it adds `taken_by`, to one who takes no other."""

    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    place = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H.%M}"


def offer(times: Any, *, starts: Sequence[datetime], minutes: int, place: str) -> int:
    """Add times to what the related manager belongs to; one that exists is not added again.

    :returns: how many were new.
    :raises Refused: if one of them has passed.
    """
    if any(start <= clock.now() for start in starts):
        raise Refused("En av tiderna har redan passerat. Skriv bara tider som kommer.")
    before, about = times.count(), {times.field.name: times.instance, "minutes": minutes, "place": place.strip()}
    times.bulk_create([times.model(starts_at=start, **about) for start in starts], ignore_conflicts=True)
    return times.count() - before


def take(free: QuerySet, taker: Any) -> None:
    """Take the one time in one conditional statement, so that whoever comes second changes nothing.

    The time that the taker had before becomes free.

    :raises Refused: when someone else was first, or when the time is no longer there.
    """
    free.model._base_manager.filter(taken_by=taker).exclude(pk__in=free.values("pk")).update(taken_by=None)
    if not _is_first(free, taker):
        raise Refused("Tiden är inte längre ledig. Välj en annan.")


def _is_first(free: QuerySet, taker: Any) -> bool:
    is_first = free.filter(taken_by__isnull=True).update(taken_by=taker) == 1
    return is_first or free.filter(taken_by=taker).exists()


def take_away(time: QuerySet, *, otherwise: str) -> None:
    """Take away the one time if nobody has taken it; twice takes it away once.

    :param otherwise: what is said when someone has.
    :raises Refused: when someone has taken it.
    """
    if not time.filter(taken_by__isnull=True).delete()[0] and time.exists():
        raise Refused(otherwise)
