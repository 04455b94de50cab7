"""What the house itself keeps: the log, the one-time keys, and the demo's mark and clock."""

import uuid

from django.conf import settings
from django.db import models

from kollega.core.log import Chain, Entry, Payload

__all__ = ["Chain", "Entry", "Identified", "Installation", "OneTimeKey", "Payload"]


class Identified(models.Model):
    """A row whose name in addresses tells nothing about how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class OneTimeKey(models.Model):
    """A form that has been sent, and where its sender was taken: sending it again gives the same answer."""

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    result = models.CharField(max_length=500, default="")
    created_at = models.DateTimeField(db_index=True)


class Installation(models.Model):
    """What kind of installation the database belongs to. Only the demo's seed writes the row that marks a demo.

    While time moves in the demo, `moved_from` and `moving_to` are the day it left and the day it is on its way to.
    """

    is_demo = models.BooleanField(default=False)
    clock_offset = models.DurationField()
    moved_from = models.DateField(null=True, blank=True)
    moving_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation_per_database", condition=models.Q(id=1))]
