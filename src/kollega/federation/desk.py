"""What waits for a person between networks."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.federation import queries
from kollega.federation.terms import State
from kollega.people.queries import actor
from kollega.people.terms import DutyKind


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return what the person has to do: say yes or not now as a manager, and be in touch as an HR contact."""
    by = actor(person, today)
    piles = []
    if by.manages_at:
        asked = queries.handovers_for(person).filter(state=State.WAITING).exclude(employment__person=person)
        piles.append(Pile(rows=asked, told=lambda handover: _asked(handover, today)))
    if by.carries(DutyKind.CONTACT):
        come = queries.received_for(person).filter(contacted_at=None)
        piles.append(Pile(rows=come, told=lambda answer: _received(answer, today)))
    return piles


def _asked(handover: Any, today: date) -> Task:
    return Task(
        title=f"Ta ställning till {handover.employment.person}s anmälan till {handover.call.employer_name}",
        context=f"{handover.call.title}, i {handover.call.subscription}.", button="Ta ställning", icon="people",
        url=reverse("federation:handover", args=[handover.pk]), due_on=handover.call.closes_on, today=today,
    )  # fmt: skip


def _received(answer: Any, today: date) -> Task:
    return Task(
        title=f"Kontakta {answer.name} om {answer.listing.title}", context=f"Svar från {answer.link}.", button="Läs",
        icon="mail", url=reverse("federation:received", args=[answer.pk]), today=today,
    )  # fmt: skip
