"""One question put to the joint list: the rows of a page, how many there are, and the counts beside every choice.

Where about a thousand or fewer are sought, all are read in one statement, so that rows and counts never disagree. Where
more are, the number is only said to be large, the counts are told from a sample as "ca", and the page is read along an
index or weighed among the newest. A word typed wrong is mended only when nothing was found as it stands.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from kollega.catalogue.rules import CODE, Filters, Mark, mark_of, newest_days, tallied
from kollega.catalogue.search import statements
from kollega.catalogue.search.mends import mends
from kollega.catalogue.search.shown import Shown, shown
from kollega.catalogue.search.sought import FACETS, Sought, order_of, sought, where
from kollega.catalogue.terms import (
    COUNTED_AT_MOST,
    FEW_IN_FIRST,
    LEAST_SAMPLE,
    LEAST_TOLD,
    PAGE_SIZE,
    RANKED_LEAST,
    SAMPLES,
    Order,
)
from kollega.networks.models import Employer, Network
from kollega.words.places import Place, near
from kollega.words.questions import Question, question

__all__ = ["Found", "Shown", "employers_named", "order_of", "search", "where"]


@dataclass
class Found:
    """The answer to one question."""

    rows: list[Shown]
    next_mark: str
    count: int
    """How many there are, never counted further than one past the bound."""
    is_near: bool
    """Whether the first row is found by more than a mention in its text."""
    facets: dict[str, list[tuple[str, int]]]
    """For each kind of choice its values with how many there would be, all other choices standing."""
    about: frozenset[str] = frozenset()
    """The kinds of choice whose numbers are told from a sample."""
    is_weighed: bool = False
    """Whether only the newest were weighed against each other, so that the last page is not the end."""
    employers: dict[str, str] = field(default_factory=dict)
    question: Question = field(default_factory=Question)
    place: Place | None = None
    mended: str = ""
    """The words that were searched instead of the typed ones."""
    nearest: list[tuple[dict[str, Any], int]] = field(default_factory=list)
    """Where nothing was found: what to change, and how many that finds."""


@dataclass(frozen=True)
class Asker:
    """Who asks, on which day, in which network's list."""

    person: Any
    on: date
    network: Network | None

    def ask(self, said: Question, asked: Filters, after: Mark | None = None) -> Found:
        """Return what is found of these words and choices."""
        order = order_of(asked)
        wanted = sought(self.person, self.on, said, asked, self.network)
        answer = statements.few(wanted, order, after)
        sizes = dict.fromkeys(range(len(wanted.sets)), 1)
        if answer.first[-1] >= FEW_IN_FIRST:
            sizes = {number: _size(answer.first[number]) for number in sizes}
            answer = _much(wanted, sizes, order, after, self.on)
        rows, mark, names = _shown(answer, wanted)
        facets, about = _facets(answer.codes, sizes, wanted, self.on)
        count = len(answer.codes[0]) // CODE if sizes[0] == 1 else COUNTED_AT_MOST + 1
        is_near = bool(count) and (after is not None or not said.terms or answer.near > 0)
        return Found(
            rows, mark, min(count, COUNTED_AT_MOST + 1), is_near, facets, about, order == Order.FIT and sizes[0] > 1,
            names, said, where(asked, said),
        )  # fmt: skip


def search(
    person: Any, on: date, asked: Filters, *, network: Network | None = None, after: Mark | None = None
) -> Found:
    """Return what the person may see of what they asked for: by fit where words were typed, otherwise the newest."""
    asker = Asker(person, on, network)
    said = question(asked.text)
    found = asker.ask(said, asked, after)
    if found.is_near or not (asked.text or asked.place):
        return found
    if said.terms and not asked.as_typed and (words := mends(said, only_typed=bool(found.count))):
        again = asker.ask(said.mended(words), asked, after)
        if again.is_near or (again.count and not found.count):
            return replace(again, mended=again.question.text())
    if found.count:
        return found
    return replace(found, nearest=_nearest(asker, said, asked))


def _size(in_first: int) -> int:
    """Return which sample to count: all where there are few, otherwise the thinnest that still has enough."""
    if in_first < FEW_IN_FIRST:
        return 1
    there = in_first * SAMPLES[0]
    return next((size for size in SAMPLES if there >= LEAST_SAMPLE * size), SAMPLES[-1])


def _much(wanted: Sought, sizes: dict[int, int], order: str, after: Mark | None, on: date) -> statements.Answer:
    """Count the samples of what is sought, and read the page; `sizes` tells afterwards which samples were counted."""
    answer = statements.counts(wanted, sizes, order, after)
    some, size = len(answer.codes[0]) // CODE, sizes[0]
    if size > 1 and some * size < COUNTED_AT_MOST * 1.3:  # not surely more than is counted: then it is counted
        sizes[0] = 1
        whole = statements.counts(wanted, {0: 1}, order, after)
        answer.codes[0], answer.rows = whole.codes[0], whole.rows
    elif size > 1 and order == Order.FIT:
        answer.rows = statements.best(wanted, after, *_weighed(answer.codes, size, on))
    elif size > 1:
        answer.rows = statements.along(wanted, order, after)
    answer.near = len(answer.codes[0])
    return answer


def _weighed(codes: dict[int, bytes], size: int, on: date) -> tuple[list[int], list[int] | None]:
    """Return the days on which those weighed were published: where the title says the words, and of the others."""
    strong = len(codes[-1]) // CODE * size
    enough = -(-RANKED_LEAST // size)
    strong_days = newest_days(codes[-1], enough, on) if strong > 2 * RANKED_LEAST else []
    return strong_days, None if strong >= RANKED_LEAST else newest_days(codes[0], enough, on)


def _facets(
    codes: dict[int, bytes], sizes: dict[int, int], wanted: Sought, on: date
) -> tuple[dict[str, list[tuple[str, int]]], frozenset[str]]:
    """Return how many each choice would give, and for which kinds that is told from a sample."""
    facets, about = {}, set()
    for number, left_out in enumerate(wanted.sets):
        names = [left_out] if left_out else [name for name in FACETS if name not in wanted.choices]
        size = sizes[number]
        for name, counts in tallied(codes[number], names, on).items():
            facets[name] = [(value, n * size) for value, n in counts.items() if size == 1 or n >= LEAST_TOLD]
            if size > 1 and counts:
                about.add(name)
    return {name: some for name, some in facets.items() if some}, frozenset(about)


def _shown(answer: statements.Answer, wanted: Sought) -> tuple[list[Shown], str, dict[str, str]]:
    employers = {code[start : start + 16] for code in answer.codes.values() for start in range(0, len(code), CODE)}
    page = answer.rows[:PAGE_SIZE]
    rows, names = shown([key for key, _ in page], [UUID(bytes=key) for key in employers if any(key)])
    found = [rows[key] for key, _ in page if key in rows]
    return found, mark_of(found[-1], page[-1][1]) if len(answer.rows) > PAGE_SIZE and found else "", names


def _nearest(asker: Asker, said: Question, asked: Filters) -> list[tuple[dict[str, Any], int]]:
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
    found = [(change, asker.ask(words, wider).count) for change, wider, words in tries]
    return [(change, count) for change, count in found if count]


def employers_named(ids: tuple[UUID, ...]) -> dict[str, str]:
    """Return the names of the employers that were chosen, by id as text."""
    return {str(pk): name for pk, name in Employer.objects.filter(pk__in=ids).values_list("pk", "name")}
