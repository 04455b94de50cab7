"""Which network a page belongs to, and what an employer's page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from kollega.applications import queries as applications
from kollega.assignments import queries as assignments
from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listings_for, open_to_groups
from kollega.catalogue.terms import ListingKind
from kollega.core import clock
from kollega.lending import queries as lending
from kollega.lending.terms import ENDED
from kollega.networks.models import Employer, Group, Membership, Network
from kollega.networks.queries import in_swedish_order
from kollega.people.queries import actor, composed_for, lasting, networks_of, sizes_of
from kollega.people.terms import DutyKind
from kollega.recommending.terms import AT_START

MOST_NEW = 4

SIGNS = """
select id::text as pk, name, slug, tagline, accent, brand1, brand2, logo <> '' as has_logo, logo_text,
    translate(lower(name), 'åäöüé', '{|}ye') as by_name
from networks_network order by id = any(%(mine)s) desc, translate(lower(name), 'åäöüé', '{|}ye') collate "C" limit 100
"""
"""In Swedish order, as `networks.queries.in_swedish_order`."""
AROUND = f"""
select
    (select count(*) from outbox_message where person_id = %(me)s and recalled_at is null and read_at is null),
    exists (select 1 from people_employment e join assignments_interest i on i.employment_id = e.id
        join assignments_call c on c.id = i.call_id
        where e.person_id = %(me)s and (i.state = 'draft' and c.state = 'open'
            or i.state = 'returned' and c.state in ('open', 'selecting')))
    or exists (select 1 from people_employment e join assignments_interest i on i.employment_id = e.id
        where e.person_id = %(me)s and i.state = 'selected')
    or exists (select 1 from people_employment e join requesting_suggestion s on s.employment_id = e.id
        where e.person_id = %(me)s and s.state = 'asked')
    or exists (select 1 from people_employment e join requesting_offer o on o.employment_id = e.id
        where e.person_id = %(me)s and o.state = 'proposed')
    or exists (select 1 from assignments_interest where delegate_id = %(me)s and state = 'sent')
    or exists (select 1 from assignments_call c
        where c.contact_id = %(me)s and c.state in ('draft', 'submitted', 'open', 'selecting', 'staffed', 'running'))
    or exists (select 1 from people_employment e join lending_agreement a on a.employment_id = e.id
        where e.person_id = %(me)s and a.state in ('signing', 'notice', 'active', 'returning', 'returned', 'converted'))
    or exists (select 1 from lending_agreement a
        where a.leader_id = %(me)s and a.state in ('notice', 'returning', 'returned', 'converted'))
    or exists (select 1 from applications_application where applicant_id = %(me)s
        and state in ('draft', 'interview', 'offered'))
    or exists (select 1 from invoicing_hours h join lending_agreement a on a.id = h.agreement_id
        join people_employment e on e.id = a.employment_id
        where (e.person_id = %(me)s and h.state in ('open', 'returned'))
        or (a.leader_id = %(me)s and h.state = 'reported'))
    or exists (select 1 from applications_assessor where person_id = %(me)s),
    (select concat(e.title, ', ', w.name) from people_employment e join networks_employer w on w.id = e.employer_id
        where e.person_id = %(me)s order by e.share desc limit 1),
    (select array[d.kind, coalesce(w.name, n.name)] from people_duty d
        left join networks_employer w on w.id = d.employer_id left join networks_network n on n.id = d.network_id
        where d.person_id = %(me)s and d.from_on <= %(on)s and (d.to_on is null or d.to_on >= %(on)s)
        order by d.from_on, d.id limit 1),
    (select coalesce(json_agg(sign), '[]') from ({SIGNS}) sign)
"""  # noqa: S608 - our own words only
"""Asked at every page of everyone who is signed in: composing it by the ORM took longer than answering it."""


@dataclass(frozen=True)
class Sign:
    """What a network is recognised by, as every page shows it."""

    pk: UUID
    name: str
    slug: str
    tagline: str
    accent: str
    brand1: str
    brand2: str
    has_logo: bool
    logo_text: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Around:
    """What the frame says of a person: unread notices, whether anything may wait, where they work, what they do.

    `may_have_tasks` is never false while something waits for someone without duties, who manages nobody and stands in
    for nobody: for them the desks need not be asked when it is.
    """

    unread: int
    may_have_tasks: bool
    post: str
    duty: str
    signs: tuple[Sign, ...]
    """The networks there are, to choose among."""
    home: Sign | None
    """The network whose colours the person's pages carry: where they work."""


def around(person: Any, on: date) -> Around:
    """Return what the frame says, in one statement."""
    mine = actor(person, on).networks
    with connection.cursor() as cursor:
        cursor.execute(AROUND, {"me": person.pk, "on": on, "mine": list(mine)})
        unread, may_have_tasks, post, duty, told = cursor.fetchone()
    signs = _in_order(told)
    home = next((sign for sign in signs if sign.pk in mine), None)
    said = f"{DutyKind(duty[0]).label}, {duty[1]}" if duty else ""
    return Around(unread, may_have_tasks, post or "", said, signs, home)


def signs() -> tuple[Sign, ...]:
    """Return the networks there are, for a visitor."""
    with connection.cursor() as cursor:
        cursor.execute(f"select coalesce(json_agg(sign), '[]') from ({SIGNS}) sign", {"mine": []})  # noqa: S608
        return _in_order(cursor.fetchone()[0])


def _in_order(told: list[dict]) -> tuple[Sign, ...]:
    rows = sorted(told, key=lambda row: row.pop("by_name"))
    return tuple(Sign(**row | {"pk": UUID(row["pk"])}) for row in rows)


def home_network(person: Any) -> Network | None:
    """Return the network whose colours a person's pages carry: where they work; a visitor gets the only one."""
    if person is None:
        some = list(Network.objects.order_by("name")[:2])
        return some[0] if len(some) == 1 else None
    return Network.objects.filter(pk__in=actor(person).networks).order_by("name").first()


def logo_url(slug: str) -> str:
    """Return where the network's logo is."""
    return reverse("pages:logo", args=[slug])


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


def _newest(person: Any, on: date, kind: str) -> QuerySet[Listing]:
    return listings_for(person, on).filter(kind=kind).order_by("-published_at", "-id")


sent = composed_for(lambda person, on: assignments.sent_by(person)[:5])
applied_for = composed_for(lambda person, on: applications.own_applications_for(person)[:4])
going_on = composed_for(
    lambda person, on: lending.agreements_for(person).exclude(state__in=ENDED).prefetch_related(None)[:6]
)
new_calls = composed_for(lambda person, on: _newest(person, on, ListingKind.ASSIGNMENT)[: MOST_NEW + AT_START])
new_jobs = composed_for(
    lambda person, on: _newest(person, on, ListingKind.JOB).filter(employer__in=neighbours_of(person, on))[
        : MOST_NEW + AT_START
    ]
)
"""What stands on my start, each by the rule of its own app; of the new ones so many that those shown as suiting may be
left out."""
