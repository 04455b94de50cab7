"""What waits for a person among own vacancies."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core.desk import Task
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import queries
from kollega.recruiting.models import Recruitment
from kollega.recruiting.terms import State

WAITING = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.CLOSED)


def waiting_for(person: Any, today: date) -> list[Task]:
    """Return what the person has to do: finish drafts, review, publish, and say how it went."""
    by = actor(person, today)
    if not (by.manages_at or by.carries(DutyKind.CONTACT) or by.stands_in_for):
        return []
    found = queries.recruitments_for(person).filter(state__in=WAITING)
    return [task for recruitment in found if (task := _task(by, recruitment, today))]


def _task(by: Any, recruitment: Recruitment, today: date) -> Task | None:
    title, url = recruitment.title, reverse("recruiting:recruitment", args=[recruitment.pk])
    is_contact = by.is_contact_at(recruitment.employer_id)
    if recruitment.state == State.DRAFT and by.does_the_tasks_of(recruitment.contact_id, recruitment.employer_id):
        return Task(title=f"Skriv klart annonsen {title}", context="Utkastet är sparat.", url=url, button="Fortsätt",
                    icon="edit", today=today)  # fmt: skip
    if not is_contact:
        return None
    if recruitment.state == State.IN_REVIEW:
        return Task(title=f"Granska annonsen {title}", context=f"{recruitment.contact} vill annonsera ett jobb.",
                    url=url, button="Granska", due_on=recruitment.publish_on, icon="eye", today=today)  # fmt: skip
    if recruitment.state == State.APPROVED:
        return Task(title=f"Publicera annonsen {title}", context="Den är godkänd.", url=url, button="Publicera",
                    due_on=recruitment.publish_on, icon="flag", today=today)  # fmt: skip
    if recruitment.state == State.CLOSED:
        return Task(title=f"Skriv hur det gick med {title}", context="Annonsen har stängt.", url=url,
                    button="Skriv hur det gick", icon="edit", today=today)  # fmt: skip
    return None
