"""A person's keys and the devices where they are signed in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from kollega.identity.rules import Resume
from kollega.people.queries import employments_of
from kollega.taxonomy.models import Concept
from kollega.taxonomy.queries import known_by_name, places
from kollega.taxonomy.terms import Kind
from kollega.words.places import near

MOST_PLACES = 8

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Device:
    """One place where a person is signed in."""

    pk: int
    name: str
    ip: str
    since: datetime
    is_this: bool


def keys_of(person: Any) -> QuerySet[Authenticator]:
    """Return the person's passkeys, oldest first."""
    return Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.WEBAUTHN).order_by("created_at")


def recovery_codes_left(person: Any) -> int | None:
    """Return how many reserve codes are unused, or None where there are none to use."""
    codes = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else None


def devices_of(person: Any, this_key: str) -> list[Device]:
    """Return where the person is signed in, this device first, then the newest; ended sessions are forgotten."""
    devices = [
        Device(
            pk=session.pk, name=device_name(session.user_agent), ip=session.ip, since=session.created_at,
            is_this=session.session_key == this_key,
        )
        for session in UserSession.objects.purge_and_list(person)
    ]  # fmt: skip
    return sorted(devices, key=lambda d: (not d.is_this, -d.since.timestamp()))


def device_name(user_agent: str) -> str:
    """Return browser and kind of device in words: Firefox på Windows."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if re.search(mark, user_agent)), "")
    if browser and system:
        return f"{browser} på {system}"
    return browser or system or "Okänd enhet"


LANGUAGES = {
    "english": "Engelska", "swedish": "Svenska", "finnish": "Finska", "norwegian": "Norska", "danish": "Danska",
    "icelandic": "Isländska", "german": "Tyska", "french": "Franska", "spanish": "Spanska", "italian": "Italienska",
    "portuguese": "Portugisiska", "dutch": "Nederländska", "polish": "Polska", "russian": "Ryska",
    "ukrainian": "Ukrainska", "arabic": "Arabiska", "persian": "Persiska", "farsi": "Farsi", "somali": "Somaliska",
    "kurdish": "Kurdiska", "turkish": "Turkiska", "chinese": "Kinesiska", "romanian": "Rumänska",
    "bosnian": "Bosniska", "croatian": "Kroatiska", "serbian": "Serbiska", "estonian": "Estniska",
    "latvian": "Lettiska", "lithuanian": "Litauiska",
}  # fmt: skip
"""Languages as a CV in English calls them."""


@dataclass(frozen=True)
class Recognised:
    """What a CV holds of the words that a profile is made of, and the names that no word was found for."""

    skills: list[Concept]
    languages: list[Concept]
    places: list[Concept]
    occupations: list[Concept]
    unknown: list[str]


def recognised(resume: Resume) -> Recognised:
    """Return the words that the names of a CV mean: by label, or by one of the names that a label holds."""
    said = {name: LANGUAGES.get(name.casefold(), name) for name in resume.languages}
    unknown: list[str] = []

    def find(kind: str, names: Iterable[str], shown: dict[str, str] | None = None) -> list[Concept]:
        names = list(names)
        found = known_by_name(kind, names)
        unknown.extend((shown or {}).get(name, name) for name in names if name.casefold() not in found)
        return list(dict.fromkeys(found[name.casefold()] for name in names if name.casefold() in found))

    return Recognised(
        skills=find(Kind.SKILL, resume.skills),
        languages=find(Kind.LANGUAGE, said.values(), {swedish: name for name, swedish in said.items()}),
        places=find(Kind.MUNICIPALITY, resume.places),
        occupations=find(Kind.OCCUPATION, resume.occupations),
        unknown=unknown,
    )


def places_near_work(person: Any, on: date) -> list[Concept]:
    """Return the municipalities where the person's employers are, and those one travels to from there by day."""
    codes = [post.employer.municipality_code for post in employments_of(person, on)]
    around = [code for own in codes if own for code in (own, *near(own))][:MOST_PLACES]
    rows = {place.code: place for place in places().filter(code__in=around)}
    return [rows[code] for code in dict.fromkeys(around) if code in rows]
