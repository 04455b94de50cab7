"""A search meets only what has one of its anchors, and tells of the same as if it met everything."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import golden
from kollega.core import clock
from kollega.following import actions, queries, rules
from kollega.following.models import SavedSearch
from kollega.following.terms import LONGEST_BACK
from kollega.words.vectors import quoted, unquoted
from tests import builders
from tests.following.test_actions import MONDAY, follow, news

NOTHING = {
    "wanted": "", "employers": [], "is_somewhere": False, "municipalities": [], "counties": [], "is_remote": False,
    "fields": [], "chosen_counties": [], "forms": [], "extents": [], "kinds": [],
}  # fmt: skip
OTHERS = ("ort=Sundsvall", "ort=distans", "ort=nära Sundsvall", "lan=22", "lan=distans", "omrade=care", "typ=job",
          "anstallning=permanent", "omfattning=full", "sprak=sv", "ort=Ingenstans", "")  # fmt: skip


@pytest.mark.parametrize(("wanted", "anchors"), [
    ("'kock'", {"kock"}), ("'kock' & 'sundsvall'", {"sundsvall"}), ("('it' | 'data') & ('arkitekt')", {"arkitekt"}),
    ("('hr' & 'chef') | ('personalchef')", {"chef", "personalchef"}), ("(('ab'))", {"ab"}),
    ("'a' & 'bcd' | 'ef'", {"bcd", "ef"}), ("'o''hara'", {"o'hara"}), (r"'c:\\d'", {"c:\\d"}),
])  # fmt: skip
def test_the_anchors_of_words_are_the_longest_that_must_be_there(wanted, anchors):
    assert set(rules.anchors(NOTHING | {"wanted": wanted})) == anchors


@pytest.mark.parametrize(("held", "anchors"), [
    ({}, []), ({"is_somewhere": True, "municipalities": ["2281"], "counties": ["22"]}, ["§c22", "§mun2281"]),
    ({"is_somewhere": True, "is_remote": True}, ["§dis"]), ({"chosen_counties": ["22", "distans"]}, ["§c22", "§dis"]),
    ({"fields": ["care"], "kinds": ["job"]}, ["§fcare"]), ({"kinds": ["job"]}, ["§kjob"]),
])  # fmt: skip
def test_without_words_the_narrowest_choice_is_the_anchor(held, anchors):
    assert rules.anchors(NOTHING | held) == anchors


@pytest.mark.parametrize("word", ["kock", "o'hara", "c:\\d", "'", "\\'"])
def test_a_lexeme_is_read_as_it_was_written(word):
    assert unquoted(quoted(word)) == word
    assert set(rules.anchors(NOTHING | {"wanted": quoted(word)})) == {word}


def world():
    """Put what people ask for on the list, some of it only in texts."""
    random, employer = Random(7), builders.an_employer()
    titles = [title for title, *_ in golden.own()]
    for number, title in enumerate(titles[::2]):
        builders.a_listing(
            title, employer=employer, municipality=random.choice(("2281", "0180", "")), body=random.choice(titles),
            place=random.choice(("Sundsvall", "Distans")), form=random.choice(("permanent", "")), share=99 + number % 2,
        )  # fmt: skip


def told(searches):
    return {pk: [one.pk for one in listings] for pk, listings in news(searches).items()}


@pytest.mark.django_db
def test_what_is_told_is_what_each_search_would_find_if_it_met_everything(monkeypatch):
    monkeypatch.setattr("kollega.following.rules.MOST_SEARCHES", 500)
    person, asked = builders.a_person(), [f"q={text}" for _, text, _ in golden.questions()][::2]
    both = [f"{words}&{other}" for words, other in zip(asked, OTHERS * 20, strict=False)]
    with clock.at(MONDAY):
        searches = [follow(person, said) for said in dict.fromkeys([*asked, *OTHERS, *both])]
    with clock.at(MONDAY + timedelta(minutes=6)):
        world()
        by_anchor = told(searches)
        assert sum(bool(one.anchors) for one in searches) == len(searches) - 2  # only "" and a language meet all
        SavedSearch.objects.update(anchors=[])
        assert told(searches) == by_anchor
        assert len(by_anchor) > 80
        SavedSearch.objects.update(anchors=["ettordsominteärnågonstans"])
        assert told(searches) == {}


@pytest.mark.django_db
def test_a_question_meets_only_what_has_an_anchor_of_it():
    """The rows that are weighed, which have no noise: one listing for the rare word, none for the others."""
    with clock.at(MONDAY):
        searches = [follow(builders.a_person(), f"q={text}") for text in ("barnmorska", "kock", "jurist", "jurist")]
    with clock.at(MONDAY + timedelta(minutes=6)):
        for title in ("Barnmorska", *["Registrator"] * 30):
            builders.a_listing(title)
        with connection.cursor() as cursor:
            cursor.execute("explain (analyze, format json) " + queries.NEW, {
                "ids": [one.pk for one in searches], "on": clock.today(), "oldest": MONDAY,
                "earliest": clock.now() - LONGEST_BACK,
            })  # fmt: skip
            (plan,) = cursor.fetchone()[0]
    assert rows_of(plan["Plan"], "CTE question") == 3
    assert rows_of(plan["Plan"], "CTE meeting") == 1


def rows_of(node, name):
    if node.get("Subplan Name") == name:
        return node["Actual Rows"]
    return next((found for part in node.get("Plans", ()) if (found := rows_of(part, name)) is not None), None)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
def test_a_round_takes_as_many_statements_for_one_as_for_many(many):
    with clock.at(MONDAY):
        for _ in range(many):
            follow(builders.a_person(), "q=barnmorska")
    with clock.at(MONDAY + timedelta(minutes=6)):
        builders.a_listing("Kock")
        with CaptureQueriesContext(connection) as caught:
            assert actions.tell_what_is_new() == 0
    assert len([one for one in caught if "savepoint" not in one["sql"].lower()]) == 4
