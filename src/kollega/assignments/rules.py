"""Who may announce, answer, support and select, and what each needs to have said."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.assignments.terms import (
    ANSWER_WORKING_DAYS,
    RECOMMENDED_DAYS_TO_START,
    STATEMENT_LENGTH,
    CallState,
    InterestState,
)
from kollega.core.deadlines import working_days_after
from kollega.core.workflow import Workflow, table_step
from kollega.lending.terms import ENDED, RUNNING


def why_not_answer(employment: Any, call: Any, *, today: date) -> str | None:
    """Return why this employee cannot answer the call, or None if they can."""
    if call.state != CallState.OPEN or today > call.answer_by:
        return (
            "Annonsen tar inte emot fler intresseanmälningar. Din text finns kvar. "
            "Kontakta den som annonserar om du har frågor."
        )
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


def answer_due(sent_on: date) -> date:
    """Return when the manager is expected to have answered, and is reminded."""
    return working_days_after(sent_on, ANSWER_WORKING_DAYS)


def days_to_start(starts_on: date, today: date) -> int:
    return (starts_on - today).days


def is_short_of_time(starts_on: date, today: date) -> bool:
    """Return whether there is less time to the start than the networks recommend."""
    return days_to_start(starts_on, today) < RECOMMENDED_DAYS_TO_START


def why_not_plan(rows: list[dict]) -> str | None:
    """Return what a manager's yes still needs of the cover plan, or None."""
    if not rows:
        return "Skriv minst en uppgift och hur den löses medan medarbetaren är borta."
    for row in rows:
        if row["way"] == "colleague" and not row["who"].strip():
            return f"Skriv vem som tar över ”{row['task']}”."
    return None


def has_begun(call: Any, loans: list[str], *, is_by_its_days: bool, today: date) -> bool:
    """Return whether the assignment has begun.

    :param loans: the states of the agreements it led to.
    :param is_by_its_days: whether somebody came without a loan, on leave and a temporary post; then its days count.
    """
    return bool(set(loans) & set(RUNNING)) or (is_by_its_days and today >= call.starts_on)


def is_over(call: Any, loans: list[str], *, is_by_its_days: bool, today: date) -> bool:
    """Return whether all who were lent are back, and the last day has passed for those who came without a loan."""
    return set(loans) <= set(ENDED) and (today > call.ends_on if is_by_its_days else True)


# Guards. `by` is an Actor.


def only_announcer(by: Any, call: Any) -> str | None:
    if not (by.does_the_tasks_of(call.contact_id, call.employer_id) or by.is_contact_at(call.employer_id)):
        return gettext("Endast den som annonserar och HR-kontakten kan göra det.")
    return None


def only_contact(by: Any, call: Any) -> str | None:
    if not by.is_contact_at(call.employer_id):
        return gettext("Endast HR-kontakten hos arbetsgivaren kan publicera.")
    return None


def only_employee(by: Any, interest: Any) -> str | None:
    if by.pk != interest.employment.person_id:
        return gettext("Endast den som har skrivit anmälan kan göra det.")
    return None


def only_manager(by: Any, interest: Any) -> str | None:
    """Refuse all but the one who decides, and always the employee, who may be standing in for the manager."""
    employment = interest.employment
    if by.pk == employment.person_id:
        return gettext("Du kan inte ta ställning till din egen anmälan.")
    if employment.manager_id is None and by.is_contact_at(employment.employer_id):
        return None
    if not by.does_the_tasks_of(employment.manager_id, employment.employer_id):
        return gettext("Endast närmaste chef, eller den som ersätter chefen, kan ta ställning.")
    return None


def only_home(by: Any, interest: Any) -> str | None:
    """Refuse everyone but the employee, their manager and their own contacts: the cover plan is the lender's."""
    is_contact = by.is_contact_at(interest.employment.employer_id)
    return None if by.pk == interest.employment.person_id or is_contact else only_manager(by, interest)


def only_receiver(by: Any, interest: Any) -> str | None:
    return only_announcer(by, interest.call)


C, N = CallState, InterestState
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
INTEREST = Workflow(
    table_step("send", _("Skicka anmälan"), {N.DRAFT}, N.SENT, "sent", guard=only_employee),
    table_step("endorse", _("Ja, utlåningen kan bli av"), {N.SENT}, N.ENDORSED, "endorsed", guard=only_manager),
    table_step(
        "decline", _("Nej, inte nu"), {N.SENT}, N.NOT_ENDORSED, "declined", guard=only_manager, needs_reason=True
    ),
    table_step("select", _("Välj"), {N.ENDORSED}, N.SELECTED, "selected", guard=only_receiver),
    table_step(
        "pass_over", _("Tacka nej"), {N.ENDORSED}, N.NOT_SELECTED, "passed_over", guard=only_receiver, needs_reason=True
    ),
    table_step(
        "withdraw",
        _("Dra tillbaka anmälan"),
        {N.DRAFT, N.SENT, N.ENDORSED},
        N.WITHDRAWN,
        "withdrawn",
        guard=only_employee,
    ),
    noun="interest",
    wrong_state=_("Anmälan har redan hanterats. Ladda om sidan för att se läget."),
    holders={
        N.DRAFT: _("Du som anmäler"),
        N.SENT: _("Närmaste chef"),
        N.ENDORSED: _("Den som annonserar"),
        N.SELECTED: _("Avtalets parter"),
    },
)
"""flows.md 5.2. Shortlisting, talks and several rounds come with step 3."""
