"""What a person follows and has put aside, and which new listings each search is to tell of."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listings_for
from kollega.core.composed import ASKED, ASKER, Composed
from kollega.following.models import CalendarKey, Favourite, SavedSearch
from kollega.following.rules import unsealed
from kollega.following.terms import BESIDE
from kollega.networks.models import Network
from kollega.people.models import Person

NEW = """
with due as (
    select s.* from following_savedsearch s where s.id = any(%(ids)s)
), belongs as (
    select e.person_id, e.employer_id, m.network_id from people_employment e
    left join networks_membership m on m.employer_id = e.employer_id
        and m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)
    where e.from_on <= %(on)s and (e.to_on is null or e.to_on >= %(on)s)
      and e.person_id in (select person_id from due)
    union select d.person_id, null, d.network_id from people_duty d
    where d.network_id is not null and d.from_on <= %(on)s and (d.to_on is null or d.to_on >= %(on)s)
      and d.person_id in (select person_id from due)
)
select s.id, c.listing_id, (s.wanted = '' or c.words @@ s.wanted::tsquery) as is_near
from due s
join catalogue_listing l on l.listed_at > s.told_upto and l.is_open
join catalogue_card c on c.listing_id = l.id
left join catalogue_body b on b.card_id = c.listing_id
where (c.closes_on is null or c.closes_on >= %(on)s)
  and (s.wanted = '' or c.words @@ s.wanted::tsquery or b.words @@ s.wanted::tsquery)
  and (not s.is_somewhere or c.municipality = any(s.municipalities) or c.county = any(s.counties)
       or (s.is_remote and c.is_remote))
  and (s.kinds = '{}' or c.kind = any(s.kinds))
  and (s.fields = '{}' or c.field = any(s.fields))
  and (s.forms = '{}' or c.form = any(s.forms))
  and (s.extents = '{}' or c.extent = any(s.extents))
  and (s.languages = '{}' or c.language = any(s.languages))
  and (s.chosen_counties = '{}' or c.county = any(s.chosen_counties)
       or ('distans' = any(s.chosen_counties) and c.is_remote))
  and (s.employers = '{}' or c.employer_id = any(s.employers))
  and (s.network_id is null or c.network_id = s.network_id or exists (
        select from networks_membership m where m.employer_id = c.employer_id and m.network_id = s.network_id
        and m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)))
  and (c.reach = 'public'
       or (c.reach = 'network' and exists (
            select from belongs w where w.person_id = s.person_id and w.network_id = c.network_id))
       or (c.reach = 'employer' and exists (
            select from belongs w where w.person_id = s.person_id and w.employer_id = c.employer_id)))
order by s.id, is_near desc, c.published_at desc, c.listing_id
"""
"""Set-based: all searches that are due against all that is new, in one statement. Who may see what is the same rule as
`catalogue.queries.seen_by`; tests/following holds the two to each other for every reach and reader."""


def searches_of(person: Any) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(person=person).select_related("network")


def favourites_of(person: Any, on: date) -> list[tuple[Favourite, bool]]:
    """Return what the person has put aside, the nearest last day first, and whether each is still open to them."""
    kept = list(Favourite.objects.filter(person=person).select_related("listing", "listing__employer")[:500])
    open_ids = set(listings_for(person, on).filter(pk__in=[f.listing_id for f in kept]).values_list("pk", flat=True))
    rows = [(favourite, favourite.listing_id in open_ids) for favourite in kept]
    return sorted(rows, key=lambda row: (not row[1], row[0].listing.closes_on or date.max))


def kept_by(person: Any, listing_id: UUID) -> bool:
    """Return whether the person has put the listing aside."""
    return person.is_authenticated and bool(KEPT.rows(ids={ASKED: listing_id, ASKER: person.pk}))


KEPT = Composed(lambda: Favourite.objects.filter(person=ASKER, listing=ASKED))


def to_compare(person: Any, on: date, said: list[str]) -> list[Listing]:
    """Return the first two of the listings that the person may see, in the order they were said."""
    ids = [UUID(pk) for pk in said[:10] if is_uuid(pk)]
    found = {x.pk: x for x in listings_for(person, on).filter(pk__in=ids).select_related("employer", "occupation")}
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found][:BESIDE]


def is_uuid(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def network_called(slug: str) -> Network | None:
    return Network.objects.filter(slug=slug.replace("\x00", "")[:60]).first()


def by_token(token: UUID) -> SavedSearch | None:
    return SavedSearch.objects.select_related("person").filter(token=token).first()


def person_of(seal: str) -> Person | None:
    """Return whose mail a sealed address stops."""
    pk = unsealed(seal)
    return Person.objects.filter(pk=pk).first() if pk else None


def calendar_of(token: UUID) -> CalendarKey | None:
    return CalendarKey.objects.select_related("person").filter(token=token, person__is_active=True).first()


def due(now: datetime, most: int) -> list[SavedSearch]:
    """Return the searches whose time has come, locked; those that another worker has taken are passed over."""
    waiting = SavedSearch.objects.filter(tell_at__lte=now, person__is_active=True)
    held = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    return list(held.order_by("tell_at", "pk")[:most])


def new_in(searches: list[SavedSearch], on: date) -> dict[UUID, list[Listing]]:
    """Return what has come since each search was told of last, the best first; searches without anything are left out.

    A search that something is said of in titles is told of those; texts are looked in only where titles say nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEW, {"ids": [s.pk for s in searches], "on": on})
        rows = cursor.fetchall()
    near: dict[UUID, list[UUID]] = defaultdict(list)
    far: dict[UUID, list[UUID]] = defaultdict(list)
    for search, listing, is_near in rows:
        (near if is_near else far)[search].append(listing)
    chosen = {pk: near.get(pk) or far[pk] for pk in {*near, *far}}
    listings = Listing.objects.defer("body").in_bulk({pk for ids in chosen.values() for pk in ids})
    return {search: [listings[pk] for pk in ids] for search, ids in chosen.items()}
