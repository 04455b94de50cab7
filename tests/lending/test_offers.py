"""Terms that go back and forth: counter-offers, what differs, and that nobody accepts what they have not read."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.core.workflow import Refused
from kollega.lending import actions, desk
from kollega.lending.rules import offers
from kollega.lending.terms import TERMS, AgreementState, LegalForm
from kollega.lending.views.offers import rows_of
from tests import builders
from tests.builders import anew, tasks_in, told, verbs_of

S = AgreementState
SECRET = "JBSWY3DPEHPK3PXP"


def a_version(**changes):
    return SimpleNamespace(**{
        "number": 2, "starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 30), "share": 80, "tasks": "Leda",
        "workplace": "Sundsvall", "monthly_salary": Decimal(46000), "contribution_percent": Decimal("31.42"),
        "overhead_percent": Decimal(5), "travel": "", "equipment": "", "secrecy": "", "buyer_reference": "",
        "order_reference": "", "is_insurance_checked": False, "union_informed_on": None, "early_end_days": None,
        "cost_model": "salary", "monthly_amount": Decimal(0), "hourly_amount": Decimal(0),
        "monthly_hours": Decimal(0), "follows_rates": False,
    } | changes)  # fmt: skip


FORM = SimpleNamespace(legal_form=LegalForm.STAFF_LOAN)


def test_every_term_has_a_label_and_is_either_a_fact_or_open_to_a_counter():
    assert set(offers.LABELS) == set(TERMS)
    assert set(offers.COUNTERABLE) | set(offers.FACTS) == set(TERMS)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"share": 60}, None),
        ({"share": 80, "tasks": "Leda"}, "Ändra minst ett villkor"),
        ({"monthly_salary": Decimal(1)}, "Ändra minst ett villkor"),
        ({"starts_on": date(2027, 5, 1)}, "sluta innan det börjar"),
        ({"ends_on": date(2028, 3, 1)}, "högst sex månader"),
    ],
)
def test_why_not_counter(wanted, why):
    said = offers.why_not_counter(FORM, a_version(), wanted)
    assert said is None if why is None else why in said


def test_what_differs_is_said_in_the_order_of_the_agreement():
    after = a_version(share=60, ends_on=date(2027, 5, 31), overhead_percent=Decimal("2.5"), early_end_days=14)
    found = [tuple(said.replace("\xa0", " ") for said in row) for row in rows_of(a_version(), after)]
    assert found == [
        ("Sista dag", "30 april 2027", "31 maj 2027"), ("Omfattning", "80 procent", "60 procent"),
        ("Administration", "5 procent", "2,5 procent"), ("Tid före slut i förtid", "30 dagar", "14 dagar"),
    ]  # fmt: skip


def test_only_the_version_on_the_page_is_answered():
    assert offers.why_not_read(a_version(), 2) is None
    assert offers.why_not_read(a_version(), None) is None
    assert "sedan du läste dem" in offers.why_not_read(a_version(), 1)


def offered(today):
    loan = builders.Loan(today)
    agreement = loan.selected()
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    actions.offer(agreement, by=loan.by(loan.contact), today=today)
    return loan, loan.fresh(agreement)


def countered(today, **wanted):
    loan, agreement = offered(today)
    by = loan.by(loan.their_contact)
    wanted = wanted or {"share": 60, "overhead_percent": Decimal(3)}
    actions.counter(agreement, wanted=wanted, reason="Vi har inte råd.", by=by, today=today, read=1)
    return loan, loan.fresh(agreement)


@pytest.mark.django_db
def test_a_counter_is_a_version_of_its_own_and_what_was_sent_is_kept(today):
    loan, agreement = countered(today)
    first, second = agreement.versions.all()
    assert (agreement.state, first.share, second.share, second.number) == (S.COUNTERED, 80, 60, 2)
    assert (second.monthly_salary, second.made_by) == (first.monthly_salary, loan.their_contact)
    assert told("agreement.countered.2") == {loan.contact}
    waiting = tasks_in(desk.piles_for(loan.contact, today))
    assert [task.title for task in waiting] == [f"Svara på motbudet om {loan.employee}"]
    actions.take_counter(agreement, by=loan.by(loan.contact), today=today, read=2)
    agreement = loan.fresh(agreement)
    assert (agreement.state, agreement.version.share) == (S.SIGNING, 60)
    assert agreement.version.digest
    assert verbs_of(agreement)[-2:] == ["agreement.countered", "agreement.counter_taken"]


@pytest.mark.django_db
def test_the_lender_answers_a_counter_with_new_terms(today):
    loan, agreement = countered(today)
    actions.answer_counter(agreement, by=loan.by(loan.contact), today=today)
    actions.write_terms(loan.fresh(agreement), by=loan.by(loan.contact), share=70)
    actions.offer(loan.fresh(agreement), by=loan.by(loan.contact), today=today)
    assert [v.share for v in loan.fresh(agreement).versions.all()] == [80, 60, 70]
    with pytest.raises(Refused, match="sedan du läste dem"):
        actions.accept(loan.fresh(agreement), by=loan.by(loan.their_contact), today=today, read=1)
    actions.accept(loan.fresh(agreement), by=loan.by(loan.their_contact), today=today, read=3)


@pytest.mark.django_db
def test_what_is_not_open_to_a_counter_stays_as_it_was(today):
    _, agreement = countered(today, share=50, monthly_salary=Decimal(1), union_informed_on=date(2020, 1, 1))
    version = agreement.version
    assert (version.share, version.monthly_salary, version.union_informed_on) == (50, Decimal(46000), today)


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [{"share": 80}, {"ends_on": date(2026, 1, 1)}, {"ends_on": date(2029, 1, 1)}])
def test_a_refused_counter_leaves_the_offer_as_it_was(today, wanted):
    loan, agreement = offered(today)
    with pytest.raises(Refused):
        actions.counter(agreement, wanted=wanted, reason="Nej.", by=loan.by(loan.their_contact), today=today)
    assert (anew(agreement).state, agreement.versions.count()) == (S.OFFERED, 1)


def sent(page, **changes):
    """Return what the page's form would send, with changes."""
    form = page.context["form"]
    kept = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in kept.items()} | {"once": uuid4()} | changes


@pytest.mark.django_db
def test_the_page_keeps_what_was_typed_and_marks_what_differs(client, today):
    loan, agreement = offered(today)
    TOTP.activate(loan.their_contact, SECRET)
    client.force_login(loan.their_contact)
    page = client.get(f"/utlaning/{agreement.pk}/motbud/")
    assert "monthly_salary" not in page.context["form"].fields
    same = client.post(f"/utlaning/{agreement.pk}/motbud/", sent(page, reason="Vi vill."))
    assert "Ändra minst ett villkor" in same.content.decode()
    assert "Vi vill." in same.content.decode()
    done = client.post(f"/utlaning/{agreement.pk}/motbud/", sent(page, share=60, reason="Vi vill."), follow=True)
    shown = done.content.decode()
    assert "<del>80 procent</del>" in shown
    assert "<ins>60 procent</ins>" in shown


@pytest.mark.django_db
def test_a_page_that_is_old_does_not_accept_what_came_after(client, today):
    loan, agreement = countered(today)
    actions.answer_counter(agreement, by=loan.by(loan.contact), today=today)
    actions.offer(loan.fresh(agreement), by=loan.by(loan.contact), today=today)
    TOTP.activate(loan.their_contact, SECRET)
    client.force_login(loan.their_contact)
    where = f"/utlaning/{agreement.pk}/steg/accept/"
    old = client.post(f"{where}?version=1", {"once": uuid4()}, follow=True)
    assert "sedan du läste dem" in old.content.decode()
    assert anew(agreement).state == S.OFFERED
    page = client.get(f"/utlaning/{agreement.pk}/").content.decode()
    assert f"{where}?version=3" in page
    client.post(f"{where}?version=3", {"once": uuid4()})
    assert anew(agreement).state == S.SIGNING
