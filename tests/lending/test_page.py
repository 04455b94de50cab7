"""What the page of an agreement says is still to come."""

from types import SimpleNamespace

import pytest

from kollega.core import clock
from kollega.lending import actions
from kollega.lending.views.agreements import _ahead
from tests import builders

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


@pytest.mark.django_db
def test_signatures_of_an_extension_are_shown_when_it_is_signed_and_not_while_it_is_asked(client, today):
    loan = builders.Loan(today)
    agreement = loan.running()
    change = loan.asked_to_extend(agreement)
    client.force_login(loan.employee)
    with clock.at(loan.today):
        page = client.get(f"/utlaning/{agreement.pk}/").content.decode()
        assert (page.count("Inte än"), "Av förlängningen" in page) == (0, False)
        actions.agree(change, by=loan.by(loan.manager), today=loan.today)
        page = client.get(f"/utlaning/{agreement.pk}/").content.decode()
        assert (page.count("Inte än"), "Av förlängningen" in page) == (3, True)
