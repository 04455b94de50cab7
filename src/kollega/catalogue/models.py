"""The one row per thing on offer, whatever kind it is."""

from django.db import models
from django.db.models import Q

from kollega.catalogue.terms import ListingKind, Reach
from kollega.core.models import Identified


class Listing(Identified):
    """A narrow card: what the joint list shows and filters by. The app that made it owns the page behind it.

    Its id is the id of what it stands for, so that listing the same thing twice changes one row.
    """

    kind = models.CharField(max_length=10, choices=ListingKind)
    employer = models.ForeignKey("networks.Employer", null=True, on_delete=models.PROTECT, related_name="listings")
    employer_name = models.CharField(max_length=160)
    network = models.ForeignKey("networks.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=8, choices=Reach)
    title = models.CharField(max_length=250)
    summary = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    extent = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    closes_on = models.DateField(null=True, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="listing_newest", condition=Q(is_open=True)),
            models.Index(fields=["employer", "-published_at"], name="listing_of_employer", condition=Q(is_open=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_network_listing_names_its_network", condition=~Q(reach="network") | Q(network__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title
