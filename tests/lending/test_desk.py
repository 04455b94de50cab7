"""What lies on whose desk: whoever may take a step finds it there."""

from datetime import date

import pytest

from kollega.core import clock
from kollega.lending import actions, desk
from kollega.people.models import Employment
from tests import builders
from tests.builders import anew, tasks_in

pytestmark = pytest.mark.django_db
LAST = date(2027, 4, 30)


def titles(person, day):
    return [task.title for task in tasks_in(desk.piles_for(anew(person), day))]


def returning(today):
    loan = builders.Loan(today)
    agreement = loan.running()
    actions.let_the_day_come(LAST)
    return loan, loan.fresh(agreement)


def test_the_manager_confirms_that_the_colleague_is_back(today):
    loan, agreement = returning(today)
    words = f"Bekräfta att {agreement.person} är tillbaka"
    with clock.at(LAST):
        assert words in titles(loan.manager, LAST)
        assert words not in titles(loan.contact, LAST)


def test_where_there_is_no_manager_the_contact_confirms_it(today):
    loan, agreement = returning(today)
    Employment.objects.filter(pk=loan.employment.pk).update(manager=None)
    with clock.at(LAST):
        assert f"Bekräfta att {agreement.person} är tillbaka" in titles(loan.contact, LAST)
        loan.today = LAST
        actions.confirm_return(loan.fresh(agreement), by=loan.by(anew(loan.contact)), today=LAST)
    assert loan.fresh(agreement).state == "returned"
