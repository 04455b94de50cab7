"""When two ads are the same job, and which of them is shown."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from kollega.core.clock import STOCKHOLM
from kollega.networks.rules import folded
from kollega.vacancies.terms import FEW, MOST_REMOVED, Source

PUBLISHED_WITHIN = timedelta(days=7)
"""A copy follows its original within days; the same title at the same place a month later is a new job."""
LEGAL_FORMS = (" ab", " publ", " hb", " kb")


def alike(title: str) -> str:
    """Return what the titles of two ads for one job have in common."""
    return hashlib.sha256(folded(title).encode()).hexdigest()[:32]


def is_same_job(one: Any, other: Any) -> bool:
    """Return whether two ads announce the same job: same employer, title, place and dates."""
    return (
        folded(one.title) == folded(other.title)
        and is_same_employer(one, other)
        and _is_same_place(one, other)
        and _day(one.apply_by) == _day(other.apply_by)
        and _is_published_with(one, other)
    )


def is_same_employer(one: Any, other: Any) -> bool:
    """Return whether two ads have the same announcer; where both are known, nothing else decides."""
    if one.employer_id and other.employer_id:
        return one.employer_id == other.employer_id
    if one.org_number and other.org_number:
        return one.org_number == other.org_number
    return bool(one.employer_name) and _bare(one.employer_name) == _bare(other.employer_name)


def precedence(*, source: str, is_own: bool) -> int:
    """Return which of several copies is shown, the lowest first: the employer's own, the national, any other."""
    return 0 if is_own else 1 if source == Source.PLATSBANKEN else 2


def why_not_remove(*, going: int, had: int) -> str | None:
    """Return why a run may not take away so many ads without a yes, or None if it may; a couple may always go."""
    if going <= FEW or going / had <= MOST_REMOVED:
        return None
    return (
        f"Körningen skulle ta bort {going} av {had} öppna annonser. Det är fler än {MOST_REMOVED * 100:.0f} procent "
        "och kan vara ett fel i källan, så ingenting är ändrat."
    )


def digest_of(values: dict[str, Any]) -> str:
    """Return the digest by which the same ad again is known to be unchanged."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()


def _is_same_place(one: Any, other: Any) -> bool:
    if one.place_id and other.place_id:
        return one.place_id == other.place_id
    return folded(one.place_label) == folded(other.place_label)


def _is_published_with(one: Any, other: Any) -> bool:
    """An ad that does not say when it was published has only its last day to be told by."""
    if one.published_at is None or other.published_at is None:
        return one.apply_by is not None
    return abs(one.published_at - other.published_at) <= PUBLISHED_WITHIN


def _day(when: datetime | None) -> Any:
    return when and when.astimezone(STOCKHOLM).date()


def _bare(name: str) -> str:
    name = folded(name)
    for form in LEGAL_FORMS:
        name = name.removesuffix(form)
    return name
