"""Which own vacancies a person handles, which they may read, and what stands on the notice boards."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from kollega.catalogue.terms import Reach
from kollega.core.composed import ASKED, Composed
from kollega.networks.models import Employer, Network
from kollega.people.models import Person
from kollega.people.queries import actor, holders, one_for
from kollega.people.terms import DutyKind
from kollega.recruiting.models import Criterion, Decision, Filing, HouseRules, Question, Recruitment
from kollega.recruiting.terms import DURING, READABLE, State


def recruitments_filling(agreement: Any) -> QuerySet[Recruitment]:
    return Recruitment.objects.filter(fills=agreement).order_by("made_at")


def recruitments_for(person: Any) -> QuerySet[Recruitment]:
    """Return the vacancies the person handles: as the one who recruits, their substitute, HR contact or head of HR."""
    by = actor(person)
    mine = Q(contact=person) | Q(employer__in=by.at(DutyKind.CONTACT, DutyKind.HEAD_OF_HR))
    for person_id, employer_id in by.stands_in_for:
        mine |= Q(contact_id=person_id, employer_id=employer_id)
    return whole(Recruitment.objects.filter(mine))


def announced_for(person: Any) -> QuerySet[Recruitment]:
    """Return the announced vacancies the person may read: by their reach, and their own."""
    seen = Q(reach=Reach.PUBLIC)
    if person.is_authenticated:
        by = actor(person)
        seen |= Q(reach=Reach.NETWORK, network__in=by.networks) | Q(reach=Reach.EMPLOYER, employer__in=by.employers)
        seen |= Q(reach=Reach.GROUP, group__in=by.groups)
        seen |= Q(contact=person) | Q(employer__in=by.at(DutyKind.CONTACT, DutyKind.HEAD_OF_HR))
    return whole(Recruitment.objects.filter(seen, state__in=READABLE, published_at__isnull=False))


announced = one_for(lambda person, on: announced_for(person))
"""One announced vacancy, by its id, if the person may read it that day."""


def open_to_all(place: Employer | Network, on: date) -> QuerySet[Recruitment]:
    """Return the public vacancies of an employer or a network that can be applied for, with their requirements."""
    whose = Q(employer=place) if isinstance(place, Employer) else Q(network=place)
    still = Q(apply_by__isnull=True) | Q(apply_by__gte=on)
    found = Recruitment.objects.filter(whose, still, state=State.PUBLISHED, reach=Reach.PUBLIC)
    return whole(found).prefetch_related("criteria")


def whole(recruitments: QuerySet[Recruitment]) -> QuerySet[Recruitment]:
    """Return the vacancies with what every page of them shows."""
    joined = ("employer", "network", "group", "contact", "occupation", "place", "place__parent", "decision")
    return recruitments.select_related(*joined).order_by("-made_at", "-pk")


def criteria_of(recruitment: Recruitment) -> list[Criterion]:
    return CRITERIA.rows(ids={ASKED: recruitment.pk})


CRITERIA = Composed(lambda: Criterion.objects.filter(recruitment=ASKED))


def by_weight(criteria: list[Criterion], weight: str) -> list[str]:
    """Return the lines of one weight, in their order."""
    return [c.text for c in criteria if c.weight == weight]


def questions_of(recruitment: Recruitment) -> list[Question]:
    return list(recruitment.questions.all())


def rules_of(employer_id: UUID) -> HouseRules:
    """Return what the employer asks of its announcements; what holds for everyone where it has said nothing."""
    return HouseRules.objects.filter(employer=employer_id).first() or HouseRules(employer_id=employer_id)


def employers_ruled_by(person: Any) -> QuerySet[Employer]:
    """Return the employers whose rules the person may set: as their head of HR or HR contact."""
    return Employer.objects.filter(pk__in=actor(person).at(DutyKind.CONTACT, DutyKind.HEAD_OF_HR)).order_by("name")


def contacts(employer: Employer, on: date) -> list[Person]:
    return holders(DutyKind.CONTACT, employer, on)


def filings_of(recruitment: Recruitment) -> list[Filing]:
    return list(recruitment.filings.all())


def filings_for(person: Any) -> QuerySet[Filing]:
    """Return the announcements to Arbetsförmedlingen of the vacancies that the person handles."""
    return Filing.objects.filter(recruitment__in=recruitments_for(person).values("pk")).select_related("recruitment")


def posted_at(employer: Employer, on: date) -> QuerySet[Decision]:
    """Return the decisions on the employer's notice board: from the day of posting until a while after the appeal."""
    return (
        Decision.objects.filter(recruitment__employer=employer, posted_on__lte=on)
        .filter(appeal_by__gte=on - timedelta(days=DURING))
        .select_related("recruitment__employer")
        .order_by("-posted_on", "pk")
    )


def boards(on: date) -> QuerySet[Employer]:
    """Return the employers that have something on their notice board."""
    return (
        Employer.objects.filter(recruitments__decision__posted_on__lte=on)
        .filter(recruitments__decision__appeal_by__gte=on - timedelta(days=DURING))
        .distinct()
        .order_by("name")
    )


def address_of(recruitment: Recruitment) -> str:
    """Return where everyone reads the vacancy."""
    return settings.ADDRESS + reverse("recruiting:ad", args=[recruitment.pk])


def where_to_apply(recruitment: Recruitment) -> str:
    """Return the address where one applies: here, or in the employer's own system."""
    return settings.ADDRESS + apply_path(recruitment) if recruitment.receives_here else recruitment.application_url


def apply_path(recruitment: Recruitment) -> str:
    return reverse("applications:begin", args=[recruitment.pk])


def due_to_open(today: date) -> QuerySet[Recruitment]:
    return Recruitment.objects.filter(state=State.SCHEDULED, publish_on__lte=today)


def past_their_day(today: date) -> QuerySet[Recruitment]:
    return Recruitment.objects.filter(state=State.PUBLISHED, apply_by__lt=today)
