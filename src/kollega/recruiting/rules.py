"""What an announcement needs before it opens, who may take which step, and when a decision has gained legal force."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core.deadlines import appeal_by
from kollega.core.workflow import Workflow, table_step
from kollega.lending.terms import BOUND
from kollega.networks.terms import EmployerKind
from kollega.recruiting.terms import POSTED_ABOVE_MONTHS, RECOMMENDED_DAYS, WRITABLE, Form, State, Weight


def why_not_open(vacancy: Any, criteria: Iterable[Any], house: Any, *, today: date) -> list[tuple[str, str]]:
    """Return what is missing before the vacancy may be announced, as the page to mend it on and a sentence.

    Sources: regeringsformen 12 kap. 5 § and LOA (1994:260) 4 § (merit and skill, so the requirements come first);
    anställningsförordningen (1994:373) 6 § (a time to apply within, unless there are special reasons).
    """
    missing = [(page, sentence) for page, name, sentence in NEEDED if not str(getattr(vacancy, name) or "").strip()]
    if not (vacancy.receives_here or vacancy.application_url.strip()):
        missing.append(("ansokan", "Skriv adressen där man söker, eller välj att ta emot ansökningarna här."))
    if not any(c.weight == Weight.MUST for c in criteria):
        missing.append(("innehall", "Skriv minst ett krav. Urvalet får bara göras efter det som står här."))
    if vacancy.form != Form.PERMANENT and not vacancy.months:
        missing.append(("behov", "Skriv hur många månader anställningen varar."))
    if vacancy.apply_by is None and not vacancy.special_reasons.strip():
        missing.append(("ansokan", "Skriv sista dagen att söka, eller de särskilda skälen till att ingen finns."))
    elif vacancy.apply_by is not None and vacancy.apply_by < (vacancy.publish_on or today):
        missing.append(("ansokan", "Sista dagen att söka har passerat innan annonsen syns. Flytta fram den."))
    if vacancy.publish_on and vacancy.publish_on < today:
        missing.append(("synlighet", "Dagen för publicering har passerat. Välj en ny eller ta bort den."))
    if house.asks_for_unions and not vacancy.unions.strip():
        missing.append(("ansokan", "Skriv de fackliga kontakterna. Er arbetsgivare vill ha dem i annonsen."))
    return missing


NEEDED = (
    ("behov", "occupation", "Välj vilket yrke det gäller."),
    ("behov", "place", "Skriv i vilken kommun arbetet utförs."),
    ("innehall", "lead", "Skriv en ingress. Den syns i listan."),
    ("innehall", "tasks", "Skriv vad man ska göra i arbetet."),
)


def why_not_fill(agreement: Any, by: Any, *, today: date) -> str | None:
    """Return why nobody can be sought for the gap that the loan leaves, or None if someone can."""
    post = agreement.employment
    if not (by.does_the_tasks_of(post.manager_id, agreement.lender_id) or by.is_contact_at(agreement.lender_id)):
        return "Endast chefen och HR-kontakten hos utlånaren kan söka någon i stället."
    if agreement.state not in BOUND or agreement.last_day is None:
        return "Alla tre behöver ha skrivit under först."
    return "Lånet är slut." if agreement.last_day < today else None


def gap(agreement: Any, plan: list[Any], *, today: date) -> dict[str, Any]:
    """Return what is sought while someone is lent: the days that are left, the share, and the tasks of the plan."""
    starts_on = max(agreement.first_day, today)
    last_to_answer = min(starts_on, max(today, starts_on - timedelta(days=RECOMMENDED_DAYS)))
    tasks = "\n".join(row.task for row in plan) or f"Arbetet som {agreement.employment.title.lower()}."
    return {
        "title": agreement.employment.title, "lead": "Vi söker någon medan en kollega är utlånad.", "tasks": tasks,
        "share": agreement.version.share, "starts_on": starts_on, "ends_on": agreement.last_day,
        "answer_by": last_to_answer, "place": agreement.lender.city or str(agreement.lender),
    }  # fmt: skip


def worth_knowing(vacancy: Any, *, today: date) -> list[str]:
    """Return what could be better but stops nothing."""
    said = []
    begins = vacancy.publish_on or today
    if vacancy.apply_by and 0 <= (vacancy.apply_by - begins).days < RECOMMENDED_DAYS:
        said.append(f"Annonsen är öppen i mindre än {RECOMMENDED_DAYS} dagar. Färre hinner söka.")
    if not vacancy.questions_to.strip():
        said.append("Ingen att ställa frågor till står i annonsen.")
    if not vacancy.pay.strip():
        said.append("Lönen nämns inte. Skriv åtminstone hur den sätts.")
    if len(longest := max(vacancy.tasks.replace("\n", ". ").split(". "), key=len, default="")) > LONG_SENTENCE:
        said.append(f"En mening är lång: ”{longest[:60].strip()} …”. Dela den.")
    return said


LONG_SENTENCE = 180
"""About twenty-five words, from which the readability hint of ux.md speaks up."""


def why_not_approve(vacancy: Any, house: Any) -> str | None:
    """Return why HR cannot approve yet, or None."""
    if house.asks_for_diary_number and not vacancy.diary_number.strip():
        return "Skriv diarienumret innan du godkänner. Er arbetsgivare vill ha det i annonsen."
    return None


def why_not_extend(vacancy: Any, until: date, *, today: date) -> str | None:
    """Return why the last day cannot be moved there, or None."""
    if vacancy.apply_by is None:
        return "Annonsen har ingen sista dag att flytta."
    if until <= vacancy.apply_by:
        return "Den nya sista dagen behöver komma efter den gamla."
    return None if until >= today else "Den nya sista dagen har redan passerat."


def is_posted(vacancy: Any, kind: str) -> bool:
    """Return whether the decision is posted on the notice board: an agency's, on more than six months.

    Source: anställningsförordningen (1994:373) 7 §. A municipality's decision is appealed in another order, from its
    own minutes.
    """
    is_long = vacancy.form == Form.PERMANENT or (vacancy.months or 0) > POSTED_ABOVE_MONTHS
    return kind == EmployerKind.AGENCY and is_long


def why_not_decide(
    vacancy: Any, *, decided_on: date, posted_on: date | None, must_post: bool, today: date
) -> str | None:
    """Return why the decision cannot be recorded so, or None."""
    if decided_on > today:
        return "Beslutet kan inte ha fattats efter i dag."
    if posted_on and posted_on < decided_on:
        return "Beslutet kan inte ha anslagits innan det fattades."
    if must_post and posted_on is None:
        return "Skriv vilken dag beslutet anslås. Utan anslag kan det överklagas under hela anställningen."
    return None


def last_day_to_appeal(posted_on: date | None) -> date | None:
    """Return the last day to appeal, three weeks from the posting and moved to a working day; None without posting."""
    return appeal_by(posted_on) if posted_on else None


def has_legal_force(decision: Any, *, today: date) -> bool:
    """Return whether the time to appeal has passed."""
    return decision.appeal_by is not None and today > decision.appeal_by


def only_recruiter(by: Any, vacancy: Any) -> str | None:
    if not (by.does_the_tasks_of(vacancy.contact_id, vacancy.employer_id) or by.is_contact_at(vacancy.employer_id)):
        return gettext("Endast den som rekryterar och HR-kontakten kan göra det.")
    return None


def only_contact(by: Any, vacancy: Any) -> str | None:
    if not by.is_contact_at(vacancy.employer_id):
        return gettext("Endast HR-kontakten hos arbetsgivaren kan göra det.")
    return None


def may_write(by: Any, vacancy: Any) -> bool:
    """Return whether the person may change what is announced: until HR has approved it."""
    return vacancy.state in WRITABLE and only_recruiter(by, vacancy) is None


S = State
BEFORE = {S.DRAFT, S.IN_REVIEW, S.APPROVED, S.SCHEDULED}
RECRUITMENT = Workflow(
    table_step("submit", _("Skicka till HR"), {S.DRAFT}, S.IN_REVIEW, "submitted", guard=only_recruiter),
    table_step("approve", _("Godkänn annonsen"), {S.DRAFT, S.IN_REVIEW}, S.APPROVED, "approved", guard=only_contact),
    table_step(
        "send_back", _("Skicka tillbaka"), {S.IN_REVIEW, S.APPROVED, S.SCHEDULED}, S.DRAFT, "sent_back",
        guard=only_contact, needs_reason=True,
    ),
    table_step("schedule", _("Publicera på vald dag"), {S.APPROVED}, S.SCHEDULED, "scheduled", guard=only_contact),
    table_step("publish", _("Publicera nu"), {S.APPROVED, S.SCHEDULED}, S.PUBLISHED, "published", guard=only_contact),
    table_step("open_on_its_day", _("Dagen för publicering"), {S.SCHEDULED}, S.PUBLISHED, "opened_on_its_day"),
    table_step(
        "extend", _("Förläng"), {S.PUBLISHED, S.CLOSED}, S.PUBLISHED, "extended", guard=only_contact, needs_reason=True
    ),
    table_step("close", _("Stäng annonsen"), {S.PUBLISHED}, S.CLOSED, "closed", guard=only_contact, needs_reason=True),
    table_step("pass_last_day", _("Sista dagen har passerat"), {S.PUBLISHED}, S.CLOSED, "closed_on_its_day"),
    table_step("fill", _("Tillsatt"), {S.CLOSED}, S.FILLED, "filled", guard=only_contact),
    table_step("leave", _("Inte tillsatt"), {S.CLOSED}, S.UNFILLED, "left", guard=only_contact, needs_reason=True),
    table_step("break_off", _("Avbryt rekryteringen"), {S.CLOSED}, S.CANCELLED, "broken_off", guard=only_contact,
               needs_reason=True),
    table_step("withdraw", _("Dra tillbaka annonsen"), {*BEFORE, S.PUBLISHED}, S.WITHDRAWN, "withdrawn",
               guard=only_recruiter, needs_reason=True),
    noun="recruitment",
    wrong_state=_("Annonsen har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        S.DRAFT: _("Den som rekryterar"),
        S.IN_REVIEW: _("HR-kontakten"),
        S.APPROVED: _("HR-kontakten"),
        S.SCHEDULED: _("Kalendern"),
        S.PUBLISHED: _("De som söker"),
        S.CLOSED: _("Den som rekryterar"),
    },
)  # fmt: skip
"""flows.md 5.1. Applications received here, and what they add, come on their own."""
