"""Everyone's tasks together: each app says what waits, this file only sorts."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from kollega.applications import desk as applications
from kollega.assignments import desk as assignments
from kollega.core import clock, swedish
from kollega.core.desk import Task
from kollega.invoicing import desk as invoicing
from kollega.lending import desk as lending
from kollega.recruiting import desk as recruiting
from kollega.vacancies import desk as vacancies

DESKS = (applications, assignments, recruiting, lending, invoicing, vacancies)
GROUPS = (("now", "Brådskar"), ("week", "Den här veckan"), ("later", "Kan vänta"))


def waiting_for(person: Any, today: date) -> list[Task]:
    """Return all that the person has to do, the most pressing first."""
    tasks = [task for app in DESKS for task in app.waiting_for(person, today)]
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.title))


def tasks_of(request: HttpRequest, today: date) -> list[Task]:
    """Return the signed-in person's tasks, asked once a request: the list and every counter show the same."""
    if not hasattr(request, "_tasks"):
        request._tasks = waiting_for(request.user, today)  # type: ignore[attr-defined]
    return request._tasks  # type: ignore[attr-defined]


def grouped(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    """Return the tasks under the three headings of the page, leaving out empty ones."""
    groups = [(title, [t for t in tasks if t.urgency == urgency]) for urgency, title in GROUPS]
    return [(title, found) for title, found in groups if found]


def today_in_words() -> str:
    return swedish.day(clock.today())
