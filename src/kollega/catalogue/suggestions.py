"""What someone who is typing may mean: titles, employers and places, of what they may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kollega.catalogue.queries import cards_for
from kollega.words.places import beginning
from kollega.words.tokens import clean
from kollega.words.vectors import title_key

MOST = 5
LOOKED_AT = 400
"""Of the titles that begin so, at most so many are counted."""


@dataclass(frozen=True)
class Suggestion:
    """One line under the field: what it is, what to search for, and how many that finds."""

    kind: str
    text: str
    query: str
    count: int


def suggestions(person: Any, on: date, text: str) -> list[Suggestion]:
    """Return what the typed beginning may mean, occupations and titles first, then employers, then places."""
    start = " ".join(clean(text.replace("\x00", "")).split())
    if len(start) < 2:
        return []
    places = dict(beginning(start, 3))
    cards, parameters = cards_for(person, on).order_by().values_list(
        "listing_id", "employer_id", "municipality", "county", "occupation_id", "title_key"
    ).query.sql_with_params()  # fmt: skip
    like = f"{_escaped(start)}%"
    statement = f"""
with seen as not materialized ({cards}),
titles as (select lower(l.title) text, min(l.title) shown, count(*) n from (
    select listing_id from seen where title_key like %s limit {LOOKED_AT}) s
    join catalogue_listing l on l.id = s.listing_id group by 1 order by 3 desc, 1 limit {MOST}),
occupations as (select c.label shown, s.n from taxonomy_concept c,
    lateral (select count(*) n from seen where seen.occupation_id = c.id) s
    where c.kind = 'occupation' and lower(c.label) like %s and s.n > 0 order by 2 desc, 1 limit 3),
employers as (select e.name shown, s.n from networks_employer e,
    lateral (select count(*) n from seen where seen.employer_id = e.id) s
    where (lower(e.name) like %s or lower(e.short_name) like %s) and s.n > 0 order by 2 desc, 1 limit 4),
places as (select coalesce(nullif(municipality, ''), county) shown, count(*) n from seen
    where municipality = any(%s) or county = any(%s) group by 1)
select 'title', shown, n from titles union all select 'occupation', shown, n from occupations
union all select 'employer', shown, n from employers union all select 'place', shown, n from places
"""
    key = _escaped(title_key(start) or start)
    codes = list(places)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, f"{key}%", like, like, like, codes, codes])
        rows = cursor.fetchall()
    return _arranged(rows, places)


def _arranged(rows: list[tuple[str, str, int]], places: dict[str, str]) -> list[Suggestion]:
    order = ("occupation", "title", "employer", "place")
    found: list[Suggestion] = []
    said: set[str] = set()
    for kind, shown, count in sorted(rows, key=lambda row: (order.index(row[0]), -row[2], row[1])):
        text = places.get(shown, "") if kind == "place" else shown
        if text and text.lower() not in said:
            said.add(text.lower())
            found.append(Suggestion(kind, text, text, count))
    return found[: MOST + 5]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
