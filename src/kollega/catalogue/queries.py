"""Which things on offer a person may see: one rule for list, detail, counts and feeds."""

from datetime import date

from django.db.models import Q, QuerySet

from kollega.catalogue.models import Listing
from kollega.catalogue.terms import Reach
from kollega.people.queries import actor, networks_of


def listings_for(person, on: date) -> QuerySet[Listing]:
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
