"""Which things on offer a person may see: one rule for list, search, facets, suggestions, counts and feeds."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kollega.catalogue.models import Card, Listing
from kollega.catalogue.terms import Reach
from kollega.networks.models import Membership, Network
from kollega.people.queries import actor, lasting, networks_of, one_for


def seen_by(person: Any, on: date) -> Q:
    """Return the rule itself: public ones, their networks' and their own employers', while they are open."""
    seen = Q(reach=Reach.PUBLIC)
    if person.is_authenticated:
        if networks := networks_of(person, on):
            seen |= Q(reach=Reach.NETWORK, network__in=networks)
        if employers := actor(person, on).employers:
            seen |= Q(reach=Reach.EMPLOYER, employer__in=employers)
    return seen & (Q(closes_on__isnull=True) | Q(closes_on__gte=on))


IN_NETWORK = """(c.network_id = %s or c.employer_id in (
    select m.employer_id from networks_membership m
    where m.network_id = %s and m.from_on <= %s and (m.to_on is null or m.to_on >= %s)))"""


def seen_sql(person: Any, on: date, *, network: Network | None = None) -> tuple[str, list[Any]]:
    """Return the rule of `cards_for` as it is written for `catalogue_card c`: composing it by the ORM took longer.

    tests/catalogue holds the two to each other for every reach, reader and network.
    """
    ways: list[str] = ["c.reach = 'public'"]
    values: list[Any] = []
    if person.is_authenticated:
        if networks := networks_of(person, on):
            ways.append("(c.reach = 'network' and c.network_id = any(%s))")
            values.append(networks)
        if employers := actor(person, on).employers:
            ways.append("(c.reach = 'employer' and c.employer_id = any(%s))")
            values.append(list(employers))
    seen = f"({' or '.join(ways)}) and (c.closes_on is null or c.closes_on >= %s)"
    values.append(on)
    if network is not None:
        seen += f" and {IN_NETWORK}"
        values += [network.pk, network.pk, on, on]
    return seen, values


def listings_for(person: Any, on: date) -> QuerySet[Listing]:
    """Return the open listings that the person may see."""
    return Listing.objects.filter(seen_by(person, on), is_open=True).select_related("employer")


listing_for = one_for(listings_for)
"""One listing by its id, if it is open and the person may see it that day."""


def cards_for(person: Any, on: date, *, network: Network | None = None) -> QuerySet[Card]:
    """Return the cards of the open listings that the person may see, by the same rule.

    A network's list is what its members of the day offer, and what was announced in the network.
    """
    cards = Card.objects.filter(seen_by(person, on))
    if network is not None:
        members = Membership.objects.filter(lasting(on), network=network).values("employer")
        cards = cards.filter(Q(network=network) | Q(employer__in=members))
    return cards
