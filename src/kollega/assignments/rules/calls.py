"""Who may announce, publish and call off, and when an assignment begins and ends."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.assignments.terms import RECOMMENDED_DAYS_TO_START, CallState
from kollega.core.workflow import Workflow, table_step


def days_to_start(starts_on: date, today: date) -> int:
    return (starts_on - today).days


def is_short_of_time(starts_on: date, today: date) -> bool:
    """Return whether there is less time to the start than the networks recommend."""
    return days_to_start(starts_on, today) < RECOMMENDED_DAYS_TO_START


# Guards. `by` is an Actor.


def only_announcer(by: Any, call: Any) -> str | None:
    if not (by.does_the_tasks_of(call.contact_id, call.employer_id) or by.is_contact_at(call.employer_id)):
        return gettext("Endast den som annonserar och HR-kontakten kan göra det.")
    return None


def only_contact(by: Any, call: Any) -> str | None:
    if not by.is_contact_at(call.employer_id):
        return gettext("Endast HR-kontakten hos arbetsgivaren kan publicera.")
    return None


C = CallState
CALL = Workflow(
    table_step("submit", _("Skicka till HR"), {C.DRAFT}, C.SUBMITTED, "submitted", guard=only_announcer),
    table_step("publish", _("Publicera i nätverket"), {C.DRAFT, C.SUBMITTED}, C.OPEN, "published", guard=only_contact),
    table_step(
        "send_back", _("Skicka tillbaka"), {C.SUBMITTED}, C.DRAFT, "sent_back", guard=only_contact, needs_reason=True
    ),
    table_step("close", _("Stäng för fler svar"), {C.OPEN}, C.SELECTING, "closed", guard=only_announcer),
    table_step("pass_last_day", _("Sista dagen har passerat"), {C.OPEN}, C.SELECTING, "closed_by_its_day"),
    table_step("staff", _("Alla platser är tillsatta"), {C.OPEN, C.SELECTING}, C.STAFFED, "staffed"),
    table_step(
        "choose_again",
        _("Välj på nytt"),
        {C.STAFFED},
        C.SELECTING,
        "chosen_again",
        guard=only_announcer,
        needs_reason=True,
    ),
    table_step("start", _("Uppdraget börjar"), {C.STAFFED}, C.RUNNING, "started"),
    table_step("complete", _("Uppdraget är klart"), {C.RUNNING}, C.COMPLETED, "completed"),
    table_step(
        "cancel",
        _("Ställ in uppdraget"),
        {C.DRAFT, C.SUBMITTED, C.OPEN, C.SELECTING},
        C.CANCELLED,
        "cancelled",
        guard=only_announcer,
        needs_reason=True,
    ),
    noun="call",
    wrong_state=_("Uppdraget har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        C.DRAFT: _("Den som annonserar"),
        C.SUBMITTED: _("HR-kontakten"),
        C.OPEN: _("Den som annonserar"),
        C.SELECTING: _("Den som annonserar"),
        C.STAFFED: _("Avtalens parter"),
        C.RUNNING: _("Den som leder arbetet"),
    },
)
