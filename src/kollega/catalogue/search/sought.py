"""What is sought, as the conditions on a card that a statement is made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kollega.catalogue.queries import seen_sql
from kollega.catalogue.rules import EPOCH, Filters, sign
from kollega.catalogue.terms import CLOSING_DAYS, CODED, REMOTE, Closing, Order
from kollega.words.places import Place, place
from kollega.words.questions import Question, question
from kollega.words.vectors import STRONG, quoted

Sql = tuple[str, list[Any]]
FACETS = (*CODED, "county", "employer", "closing")
COLUMNS = {"employer": "employer_id"}
MOST_DAYS = 6
"""With more days than these their signs are slower to find than the column is to read."""


@dataclass(frozen=True)
class Condition:
    """What a card must be: as columns decide it, and as signs among its words find it quickly, where there are such."""

    sql: str
    values: tuple[Any, ...] = ()
    signs: str = ""


@dataclass(frozen=True)
class Sought:
    """Who asks, for which words, where, and with which choices."""

    seen: Condition
    said: Question
    there: Condition
    choices: dict[str, Condition]

    @property
    def sets(self) -> list[str]:
        """The cards that are counted: by all choices, and once without each choice; each by the name left out."""
        return ["", *self.choices]

    def cards(self, *more: Condition, without: str = "", strong: bool = False, along: bool = False) -> Sql:
        """Return the condition of what is chosen among what is sought.

        :param without: the kind of choice that is left open.
        :param strong: only where the title or the occupation says the words.
        :param along: decided row by row, so that an index of the order is read until there is enough.
        """
        return self._all([self.seen, self.there, *self._chosen(without), *more], strong=strong, along=along)

    def every(self, *more: Condition) -> Sql:
        """Return the condition of all that is sought, whatever is chosen."""
        return self._all([self.seen, self.there, *more])

    def texts(self) -> Sql:
        """Return the condition of `catalogue_body b` beside `catalogue_card c` where only the text says the words."""
        wanted = _both(self.said.found_by(), self.there.signs)
        there = self.there
        if there.signs and not there.sql:  # words that name no place stand among the card's own
            there = Condition("c.words @@ %s::tsquery", (there.signs,))
        return _joined([Condition("b.words @@ %s::tsquery", (wanted,)), self.seen, there])

    def flags(self) -> list[Sql]:
        """Return for each of the sets whether a card belongs to it."""
        found = []
        for name in self.sets:
            chosen = self._chosen(name)
            found.append(
                (" and ".join(f"({one.sql})" for one in chosen) or "true", [v for c in chosen for v in c.values])
            )
        return found

    def _chosen(self, without: str) -> list[Condition]:
        return [choice for name, choice in self.choices.items() if name != without]

    def _all(self, conditions: list[Condition], *, strong: bool = False, along: bool = False) -> Sql:
        wanted = _both(self.said.found_by(STRONG if strong else ""), *(one.signs for one in conditions))
        if not wanted:
            return _joined(conditions)
        found = "(c.words @@ %s::tsquery) is true" if along else "c.words @@ %s::tsquery"
        return _joined([Condition(found, (wanted,)), *conditions])

    def fit(self) -> Sql:
        """Return how well a card fits: each word by where it stands, and most of all a title that is the question.

        A title's own word is worth 8, a part of its compound or the occupation 6, another word for it in the title 5,
        who and where 4, another word elsewhere 3, the summary 1.
        """
        if not self.said.terms:
            return "0", []
        card = "c.words @@ %s::tsquery"
        sums, values = [], []
        for term in self.said.terms:
            tiers = [(term.said_by("A"), 8), (term.said_by("B"), 6), (term.meant_by("A"), 5), (term.said_by("C"), 4)]
            tiers += [(term.meant_by("BC"), 3)]
            used = [(query, worth) for query, worth in tiers if query]
            sums.append(f"case {' '.join(f'when {card} then {worth}' for _, worth in used)} else 1 end")
            values += [query for query, _ in used]
        for word in self.said.joined_forms():
            sums.append(f"case when {card} then 12 else 0 end")
            values.append(f"{word}:A")
        sums.append("case when c.title_key = %s then 30 when starts_with(c.title_key, %s) then 6 else 0 end")
        return f"({' + '.join(sums)})", [*values, self.said.key, f"{self.said.key} "]


def _both(*queries: str) -> str:
    """Return the tsquery that all of them hold; those that are empty ask nothing."""
    return " & ".join(f"({query})" for query in queries if query)


def _joined(conditions: list[Condition]) -> Sql:
    sql = " and ".join(f"({one.sql})" for one in conditions if one.sql)
    return sql, [value for one in conditions for value in one.values]


def sought(person: Any, on: date, said: Question, asked: Filters, network: Any = None) -> Sought:
    """Return what the person seeks, within what they may see."""
    sql, values = seen_sql(person, on, network=network)
    return Sought(Condition(sql, tuple(values)), said, _there(asked, said), _choices(asked, on))


def sample(size: int) -> Condition:
    """Return the condition of belonging to the sample of one in so many."""
    return Condition("", (), quoted(sign("sample", size)))


def published_on(days: list[int]) -> Condition:
    """Return the condition of being published on one of the days, which follow each other up to today."""
    since = EPOCH + timedelta(days=days[0])
    return Condition("c.published_at >= %s", (since,), _any("day", days) if len(days) <= MOST_DAYS else "")


def where(asked: Filters, said: Question) -> Place | None:
    """Return the place that was asked for, in its own field or at the end of the line."""
    return said.place or (place(asked.place, and_near=asked.and_near) if asked.place else None)


def order_of(asked: Filters) -> str:
    """Return the order of the page: what was asked for, or the best fit first where there are words to fit."""
    if asked.order == Order.FIT and not asked.text:
        return Order.NEWEST
    return asked.order or (Order.FIT if asked.text else Order.NEWEST)


def _there(asked: Filters, said: Question) -> Condition:
    """Keep what is at the place; words that name no place are looked for as they stand among the listings' places."""
    somewhere = where(asked, said)
    if somewhere is None:
        return Condition("", (), question(asked.place).found_by())
    if somewhere.is_remote:
        return Condition("c.is_remote", (), quoted(sign(REMOTE)))
    towns, counties = list(somewhere.municipalities), list(somewhere.counties)
    signs = " | ".join(filter(None, (_any("municipality", towns), _any("county", counties))))
    return Condition("c.municipality = any(%s) or c.county = any(%s)", (towns, counties), signs)


def _choices(asked: Filters, on: date) -> dict[str, Condition]:
    """Return the condition of each kind of choice that was made."""
    kept: dict[str, Condition] = {}
    for name in FACETS:
        chosen = getattr(asked, name)
        if not chosen:
            continue
        if name == "closing":
            kept[name] = Condition("c.closes_on <= %s", (on + timedelta(days=CLOSING_DAYS[Closing(chosen)]),))
        elif name == "county" and REMOTE in chosen:
            signs = f"{_any(name, chosen)} | {quoted(sign(REMOTE))}"
            kept[name] = Condition("c.county = any(%s) or c.is_remote", (list(chosen),), signs)
        else:
            column = COLUMNS.get(name, name)
            kept[name] = Condition(f"c.{column} = any(%s)", (list(chosen),), _any(name, chosen))
    return kept


def _any(name: str, values: Any) -> str:
    return " | ".join(quoted(sign(name, value)) for value in values)
