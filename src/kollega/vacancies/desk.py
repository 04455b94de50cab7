"""What waits for an HR contact: a source that cannot be read, or that asks before it removes."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.vacancies.models import Feed


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return the sources of the person's employers that need someone."""
    places = actor(person, today).at(DutyKind.CONTACT)
    if not places:
        return []
    rows = Feed.objects.filter(~Q(error="") | ~Q(asks=""), employer__in=places, is_on=True, may_remove_many=False)
    return [Pile(rows=rows.select_related("employer").order_by("pk"), told=lambda feed: _task(feed, today))]


def _task(feed: Feed, today: date) -> Task:
    title, button = ("Godkänn att annonser tas bort", "Godkänn") if feed.asks else ("Rätta annonskällan", "Rätta")
    url = reverse("vacancies:feed", args=[feed.pk])
    return Task(title=title, context=str(feed), url=url, button=button, due_on=today, icon="warning", today=today)
