"""What the one who applies does."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from kollega.applications import notices, queries
from kollega.applications.models import Answer, Application, Attachment, Slot
from kollega.applications.rules import APPLICATION, only_applicant, why_not_accept, why_not_apply, why_not_submit
from kollega.applications.terms import FILES, INFORMED, State
from kollega.core import clock, meetings
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.documents import actions as documents
from kollega.documents.reader import Examined
from kollega.people.rules import Actor
from kollega.recruiting import queries as recruiting


@transaction.atomic
def begin(recruitment: Any, *, by: Actor, today: date) -> Application:
    """Begin to apply; again gives what was begun before. Nobody but the applicant sees it.

    :raises Refused: when applications are not received here, or no longer.
    """
    recruitment = queries.vacancy_held(recruitment.pk)
    if begun := queries.begun_by(by.person, recruitment):
        return begun
    if refusal := why_not_apply(recruitment, today=today, is_let_in=queries.is_let_in(recruitment, by.person)):
        raise Refused(refusal)
    now, person = clock.now(), by.person
    return Application.objects.create(
        recruitment=recruitment, applicant=person, name=str(person), email=person.email, phone=person.phone,
        made_at=now, saved_at=now,
    )  # fmt: skip


@transaction.atomic
def write(application: Application, *, by: Actor, answers: dict[UUID, str], **fields: str) -> None:
    """Keep what is written so far, whole or not.

    :param answers: by the question's id; a question that is left out keeps its answer.
    :param fields: name, phone, letter and adaptation.
    :raises Refused: once it is sent, or for anyone but the applicant.
    """
    application = _own_draft(application, by)
    for name, said in fields.items():
        setattr(application, name, said)
    application.saved_at = clock.now()
    application.save(update_fields=[*fields, "saved_at"])
    asked = {q.pk for q in recruiting.questions_of(application.recruitment)}
    Answer.objects.bulk_create(
        [Answer(application=application, question_id=pk, text=said) for pk, said in answers.items() if pk in asked],
        update_conflicts=True, unique_fields=["application", "question"], update_fields=["text"],
    )  # fmt: skip


@transaction.atomic
def attach(application: Application, *, examined: Examined, by: Actor) -> Attachment:
    """Add a file that has been examined.

    :raises Refused: once it is sent, for anyone but the applicant, or when there are as many as fit.
    """
    application = _own_draft(application, by)
    if len(queries.files_of(application)) >= FILES:
        raise Refused(f"En ansökan rymmer {FILES} filer. Ta bort någon först.")
    kept = documents.keep(examined, owner=application.recruitment.employer, by=by.person)
    application.saved_at = clock.now()
    application.save(update_fields=["saved_at"])
    return Attachment.objects.create(application=application, file=kept, made_at=clock.now())


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor) -> None:
    """Take a file away and erase it; twice takes it away once.

    :raises Refused: once the application is sent, or for anyone but the applicant.
    """
    _own_draft(attachment.application, by)
    if Attachment.objects.filter(pk=attachment.pk).exists():
        attachment.delete()
        documents.drop(attachment.file, by=by.person)


@transaction.atomic
def discard(application: Application, *, by: Actor | None) -> None:
    """Erase a draft with all that it holds; nobody but the applicant has ever seen it.

    :param by: the applicant, or None for the calendar.
    :raises Refused: once it is sent, or for anyone but the applicant.
    """
    if by is not None:
        application = _own_draft(application, by)
    for attachment in queries.files_of(application):
        attachment.delete()
        documents.drop(attachment.file, by=by and by.person)
    application.delete()


@transaction.atomic
def submit(application: Application, *, by: Actor, today: date) -> None:
    """Send the application; from here it is the employer's record. The applicant gets a receipt.

    :raises Refused: while anything is missing, after the last day, or for anyone but the applicant.
    """
    application = queries.whole(application)
    vacancy = application.recruitment
    let_in = queries.is_let_in(vacancy, by.person)
    if refusal := why_not_apply(vacancy, today=today, is_let_in=let_in):
        raise Refused(refusal)
    has_file = bool(queries.files_of(application))
    missing = why_not_submit(application, recruiting.questions_of(vacancy), queries.said_in(application),
                             has_file=has_file)  # fmt: skip
    if missing:
        raise Refused(" ".join(missing))
    application.number = queries.next_number(vacancy)
    application.submitted_at, application.informed_by = clock.now(), INFORMED
    application.is_late = why_not_apply(vacancy, today=today) is not None
    _take("submit", application, by=by, along=["number", "submitted_at", "informed_by", "is_late"])
    notices.received(application)


@transaction.atomic
def withdraw(application: Application, *, by: Actor, today: date) -> None:
    """Take the application back; a time that was chosen becomes free. No reason is asked for.

    :raises Refused: when it is over, or for anyone but the applicant.
    """
    application = queries.whole(application)
    _take("withdraw", application, by=by)
    Slot.objects.filter(taken_by=application).update(taken_by=None)
    notices.withdrawn(application, today)


@transaction.atomic
def accept(application: Application, *, by: Actor, today: date) -> None:
    """Say yes to the job.

    :raises Refused: without an offer, after its last day, or for anyone but the applicant.
    """
    application = queries.whole(application)
    if refusal := why_not_accept(application, today=today):
        raise Refused(refusal)
    _take("accept", application, by=by)
    notices.accepted(application, today)


@transaction.atomic
def decline(application: Application, *, by: Actor, today: date) -> None:
    """Say no to the job.

    :raises Refused: without an offer, or for anyone but the applicant.
    """
    application = queries.whole(application)
    _take("decline", application, by=by)
    notices.declined(application, today)


@transaction.atomic
def choose_time(slot: Slot, *, application: Application, by: Actor) -> Slot:
    """Choose when to be met; the time chosen before becomes free. Only one can have a time.

    :raises Refused: when someone else was first, when the time has passed, or when no interview is asked for.
    """
    application = queries.whole(application)
    if refusal := only_applicant(by, application):
        raise Refused(refusal)
    if application.state != State.INTERVIEW:
        raise Refused("Du är inte längre inbjuden till intervju. Ladda om sidan för att se läget.")
    this = Slot.objects.filter(pk=slot.pk, recruitment=application.recruitment, starts_at__gt=clock.now())
    meetings.take(this, application)
    slot.refresh_from_db()
    Entry.write("application.time_chosen", application, by=by.person, owner=application.recruitment.employer)
    notices.time_chosen(application, slot)
    return slot


def _own_draft(application: Application, by: Actor) -> Application:
    application = queries.whole(application)
    if refusal := only_applicant(by, application):
        raise Refused(refusal)
    if application.state != State.DRAFT:
        raise Refused("Ansökan är skickad och kan inte ändras. Kontakta arbetsgivaren, eller dra tillbaka den.")
    return application


def _take(name: str, application: Application, *, by: Actor, **more: Any) -> None:
    APPLICATION.take(name, obj=application, by=by, owner=application.recruitment.employer, **more)
