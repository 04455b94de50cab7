"""Which vacancies anyone may read, and what an import has to know of what is here before it writes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from kollega.core.composed import ASKED, Composed
from kollega.networks.models import Employer
from kollega.networks.queries import in_swedish_order
from kollega.networks.rules import folded, readable_name
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.taxonomy.models import Concept
from kollega.taxonomy.terms import Kind
from kollega.vacancies.models import Feed, Sighting, Vacancy
from kollega.vacancies.rules import Ad, named_places, whose


def vacancies() -> QuerySet[Vacancy]:
    """Return every vacancy with what its page shows; closed ones too, so that an old link says what has happened."""
    return Vacancy.objects.select_related("employer", "place", "occupation")


VACANCY = Composed(lambda: vacancies().filter(pk=ASKED))


def vacancy(pk: UUID) -> Vacancy | None:
    """Return one of them, or None."""
    return VACANCY.first(ids={ASKED: pk})


def feeds_for(person: Any) -> QuerySet[Feed]:
    """Return the feeds of the employers where the person is HR contact today."""
    places = actor(person).at(DutyKind.CONTACT)
    return Feed.objects.filter(employer__in=places).select_related("employer").order_by("employer__name", "kind", "pk")


def employers_to_feed(person: Any) -> QuerySet[Employer]:
    """Return the employers whose feeds the person may arrange."""
    return Employer.objects.filter(pk__in=actor(person).at(DutyKind.CONTACT)).order_by(in_swedish_order("name"), "pk")


def announcers(ads: Sequence[Ad]) -> dict[int, Employer | None]:
    """Return who announces each ad, by row: told by organisation number, and by the whole name where it gives none."""
    by_number: dict[str, list[Employer]] = defaultdict(list)
    for employer in Employer.objects.filter(org_number__in={ad.org_number for ad in ads if ad.org_number}):
        by_number[employer.org_number].append(employer)
    nameless = [ad for ad in ads if not ad.org_number and ad.employer_name]
    by_name: dict[str, list[Employer]] = defaultdict(list)
    if nameless:
        said = {name.casefold() for ad in nameless for name in (ad.employer_name, readable_name(ad.employer_name))}
        for employer in Employer.objects.annotate(lower=Lower("name")).filter(lower__in=said, successor__isnull=True):
            by_name[folded(employer.name)].append(employer)
    return {
        ad.row: whose(ad, by_number[ad.org_number] if ad.org_number else by_name[folded(ad.employer_name)])
        for ad in ads
    }


def places_by_code(codes: set[str]) -> dict[str, Concept]:
    """Return the municipalities with the codes."""
    codes -= {""}
    found = Concept.objects.filter(kind=Kind.MUNICIPALITY, code__in=codes, is_known=True) if codes else []
    return {concept.code: concept for concept in found}


def places_by_name(ads: Iterable[Ad]) -> dict[int, Concept]:
    """Return the place that each ad names in words, by row: the first municipality, or else the first county."""
    named = {ad.row: names for ad in ads if (names := named_places(*ad.places, ad.place_label))}
    if not named:
        return {}
    known: dict[str, Concept] = {}
    kinds = (Kind.REGION, Kind.MUNICIPALITY)
    for concept in Concept.objects.filter(kind__in=kinds, is_known=True, is_deprecated=False).order_by("-kind", "pk"):
        known[folded(concept.label)] = concept
    for county in [concept for concept in known.values() if concept.kind == Kind.REGION]:
        short = folded(county.label).removesuffix(" län")  # Skåne, Västra Götaland(s): a county said without the word
        for name in (short, short.removesuffix("s")):
            known.setdefault(name, county)
    found = {row: [known[name] for name in names if name in known] for row, names in named.items()}
    return {
        row: next((c for c in concepts if c.kind == Kind.MUNICIPALITY), concepts[0])
        for row, concepts in found.items()
        if concepts
    }


def occupations_by_word(ads: Iterable[Ad]) -> dict[int, Concept]:
    """Return the occupation that each ad gives by its old code or in words, by row; only those a file has named."""
    ads = [ad for ad in ads if ad.occupation_code or ad.occupation_label]
    if not ads:
        return {}
    words = {ad.occupation_label.casefold() for ad in ads} - {""}
    asked = Q(lower__in=words) | Q(code__in={ad.occupation_code for ad in ads} - {""})
    concepts = Concept.objects.annotate(lower=Lower("label")).filter(asked, kind=Kind.OCCUPATION, is_known=True)
    by_word = {concept.label.casefold(): concept for concept in concepts}
    by_code = {concept.code: concept for concept in concepts if concept.code}
    found = {ad.row: by_code.get(ad.occupation_code) or by_word.get(ad.occupation_label.casefold()) for ad in ads}
    return {row: concept for row, concept in found.items() if concept}


def sightings_of(source: str, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Sighting]:
    """Return what is known of the ads with these scopes and ids, with their vacancies."""
    ids: dict[str, set[str]] = defaultdict(set)
    for scope, source_id in keys:
        ids[scope].add(source_id)
    found: dict[tuple[str, str], Sighting] = {}
    for scope, wanted in sorted(ids.items()):
        known = Sighting.objects.filter(source=source, scope=scope, source_id__in=wanted)
        found |= {(s.scope, s.source_id): s for s in known.select_related("vacancy__employer")}
    return found


def still_open(source: str, scope: str, *, now: datetime, employer: Employer | None) -> QuerySet[Sighting]:
    """Return the ads of one feed that it has not removed and whose last day has not passed."""
    is_open = Q(vacancy__apply_by__isnull=True) | Q(vacancy__apply_by__gte=now)
    found = Sighting.objects.filter(is_open, source=source, scope=scope, removed_at__isnull=True)
    return found.filter(vacancy__employer=employer) if employer else found


def sharing_marks(marks: Iterable[str]) -> QuerySet[Sighting]:
    """Return the sightings that have one of the marks and are not removed."""
    found = Sighting.objects.filter(marks__overlap=sorted(marks), removed_at__isnull=True)
    return found.select_related("vacancy__employer").order_by("-leads", "first_seen_at", "pk")


def named_alike(keys: Iterable[str]) -> QuerySet[Vacancy]:
    """Return the vacancies that are not removed and whose titles have one of the keys."""
    found = Vacancy.objects.filter(alike__in=sorted(keys), removed_at__isnull=True)
    return found.select_related("employer").order_by("published_at", "pk")


def sightings_by_vacancy(ids: Iterable[Any]) -> dict[Any, list[Sighting]]:
    """Return every sighting of the vacancies, the first seen first."""
    found: dict[Any, list[Sighting]] = defaultdict(list)
    for sighting in Sighting.objects.filter(vacancy__in=sorted(ids, key=str)).order_by("first_seen_at", "pk"):
        found[sighting.vacancy_id].append(sighting)
    return found
