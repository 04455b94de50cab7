"""The search finds what people mean, by the golden set of bench/golden.py; the floors are those of the design's P8.

The set's own listings are enough; where other people's ads lie on this computer they are searched among as well.
"""

import pytest

from bench import golden, quality

pytestmark = pytest.mark.django_db
RECALL = {
    "exact": 0.99, "inflected": 0.95, "head": 0.97, "modifier": 0.95, "split": 0.95, "typo": 0.95, "synonym": 0.95,
    "nickname": 0.95, "place": 0.95,
}  # fmt: skip


def test_every_way_of_writing_reaches_its_floor(record_property):
    judged = quality.load()
    ours = quality.scores(quality.ours, judged)
    reached = {way: round(ours[way]["recall"], 3) for way in RECALL}
    assert {way: floor for way, floor in RECALL.items() if reached[way] < floor} == {}, reached
    assert ours["all"]["ndcg"] >= 0.96
    assert ours["all"]["success"] >= 0.98
    assert ours["all"]["none"] <= 0.01
    plain = quality.scores(quality.engines()["PostgreSQL swedish"], judged)
    assert plain["all"]["ndcg"] < ours["all"]["ndcg"] - 0.3
    record_property("counted", ["golden set", {"questions": int(ours["all"]["questions"]), "listings": len(judged)}])


def test_the_set_is_large_and_its_judgements_name_something():
    known = {word for *_, about in golden.own() for word in about}
    known |= {word for source in golden.REAL for about in golden.real(source).values() for word in about}
    asked = golden.questions()
    assert len(asked) >= 150
    assert len({(way, typed) for way, typed, _ in asked}) == len(asked)
    assert {word for _, _, wanted in asked for words in wanted for word in words} <= known
