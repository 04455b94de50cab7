"""One question put to the joint list: the rows of a page, how many there are, and the counts beside every choice.

All of it is one statement over the cards that the person may see, so that rows and counts never disagree. A word typed
wrong is mended only when nothing was found as it stands, and only to words that then find something.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from kollega.catalogue.models import Card, Listing
from kollega.catalogue.queries import cards_for
from kollega.catalogue.rules import DAY_ONE, Filters, Mark, mark_of
from kollega.catalogue.terms import (
    BODY_BELOW,
    BODY_MOST,
    CLOSING_DAYS,
    COUNTED_AT_MOST,
    PAGE_SIZE,
    REMOTE,
    Closing,
    Order,
)
from kollega.networks.models import Employer, Network
from kollega.words.likeness import allowed, slips
from kollega.words.places import Place, near, place
from kollega.words.questions import Question, question

COLUMNS = (
    "listing_id", "kind", "employer_id", "county", "is_remote", "field", "form", "extent", "language", "closes_on",
    "published_at",
)  # fmt: skip
FACETS = ("kind", "field", "county", "employer", "form", "extent", "language", "closing")
SIMILAR = """
select word, max(listings), starts_with(word, %(typed)s) from catalogue_word
where word %% %(typed)s or word like %(begins)s group by word
order by 3 desc, similarity(word, %(typed)s) desc, 2 desc limit 30
"""


@dataclass
class Found:
    """The answer to one question."""

    rows: list[Listing]
    next_mark: str
    count: int
    """How many there are, never counted further than one past the bound."""
    is_near: bool
    """Whether the first row is found by more than a mention in its text."""
    facets: dict[str, list[tuple[str, int]]]
    """For each kind of choice its values with how many there would be, all other choices standing."""
    employers: dict[str, str] = field(default_factory=dict)
    question: Question = field(default_factory=Question)
    place: Place | None = None
    mended: str = ""
    """The words that were searched instead of the typed ones."""
    nearest: list[tuple[dict[str, Any], int]] = field(default_factory=list)
    """Where nothing was found: what to change, and how many that finds."""


def search(
    person: Any, on: date, asked: Filters, *, network: Network | None = None, after: Mark | None = None
) -> Found:
    """Return what the person may see of what they asked for: by fit where words were typed, otherwise the newest."""
    cards = cards_for(person, on, network=network)
    said = question(asked.text)
    found = _ask(cards, said, asked, on, after)
    if found.is_near or not (asked.text or asked.place):
        return found
    if said.terms and not asked.as_typed and (words := _mends(said, only_typed=bool(found.count))):
        again = _ask(cards, said.mended(words), asked, on, after)
        if again.is_near or (again.count and not found.count):
            return replace(again, mended=again.question.text())
    if found.count:
        return found
    return replace(found, nearest=_nearest(cards, said, asked, on))


def where(asked: Filters, said: Question) -> Place | None:
    """Return the place that was asked for, in its own field or at the end of the line."""
    return said.place or (place(asked.place, and_near=asked.and_near) if asked.place else None)


def order_of(asked: Filters) -> str:
    """Return the order of the page: what was asked for, or the best fit first where there are words to fit."""
    if asked.order == Order.FIT and not asked.text:
        return Order.NEWEST
    return asked.order or (Order.FIT if asked.text else Order.NEWEST)


def _ask(cards: QuerySet[Card], said: Question, asked: Filters, on: date, after: Mark | None) -> Found:
    somewhere = where(asked, said)
    cards = _at(cards, asked, somewhere)
    order = order_of(asked)
    sql, parameters = _matching(cards, said)
    kept, answers = _statement(sql, asked, on, order, after, parameters)
    with connection.cursor() as cursor:
        cursor.execute(kept, answers)
        lines = cursor.fetchall()
    facets: dict[str, list[tuple[str, int]]] = defaultdict(list)
    ids: list[tuple[int, UUID, int]] = []
    count, fit = 0, 0
    employers: dict[str, str] = {}
    for tag, value, number, name in lines:
        if tag == "row":
            ids.append((int(name), UUID(value), number))
        elif tag == "all":
            count, fit = number, int(value)
        elif value:
            facets[tag].append((value, number))
            if tag == "employer":
                employers[value] = name
    rows, mark = _rows([(pk, lead) for _, pk, lead in sorted(ids)])
    is_near = bool(count) and (after is not None or not said.terms or fit > 0)
    return Found(rows, mark, count, is_near, dict(facets), employers, said, somewhere)


def _rows(ids: list[tuple[UUID, int]]) -> tuple[list[Listing], str]:
    shown = ids[:PAGE_SIZE]
    listings = Listing.objects.select_related("employer").defer("body").in_bulk([pk for pk, _ in shown]) if ids else {}
    rows = [listings[pk] for pk, _ in shown if pk in listings]
    return rows, mark_of(rows[-1], shown[-1][1]) if len(ids) > PAGE_SIZE and rows else ""


def _at(cards: QuerySet[Card], asked: Filters, somewhere: Place | None) -> QuerySet[Card]:
    """Keep what is at the place; words that name no place are looked for as they stand among the listings' places."""
    if somewhere is None:
        typed = question(asked.place)
        return cards.filter(_has("words", typed.found_by())) if typed.terms else cards
    if somewhere.is_remote:
        return cards.filter(is_remote=True)
    return cards.filter(Q(municipality__in=somewhere.municipalities) | Q(county__in=somewhere.counties))


def _has(vector: str, tsquery: str) -> Func:
    return Func(
        F(vector), Value(tsquery), template="(%(expressions)s::tsquery)", arg_joiner=" @@ ", output_field=BooleanField()
    )


def _matching(cards: QuerySet[Card], said: Question) -> tuple[str, list]:
    """Return the common table `hit`: titles and what stands beside them first, and texts where those were few."""
    if not said.terms:
        sql, parameters = _sql(cards.annotate(fit=Value(0)))
        return f"with hit as materialized ({sql})", parameters
    wanted = said.found_by()
    title, first = _sql(cards.filter(_has("words", wanted)).annotate(fit=_fit(said)))
    body, second = _sql(cards.filter(_has("body__words", wanted)).annotate(fit=Value(0)))
    return (
        f"with title as materialized ({title}), body as materialized (select * from ({body}) said "
        f"where (select count(*) from title) < {BODY_BELOW} limit {BODY_MOST}), hit as materialized ("
        "select * from title union all select * from body "
        "where not exists (select 1 from title where title.listing_id = body.listing_id))"
    ), [*first, *second]


def _sql(cards: QuerySet[Card]) -> tuple[str, list]:
    sql, parameters = cards.order_by().values_list(*COLUMNS, "fit").query.sql_with_params()
    return sql, list(parameters)


def _fit(said: Question) -> RawSQL:
    """Return how well a card fits: each word counts by where it stands, and most of all a title that is the question.

    A title's own word is worth 8, a part of its compound or the occupation 6, another word for it in the title 5, who
    and where 4, another word elsewhere 3, the summary 1.
    """
    card = '"catalogue_card"."words" @@ %s::tsquery'
    sums, parameters = [], []
    for term in said.terms:
        tiers = [(term.said_by("A"), 8), (term.said_by("B"), 6), (term.meant_by("A"), 5), (term.said_by("C"), 4)]
        tiers += [(term.meant_by("BC"), 3)]
        used = [(query, worth) for query, worth in tiers if query]
        sums.append(f"case {' '.join(f'when {card} then {worth}' for _, worth in used)} else 1 end")
        parameters += [query for query, _ in used]
    for word in said.joined_forms():
        sums.append(f"case when {card} then 12 else 0 end")
        parameters.append(f"{word}:A")
    title = '"catalogue_card"."title_key"'
    sums.append(f"case when {title} = %s then 30 when starts_with({title}, %s) then 6 else 0 end")
    parameters += [said.key, f"{said.key} "]
    return RawSQL(f"({' + '.join(sums)})", parameters)


def _statement(
    hit: str, asked: Filters, on: date, order: str, after: Mark | None, parameters: list
) -> tuple[str, list]:
    """Return the whole statement: how many, the choices' counts, and the page's rows."""
    kept = _choices(asked, on)
    every = " and ".join(f"({sql})" for sql, _ in kept.values()) or "true"
    values = [value for _, some in kept.values() for value in some]
    selects = [
        "select 'all', coalesce(max(fit), 0)::text, count(*), '' "
        f"from (select fit from hit where {every} limit {COUNTED_AT_MOST + 1}) n"
    ]
    answers = [*parameters, *values]
    for facet in (*FACETS, REMOTE):
        others = [choice for name, choice in kept.items() if name != ("county" if facet == REMOTE else facet)]
        sql, first = _counted(facet, " and ".join(f"({sql})" for sql, _ in others) or "true", on)
        selects.append(sql)
        answers += [*first, *(value for _, some in others for value in some)]
    sql, own_values = _page(every, order, after)
    selects.append(sql)
    answers += [*values, *own_values]
    return f"{hit} {' union all '.join(f'({one})' for one in selects)}", answers


def _counted(facet: str, condition: str, on: date) -> tuple[str, list]:
    """Return the counts of one kind of choice, and the values that stand before the condition's own."""
    if facet == "employer":
        return (
            "select 'employer', e.id::text, n, e.name from (select employer_id, count(*) n from hit "
            f"where {condition} group by 1) c join networks_employer e on e.id = c.employer_id"
        ), []
    if facet == "closing":
        days = [(value, on + timedelta(days=CLOSING_DAYS[Closing(value)])) for value in Closing.values]
        return (
            f"select 'closing', c.value, count(*), '' from hit, (values {', '.join(['(%s, %s::date)'] * len(days))}) "
            f"c(value, day) where ({condition}) and closes_on <= c.day group by 2"
        ), [part for pair in days for part in pair]
    if facet == REMOTE:
        return f"select 'county', '{REMOTE}', count(*), '' from hit where ({condition}) and is_remote", []
    return f"select '{facet}', {facet}, count(*), '' from hit where {condition} group by 2", []


def _choices(asked: Filters, on: date) -> dict[str, tuple[str, list]]:
    """Return the condition of each kind of choice that was made, with its values."""
    kept: dict[str, tuple[str, list]] = {}
    for name in ("kind", "field", "form", "extent", "language"):
        if chosen := getattr(asked, name):
            kept[name] = (f"{name} = any(%s)", [list(chosen)])
    if asked.employer:
        kept["employer"] = ("employer_id = any(%s)", [list(asked.employer)])
    if asked.county:
        kept["county"] = ("county = any(%s) or (%s and is_remote)", [list(asked.county), REMOTE in asked.county])
    if asked.closing:
        kept["closing"] = ("closes_on <= %s", [on + timedelta(days=CLOSING_DAYS[Closing(asked.closing)])])
    return kept


LEADS = {
    Order.FIT: "fit",
    Order.NEWEST: "0",
    Order.DEADLINE: f"-coalesce(closes_on - date '{DAY_ONE}', 1000000)",
}


def _page(every: str, order: str, after: Mark | None) -> tuple[str, list]:
    lead = LEADS[Order(order)]
    values: list = []
    if after:
        every = f"({every}) and ({lead}, published_at, listing_id) < (%s, %s, %s)"
        values = [after.lead, after.published_at, after.id]
    order_by = "published_at desc, listing_id desc" if lead == "0" else "lead desc, published_at desc, listing_id desc"
    return (
        "select 'row', listing_id::text, lead, (row_number() over ())::text from ("
        f"select listing_id, {lead} as lead from hit where {every} order by {order_by} limit {PAGE_SIZE + 1}) page"
    ), values


def _mends(said: Question, *, only_typed: bool) -> dict[str, str]:
    """Return the typed words that no listing has, each with the nearest word that some listing has.

    :param only_typed: that the word is known in another form is not enough: some text holds it, but no title.
    """
    unknown = {term.typed: term for term in said.terms}
    all_forms = [form for term in said.terms for form in (*term.forms, *(w for ws in term.others for w in ws))]
    with connection.cursor() as cursor:
        cursor.execute("select distinct word from catalogue_word where word = any(%s)", [all_forms])
        known = {word for (word,) in cursor.fetchall()}
        found = {}
        for typed, term in unknown.items():
            is_known = term.forms[0] in known if only_typed else bool(known.intersection(term.forms))
            if is_known or (term.parts and known.issuperset(term.parts) and not only_typed) or len(typed) < 4:
                continue
            cursor.execute(SIMILAR, {"typed": typed, "begins": f"{typed}%"})
            best = min(
                (
                    (0 if begins else slips(typed, word), -listings, len(word), word)
                    for word, listings, begins in cursor
                ),
                default=(99, 0, 0, ""),
            )
            if best[0] <= allowed(typed):
                found[typed] = best[3]
    return found


def _nearest(cards: QuerySet[Card], said: Question, asked: Filters, on: date) -> list[tuple[dict[str, Any], int]]:
    """Return what could be changed to find something, the smallest change first: filters, places, then words."""
    plain = replace(
        asked, kind=(), employer=(), county=(), field=(), form=(), extent=(), language=(), closing="", order=""
    )
    tries: list[tuple[dict[str, Any], Filters, Question]] = []
    if plain != replace(asked, order=""):
        tries.append(({"without": "filters"}, plain, said))
    somewhere = where(asked, said)
    if somewhere and len(somewhere.municipalities) == 1 and len(near(somewhere.municipalities[0])) > 1:
        tries.append(({"near": somewhere.name}, replace(plain, and_near=True), said))
    if somewhere or asked.place:
        tries.append(({"without": "place"}, replace(plain, place="", and_near=False), replace(said, place=None)))
    if len(said.terms) > 1:
        for number in range(min(len(said.terms), 4)):
            less = said.without(number)
            tries.append(({"words": less.text()}, replace(plain, text=less.text()), less))
    found = [(change, _ask(cards, words, wider, on, None).count) for change, wider, words in tries]
    return [(change, count) for change, count in found if count]


def employers_named(ids: tuple[UUID, ...]) -> dict[str, str]:
    """Return the names of the employers that were chosen, by id as text."""
    return {str(pk): name for pk, name in Employer.objects.filter(pk__in=ids).values_list("pk", "name")}
