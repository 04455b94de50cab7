"""What waits for a person among applications."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from kollega.applications import queries
from kollega.applications.models import Assessment, Assessor
from kollega.applications.rules import ENDED
from kollega.applications.terms import GOING_ON, State
from kollega.core.desk import Task
from kollega.people.queries import actor


def waiting_for(person: Any, today: date) -> list[Task]:
    """Return what the person has to do: as an applicant, as one who recruits, and as one who judges."""
    by = actor(person, today)
    applies, judges, recruits = queries.may_wait(person)
    own = _applied_for(person, today) if applies else []
    rounds = _rounds(person, by, today) if recruits else []
    return [*own, *rounds, *(_judging(person, today) if judges else [])]


def _applied_for(person: Any, today: date) -> list[Task]:
    waits = Q(state__in=(State.DRAFT, State.OFFERED)) | Q(state=State.INTERVIEW, slot=None)
    found = [_own(application, today) for application in queries.own_applications_for(person).filter(waits)]
    return [task for task in found if task]


def _own(application: Any, today: date) -> Task | None:
    job, url = application.recruitment, reverse("applications:application", args=[application.pk])
    if application.state == State.DRAFT:
        if job.apply_by and job.apply_by < today:
            return None
        return Task(title=f"Skicka din ansökan till {job.title}", context="Det du har skrivit är sparat.", url=url,
                    button="Fortsätt", due_on=job.apply_by, icon="edit", today=today)  # fmt: skip
    if application.state == State.OFFERED:
        return Task(title=f"Svara på erbjudandet om {job.title}", context=str(job.employer), url=url, button="Svara",
                    due_on=application.offer_until, icon="check", today=today)  # fmt: skip
    return Task(title=f"Välj tid för intervju om {job.title}", context=str(job.employer), url=url, button="Välj tid",
                icon="calendar", today=today)  # fmt: skip


def _rounds(person: Any, by: Any, today: date) -> list[Task]:
    new, done = Count("applications", filter=Q(applications__state=State.SUBMITTED)), Count(
        "applications", filter=Q(applications__state=State.ACCEPTED))  # fmt: skip
    left = Count("applications", filter=Q(applications__letter_back=None) & Q(
        applications__state__in=[*GOING_ON, State.NOT_PROCEEDING]))  # fmt: skip
    found = queries.handled_for(person).annotate(new=new, done=done, left=left)
    return [task for job in found for task in _of_round(job, by, today)]


def _of_round(job: Any, by: Any, today: date) -> list[Task]:
    url = reverse("applications:round", args=[job.pk])
    tasks = []
    if job.new and job.state not in ENDED:
        count = "en ny ansökan" if job.new == 1 else f"{job.new} nya ansökningar"
        tasks.append(Task(title=f"Läs {count} till {job.title}", context="De har inte granskats än.", url=url,
                          button="Läs", icon="inbox", today=today))  # fmt: skip
    if job.left and job.state in ENDED and by.is_contact_at(job.employer_id):
        tasks.append(Task(title=f"Lämna besked till dem som sökte {job.title}", context="Rekryteringen är avslutad.",
                          url=reverse("applications:letter", args=[job.pk]), button="Skriv besked", icon="mail",
                          today=today))  # fmt: skip
    return tasks


def _judging(person: Any, today: date) -> list[Task]:
    asked = Assessor.objects.filter(person=person).values("recruitment")
    open_states = [s for s in GOING_ON if s not in {State.OFFERED, State.ACCEPTED}]
    waiting = (
        queries.received_for(person).filter(recruitment__in=asked, state__in=open_states).order_by()
        .exclude(assessments__in=_locked_by(person)).values("recruitment", "recruitment__title")
        .annotate(left=Count("pk"))
    )  # fmt: skip
    return [
        Task(title=f"Bedöm ansökningar till {row['recruitment__title']}", context=f"{row['left']} återstår.",
             url=reverse("applications:round", args=[row["recruitment"]]), button="Bedöm", icon="check", today=today)
        for row in waiting
    ]  # fmt: skip


def _locked_by(person: Any) -> Any:
    return Assessment.objects.filter(person=person, locked_at__isnull=False)
