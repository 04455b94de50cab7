"""What a person follows and has put aside, and which new listings each search is to tell of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import SEEN_BY_EACH, listings_for
from kollega.core.composed import ASKED, ASKER, Composed
from kollega.following.models import CalendarKey, Favourite, SavedSearch
from kollega.following.rules import unsealed
from kollega.following.terms import BESIDE
from kollega.networks.models import Network
from kollega.people.models import Person
from kollega.people.queries import BELONGS

NEW = (
    """
with asking as materialized (
    select s.*, greatest(s.told_upto, %(earliest)s) as since from following_savedsearch s where s.id = any(%(ids)s)
), fresh as materialized (
    select c.*, l.listed_at, b.words as text_words from catalogue_listing l
    join catalogue_card c on c.listing_id = l.id
    left join catalogue_body b on b.card_id = c.listing_id
    where l.listed_at > %(oldest)s and l.is_open
      and (c.closes_on is null or c.closes_on >= %(on)s)
), word as materialized (
    select distinct f.listing_id, w.word
    from fresh f, unnest(tsvector_to_array(f.words) || tsvector_to_array(f.text_words)) w(word)
), question as materialized (
    select row_number() over () as number, wanted, anchors, wanted::tsquery as asked
    from (select distinct wanted, anchors from asking) d
), meeting as materialized (
    select distinct q.number, w.listing_id from question q, unnest(q.anchors) a(word), word w where w.word = a.word
    union all select q.number, f.listing_id from question q, fresh f where q.anchors = '{}'
), hit as materialized (
    select q.wanted, q.anchors, (q.wanted = '' or f.words @@ q.asked) as is_near, f.listing_id, f.listed_at,
        f.published_at, f.closes_on, f.reach, f.employer_id, f.network_id, f.group_id, f.kind, f.municipality,
        f.county, f.is_remote, f.field, f.form, f.extent, f.language
    from meeting m join question q on q.number = m.number join fresh f on f.listing_id = m.listing_id
    where q.wanted = '' or f.words @@ q.asked or f.text_words @@ q.asked
), belongs as materialized ("""
    + BELONGS
    + """)
select a.id, c.listing_id, c.is_near
from asking a join hit c on c.wanted = a.wanted and c.anchors = a.anchors and c.listed_at > a.since
where """
    + SEEN_BY_EACH
    + """
  and (not a.is_somewhere or c.municipality = any(a.municipalities) or c.county = any(a.counties)
       or (a.is_remote and c.is_remote))
  and (a.kinds = '{}' or c.kind = any(a.kinds))
  and (a.fields = '{}' or c.field = any(a.fields))
  and (a.forms = '{}' or c.form = any(a.forms))
  and (a.extents = '{}' or c.extent = any(a.extents))
  and (a.languages = '{}' or c.language = any(a.languages))
  and (a.chosen_counties = '{}' or c.county = any(a.chosen_counties)
       or ('distans' = any(a.chosen_counties) and c.is_remote))
  and (a.employers = '{}' or c.employer_id = any(a.employers))
  and (a.network_id is null or c.network_id = a.network_id or exists (
        select from networks_membership m where m.employer_id = c.employer_id and m.network_id = a.network_id
        and m.from_on <= %(on)s and (m.to_on is null or m.to_on >= %(on)s)))
order by a.id, c.is_near desc, c.published_at desc, c.listing_id
"""
)
"""Set-based: all searches that are due against all that is new, in one statement. Those that ask for the same words are
one question, and a question only meets what has one of its anchors (`rules.anchors`), so that most meet nothing;
tests/following holds it to the way where each meets all. What is found is carried along rather than joined again, since
the database guesses wrong how much that is."""


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


def due(now: datetime, most: int) -> dict[UUID, datetime]:
    """Return the searches whose time has come and when each was told of last, locked.

    Those that another worker has taken are passed over.
    """
    waiting = SavedSearch.objects.filter(tell_at__lte=now, person__is_active=True)
    held = waiting.select_for_update(skip_locked=True, of=("self",))
    return dict(held.order_by("tell_at", "pk").values_list("pk", "told_upto")[:most])


def to_tell(ids: Iterable[UUID]) -> list[SavedSearch]:
    """Return the searches with their persons, each person's together."""
    return list(SavedSearch.objects.filter(pk__in=ids).select_related("person").order_by("person", "-made_at", "pk"))


def new_in(told: Mapping[UUID, datetime], on: date, earliest: datetime) -> dict[UUID, list[Listing]]:
    """Return what has come since each search was told of, the best first; searches without anything are left out.

    A search that something is said of in titles is told of those; texts are looked in only where titles say nothing.

    :param earliest: what came before is not told, however long ago a search was told of.
    """
    oldest = max(min(told.values()), earliest)  # said outright, so that the database knows how little is new
    with connection.cursor() as cursor:
        cursor.execute(NEW, {"ids": list(told), "on": on, "earliest": earliest, "oldest": oldest})
        rows = cursor.fetchall()
    near: dict[UUID, list[UUID]] = defaultdict(list)
    far: dict[UUID, list[UUID]] = defaultdict(list)
    for search, listing, is_near in rows:
        (near if is_near else far)[search].append(listing)
    chosen = {pk: near.get(pk) or far[pk] for pk in {*near, *far}}
    listings = Listing.objects.defer("body").in_bulk({pk for ids in chosen.values() for pk in ids})
    return {search: [listings[pk] for pk in ids] for search, ids in chosen.items()}
