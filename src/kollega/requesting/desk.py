"""What waits for a person among requests, suggestions and offers."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.requesting import queries
from kollega.requesting.models import Offer
from kollega.requesting.terms import OfferState, SuggestionState


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return what the person has to do: answer for themself, as manager, and as contact on both sides."""
    offers = Offer.objects.filter(employment__person=person, state=OfferState.PROPOSED)
    piles = [
        Pile(rows=queries.waiting_suggestions(person), whole=queries.whole, told=lambda s: _suggestion(s, today)),
        Pile(rows=offers, told=lambda offer: _offer(offer, today)),
    ]
    if actor(person, today).carries(DutyKind.CONTACT):
        piles.append(Pile(rows=queries.waiting_requests(person), told=lambda request: _request(request, today)))
    return piles


def _suggestion(suggestion: Any, today: date) -> Task:
    request = suggestion.request
    words = {
        SuggestionState.ASKED: (f"Vill du arbeta med {request.title}?", "Svara"),
        SuggestionState.WILLING: (f"Ta ställning till utlåning av {suggestion.person}", "Ta ställning"),
        SuggestionState.NAMED: (f"Läs vem som föreslås till {request.title}", "Läs"),
    }
    title, button = words[SuggestionState(suggestion.state)]
    return Task(title=title, context=f"{request.asker} frågar {request.asked}.", button=button, icon="hand",
                url=reverse("requesting:suggestion", args=[suggestion.pk]), today=today)  # fmt: skip


def _offer(offer: Any, today: date) -> Task:
    return Task(title="Din chef vill erbjuda dig att pröva något nytt", context="Ingen ser det förrän du säger ja.",
                button="Svara", icon="hand", url=reverse("requesting:offer", args=[offer.pk]), today=today)  # fmt: skip


def _request(request: Any, today: date) -> Task:
    return Task(title=f"Svara på förfrågan om {request.title}", context=f"{request.asker} frågar er.", button="Svara",
                icon="people", url=reverse("requesting:request", args=[request.pk]), today=today)  # fmt: skip
