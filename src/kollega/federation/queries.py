"""What crosses between networks, and who sees it."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listings_for
from kollega.catalogue.terms import Reach
from kollega.core import clock
from kollega.federation.models import Handover, Link, Received, RemoteCall, Subscription
from kollega.federation.rules import key_of
from kollega.federation.terms import MOST, State
from kollega.networks.models import Network
from kollega.people.models import Employment, Person
from kollega.people.queries import actor, holders, lasting, networks_led_by
from kollega.people.terms import DutyKind


def shared_by(link: Link, on: date) -> list[Listing]:
    """Return what the network's own members announce to it or to all; what came from others is not handed on."""
    found = Listing.objects.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=on), network=link.network, is_open=True)
    whose = found.filter(employer__isnull=False, reach__in=(Reach.NETWORK, Reach.PUBLIC))
    return list(whose.select_related("employer").order_by("-published_at", "-id")[:MOST])


def address_of(link: Link) -> str:
    """Return the signed address that another network reads by."""
    return settings.ADDRESS + reverse("federation:list", args=[link.pk, key_of(link.pk)])


def open_links() -> QuerySet[Link]:
    return Link.objects.filter(stopped_at=None).select_related("network")


def links_of(network: Network) -> QuerySet[Link]:
    return network.links.select_related("made_by")


def links_for(person: Any) -> QuerySet[Link]:
    return Link.objects.filter(network__in=networks_led_by(person)).select_related("network")


def subscriptions_of(network: Network) -> QuerySet[Subscription]:
    return network.subscriptions.all()


def subscriptions_for(person: Any) -> QuerySet[Subscription]:
    return Subscription.objects.filter(network__in=networks_led_by(person)).select_related("network")


def calls_for(person: Any) -> QuerySet[RemoteCall]:
    """Return the calls of other networks that the person sees: those on their list, and those they have answered."""
    listed = listings_for(person, clock.today()).values("pk")
    answered = handovers_for(person).values("call")
    return RemoteCall.objects.filter(Q(pk__in=listed) | Q(pk__in=answered)).select_related("subscription__network")


def handovers_for(person: Any) -> QuerySet[Handover]:
    """Return the answers the person sees: their own, and those of the employees whose manager they are."""
    by = actor(person)
    seen = Q(employment__person=person) | Q(employment__manager=person)
    for person_id, employer_id in by.stands_in_for:
        seen |= Q(employment__manager_id=person_id, employment__employer_id=employer_id)
    return whole(Handover.objects.filter(seen))


def whole(handovers: QuerySet[Handover]) -> QuerySet[Handover]:
    return handovers.select_related("call__subscription__network", "employment__person", "employment__employer",
                                    "employment__manager", "supported_by")  # fmt: skip


def own_employment(person: Any, network: Network, on: date) -> Employment | None:
    """Return the person's post at a member of the network that day, the largest first; None without one."""
    posts = Employment.objects.filter(lasting(on), lasting(on, "employer__memberships__"), person=person,
                                      employer__memberships__network=network)  # fmt: skip
    return posts.select_related("employer", "manager", "person").order_by("-share", "from_on", "pk").first()


def received_for(person: Any) -> QuerySet[Received]:
    """Return the answers from other networks to what the person's employers announce: its HR contact reads them."""
    employers = actor(person).at(DutyKind.CONTACT)
    return Received.objects.filter(listing__employer__in=employers).select_related("listing__employer", "link__network")


def to_hand_over(now: datetime) -> QuerySet[Handover]:
    return Handover.objects.filter(state=State.SUPPORTED, next_at__lte=now).order_by("next_at", "pk")


def due(now: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(is_on=True, next_at__lte=now).order_by("next_at", "pk")


def coordinators(network: Network, on: date) -> list[Person]:
    return holders(DutyKind.COORDINATOR, network, on)
