"""Which network a page belongs to, and what an employer's page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from kollega.catalogue.queries import open_to_groups
from kollega.core import clock
from kollega.networks.models import Employer, Group, Membership, Network
from kollega.networks.queries import in_swedish_order
from kollega.people.queries import actor, lasting, networks_of, sizes_of

AROUND = """
select
    (select count(*) from outbox_message where person_id = %(me)s and recalled_at is null and read_at is null),
    exists (select 1 from people_employment e join assignments_interest i on i.employment_id = e.id
        join assignments_call c on c.id = i.call_id
        where e.person_id = %(me)s and i.state = 'draft' and c.state = 'open')
    or exists (select 1 from assignments_call c
        where c.contact_id = %(me)s and c.state in ('draft', 'submitted', 'open', 'selecting'))
    or exists (select 1 from people_employment e join lending_agreement a on a.employment_id = e.id
        where e.person_id = %(me)s and a.state = 'signing')
    or exists (select 1 from applications_application where applicant_id = %(me)s
        and state in ('draft', 'interview', 'offered'))
    or exists (select 1 from applications_assessor where person_id = %(me)s),
    (select concat(e.title, ', ', w.name) from people_employment e join networks_employer w on w.id = e.employer_id
        where e.person_id = %(me)s order by e.share desc limit 1)
"""
"""Asked at every page of everyone who is signed in: composing it by the ORM took longer than answering it."""


@dataclass(frozen=True)
class Around:
    """What the frame says of a person without duties: unread notices, whether anything may wait, where they work."""

    unread: int
    may_have_tasks: bool
    post: str


def around(person: Any) -> Around:
    """Return what the frame says, in one statement.

    `may_have_tasks` is never false while something waits for someone without duties, who manages nobody and stands in
    for nobody: for them the desks need not be asked when it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(AROUND, {"me": person.pk})
        unread, may_have_tasks, post = cursor.fetchone()
    return Around(unread, may_have_tasks, post or "")


def home_network(person: Any) -> Network | None:
    """Return the network whose colours a person's pages carry: where they work; a visitor gets the only one."""
    if person is None:
        some = list(Network.objects.order_by("name")[:2])
        return some[0] if len(some) == 1 else None
    return Network.objects.filter(pk__in=actor(person).networks).order_by("name").first()


def logo_url(network: Network | None) -> str:
    """Return where the network's logo is, or an empty text where it has none."""
    return reverse("pages:logo", args=[network.slug]) if network and network.logo else ""


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


def members_to_choose(network: Network, on: date) -> QuerySet[Employer]:
    """Return the employers that are members that day, in Swedish order."""
    ids = Membership.objects.filter(lasting(on), network=network).values("employer_id")
    return Employer.objects.filter(pk__in=ids).order_by(in_swedish_order("name"))


def groups_in(network: Network, on: date) -> list[tuple[Group, int, int]]:
    """Return the network's groups, those in use first, with how many belong today and how much is open to them."""
    found = network.groups.prefetch_related("employers").order_by(in_swedish_order("name"))
    groups = sorted(found, key=lambda group: group.ended_on is not None)
    sizes, shown = sizes_of(groups, on), open_to_groups(groups, on)
    return [(group, sizes.get(group.pk, 0), shown.get(group.pk, 0)) for group in groups]
