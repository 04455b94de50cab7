"""Several sign at the same moment: it binds once, holds a person once, and a revoked role counts."""

import time
from datetime import date, timedelta
from functools import partial
from threading import Event

import pytest
from django.db import transaction
from django.db.models import QuerySet

from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.lending import actions
from kollega.lending.actions import around, attachments, changes, held, signing
from kollega.lending.models import Agreement, Away, Change, Signature, SignOff, Version
from kollega.lending.rules import AGREEMENT, CHANGES, why_not_sign
from kollega.lending.rules.waivers import WAIVER
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
    slowly(monkeypatch, signing, "why_not_sign")
    for _ in range(TWIN_ROUNDS):
        agreement, jobs = last_two(today)
        winners(*jobs[:2])
        if (
            anew(agreement).state == AgreementState.SIGNING
            and Signature.objects.filter(version__agreement=agreement).count() == 3
        ):
            return
    pytest.fail("the twin held although its guard was gone")


def overlapping(today, count=2, share=80):
    """Return agreements about one person for the same days, each lacking the last signature, and those who give it."""
    loan = builders.Loan(today)
    jobs = []
    for _ in range(count):
        receiver = builders.an_employer()
        builders.Membership.objects.create(network=loan.network, employer=receiver, from_on=builders.LONG_AGO)
        loan.receiver, loan.their_head = receiver, builders.a_duty("head_of_hr", receiver)
        loan.their_contact = builders.a_duty("contact", receiver)
        loan.call = builders.a_call(employer=receiver, network=loan.network, share=share)
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


def test_three_loans_of_half_the_time_bind_two_of_them(today):
    count = Count("three halves")
    for _ in range(ROUNDS):
        employment, jobs = overlapping(today, count=3, share=50)
        won, refused = count.race(*jobs)
        assert (len(won), len(refused)) == (2, 1)
        lent = Away.objects.filter(person=employment.person)
        assert sorted((a.part.lower, a.part.upper) for a in lent) == [(0, 50), (50, 100)]
    count.show()


def test_twin_without_lock_and_constraint_a_person_is_lent_twice(today, monkeypatch):
    with without_constraint(Away, "no_part_of_a_day_is_lent_twice"):
        _, jobs = overlapping(today)
        without_locks(monkeypatch)
        slowly(monkeypatch, held, "parts_for")
        assert winners(*jobs) == 2


def two_halves_without_the_log(today, monkeypatch):
    """Return two loans of half the time; the lender's log, whose numbering holds signers up, holds nobody."""
    _, jobs = overlapping(today, share=50)
    monkeypatch.setattr(Entry, "write", classmethod(lambda cls, *_, **__: None))
    slowly(monkeypatch, held, "parts_for")
    return jobs


def test_two_halves_choose_different_parts(today, monkeypatch):
    assert winners(*two_halves_without_the_log(today, monkeypatch)) == 2


def test_twin_without_locks_two_halves_choose_the_same_part(today, monkeypatch):
    without_locks(monkeypatch)
    assert winners(*two_halves_without_the_log(today, monkeypatch)) == 1


def test_the_constraint_alone_lets_nobody_be_lent_twice(today, monkeypatch):
    employment, jobs = overlapping(today)
    without_locks(monkeypatch)
    slowly(monkeypatch, held, "parts_for")
    assert winners(*jobs) == 1
    assert Away.objects.filter(person=employment.person).count() == 1


def attached_while_sent(today):
    """Return terms whose contact attaches a file and sends them in the same moment."""
    loan = builders.Loan(today)
    agreement = loan.selected()
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    sent, by = builders.a_sent_file("bilaga.pdf"), loan.by(loan.contact)
    return agreement, [
        partial(actions.attach, agreement, sent, by=by), partial(actions.offer, agreement, by=by, today=today),
    ]  # fmt: skip


def was_attached_after_sent(agreement):
    verbs = builders.verbs_of(agreement)
    return "agreement.attached" in verbs and verbs.index("agreement.offered") < verbs.index("agreement.attached")


def test_no_file_is_attached_to_terms_that_are_sent(today):
    count = Count("attach against send")
    for _ in range(ROUNDS):
        agreement, jobs = attached_while_sent(today)
        count.race(*jobs)
        assert not was_attached_after_sent(agreement)
    count.show()


def test_twin_without_locks_a_file_is_attached_to_what_was_sent(today, monkeypatch):
    agreement, (attach, send) = attached_while_sent(today)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    slowly(monkeypatch, attachments, "why_not_attach", seconds=0.5)
    winners(attach, send)
    assert was_attached_after_sent(agreement)


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

    monkeypatch.setattr(signing, "why_not_sign", tell)

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

    monkeypatch.setattr(signing, "actor_held", read_only)
    assert not is_in_order(*together(*revoked_while_signing(today, monkeypatch)))


def about_to_extend(today):
    """Return a loan on its last day whose extension lacks one signature: one signs it, one confirms the return."""
    loan = builders.Loan(today)
    agreement = loan.running(on=date(2027, 4, 30))
    loan.extended_by_two(agreement)
    by = actor(anew(loan.manager), loan.today)
    returns = partial(actions.confirm_return, loan.fresh(agreement), by=by, today=loan.today)
    fresh = loan.fresh(agreement)
    extends = partial(
        actions.sign, fresh, by=actor(anew(loan.employee), loan.today), method="kod", digest=fresh.to_sign.digest,
        today=loan.today,
    )  # fmt: skip
    return agreement, [extends, returns]


def is_one_story(agreement):
    """Return whether the loan is either extended and runs, or back with its old last day and nothing open."""
    found = builders.Loan.fresh(agreement)
    is_extended = (found.state, len(found.in_force), found.last_day) == (AgreementState.ACTIVE, 2, date(2027, 7, 31))
    is_back = (found.state, len(found.in_force), found.last_day) == (AgreementState.RETURNED, 1, date(2027, 4, 30))
    return is_extended or (is_back and found.open_change is None)


def test_an_extension_and_a_return_at_once_leave_one_of_them(today):
    count = Count("extend against return")
    for _ in range(ROUNDS):
        agreement, jobs = about_to_extend(today)
        won, _ = count.race(*jobs)
        assert len(won) == 1
        assert is_one_story(agreement)
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_a_loan_is_back_and_extended(today, monkeypatch):
    races = [about_to_extend(today) for _ in range(TWIN_ROUNDS)]
    without_locks(monkeypatch)
    # The question's own state is a second guard: whoever comes last reads that it has been answered.
    monkeypatch.setattr(CHANGES["extension"], "refusal", lambda *_, **__: None)
    slowly(monkeypatch, AGREEMENT, "refusal", seconds=0.6)
    for agreement, jobs in races:
        if winners(*jobs) == 2 or not is_one_story(agreement):
            return
    pytest.fail("the twin held although its guard was gone")


def two_who_ask(today):
    """Return a loan that runs, and two who ask for different extensions of it."""
    loan = builders.Loan(today)
    agreement = loan.running()
    about = {"share": 80, "starts_on": None, "reason": "Mer att göra.", "assessment": "", "today": loan.today}
    return agreement, [
        partial(
            actions.ask_to_extend, loan.fresh(agreement), by=actor(anew(person), loan.today),
            ends_on=date(2027, 5 + number, 31), **about,
        )
        for number, person in ((0, loan.their_contact), (2, loan.employee))
    ]  # fmt: skip


def test_two_extensions_asked_at_once_are_one(today):
    count = Count("two extensions")
    for _ in range(ROUNDS):
        agreement, jobs = two_who_ask(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert "redan bett om en ändring" in refused[0]
        assert Change.objects.filter(agreement=agreement).count() == 1
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraints_two_extensions_are_open(today, monkeypatch):
    one_change = without_constraint(Change, "one_open_change_per_agreement")
    with one_change, without_constraint(Version, "one_version_per_number"), monkeypatch.context() as patch:
        agreement, jobs = two_who_ask(today)
        without_locks(patch)
        slowly(patch, changes, "why_not_ask")
        assert winners(*jobs) == 2
        assert Change.objects.filter(agreement=agreement).count() == 2


def about_to_answer(today):
    """Return an offer, and two contacts of the receiver: one accepts it, one answers with other terms."""
    loan = builders.Loan(today)
    second = builders.a_duty("contact", loan.receiver)
    agreement = loan.selected()
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    actions.offer(agreement, by=loan.by(loan.contact), today=today)
    about = {"today": today, "read": 1}
    return agreement, [
        partial(actions.accept, loan.fresh(agreement), by=actor(anew(loan.their_contact), today), **about),
        partial(
            actions.counter, loan.fresh(agreement), wanted={"share": 50}, reason="Halva tiden räcker.",
            by=actor(anew(second), today), **about,
        ),
    ]  # fmt: skip


def is_accepted_or_countered(agreement):
    """Return whether what is frozen for signing is what was accepted, or nothing is frozen and a counter waits."""
    found = builders.Loan.fresh(agreement)
    last = found.version
    is_accepted = (found.state, last.number, last.share, bool(last.digest)) == (AgreementState.SIGNING, 1, 80, True)
    return is_accepted or (found.state, last.number, last.digest) == (AgreementState.COUNTERED, 2, "")


def test_an_offer_is_accepted_or_countered_never_both(today):
    count = Count("accept against counter")
    for _ in range(ROUNDS):
        agreement, jobs = about_to_answer(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert "gått vidare" in refused[0] or "sedan du läste dem" in refused[0]
        assert is_accepted_or_countered(agreement)
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_an_offer_is_both(today, monkeypatch):
    races = [about_to_answer(today) for _ in range(TWIN_ROUNDS)]
    without_locks(monkeypatch)
    slowly(monkeypatch, AGREEMENT, "refusal", seconds=0.6)
    for agreement, jobs in races:
        if winners(*jobs) == 2 or not is_accepted_or_countered(agreement):
            return
    pytest.fail("the twin held although its guard was gone")


def two_who_answer_a_waiver(today):
    """Return a question of a shorter notice, and the contact who grants it while the asker takes it back."""
    loan = builders.Loan(today, starts_on=date(2026, 12, 14), answer_by=date(2026, 12, 1), ends_on=date(2027, 4, 30))
    agreement = loan.signed()
    about = {"first_day": date(2026, 12, 14), "reason": "Klart.", "today": today}
    asked = actions.ask_waiver(agreement, by=loan.by(loan.manager), **about)
    return asked, [
        partial(actions.grant_waiver, anew(asked), by=actor(anew(loan.contact), today), today=today),
        partial(actions.take_back_waiver, anew(asked), by=actor(anew(loan.manager), today), today=today),
    ]


def is_granted_or_taken_back(asked):
    found = anew(asked)
    first = builders.Loan.fresh(found.agreement).first_day
    return (found.state, first) in {("granted", date(2026, 12, 14)), ("withdrawn", date(2027, 1, 23))}


def test_a_shorter_notice_is_granted_or_taken_back(today):
    count = Count("waiver granted against taken back")
    for _ in range(ROUNDS):
        asked, jobs = two_who_answer_a_waiver(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert "redan fått svar" in refused[0]
        assert is_granted_or_taken_back(asked)
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_a_notice_is_shortened_by_a_question_that_was_taken_back(today, monkeypatch):
    races = [two_who_answer_a_waiver(today) for _ in range(TWIN_ROUNDS)]
    without_locks(monkeypatch)
    slowly(monkeypatch, WAIVER, "refusal", seconds=0.6)
    for asked, jobs in races:
        if winners(*jobs) == 2 or not is_granted_or_taken_back(asked):
            return
    pytest.fail("the twin held although its guard was gone")


def two_who_say_that_a_side_is_done(today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    ready = [p.pk for p in agreement.points.filter(party="lender")]
    about = {"moment": "start", "party": "lender"}
    actions.prepare(agreement, ready=ready, unneeded=[], by=loan.by(loan.manager), **about)
    return agreement, [
        partial(actions.sign_off, loan.fresh(agreement), by=actor(anew(person), today), today=today, **about)
        for person in (loan.manager, loan.contact)
    ]


def test_a_side_is_done_once(today):
    count = Count("two sign off a side")
    for _ in range(ROUNDS):
        agreement, jobs = two_who_say_that_a_side_is_done(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert "redan klarmarkerad" in refused[0]
        assert agreement.sign_offs.count() == 1
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraint_a_side_is_done_twice(today, monkeypatch):
    with without_constraint(SignOff, "one_sign_off_per_party_and_moment"), monkeypatch.context() as patch:
        agreement, jobs = two_who_say_that_a_side_is_done(today)
        without_locks(patch)
        slowly(patch, around, "why_not_prepare")
        assert winners(*jobs) == 2
        assert agreement.sign_offs.count() == 2
