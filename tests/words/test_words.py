"""Words as people type them: what is found by what."""

import pytest

from kollega.words.compounds import parts
from kollega.words.lemmas import forms
from kollega.words.likeness import allowed, slips, swapped
from kollega.words.marks import marked
from kollega.words.questions import question
from kollega.words.synonyms import synonyms
from kollega.words.tokens import language_of, tokens, without_contacts
from kollega.words.vectors import body_vector, lexemes_in, title_key, vector


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("IT-arkitekt, Sundsvall", ["it-arkitekt", "sundsvall"]),
        ("e‑arkiv och C#/C++", ["e-arkiv", "och", "c#", "c++"]),
        ("1:e handläggare (80 %)", ["1:e", "handläggare", "80"]),
        ("miljö- och hälsoskydd", ["miljö-", "och", "hälsoskydd"]),
        ("", []),
        ("\x00 ' \\ | & !", []),
    ],
)
def test_text_is_cut_as_people_write(text, words):
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mentor", "mentorer"), ("mentorn", "mentorernas"), ("handläggare", "handläggarna"), ("uppdrag", "uppdraget"),
        ("bok", "böcker"), ("registratorer", "registratorn"), ("kommunikatör", "kommunikatörerna"),
        ("it-arkitekt", "itarkitekten"), ("museum", "museet"), ("helg", "helgen"), ("Sundsvalls".lower(), "sundsvall"),
        ("arkivarier", "arkivarie"), ("barnmorskor", "barnmorska"), ("lärare", "lärarna"),
    ],
)  # fmt: skip
def test_forms_of_one_word_meet(one, other):
    assert set(forms(one)) & set(forms(other))


@pytest.mark.parametrize(("one", "other"), [("chef", "chaufför"), ("lärare", "läkare"), ("jurist", "turist")])
def test_other_words_do_not_meet(one, other):
    assert not set(forms(one)) & set(forms(other))


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("bygglovshandläggare", {"bygglov", "handläggare"}),
        ("it-arkitekt", {"it", "arkitekt"}),
        ("itarkitekt", {"it", "arkitekt"}),
        ("specialistsjuksköterska", {"specialist", "sjuksköterska", "sköterska"}),
        ("skolsköterska", {"skola", "sköterska"}),
        ("arbetsterapeut", {"arbete", "terapeut"}),
        ("löneadministratör", {"lön", "administratör"}),
        ("upphandlingsjuristerna", {"upphandling", "jurist"}),
    ],
)
def test_compounds_are_taken_apart(word, found):
    assert found <= set(parts(word))


@pytest.mark.parametrize("word", ["handläggare", "registrator", "utredare", "förskola", "polis", "ab", "", "x" * 80])
def test_what_is_one_word_stays_one(word):
    assert parts(word) == ()


@pytest.mark.parametrize(
    ("typed", "word", "many"),
    [
        ("handlägare", "handläggare", 1), ("handlaggare", "handläggare", 1), ("sjuksköterksa", "sjuksköterska", 1),
        ("registrator", "registrator", 0), ("upphnadlre", "upphandlare", 2), ("kock", "kirurg", 4),
    ],
)  # fmt: skip
def test_slips_are_counted(typed, word, many):
    assert slips(typed, word) == many
    assert (many <= allowed(typed)) == (many < 4)


def test_neighbours_that_changed_places_are_tried():
    assert "jurist" in swapped("jursit")
    assert swapped("") == swapped("a") == []


def test_synonyms_go_both_ways_and_arrows_one():
    assert "vaktmästare" in synonyms("fastighetsskötare")
    assert "fastighetsskötare" in synonyms("vaktmästare")
    assert "jurist" in synonyms("advokat")
    assert "advokat" not in synonyms("jurist")


def test_a_vector_says_where_each_word_stands():
    made = vector(
        title="IT-arkitekt till Sundsvall", about=["Systemarkitekt"], around=["Bolagsverket bv"], summary="Led det."
    )
    assert "'itarkitekt':1A" in made
    assert "'arkitekt':1B,1C" in made
    assert "'systemarkitekt':1B" in made
    assert "'bolagsverket':1C" in made
    assert "'till'" not in made
    assert {"itarkitekt", "arkitekt", "bolagsverket"} <= set(lexemes_in(made))


def test_what_is_left_out_is_put_back():
    assert "'miljöinspektör'" in vector(title="Miljö- och hälsoskyddsinspektör")


@pytest.mark.parametrize(
    "line",
    ["Ring 060-18 40 00 eller 070 123 45 67", "Skriv till kim.exempel@kommun.se", "+46 (0)60 18 40 00", "(0701234567)"],
)
def test_nobody_is_found_by_their_number_or_mail(line):
    said = without_contacts(line)
    assert not any(sign.isdigit() for sign in said)
    assert "@" not in said
    assert "exempel" not in body_vector(line)
    assert "4567" not in body_vector(line)


def test_years_and_sums_are_no_telephone_numbers():
    assert without_contacts("2026-2027, 36 000 kronor, 100 procent") == "2026-2027, 36 000 kronor, 100 procent"


@pytest.mark.parametrize(
    ("line", "text", "where"),
    [
        ("ekonom nära Sundsvall", "ekonom", "Sundsvall och nära"),
        ("nära timrå", "", "Timrå och nära"),
        ("sjuksköterska i Umeå", "sjuksköterska umeå", None),
        ("lediga jobb", "", None),
        ("utredare nära människor", "utredare nära människor", None),
    ],
)
def test_a_line_is_read(line, text, where):
    said = question(line)
    assert said.text() == text
    assert (said.place.name if said.place else None) == where


def test_words_written_apart_and_together_are_one_question():
    assert "'itarkitekt'" in question("it arkitekt").found_by()
    assert "('it' & 'arkitekt')" in question("it-arkitekt").found_by()
    assert "'socialsekreterare'" in question("soc sek").found_by()


@pytest.mark.parametrize("line", ["' or 1=1", "\\", "a:*", "!x", "<->", "(", "'", "\x00", "å" * 5000, "a " * 500])
def test_nothing_typed_is_read_as_anything_but_words(line):
    said = question(line)
    assert len(said.terms) <= 8
    assert "\x00" not in said.found_by()


def test_titles_have_one_key():
    assert title_key("Registratorer till Bolagsverket!") == title_key("registrator bolagsverket")
    assert title_key("Handläggare, 50 %") == "handläggare 50procent"


def test_the_words_that_answer_are_shown():
    said = question("handläggare")
    assert marked("Vi söker bygglovshandläggare.", said) == [
        ("Vi söker ", False), ("bygglovshandläggare", True), (".", False),
    ]  # fmt: skip
    assert marked("Jurist", said) == [("Jurist", False)]


def test_the_language_of_an_ad_is_told_by_its_small_words():
    assert language_of("We are looking for you who will work with the team and our customers in Sweden") == "en"
    assert language_of("Vi söker dig som vill arbeta med oss och utveckla det vi gör") == "sv"
    assert language_of("") == "sv"
