"""Who sees which applications: the one who applies, those who recruit, and those who are asked to judge."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from kollega.applications.models import (
    Application,
    Assessment,
    Assessor,
    Attachment,
    LateEntry,
    Letter,
    Mark,
    Reading,
    Showing,
    Slot,
)
from kollega.applications.rules import ENDED
from kollega.applications.terms import DRAFTS_LAST, GOING_ON, REMIND_BEFORE, State
from kollega.core import clock
from kollega.networks.models import Employer, Membership
from kollega.people.models import Duty, Employment, Person
from kollega.people.queries import actor, lasting
from kollega.people.terms import DutyKind
from kollega.recruiting import queries as recruiting
from kollega.recruiting.models import Recruitment
from kollega.recruiting.terms import State as Vacancy

WITH = ("recruitment__employer", "recruitment__network", "recruitment__contact", "recruitment__place", "applicant",
        "letter_back", "slot")  # fmt: skip


def own_applications_for(person: Any) -> QuerySet[Application]:
    """Return what the person has applied for or begun to, the newest first."""
    return Application.objects.filter(applicant=person).select_related(*WITH).order_by("-made_at", "-pk")


def begun_by(person: Any, recruitment: Recruitment) -> Application | None:
    """Return the person's application for the vacancy that is not taken back, or None."""
    return own_applications_for(person).filter(recruitment=recruitment).exclude(state=State.WITHDRAWN).first()


def rounds_for(person: Any) -> QuerySet[Recruitment]:
    """Return the announced vacancies received here whose applications the person reads.

    Those who recruit and their HR handle them; a colleague who is asked to judge reads them while employed there.
    Whoever has applied for the job themself reads none of them.
    """
    judged = Assessor.objects.filter(person=person, recruitment__employer__in=actor(person).employers)
    mine = Application.objects.filter(applicant=person).exclude(state=State.DRAFT)
    seen = Q(pk__in=recruiting.recruitments_for(person).values("pk")) | Q(pk__in=judged.values("recruitment"))
    return (
        recruiting.whole(Recruitment.objects.filter(seen, receives_here=True, published_at__isnull=False))
        .exclude(pk__in=mine.values("recruitment"))
    )  # fmt: skip


def received_for(person: Any) -> QuerySet[Application]:
    """Return the applications that have come in to the rounds the person reads, in the order they came."""
    rounds = rounds_for(person).order_by().values("pk")
    found = Application.objects.filter(recruitment__in=rounds).exclude(state=State.DRAFT)
    return found.select_related(*WITH).order_by("recruitment_id", "number")


def moved_by(person: Any) -> QuerySet[Application]:
    """Return the applications that have come in to the rounds the person handles, not only judges."""
    return received_for(person).filter(recruitment__in=recruiting.recruitments_for(person).order_by().values("pk"))


def shown_for(person: Any) -> QuerySet[Showing]:
    """Return the applications that are shown to the person, while they are manager or HR where they read them."""
    by = actor(person)
    places = by.at(DutyKind.CONTACT, DutyKind.HEAD_OF_HR) | by.manages_at
    open_now = Showing.objects.filter(person=person, ended_at__isnull=True, employer__in=places)
    return open_now.exclude(application__state=State.WITHDRAWN).select_related(
        "application__recruitment__employer", "application__applicant", "employer", "shown_by"
    )


def showings_for(person: Any) -> QuerySet[Showing]:
    """Return the showings that the person may take back: those of applications they handle."""
    return Showing.objects.filter(application__in=moved_by(person).order_by().values("pk"), ended_at__isnull=True)


def showings_of(application: Application) -> QuerySet[Showing]:
    return application.showings.filter(ended_at__isnull=True).select_related("person", "employer")


def readers_named(recruitment: Recruitment, said: str, on: date) -> list[tuple[Person, Employer]]:
    """Return whom an application may be shown to, by what someone wrote: managers at the employer, and HR at the other
    members of the network, each with where they would read it; at most six."""
    managers = Employment.objects.filter(lasting(on), employer=recruitment.employer_id, manager__isnull=False)
    members = Membership.objects.filter(lasting(on), network=recruitment.network_id).values("employer")
    duties = Duty.objects.filter(lasting(on), kind__in=(DutyKind.CONTACT, DutyKind.HEAD_OF_HR), employer__in=members)
    duties = duties.exclude(employer=recruitment.employer_id).select_related("employer")
    either = Q(pk__in=managers.values("manager")) | Q(pk__in=duties.values("person"))
    people = named(Person.objects.filter(either), said)
    places = {duty.person_id: duty.employer for duty in duties.filter(person__in=people) if duty.employer}
    places |= dict.fromkeys(managers.filter(manager__in=people).values_list("manager", flat=True), recruitment.employer)
    return [(person, places[person.pk]) for person in people]


def handles(person: Any, recruitment: Recruitment) -> bool:
    """Return whether the person moves applications, or only judges them."""
    return recruiting.recruitments_for(person).filter(pk=recruitment.pk).exists()


def attachments_for(person: Any) -> QuerySet[Attachment]:
    """Return the files the person may fetch: their own, and those of applications whose sender they may know."""
    read = received_for(person).order_by().values("pk")
    handled = recruiting.recruitments_for(person).order_by().values("pk")
    judged = Assessment.objects.filter(person=person, locked_at__isnull=False).values("application")
    known = Q(application__recruitment__in=handled) | Q(application__in=judged)
    hidden = Q(application__recruitment__is_blind=True) & ~known
    seen = Q(application__applicant=person) | (Q(application__in=read) & ~hidden)
    seen |= Q(application__in=shown_for(person).values("application"))
    return Attachment.objects.filter(seen).select_related("file", "application__recruitment")


def whole(application: Application) -> Application:
    """Return the application locked until all is done, with what its page shows; its vacancy is locked first.

    Every step takes the vacancy's row before the application's, so that two never wait for each other.
    """
    vacancy_held(application.recruitment_id)
    Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    return Application.objects.select_related(*WITH).get(pk=application.pk)


def vacancy_held(recruitment_id: UUID) -> Recruitment:
    """Return the vacancy locked, so that it neither closes nor gives a number twice meanwhile."""
    Recruitment.objects.select_for_update(of=("self",), no_key=True).get(pk=recruitment_id)
    return Recruitment.objects.select_related("employer", "network", "contact").get(pk=recruitment_id)


def recruitment_of(recruitment_id: UUID) -> Recruitment:
    return Recruitment.objects.select_related("employer", "contact").get(pk=recruitment_id)


def next_number(recruitment: Recruitment) -> int:
    """Return the number of the next application; the vacancy is held, so nobody else takes it."""
    last = Application.objects.filter(recruitment=recruitment).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def is_let_in(recruitment: Recruitment, person: Any) -> bool:
    """Return whether the HR contact has let the person in after the last day."""
    return LateEntry.objects.filter(recruitment=recruitment, email__iexact=person.email).exists()


def said_in(application: Application) -> dict[UUID, str]:
    """Return what is answered, by the question's id."""
    return {a.question_id: a.text for a in application.answers.all()}


def files_of(application: Application) -> list[Attachment]:
    return list(application.attachments.select_related("file"))


def assessments_of(application: Application, *, seen_by: Any, is_handler: bool) -> list[Assessment]:
    """Return the judgements the person may read: their own, and the others' once their own is locked.

    Those who recruit read all that is locked at any time, as security.md says.
    """
    found = list(application.assessments.select_related("person").prefetch_related("marks__criterion"))
    own_is_locked = any(a.person_id == seen_by.pk and a.locked_at for a in found)
    return [a for a in found if a.person_id == seen_by.pk or (a.locked_at and (is_handler or own_is_locked))]


def assessment_by(application: Application, person: Any) -> Assessment | None:
    return application.assessments.filter(person=person).prefetch_related("marks").first()


def hides_names(recruitment: Recruitment, *, is_handler: bool) -> bool:
    """Return whether the vacancy hides who applies from this reader until they have judged."""
    return recruitment.is_blind and not is_handler


def locked_marks(recruitment: Recruitment) -> dict[UUID, list[Mark]]:
    """Return every mark of every locked judgement of the vacancy, by application, in one statement."""
    found: dict[UUID, list[Mark]] = {}
    marks = Mark.objects.filter(
        assessment__application__recruitment=recruitment, assessment__locked_at__isnull=False
    ).select_related("assessment__person")
    for mark in marks.order_by("assessment__locked_at", "pk"):
        found.setdefault(mark.assessment.application_id, []).append(mark)
    return found


def judged_by(person: Any, recruitment: Recruitment) -> set[UUID]:
    """Return the applications that the person has judged and locked."""
    locked = Assessment.objects.filter(person=person, application__recruitment=recruitment, locked_at__isnull=False)
    return set(locked.values_list("application_id", flat=True))


def assessors_of(recruitment: Recruitment) -> QuerySet[Assessor]:
    return recruitment.assessors.select_related("person")


def colleagues_named(recruitment: Recruitment, said: str, on: date) -> list[Person]:
    """Return those employed at the vacancy's employer whose name or address is what someone wrote, at most six."""
    there = Employment.objects.filter(lasting(on), employer=recruitment.employer_id).values("person")
    return named(Person.objects.filter(pk__in=there), said)


def named(people: QuerySet[Person], said: str) -> list[Person]:
    """Return those of the people whose name or address is what someone wrote, at most six."""
    found = people.filter(is_active=True)
    for word in said.split()[:4]:
        found = found.filter(Q(given_name__istartswith=word) | Q(family_name__istartswith=word) | Q(email__iexact=word))
    return list(found.order_by("family_name", "given_name", "pk")[:6])


def slots_of(recruitment: Recruitment) -> QuerySet[Slot]:
    return recruitment.slots.select_related("taken_by").order_by("starts_at", "pk")


def free_slots(application: Application) -> list[Slot]:
    """Return the times that are left to choose, from now on."""
    return list(slots_of(application.recruitment).filter(taken_by__isnull=True, starts_at__gt=clock.now()))


def own_slots_for(person: Any) -> QuerySet[Slot]:
    """Return the times of the vacancies that have invited the person to an interview."""
    invited = Application.objects.filter(applicant=person, state=State.INTERVIEW)
    return Slot.objects.filter(recruitment__in=invited.values("recruitment"))


def slots_for(person: Any) -> QuerySet[Slot]:
    """Return the times of the vacancies whose applications the person handles."""
    return Slot.objects.filter(recruitment__in=recruiting.recruitments_for(person).order_by().values("pk"))


def assessors_for(person: Any) -> QuerySet[Assessor]:
    return Assessor.objects.filter(recruitment__in=recruiting.recruitments_for(person).order_by().values("pk"))


def handled_for(person: Any) -> QuerySet[Recruitment]:
    """Return the vacancies received here whose applications the person moves."""
    return rounds_for(person).filter(pk__in=recruiting.recruitments_for(person).order_by().values("pk"))


def letters_of(recruitment: Recruitment) -> QuerySet[Letter]:
    return recruitment.letters.select_related("sent_by").annotate(to=Count("applications"))


def to_be_told(recruitment: Recruitment) -> QuerySet[Application]:
    """Return those who get the next letter: passed over and not told, and when it is all over everyone left."""
    whom = Q(state=State.NOT_PROCEEDING)
    if recruitment.state in ENDED:
        left = [s for s in GOING_ON if s != State.ACCEPTED or recruitment.state != Vacancy.FILLED]
        whom |= Q(state__in=left)
    return Application.objects.filter(whom, recruitment=recruitment, letter_back__isnull=True).order_by("number")


def counts(recruitments: Iterable[Recruitment]) -> dict[UUID, int]:
    """Return how many applications have come in to each, in one statement."""
    found = Application.objects.filter(recruitment__in=list(recruitments)).exclude(state=State.DRAFT)
    return dict(found.values_list("recruitment").annotate(Count("pk")).order_by())


def readings_of(application: Application) -> QuerySet[Reading]:
    return application.readings.select_related("person").order_by("-day", "pk")


def new_since_yesterday(today: date) -> dict[UUID, int]:
    """Return how many applications came in to each vacancy the day before."""
    begins, ends = clock.at_midnight(today - timedelta(days=1)), clock.at_midnight(today)
    found = Application.objects.filter(submitted_at__gte=begins, submitted_at__lt=ends)
    return dict(found.values_list("recruitment").annotate(Count("pk")).order_by())


def drafts_to_remind(today: date) -> QuerySet[Application]:
    """Return the drafts whose vacancy closes in three days."""
    last = today + timedelta(days=REMIND_BEFORE)
    return Application.objects.filter(
        state=State.DRAFT, recruitment__state=Vacancy.PUBLISHED, recruitment__apply_by=last
    ).select_related(*WITH)


def forgotten_drafts(today: date) -> QuerySet[Application]:
    """Return the drafts that nobody has touched for thirty days."""
    return Application.objects.filter(state=State.DRAFT, saved_at__lt=clock.at_midnight(today) - DRAFTS_LAST)
