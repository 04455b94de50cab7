"""Several sign at the same moment: it binds once, holds a person once, and a revoked role counts."""

import time
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.lending import actions
from kollega.lending.models import Agreement, Away, Signature
from kollega.lending.rules import why_not_sign
from kollega.lending.terms import AgreementState
from kollega.people.models import Duty
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew
from tests.races.rounds import ROUNDS, TWIN_ROUNDS, Count, slowly, winners, without_constraint, without_locks
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def signs(loan, agreement, person):
    agreement = loan.fresh(agreement)
    by = actor(anew(person), loan.today)
    return partial(actions.sign, agreement, by=by, method="kod", digest=agreement.version.digest, today=loan.today)


def last_two(today):
    """Return an agreement that one has signed, and the other two signing twice each."""
    loan = builders.Loan(today)
    agreement = loan.to_sign()
    signs(loan, agreement, loan.head)()
    people = [loan.their_head, loan.employee]
    return agreement, [signs(loan, agreement, person) for person in [*people, *people]]


def test_the_last_two_signatures_at_once_bind_once(today):
    count = Count("last two signatures")
    for _ in range(ROUNDS):
        agreement, jobs = last_two(today)
        won, refused = count.race(*jobs)
        assert len(won) == 2
        assert set(refused) <= {"Du har redan skrivit under.", "Avtalet går inte att skriva under just nu."}
        assert anew(agreement).state == AgreementState.NOTICE
        assert Signature.objects.filter(version__agreement=agreement).count() == 3
        assert Entry.objects.filter(verb="agreement.signed", object_id=agreement.pk).count() == 1
        assert Away.objects.filter(agreement=agreement).count() == 1
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_three_sign_and_nobody_is_bound(today, monkeypatch):
    without_locks(monkeypatch)
    slowly(monkeypatch, actions, "why_not_sign")
    for _ in range(TWIN_ROUNDS):
        agreement, jobs = last_two(today)
        winners(*jobs[:2])
        if (
            anew(agreement).state == AgreementState.SIGNING
            and Signature.objects.filter(version__agreement=agreement).count() == 3
        ):
            return
    pytest.fail("the twin held although its guard was gone")


def overlapping(today, count=2):
    """Return agreements about one person for the same days, each lacking the last signature, and those who give it."""
    loan = builders.Loan(today)
    jobs = []
    for _ in range(count):
        receiver = builders.an_employer()
        builders.Membership.objects.create(network=loan.network, employer=receiver, from_on=builders.LONG_AGO)
        loan.receiver, loan.their_head = receiver, builders.a_duty("head_of_hr", receiver)
        loan.their_contact = builders.a_duty("contact", receiver)
        loan.call = builders.a_call(employer=receiver, network=loan.network)
        loan.leader = loan.call.contact
        agreement = loan.to_sign()
        for person in (loan.employee, loan.head):
            signs(loan, agreement, person)()
        jobs.append(signs(loan, agreement, loan.their_head))
    return loan.employment, jobs


def test_a_person_is_bound_for_the_same_days_once(today):
    count = Count("double lending")
    for _ in range(ROUNDS):
        employment, jobs = overlapping(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert "är redan utlånad under en del av tiden" in refused[0]
        assert Away.objects.filter(person=employment.person).count() == 1
        assert Agreement.objects.filter(employment=employment, state=AgreementState.NOTICE).count() == 1
    assert list(faults()) == []
    count.show()


def test_twin_without_the_constraint_a_person_is_lent_twice(today):
    with without_constraint(Away, "nobody_is_lent_twice_at_once"):
        _, jobs = overlapping(today)
        assert winners(*jobs) == 2


def revoked_while_signing(today, monkeypatch, *, is_late=True):
    """Return a head who signs, and someone who revokes the duty and tells whether there was a signature by then.

    :param is_late: whether the revocation comes when the signing is in its middle; otherwise at the same moment.
    """
    loan = builders.Loan(today)
    agreement = loan.to_sign()
    is_signing = Event()

    def tell(*args, **kwargs):
        is_signing.set()
        time.sleep(0.1)
        return why_not_sign(*args, **kwargs)

    monkeypatch.setattr(actions, "why_not_sign", tell)

    def revoke():
        assert not is_late or is_signing.wait(20)
        with transaction.atomic():
            Duty.objects.filter(person=loan.head).update(to_on=today - timedelta(days=1))
            return Signature.objects.filter(version__agreement=agreement).exists()

    return [signs(loan, agreement, loan.head), revoke]


def is_in_order(signed, was_signed):
    """Return whether the signature came before the revocation, or not at all."""
    return was_signed if not isinstance(signed, Exception) else isinstance(signed, Refused) and not was_signed


def test_a_role_revoked_while_signing_is_revoked_before_or_after_and_never_in_between(today, monkeypatch):
    outcomes = [
        together(*revoked_while_signing(today, monkeypatch, is_late=number % 2 == 0)) for number in range(ROUNDS)
    ]
    assert all(is_in_order(*outcome) for outcome in outcomes)
    signed = sum(not isinstance(signed, Exception) for signed, _ in outcomes)
    print(f"races: revoked while signing: rounds={ROUNDS}, wins={signed}, refused={ROUNDS - signed}")


def test_twin_without_the_duties_held_a_revoked_head_signs(today, monkeypatch):
    def read_only(person, on):
        person.__dict__.pop("_actor", None)
        return actor(person, on)

    monkeypatch.setattr(actions, "actor_held", read_only)
    assert not is_in_order(*together(*revoked_while_signing(today, monkeypatch)))
