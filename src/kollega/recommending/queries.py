"""What suits whom: what persons have said, and what on the list shares it, in one statement each."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import SEEN_BY_EACH, listings_for, seen_sql
from kollega.catalogue.rules import EPOCH, day_number, sign
from kollega.catalogue.search.sought import MOST_DAYS
from kollega.people.models import Consent, Person, Profile
from kollega.people.queries import BELONGS, actor
from kollega.people.terms import CONSENT_TEXTS, ConsentKind
from kollega.recommending.models import Digest, Hidden
from kollega.recommending.rules import Said, Way, reasons, unsealed, ways_of
from kollega.recommending.terms import ENOUGH, FEW_TITLES, LEAST, LONGEST_BACK, MOST, SAMPLE, TEXTS_MOST, WEIGHED
from kollega.words.vectors import quoted

SAID = """
select p.person_id, p.looks_for, p.wanted, p.how_much,
    case when o.id is not null then array[o.id, o.label, coalesce(o.parent_id, '')] end,
    array(select array[c.id, c.label, coalesce(c.parent_id, '')] from people_profile_wishes w
        join taxonomy_concept c on c.id = w.concept_id where w.profile_id = p.id order by c.label, c.id),
    array(select array[c.id, c.label, c.code] from people_profile_skills w
        join taxonomy_concept c on c.id = w.concept_id where w.profile_id = p.id order by c.label, c.id),
    array(select array[c.id, c.label, c.code] from people_profile_places w
        join taxonomy_concept c on c.id = w.concept_id where w.profile_id = p.id order by c.label, c.id),
    array(select array[c.id, c.label, c.code] from people_profile_languages w
        join taxonomy_concept c on c.id = w.concept_id where w.profile_id = p.id order by c.label, c.id)
from people_profile p left join taxonomy_concept o on o.id = p.occupation_id
where p.person_id = any(%(ids)s) and p.has_suggestions
"""
ASKING = (
    """
with asking as materialized (
    select * from jsonb_to_recordset(%(askers)s) a(person_id uuid, wanted text, since timestamptz, around jsonb)
), way as materialized (
    select w.person, w.number, w.want, w.points, w.how, w.query, w.anchors, w.query::tsquery as asked, case w.how
        when 'group' then array(select o.id from taxonomy_concept o where o.parent_id = any(w.codes))
        else w.codes end as codes
    from jsonb_to_recordset(%(ways)s)
        w(person uuid, number int, want int, points int, how text, query text, codes text[], anchors text[])
), around as materialized (
    select a.person_id, w.want, w.points, w.number, w.how, w.codes
    from asking a, jsonb_to_recordset(a.around) w(want int, points int, number int, how text, codes text[])
), belongs as materialized ("""
    + BELONGS
    + "), "
)
OPEN_TO = """{seen}
      and (a.wanted = 'both' or c.kind = a.wanted) and not (c.kind = 'assignment' and {own})
      and not exists (select from recommending_hidden h where h.person_id = a.person_id and h.listing_id = c.listing_id)
"""
"""`seen` is the list's rule for one or for many, `own` whether one is employed there."""
OWN_OF_EACH = """exists (
                select from belongs w where w.person_id = a.person_id and w.employer_id = c.employer_id)"""
OF_ONE = """titled as materialized (
    select c.listing_id from asking a, (select listing_id, kind, employer_id, network_id, group_id, reach, published_at,
        closes_on from catalogue_card where words @@ %(titles)s::tsquery and published_at >= %(oldest)s offset 0) c
    where {open_to} order by c.published_at desc, c.listing_id limit %(weighed)s
), employed as materialized (
    select c.listing_id from asking a
    join catalogue_card c on c.occupation_id = any(array(select unnest(codes) from way))
    where {open_to} order by c.published_at desc, c.listing_id limit %(weighed)s
), pool as materialized (
    select listing_id from titled union select listing_id from employed
    union (select b.card_id from catalogue_body b where b.words @@ %(texts)s::tsquery
        and (select count(*) from titled) < %(few)s order by b.card_id limit %(texts_most)s)
), card as materialized (
    select c.*, b.words as text_words from pool p join catalogue_card c on c.listing_id = p.listing_id
    join catalogue_body b on b.card_id = p.listing_id
), hit as materialized (
    select w.person, w.want, w.points, w.number, c.listing_id from way w join card c on case w.how
        when 'title' then c.words @@ w.asked when 'text' then c.text_words @@ w.asked
        else c.occupation_id = any(w.codes) end
), """
"""What may suit one person: the newest that titles or occupations say, and texts only where titles say little.
`offset 0` keeps the index of words: along the newest each card would be held to a long question."""
OF_NEW = """card as materialized (
    select c.*, b.words as text_words from catalogue_listing l join catalogue_card c on c.listing_id = l.id
    join catalogue_body b on b.card_id = l.id where l.listed_at > %(oldest)s and l.is_open
), word as materialized (
    select c.listing_id, w.word
    from card c, unnest(tsvector_to_array(c.words) || tsvector_to_array(c.text_words)) w(word)
), question as materialized (
    select row_number() over () as id, q.how, q.query, q.asked, q.anchors
    from (select distinct how, query, asked, anchors from way where query <> '') q
), said as materialized (
    select q.id, q.how, q.query, c.listing_id
    from (select distinct q.id, w.listing_id from question q, unnest(q.anchors) a(word), word w where w.word = a.word) m
    join question q on q.id = m.id join card c on c.listing_id = m.listing_id
    where case q.how when 'title' then c.words @@ q.asked else c.text_words @@ q.asked end
), hit as materialized (
    select w.person, w.want, w.points, w.number, s.listing_id
    from way w join said s on s.how = w.how and s.query = w.query where w.query <> ''
    union all select w.person, w.want, w.points, w.number, c.listing_id
    from (select w.*, o.occupation from way w, unnest(w.codes) o(occupation) where w.query = '') w
    join card c on c.occupation_id = w.occupation
), """
"""What may suit many: of what is new, each question once, and only what has one of its anchors."""
SCORED = """found as materialized (
    select person, listing_id, array_agg(want) as wants, array_agg(points) as points, array_agg(number) as numbers
    from hit group by person, listing_id
), candidate as materialized (
    select f.*, c.published_at, c.municipality, c.county, c.language, c.extent from found f
    join asking a on a.person_id = f.person
    join card c on c.listing_id = f.listing_id
    where {open_to}
      and (a.since is null or (
                exists (select from catalogue_listing l where l.id = c.listing_id and l.listed_at > a.since)
                and not exists (
                    select from recommending_told t where t.person_id = a.person_id and t.listing_id = c.listing_id)))
), matched as (
    select c.person, c.listing_id, c.published_at, h.want, h.points, h.number
    from candidate c, unnest(c.wants, c.points, c.numbers) h(want, points, number)
    union all select c.person, c.listing_id, c.published_at, w.want, w.points, w.number
    from candidate c join around w on w.person_id = c.person
    where case w.how when 'municipality' then c.municipality when 'county' then c.county
        when 'language' then c.language else c.extent end = any(w.codes)
), best as (
    select distinct on (person, listing_id, want) person, listing_id, published_at, points, number
    from matched order by person, listing_id, want, points desc, number
), summed as (
    select person, listing_id, published_at, sum(points) as points, array_agg(number order by number) as numbers
    from best group by person, listing_id, published_at having sum(points) >= %(least)s
), ranked as (
    select *, row_number() over (partition by person order by points desc, published_at desc, listing_id) as place
    from summed
)
select person, listing_id, numbers from ranked where place <= %(most)s order by person, place
"""
"""Set-based, for one person and for many. An assignment at one's own employer is left out, since one cannot answer it.
What is found is carried along rather than joined again: the database cannot guess how many rows a profile gives, and a
wrong guess made a thousand persons take a hundred times longer."""
DAYS = "select c.published_at from catalogue_card c where c.words @@ %s::tsquery order by c.published_at desc limit 100"
WEIGHT = re.compile(r"'((?:[^'\\]|''|\\.)*)':AB")
AROUND = {"municipality", "county", "language", "extent"}
"""Ways that tell where and how, and find nothing on their own."""


@dataclass(frozen=True)
class Suggestion:
    """Something on the list, and why it is shown."""

    listing: Listing
    reasons: list[str]


@dataclass(frozen=True)
class Asker:
    """One person whose words are looked for. `since` leaves out what was on the list before, and what was mailed."""

    said: Said
    wanted: str
    since: datetime | None = None


def said_by(ids: Sequence[UUID]) -> dict[UUID, tuple[Said, str]]:
    """Return what the persons have said and want; those who have turned suggestions off are left out."""
    with connection.cursor() as cursor:
        cursor.execute(SAID, {"ids": list(ids)})
        rows = cursor.fetchall()
    found = {}
    for pk, looks_for, wanted, how_much, occupation, *words in rows:
        wishes, skills, places, languages = ([(a, b, c) for a, b, c in of] for of in words)
        found[pk] = (
            Said(
                occupation=tuple(occupation) if occupation else None, wishes=wishes, skills=skills, places=places,
                languages=languages, looks_for=looks_for, how_much=how_much,
            ),
            wanted,
        )  # fmt: skip
    return found


def fits(
    askers: Mapping[UUID, Asker], on: date, most: int, person: Any = None
) -> dict[UUID, list[tuple[UUID, list[str]]]]:
    """Return what suits each person, the best first, with the reasons: by points, then the newest, then the id.

    :param person: who asks, where one does; then the list's rule is written for them, which is quicker to plan.
    """
    ways: dict[UUID, list[Way]] = {pk: ways_of(asker.said) for pk, asker in askers.items()}
    told = {"on": on, "most": most, "least": LEAST}
    since = [pk for pk, asker in askers.items() if asker.since]
    answer = []
    if since:
        oldest = min(asker.since for asker in askers.values() if asker.since)
        asked = _open_to(OF_NEW)
        answer += _fitting(asked, {pk: askers[pk] for pk in since}, ways, told | {"oldest": oldest})
    for pk in askers.keys() - since:
        rule, of_rule = _rule_for(person, on) if person is not None else ({}, {})
        answer += _fitting(_open_to(OF_ONE, **rule), {pk: askers[pk]}, ways, told | _bounds(ways[pk]) | of_rule)
    found: dict[UUID, list[tuple[UUID, list[str]]]] = defaultdict(list)
    for person, listing, numbers in answer:
        found[person].append((listing, reasons(ways[person][number] for number in numbers)))
    return found


def _open_to(pool: str, seen: str = SEEN_BY_EACH, own: str = OWN_OF_EACH) -> str:
    """Return the statement with the rule of who may see what in its places."""
    return (ASKING + pool + SCORED).replace("{open_to}", OPEN_TO.replace("{seen}", seen).replace("{own}", own))


def _rule_for(person: Any, on: date) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the list's rule as it is written for one person, with its values by name."""
    seen, values = seen_sql(person, on)
    for number in range(len(values)):
        seen = seen.replace("%s", f"%(seen{number})s", 1)
    of_rule = {f"seen{number}": value for number, value in enumerate(values)}
    own = "coalesce(c.employer_id = any(%(own)s), false)"
    return {"seen": seen, "own": own}, of_rule | {"own": list(actor(person, on).employers)}


def _fitting(
    statement: str, askers: Mapping[UUID, Asker], ways: Mapping[UUID, list[Way]], told: dict[str, Any]
) -> list:
    """Return the person, the listing and the numbers of the ways of each that suits."""
    rows = [way.row(n) | {"person": str(pk)} for pk in askers for n, way in enumerate(ways[pk])]
    around: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        if row["how"] in AROUND:
            around[row["person"]].append(row)
    rows = [row for row in rows if row["how"] not in AROUND]
    if not rows:
        return []
    people = [
        {"person_id": str(pk), "wanted": asker.wanted, "since": asker.since and asker.since.isoformat(),
         "around": around[str(pk)]}
        for pk, asker in askers.items()
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, told | {"askers": json.dumps(people), "ways": json.dumps(rows)})
        return cursor.fetchall()


def _bounds(ways: Sequence[Way]) -> dict[str, Any]:
    """Return what may suit one person, as two tsqueries, and how much of it is weighed.

    Where titles say much, only the days that hold the newest are looked at: a sample of the list tells which.
    """
    titles = " | ".join(f"({way.query})" for way in ways if way.how == "title")
    texts = " | ".join(f"({way.query})" for way in ways if way.how == "text")
    strong = WEIGHT.sub(r"'=\1'", titles)
    with connection.cursor() as cursor:
        cursor.execute(DAYS, [f"({strong}) & {quoted(sign('sample', SAMPLE))}" if strong else ""])
        days = [moment for (moment,) in cursor.fetchall()]
    oldest = EPOCH
    if len(days) > ENOUGH:
        first, last = day_number(days[ENOUGH]), day_number(days[0])
        oldest = EPOCH + timedelta(days=first)
        if last - first < MOST_DAYS:
            recent = " | ".join(quoted(sign("day", day)) for day in range(first, last + 1))
            strong = f"({strong}) & ({recent})"
    bounds = {"weighed": WEIGHED, "few": FEW_TITLES, "texts_most": TEXTS_MOST}
    return bounds | {"titles": strong, "texts": texts, "oldest": oldest}


def suggestions_for(person: Any, on: date, most: int = MOST) -> list[Suggestion]:
    """Return what suits the person of what they may see, the best first; nothing where they have turned it off."""
    said = said_by([person.pk])
    if person.pk not in said:
        return []
    found = fits({person.pk: Asker(*said[person.pk])}, on, most, person).get(person.pk, [])
    if not found:
        return []
    listings = listings_for(person, on).defer("body").in_bulk([pk for pk, _ in found])
    return [Suggestion(listings[pk], why) for pk, why in found if pk in listings]


def hidden_by(person: Any) -> QuerySet[Hidden]:
    """Return what the person does not want to see, the newest first."""
    return Hidden.objects.filter(person=person).select_related("listing").order_by("-made_at", "pk")


def has_turned_off(person: Any) -> bool:
    return Profile.objects.filter(person=person, has_suggestions=False).exists()


def has_said_anything(person: Any) -> bool:
    """Return whether there is anything in the person's profile to suggest by."""
    said, _ = said_by([person.pk]).get(person.pk, (Said(), ""))
    return bool(ways_of(said))


def wants_mail(person: Any) -> bool:
    """Return whether the person has agreed to the digest in the words it has today."""
    return _agreed().filter(person=person).exists()


def _agreed() -> QuerySet[Consent]:
    """Return the standing consents to the digest. Another wording was an agreement to something else."""
    return Consent.objects.filter(
        kind=ConsentKind.DIGEST, withdrawn_at__isnull=True, text=CONSENT_TEXTS[ConsentKind.DIGEST]
    )


def never_told(monday: datetime) -> list[tuple[UUID, datetime]]:
    """Return those who agreed before that morning and have no row of when they were told, with when they agreed."""
    agreed = _agreed().filter(given_at__lt=monday, person__digest__isnull=True)
    return list(agreed.order_by("person").values_list("person", "given_at"))


def due(monday: datetime, most: int) -> list[Digest]:
    """Return whom to write to, locked; those that another worker has taken are passed over."""
    agreed = _agreed().filter(person=OuterRef("person"), given_at__lt=monday)
    waiting = Digest.objects.filter(Exists(agreed), told_at__lt=monday, person__is_active=True)
    held = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    return list(held.order_by("told_at", "pk")[:most])


def new_for(digests: Sequence[Digest], now: datetime, on: date, most: int) -> dict[UUID, list[Suggestion]]:
    """Return what has come since each was written to, and suits them; those without anything are left out."""
    since = {digest.person_id: max(digest.told_at, now - LONGEST_BACK) for digest in digests}
    askers = {pk: Asker(said, wanted, since[pk]) for pk, (said, wanted) in said_by(list(since)).items()}
    found = fits(askers, on, most)
    listings = Listing.objects.defer("body").in_bulk({pk for those in found.values() for pk, _ in those})
    return {person: [Suggestion(listings[pk], why) for pk, why in those] for person, those in found.items()}


def person_of(seal: str) -> Person | None:
    """Return whose mail a sealed address stops."""
    pk = unsealed(seal)
    return Person.objects.filter(pk=pk).first() if pk else None
