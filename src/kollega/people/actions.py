"""What can be done to persons' own things."""

from datetime import date

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people.models import Consent, Employment, Person, Profile, Substitution
from kollega.people.queries import lasting
from kollega.people.rules import why_not_substitute


@transaction.atomic
def hand_over(person: Person, *, substitute: Person, employer, from_on: date, to_on: date) -> Substitution:
    """Let a colleague do the person's tasks at the employer between two days, both included.

    :raises Refused: if the colleague works elsewhere or the days run backwards.
    """
    is_colleague = Employment.objects.filter(lasting(from_on), person=substitute, employer=employer).exists()
    if reason := why_not_substitute(
        person=person, substitute=substitute, is_colleague=is_colleague, from_on=from_on, to_on=to_on
    ):
        raise Refused(reason)
    made = Substitution.objects.create(
        person=person, substitute=substitute, employer=employer, from_on=from_on, to_on=to_on
    )
    Entry.write("substitution.started", made, by=person, owner=employer)
    return made


@transaction.atomic
def take_back(substitution: Substitution, *, by: Person) -> None:
    """End a substitution at once; it stays in the log. Ending it twice ends it once."""
    if not Substitution.objects.select_for_update().filter(pk=substitution.pk).exists():
        return
    Entry.write("substitution.ended", substitution, by=by, owner=substitution.employer)
    substitution.delete()


@transaction.atomic
def describe(person: Person, *, looks_for: str, visible_to: str, skills, languages, places) -> Profile:
    """Keep what a person says about themself; the log says that it changed, never what it says."""
    profile, _ = Profile.objects.update_or_create(
        person=person, defaults={"looks_for": looks_for.strip(), "visible_to": visible_to}
    )
    profile.skills.set(skills)
    profile.languages.set(languages)
    profile.places.set(places)
    Entry.write("profile.described", profile, by=person, owner=None)
    return profile


@transaction.atomic
def consent(person: Person, *, kind: str, text: str) -> Consent:
    """Record that a person agreed, in the words they read; agreeing twice changes nothing."""
    given, is_new = Consent.objects.get_or_create(
        person=person, kind=kind, withdrawn_at=None, defaults={"text": text, "given_at": clock.now()}
    )
    if is_new:
        Entry.write("consent.given", given, by=person, owner=None)
    return given


@transaction.atomic
def withdraw_consent(person: Person, *, kind: str) -> None:
    """Record that a person changed their mind; both days are kept."""
    for given in Consent.objects.select_for_update().filter(person=person, kind=kind, withdrawn_at=None):
        given.withdrawn_at = clock.now()
        given.save(update_fields=["withdrawn_at"])
        Entry.write("consent.withdrawn", given, by=person, owner=None)


@transaction.atomic
def prefer(person: Person, *, colour_scheme: str, wants_mail: bool) -> None:
    """Keep how a person wants the pages to look, and whether notices also come by mail."""
    person.colour_scheme, person.wants_mail = colour_scheme, wants_mail
    person.save(update_fields=["colour_scheme", "wants_mail"])
