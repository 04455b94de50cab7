"""What waits for a person among own vacancies."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import queries
from kollega.recruiting.models import Recruitment
from kollega.recruiting.terms import State

OF_THE_CONTACT = (State.IN_REVIEW, State.APPROVED, State.CLOSED)


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return what the person has to do: finish drafts, review, publish, and say how it went."""
    by = actor(person, today)
    if not (by.manages_at or by.carries(DutyKind.CONTACT) or by.stands_in_for):
        return []
    own = Q(contact=person)
    for person_id, employer_id in by.stands_in_for:
        own |= Q(contact_id=person_id, employer_id=employer_id)
    waits = Q(state=State.DRAFT) & own | Q(state__in=OF_THE_CONTACT, employer__in=by.at(DutyKind.CONTACT))
    rows = Recruitment.objects.filter(waits)
    return [Pile(rows=rows, whole=queries.whole, told=lambda recruitment: _task(recruitment, today))]


def _task(recruitment: Recruitment, today: date) -> Task:
    title, url = recruitment.title, reverse("recruiting:recruitment", args=[recruitment.pk])
    if recruitment.state == State.DRAFT:
        return Task(title=f"Skriv klart annonsen {title}", context="Utkastet är sparat.", url=url, button="Fortsätt",
                    icon="edit", today=today)  # fmt: skip
    if recruitment.state == State.IN_REVIEW:
        return Task(title=f"Granska annonsen {title}", context=f"{recruitment.contact} vill annonsera ett jobb.",
                    url=url, button="Granska", due_on=recruitment.publish_on, icon="eye", today=today)  # fmt: skip
    if recruitment.state == State.APPROVED:
        return Task(title=f"Publicera annonsen {title}", context="Den är godkänd.", url=url, button="Publicera",
                    due_on=recruitment.publish_on, icon="flag", today=today)  # fmt: skip
    return Task(title=f"Skriv hur det gick med {title}", context="Annonsen har stängt.", url=url,
                button="Skriv hur det gick", icon="edit", today=today)  # fmt: skip
