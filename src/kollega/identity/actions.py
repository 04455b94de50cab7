"""What lets a person in, and what ends their stay."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from kollega.core.log import Entry


@transaction.atomic
def welcome(person: Any) -> None:
    """Let the person sign in with the address their employer gave, and with no earlier one. Twice changes nothing."""
    EmailAddress.objects.filter(user_id=person.pk).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def sign_out_elsewhere(person: Any, *, this_key: str, device: int | None = None) -> int:
    """End one of the person's other sessions, or all of them, and return how many were ended."""
    others = UserSession.objects.filter(user_id=person.pk).exclude(session_key=this_key)
    chosen = list(others.filter(pk=device) if device else others)
    for session in chosen:
        session.end()
    if chosen:
        Entry.write("session.ended", person, by=person, owner=None, count=str(len(chosen)))
    return len(chosen)
