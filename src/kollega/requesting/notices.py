"""What those who ask, are asked, suggested and offered are told: a name only to those who may read it."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core import clock
from kollega.outbox import actions as outbox
from kollega.requesting import queries
from kollega.requesting.terms import SuggestionState


def _of_request(people: list, request: Any, event: str, subject: str, text: str) -> None:
    url = reverse("requesting:request", args=[request.pk])
    outbox.tell(people, about=request, event=event, subject=subject, text=text, url=url)


def _of_suggestion(people: list, suggestion: Any, event: str, subject: str, text: str) -> None:
    url = reverse("requesting:suggestion", args=[suggestion.pk])
    outbox.tell(people, about=suggestion, event=event, subject=subject, text=text, url=url)


def _of_offer(people: list, offer: Any, event: str, subject: str, text: str) -> None:
    url = reverse("requesting:offer", args=[offer.pk])
    outbox.tell(people, about=offer, event=event, subject=subject, text=text, url=url)


def asked(request: Any, today: date) -> None:
    _of_request(
        queries.contacts(request.asked, today), request, "request.made",
        f"{request.asker} frågar efter någon till {request.title}",
        "Föreslå en medarbetare, som tillfrågas först, eller svara nej med ett skäl.",
    )  # fmt: skip


def suggested(suggestion: Any) -> None:
    request = suggestion.request
    _of_suggestion(
        [suggestion.person], suggestion, "suggestion.made", f"Vill du arbeta med {request.title}?",
        f"{request.asker} frågar. Ingen annan får veta att du är tillfrågad om du inte säger ja.",
    )  # fmt: skip


def accepted(suggestion: Any, today: date) -> None:
    request = suggestion.request
    _of_suggestion(
        queries.managers(suggestion.employment, today), suggestion, "suggestion.accepted",
        f"Ta ställning till utlåning av {suggestion.person}",
        f"{suggestion.person} vill arbeta med {request.title} hos {request.asker}.",
    )  # fmt: skip


def named(suggestion: Any, today: date) -> None:
    request = suggestion.request
    _of_suggestion(
        queries.contacts(request.asker, today), suggestion, "suggestion.named",
        f"{request.asked} föreslår {suggestion.person}",
        f"Det gäller {request.title}. Läs och välj.",
    )  # fmt: skip
    _of_suggestion(
        [suggestion.person, *queries.contacts(request.asked, today)], suggestion, "suggestion.supported",
        f"{suggestion.person} är föreslagen till {request.title}", f"{request.asker} läser nu och väljer.",
    )  # fmt: skip


def refused(suggestion: Any, today: date, *, was: str) -> None:
    """Tell those who knew: nobody but the contacts who suggested, before the person's first yes."""
    people = [] if suggestion.request.offer_id else queries.contacts(suggestion.request.asked, today)
    if was != SuggestionState.ASKED:
        people = [*people, *queries.managers(suggestion.employment, today)]
    _of_suggestion(
        people, suggestion, "suggestion.refused", f"{suggestion.person} tackar nej till {suggestion.request.title}",
        "Du behöver inte göra något.",
    )  # fmt: skip
    if was == SuggestionState.NAMED:
        _of_request(
            queries.contacts(suggestion.request.asker, today), suggestion.request,
            f"request.refused.{suggestion.pk}", f"{suggestion.person} tackar nej till {suggestion.request.title}",
            f"{suggestion.request.asked} kan föreslå någon annan.",
        )  # fmt: skip


def held(suggestion: Any, today: date, reason: str) -> None:
    request = suggestion.request
    _of_suggestion(
        [suggestion.person, *queries.contacts(request.asked, today)], suggestion, "suggestion.held",
        f"Chefen säger inte nu till {request.title}", f"Skäl: {reason}",
    )  # fmt: skip


def chosen(suggestion: Any, today: date) -> None:
    request = suggestion.request
    people = [suggestion.person, *queries.managers(suggestion.employment, today),
              *queries.contacts(request.asked, today), *queries.contacts(request.asker, today)]  # fmt: skip
    _of_suggestion(
        people, suggestion, "suggestion.chosen", f"{suggestion.person} är vald till {request.title}",
        "HR på båda ställena skriver nu avtalet.",
    )  # fmt: skip


def dropped(suggestion: Any, today: date, *, was: str) -> None:
    people = [suggestion.person]
    if was != SuggestionState.ASKED:
        people += queries.managers(suggestion.employment, today)
    _of_suggestion(
        people, suggestion, "suggestion.dropped", f"{suggestion.request.title} är inte längre aktuellt",
        "Du behöver inte göra något.",
    )  # fmt: skip


def withdrawn(request: Any, today: date) -> None:
    _of_request(
        queries.contacts(request.asked, today), request, "request.withdrawn",
        f"{request.asker} har tagit tillbaka sin förfrågan", f"Det gäller {request.title}. Du behöver inte göra något.",
    )  # fmt: skip


def declined(request: Any, today: date, reason: str) -> None:
    _of_request(
        queries.contacts(request.asker, today), request, "request.declined", f"{request.asked} svarar nej",
        f"Det gäller {request.title}. Skäl: {reason}",
    )  # fmt: skip


def offered(offer: Any) -> None:
    _of_offer(
        [offer.employment.person], offer, "offer.made", "Din chef vill erbjuda dig att pröva något nytt",
        "Läs vad chefen skriver. HR i nätverket ser det, utan ditt namn, först när du har sagt ja.",
    )  # fmt: skip


def consented(offer: Any, today: date) -> None:
    _of_offer(
        queries.managers(offer.employment, today), offer, "offer.consented",
        f"{offer.employment.person} säger ja till att erbjudas", "Nu ser HR i nätverket erbjudandet, utan namn.",
    )  # fmt: skip


def ended(offer: Any, today: date, *, by: Any) -> None:
    people = [p for p in [offer.employment.person, *queries.managers(offer.employment, today)] if p != by]
    _of_offer(
        people, offer, f"offer.ended.{clock.today()}", f"{by} har avslutat erbjudandet",
        "HR i nätverket ser det inte längre.",
    )  # fmt: skip
