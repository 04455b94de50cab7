"""What lies on the announcer's desk: an assignment is ended when the colleague is back, and not before."""

from datetime import date

import pytest

from kollega.assignments import actions, desk
from kollega.core import clock
from kollega.lending import actions as lending
from tests import builders
from tests.builders import anew, tasks_in

pytestmark = pytest.mark.django_db


def titles(person, day):
    return [task.title for task in tasks_in(desk.piles_for(anew(person), day))]


def test_an_assignment_whose_loan_goes_on_is_not_ended_on_its_last_day(today):
    loan = builders.Loan(today)
    agreement = loan.running(on=loan.call.ends_on)
    actions.let_the_day_come(loan.today)
    loan.extended_by_two(agreement)
    loan.signs(loan.fresh(agreement), loan.employee)
    words, later = f"Avsluta uppdraget {loan.call.title}", date(2027, 5, 3)
    with clock.at(later):
        assert words not in titles(loan.leader, later), "nobody can end what goes on until July"
    back = date(2027, 7, 31)
    with clock.at(back):
        lending.let_the_day_come(back)
        loan.today = back
        lending.confirm_return(loan.fresh(agreement), by=loan.by(loan.manager), today=back)
        assert words in titles(loan.leader, back)
        interest = anew(loan.call).interests.get()
        actions.finish(interest, outcome="done", note="", by=loan.by(loan.leader), today=back)
    assert anew(loan.call).state == "completed"
