from datetime import date
from types import SimpleNamespace

from kollega.clauses.rules import in_force, why_not_word
from kollega.clauses.terms import Language, LegalForm
from kollega.clauses.texts import standard

TODAY = date(2026, 11, 23)
TWO = (("a", "Ett", "Text ett"), ("b", "Två", "Text två"))


def row(key, text="Eget", on=TODAY, **more):
    return SimpleNamespace(**{"key": key, "heading": "Eget", "text": text, "is_left_out": False, "from_on": on} | more)


def texts(own, on=TODAY):
    return [clause.text for clause in in_force(TWO, own, on)]


def test_the_standard_stands_until_the_network_says_something_else():
    assert texts([]) == ["Text ett", "Text två"]
    assert texts([row("a", on=date(2026, 11, 24))]) == ["Text ett", "Text två"]
    assert texts([row("a")]) == ["Eget", "Text två"]  # in the same place
    assert texts([row("a", "Första"), row("a", "Andra")]) == ["Andra", "Text två"]


def test_one_may_be_left_out_and_come_back_and_more_may_be_said():
    out = row("a", "", is_left_out=True)
    assert texts([out]) == ["Text två"]
    assert texts([out, row("a", "Åter")]) == ["Åter", "Text två"]
    assert texts([row("mer", "Mer")]) == ["Text ett", "Text två", "Mer"]


def test_what_is_written_is_not_worded_anew():
    assert why_not_word(TODAY, today=TODAY) is None
    assert "tidigast från i dag" in why_not_word(date(2026, 11, 22), today=TODAY)


def test_each_form_says_the_same_things_in_both_languages():
    for form in LegalForm:
        swedish, english = (standard(form, language) for language in (Language.SWEDISH, Language.ENGLISH))
        assert [key for key, *_ in swedish] == [key for key, *_ in english]
        assert len({key for key, *_ in swedish}) == len(swedish)
    keys = [{key for key, *_ in standard(form, Language.SWEDISH)} for form in LegalForm]
    assert keys[0] != keys[1]
