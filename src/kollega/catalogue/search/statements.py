"""The statements of one question: everything where little is sought, and samples and a page where much is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.catalogue.rules import DAY_ONE, Mark
from kollega.catalogue.search.sought import Condition, Sought, Sql, published_on, sample
from kollega.catalogue.terms import BODY_BELOW, BODY_MOST, FEW_IN_FIRST, PAGE_SIZE, SAMPLES, Order
from kollega.words.vectors import STRONG

NO_LAST_DAY = 1_000_000
LEADS = {
    Order.FIT: "fit",
    Order.NEWEST: "0",
    Order.DEADLINE: f"-coalesce(closes_on - date '{DAY_ONE}', {NO_LAST_DAY})",
}
LATEST = "published_at desc, listing_id desc"
ALONG = {Order.FIT: f"lead desc, {LATEST}", Order.NEWEST: LATEST, Order.DEADLINE: f"closes_on, {LATEST}"}
"""The same order, said so that an index is read along it."""
CODES = "string_agg(c.code, ''::bytea)"
CARD = "c.listing_id, c.published_at, c.closes_on, c.code"


@dataclass
class Answer:
    """What a statement told: how many of the first sample each set has, the cards' codes of each set, and the page."""

    first: dict[int, int]
    codes: dict[int, bytes]
    rows: list[tuple[UUID, int]]
    near: int = 0
    """How many cards have the words; the rest have them in their texts."""


def few(sought: Sought, order: str, after: Mark | None) -> Answer:
    """Ask for all that is sought, whatever is chosen, unless the first sample says that it is much."""
    flags = sought.flags()
    flagged = ", ".join(f"({sql}) as f{n}" for n, (sql, _) in enumerate(flags))
    of_flags = [value for _, values in flags for value in values]
    numbers = range(len(flags))
    first, of_first = sought.every(sample(SAMPLES[0]))
    cards, of_cards = sought.every()
    fit, of_fit = sought.fit()
    is_few = f"(select count(*) from first) < {FEW_IN_FIRST}"
    ctes = [
        f"first as materialized (select {flagged} from catalogue_card c where {first})",
        f"title as materialized (select {CARD}, {fit} as fit, {flagged} from catalogue_card c "
        f"where {cards} and {is_few})",
    ]
    values = [*of_flags, *of_first, *of_fit, *of_flags, *of_cards]
    if sought.said.terms:
        texts, of_texts = sought.texts()
        ctes.append(
            f"body as materialized (select {CARD}, 0 as fit, {flagged} from catalogue_body b join catalogue_card c "
            f"on c.listing_id = b.card_id where {texts} and {is_few} and (select count(*) from title) < {BODY_BELOW} "
            f"and not exists (select 1 from title where title.listing_id = b.card_id) limit {BODY_MOST})"
        )
        ctes.append("hit as not materialized (select * from title union all select * from body)")
        values += [*of_flags, *of_texts]
    else:
        ctes.append("hit as not materialized (select * from title)")
    page, of_page = _page("hit where f0", order, after)
    of_samples = ", ".join(f"({n}, (select count(*) from first where f{n}))" for n in numbers)
    of_codes = ", ".join(f"({n}, (select string_agg(code, ''::bytea) from hit where f{n}))" for n in numbers)
    return _answer(
        f"with {', '.join(ctes)} "
        "(select 'first', null::uuid, n, v, null::bytea "
        f"from (values (-1, (select count(*) from first)), {of_samples}) "
        "s(n, v)) "
        f"union all (select 'codes', null, n, 0, codes from (values {of_codes}) s(n, codes)) "
        "union all (select 'near', null, 0, (select count(*) from title), null) "
        f"union all ({page})",
        [*values, *of_page],
    )


def counts(sought: Sought, sizes: dict[int, int], order: str, after: Mark | None) -> Answer:
    """Ask for the codes of each set's sample, by its number and size; 1 is no sample.

    The page comes too where all choices together leave few. Otherwise -1 tells which of that sample say it strongly.
    """
    selects, values = [], []
    for number, size in sizes.items():
        if number == 0:
            first, of_first = _whole(sought, order, after) if size == 1 else _with_strong(sought, size)
            selects.append(first)
            values += of_first
            continue
        cards, of_cards = sought.cards(*_sampled(size), without=sought.sets[number])
        selects.append(f"(select 'codes', null, {number}, 0, {CODES} from catalogue_card c where {cards})")
        values += of_cards
    return _answer(" union all ".join(selects), values)


def _whole(sought: Sought, order: str, after: Mark | None) -> Sql:
    cards, of_cards = sought.cards()
    fit, of_fit = sought.fit()
    page, of_page = _page("main where true", order, after)
    return (
        f"(with main as materialized (select {CARD}, {fit} as fit from catalogue_card c where {cards}) "
        f"(select 'codes', null::uuid, 0, 0, (select {CODES} from main c)) union all ({page}))"
    ), [*of_fit, *of_cards, *of_page]


def _with_strong(sought: Sought, size: int) -> Sql:
    cards, of_cards = sought.cards(*_sampled(size))
    strong = sought.said.found_by(STRONG)
    is_strong = "c.words @@ %s::tsquery" if strong else "false"
    return (
        "(select 'codes', null::uuid, t.n, 0, t.codes from ("
        f"select {CODES} a, {CODES} filter (where {is_strong}) b from catalogue_card c where {cards}) s, "
        "lateral (values (0, s.a), (-1, s.b)) t(n, codes))"
    ), [*([strong] if strong else []), *of_cards]


def _sampled(size: int) -> list[Condition]:
    return [sample(size)] if size > 1 else []


def along(sought: Sought, order: str, after: Mark | None) -> list[tuple[UUID, int]]:
    """Ask for the page where much is sought, along the index of its order."""
    begin = []
    if after and order == Order.DEADLINE and after.lead > -NO_LAST_DAY:
        begin.append(Condition(f"(c.closes_on >= date '{DAY_ONE}' + %s or c.closes_on is null)", (-after.lead,)))
    elif after and order == Order.DEADLINE:
        begin.append(Condition("c.closes_on is null"))
    elif after:
        begin.append(Condition("(c.published_at, c.listing_id) < (%s, %s)", (after.published_at, after.id)))
    cards, of_cards = sought.cards(*begin, along=True)
    page, of_page = _page(f"(select {CARD} from catalogue_card c where {cards}) card where true", order, after)
    return _answer(page, [*of_cards, *of_page]).rows


def best(
    sought: Sought, after: Mark | None, strong_days: list[int], weak_days: list[int] | None
) -> list[tuple[UUID, int]]:
    """Ask for the page of the best where much is sought: titles that are the question, and then the newest weighed.

    :param strong_days: the days of those where the title says it that are weighed; none for all days.
    :param weak_days: the days of the others; None where the strong ones are enough.
    """
    fit, of_fit = sought.fit()
    row = f"select c.listing_id, c.published_at, {fit} as fit from catalogue_card c where"
    upto = [Condition("c.published_at <= %s", (after.published_at,))] if after else []
    parts, values = [], []
    exact, of_exact = sought.cards(Condition("c.title_key = %s", (sought.said.key,)), *upto, along=True)
    parts.append(f"({row} {exact} order by {LATEST} limit {PAGE_SIZE + 1})")
    values += [*of_fit, *of_exact]
    for days, is_strong in ((strong_days, True), *(((weak_days, False),) if weak_days is not None else ())):
        cards, of_cards = sought.cards(*([published_on(days)] if days else []), strong=is_strong)
        parts.append(f"({row} {cards})")
        values += [*of_fit, *of_cards]
    page, of_page = _page(f"({' union '.join(parts)}) card where true", Order.FIT, after)
    return _answer(page, [*values, *of_page]).rows


def _page(source: str, order: str, after: Mark | None) -> Sql:
    """Return the rows of the page: each with what it is ordered by before its day."""
    lead, values = LEADS[Order(order)], []
    if after:
        source += f" and ({lead}, published_at, listing_id) < (%s, %s, %s)"
        values = [after.lead, after.published_at, after.id]
    return (
        "select 'row', listing_id, (row_number() over ())::int, lead, null::bytea from ("
        f"select listing_id, {lead} as lead from {source} order by {ALONG[Order(order)]} limit {PAGE_SIZE + 1}) page"
    ), values


def _answer(statement: str, values: Iterable[Any]) -> Answer:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        lines = cursor.fetchall()
    found = Answer({}, {}, [])
    rows = []
    for tag, key, number, value, codes in lines:
        if tag == "first":
            found.first[number] = value
        elif tag == "codes":
            found.codes[number] = bytes(codes or b"")
        elif tag == "near":
            found.near = value
        else:
            rows.append((number, key, value))
    found.rows = [(key, lead) for _, key, lead in sorted(rows)]
    return found
