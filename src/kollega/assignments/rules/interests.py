"""Who may answer, send, choose and say no, and what an answer needs to say."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.assignments.rules.approvals import only_decider, only_manager
from kollega.assignments.rules.calls import only_announcer
from kollega.assignments.terms import (
    STATEMENT_LENGTH,
    STILL_OPEN,
    TO_THE_RECEIVER,
    UNANSWERED,
    CallState,
    InterestState,
    Outcome,
)
from kollega.core.workflow import Workflow, table_step
from kollega.lending.terms import BOUND, ENDED, FALLEN, RUNNING
from kollega.networks.terms import ManagerStep

CLOSED = (
    "Annonsen tar inte emot fler intresseanmälningar. Din text finns kvar. "
    "Kontakta den som annonserar om du har frågor."
)


def why_not_answer(employment: Any, call: Any, *, today: date, is_mended: bool = False) -> str | None:
    """Return why this employee cannot answer the call, or None if they can.

    :param is_mended: whether the answer was sent in time and the manager asked for more; it may come back while the
        receiver still chooses.
    """
    if is_mended:
        return None if call.state in {CallState.OPEN, CallState.SELECTING} else CLOSED
    if call.state != CallState.OPEN or today > call.answer_by:
        return CLOSED
    if employment.employer_id == call.employer_id:
        return "Uppdraget finns hos din egen arbetsgivare. Prata med din chef, då behövs inget lån."
    return None


def why_not_send(interest: Any) -> list[str]:
    """Return what is missing before the answer can be sent; empty when nothing is."""
    missing = []
    if not interest.share:
        missing.append("Välj hur mycket du kan arbeta.")
    if not interest.can_start_on:
        missing.append("Skriv när du kan börja.")
    elif interest.can_start_on > interest.call.ends_on:
        missing.append("Uppdraget är slut innan du kan börja. Ändra när du kan börja.")
    if not interest.statement.strip():
        missing.append("Skriv varför du är intresserad.")
    if len(interest.statement) > STATEMENT_LENGTH:
        missing.append(f"Korta texten till högst {STATEMENT_LENGTH} tecken.")
    if interest.has_talked is None:
        missing.append("Svara på om du har pratat med din chef.")
    return missing


def is_shown(state: str, manager_step: str) -> bool:
    """Return whether the receiver sees an answer in this state, sent under this rule of the network."""
    return state in TO_THE_RECEIVER or (state in UNANSWERED and manager_step == ManagerStep.BEFORE_OFFER)


def why_not_shortlist(by: Any, interest: Any) -> str | None:
    """Return why the answer cannot be put on the shortlist, or None if it can."""
    if interest.state not in STILL_OPEN:
        return "Anmälan har redan hanterats. Ladda om sidan för att se läget."
    return only_receiver_who_sees(by, interest)


def next_by_loan(state: str, loan: str | None, *, starts_on: date, today: date) -> str | None:
    """Return the step that the loan, or the day where there is no loan, takes the chosen one to; None where none."""
    if loan in FALLEN and state in {InterestState.SELECTED, InterestState.CONFIRMED}:
        return "fall"
    if state == InterestState.SELECTED:
        return "bind" if loan in BOUND else None
    has_begun = today >= starts_on if loan is None else loan in RUNNING
    return "start" if state == InterestState.CONFIRMED and has_begun else None


def why_not_finish(call: Any, loan: str | None, *, outcome: str, note: str, today: date) -> str | None:
    """Return why the receiver cannot say that the person is done, or None if they can."""
    if today < call.ends_on if loan is None else loan not in ENDED:
        return "Uppdraget pågår fortfarande. Avsluta det när personen är tillbaka hos sin arbetsgivare."
    if outcome == Outcome.NOT_DONE and not note.strip():
        return "Skriv vad som inte blev gjort, så att båda vet."
    return None


def why_not_meet(interest: Any, *, starts_at: datetime, now: datetime) -> str | None:
    """Return why the employee cannot take the time, or None if they can."""
    if interest.shortlisted_on is None or interest.state not in STILL_OPEN:
        return "Du är inte längre inbjuden till samtal. Ladda om sidan för att se läget."
    if starts_at <= now:
        return "Tiden har passerat. Välj en annan."
    return None


def why_not_as_shown(interest: Any, *, shown: str | None, now: str) -> str | None:
    """Return why an answer is not sent although it was sent off: who would see it is not what the employee read.

    :param shown: the network's rule when the employee read who would see the answer; None where nobody has said.
    """
    if interest.sent_on is None and shown is not None and shown != now:
        return "Nätverket har ändrat när mottagaren ser anmälan. Läs vad som gäller nu och skicka igen."
    return None


# Guards. `by` is an Actor.


def only_employee(by: Any, interest: Any) -> str | None:
    if by.pk != interest.employment.person_id:
        return gettext("Endast den som har skrivit anmälan kan göra det.")
    return None


def only_receiver(by: Any, interest: Any) -> str | None:
    return only_announcer(by, interest.call)


def only_receiver_who_sees(by: Any, interest: Any) -> str | None:
    """Refuse all but the receiver, and the receiver while the answer is the lender's alone."""
    if not is_shown(interest.state, interest.manager_step):
        return gettext("Anmälan syns inte för mottagaren än.")
    return only_receiver(by, interest)


def only_home(by: Any, interest: Any) -> str | None:
    """Refuse everyone but the employee, those who decide and the employee's own contacts: the plan is the lender's."""
    is_contact = by.is_contact_at(interest.employment.employer_id)
    if by.pk == interest.employment.person_id or is_contact:
        return None
    return only_decider(by, interest) and only_manager(by, interest)


N = InterestState
INTEREST = Workflow(
    table_step("send", _("Skicka anmälan"), {N.DRAFT, N.RETURNED}, N.SENT, "sent", guard=only_employee),
    table_step("endorse", _("Ja, utlåningen kan bli av"), {N.SENT}, N.ENDORSED, "endorsed", guard=only_decider),
    table_step(
        "decline", _("Nej, inte nu"), {N.SENT}, N.NOT_ENDORSED, "declined", guard=only_decider, needs_reason=True
    ),
    table_step(
        "ask_more", _("Be om komplettering"), {N.SENT}, N.RETURNED, "returned", guard=only_decider, needs_reason=True
    ),
    table_step("delegate", _("Låt en kollega svara"), {N.SENT}, N.SENT, "delegated", guard=only_decider),
    table_step("take_back", _("Ta tillbaka frågan"), {N.SENT}, N.SENT, "taken_back", guard=only_manager),
    table_step("select", _("Välj"), {N.ENDORSED}, N.SELECTED, "selected", guard=only_receiver),
    table_step(
        "pass_over",
        _("Tacka nej"),
        {N.SENT, N.RETURNED, N.ENDORSED},
        N.NOT_SELECTED,
        "passed_over",
        guard=only_receiver_who_sees,
        needs_reason=True,
    ),
    table_step("confirm", _("Ja, jag tar uppdraget"), {N.SELECTED}, N.CONFIRMED, "confirmed", guard=only_employee),
    table_step("bind", _("Avtalet är underskrivet"), {N.SELECTED}, N.CONFIRMED, "bound"),
    table_step("start", _("Uppdraget börjar"), {N.CONFIRMED}, N.ACTIVE, "begun"),
    table_step("finish", _("Avsluta"), {N.ACTIVE}, N.DONE, "finished", guard=only_receiver),
    table_step("fall", _("Avtalet blev inte av"), {N.SELECTED, N.CONFIRMED}, N.FELL, "fell"),
    table_step(
        "withdraw",
        _("Dra tillbaka anmälan"),
        {N.DRAFT, N.SENT, N.RETURNED, N.ENDORSED},
        N.WITHDRAWN,
        "withdrawn",
        guard=only_employee,
    ),
    noun="interest",
    wrong_state=_("Anmälan har redan hanterats. Ladda om sidan för att se läget."),
    holders={
        N.DRAFT: _("Du som anmäler"),
        N.SENT: _("Närmaste chef"),
        N.RETURNED: _("Den som anmäler"),
        N.ENDORSED: _("Den som annonserar"),
        N.SELECTED: _("Avtalets parter"),
        N.CONFIRMED: _("Den som annonserar"),
        N.ACTIVE: _("Den som annonserar"),
    },
)
"""flows.md 5.2, with the approval of 5.0 in it."""
