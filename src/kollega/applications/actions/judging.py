"""What those who judge do, and those who ask them to."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from kollega.applications import notices, queries
from kollega.applications.models import Application, Assessment, Assessor, Mark, Reading
from kollega.applications.rules import only_recruiter, why_not_judge, why_not_lock
from kollega.applications.terms import Points, State
from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people.rules import Actor
from kollega.recruiting import queries as recruiting
from kollega.recruiting.rules import only_recruiter as only_recruiter_of


@transaction.atomic
def ask_to_judge(recruitment: Any, *, person: Any, by: Actor, today: date) -> Assessor:
    """Ask a colleague to judge the applications; asking again changes nothing.

    :raises Refused: unless the one who recruits or HR asks a colleague who has not applied themself.
    """
    recruitment = queries.vacancy_held(recruitment.pk)
    if refusal := only_recruiter_of(by, recruitment):
        raise Refused(refusal)
    if Application.objects.filter(recruitment=recruitment, applicant=person).exclude(state=State.DRAFT).exists():
        raise Refused(f"{person} kan inte bedöma. Välj någon annan.")
    made, is_new = Assessor.objects.get_or_create(
        recruitment=recruitment, person=person, defaults={"made_at": clock.now()}
    )
    if is_new:
        Entry.write("assessor.asked", made, by=by.person, owner=recruitment.employer)
        notices.asked_to_judge(made)
    return made


@transaction.atomic
def excuse(assessor: Assessor, *, by: Actor) -> None:
    """Stop asking a colleague to judge: they read nothing more. What they have locked stays.

    :raises Refused: unless the one who recruits, HR, or the colleague themself does it.
    """
    recruitment = queries.vacancy_held(assessor.recruitment_id)
    if by.pk != assessor.person_id and (refusal := only_recruiter_of(by, recruitment)):
        raise Refused(refusal)
    if Assessor.objects.filter(pk=assessor.pk).exists():
        Entry.write("assessor.excused", assessor, by=by.person, owner=recruitment.employer)
        assessor.delete()


@transaction.atomic
def judge(application: Application, *, points: Mapping[UUID, int], note: str, lock: bool, by: Actor) -> Assessment:
    """Keep one's judgement of an application, requirement by requirement; locking makes it final.

    :param points: by the published requirement's id; others are refused, so nothing else is ever judged.
    :raises Refused: for anyone who is not asked to, for one's own locked judgement, or when a requirement is left.
    """
    application = queries.whole(application)
    _refuse_stranger(application, by)
    kept = Assessment.objects.filter(application=application, person=by.person).first()
    if refusal := why_not_judge(kept):
        raise Refused(refusal)
    criteria = recruiting.criteria_of(application.recruitment)
    if not set(points) <= {c.pk for c in criteria} or not set(points.values()) <= set(Points.values):
        raise Refused("Bedöm bara efter de krav som stod i annonsen.")
    if lock and (refusal := why_not_lock(points, criteria)):
        raise Refused(refusal)
    now = clock.now()
    made = kept or Assessment(application=application, person=by.person)
    made.note, made.saved_at, made.locked_at = note.strip(), now, now if lock else None
    made.save()
    made.marks.all().delete()
    Mark.objects.bulk_create(Mark(assessment=made, criterion_id=pk, points=given) for pk, given in points.items())
    if lock:
        Entry.write("assessment.locked", made, by=by.person, owner=application.recruitment.employer)
    return made


@transaction.atomic
def note_reading(application: Application, *, by: Any, today: date) -> None:
    """Remember that someone read the application that day, once, so that the applicant may know who has."""
    row = Reading(application=application, person=by, day=today)
    Reading.objects.bulk_create([row], ignore_conflicts=True)


def _refuse_stranger(application: Application, by: Actor) -> None:
    is_asked = Assessor.objects.filter(recruitment=application.recruitment_id, person=by.person).exists()
    is_colleague = application.recruitment.employer_id in by.employers
    if not (is_asked and is_colleague) and only_recruiter(by, application):
        raise Refused("Endast de som är utsedda kan bedöma ansökan.")
