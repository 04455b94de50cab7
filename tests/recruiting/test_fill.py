"""Someone for the gap that a loan leaves: what is known is filled in, and both sides show the link."""

from datetime import date

import pytest

from kollega.assignments.models import Call
from kollega.core.workflow import Refused
from kollega.people.queries import actor
from kollega.recruiting import actions
from kollega.recruiting.models import Recruitment
from tests import builders
from tests.builders import anew

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(today):
    return builders.Loan(today)


def test_an_assignment_is_begun_with_the_plans_tasks_and_the_loans_days(loan, client, today):
    agreement = loan.signed()
    call = actions.fill_by_call(agreement, by=loan.by(loan.manager), today=today)
    assert (call.employer, call.state, call.fills) == (loan.lender, "draft", agreement)
    assert (call.tasks, call.share, call.title) == ("Remissvar", 80, loan.employment.title)
    assert (call.starts_on, call.ends_on) == (agreement.first_day, agreement.last_day)
    client.force_login(loan.manager)
    assert f"/utlaning/{agreement.pk}/ersattare/" in client.get(f"/uppdrag/{call.pk}/").content.decode()
    page = client.get(f"/utlaning/{agreement.pk}/ersattare/").content.decode()
    assert "Redan öppnat" in page
    assert f"/utlaning/{agreement.pk}/ersattare/" in client.get(f"/utlaning/{agreement.pk}/").content.decode()


def test_a_temporary_vacancy_is_begun_the_same_way(loan, today):
    agreement = loan.signed()
    made = actions.fill_by_vacancy(agreement, by=loan.by(loan.contact), today=today)
    made = anew(made)
    assert (made.employer, made.form, made.months, made.share) == (loan.lender, "substitute", 2, 80)
    assert (made.tasks, made.fills) == ("Remissvar", agreement)


@pytest.mark.parametrize("who", ["employee", "head", "finance", "leader", "their_contact"])
def test_only_the_lenders_manager_and_contact_fill_the_gap(loan, today, who):
    agreement = loan.signed()
    for way in (actions.fill_by_call, actions.fill_by_vacancy):
        with pytest.raises(Refused, match="Endast chefen och HR-kontakten hos utlånaren"):
            way(agreement, by=loan.by(getattr(loan, who)), today=today)
    assert Call.objects.count() == 1
    assert not Recruitment.objects.exists()


def test_a_gap_is_filled_between_the_signatures_and_the_last_day(loan, today):
    agreement = loan.to_sign()
    with pytest.raises(Refused, match="skrivit under"):
        actions.fill_by_call(agreement, by=loan.by(loan.manager), today=today)
    for person in (loan.head, loan.their_head, loan.employee):
        loan.signs(loan.fresh(agreement), person)
    agreement, late = loan.fresh(agreement), date(2027, 4, 20)
    begun = actions.fill_by_call(agreement, by=actor(loan.manager, late), today=late)
    assert (begun.answer_by, begun.starts_on, begun.ends_on) == (late, late, agreement.last_day)
    over = date(2027, 5, 1)
    with pytest.raises(Refused, match="Lånet är slut"):
        actions.fill_by_call(agreement, by=actor(anew(loan.manager), over), today=over)
