"""A person's keys and the devices where they are signed in."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

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
