"""The legal form decides: between municipalities, and where no loan fits."""

from datetime import timedelta

import pytest

from kollega.assignments import actions as assignments
from kollega.assignments.terms import CallState, InterestState
from kollega.core.workflow import Refused
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.lending.terms import AgreementState, LegalForm
from kollega.networks.terms import EmployerKind
from tests import builders

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_municipality_lends_only_when_the_insurance_is_checked(today):
    loan = builders.Loan(today, kind=EmployerKind.MUNICIPALITY)
    agreement = loan.selected()
    assert agreement.legal_form == LegalForm.MUNICIPAL

    contact = loan.by(loan.contact)
    lending.write_terms(agreement, by=contact, **loan.terms() | {"is_insurance_checked": False})
    with pytest.raises(Refused, match="försäkringarna"):
        lending.offer(agreement, by=contact, today=today)

    lending.write_terms(agreement, by=contact, is_insurance_checked=True)
    lending.offer(agreement, by=contact, today=today)
    assert loan.fresh(agreement).state == AgreementState.OFFERED


def test_between_an_agency_and_a_municipality_leave_takes_the_place_of_a_loan(today, client):
    agency, municipality = builders.an_employer(), builders.an_employer(kind=EmployerKind.MUNICIPALITY)
    network = builders.a_network(agency, municipality)
    call = builders.a_call(employer=municipality, network=network)
    employment = builders.an_employment(at=agency)

    client.force_login(employment.person)
    assert "tjänstledighet" in client.get(f"/uppdrag/{call.pk}/").content.decode()

    interest = builders.an_endorsed_answer(call, employment, today)
    assert assignments.select(interest, by=builders.actor(call.contact, today), today=today) is None
    interest.refresh_from_db()
    assert (interest.state, Agreement.objects.count()) == (InterestState.SELECTED, 0)


def test_an_assignment_that_needs_no_loan_runs_and_ends_by_its_own_days(today):
    agency, municipality = builders.an_employer(), builders.an_employer(kind=EmployerKind.MUNICIPALITY)
    call = builders.a_call(employer=municipality, network=builders.a_network(agency, municipality))
    interest = builders.an_endorsed_answer(call, builders.an_employment(at=agency), today)
    assignments.select(interest, by=builders.actor(call.contact, today), today=today)
    assignments.confirm(interest, by=builders.actor(interest.person, today), today=today)
    states = []
    for day in (call.starts_on - DAY, call.starts_on, call.ends_on):
        assignments.let_the_day_come(day)
        call.refresh_from_db()
        states.append(call.state)
    assert states == [CallState.STAFFED, CallState.RUNNING, CallState.RUNNING]
    by = builders.actor(builders.anew(call.contact), call.ends_on)
    assignments.finish(interest, outcome="done", note="", by=by, today=call.ends_on)
    call.refresh_from_db()
    assert call.state == CallState.COMPLETED


def test_a_staff_loan_of_seven_months_is_refused_with_the_last_possible_day(today):
    loan = builders.Loan(today, share=100)
    agreement = loan.selected()
    terms = loan.terms() | {"share": 100, "ends_on": agreement.version.starts_on.replace(month=9, day=30)}
    lending.write_terms(agreement, by=loan.by(loan.contact), **terms)
    with pytest.raises(Refused, match="2027-08-31"):
        lending.offer(agreement, by=loan.by(loan.contact), today=today)
