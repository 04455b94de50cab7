"""A building block that is filled in says what its template says, whatever it is told."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from types import SimpleNamespace

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kollega.core.templatetags import ui, ui_lists

HARD = "<b>Å & 'x' \"y\"</b> 100 %s\x02text\x03"
VALUES = (HARD, "", 0, None, 12345, Decimal("1.50"), date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC),
          SafeString("<i>ja</i>"), SimpleNamespace(x="<"), ["<", 1])  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_fact_is_the_fact_that_is_rendered(value):
    for url, change_url in product(("", "/a?b=1&c=2"), ("", "/andra/")):
        told = {"label": HARD, "value": value, "url": url, "change_url": change_url}
        for _ in range(2):  # the second time from what was kept
            assert ui_lists.fact(**told) == render_to_string("ui/fact.html", told)


def test_a_button_is_the_button_that_is_rendered():
    many = product(("", "/a?b=1&c=2"), ("", "name"), ("primary", "secondary"), ("", "check"), (False, True), ("", HARD),
                   (False, True), ("", "right"))  # fmt: skip
    for url, name, kind, icon, full, sr, small, icon_after in many:
        told = {"text": HARD, "url": url, "name": name, "value": 0, "kind": kind, "icon": icon, "full": full, "sr": sr,
                "small": small, "icon_after": icon_after}  # fmt: skip
        assert ui.button(**told) == render_to_string("ui/button.html", told)


def test_a_tag_is_the_tag_that_is_rendered():
    for tone, icon, text in product(("neutral", "warm"), ("", "check"), ("", HARD)):
        told = {"text": text, "tone": ui.TONES[tone], "icon": icon}
        assert ui.tag(text=text, tone=tone, icon=icon) == render_to_string("ui/tag.html", told)
    matter = SimpleNamespace(get_state_display=lambda: HARD, tone="ok")
    told = {"text": HARD, "tone": "ok", "icon": "check"}
    assert ui.state(of=matter) == render_to_string("ui/tag.html", told)


def test_a_block_stands_in_a_page_as_it_is():
    page = engines["django"].from_string('{% tag text=said %}{% fact label="Antal" value=0 %}')
    assert page.render({"said": "<"}) == str(ui.tag(text="<")) + str(ui_lists.fact(label="Antal", value=0))
