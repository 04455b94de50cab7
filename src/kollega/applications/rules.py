"""Who may do what with an application, what must be in it, and how judgements add up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.applications.terms import GOING_ON, IN_SELECTION, SEEN_AS, TOLD, Points, State
from kollega.core.workflow import Workflow, table_step
from kollega.recruiting import rules as handling
from kollega.recruiting import terms as recruiting
from kollega.recruiting.terms import QuestionKind, Weight

ENDED = (recruiting.State.FILLED, recruiting.State.UNFILLED, recruiting.State.CANCELLED, recruiting.State.WITHDRAWN)


def why_not_apply(vacancy: Any, *, today: date, is_let_in: bool = False) -> str | None:
    """Return why nobody can apply here now, or None.

    :param is_let_in: whether the HR contact has let this person in after the last day.
    """
    if not vacancy.receives_here:
        return "Jobbet söks i arbetsgivarens eget system. Läs annonsen."
    if is_let_in and vacancy.state in {recruiting.State.PUBLISHED, recruiting.State.CLOSED}:
        return None
    is_over = vacancy.apply_by is not None and vacancy.apply_by < today
    if vacancy.state != recruiting.State.PUBLISHED or is_over:
        return "Sista dagen har passerat. Det du har skrivit finns kvar. Kontakta arbetsgivaren om du har frågor."
    return None


def why_not_submit(application: Any, questions: Iterable[Any], answers: Mapping[UUID, str], *, has_file: bool
                   ) -> list[str]:  # fmt: skip
    """Return what is missing before the application can be sent, as sentences.

    :param answers: what is said, by the question's id.
    """
    missing = []
    if not application.name.strip():
        missing.append("Skriv ditt namn.")
    if not (application.letter.strip() or has_file):
        missing.append("Skriv några rader om varför du söker, eller lägg till ditt cv.")
    missing += [f"Svara på frågan ”{q.text}”" for q in questions if q.is_required and not answers.get(q.pk, "").strip()]
    return missing


def is_unexpected(question: Any, said: str) -> bool:
    """Return whether a yes or no is another than the one that is needed; a human reads it, nothing is sifted out."""
    return question.kind == QuestionKind.YES_NO and bool(question.wanted) and said != question.wanted


def seen_as(application: Any) -> str:
    """Return how far it has come in the applicant's eyes: what is not told yet is not seen."""
    if application.letter_back_id:
        return TOLD
    return SEEN_AS[State(application.state)]


def why_not_judge(assessment: Any) -> str | None:
    """Return why the judgement cannot be changed, or None."""
    if assessment is not None and assessment.locked_at is not None:
        return "Du har låst din bedömning. Den ändras inte efteråt."
    return None


def why_not_lock(points: Mapping[UUID, int], criteria: Sequence[Any]) -> str | None:
    """Return why the judgement cannot be locked: each published requirement is judged first."""
    left = [c.text for c in criteria if c.pk not in points]
    return f"Bedöm också ”{left[0]}” innan du låser." if left else None


def why_not_offer(assessments: Iterable[Any], until: date, *, today: date) -> str | None:
    """Return why the job cannot be offered, or None: it is offered on a judgement that can be shown.

    Source: regeringsformen 12 kap. 5 §, and förvaltningslagen (2017:900) 32 § on reasons.
    """
    if not any(a.locked_at for a in assessments):
        return "Lås minst en bedömning av ansökan innan ni erbjuder jobbet. Beslutet ska kunna förklaras."
    return None if until >= today else "Sista dagen att svara har redan passerat."


def why_not_accept(application: Any, *, today: date) -> str | None:
    """Return why the applicant can no longer say yes by themself, or None."""
    if application.offer_until and today > application.offer_until:
        return "Tiden att svara har gått ut. Ring arbetsgivaren, som kan ge dig en ny dag."
    return None


def sums(marks: Iterable[tuple[UUID, int]], criteria: Sequence[Any]) -> dict[str, float]:
    """Return the mean points for the musts and for the merits, over all who judged.

    :param marks: pairs of criterion and points, from locked judgements.
    :returns: `must` and `merit`, each the sum over its requirements of the mean points; empty without judgements.
    """
    given: dict[UUID, list[int]] = {}
    for criterion_id, points in marks:
        given.setdefault(criterion_id, []).append(points)
    if not given:
        return {}
    return {
        weight: sum(sum(given[c.pk]) / len(given[c.pk]) for c in criteria if c.weight == weight and c.pk in given)
        for weight in Weight.values
    }


def most(criteria: Sequence[Any], weight: str) -> int:
    """Return the most points that the requirements of one weight can give."""
    return Points.WELL * sum(1 for c in criteria if c.weight == weight)


def differ(points: Sequence[int]) -> bool:
    """Return whether those who judged are more than one step apart, so that they should talk (flows.md 5.6)."""
    return bool(points) and max(points) - min(points) > 1


def why_not_show(application: Any, person_id: UUID, *, is_elsewhere: bool) -> str | None:
    """Return why the application cannot be shown to the person, or None.

    Source: security.md, who sees what of an applicant; another employer needs the applicant's own yes, since each
    employer answers for its own (dataskyddsförordningen art. 6.1 a).
    """
    if application.state in {State.DRAFT, State.WITHDRAWN}:
        return "Ansökan är tillbakadragen och läses inte mer."
    if application.applicant_id == person_id:
        return "Det är den sökandes egen ansökan."
    if is_elsewhere and not application.may_be_shown:
        return "Den sökande har inte sagt ja till att andra arbetsgivare läser ansökan. Fråga den sökande först."
    return None


def only_applicant(by: Any, application: Any) -> str | None:
    return None if by.pk == application.applicant_id else "Endast den som söker kan göra det."


def only_recruiter(by: Any, application: Any) -> str | None:
    return handling.only_recruiter(by, application.recruitment)


def only_contact(by: Any, application: Any) -> str | None:
    return handling.only_contact(by, application.recruitment)


S = State
APPLICATION = Workflow(
    table_step("submit", _("Skicka ansökan"), {S.DRAFT}, S.SUBMITTED, "submitted", guard=only_applicant),
    table_step("screen", _("Börja granska"), {S.SUBMITTED}, S.IN_SCREENING, "screened", guard=only_recruiter),
    table_step("shortlist", _("Ta vidare"), {S.SUBMITTED, S.IN_SCREENING, S.RESERVE}, S.SHORTLISTED, "shortlisted",
               guard=only_recruiter),
    table_step("invite", _("Bjud in till intervju"), {S.SUBMITTED, S.IN_SCREENING, S.SHORTLISTED, S.RESERVE},
               S.INTERVIEW, "invited", guard=only_recruiter),
    table_step("offer", _("Erbjud jobbet"), {S.SHORTLISTED, S.INTERVIEW, S.RESERVE, S.OFFERED}, S.OFFERED, "offered",
               guard=only_recruiter),
    table_step("accept", _("Tacka ja"), {S.OFFERED}, S.ACCEPTED, "accepted", guard=only_applicant),
    table_step("decline", _("Tacka nej"), {S.OFFERED}, S.DECLINED, "declined", guard=only_applicant),
    table_step("hold", _("Sätt som reserv"), {S.IN_SCREENING, S.SHORTLISTED, S.INTERVIEW}, S.RESERVE, "held",
               guard=only_recruiter),
    table_step("pass_over", _("Går inte vidare"), {*IN_SELECTION, S.OFFERED}, S.NOT_PROCEEDING, "passed_over",
               guard=only_recruiter, needs_reason=True),
    table_step("take_up_again", _("Ta upp igen"), {S.NOT_PROCEEDING}, S.IN_SCREENING, "taken_up_again",
               guard=only_recruiter),
    table_step("let_go", _("Rekryteringen är avslutad"), set(GOING_ON), S.NOT_PROCEEDING, "let_go",
               guard=only_contact),
    table_step("hire", _("Anställ"), {S.ACCEPTED}, S.HIRED, "hired", guard=only_contact),
    table_step("withdraw", _("Dra tillbaka ansökan"), set(GOING_ON), S.WITHDRAWN, "withdrawn", guard=only_applicant),
    noun="application",
    wrong_state=_("Ansökan har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        S.DRAFT: _("Den som söker"), S.SUBMITTED: _("Den som rekryterar"), S.IN_SCREENING: _("Den som rekryterar"),
        S.SHORTLISTED: _("Den som rekryterar"), S.INTERVIEW: _("Den som rekryterar"), S.OFFERED: _("Den som söker"),
        S.ACCEPTED: _("HR-kontakten"), S.RESERVE: _("Den som rekryterar"),
    },
)  # fmt: skip
