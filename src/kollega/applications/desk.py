"""What waits for a person among applications."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from kollega.applications import queries
from kollega.applications.models import Application, Assessment, Assessor
from kollega.applications.rules import ENDED
from kollega.applications.terms import GOING_ON, State
from kollega.core.desk import Pile, Task
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting.models import Recruitment

JUDGED = tuple(s for s in GOING_ON if s not in {State.OFFERED, State.ACCEPTED})
UNTOLD = Q(letter_back=None, state__in=[*GOING_ON, State.NOT_PROCEEDING])


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return what the person has to do: as an applicant, as one who recruits, and as one who judges."""
    return [_applied_for(person, today), *_rounds(person, today), _judging(person, today)]


def _applied_for(person: Any, today: date) -> Pile:
    begun = Q(state=State.DRAFT) & (Q(recruitment__apply_by=None) | Q(recruitment__apply_by__gte=today))
    waits = begun | Q(state=State.OFFERED) | Q(state=State.INTERVIEW, slot=None)
    found = queries.own_applications_for(person).filter(waits)
    return Pile(rows=found, told=lambda application: _own(application, today))


def _own(application: Any, today: date) -> Task:
    job, url = application.recruitment, reverse("applications:application", args=[application.pk])
    if application.state == State.DRAFT:
        return Task(title=f"Skicka din ansökan till {job.title}", context="Det du har skrivit är sparat.", url=url,
                    button="Fortsätt", due_on=job.apply_by, icon="edit", today=today)  # fmt: skip
    if application.state == State.OFFERED:
        return Task(title=f"Svara på erbjudandet om {job.title}", context=str(job.employer), url=url, button="Svara",
                    due_on=application.offer_until, icon="check", today=today)  # fmt: skip
    return Task(title=f"Välj tid för intervju om {job.title}", context=str(job.employer), url=url, button="Välj tid",
                icon="calendar", today=today)  # fmt: skip


def _rounds(person: Any, today: date) -> list[Pile]:
    """Return the rounds where someone new has applied, and those that are over where someone waits for a word."""
    handled = queries.handled_for(person)
    new = handled.exclude(state__in=ENDED).filter(_has(Q(state=State.SUBMITTED)))
    over = handled.filter(_has(UNTOLD), state__in=ENDED, employer__in=actor(person, today).at(DutyKind.CONTACT))
    return [
        Pile(rows=new, whole=_with_new, told=lambda job: _to_read(job, today)),
        Pile(rows=over, told=lambda job: _to_tell(job, today)),
    ]


def _has(what: Q) -> Exists:
    return Exists(Application.objects.filter(what, recruitment=OuterRef("pk")))


def _with_new(rounds: QuerySet) -> QuerySet:
    return rounds.annotate(new=Count("applications", filter=Q(applications__state=State.SUBMITTED)))


def _to_read(job: Any, today: date) -> Task:
    count = "en ny ansökan" if job.new == 1 else f"{job.new} nya ansökningar"
    return Task(title=f"Läs {count} till {job.title}", context="De har inte granskats än.", button="Läs",
                url=reverse("applications:round", args=[job.pk]), icon="inbox", today=today)  # fmt: skip


def _to_tell(job: Any, today: date) -> Task:
    return Task(title=f"Lämna besked till dem som sökte {job.title}", context="Rekryteringen är avslutad.",
                url=reverse("applications:letter", args=[job.pk]), button="Skriv besked", icon="mail",
                today=today)  # fmt: skip


def _judging(person: Any, today: date) -> Pile:
    asked = Assessor.objects.filter(person=person).values("recruitment")
    locked = Assessment.objects.filter(person=person, locked_at__isnull=False)
    waiting = queries.received_for(person).filter(recruitment__in=asked, state__in=JUDGED).order_by().exclude(
        assessments__in=locked)  # fmt: skip
    rows = Recruitment.objects.filter(pk__in=waiting.values("recruitment"))

    def counted(rounds: QuerySet) -> QuerySet:
        return rounds.annotate(left=Count("applications", filter=Q(applications__in=waiting.values("pk"))))

    return Pile(rows=rows, whole=counted, told=lambda job: _to_judge(job, today))


def _to_judge(job: Any, today: date) -> Task:
    return Task(title=f"Bedöm ansökningar till {job.title}", context=f"{job.left} återstår.",
                url=reverse("applications:round", args=[job.pk]), button="Bedöm", icon="check",
                today=today)  # fmt: skip
