"""What waits for a person among calls and answers."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from kollega.assignments import queries
from kollega.assignments.models import Interest
from kollega.assignments.rules import answer_due
from kollega.assignments.terms import CallState, InterestState
from kollega.core.desk import Task
from kollega.people.queries import actor
from kollega.people.terms import DutyKind


def waiting_for(person: Any, today: date) -> list[Task]:
    """Return what the person has to do: finish drafts, decide as manager, review and choose."""
    return [*_drafts(person, today), *_decisions(person, today), *_calls(person, today)]


def _drafts(person: Any, today: date) -> list[Task]:
    drafts = queries.whole(
        Interest.objects.filter(employment__person=person, state=InterestState.DRAFT, call__state=CallState.OPEN)
    )
    return [
        Task(
            title=f"Skicka din anmälan till {i.call.title}",
            context=f"{i.call.employer}. Utkastet är sparat.",
            url=reverse("assignments:answer", args=[i.call_id]),
            button="Fortsätt",
            due_on=i.call.answer_by,
            icon="edit",
            today=today,
        )
        for i in drafts
    ]


def _decisions(person: Any, today: date) -> list[Task]:
    by = actor(person, today)
    if not (by.manages_at or by.carries(DutyKind.CONTACT)):
        return []
    mine = Q(employment__manager=person)
    for person_id, employer_id in by.stands_in_for:
        mine |= Q(employment__manager_id=person_id, employment__employer_id=employer_id)
    if places := by.at(DutyKind.CONTACT):
        mine |= Q(employment__manager__isnull=True, employment__employer__in=places)
    return [
        Task(
            title=f"Ta ställning till utlåning av {i.person}",
            url=reverse("assignments:interest", args=[i.pk]),
            context=f"{i.call.title}, {i.call.employer}",
            button="Ta ställning",
            due_on=answer_due(i.sent_on),
            icon="hand",
            today=today,
        )
        for i in queries.whole(
            Interest.objects.filter(mine, state=InterestState.SENT).exclude(employment__person=person)
        )
    ]


def _calls(person: Any, today: date) -> list[Task]:
    by = actor(person, today)
    contact_at = by.at(DutyKind.CONTACT)
    tasks = []
    for call in queries.own_calls_for(person, today):
        url = reverse("assignments:call", args=[call.pk])
        if call.state == CallState.SUBMITTED and call.employer_id in contact_at:
            tasks.append(
                Task(title=f"Granska uppdraget {call.title}", context=f"{call.contact} vill annonsera det i nätverket.",
                     url=url, button="Granska", due_on=call.answer_by, icon="eye", today=today)
            )  # fmt: skip
        elif call.state == CallState.DRAFT and call.contact_id == person.pk:
            tasks.append(
                Task(
                    title=f"Skriv klart uppdraget {call.title}",
                    context="Utkastet är sparat.",
                    url=url,
                    button="Fortsätt",
                    icon="edit",
                    today=today,
                )
            )
        elif call.state in {CallState.OPEN, CallState.SELECTING} and call.waiting and _does(by, call):
            noun = "svar" if call.waiting > 1 else "svar som"
            tasks.append(
                Task(title=f"Välj bland svaren på {call.title}", context=f"{call.waiting} {noun} väntar på dig.",
                     url=url, button="Välj", due_on=call.answer_by, icon="people", today=today)
            )  # fmt: skip
    return tasks


def _does(by: Any, call: Any) -> bool:
    return by.does_the_tasks_of(call.contact_id, call.employer_id) or by.is_contact_at(call.employer_id)
