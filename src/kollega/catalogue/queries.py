"""Which things on offer a person may see: one rule for list, detail, counts and feeds."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kollega.catalogue.models import Listing
from kollega.catalogue.rules import Filters, Mark, mark_of
from kollega.catalogue.terms import COUNTED_AT_MOST, PAGE_SIZE, Reach
from kollega.networks.models import Employer, Membership, Network
from kollega.networks.queries import in_swedish_order
from kollega.people.queries import actor, lasting, networks_of


def listings_for(person: Any, on: date) -> QuerySet[Listing]:
    """Return the open listings that the person may see: public ones, their networks' and their own employers'."""
    seen = Q(reach=Reach.PUBLIC)
    if person.is_authenticated:
        seen |= Q(reach=Reach.NETWORK, network__in=networks_of(person, on))
        seen |= Q(reach=Reach.EMPLOYER, employer__in=actor(person, on).employers)
    return (
        Listing.objects.filter(seen, is_open=True)
        .filter(Q(closes_on__isnull=True) | Q(closes_on__gte=on))
        .select_related("employer")
    )


def joint_list(
    person: Any, on: date, *, network: Network | None = None, filters: Filters | None = None, after: Mark | None = None
) -> QuerySet[Listing]:
    """Return what the person may see of the joint list, newest first, from after a row.

    A network's list is what its members of the day offer, and what was announced in the network.
    """
    listings = listings_for(person, on)
    if network is not None:
        members = Membership.objects.filter(lasting(on), network=network).values("employer")
        listings = listings.filter(Q(network=network) | Q(employer__in=members))
    if filters:
        listings = _asked_for(listings, filters)
    if after:
        older = Q(published_at__lt=after.published_at) | Q(published_at=after.published_at, pk__lt=after.id)
        listings = listings.filter(older, published_at__lte=after.published_at)
    return listings.order_by("-published_at", "-id")


def _asked_for(listings: QuerySet[Listing], filters: Filters) -> QuerySet[Listing]:
    if filters.kind:
        listings = listings.filter(kind=filters.kind)
    if filters.employer:
        listings = listings.filter(employer=filters.employer)
    if filters.place:
        listings = listings.filter(place__icontains=filters.place)
    for word in filters.text.split()[:8]:
        said = Q(title__icontains=word) | Q(summary__icontains=word) | Q(employer_name__icontains=word)
        listings = listings.filter(said)
    return listings


def page_of(listings: QuerySet[Listing], size: int = PAGE_SIZE) -> tuple[list[Listing], str]:
    """Return the first rows, and the place to go on from, or an empty text where there are no more."""
    rows = list(listings[: size + 1])
    return rows[:size], mark_of(rows[size - 1]) if len(rows) > size else ""


def count_of(listings: QuerySet[Listing], most: int = COUNTED_AT_MOST) -> int:
    """Return how many there are, and never count past the bound; one more than it means that there are more."""
    return listings.order_by()[: most + 1].count()


def employers_in(listings: QuerySet[Listing]) -> QuerySet[Employer]:
    """Return the employers that offer something of it, in Swedish order; the first five hundred."""
    with_something = listings.order_by().values("employer")
    return Employer.objects.filter(pk__in=with_something).order_by(in_swedish_order("name"), "pk")[:500]
