"""Nobody is lent above the whole: day by day, however the loans lie beside each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.workflow import Refused
from kollega.lending import actions
from kollega.lending.models import Away
from kollega.lending.rules.parts import Part, parts_for
from tests import builders
from tests.builders import anew

MONDAY = date(2027, 3, 1)


def day(number):
    return MONDAY + timedelta(days=number)


spans = st.tuples(st.integers(0, 20), st.integers(0, 12), st.integers(1, 100)).map(
    lambda x: (day(x[0]), day(x[0] + x[1]), x[2])
)


def share_on(some_day, parts):
    return sum(p.high - p.low for p in parts if p.first <= some_day <= p.last)


@given(st.lists(spans, min_size=1, max_size=8))
def test_a_loan_fits_exactly_when_every_day_has_room_and_never_two_hold_the_same(loans):
    taken, bound = [], []
    for first, last, share in loans:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        has_room = all(sum(s for a, b, s in bound if a <= d <= b) + share <= 100 for d in days)
        parts = parts_for([(first, last, share)], taken)
        assert (parts is not None) == has_room
        if parts:
            assert all(share_on(d, parts) == share for d in days)
            assert not share_on(first - timedelta(days=1), parts)
            assert not share_on(last + timedelta(days=1), parts)
            taken += parts
            bound.append((first, last, share))
    for number, one in enumerate(taken):
        assert 0 <= one.low < one.high <= 100
        for other in taken[number + 1 :]:
            assert one.last < other.first or other.last < one.first or one.high <= other.low or other.high <= one.low


def test_terms_that_change_their_share_hold_each_its_own_days():
    halves = [(day(0), day(9), 50), (day(10), day(19), 80)]
    assert parts_for(halves, []) == [
        Part(first=day(0), last=day(9), low=0, high=50), Part(first=day(10), last=day(19), low=0, high=80),
    ]  # fmt: skip
    assert parts_for(halves, [Part(first=day(15), last=day(15), low=0, high=30)]) is None


def test_a_loan_keeps_its_place_over_days_that_others_come_and_go():
    other = [Part(first=day(3), last=day(5), low=50, high=100)]
    assert parts_for([(day(0), day(9), 50)], other) == [Part(first=day(0), last=day(9), low=0, high=50)]


def half(loan, share=50):
    loan.call = builders.a_call(employer=loan.receiver, network=loan.network, share=share)
    loan.leader = loan.call.contact
    return loan.signed()


@pytest.mark.django_db
def test_two_halves_are_one_whole_and_a_third_does_not_fit(today):
    loan = builders.Loan(today)
    half(loan)
    second = half(loan)
    with pytest.raises(Refused, match="tillsammans mer än hundra procent"):
        half(loan, share=10)
    actions.cancel(second, by=loan.by(loan.contact), reason="Läget ändrades.", today=today)
    assert half(loan, share=40).first_day
    assert sorted(a.part.upper - a.part.lower for a in Away.objects.all()) == [40, 50]


@pytest.mark.django_db
def test_more_time_is_refused_where_another_loan_has_it(today):
    loan = builders.Loan(today, share=50)
    first = loan.running(on=MONDAY)
    loan.today = today
    half(loan)
    loan.today = MONDAY
    loan.extended_by_two(first, ends_on=date(2027, 4, 30), starts_on=date(2027, 4, 1), share=60)
    with pytest.raises(Refused, match="redan utlånad"):
        loan.signs(loan.fresh(first), loan.employee)
    assert {a.part.upper - a.part.lower for a in Away.objects.all()} == {50}
    assert anew(first).last_day == date(2027, 4, 30)
