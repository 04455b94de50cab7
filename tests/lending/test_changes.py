"""What is asked of a loan that runs: extension, an early end, employment at the receiver; and calling it off before."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kollega.core import clock
from kollega.core.log import faults
from kollega.core.workflow import Refused
from kollega.lending import actions, desk, rules
from kollega.lending.models import Away, Change, Paper
from kollega.lending.terms import AgreementState, ChangeKind, ChangeState, LegalForm
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import an_actor, anew, tasks_in, told, verbs_of

S = AgreementState
FIRST, LAST = date(2027, 3, 1), date(2027, 4, 30)
LENDER, RECEIVER, EMPLOYEE, MANAGER = uuid4(), uuid4(), uuid4(), uuid4()


def terms(first, last, share=100, early=30):
    return SimpleNamespace(in_force_from=first, in_force_to=last, share=share, early_end_notice=early)


def an_agreement(*in_force, form=LegalForm.STAFF_LOAN, state=S.ACTIVE, **more):
    in_force = in_force or (terms(FIRST, LAST),)
    return SimpleNamespace(
        state=state, legal_form=form, in_force=list(in_force), version=in_force[-1], last_day=in_force[-1].in_force_to,
        first_day=in_force[0].in_force_from, lender_id=LENDER, receiver_id=RECEIVER, is_converting=False,
        employment=SimpleNamespace(person_id=EMPLOYEE, manager_id=MANAGER), **more,
    )  # fmt: skip


ACTORS = {
    "employee": an_actor(EMPLOYEE), "manager": an_actor(MANAGER),
    "lender": an_actor(duties=[(DutyKind.CONTACT, LENDER)]),
    "receiver": an_actor(duties=[(DutyKind.CONTACT, RECEIVER)]),
    "head": an_actor(duties=[(DutyKind.HEAD_OF_HR, LENDER)]), "stranger": an_actor(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("extension", {"receiver", "employee"}),
        ("early_end", {"lender", "receiver", "employee"}),
        ("conversion", {"receiver", "employee"}),
    ],
)
def test_who_may_ask_for_what(kind, who):
    agreement = an_agreement()
    asks = {name for name, by in ACTORS.items() if rules.why_not_ask(by, agreement, kind, is_open=False) is None}
    assert asks == who


@pytest.mark.parametrize("state", [s for s in S if s not in {S.ACTIVE, S.RETURNING}])
def test_only_a_loan_that_runs_changes(state):
    by = ACTORS["employee"]
    assert "som pågår" in rules.why_not_ask(by, an_agreement(state=state), "extension", is_open=False)
    assert "redan bett" in rules.why_not_ask(by, an_agreement(), "extension", is_open=True)


def extend(agreement, *, starts_on=None, ends_on, share=100, assessment="", today=FIRST):
    begins = starts_on or agreement.last_day + timedelta(days=1)
    return rules.why_not_extend(
        agreement, starts_on=begins, ends_on=ends_on, share=share, assessment=assessment, today=today
    )


def test_six_months_of_full_time_is_the_last_day_without_a_new_assessment():
    agreement = an_agreement()
    assert extend(agreement, ends_on=date(2027, 8, 31)) is None
    assert "ny bedömning" in extend(agreement, ends_on=date(2027, 9, 1))
    assert "ny bedömning" in extend(agreement, ends_on=date(2027, 9, 1), assessment="  ")
    assert extend(agreement, ends_on=date(2027, 9, 1), assessment="Behovet kvarstår.") is None
    assert extend(an_agreement(form=LegalForm.MUNICIPAL), ends_on=date(2029, 9, 1)) is None


def test_half_time_after_full_time_lasts_twice_as_long():
    """Two months of full time leave four, which are eight at half time."""
    agreement = an_agreement()
    assert extend(agreement, ends_on=date(2027, 12, 31), share=50) is None
    assert "ny bedömning" in extend(agreement, ends_on=date(2028, 1, 1), share=50)


def test_a_share_that_changes_sooner_counts_from_that_day():
    agreement = an_agreement()
    assert extend(agreement, starts_on=date(2027, 4, 1), ends_on=date(2028, 1, 31), share=50) is None
    assert "ny bedömning" in extend(agreement, starts_on=date(2027, 4, 1), ends_on=date(2028, 2, 1), share=50)


def test_an_extension_leaves_no_gap_and_never_reaches_back():
    agreement = an_agreement()
    assert "senare sista dag" in extend(agreement, ends_on=LAST)
    assert "slut i förtid" in extend(agreement, ends_on=LAST - timedelta(days=1))
    assert "senast 1\N{NO-BREAK SPACE}maj 2027" in extend(
        agreement, starts_on=date(2027, 5, 2), ends_on=date(2027, 6, 1)
    )
    assert "före i dag" in extend(
        agreement, starts_on=date(2027, 3, 9), ends_on=LAST, share=50, today=date(2027, 3, 10)
    )
    assert extend(agreement, starts_on=date(2027, 3, 10), ends_on=LAST, share=50, today=date(2027, 3, 10)) is None


def test_an_early_end_keeps_the_notice_of_the_agreement():
    agreement, today = an_agreement(), date(2027, 3, 10)
    assert "9\N{NO-BREAK SPACE}april 2027" in rules.why_not_end_early(agreement, last_day=date(2027, 4, 8), today=today)
    assert rules.why_not_end_early(agreement, last_day=date(2027, 4, 9), today=today) is None
    assert "före 30\N{NO-BREAK SPACE}april" in rules.why_not_end_early(agreement, last_day=LAST, today=today)
    assert "hinner inte" in rules.why_not_end_early(agreement, last_day=LAST, today=date(2027, 3, 31))
    at_once = an_agreement(terms(FIRST, LAST, early=0))
    assert rules.why_not_end_early(at_once, last_day=today, today=today) is None
    assert rules.why_not_end_early(at_once, last_day=today - timedelta(days=1), today=today)


def test_cut_days_have_no_gap_and_no_more():
    first, second = terms(FIRST, LAST), terms(date(2027, 5, 1), date(2027, 7, 31))
    assert rules.ruled_by([first, second], last=date(2027, 6, 1))[1][1:] == (date(2027, 5, 1), date(2027, 6, 1))
    assert rules.ruled_by([first, second], last=date(2027, 4, 2)) == [
        (first, FIRST, date(2027, 4, 2)),
        (second, None, None),
    ]


def test_whoever_wants_more_is_told_between_sixty_and_thirty_days_before():
    days = [n for n in range(100) if rules.is_time_to_ask(LAST, LAST - timedelta(days=n))]
    assert (min(days), max(days)) == (31, 60)


@pytest.fixture
def loan(today, db):
    return builders.Loan(today)


def test_an_extension_is_answered_by_the_lender_signed_by_three_and_rules_from_the_day_after(loan):
    agreement = loan.running()
    change = loan.asked_to_extend(agreement)
    assert told(f"extension.asked.{change.pk}") == {loan.manager, loan.contact}
    actions.agree(change, by=loan.by(loan.manager), today=loan.today)
    agreement = loan.fresh(agreement)
    assert agreement.to_sign.number == 2
    assert Paper.objects.filter(version=agreement.to_sign).exists()
    assert agreement.version.number == 1
    assert told("agreement.to_be_signed.2") == {loan.head, loan.their_head, loan.employee}
    for person in (loan.head, loan.their_head):
        loan.signs(agreement, person)
    assert anew(agreement).last_day == LAST
    loan.signs(loan.fresh(agreement), loan.employee)
    agreement = loan.fresh(agreement)
    assert [(v.number, v.in_force_from, v.in_force_to) for v in agreement.in_force] == [
        (1, FIRST, LAST), (2, date(2027, 5, 1), date(2027, 7, 31)),
    ]  # fmt: skip
    assert (agreement.state, agreement.last_day) == (S.ACTIVE, date(2027, 7, 31))
    assert Away.objects.get().during.upper == date(2027, 8, 1)
    assert anew(change).state == ChangeState.AGREED
    assert verbs_of(change) == ["extension.asked", "extension.agreed", "extension.signed"]
    assert {loan.finance, loan.their_finance} <= told(f"extension.signed.{change.pk}")
    assert list(faults()) == []


def test_another_share_rules_from_its_day_and_the_earlier_terms_until_then(loan):
    agreement = loan.running()
    change = loan.extended_by_two(agreement, ends_on=LAST, share=50, starts_on=date(2027, 4, 1))
    loan.signs(loan.fresh(agreement), loan.employee)
    agreement = loan.fresh(agreement)
    assert [(v.share, v.in_force_from, v.in_force_to) for v in agreement.in_force] == [
        (80, FIRST, date(2027, 3, 31)), (50, date(2027, 4, 1), LAST),
    ]  # fmt: skip
    assert change.version.starts_on == date(2027, 4, 1)


def test_a_loan_on_its_way_back_goes_on_when_it_is_extended(loan):
    agreement = loan.running(on=date(2027, 4, 5))
    assert agreement.state == S.RETURNING
    loan.extended_by_two(agreement)
    loan.signs(loan.fresh(agreement), loan.employee)
    assert anew(agreement).state == S.ACTIVE


def test_a_person_lent_elsewhere_afterwards_cannot_be_extended_into_it(loan, today):
    agreement = loan.running()
    other = builders.Loan(today, starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 30))
    Away.objects.filter(agreement=other.signed()).update(person=loan.employee)
    loan.extended_by_two(agreement)
    with pytest.raises(Refused, match="redan utlånad"):
        loan.signs(loan.fresh(agreement), loan.employee)
    agreement = loan.fresh(agreement)
    assert (agreement.last_day, len(agreement.in_force)) == (LAST, 1)


def test_one_change_at_a_time_and_the_way_back(loan):
    agreement = loan.running()
    change = loan.asked_to_extend(agreement)
    with pytest.raises(Refused, match="redan bett om en ändring"):
        loan.asked_to_extend(agreement)
    with pytest.raises(Refused, match="bad om ändringen"):
        actions.take_back(change, by=loan.by(loan.employee), today=loan.today)
    actions.take_back(change, by=loan.by(loan.their_contact), today=loan.today)
    again = loan.asked_to_extend(agreement)
    actions.decline_change(again, by=loan.by(loan.head), reason="Vi behöver henne.", today=loan.today)
    assert [c.state for c in Change.objects.all()] == [ChangeState.WITHDRAWN, ChangeState.DECLINED]
    assert loan.fresh(agreement).version.number == 1
    assert loan.employee in told(f"extension.fell.{again.pk}")


@pytest.mark.parametrize("who", ["employee", "their_contact", "leader", "finance", "head"])
def test_only_the_lenders_side_says_yes_to_an_extension(loan, who):
    change = loan.asked_to_extend(loan.running())
    with pytest.raises(Refused, match="Endast chefen eller HR-kontakten"):
        actions.agree(change, by=loan.by(getattr(loan, who)), today=loan.today)


def test_an_extension_signed_too_late_is_refused(loan):
    agreement = loan.running()
    loan.extended_by_two(agreement, share=50, starts_on=date(2027, 3, 10))
    loan.today = date(2027, 3, 11)
    with pytest.raises(Refused, match="har passerat"):
        loan.signs(loan.fresh(agreement), loan.employee)


def test_a_return_lets_an_open_question_fall(loan):
    agreement = loan.running(on=date(2027, 4, 5))
    change = loan.asked_to_extend(agreement)
    actions.confirm_return(agreement, by=loan.by(loan.manager), today=LAST)
    assert (anew(agreement).state, anew(change).state) == (S.RETURNED, ChangeState.WITHDRAWN)
    assert verbs_of(change)[-1] == "extension.lapsed"


def test_an_early_end_holds_when_both_contacts_have_said_yes(loan):
    agreement = loan.running()
    change = actions.ask_to_end(
        agreement,
        last_day=date(2027, 4, 9),
        reason="Projektet är klart.",
        by=loan.by(loan.their_contact),
        today=loan.today,
    )
    assert (anew(agreement).last_day, anew(change).state) == (LAST, ChangeState.ASKED)
    with pytest.raises(Refused, match="någon annan"):
        actions.consent(change, by=loan.by(loan.their_contact), today=loan.today)
    with pytest.raises(Refused, match="någon annan"):
        actions.consent(change, by=loan.by(loan.employee), today=loan.today)
    actions.consent(change, by=loan.by(loan.contact), today=loan.today)
    agreement = loan.fresh(agreement)
    assert (agreement.last_day, agreement.in_force[-1].in_force_to) == (date(2027, 4, 9), date(2027, 4, 9))
    assert Away.objects.get().during.upper == date(2027, 4, 10)
    assert anew(change).state == ChangeState.AGREED
    assert {loan.finance, loan.their_finance, loan.employee} <= told(f"early_end.settled.{change.pk}")


def test_an_early_end_before_an_extension_has_begun_takes_the_extension_away(loan):
    agreement = loan.running()
    loan.extended_by_two(agreement)
    loan.signs(loan.fresh(agreement), loan.employee)
    change = actions.ask_to_end(
        loan.fresh(agreement), last_day=date(2027, 4, 15), reason="Flytt.", by=loan.by(loan.employee), today=loan.today
    )
    for person in (loan.contact, loan.their_contact):
        actions.consent(anew(change), by=loan.by(person), today=loan.today)
    assert [(v.number, v.in_force_to) for v in loan.fresh(agreement).in_force] == [(1, date(2027, 4, 15))]


def test_a_yes_after_the_day_is_too_late(loan):
    agreement = loan.running()
    change = actions.ask_to_end(
        agreement, last_day=date(2027, 4, 9), reason="Klart.", by=loan.by(loan.contact), today=loan.today
    )
    with pytest.raises(Refused, match="har passerat"):
        actions.consent(change, by=loan.by(loan.their_contact), today=date(2027, 4, 10))


def test_a_loan_turns_into_employment_after_its_last_day_and_is_never_returned(loan):
    agreement = loan.running()
    change = actions.ask_to_employ(
        agreement, last_day=date(2027, 4, 15), reason="Fast tjänst.", by=loan.by(loan.their_contact), today=loan.today
    )
    actions.consent(change, by=loan.by(loan.employee), today=loan.today)
    with pytest.raises(Refused, match="som pågår"):
        loan.asked_to_extend(agreement)
    for day in (date(2027, 4, 1), date(2027, 4, 15)):
        actions.let_the_day_come(day)
        assert anew(agreement).state == S.ACTIVE
    assert actions.let_the_day_come(date(2027, 4, 16)) == 1
    assert anew(agreement).state == S.CONVERTED
    assert {loan.manager, loan.head, loan.finance} <= told("agreement.converted.1")
    actions.settle(agreement, by=loan.by(loan.finance), today=loan.today)
    assert actions.let_the_day_come(date(2027, 12, 31)) == 0
    assert actions.let_the_day_come(date(2028, 1, 1)) == 1
    assert anew(agreement).state == S.CLOSED


@pytest.mark.parametrize("who", ["their_finance", "contact", "manager", "employee"])
def test_only_the_lenders_finance_settles_and_only_what_is_over(loan, who):
    agreement = loan.running(on=LAST)
    with pytest.raises(Refused, match="gått vidare"):
        actions.settle(agreement, by=loan.by(loan.finance), today=loan.today)
    actions.confirm_return(agreement, by=loan.by(loan.manager), today=LAST)
    with pytest.raises(Refused, match="Endast ekonomin"):
        actions.settle(agreement, by=loan.by(getattr(loan, who)), today=LAST)


@pytest.mark.parametrize("who", ["employee", "manager", "contact", "their_contact", "head", "their_head"])
def test_a_party_calls_off_a_loan_before_it_begins_and_the_person_is_free(loan, who):
    agreement = loan.signed()
    with pytest.raises(Refused, match="Skriv varför"):
        actions.cancel(agreement, by=loan.by(getattr(loan, who)), reason=" ", today=loan.today)
    actions.cancel(agreement, by=loan.by(getattr(loan, who)), reason="Ny tjänst.", today=loan.today)
    agreement = loan.fresh(agreement)
    assert (agreement.state, agreement.in_force) == (S.CANCELLED, [])
    assert not Away.objects.exists()
    assert {loan.finance, loan.their_finance, loan.leader} <= told("agreement.cancelled.1")


def test_a_loan_that_has_begun_is_not_called_off(loan):
    agreement = loan.running()
    for person in (loan.employee, loan.contact):
        with pytest.raises(Refused, match="gått vidare"):
            actions.cancel(agreement, by=loan.by(person), reason="Nej.", today=loan.today)
    agreement = builders.Loan(date(2026, 11, 23)).signed()
    with pytest.raises(Refused, match="HR-kontakterna"):
        actions.cancel(agreement, by=loan.by(loan.finance), reason="Nej.", today=loan.today)


def test_the_contacts_are_told_once_sixty_days_before(loan):
    loan.signed()
    for day in (date(2027, 3, 1), date(2027, 3, 2)):
        actions.let_the_day_come(day)
    assert told("agreement.soon_over.1") == {loan.contact, loan.their_contact, loan.employee}


def test_what_waits_for_an_answer_is_on_the_desk_of_those_who_can_give_it(loan):
    agreement = loan.running()

    def waits():
        people = ("employee", "manager", "contact", "head", "their_contact", "their_head", "leader", "finance")
        titles = {n: [t.title for t in tasks_in(desk.piles_for(anew(getattr(loan, n)), loan.today))] for n in people}
        return {n for n, found in titles.items() if any("Svara om" in t or "Skriv under" in t for t in found)}

    assert waits() == set()
    change = loan.asked_to_extend(agreement)
    assert waits() == {"manager", "contact"}
    actions.agree(change, by=loan.by(loan.manager), today=loan.today)
    assert waits() == {"employee", "head", "their_head"}
    actions.take_back(anew(change), by=loan.by(loan.their_contact), today=loan.today)
    ask = {"reason": "Klart.", "by": loan.by(loan.employee), "today": loan.today}
    change = actions.ask_to_end(agreement, last_day=date(2027, 4, 15), **ask)
    assert waits() == {"contact", "their_contact"}
    actions.consent(change, by=loan.by(loan.contact), today=loan.today)
    assert waits() == {"their_contact"}
    actions.take_back(anew(change), by=loan.by(loan.employee), today=loan.today)
    actions.ask_to_employ(agreement, last_day=LAST, **ask)
    assert waits() == {"their_contact"}


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_the_page_asks_shows_and_answers(client, loan, kind, today):
    agreement = loan.running()
    page = f"/utlaning/{agreement.pk}/"
    with clock.at(loan.today):
        client.force_login(loan.employee)
        assert f"be-om/{kind}/" in client.get(page).content.decode()
        sent = {"reason": "Det behövs.", "ends_on": "2027-07-31", "share": "80", "last_day": "2027-04-15",
                "once": uuid4()}  # fmt: skip
        wrong = client.post(
            f"{page}be-om/{kind}/", sent | {"ends_on": "2027-04-01", "last_day": "2028-01-01", "once": uuid4()}
        )
        assert wrong.status_code == 200
        assert "Det behövs." in wrong.content.decode()
        assert client.post(f"{page}be-om/{kind}/", sent).status_code == 302
        shown = client.get(page).content.decode()
        assert "Det behövs." in shown
        assert "Blir" in shown
        assert f"be-om/{kind}/" not in shown
        change = Change.objects.get()
        assert client.post(f"{page}andring/{change.pk}/take_back/", {"once": uuid4()}).status_code == 302
    assert anew(change).state == ChangeState.WITHDRAWN
