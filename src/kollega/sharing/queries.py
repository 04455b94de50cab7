"""The public part of the joint list: what a visitor may see, of one network or one employer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import cards_for, listings_for
from kollega.networks.models import Employer, Network

VISITOR = AnonymousUser()
"""What is shared is what anyone may see, whoever fetches it: a feed is copied further."""


def shared_of(place: Network | Employer | None, on: date, most: int) -> list[Listing]:
    """Return the newest public listings of a network, an employer, or everywhere."""
    return list(_public(place, on).order_by("-published_at", "-id")[:most])


def addresses(on: date, most: int) -> Iterable[tuple[str, Any]]:
    """Return the addresses of all public listings, with when each was published."""
    return listings_for(VISITOR, on).order_by("-published_at", "-id").values_list("url", "published_at")[:most]


def _public(place: Network | Employer | None, on: date) -> QuerySet[Listing]:
    listings = listings_for(VISITOR, on)
    if isinstance(place, Employer):
        return listings.filter(employer=place)
    if place is not None:
        return listings.filter(pk__in=cards_for(VISITOR, on, network=place).values("pk"))
    return listings


def networks() -> QuerySet[Network]:
    return Network.objects.order_by("name")
