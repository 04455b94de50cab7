"""What the page of an agreement says is still to come."""

from types import SimpleNamespace

import pytest

from kollega.lending.views.agreements import _ahead

ALL = ("Mottagaren godkänner villkoren", "Alla tre skriver under", "Framförhållning", "Lånet börjar",
       "Återkomsten planeras", "Tillbaka")  # fmt: skip


@pytest.mark.parametrize(
    ("state", "left"),
    [("draft", 6), ("offered", 5), ("countered", 5), ("signing", 4), ("notice", 3), ("active", 2), ("returning", 1),
     ("returned", 0), ("withdrawn", 0)],
)  # fmt: skip
def test_every_step_that_is_left_is_named(state, left):
    words = [words for words, _ in _ahead(SimpleNamespace(state=state))]
    assert words == list(ALL[len(ALL) - left :])
