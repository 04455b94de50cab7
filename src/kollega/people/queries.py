"""Who works where, who carries which duty today, and who stands in for whom."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet

from kollega.core import clock
from kollega.core.composed import ASKED, ASKER, Composed
from kollega.networks.models import Employer, Group, Membership, Network
from kollega.people.models import Consent, Duty, Employment, Person, Profile, Proof, Substitution
from kollega.people.rules import Actor, why_not_try_proof
from kollega.people.terms import PROOF_LASTS, DutyKind
from kollega.taxonomy.models import Concept

IN_GROUPS = """
    select e.person_id, g.id as group_id from networks_group g
    join networks_membership m on m.network_id = g.network_id
        and m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)
    join people_employment e on e.employer_id = m.employer_id
        and e.from_on <= %(on)s and (e.to_on is null or e.to_on >= %(on)s)
    where (g.whom = 'everyone' or (g.whom = 'managers' and exists (
            select from people_employment r where r.manager_id = e.person_id and r.employer_id = e.employer_id
            and r.from_on <= %(on)s and (r.to_on is null or r.to_on >= %(on)s))))
      and (not exists (select from networks_group_employers x where x.group_id = g.id)
           or exists (select from networks_group_employers x where x.group_id = g.id and x.employer_id = m.employer_id))
    union select d.person_id, g.id from networks_group g
    join networks_membership m on m.network_id = g.network_id
        and m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)
    join people_duty d on d.employer_id = m.employer_id and d.kind in ('contact', 'head_of_hr')
        and d.from_on <= %(on)s and (d.to_on is null or d.to_on >= %(on)s)
    where not exists (select from networks_group_employers x where x.group_id = g.id)
       or exists (select from networks_group_employers x where x.group_id = g.id and x.employer_id = m.employer_id)
    union select d.person_id, g.id from networks_group g join people_duty d on d.network_id = g.network_id
        and d.from_on <= %(on)s and (d.to_on is null or d.to_on >= %(on)s)
"""
"""Who belongs to which group: those it is for at its members, their HR contacts and heads of HR, and those who carry a
duty in the network. An ended group still has its people, so that what they could read does not vanish under them."""
BELONGS = (
    """
    select e.person_id, e.employer_id, m.network_id, null::uuid as group_id from people_employment e
    left join networks_membership m on m.employer_id = e.employer_id
        and m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)
    where e.from_on <= %(on)s and (e.to_on is null or e.to_on >= %(on)s)
      and e.person_id in (select person_id from asking)
    union all select d.person_id, null, d.network_id, null from people_duty d
    where d.network_id is not null and d.from_on <= %(on)s and (d.to_on is null or d.to_on >= %(on)s)
      and d.person_id in (select person_id from asking)
    union all select g.person_id, null, null, g.group_id from ("""
    + IN_GROUPS
    + """) g
    where g.person_id in (select person_id from asking)
"""
)
"""Where each person of `asking` belongs, for statements about many: what `Actor` has for one."""
SIZES = f"select group_id, count(*) from ({IN_GROUPS}) g where g.group_id = any(%(groups)s) group by group_id"
FACTS = (
    """
with absent as (
    select person_id, employer_id from people_substitution
    where substitute_id = {me} and from_on <= %(on)s and to_on >= %(on)s
), posts as (
    select employer_id from people_employment
    where person_id = {me} and from_on <= %(on)s and (to_on is null or to_on >= %(on)s)
), duties as (
    select person_id, kind, employer_id, network_id from people_duty d
    where from_on <= %(on)s and (to_on is null or to_on >= %(on)s)
      and (person_id = {me} or exists (
        select from absent a where a.person_id = d.person_id and a.employer_id = d.employer_id))
)
select 'absent' as word, person_id as first, employer_id as second from absent
union select 'post', employer_id, null from posts
union select kind, employer_id, network_id from duties
union select 'manages', employer_id, null from people_employment e
    where from_on <= %(on)s and (to_on is null or to_on >= %(on)s)
      and (manager_id = {me} or exists (
        select from absent a where a.person_id = e.manager_id and a.employer_id = e.employer_id))
union select 'network', m.network_id, null from posts join networks_membership m using (employer_id)
    where m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)
union select 'network', network_id, null from duties where person_id = {me} and network_id is not null
union select 'group', group_id, null from ("""
    + IN_GROUPS
    + """) g where g.person_id = {me}
"""
)
"""Asked at every page of everyone who is signed in: composing it by the ORM took longer than answering it."""

SECOND_FACTORS = [Authenticator.Type.TOTP.value, Authenticator.Type.WEBAUTHN.value]


def lasting(on: date, prefix: str = "") -> Q:
    """Return the condition that a period with `from_on` and `to_on` covers the day."""
    ends = Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on})
    return Q(**{f"{prefix}from_on__lte": on}) & ends


def actor(person: Any, on: date | None = None) -> Actor:
    """Return the person with the duties and substitutions of the day; a role that ended yesterday is gone.

    The answer is kept on the person object for one request, because every rule of the page asks it.
    """
    on = on or clock.today()
    kept = getattr(person, "_actor", None)
    if kept and kept[0] == on:
        return kept[1]
    return actor_as_told(person, _facts_of(person, on), on)


def facts_about(me: str) -> str:
    """Return SQL for all that decides what a person may do on the day `on`, as one array of lines.

    :param me: the person's id as SQL.
    """
    return f"array(select concat_ws(' ', word, first, second) from ({FACTS.format(me=me)}) fact)"


def _facts_of(person: Any, on: date) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {facts_about('%(me)s')}", {"me": person.pk, "on": on})
        return cursor.fetchone()[0]


def actor_as_told(person: Any, facts: Iterable[str], on: date) -> Actor:
    """Return the person as the lines of `facts_about` tell, and let them be known as this for one request."""
    found: dict[str, set] = {}
    for fact in facts:
        word, *ids = fact.split(" ")
        found.setdefault(word, set()).add(tuple(map(UUID, ids)))
    made = Actor(
        person=person,
        duties=frozenset((kind, place) for kind in DutyKind.values for (place,) in found.get(kind, ())),
        stands_in_for=frozenset(found.get("absent", ())),
        employers=frozenset(first for (first,) in found.get("post", ())),
        networks=frozenset(first for (first,) in found.get("network", ())),
        manages_at=frozenset(first for (first,) in found.get("manages", ())),
        groups=frozenset(first for (first,) in found.get("group", ())),
    )
    keep_actor(made, on)
    return made


def in_the_shape_of(by: Actor) -> tuple[Actor, dict[UUID, UUID]]:
    """Return someone invented who may do the same elsewhere, and whose and which place each invented id stands for.

    What is composed for the invented one holds, with the ids exchanged, for everyone of the same shape.
    """
    own = ASKER
    real = {own: by.pk}
    invented: dict[UUID, UUID] = {by.pk: own}
    for _, *ids in sorted(_facts_about(by), key=lambda fact: [str(part) for part in fact]):
        for pk in ids:
            if pk not in invented:
                invented[pk] = UUID(int=len(invented) + 1)
                real[invented[pk]] = pk
    person = Person(pk=own)
    return Actor(
        person=person,
        duties=frozenset((kind, invented[place]) for kind, place in by.duties),
        stands_in_for=frozenset((invented[who], invented[where]) for who, where in by.stands_in_for),
        employers=frozenset(map(invented.__getitem__, by.employers)),
        networks=frozenset(map(invented.__getitem__, by.networks)),
        manages_at=frozenset(map(invented.__getitem__, by.manages_at)),
        groups=frozenset(map(invented.__getitem__, by.groups)),
    ), real


def _facts_about(by: Actor) -> Iterable[tuple]:
    yield from by.duties
    yield from (("absent", *pair) for pair in by.stands_in_for)
    for name in ("employers", "networks", "manages_at", "groups"):
        yield from ((name, pk) for pk in getattr(by, name))


def composed_for(query: Callable[[Any, date], QuerySet]) -> Callable[..., list[Any]]:
    """Return how to read what `query` lets a person see, composed once for all who may do the same on a day.

    The query is composed for someone invented, so nothing but ids may tell two of the same shape apart; visitors are
    one shape.

    Where the query asks for the one row `ASKED`, its id is given when it is read.
    """

    def compose(shape: Actor | None, on: date) -> QuerySet:
        if shape is None:
            return query(AnonymousUser(), on)
        keep_actor(shape, on)
        with clock.at(on):  # the day may end while we compose, and the invented one is known for this day only
            return query(shape.person, on)

    composed = Composed(compose)

    def read(person: Any, on: date, pk: UUID = ASKED) -> list[Any]:
        shape, real = in_the_shape_of(actor(person, on)) if person.is_authenticated else (None, {})
        return composed.rows(shape, on, ids=real | {ASKED: pk})

    return read


def one_for(query: Callable[[Any, date], QuerySet]) -> Callable[[Any, date, UUID], Any | None]:
    """Return how to find one row of what `query` lets a person see, by its id."""
    read = composed_for(lambda person, on: query(person, on).filter(pk=ASKED))

    def find(person: Any, on: date, pk: UUID) -> Any | None:
        return next(iter(read(person, on, pk)), None)

    return find


def keep_actor(by: Actor, on: date) -> None:
    """Let the person be known as this for the rest of the request."""
    by.person._actor = (on, by)


def actor_held(person: Any, on: date) -> Actor:
    """Return the person's actor read anew, with their duties, own and as a substitute, locked until all is done.

    A role that is revoked at the same moment comes either before, and is seen, or after what the person does now.
    """
    standing_in = Substitution.objects.select_for_update().filter(substitute=person).order_by("pk")
    whose = {person.pk, *standing_in.values_list("person_id", flat=True)}
    list(Duty.objects.select_for_update().filter(person__in=whose).order_by("pk").values_list("pk"))
    person.__dict__.pop("_actor", None)
    return actor(person, on)


def carries(*kinds: str) -> Callable[[Any], bool]:
    """Return a policy's `who`: signed in, and carrying one of the duties today."""

    def who(person: Any) -> bool:
        return person.is_authenticated and actor(person).carries(*kinds)

    return who


def holders(kind: str, place: Any, on: date) -> list[Person]:
    """Return those who carry the duty at the employer or network that day, and their substitutes."""
    whose = Q(employer=place) if place._meta.model_name == "employer" else Q(network=place)
    ids = set(Duty.objects.filter(lasting(on), whose, kind=kind).values_list("person_id", flat=True))
    return with_substitutes(ids, place, on)


def with_substitutes(ids: set[UUID], place: Any, on: date) -> list[Person]:
    """Return the persons and, for those who are away, the colleagues who stand in for them."""
    standing_in = Substitution.objects.filter(lasting(on), person_id__in=ids, employer_id=place.pk)
    everyone = ids | set(standing_in.values_list("substitute_id", flat=True))
    return list(Person.objects.filter(pk__in=everyone, is_active=True))


def employments_of(person: Person, on: date) -> QuerySet[Employment]:
    """Return the person's posts that day, with employer and manager."""
    return (
        person.employments.filter(lasting(on))
        .select_related("employer", "unit", "manager", "person")
        .order_by("-share", "from_on", "pk")
    )


def post_of(person: Person, on: date) -> Employment | None:
    """Return the person's post that day, the largest where they have several."""
    return POSTS.first(on, ids={ASKER: person.pk})


POSTS = Composed(lambda on: employments_of(Person(pk=ASKER), on))


def reports_of(person: Person, on: date) -> QuerySet[Employment]:
    """Return the employments that the person manages that day, or stands in for the manager of."""
    whose = Q(manager=person)
    for person_id, employer_id in actor(person, on).stands_in_for:
        whose |= Q(manager_id=person_id, employer_id=employer_id)
    return (
        Employment.objects.filter(lasting(on), whose)
        .select_related("person", "employer", "unit")
        .order_by("person__family_name", "person__given_name")
    )


def networks_led_by(person: Any) -> QuerySet[Network]:
    """Return the networks that the person coordinates today."""
    return Network.objects.filter(pk__in=actor(person).at(DutyKind.COORDINATOR))


def groups_led_by(person: Any) -> QuerySet[Group]:
    """Return the groups of the networks that the person coordinates today."""
    return Group.objects.filter(network__in=networks_led_by(person)).select_related("network")


def sizes_of(groups: Iterable[Group], on: date) -> dict[UUID, int]:
    """Return how many belong to each group that day; a group without anyone is left out."""
    with connection.cursor() as cursor:
        cursor.execute(SIZES, {"groups": [group.pk for group in groups], "on": on})
        return dict(cursor.fetchall())


def networks_of(person: Person, on: date) -> list[UUID]:
    """Return the networks whose members employ the person, or where they carry a duty, that day."""
    return sorted(actor(person, on).networks, key=str)


def colleagues_of(person: Person, on: date) -> QuerySet[Person]:
    """Return those employed where the person is employed, to choose a substitute among."""
    employers = person.employments.filter(lasting(on)).values("employer_id")
    return (
        Person.objects.filter(
            pk__in=Employment.objects.filter(lasting(on), employer_id__in=employers).values("person_id"), is_active=True
        )
        .exclude(pk=person.pk)
        .order_by("family_name", "given_name")
    )


def memberships_to_announce_in(person: Person, on: date) -> list[Membership]:
    """Return the memberships of the employers that the person may announce assignments for: as contact or manager."""
    by = actor(person, on)
    places = by.at(DutyKind.CONTACT) | by.manages_at
    return list(
        Membership.objects.filter(lasting(on), employer_id__in=places)
        .select_related("employer", "network")
        .order_by("employer__name", "network__name")
    )


def employers_carrying(person: Any, kind: str) -> QuerySet[Employer]:
    """Return the employers where the person carries the duty today, by name."""
    return Employer.objects.filter(pk__in=actor(person).at(kind)).order_by("name")


def may_announce(person: Any) -> bool:
    """Tell a policy whether the person may announce assignments for some employer."""
    return person.is_authenticated and bool(memberships_to_announce_in(person, clock.today()))


def has_reports(person: Any) -> bool:
    """Tell a policy whether the person manages anyone today, or stands in for someone who does."""
    return person.is_authenticated and bool(actor(person).manages_at)


def duties_of(person: Person, on: date) -> QuerySet[Duty]:
    """Return the person's own duties that day, with where they are carried."""
    return person.duties.filter(lasting(on)).select_related("employer", "network").order_by("kind", "pk")


def substitutions_of(person: Person, on: date) -> QuerySet[Substitution]:
    """Return the substitutions the person has arranged that are not over, the nearest first."""
    return person.substitutions.filter(to_on__gte=on).select_related("substitute", "employer").order_by("from_on", "pk")


def profile_of(person: Person) -> Profile | None:
    """Return what the person has said about themself, with their occupation and its group, or None before they have."""
    return Profile.objects.filter(person=person).select_related("occupation__parent").first()


def standing_consents(person: Person) -> dict[str, Consent]:
    """Return what the person has agreed to and not taken back, by kind."""
    return {given.kind: given for given in person.consents.filter(withdrawn_at__isnull=True)}


def concepts_like(kinds: tuple[str, ...], text: str, limit: int = 12) -> list[Concept]:
    """Return the words of the kinds that contain the text, those that begin with it first."""
    text = text.strip()
    if len(text) < 2:
        return []
    found = Concept.objects.filter(kind__in=kinds, label__icontains=text, is_known=True).order_by("label")
    return sorted(found[:200], key=lambda c: (not c.label.lower().startswith(text.lower()), c.label))[:limit]


def app_of(person: Person) -> Authenticator | None:
    """Return the person's authenticator app, or None where they have none."""
    return Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).first()


def has_second_factor(person: Person) -> bool:
    """Return whether the person has an authenticator app or a passkey."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=SECOND_FACTORS).exists()


def open_proof(person: Person, *, purpose: str) -> Proof | None:
    """Return the code that is being waited for, or None where one must be asked for first."""
    proof = newest_proofs(person, purpose).first()
    return None if why_not_try_proof(proof, now=clock.now()) else proof


def newest_proofs(person: Person, purpose: str) -> QuerySet[Proof]:
    """Return the codes asked for by the person for the purpose; only the first counts."""
    return Proof.objects.filter(person=person, purpose=purpose).order_by("-created_at", "-pk")


def proofs_asked_lately(person: Person) -> int:
    return Proof.objects.filter(person=person, created_at__gt=clock.now() - PROOF_LASTS).count()
