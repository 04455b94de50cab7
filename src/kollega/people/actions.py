"""What can be done to persons' own things."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people import notices
from kollega.people.models import Consent, Employment, Person, Profile, Proof, Substitution
from kollega.people.queries import app_of, lasting, newest_proofs, proofs_asked_lately
from kollega.people.rules import why_not_ask_proof, why_not_substitute, why_not_try_proof, wrong_code
from kollega.people.terms import ProofWay

SAID = {"occupation", "wanted", "how_much", "looks_for"}
"""The fields of a profile that are set one by one."""


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
def say(person: Person, *, skills=None, languages=None, places=None, wishes=None, **fields: Any) -> Profile:
    """Keep a part of what a person says about themself, and leave the rest as it was.

    :param fields: any of occupation, wanted, how_much and looks_for.
    """
    profile, _ = Profile.objects.select_for_update(of=("self",)).get_or_create(person=person)
    for name in fields.keys() & SAID:
        setattr(profile, name, fields[name])
    profile.save(update_fields=[*(fields.keys() & SAID)])
    for name, words in (("skills", skills), ("languages", languages), ("places", places), ("wishes", wishes)):
        if words is not None:
            getattr(profile, name).set(words)
    Entry.write("profile.described", profile, by=person, owner=None)
    return profile


@transaction.atomic
def add(person: Person, *, skills=(), languages=(), places=(), occupation=None) -> Profile:
    """Add words to what a person has said; words that stand there already change nothing, nor does no occupation."""
    profile, _ = Profile.objects.select_for_update(of=("self",)).get_or_create(person=person)
    if occupation is not None:
        profile.occupation = occupation
        profile.save(update_fields=["occupation"])
    for name, words in (("skills", skills), ("languages", languages), ("places", places)):
        getattr(profile, name).add(*words)
    Entry.write("profile.described", profile, by=person, owner=None)
    return profile


@transaction.atomic
def switch_suggestions(person: Person, *, on: bool) -> None:
    """Show the person what may suit them, or stop; what they have said about themself stays."""
    profile, _ = Profile.objects.select_for_update(of=("self",)).get_or_create(person=person)
    if profile.has_suggestions != on:
        profile.has_suggestions = on
        profile.save(update_fields=["has_suggestions"])
        Entry.write("suggestions.started" if on else "suggestions.stopped", profile, by=person, owner=None)


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


@transaction.atomic
def ask_proof(person: Person, *, purpose: str, what: str = "") -> Proof:
    """Begin to prove again that it is the person: mail a code at once, or wait for one from their app.

    A new code takes the place of the one before it for the same purpose.

    :param purpose: what the code is good for and nothing else, such as `agreement:<id>:<digest>`.
    :param what: the same in words, for the mail, such as "skriva under avtalet SV 2026-014".
    :raises Refused: if the person has asked for many codes in a short time.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if reason := why_not_ask_proof(proofs_asked_lately(person)):
        raise Refused(reason)
    made = Proof(person=person, purpose=purpose, way=ProofWay.APP, created_at=clock.now())
    if app_of(person) is None:
        code = f"{secrets.randbelow(10**6):06}"
        made.way, made.salt = ProofWay.MAIL, secrets.token_hex(16)
        made.code_digest = _digest(made.salt, code)
        notices.proof(person, code=code, what=what)
    made.save(force_insert=True)
    Entry.write("proof.asked", made, by=person, owner=None, purpose=purpose, way=made.way)
    return made


@contextmanager
def proved(person: Person, *, purpose: str, code: str) -> Iterator[str]:
    """Do what stands inside with the code used up, both or neither; say in words how the person proved it is them.

    A wrong try is kept although nothing else is. A right one whose act fails, because the house fell or the act was
    refused, still holds. So this must not be called inside a transaction that may be rolled back: it opens its own, and
    stops with an error if there is one already. Give the view `policy(..., once=False)`.

    :raises Refused: if no code was asked for, if it is old, used, guessed at too often, or not the right one.
    """
    with transaction.atomic(durable=True):
        way, refusal = _try_proof(person, purpose, code)
        if refusal is None:
            yield str(ProofWay(way).label)
    if refusal:
        raise Refused(refusal)


def _try_proof(person: Person, purpose: str, code: str) -> tuple[str, str | None]:
    proof = newest_proofs(person, purpose).select_for_update(of=("self",)).first()
    refusal = why_not_try_proof(proof, now=clock.now())
    if proof is None or refusal:
        return "", refusal
    proof.attempts += 1
    is_right = _is_right(proof, "".join(code.split()))
    if is_right:
        proof.used_at = clock.now()
    proof.save(update_fields=["attempts", "used_at"])
    Entry.write("proof.given" if is_right else "proof.failed", proof, by=person, owner=None, purpose=purpose)
    return proof.way, None if is_right else wrong_code(proof.attempts)


def _is_right(proof: Proof, code: str) -> bool:
    if proof.way == ProofWay.MAIL:
        return constant_time_compare(_digest(proof.salt, code), proof.code_digest)
    app = app_of(proof.person)
    return app is not None and app.wrap().validate_code(code)


def _digest(salt: str, code: str) -> str:
    """Return the code's digest, keyed by the installation's secret, so that the database alone gives nothing away."""
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()
