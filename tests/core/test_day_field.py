from datetime import date

import pytest
from django import forms

from kollega.core import clock
from kollega.core.day_field import DayField, read_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2027-03-01", date(2027, 3, 1)),
        ("20270301", date(2027, 3, 1)),
        ("1 mars 2027", date(2027, 3, 1)),
        (" Den 1  MARS ", date(2027, 3, 1)),
        ("1 mars", date(2027, 3, 1)),
        ("24 dec", date(2026, 12, 24)),
        ("24 dec.", date(2026, 12, 24)),
        ("22 november", date(2026, 11, 22)),
        ("1/3", date(2027, 3, 1)),
        ("1/3 2028", date(2028, 3, 1)),
        ("1/3-2028", date(2028, 3, 1)),
        ("1.3.2028", date(2028, 3, 1)),
        ("31 februari", None),
        ("1 ju", None),
        ("snart", None),
        ("2027-13-01", None),
        ("1 jun 20270", None),
    ],
)
def test_a_day_is_understood_as_people_write_it(text, found):
    assert read_day(text, today=TODAY) == found


def test_the_field_shows_the_day_in_words_and_takes_it_back():
    class Asked(forms.Form):
        on = DayField()

    with clock.at(TODAY):
        assert 'value="1 mars 2027"' in str(Asked(initial={"on": date(2027, 3, 1)})["on"])
        assert not Asked({"on": "1 mars"}, initial={"on": date(2027, 3, 1)}).has_changed()
        assert Asked({"on": "1/3"}).is_valid()
        assert not Asked({"on": "i vår"}).is_valid()
