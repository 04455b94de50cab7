"""What waits for someone: the shape every app's desk answers in, and how all desks are counted in one statement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing a person has to do. It appears and disappears by what happens, never by ticking it off.

    :param title: a verb and its object; the button says the same verb.
    :param due_on: the last day, or None where nothing presses.
    """

    title: str
    context: str
    url: str
    button: str
    due_on: date | None = None
    icon: str = "inbox"
    today: date

    @property
    def urgency(self) -> str:
        """now: due within three days or late; week: within a week; later: the rest (ux.md, Att göra)."""
        if self.due_on is None:
            return "later"
        days = (self.due_on - self.today).days
        return "now" if days <= 3 else "week" if days <= 7 else "later"


def _as_they_are(rows: QuerySet) -> QuerySet:
    return rows


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Things of one kind that wait for someone: each of the rows is one task.

    :param rows: which they are; they are counted at every page and read only where there are some.
    :param told: says one of them as a task, by the row and the day alone.
    :param whole: adds to the rows what a task says of them.
    """

    rows: QuerySet
    told: Callable[[Any], Task]
    whole: Callable[[QuerySet], QuerySet] = _as_they_are


def counting(piles: Iterable[Pile]) -> tuple[str, list[Any]]:
    """Return the one statement that counts every pile, in their order, by the same conditions that fill them."""
    counts: list[str] = []
    values: list[Any] = []
    for pile in piles:
        try:
            sql, some = pile.rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # a condition that nothing can meet
            sql, some = "select where false", ()
        counts.append(f"(select count(*) from ({sql}) pile)")  # noqa: S608 - composed by the ORM, what is asked for is a value
        values += some
    return f"select {', '.join(counts)}", values
