"""Two loans of one person that two employers move towards each other at the same moment: their days never meet."""

from datetime import date
from functools import partial

import pytest

from kollega.core.log import faults
from kollega.lending import actions
from kollega.lending.actions import held
from kollega.lending.models import Away
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew
from tests.races.rounds import ROUNDS, Count, slowly, winners, without_constraint, without_locks

pytestmark = pytest.mark.django_db(transaction=True)
MARCH, MAY_10, JUNE_20 = date(2027, 3, 1), date(2027, 5, 10), date(2027, 6, 20)


def second_loan(loan):
    """Return a loan of the same person to another receiver that all have signed: it begins when the notice is out."""
    receiver = builders.an_employer()
    builders.Membership.objects.create(network=loan.network, employer=receiver, from_on=builders.LONG_AGO)
    other = builders.Loan.__new__(builders.Loan)
    other.__dict__ |= loan.__dict__ | {
        "receiver": receiver, "their_head": builders.a_duty("head_of_hr", receiver),
        "their_contact": builders.a_duty("contact", receiver),
        "call": builders.a_call(
            employer=receiver, network=loan.network, starts_on=MAY_10, ends_on=JUNE_20, answer_by=date(2027, 4, 25)
        ),
    }  # fmt: skip
    other.leader = other.call.contact
    builders.Employer.objects.filter(pk=loan.lender.pk).update(notice_months=3)
    return other.signed()


def moving_towards_each_other(today):
    """Return two loans with days between them, one lacking a signature for more time, one a yes to begin earlier."""
    loan = builders.Loan(today)
    first = loan.running(on=MARCH)
    second = second_loan(loan)
    loan.extended_by_two(first, ends_on=date(2027, 5, 31))
    asked = actions.ask_waiver(
        second, first_day=MAY_10, reason="De behövs.", by=loan.by(loan.manager), today=loan.today
    )
    fresh = loan.fresh(first)
    sign = partial(
        actions.sign, fresh, by=actor(anew(loan.employee), loan.today), method="kod", digest=fresh.to_sign.digest,
        today=loan.today,
    )  # fmt: skip
    begin = partial(actions.grant_waiver, asked, by=actor(anew(loan.contact), loan.today), today=loan.today)
    return loan.employee, [sign, begin]


def share_a_day(person) -> bool:
    first, second = Away.objects.filter(person=person).order_by("during").values_list("during", flat=True)
    return first.upper > second.lower


def test_two_loans_that_two_employers_lengthen_never_share_a_day(today):
    count = Count("two overlapping loans")
    for _ in range(ROUNDS):
        person, jobs = moving_towards_each_other(today)
        won, refused = count.race(*jobs)
        assert len(won) == 1
        assert "är redan utlånad under en del av tiden" in refused[0]
        assert not share_a_day(person)
    assert list(faults()) == []
    count.show()


def test_twin_without_lock_and_constraint_two_loans_share_days(today, monkeypatch):
    with without_constraint(Away, "no_part_of_a_day_is_lent_twice"):
        person, jobs = moving_towards_each_other(today)
        without_locks(monkeypatch)
        slowly(monkeypatch, held, "parts_for")
        assert winners(*jobs) == 2
        assert share_a_day(person)
