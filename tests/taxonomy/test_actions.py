import json
from collections import Counter
from dataclasses import replace

import pytest

from kollega.config.commands import main
from kollega.core.incoming import Unreadable
from kollega.core.workflow import Refused
from kollega.taxonomy import actions, files, queries
from kollega.taxonomy.models import Concept, RelatedSkill
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
    found = [c.label for c in queries.suggest(Kind.MUNICIPALITY, "sund", 10)]
    assert found[:3] == ["Sundsvall", "Sundbyberg", "Askersund"]
    assert "Östersund" in found
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


def occupations(tmp_path, related) -> list[Word]:
    """Return the words of a file shaped as the published one of groups and their skills."""
    group = {
        "id": "g",
        "type": "ssyk-level-4",
        "preferred_label": "Odlare",
        "ssyk_code_2012": "6111",
        "related": related,
    }
    (tmp_path / "related.json").write_text(json.dumps({"data": {"concepts": [group]}}))
    return files.words_in(tmp_path)


GREEN = {"id": "s1", "type": "skill", "preferred_label": "Växtkännedom"}


def test_the_skills_of_a_group_are_read_with_their_names_and_other_relations_are_passed_over(tmp_path):
    words = {word.id: word for word in occupations(tmp_path, [GREEN, {"id": "k", "type": "keyword"}, "x"])}
    assert words["g"].skills == ("s1",)
    assert (words["s1"].kind, words["s1"].label) == (Kind.SKILL, "Växtkännedom")
    assert set(words) == {"g", "s1"}


def test_skills_are_tied_once_and_untied_when_the_file_no_longer_ties_them(tmp_path):
    other = GREEN | {"id": "s2", "preferred_label": "Beskärning"}
    assert actions.load(occupations(tmp_path, [GREEN]))["usual_skills"] == 1
    for _ in range(2):
        actions.load(occupations(tmp_path, [other]))
    assert list(RelatedSkill.objects.values_list("occupation", "skill")) == [("g", "s2")]
    actions.load([Word(id="g", kind=Kind.SSYK_4, label="Odlare", code="6111")])  # a file that says nothing of skills
    assert RelatedSkill.objects.count() == 1


def test_a_skill_that_is_none_takes_nothing_in():
    with pytest.raises(Refused, match="inte är en kompetens"):
        actions.load([Word(id="o", kind=Kind.OCCUPATION, label="Odlare", skills=("l",)),
                      Word(id="l", kind=Kind.LANGUAGE, label="Svenska")])  # fmt: skip
    assert not Concept.objects.exists()


def test_what_an_occupation_usually_asks_for_is_its_own_its_groups_or_its_neighbours():
    actions.load_starter()
    by = {concept.label: concept for concept in Concept.objects.filter(kind=Kind.OCCUPATION)}
    planner = [skill.label for skill in queries.usual_skills(by["Samhällsplanerare"])]
    assert planner[:2] == ["Geografiskt informationssystem/GIS", "Hållbarhetsutveckling"]  # its own first
    assert "Utredningsvana" in planner  # and its group's
    assert len(planner) == len(set(planner)) <= 12
    assert queries.usual_skills(None) == []
    assert all(queries.usual_skills(occupation) for occupation in by.values())
    assert "Registrator" not in [one.label for one in queries.neighbours(by["Registrator"])]


def test_an_occupation_without_skills_borrows_its_neighbours(tmp_path):
    above = Word(id="a", kind=Kind.SSYK_3, label="Odling", code="611")
    groups = [Word(id=pk, kind=Kind.SSYK_4, label=pk, code=pk, parent="a") for pk in ("6111", "6112")]
    skill = Word(id="s", kind=Kind.SKILL, label="Växtkännedom")
    actions.load([above, replace(groups[0], skills=("s",)), groups[1], skill,
                  Word(id="o", kind=Kind.OCCUPATION, label="Odlare", parent="6112")])  # fmt: skip
    assert [one.pk for one in queries.usual_skills(Concept.objects.get(pk="o"))] == ["s"]


@pytest.mark.parametrize(
    ("title", "first"),
    [("Registrator", "Registrator"), ("HR-specialist", "HR-specialist/HR-advisor"), ("Enhetschef HR-chef", "HR-chef"),
     ("Utredare", "Systemanalytiker/Systemutredare"), ("Qzx", None), ("", None)],
)  # fmt: skip
def test_an_occupation_is_found_for_a_title(title, first):
    actions.load_starter()
    assert next((one.label for one in queries.occupations_like(title)), None) == first


@pytest.mark.parametrize(
    ("name", "label"),
    [("python", "Python, programmeringsspråk"), ("SQL", "SQL, frågespråk"), ("coachning", "Coaching/Coachning"),
     ("GDPR", "Dataskyddsförordningen/GDPR, erfarenhet"), ("redovisning", "Redovisning"), ("Redovisnin", None),
     ("projektledning", "Projektledning, erfarenhet"), ("gis", "Geografiskt informationssystem/GIS"), ("%", None)],
)  # fmt: skip
def test_a_word_is_known_by_its_label_or_by_a_name_that_the_label_holds(name, label):
    actions.load_starter()
    found = queries.known_by_name(Kind.SKILL, [name])
    assert {key: concept.label for key, concept in found.items()} == ({name.casefold(): label} if label else {})


def test_names_are_looked_up_with_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.known_by_name(Kind.SKILL, [f"ord {n}" for n in range(50)])
    with django_assert_num_queries(0):
        assert queries.known_by_name(Kind.SKILL, ["", ""]) == {}
