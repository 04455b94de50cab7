"""A logo is a drawing that can be seen and that does nothing."""

import pytest

from kollega.core.workflow import Refused
from kollega.networks import actions
from kollega.networks.logo import why_not_logo
from tests import builders

DARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="#0b5f6b"/></svg>'


def test_a_plain_dark_drawing_may_be_shown():
    assert why_not_logo(DARK) is None


@pytest.mark.parametrize(("svg", "says"), [
    (DARK.replace("#0b5f6b", "#ffe600"), "för ljus"),
    (DARK.replace("<circle", "<script>alert(1)</script><circle"), "script"),
    (DARK.replace("<circle", '<circle onload="x()"'), "onload"),
    (DARK.replace("<circle", '<image href="https://exempel.invalid/x"/><circle'), "image"),
    (DARK.replace("<circle", '<circle style="fill:red"'), "style"),
    ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DARK, "dokumenttyp"),
    ("<p>hej</p>", "SVG"),
    ("hej", "läsa"),
    (DARK + " " * 20_001, "20 kB"),
])  # fmt: skip
def test_a_logo_that_acts_or_cannot_be_seen_is_refused_with_what_to_do(svg, says):
    assert says in why_not_logo(svg)


@pytest.mark.django_db
def test_a_network_keeps_its_old_look_when_a_colour_cannot_be_read():
    network, by = builders.a_network(), builders.a_person()
    with pytest.raises(Refused, match="#757575"):
        actions.dress(network, accent="#757575", brand1="#C4481F", brand2="#E9A820", logo="", logo_text="", by=by)
    with pytest.raises(Refused, match="föreställer"):
        actions.dress(network, accent="#0B5F6B", brand1="#C4481F", brand2="#E9A820", logo=DARK, logo_text=" ", by=by)
    network.refresh_from_db()
    assert (network.accent, network.logo) == ("#0B5F6B", "")


@pytest.mark.django_db
def test_the_logo_is_served_as_a_picture_that_can_do_nothing(client):
    network = builders.a_network(logo=DARK, logo_text="En rund fläck")
    answer = client.get(f"/natverk/{network.slug}/logotyp.svg")
    assert (answer["Content-Type"], answer.content.decode()) == ("image/svg+xml", DARK)
    assert "sandbox" in answer["Content-Security-Policy"]
    page = client.get(f"/natverk/{network.slug}/").content.decode()
    assert 'alt="En rund fläck"' in page
    assert f"/natverk/{network.slug}/logotyp.svg" in page
