"""What a person has said becomes ways in which a listing can suit, and the ways become sentences; no database."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core import clock
from kollega.recommending import rules
from kollega.recommending.rules import Said, Way, ways_of
from kollega.recommending.terms import EXTENTS, LEAST, MOST_WORDS, POINTS

SKILL = ("s1", "Verksamhetsutveckling", "")
SUNDSVALL = ("p1", "Sundsvall", "2281")


def kinds(said: Said) -> list[tuple[str, str]]:
    return [(way.kind, way.name) for way in ways_of(said)]


def test_skills_and_places_are_said_in_one_sentence():
    ways = ways_of(Said(skills=[SKILL], places=[SUNDSVALL]))
    met = [way for way in ways if way.how in {"title", "municipality"} and way.kind != "place_near"]
    assert rules.reasons(met) == ["Du har angett verksamhetsutveckling och Sundsvall"]


def test_every_kind_of_way_has_its_sentence_and_its_points():
    said = Said(
        occupation=("o1", "Registrator", "g1"), wishes=[("o2", "Projektledare, offentlig verksamhet", "g2")],
        skills=[SKILL, ("s2", "Python, programmeringsspråk", "")],
        places=[SUNDSVALL, ("p2", "Västernorrlands län", "22")],
        languages=[("l1", "Engelska", "EN"), ("l2", "Svenska", "SV")], looks_for="Införa nya system i Timrå.",
        how_much="part",
    )  # fmt: skip
    ways = ways_of(said)
    assert {way.kind for way in ways} == set(POINTS)
    for way in ways:
        [sentence] = rules.reasons([way])
        assert way.name in sentence
        assert sentence.startswith(("Du ", "Det ", "Yrket "))
        assert not sentence.endswith(".")
    assert ("language", "svenska") not in kinds(said)


def test_what_was_meant_most_is_said_first():
    ways = [Way(want=n, how="title", kind=kind, name=name) for n, (kind, name) in enumerate((
        ("how_much", "deltid"), ("place", "Sundsvall"), ("skill", "juridik"), ("skill", "analys"), ("wish", "utredare"),
    ))]  # fmt: skip
    assert rules.reasons(ways) == [
        "Du vill arbeta som utredare", "Du har angett juridik, analys och Sundsvall", "Du vill arbeta deltid",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrote", "looked_for"),
    [
        ("Vill leda något med flera myndigheter, gärna deltid.", []),
        ("Intresserad av att införa nya system.", [("wrote", "införa"), ("wrote", "system")]),
        ("Öppen för det mesta i Sundsvall.", [("place", "Sundsvall")]),
        ("Verksamhetsutveckling", []),
        ("' | '':* & ! \\ <-> ()", []),
        ("", []),
    ],
)
def test_of_what_is_written_freely_only_what_tells_something_apart_is_looked_for(wrote, looked_for):
    said = Said(skills=[SKILL], looks_for=wrote)
    assert [pair for pair in kinds(said) if pair[0] in {"wrote", "place"}] == looked_for


def test_a_long_text_is_looked_for_by_its_first_words_only():
    words = (
        "arkiv budget domstol ekonomi fastighet geologi hamnar inköp juridik klimat lantmäteri miljö natur organ polis"
    )
    assert len([kind for kind, _ in kinds(Said(looks_for=words)) if kind == "wrote"]) == MOST_WORDS


def test_several_places_are_ways_to_one_thing_so_that_neighbours_do_not_count_twice():
    ways = ways_of(Said(places=[SUNDSVALL, ("p2", "Timrå", "2262")]))
    assert {way.want for way in ways} == {rules.PLACE}
    assert [way.codes for way in ways if way.kind == "place"] == [("2281",), ("2262",)]
    assert all("2281" not in way.codes for way in ways if way.name == "Sundsvall" and way.kind == "place_near")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Verksamhetsutveckling", "verksamhetsutveckling"), ("MS Excel", "MS Excel"), ("Juridik", "juridik"),
        ("Geografiskt informationssystem/GIS", "geografiskt informationssystem"), ("IT-tekniker", "IT-tekniker"),
        ("Lönestatistik, erfarenhet", "lönestatistik"), ("HR-strateg", "HR-strateg"),
    ],
)  # fmt: skip
def test_a_label_stands_in_a_sentence_as_a_person_would_write_it(label, said):
    assert ways_of(Said(skills=[("s", label, "")]))[0].name == said


def test_a_place_alone_or_one_mention_in_a_text_is_too_little():
    assert max(POINTS["place"], POINTS["county"], POINTS["skill_in_text"], POINTS["wrote"]) < LEAST
    assert min(POINTS["wish"], POINTS["own"], POINTS["skill"]) >= LEAST
    assert set(EXTENTS) == {"full", "part"}


LABELS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@given(LABELS, LABELS, st.lists(LABELS, max_size=4), st.sampled_from(["", "full", "part"]))
def test_any_words_give_the_same_ways_every_time(label, wrote, skills, how_much):
    said = Said(
        occupation=("o", label, "g"), skills=[("s", each, "") for each in skills], looks_for=wrote, how_much=how_much
    )
    assert ways_of(said) == ways_of(said)
    for way in ways_of(said):
        assert rules.reasons([way])


@pytest.mark.parametrize(
    ("now", "monday"),
    [((23, 9), (23, 8)), ((23, 8), (23, 8)), ((23, 7), (16, 8)), ((29, 23), (23, 8)), ((30, 8), (30, 8))],
)
def test_the_week_of_a_digest_begins_on_monday_at_eight(now, monday):
    at, then = (datetime(2026, 11, day, hour, tzinfo=clock.STOCKHOLM) for day, hour in (now, monday))
    assert rules.monday_before(at) == then


def test_a_letter_says_what_why_and_how_to_stop():
    listing = SimpleNamespace(title="Utredare", employer_name="CSN", place="Sundsvall", closes_on=None, url="/jobb/1/")
    one = SimpleNamespace(listing=listing, reasons=["Du har angett juridik", "Du vill arbeta deltid"])
    assert rules.subject([one]) == "Passar dig: Utredare, CSN"
    assert rules.subject([one, one]) == "2 nya som passar dig"
    said = rules.letter([one] * 9, root="https://x.se", stop="/passar-dig/av/abc/")
    assert "• Utredare, CSN, Sundsvall\n  Du har angett juridik. Du vill arbeta deltid.\n  https://x.se/jobb/1/" in said
    assert "… och 1 till: https://x.se/passar-dig/" in said
    assert said.endswith("Sluta mejla om det som passar mig: https://x.se/passar-dig/av/abc/")


def test_a_seal_that_is_not_ours_stops_nobody():
    person = SimpleNamespace(pk="11")
    assert rules.unsealed(rules.sealed(person)) == "11"
    assert rules.unsealed(rules.sealed(person)[:-2] + "xx") is None


def test_an_occupation_with_two_names_is_said_with_both():
    said = Said(occupation=("o", "Handläggare, offentlig förvaltning/Utredare, offentlig förvaltning", "g"))
    assert rules.reasons([ways_of(said)[0]]) == ["Du har angett yrket handläggare/utredare"]
    assert rules.reasons([ways_of(said)[-1]]) == ["Yrket ligger nära ditt, handläggare/utredare"]
