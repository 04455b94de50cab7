"""What lets a person in, and what ends their stay."""

from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Exists, OuterRef

from kollega.core import clock
from kollega.core.log import Entry
from kollega.people.models import Person


@transaction.atomic
def welcome(person: Any) -> None:
    """Let the person sign in with the address their employer gave, and with no earlier one. Twice changes nothing."""
    EmailAddress.objects.filter(user_id=person.pk).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def join(*, given_name: str, family_name: str, email: str) -> Person | None:
    """Make an account for someone who applies for a job; it lets nobody in before the code in the mail is typed.

    :returns: the person, or None where the address belongs to an account that is closed.
    """
    email = email.strip().lower()
    if Person.objects.filter(email__iexact=email).exists():
        return Person.objects.filter(email__iexact=email, is_active=True).first()
    person = Person.objects.create_user(email, given_name=given_name.strip(), family_name=family_name.strip())
    Entry.write("person.joined", person, by=None, owner=None)
    welcome(person)
    return person


@transaction.atomic
def forget_unproved(before: datetime) -> int:
    """Erase accounts that someone asked for and never proved to be theirs, made before the moment.

    Nobody has signed in to them, and nothing hangs on them: an employer's own people always have a post.

    :returns: how many were erased.
    """
    joined = Entry.objects.filter(verb="person.joined", object_id=OuterRef("pk"))
    unproved = Person.objects.filter(Exists(joined), last_login__isnull=True, joined_at__lt=before)
    found = list(unproved.filter(employments=None, duties=None).select_for_update(of=("self",), skip_locked=True))
    for person in found:
        person.delete()
    return len(found)


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Erase the accounts that were asked for before yesterday and never proved. Again does nothing more."""
    return forget_unproved(clock.at_midnight(today) - timedelta(days=1))


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
