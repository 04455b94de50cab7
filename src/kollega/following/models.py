"""Searches that are followed, and listings that are put aside."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.following.terms import Rhythm


def _codes() -> ArrayField:
    return ArrayField(models.CharField(max_length=12), default=list, blank=True)


class SavedSearch(Identified):
    """What a person asked the list for, kept both as its address and as the conditions that new listings are held to.

    An empty row of values asks nothing; of several, any will do.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="searches")
    network = models.ForeignKey("networks.Network", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=1500)
    wanted = models.TextField(blank=True)
    """The words as a tsquery is written."""
    anchors = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    """Words and signs of which whatever it finds has one; without any it meets all that is new. `rules.anchors`."""
    is_somewhere = models.BooleanField(default=False)
    municipalities = _codes()
    counties = _codes()
    is_remote = models.BooleanField(default=False)
    kinds = _codes()
    fields = _codes()
    forms = _codes()
    extents = _codes()
    languages = _codes()
    chosen_counties = _codes()
    employers = ArrayField(models.UUIDField(), default=list, blank=True)
    rhythm = models.CharField(max_length=7, choices=Rhythm, default=Rhythm.DAILY)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    told_upto = models.DateTimeField()
    tell_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        verbose_name_plural = "saved searches"
        indexes = [models.Index(fields=["tell_at"], name="search_to_tell", condition=Q(tell_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["person", "address"], name="one_following_of_the_same_search"),
            models.CheckConstraint(
                name="a_silent_search_has_no_time", condition=~Q(rhythm="never") | Q(tell_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Favourite(Identified):
    """A listing that a person has put aside, to come back to before its last day."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="favourites")
    listing = models.ForeignKey("catalogue.Listing", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["person", "listing"], name="a_listing_is_put_aside_once")]


class CalendarKey(Identified):
    """The secret address of a person's own calendar; a new one makes the old one silent."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="calendar_key")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
