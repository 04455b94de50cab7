"""Places as people say them, and which towns are near each other."""

import csv

import pytest

from kollega.words.places import COUNTIES, FILE, beginning, code_of, municipality_in, near, place, place_name
from tests.shared_data import shared


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Sundsvall", "Sundsvall"), ("sundsval", "Sundsvall"), ("Umea", "Umeå"), ("Sundsvalls kommun", "Sundsvall"),
        ("Västernorrland", "Västernorrlands län"), ("stockholms län", "Stockholms län"), ("skåne", "Skåne län"),
        ("Stockholm", "Stockholm"), ("nära Sundsvall", "Sundsvall och nära"), ("distans", "Distans"),
        ("Hela Sverige", "Hela Sverige och distans"), ("härnö", "Härnösand"), ("  MALMÖ ", "Malmö"),
    ],
)  # fmt: skip
def test_a_place_is_understood(said, name):
    assert place(said).name == name


@pytest.mark.parametrize("said", ["", "bagare", "xyz", "\x00", "Månen"])
def test_what_is_no_place_is_none(said):
    assert place(said) is None


def test_near_is_as_far_as_one_travels_to_work():
    assert [place_name(code) for code in near(code_of("Sundsvall"))][:3] == ["Sundsvall", "Timrå", "Härnösand"]
    assert "0180" not in near("2281")
    assert "2282" in near("2281")  # Kramfors is 65 km off, by the county's own trains
    assert "2184" not in near("2281")  # Hudiksvall is as far, in another county
    assert {"1282", "1260", "1292"} <= set(near("1283"))
    assert near("9999") == ()
    assert near("0980") == ("0980",)
    assert "0980" not in near("0883")


def test_near_goes_both_ways_where_towns_lie_close():
    for code in ("2281", "1283", "0180", "1480"):
        for other in near(code):
            assert code in near(other) or len(near(code)) <= 4


def test_every_municipality_is_there_once_with_its_county():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["code"] for row in rows}) == len(rows) == 290
    assert {row["code"][:2] for row in rows} == set(COUNTIES)
    assert all(55 < float(row["north"]) < 69 and 11 < float(row["east"]) < 24.2 for row in rows)


def test_the_names_are_those_of_the_public_register():
    with shared("geo/municipalities.csv").open(encoding="utf-8", newline="") as file:
        register = {row["municipality_code"]: row["municipality_name_short"] for row in csv.DictReader(file)}
    assert {code: place_name(code) for code in register} == register


def test_a_line_may_begin_with_a_place():
    assert municipality_in("Sundsvall, högst två dagar distans i veckan") == "2281"
    assert municipality_in("Nordvästra Skåne, mest på distans") == ""


def test_a_beginning_is_completed():
    assert [name for _, name in beginning("sund")] == ["Sundbyberg", "Sundsvall"]
    assert beginning("s") == []
