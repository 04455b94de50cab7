"""Which network a page belongs to, and what an employer's page shows."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from kollega.core import clock
from kollega.networks.models import Employer, Membership, Network
from kollega.networks.queries import in_swedish_order
from kollega.people.queries import actor, lasting, networks_of
from kollega.people.terms import DutyKind


def home_network(person: Any) -> Network | None:
    """Return the network whose colours a person's pages carry: where they work; a visitor gets the only one."""
    if person is None:
        some = list(Network.objects.order_by("name")[:2])
        return some[0] if len(some) == 1 else None
    return Network.objects.filter(pk__in=actor(person).networks).order_by("name").first()


def logo_url(network: Network | None) -> str:
    """Return where the network's logo is, or an empty text where it has none."""
    return reverse("pages:logo", args=[network.slug]) if network and network.logo else ""


def networks_led_by(person: Any) -> QuerySet[Network]:
    """Return the networks that the person coordinates today."""
    return Network.objects.filter(pk__in=actor(person).at(DutyKind.COORDINATOR))


def networks_with_a_logo() -> QuerySet[Network]:
    return Network.objects.exclude(logo="")


def networks_with(employer: Employer) -> QuerySet[Network]:
    """Return the networks that the employer is, or has been, a member of."""
    return Network.objects.filter(memberships__employer=employer).distinct()


def networks() -> QuerySet[Network]:
    """Return the networks with how many members each has today."""
    members = Count("memberships", filter=lasting(clock.today(), "memberships__"), distinct=True)
    return Network.objects.annotate(members=members).order_by("name")


def members_of(network: Network, on: date) -> QuerySet[Membership]:
    """Return the memberships that hold, by the employers' names."""
    return (
        network.memberships.filter(lasting(on)).select_related("employer").order_by(in_swedish_order("employer__name"))
    )


def public_employers() -> QuerySet[Employer]:
    """Return the employers that have a page: those that are, or have been, in a network, or have something on offer."""
    return Employer.objects.filter(Q(memberships__isnull=False) | Q(listings__isnull=False)).distinct()


def neighbours_of(person: Any, on: date) -> Any:
    """Return the employers of the networks where the person works, as ids to filter by."""
    return Membership.objects.filter(lasting(on), network__in=networks_of(person, on)).values("employer_id")
