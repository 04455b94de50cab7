"""Which things on offer a person may see: one rule for list, search, facets, suggestions, counts and feeds."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kollega.catalogue.models import Card, Listing
from kollega.catalogue.terms import Reach
from kollega.networks.models import Group, Membership, Network
from kollega.people.queries import actor, lasting, networks_of, one_for


def seen_by(person: Any, on: date) -> Q:
    """Return the rule itself: public ones, their networks', groups' and own employers', while they are open."""
    seen = Q(reach=Reach.PUBLIC)
    if person.is_authenticated:
        if networks := networks_of(person, on):
            seen |= Q(reach=Reach.NETWORK, network__in=networks)
        by = actor(person, on)
        if by.employers:
            seen |= Q(reach=Reach.EMPLOYER, employer__in=by.employers)
        if by.groups:
            seen |= Q(reach=Reach.GROUP, group__in=by.groups)
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
        by = actor(person, on)
        if by.employers:
            ways.append("(c.reach = 'employer' and c.employer_id = any(%s))")
            values.append(list(by.employers))
        if by.groups:
            ways.append("(c.reach = 'group' and c.group_id = any(%s))")
            values.append(list(by.groups))
    seen = f"({' or '.join(ways)}) and (c.closes_on is null or c.closes_on >= %s)"
    values.append(on)
    if network is not None:
        seen += f" and {IN_NETWORK}"
        values += [network.pk, network.pk, on, on]
    return seen, values


SEEN_BY_EACH = """(c.closes_on is null or c.closes_on >= %(on)s) and (c.reach = 'public'
    or (c.reach = 'network' and exists (
        select from belongs w where w.person_id = a.person_id and w.network_id = c.network_id))
    or (c.reach = 'employer' and exists (
        select from belongs w where w.person_id = a.person_id and w.employer_id = c.employer_id))
    or (c.reach = 'group' and exists (
        select from belongs w where w.person_id = a.person_id and w.group_id = c.group_id)))"""
"""The same rule for many persons in one statement, with `people.queries.BELONGS` as `belongs` and who asks as `a`;
tests/following and tests/recommending hold it to the rule for one, for every reach and reader."""


def listings_for(person: Any, on: date) -> QuerySet[Listing]:
    """Return the open listings that the person may see."""
    return Listing.objects.filter(seen_by(person, on), is_open=True).select_related("employer")


def open_to_groups(groups: Iterable[Group], on: date) -> dict[UUID, int]:
    """Return how many things are open to each group alone; a group without any is left out."""
    still = Card.objects.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=on), reach=Reach.GROUP, group__in=groups)
    return dict(still.values_list("group").annotate(Count("pk")))


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
