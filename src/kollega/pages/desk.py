"""Everyone's tasks together: each app says what waits, this file only counts and sorts."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest

from kollega.applications import desk as applications
from kollega.assignments import desk as assignments
from kollega.core import clock, swedish
from kollega.core.composed import Composed
from kollega.core.desk import Pile, Task, counting
from kollega.federation import desk as federation
from kollega.invoicing import desk as invoicing
from kollega.lending import desk as lending
from kollega.people.queries import actor, in_the_shape_of, keep_actor
from kollega.people.rules import Actor
from kollega.recruiting import desk as recruiting
from kollega.requesting import desk as requesting
from kollega.vacancies import desk as vacancies

DESKS = (applications, assignments, requesting, recruiting, lending, invoicing, vacancies, federation)
GROUPS = (("now", "Brådskar"), ("week", "Den här veckan"), ("later", "Kan vänta"))


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return all that may wait for the person; nothing is asked of the database yet."""
    return [pile for app in DESKS for pile in app.piles_for(person, today)]


def counts_for(person: Any, today: date) -> list[int]:
    """Return how many lie in each pile, in one statement."""
    shape, real = in_the_shape_of(actor(person, today))
    _, sql, values = _composed(shape, today)
    with connection.cursor() as cursor:
        cursor.execute(sql, [real.get(value, value) if isinstance(value, UUID) else value for value in values])
        return list(cursor.fetchone())


@lru_cache(maxsize=500)
def _composed(shape: Actor, today: date) -> tuple[list[Pile], str, list[Any]]:
    """Return the piles of everyone who carries the same duties, and the statement that counts them.

    Composing takes longer than answering, so it is done for someone invented who may do the same.
    """
    keep_actor(shape, today)
    with clock.at(today):  # the day may end while we compose, and the invented one is known for this day only
        piles = piles_for(shape.person, today)
        return piles, *counting(piles)


def _whole(shape: Actor, today: date, number: int) -> QuerySet:
    pile = _composed(shape, today)[0][number]
    return pile.whole(pile.rows)


LYING = Composed(_whole)


def waiting_for(person: Any, today: date) -> list[Task]:
    """Return all that the person has to do, the most pressing first; only piles where something lies are read."""
    shape, real = in_the_shape_of(actor(person, today))
    tasks = [
        _composed(shape, today)[0][number].told(row)
        for number, count in enumerate(counts_for(person, today))
        if count
        for row in LYING.rows(shape, today, number, ids=real)
    ]
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.title))


def tasks_of(request: HttpRequest, today: date) -> list[Task]:
    """Return the signed-in person's tasks, asked once a request: the list and every counter show the same."""
    if not hasattr(request, "_tasks"):
        request._tasks = waiting_for(request.user, today)  # type: ignore[attr-defined]
    return request._tasks  # type: ignore[attr-defined]


def number_of_tasks(request: HttpRequest, today: date) -> int:
    """Return how many tasks there are; where the page has not read them they are only counted."""
    return len(request._tasks) if hasattr(request, "_tasks") else sum(counts_for(request.user, today))  # type: ignore[attr-defined]


def grouped(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    """Return the tasks under the three headings of the page, leaving out empty ones."""
    groups = [(title, [t for t in tasks if t.urgency == urgency]) for urgency, title in GROUPS]
    return [(title, found) for title, found in groups if found]


def today_in_words() -> str:
    return swedish.day(clock.today())
