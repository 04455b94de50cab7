"""What those who announce, answer and decide are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.assignments import queries
from kollega.assignments.rules import answer_due
from kollega.assignments.terms import InterestState, NotSelected
from kollega.outbox import actions as outbox


def _about_interest(people: list, interest: Any, event: str, subject: str, text: str) -> None:
    url = reverse("assignments:interest", args=[interest.pk])
    outbox.tell(people, about=interest, event=event, subject=subject, text=text, url=url)


def _about_call(people: list, call: Any, event: str, subject: str, text: str) -> None:
    outbox.tell(
        people, about=call, event=event, subject=subject, text=text, url=reverse("assignments:call", args=[call.pk])
    )


def submitted(call: Any, today: date) -> None:
    _about_call(
        queries.contacts(call.employer, today), call, "call.submitted", f"Granska uppdraget {call.title}",
        f"{call.contact} vill annonsera ett uppdrag i nätverket. Läs igenom och publicera, eller skicka tillbaka.",
    )  # fmt: skip


def published(call: Any, today: date) -> None:
    shown_to = call.group or "alla anställda i nätverket"
    _about_call(
        queries.receivers(call, today), call, "call.published", f"Uppdraget {call.title} är publicerat",
        f"Det syns nu för {shown_to}. Sista dag att svara är {call.answer_by:%Y-%m-%d}.",
    )  # fmt: skip


def sent_back(call: Any, reason: str, today: date) -> None:
    _about_call(
        [call.contact], call, f"call.sent_back.{today}", f"Ändra i uppdraget {call.title}", f"HR skrev: {reason}"
    )


def closed(call: Any, today: date) -> None:
    _about_call(
        queries.receivers(call, today), call, "call.closed", f"Välj bland svaren på {call.title}",
        "Sista dagen har passerat. Läs svaren och välj, eller tacka nej med ett skäl.",
    )  # fmt: skip


def cancelled(call: Any, reason: str) -> None:
    people = [
        i.employment.person
        for i in call.interests.exclude(state=InterestState.WITHDRAWN).select_related("employment__person")
    ]
    _about_call(people, call, "call.cancelled", f"Uppdraget {call.title} blir inte av", f"Skäl: {reason}")


def sent(interest: Any, today: date) -> None:
    _about_interest(
        queries.managers(interest, today), interest, "interest.sent",
        f"Ta ställning till utlåning av {interest.person}",
        f"{interest.person} har anmält intresse för {interest.call.title} hos {interest.call.employer}. "
        f"Svara senast {answer_due(today):%Y-%m-%d}.",
    )  # fmt: skip


def reminded(interest: Any, today: date) -> None:
    _about_interest(
        queries.managers(interest, today), interest, "interest.reminded",
        f"Påminnelse: ta ställning till utlåning av {interest.person}",
        f"{interest.person} väntar på ditt svar om {interest.call.title} hos {interest.call.employer}.",
    )  # fmt: skip


def endorsed(interest: Any, today: date) -> None:
    manager = interest.approvals.get().by
    _about_interest(
        [interest.person, *queries.contacts(interest.employment.employer, today)], interest, "interest.endorsed",
        f"{manager} säger ja till utlåning av {interest.person}",
        f"{interest.call.employer} läser nu svaret på {interest.call.title} och väljer.",
    )  # fmt: skip
    _about_interest(
        queries.receivers(interest.call, today),
        interest,
        "interest.arrived",
        f"Ett svar på {interest.call.title}",
        f"{interest.person} från {interest.employment.employer} har anmält intresse.",
    )


def declined(interest: Any, today: date, reason: str) -> None:
    manager = interest.approvals.get().by
    _about_interest(
        [interest.person, *queries.contacts(interest.employment.employer, today)], interest, "interest.declined",
        f"{manager} säger inte nu till utlåning av {interest.person}", f"Skäl: {reason}",
    )  # fmt: skip


def selected(interest: Any, today: date, *, is_loan: bool) -> None:
    follows = (
        "HR på båda ställena skriver nu avtalet."
        if is_loan
        else "Lån passar inte mellan de här arbetsgivarna. Det blir tjänstledighet och en tidsbegränsad anställning."
    )
    people = [
        interest.person,
        *queries.managers(interest, today),
        *queries.contacts(interest.employment.employer, today),
        *queries.contacts(interest.call.employer, today),
    ]
    _about_interest(
        people, interest, "interest.selected", f"{interest.person} är vald till {interest.call.title}", follows
    )


def passed_over(interest: Any, text: str) -> None:
    why = NotSelected(interest.not_selected_because).label
    _about_interest(
        [interest.person], interest, "interest.passed_over", f"{interest.call.title} gick till någon annan",
        f"{why}. {text}".strip(),
    )  # fmt: skip


def withdrawn(interest: Any, today: date, *, was: str) -> None:
    people = list(queries.managers(interest, today))
    if was == InterestState.ENDORSED:
        people += queries.receivers(interest.call, today)
    _about_interest(
        people, interest, "interest.withdrawn", f"{interest.person} har dragit tillbaka sin anmälan",
        f"Det gäller {interest.call.title} hos {interest.call.employer}. Du behöver inte göra något.",
    )  # fmt: skip
