"""Letting a colleague go before the notice has run out takes two, a reason, and a day that is earlier."""

from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.core.workflow import Refused
from kollega.lending import actions, desk, rules
from kollega.lending.models import Away, Waiver
from kollega.lending.rules import waivers
from kollega.lending.terms import AgreementState, Side, WaiverState
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import an_actor, anew, tasks_in, told, verbs_of

LENDER, RECEIVER, EMPLOYEE, MANAGER, CONTACT = (uuid4() for _ in range(5))
WISH = date(2026, 12, 7)
AT_LENDER = [(DutyKind.CONTACT, LENDER)]
ACTORS = {
    "employee": an_actor(EMPLOYEE), "manager": an_actor(MANAGER), "contact": an_actor(CONTACT, duties=AT_LENDER),
    "other contact": an_actor(duties=AT_LENDER), "substitute": an_actor(stands_in_for=[(MANAGER, LENDER)]),
    "receiver": an_actor(duties=[(DutyKind.CONTACT, RECEIVER)]), "stranger": an_actor(),
}  # fmt: skip


def an_agreement(state=AgreementState.SIGNING, *, first_day=None, manager=MANAGER):
    return SimpleNamespace(
        state=state, lender_id=LENDER, first_day=first_day, waived_to=None, lender=SimpleNamespace(notice_months=2),
        employment=SimpleNamespace(person_id=EMPLOYEE, manager_id=manager), version=SimpleNamespace(starts_on=WISH),
    )  # fmt: skip


@pytest.mark.parametrize("state", AgreementState)
def test_the_notice_is_shortened_before_the_loan_begins_only(today, state):
    said = waivers.why_not_ask_waiver(ACTORS["manager"], an_agreement(state), is_open=False, today=today)
    assert (said is None) == (state in {"draft", "offered", "countered", "signing", "notice"})


@pytest.mark.parametrize("who", ACTORS)
def test_who_asks_and_who_answers(today, who):
    by, agreement = ACTORS[who], an_agreement()
    asks = waivers.why_not_ask_waiver(by, agreement, is_open=False, today=today) is None
    assert asks == (who in {"manager", "contact", "other contact", "substitute"})
    of_manager = SimpleNamespace(side=Side.MANAGER, asked_by_id=MANAGER, agreement=agreement)
    of_contact = SimpleNamespace(side=Side.CONTACT, asked_by_id=CONTACT, agreement=agreement)
    assert (waivers.only_the_other(by, of_manager) is None) == (who in {"contact", "other contact"})
    assert (waivers.only_the_other(by, of_contact) is None) == (who in {"manager", "substitute"})


def test_without_a_manager_two_contacts_say_it_and_nobody_alone():
    agreement = an_agreement(manager=None)
    asked = SimpleNamespace(side=Side.MANAGER, asked_by_id=CONTACT, agreement=agreement)
    assert waivers.sides_of(ACTORS["contact"], agreement) == [Side.MANAGER, Side.CONTACT]
    assert waivers.only_the_other(ACTORS["contact"], asked) is not None
    assert waivers.only_the_other(ACTORS["other contact"], asked) is None


def test_whoever_is_lent_says_neither_even_standing_in_for_the_manager():
    by = an_actor(EMPLOYEE, duties=AT_LENDER, stands_in_for=[(MANAGER, LENDER)])
    assert waivers.sides_of(by, an_agreement()) == []


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (WISH, None), (date(2027, 1, 22), None), (date(2026, 11, 23), "inte har varit"),
        (date(2026, 12, 6), "från 7"), (date(2027, 1, 25), "Skriv en tidigare dag"),
    ],
)  # fmt: skip
def test_why_not_waive(today, day, why):
    said = waivers.why_not_waive(an_agreement(), day, today=today)
    assert said is None if why is None else why in said


def test_the_first_day_with_a_shorter_notice_is_never_before_the_wish_nor_the_signing(today):
    first = partial(rules.first_day, notice_months=2, signed_on=today)
    assert first(starts_on=WISH) == date(2027, 1, 23)
    assert first(starts_on=WISH, waived_to=date(2026, 12, 14)) == date(2026, 12, 14)
    assert first(starts_on=WISH, waived_to=date(2026, 11, 1)) == WISH
    assert first(starts_on=today, waived_to=date(2026, 11, 1)) == today
    assert first(starts_on=WISH, waived_to=date(2027, 6, 1)) == date(2027, 1, 23)


def a_loan(today):
    """Return a loan whose wish comes before the notice has run out."""
    return builders.Loan(today, starts_on=date(2026, 12, 14), answer_by=date(2026, 12, 1), ends_on=date(2027, 4, 30))


@pytest.mark.django_db
def test_a_signed_loan_begins_on_the_new_day_and_the_person_is_held_from_it(today):
    loan = a_loan(today)
    agreement = loan.signed()
    assert agreement.first_day == date(2027, 1, 23)
    day = date(2026, 12, 14)
    asked = actions.ask_waiver(
        agreement, first_day=day, reason="Hen är klar här.", by=loan.by(loan.manager), today=today
    )
    assert [t.title for t in tasks_in(desk.piles_for(loan.contact, today))] == [
        f"Svara om tidigare start för {loan.employee}"
    ]
    with pytest.raises(Refused, match="någon annan"):
        actions.grant_waiver(asked, by=loan.by(loan.manager), today=today)
    actions.grant_waiver(asked, by=loan.by(loan.contact), today=today)
    agreement = loan.fresh(agreement)
    assert (agreement.first_day, agreement.in_force[0].in_force_from) == (day, day)
    assert Away.objects.get(agreement=agreement).during.lower == day
    assert {loan.employee, loan.leader, loan.their_contact} <= told(f"waiver.granted.{asked.pk}")
    assert verbs_of(asked) == ["waiver.asked", "waiver.granted"]


@pytest.mark.django_db
def test_a_waiver_before_the_signing_counts_when_all_have_signed(today):
    loan = a_loan(today)
    agreement = loan.to_sign()
    day = date(2026, 12, 21)
    asked = actions.ask_waiver(agreement, first_day=day, reason="Klart.", by=loan.by(loan.contact), today=today)
    actions.grant_waiver(asked, by=loan.by(loan.manager), today=today)
    for person in (loan.head, loan.their_head, loan.employee):
        loan.signs(loan.fresh(agreement), person)
    assert loan.fresh(agreement).first_day == day


@pytest.mark.django_db
def test_a_waiver_that_would_lend_someone_twice_is_refused_whole(today):
    loan = a_loan(today)
    agreement = loan.signed()
    other = builders.Loan(today)
    elsewhere = other.signed()
    during = (date(2026, 12, 1), date(2026, 12, 20))
    Away.objects.filter(agreement=elsewhere).update(person=loan.employee, during=during)
    asked = actions.ask_waiver(
        agreement, first_day=date(2026, 12, 14), reason="Klart.", by=loan.by(loan.manager), today=today
    )
    with pytest.raises(Refused, match="redan utlånad"):
        actions.grant_waiver(asked, by=loan.by(loan.contact), today=today)
    assert (anew(asked).state, anew(agreement).first_day) == (WaiverState.ASKED, date(2027, 1, 23))


@pytest.mark.django_db
def test_a_question_lapses_when_the_loan_begins_without_it(today):
    loan = a_loan(today)
    agreement = loan.signed()
    asked = actions.ask_waiver(
        agreement, first_day=date(2027, 1, 11), reason="Klart.", by=loan.by(loan.manager), today=today
    )
    actions.let_the_day_come(date(2027, 1, 23))
    assert anew(asked).state == WaiverState.WITHDRAWN


@pytest.mark.django_db
def test_no_and_taking_it_back_leave_the_notice_as_it_was(today):
    loan = a_loan(today)
    agreement = loan.signed()
    ask = partial(
        actions.ask_waiver,
        agreement,
        first_day=date(2027, 1, 11),
        reason="Klart.",
        by=loan.by(loan.manager),
        today=today,
    )
    with pytest.raises(Refused, match="Skriv varför"):
        actions.refuse_waiver(ask(), reason=" ", by=loan.by(loan.contact), today=today)
    actions.refuse_waiver(Waiver.objects.get(), reason="Vi behöver hen.", by=loan.by(loan.contact), today=today)
    actions.take_back_waiver(ask(), by=loan.by(loan.manager), today=today)
    assert set(Waiver.objects.values_list("state", flat=True)) == {"declined", "withdrawn"}
    assert anew(agreement).first_day == date(2027, 1, 23)


@pytest.mark.django_db
def test_the_page_asks_keeps_and_answers(client, today):
    loan = a_loan(today)
    agreement = loan.signed()
    client.force_login(loan.manager)
    where = f"/utlaning/{agreement.pk}/framforhallning/"
    late = client.post(where, {"first_day": "2027-02-01", "reason": "Hen är klar.", "once": uuid4()}).content.decode()
    assert "Skriv en tidigare dag" in late
    assert "Hen är klar." in late
    client.post(where, {"first_day": "14 december 2026", "reason": "Hen är klar.", "once": uuid4()})
    asked = Waiver.objects.get()
    assert asked.first_day == date(2026, 12, 14)
    assert "redan bett" in client.get(where, follow=True).content.decode()
    TOTP.activate(loan.contact, "JBSWY3DPEHPK3PXP")
    client.force_login(loan.contact)
    assert client.post(f"{where}{asked.pk}/lapse/", {"once": uuid4()}).status_code == 404
    client.post(f"{where}{asked.pk}/grant/", {"once": uuid4()})
    assert anew(agreement).first_day == today + timedelta(days=21)
