"""Money to the öre: nothing is lost or made when it is split."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core.money import ORE, parts_of, to_ore

AMOUNTS = st.decimals(Decimal(-10_000_000), Decimal(10_000_000), places=2)
SHARES = st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0.005", "0.01"), ("0.004", "0.00"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1000000.125", "1000000.13")],
)
def test_half_an_ore_is_rounded_away_from_zero(amount, written):
    assert to_ore(Decimal(amount)) == Decimal(written)


def test_whole_kronor_may_be_given_as_a_number():
    assert str(to_ore(5)) == "5.00"


@given(AMOUNTS, SHARES)
def test_the_parts_add_up_to_the_whole(whole, shares):
    assert sum(parts_of(whole, shares)) == whole


@given(AMOUNTS, SHARES)
def test_no_part_is_more_than_an_ore_from_its_exact_share(whole, shares):
    for part, share in zip(parts_of(whole, shares), shares, strict=True):
        assert abs(part - whole * share / sum(shares)) <= ORE


@given(AMOUNTS, SHARES)
def test_no_share_gives_no_part(whole, shares):
    assert all(part == 0 for part, share in zip(parts_of(whole, shares), shares, strict=True) if share == 0)


@pytest.mark.parametrize("shares", [[], [0], [0, 0]])
def test_nothing_to_split_by_is_refused(shares):
    with pytest.raises(ValueError, match="nothing to split by"):
        parts_of(Decimal(100), shares)


def test_a_hundred_kronor_in_three():
    assert parts_of(Decimal(100), [1, 1, 1]) == [Decimal("33.33"), Decimal("33.34"), Decimal("33.33")]
