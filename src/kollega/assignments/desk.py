"""What waits for a person among calls and answers."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from kollega.assignments import queries
from kollega.assignments.models import Interest
from kollega.assignments.rules import answer_due
from kollega.assignments.terms import CallState, InterestState
from kollega.core.desk import Pile, Task
from kollega.lending.models import Agreement
from kollega.lending.terms import ENDED
from kollega.people.queries import actor
from kollega.people.terms import DutyKind


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return what the person has to do: finish drafts, decide as manager, review and choose."""
    return [_drafts(person, today), _offers(person, today), *_decisions(person, today), *_calls(person, today)]


def _drafts(person: Any, today: date) -> Pile:
    begun = Q(state=InterestState.DRAFT, call__state=CallState.OPEN)
    sent_back = Q(state=InterestState.RETURNED, call__state__in=(CallState.OPEN, CallState.SELECTING))
    rows = Interest.objects.filter(begun | sent_back, employment__person=person)
    return Pile(rows=rows, whole=queries.whole, told=lambda interest: _draft(interest, today))


def _draft(interest: Any, today: date) -> Task:
    is_sent_back = interest.state == InterestState.RETURNED
    return Task(
        title=f"{'Komplettera' if is_sent_back else 'Skicka'} din anmälan till {interest.call.title}",
        context="Din chef vill veta mer." if is_sent_back else f"{interest.call.employer}. Utkastet är sparat.",
        url=reverse("assignments:interest" if is_sent_back else "assignments:answer",
                    args=[interest.pk if is_sent_back else interest.call_id]),
        button="Komplettera" if is_sent_back else "Fortsätt",
        due_on=None if is_sent_back else interest.call.answer_by,
        icon="edit",
        today=today,
    )  # fmt: skip


def _offers(person: Any, today: date) -> Pile:
    has_loan = Agreement.objects.filter(origin=OuterRef("pk"))
    chosen = Interest.objects.filter(~Exists(has_loan), employment__person=person, state=InterestState.SELECTED)
    return Pile(rows=chosen, whole=queries.whole, told=lambda interest: _offer(interest, today))


def _offer(interest: Any, today: date) -> Task:
    return Task(
        title=f"Du är vald till {interest.call.title}. Tackar du ja?", context=str(interest.call.employer),
        url=reverse("assignments:interest", args=[interest.pk]), button="Svara", icon="hand", today=today,
    )  # fmt: skip


def _decisions(person: Any, today: date) -> list[Pile]:
    by = actor(person, today)
    rows = queries.to_decide(person, today)
    if not (by.manages_at or by.carries(DutyKind.CONTACT, DutyKind.HEAD_OF_HR)):
        rows = rows.filter(delegate__isnull=False)  # nothing else can have come to someone without duties
    return [Pile(rows=rows, whole=queries.whole, told=lambda interest: _decision(interest, today))]


def _decision(interest: Any, today: date) -> Task:
    return Task(
        title=f"Ta ställning till utlåning av {interest.person}",
        url=reverse("assignments:interest", args=[interest.pk]),
        context=f"{interest.call.title}, {interest.call.employer}",
        button="Ta ställning",
        due_on=answer_due(interest.asked_on),
        icon="hand",
        today=today,
    )


def _calls(person: Any, today: date) -> list[Pile]:
    own, contact_at = queries.own_calls_for(person, today), actor(person, today).at(DutyKind.CONTACT)
    reviewed = Q(state=CallState.SUBMITTED, employer__in=contact_at)
    begun = Q(state=CallState.DRAFT, contact=person)
    chosen = Q(state__in=(CallState.OPEN, CallState.SELECTING), waiting__gt=0)
    lent = Agreement.objects.filter(origin=OuterRef("pk")).exclude(state__in=ENDED)
    back = Interest.objects.filter(~Exists(lent), call=OuterRef("pk"), state=InterestState.ACTIVE)
    over = Q(Exists(back), state=CallState.RUNNING, ends_on__lte=today)  # a loan may have been extended past the call
    untold = Q(waiting__gt=0) | Q(pending__gt=0)
    rows = own.filter(reviewed | begun | chosen | over | (untold & Q(state=CallState.STAFFED)))
    return [Pile(rows=rows, told=lambda call: _call(call, today))]


def _call(call: Any, today: date) -> Task:
    url = reverse("assignments:call", args=[call.pk])
    if call.state == CallState.SUBMITTED:
        return Task(title=f"Granska uppdraget {call.title}", context=f"{call.contact} vill annonsera det i nätverket.",
                    url=url, button="Granska", due_on=call.answer_by, icon="eye", today=today)  # fmt: skip
    if call.state == CallState.DRAFT:
        return Task(title=f"Skriv klart uppdraget {call.title}", context="Utkastet är sparat.", url=url,
                    button="Fortsätt", icon="edit", today=today)  # fmt: skip
    if call.state == CallState.RUNNING:
        return Task(title=f"Avsluta uppdraget {call.title}", context="Säg hur det gick för var och en.",
                    url=url, button="Avsluta", icon="check", today=today)  # fmt: skip
    if call.state == CallState.STAFFED:
        return Task(title=f"Lämna besked om {call.title}", context="Alla platser är tillsatta. Några väntar på besked.",
                    url=url, button="Lämna besked", icon="people", today=today)  # fmt: skip
    noun = "svar" if call.waiting > 1 else "svar som"
    return Task(title=f"Välj bland svaren på {call.title}", context=f"{call.waiting} {noun} väntar på dig.", url=url,
                button="Välj", due_on=call.answer_by, icon="people", today=today)  # fmt: skip
