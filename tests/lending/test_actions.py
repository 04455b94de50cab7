"""What can be done to an agreement: result, refusal, and the lines in the log."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from kollega.assignments.models import Interest
from kollega.core import clock
from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.lending import actions
from kollega.lending.models import Agreement, Away, Signature, VatDecision
from kollega.lending.terms import AgreementState, Party
from kollega.networks.terms import EmployerKind
from kollega.people.models import Duty
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew, told, verbs_of

pytestmark = pytest.mark.django_db
S = AgreementState


@pytest.fixture
def loan(today):
    return builders.Loan(today)


def sign(loan, agreement, person, **more):
    given = {"by": loan.by(person), "method": "kod", "digest": agreement.version.digest, "today": loan.today} | more
    return actions.sign(agreement, **given)


def test_numbers_follow_each_other_at_each_lender_and_year(today):
    loans = [builders.Loan(today), builders.Loan(today)]
    numbers = [loan.selected().number for loan in loans]
    assert [n.split(" ")[-1] for n in numbers] == ["2026-001", "2026-001"]
    second = builders.an_endorsed_answer(
        builders.a_call(employer=loans[0].receiver, network=loans[0].network),
        builders.an_employment(at=loans[0].lender),
        today,
    )
    made = builders.assignments.select(second, by=actor(second.call.contact, today), today=today)
    assert made.number.endswith("2026-002")


def test_the_terms_are_written_by_the_lenders_contact_and_the_log_says_what_changed(loan):
    agreement = loan.selected()
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    entry = Entry.objects.get(verb="agreement.terms_written")
    assert "monthly_salary" in entry.said()["facts"]["changed"]
    assert "46000" not in str(entry.said())
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    assert Entry.objects.filter(verb="agreement.terms_written").count() == 1


@pytest.mark.parametrize("who", ["their_contact", "head", "employee", "manager", "leader", "finance"])
def test_nobody_else_writes_the_terms(loan, who):
    agreement = loan.selected()
    with pytest.raises(Refused, match="Endast HR-kontakten hos utlånaren"):
        actions.write_terms(agreement, by=loan.by(getattr(loan, who)), monthly_salary=1)


def test_unfinished_terms_are_not_sent(loan, today):
    agreement = loan.selected()
    with pytest.raises(Refused, match=r"månadslönen.*facket"):
        actions.offer(agreement, by=loan.by(loan.contact), today=today)
    assert anew(agreement).state == S.DRAFT


def test_accepted_terms_are_frozen_and_three_are_asked_to_sign(loan):
    agreement = loan.to_sign()
    assert agreement.version.digest == sha256(bytes(agreement.version.paper.pdf)).hexdigest()
    assert told("agreement.to_be_signed.1") == {loan.employee, loan.head, loan.their_head}
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.write_terms(agreement, by=loan.by(loan.contact), share=50)


def test_terms_that_are_sent_back_are_kept_and_a_new_version_is_opened(loan, today):
    agreement = loan.selected()
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    actions.offer(agreement, by=loan.by(loan.contact), today=today)
    actions.send_back(agreement, by=loan.by(loan.their_contact), reason="För dyrt.", today=today)
    agreement = loan.fresh(agreement)
    assert [v.number for v in agreement.versions.all()] == [1, 2]
    actions.write_terms(agreement, by=loan.by(loan.contact), monthly_salary=40000)
    assert [int(v.monthly_salary) for v in loan.fresh(agreement).versions.all()] == [46000, 40000]
    assert told("agreement.sent_back.1") | told("agreement.sent_back.2") == {loan.contact}


def test_with_the_third_signature_the_days_are_set_and_the_person_held(loan):
    agreement = loan.signed()
    assert (agreement.state, agreement.first_day, agreement.last_day, agreement.signed_on) == (
        S.NOTICE, date(2027, 3, 1), date(2027, 4, 30), loan.today,
    )  # fmt: skip
    during = Away.objects.get().during
    assert (during.lower, during.upper) == (date(2027, 3, 1), date(2027, 5, 1))
    assert verbs_of(agreement)[-5:] == [
        "agreement.signed_by_lender",
        "agreement.signed_by_receiver",
        "agreement.signed_by_employee",
        "agreement.signed",
        "agreement.notice_given",
    ]
    assert {loan.finance, loan.their_finance, loan.employee, loan.head, loan.their_head} <= told("agreement.signed.1")
    assert list(faults()) == []


def test_notice_moves_the_first_day(today):
    loan = builders.Loan(today, starts_on=date(2026, 12, 20), answer_by=date(2026, 12, 12))
    assert loan.signed().first_day == date(2027, 1, 23)


def test_two_signatures_bind_nobody(loan):
    agreement = loan.to_sign()
    for person in (loan.head, loan.employee):
        sign(loan, agreement, person)
    agreement = anew(agreement)
    assert (agreement.state, agreement.first_day) == (S.SIGNING, None)
    assert not Away.objects.exists()


def test_nobody_signs_twice(loan):
    agreement = loan.to_sign()
    sign(loan, agreement, loan.head)
    with pytest.raises(Refused, match="redan skrivit under"):
        sign(loan, agreement, loan.head)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("who", ["contact", "their_contact", "manager", "leader", "finance", "their_finance"])
def test_only_three_sign(loan, who):
    agreement = loan.to_sign()
    with pytest.raises(Refused, match="Endast HR-cheferna och medarbetaren"):
        sign(loan, agreement, getattr(loan, who))


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_nobody_signs_other_terms_than_they_read(loan, digest):
    agreement = loan.to_sign()
    with pytest.raises(Refused, match="Villkoren har ändrats"):
        sign(loan, agreement, loan.head, digest=digest)


def test_reopened_terms_are_signed_anew_and_the_old_signatures_stay_where_they_were_given(loan, today):
    agreement = loan.to_sign()
    old = agreement.version.digest
    sign(loan, agreement, loan.head)
    actions.reopen(agreement, by=loan.by(loan.their_contact), reason="Fel dag.", today=today)
    for step in ("offer", "accept"):
        by = loan.by(loan.contact if step == "offer" else loan.their_contact)
        getattr(actions, step)(agreement, by=by, today=today)
    agreement = loan.fresh(agreement)
    assert agreement.version.digest != old
    with pytest.raises(Refused, match="Villkoren har ändrats"):
        sign(loan, agreement, loan.their_head, digest=old)
    assert [s.version.number for s in Signature.objects.all()] == [1]
    assert agreement.version.signatures.count() == 0


def test_a_role_that_was_revoked_before_signs_nothing(loan, today):
    agreement = loan.to_sign()
    by = loan.by(loan.head)
    Duty.objects.filter(person=loan.head).update(to_on=today - timedelta(days=1))
    with pytest.raises(Refused, match="Endast HR-cheferna"):
        sign(loan, agreement, loan.head, by=by)


def test_the_substitute_of_the_head_signs_and_stops_when_taken_back(loan, today):
    substitute = builders.a_substitute(loan.head, loan.lender)
    agreement = loan.to_sign()
    by = actor(substitute, today)
    sign(loan, agreement, substitute, by=by)
    assert Signature.objects.get().person == substitute
    builders.Substitution.objects.all().delete()
    agreement2 = builders.Loan(today).to_sign()
    with pytest.raises(Refused, match="Endast HR-cheferna"):
        sign(loan, agreement2, substitute, by=by)


def test_one_who_is_head_at_both_signs_for_both(loan, today):
    builders.a_duty("head_of_hr", loan.receiver, person=loan.head)
    agreement = loan.to_sign()
    sign(loan, agreement, loan.head, by=actor(anew(loan.head), today))
    assert {s.party for s in Signature.objects.all()} == {Party.LENDER, Party.RECEIVER}


def test_a_person_is_not_lent_twice_at_once(loan, today):
    loan.signed()
    call = builders.a_call(
        employer=loan.receiver, network=loan.network, starts_on=date(2027, 4, 30), ends_on=date(2027, 5, 31)
    )
    loan.call, loan.leader = call, call.contact
    second = loan.to_sign()
    for person in (loan.head, loan.their_head):
        sign(loan, second, person)
    with pytest.raises(Refused, match="är redan utlånad under en del av tiden"):
        sign(loan, second, loan.employee)
    second = anew(second)
    assert (second.state, second.first_day, Away.objects.count()) == (S.SIGNING, None, 1)
    assert not Signature.objects.filter(version__agreement=second, party="employee").exists()


def test_the_day_after_one_loan_another_may_begin(loan, today):
    loan.signed()
    call = builders.a_call(
        employer=loan.receiver, network=loan.network, starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 31)
    )
    loan.call, loan.leader = call, call.contact
    assert loan.signed().state == S.NOTICE


@pytest.mark.parametrize(
    ("action", "who", "state"), [("decline", "their_head", S.DECLINED), ("withdraw", "employee", S.WITHDRAWN)]
)
def test_an_agreement_that_falls_tells_everyone_why(loan, today, action, who, state):
    agreement = loan.to_sign()
    with pytest.raises(Refused, match="Skriv varför"):
        getattr(actions, action)(agreement, by=loan.by(getattr(loan, who)), reason="", today=today)
    getattr(actions, action)(agreement, by=loan.by(getattr(loan, who)), reason="Läget ändrades.", today=today)
    assert anew(agreement).state == state
    assert told(f"agreement.{state}.1") == {loan.employee, loan.leader, loan.manager, loan.contact, loan.their_contact}


def test_a_bound_agreement_does_not_fall(loan, today):
    agreement = loan.signed()
    for action, who in (("decline", loan.head), ("withdraw", loan.employee), ("reopen", loan.contact)):
        with pytest.raises(Refused, match="redan gått vidare"):
            getattr(actions, action)(agreement, by=loan.by(who), reason="Nej", today=today)


def test_the_loan_begins_and_comes_back_by_the_calendar_and_only_once(loan):
    agreement = loan.signed()
    moved = []
    for day in (
        date(2027, 2, 28),
        date(2027, 3, 1),
        date(2027, 3, 1),
        date(2027, 3, 30),
        date(2027, 3, 31),
        date(2027, 3, 31),
    ):
        with clock.at(day):
            moved.append((actions.let_the_day_come(day), anew(agreement).state))
    assert moved == [(0, S.NOTICE), (1, S.ACTIVE), (0, S.ACTIVE), (0, S.ACTIVE), (1, S.RETURNING), (0, S.RETURNING)]


def test_a_clock_that_stood_still_catches_up_at_once(loan):
    agreement = loan.signed()
    assert actions.let_the_day_come(date(2027, 4, 15)) == 2
    assert anew(agreement).state == S.RETURNING


def test_the_return_is_confirmed_on_the_last_day_and_not_before(loan):
    agreement = loan.signed()
    actions.let_the_day_come(date(2027, 4, 15))
    with pytest.raises(Refused, match="Lånet pågår fortfarande"):
        actions.confirm_return(agreement, by=loan.by(loan.manager), today=date(2027, 4, 29))
    with pytest.raises(Refused, match="Endast chefen eller HR-kontakten"):
        actions.confirm_return(agreement, by=loan.by(loan.leader), today=date(2027, 4, 30))
    actions.confirm_return(agreement, by=loan.by(loan.manager), today=date(2027, 4, 30))
    assert anew(agreement).state == S.RETURNED


def test_the_newest_vat_decision_stands_and_the_old_are_kept(loan):
    agreement = loan.decided("O")
    with clock.at(date(2026, 12, 1)):
        actions.decide_vat(agreement, treatment="S", reason="Ny bedömning.", by=loan.by(loan.finance))
    assert loan.fresh(agreement).vat.treatment == "S"
    assert VatDecision.objects.count() == 2
    assert [e.reason for e in Entry.objects.filter(verb="agreement.vat_decided")] == [
        "Myndigheter under staten.", "Ny bedömning.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "reason", "why"),
    [
        ("their_finance", "x", "Endast ekonomin hos utlånaren"),
        ("contact", "x", "Endast ekonomin"),
        ("finance", " ", "Skriv varför"),
    ],
)
def test_vat_is_decided_by_the_lenders_finance_with_a_reason(loan, who, reason, why):
    agreement = loan.signed()
    with pytest.raises(Refused, match=why):
        actions.decide_vat(agreement, treatment="O", reason=reason, by=loan.by(getattr(loan, who)))


def test_vat_is_not_decided_before_the_agreement_binds(loan):
    with pytest.raises(Refused, match="när avtalet är underskrivet"):
        actions.decide_vat(loan.to_sign(), treatment="O", reason="x", by=loan.by(loan.finance))


def test_municipal_lending_needs_its_insurance_checked(today):
    loan = builders.Loan(today, kind=EmployerKind.MUNICIPALITY)
    agreement = loan.selected()
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms() | {"is_insurance_checked": False})
    with pytest.raises(Refused, match="försäkringarna"):
        actions.offer(agreement, by=loan.by(loan.contact), today=today)


def test_no_agreement_is_drawn_up_where_no_form_fits(loan, today):
    loan.receiver.kind = EmployerKind.REGION
    with pytest.raises(Refused, match="Lån passar inte"):
        actions.propose(
            origin=None,
            employment=loan.employment,
            receiver=loan.receiver,
            network=loan.network,
            leader=loan.leader,
            title="x",
            tasks="x",
            workplace="x",
            share=80,
            starts_on=today,
            ends_on=today,
            by=loan.by(loan.leader),
            today=today,
        )
    assert not Agreement.objects.exists()


def test_the_employment_is_never_changed(loan):
    before = builders.Employment.objects.filter(pk=loan.employment.pk).values().get()
    loan.decided()
    actions.let_the_day_come(date(2027, 4, 15))
    assert builders.Employment.objects.filter(pk=loan.employment.pk).values().get() == before
    assert Interest.objects.get().state == "selected"
