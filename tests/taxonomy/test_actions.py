import json
from collections import Counter
from dataclasses import replace

import pytest

from kollega.config.commands import main
from kollega.core.incoming import Unreadable
from kollega.core.workflow import Refused
from kollega.taxonomy import actions, files, queries
from kollega.taxonomy.models import Concept
from kollega.taxonomy.rules import Word
from kollega.taxonomy.terms import Kind
from tests.shared_data import shared

pytestmark = pytest.mark.django_db
COUNTS = {
    "language": 470, "municipality": 290, "occupation": 2412, "region": 21, "skill": 6657, "ssyk_1": 10, "ssyk_2": 46,
    "ssyk_3": 147, "ssyk_4": 400,
}  # fmt: skip


def test_the_published_files_are_loaded_twice_the_same(capsys):
    folder = str(shared("jobtech-taxonomy"))
    assert main(["taxonomy", "load", folder]) == 0
    total = sum(COUNTS.values())
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == COUNTS | {
        "created": total, "updated": 0, "unchanged": 0,
    }  # fmt: skip
    assert main(["taxonomy", "load", folder]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == total
    above, concept = [], Concept.objects.get(kind="occupation", label="Registrator")
    while concept.parent:
        concept = concept.parent
        above.append((concept.kind, concept.code))
    assert above == [("ssyk_4", "4119"), ("ssyk_3", "411"), ("ssyk_2", "41"), ("ssyk_1", "4")]
    assert Concept.objects.get(kind="municipality", label="Sundsvall").parent.label == "Västernorrlands län"
    assert not Concept.objects.filter(kind="municipality", parent=None).exists()
    assert not Concept.objects.filter(kind="occupation", parent=None).exists()


def test_the_starter_is_the_same_facts_as_the_published_files():
    published = {word.id: word for word in files.words_in(shared("jobtech-taxonomy"))}
    for word in actions.starter():
        assert published[word.id] == replace(word, skills=())


def test_the_starter_is_loaded_twice_the_same():
    assert actions.load_starter()["created"] == len(actions.starter())
    assert actions.load_starter()["created"] == 0
    kinds = Counter(word.kind for word in actions.starter())
    assert kinds["region"] == 21
    assert min(kinds["municipality"], kinds["occupation"]) >= 40
    assert kinds["skill"] >= 60
    assert kinds["language"] >= 25


def test_a_word_that_only_a_feed_knows_is_kept_and_becomes_known():
    met = actions.meet("abcd_efg_hij", Kind.OCCUPATION, "Stadsodlare")
    assert (met.label, met.is_known) == ("Stadsodlare", False)
    assert actions.meet("abcd_efg_hij", Kind.OCCUPATION, "Annat").label == "Stadsodlare"
    assert not queries.suggest(Kind.OCCUPATION, "stads").exists()
    group = Word(id="g", kind=Kind.SSYK_4, label="Odlare", code="6111")
    actions.load([group, Word(id="abcd_efg_hij", kind=Kind.OCCUPATION, label="Stadsodlare, park", parent="g")])
    met.refresh_from_db()
    assert (met.label, met.is_known, met.parent_id) == ("Stadsodlare, park", True, "g")
    assert actions.meet("x", Kind.SKILL, "  ").label == "x"


def test_a_withdrawn_word_is_marked_and_no_longer_offered():
    word = Word(id="s", kind=Kind.SKILL, label="Telex")
    actions.load([word])
    assert [c.pk for c in queries.skills()] == ["s"]
    assert actions.load([Word(id="s", kind=Kind.SKILL, label="Telex", is_deprecated=True)])["updated"] == 1
    assert not queries.skills().exists()


def test_a_word_under_nothing_takes_nothing_in():
    with pytest.raises(Refused, match="som inte finns"):
        actions.load(
            [Word(id="a", kind=Kind.OCCUPATION, label="A", parent="b"), Word(id="c", kind=Kind.SKILL, label="C")]
        )
    assert not Concept.objects.exists()


def test_suggestions_begin_with_what_was_written_and_places_are_in_swedish_order():
    actions.load_starter()
    assert [c.label for c in queries.suggest(Kind.SKILL, "arbetsr")] == ["Arbetsrätt", "Arbetsrättsliga frågor"]
    assert [c.label for c in queries.suggest(Kind.MUNICIPALITY, "sund")] == ["Sundsvall", "Östersund"]
    assert [c.label for c in queries.suggest(Kind.LANGUAGE, "sven\x00")][:1] == ["Svenska"]
    assert not queries.suggest(Kind.SKILL, "  ").exists()
    labels = [c.label for c in queries.places()]
    assert labels.index("Östersund") > labels.index("Ängelholm") > labels.index("Åstorp") > labels.index("Växjö")
    assert queries.languages().filter(label="Finska").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 10_000, "fel.json: Filen är nästlad"),
        ('{"data":{"concepts":[1]}}', "inte den form"),
        ('{"data":{"concepts":[{"type":"skill","preferred_label":"A"}]}}', "saknar id"),
        ('{"data":{"concepts":[{"type":"skill","id":"a","preferred_label":"A\\u0000"}]}}', "inte går att spara"),
        ('{"data":{"concepts":[{"type":"keyword","id":"a","preferred_label":"A"}]}}', "innehåller inga yrken"),
        ("[]", "innehåller inga yrken"),
    ],
)
def test_files_that_cannot_be_taken_say_why(tmp_path, text, said):
    (tmp_path / "fel.json").write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=said):
        files.words_in(tmp_path)
