"""One question put to the joint list: the rows of a page, how many there are, and the counts beside every choice.

All of it is one statement over the cards that the person may see, so that rows and counts never disagree. A word typed
wrong is mended only when nothing was found as it stands, and only to words that then find something.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from time import monotonic
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
    KEPT_FROM,
    KEPT_MOST,
    KEPT_SECONDS,
    PAGE_SIZE,
    REMOTE,
    Closing,
    Order,
)
from kollega.networks.models import Employer, Network
from kollega.words.likeness import allowed, slips, swapped
from kollega.words.places import Place, near, place
from kollega.words.questions import Question, question

COLUMNS = (
    "listing_id", "kind", "employer_id", "county", "is_remote", "field", "form", "extent", "language", "closes_on",
    "published_at",
)  # fmt: skip
FACETS = ("kind", "field", "county", "employer_id", "form", "extent", "language")
FILTER_OF = {"employer_id": "employer"}
SIMILAR = """
select word, max(listings), starts_with(word, %(typed)s) from catalogue_word
where word %% %(typed)s or word like %(begins)s or word = any(%(swapped)s) group by word
order by 3 desc, word = any(%(swapped)s) desc, similarity(word, %(typed)s) desc, 2 desc limit 30
"""


@dataclass(frozen=True)
class Counts:
    """How many there are, how well the best fits, and how many each choice would give."""

    count: int
    fit: int
    facets: dict[str, list[tuple[str, int]]]
    employers: dict[str, str]


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


_kept: dict[Any, tuple[float, Counts]] = {}
"""Counts of large answers, for a minute, in this process: counting two hundred thousand cards takes longer than reading
twenty. The key is the whole condition with its values, so that nobody is shown what another may see. Rows are never
kept."""


def kept_counts(key: Any) -> Counts | None:
    """Return the counts of the same condition, if they were large and are less than a minute old."""
    when, counts = _kept.get(key, (0.0, None))
    return counts if counts and monotonic() - when < KEPT_SECONDS else None


def keep_counts(key: Any, counts: Counts) -> None:
    """Keep the counts of a large answer; small ones are always counted anew."""
    if counts.count >= KEPT_FROM:
        if len(_kept) >= KEPT_MOST:
            _kept.clear()
        _kept[key] = (monotonic(), counts)


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
    hit, values = _matching(_at(cards, asked, somewhere), said)
    key = (hit, tuple(map(str, values)), replace(asked, order="", text=""), on)
    counted = kept_counts(key)
    page, of_page = _page(asked, on, after)
    counts, of_counts = ("", []) if counted else _counts(asked, on)
    is_alone = counted and not said.terms  # the rows of one page can then be read along an index
    statement = f"{hit.replace('as materialized', 'as not materialized') if is_alone else hit} ({page})"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} union all {counts}" if counts else statement, [*values, *of_page, *of_counts])
        lines = cursor.fetchall()
    if counted is None:
        counted = _counted(lines, asked)
        keep_counts(key, counted)
    ids = sorted((number, value, lead) for tag, value, number, lead, *_ in lines if tag == "row")
    rows, mark = _rows([(UUID(value), lead) for _, value, lead in ids])
    is_near = bool(counted.count) and (after is not None or not said.terms or counted.fit > 0)
    return Found(
        rows, mark, min(counted.count, COUNTED_AT_MOST + 1), is_near, counted.facets, counted.employers, said, somewhere
    )


def _counted(lines: list[tuple], asked: Filters) -> Counts:
    """Return the counts of the statement's lines by kind of choice."""
    together = [facet for facet in FACETS if not getattr(asked, FILTER_OF.get(facet, facet))]
    everything = 2 ** len(together) - 1
    facets: dict[str, list[tuple[str, int]]] = defaultdict(list)
    employers: dict[str, str] = {}
    count = fit = 0
    for tag, value, number, mark, best, name in lines:
        if tag == "together" and mark == everything:
            count, fit = number, best
        elif tag == "together":
            kind = together[len(together) - 1 - (everything ^ mark).bit_length() + 1]
            if value:
                facets[FILTER_OF.get(kind, kind)].append((value, number))
        elif tag != "row" and value:
            facets[FILTER_OF.get(tag, tag)].append((value, number))
        if name and value:
            employers[value] = name
    return Counts(count, fit, dict(facets), employers)


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


def _counts(asked: Filters, on: date) -> tuple[str, list]:
    """Return how many there are, and how many each choice would give with all other choices standing.

    Kinds where nothing is chosen are counted in one pass; each of the others once more, without its own condition.
    """
    kept = _choices(asked, on)
    every, values = _all_of(kept)
    together = [facet for facet in FACETS if facet not in kept]
    columns = ", ".join(together)
    sets = ", ".join(f"({facet})" for facet in (*together, ""))
    week, month = (on + timedelta(days=days) for days in CLOSING_DAYS.values())
    name = "(select e.name from networks_employer e where e.id = hit.employer_id)"
    value, named = (
        (f"concat_ws('', {columns})", name if "employer_id" in together else "''") if together else ("''", "''")
    )
    selects = [
        f"select 'together', {value}, count(*), {_names(together)}, coalesce(max(fit), 0), {named} "
        f"from hit where {every} group by grouping sets ({sets})"
    ]
    answers = [*values]
    for facet in (facet for facet in FACETS if facet in kept):
        others, some = _all_of({other: choice for other, choice in kept.items() if other != facet})
        named = name if facet == "employer_id" else "''"
        selects.append(
            f"select '{facet}', {facet}::text, count(*), 0, 0, {named} from hit where {others} group by {facet}"
        )
        answers += some
    without = {name: choice for name, choice in kept.items() if name != "closing"}
    others, some = _all_of(without)
    selects.append(
        f"select c.kind, c.value, c.n, 0, 0, '' from (select count(*) filter (where closes_on <= %s) w, "
        f"count(*) filter (where closes_on <= %s) m from hit where {others}) s, "
        f"lateral (values ('closing', '{Closing.WEEK}', w), ('closing', '{Closing.MONTH}', m)) c(kind, value, n)"
    )
    answers += [week, month, *some]
    others, some = _all_of({name: choice for name, choice in kept.items() if name != "county"})
    selects.append(f"select 'county', '{REMOTE}', count(*), 0, 0, '' from hit where ({others}) and is_remote")
    return " union all ".join(f"({one})" for one in selects), [*answers, *some]


def _names(together: list[str]) -> str:
    """Return the mark that tells which kind a counted row is of: one bit for each that it is not."""
    return f"grouping({', '.join(together)})" if together else "0"


def _all_of(kept: dict[str, tuple[str, list]]) -> tuple[str, list]:
    condition = " and ".join(f"({sql})" for sql, _ in kept.values()) or "true"
    return condition, [value for _, some in kept.values() for value in some]


def _choices(asked: Filters, on: date) -> dict[str, tuple[str, list]]:
    """Return the condition of each kind of choice that was made, with its values."""
    kept: dict[str, tuple[str, list]] = {}
    for name in ("kind", "field", "form", "extent", "language"):
        if chosen := getattr(asked, name):
            kept[name] = (f"{name} = any(%s)", [list(chosen)])
    if asked.employer:
        kept["employer_id"] = ("employer_id = any(%s)", [list(asked.employer)])
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

ALONG = {Order.FIT: "lead desc, ", Order.NEWEST: "", Order.DEADLINE: "closes_on, "}
"""The same order, said so that an index is read along it."""


def _page(asked: Filters, on: date, after: Mark | None) -> tuple[str, list]:
    """Return the rows of the page: each with what it is ordered by before its day."""
    every, values = _all_of(_choices(asked, on))
    lead = LEADS[Order(order_of(asked))]
    if after:
        every = f"({every}) and ({lead}, published_at, listing_id) < (%s, %s, %s)"
        values += [after.lead, after.published_at, after.id]
    order_by = f"{ALONG[Order(order_of(asked))]}published_at desc, listing_id desc"
    return (
        "select 'row', listing_id::text, (row_number() over ()), lead, 0, '' from ("
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
            if is_known or (term.parts and known.issuperset(term.parts) and not only_typed) or len(typed) < 3:
                continue
            cursor.execute(SIMILAR, {"typed": typed, "begins": f"{typed}%", "swapped": swapped(typed)})
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
