"""The clock: one source, Swedish days, held still for simulations."""

from contextvars import Context
from datetime import UTC, date, datetime, timedelta

import pytest

from kollega.core import clock
from tests.together import together


def test_a_held_day_is_nine_in_the_morning_in_sweden():
    with clock.at(date(2026, 7, 1)):
        assert clock.now() == datetime(2026, 7, 1, 7, tzinfo=UTC)
    with clock.at(date(2026, 12, 1)):
        assert clock.now() == datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_turns_at_midnight_in_sweden_summer_and_winter(moment, day):
    with clock.at(moment):
        assert clock.today() == day


def test_the_clock_goes_on_where_it_was_even_after_a_fault(today):
    with pytest.raises(RuntimeError), clock.at(date(2030, 1, 1)), clock.at(date(2031, 1, 1)):
        raise RuntimeError
    assert clock.today() == today


def test_one_request_that_holds_the_clock_does_not_hold_it_for_others():
    def held_by(year):
        def job():
            with clock.at(date(year, 1, 1)):
                return [clock.today().year for _ in range(100)]

        return job

    assert together(held_by(2030), held_by(2040)) == [[2030] * 100, [2040] * 100]


def test_the_demo_may_move_the_clock_forward_and_it_goes_on_from_there():
    def moved():
        clock.follow(lambda: timedelta(days=60))
        return clock.now() - datetime.now(UTC)  # noqa: TID251

    try:
        assert timedelta(days=59, hours=23) < Context().run(moved) < timedelta(days=60, seconds=1)
    finally:
        clock.follow(timedelta)
    assert Context().run(lambda: abs(clock.now() - datetime.now(UTC))) < timedelta(seconds=1)  # noqa: TID251
