"""A fragment that is filled in says what its template says."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kollega.catalogue.cards import BOX, CARD, GROUP, card
from kollega.catalogue.rules import Filters
from kollega.catalogue.search import search
from kollega.words.questions import question
from tests.catalogue.test_queries import TODAY, a_listing

HARD = "<b>Å & 'x' \"y\"</b>\x02title\x03"


@pytest.mark.parametrize("texts", [("", "Jurist"), (HARD, "Kock"), (HARD, "")])
def test_a_card_that_is_filled_in_is_the_card_that_is_rendered(texts):
    fewer, title = texts
    for kind, reach, language in product(("job", "assignment"), ("public", "network", "employer"), ("sv", "en")):
        for left_out in ("", "tile", "summary", "place", "extent", "closes"):
            values = dict.fromkeys(("tile", "summary", "place", "extent", "closes", "employer_name", "url"), fewer)
            values |= {"kind": kind, "reach": reach, "language": language, "title": title} | {left_out: ""}
            rendered = render_to_string("catalogue/card.html", {"card": values})
            assert CARD.filled(values) == rendered
            assert CARD.filled(values) == rendered  # the second time from what was kept


def test_a_box_that_is_filled_in_is_the_box_that_is_rendered():
    for is_one, is_chosen, said in product((True, False), (True, False), ("", "0", "ca 40")):
        values = {"name": "lan", "value": "22", "label": HARD, "said": said, "is_one": is_one, "is_chosen": is_chosen}
        assert BOX.filled(values) == render_to_string("catalogue/choice.html", {"choice": values})


def test_a_group_that_is_filled_in_is_the_group_that_is_rendered():
    for is_one, is_open, more in product((True, False), (True, False), ("", SafeString("<b>fler</b>"))):
        values = {"name": "lan", "legend": HARD, "choices": SafeString("<i>val</i>"), "more": more, "more_count": "3",
                  "is_one": is_one, "is_open": is_open}  # fmt: skip
        assert GROUP.filled(values) == render_to_string("catalogue/group.html", {"group": values})


@pytest.mark.django_db
def test_what_answers_is_marked_and_what_is_written_is_escaped():
    a_listing("Jurist <script>", summary="En jurist & mer")
    (row,) = search(AnonymousUser(), TODAY, Filters(text="jurist")).rows
    said = card(row, question("jurist"))
    assert "<mark>Jurist</mark> &lt;script&gt;</a>" in said
    assert "En <mark>jurist</mark> &amp; mer" in said
