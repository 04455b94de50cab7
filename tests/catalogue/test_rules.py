"""What the list takes from the words of feeds."""

import pytest

from kollega.catalogue.rules import form_from
from kollega.catalogue.terms import Form


@pytest.mark.parametrize(("said", "form"), [
    ("Tills vidare", Form.PERMANENT), ("Tillsvidareanställning", Form.PERMANENT),
    ("Vikariat, 6 månader", Form.SUBSTITUTE), ("6 månader eller längre", Form.LIMITED),
    ("11 dagar - 3 månader", Form.LIMITED), ("", ""), ("Enligt överenskommelse", ""),
])  # fmt: skip
def test_the_form_is_what_the_duration_says(said, form):
    assert form_from(said) == form
