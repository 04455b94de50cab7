from itertools import pairwise

import pytest

from tests.browser.axe import overflow, refused, unclear_stops, violations

pytestmark = pytest.mark.django_db(transaction=True)
GALLERY = "/designguide/"
EXTREME = "farger=ffe600-ffc0da-111111"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("query", ["", "?gast", f"?{EXTREME}"])
def test_every_building_block_is_accessible_fits_and_keeps_to_the_policy(open_page, width, scheme, query):
    page = open_page(GALLERY + query, width=width, scheme=scheme)
    assert refused(page) == []
    assert overflow(page) == 0
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_can_be_opened_is_accessible_too(open_page, scheme):
    page = open_page(GALLERY, width=375, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.get_by_role("button", name="Meny", exact=True).click()
    assert overflow(page) == 0
    assert violations(page) == []


def test_nothing_sticks_out_at_320_pixels_nor_with_wide_spacing(open_page):
    page = open_page(GALLERY, width=320)
    assert overflow(page) == 0
    page.set_viewport_size({"width": 375, "height": 812})
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important}`);
        document.adoptedStyleSheets.push(sheet) }"""
    )
    assert overflow(page) == 0


@pytest.mark.parametrize("width", [1153, 1200, 992, 769, 600])
def test_the_header_fits_between_phone_and_wide_screen(open_page, width):
    page = open_page(GALLERY, width=width)
    assert overflow(page) == 0
    boxes = page.evaluate(
        """[...document.querySelectorAll(".top .wrap > *")].map(e => e.getBoundingClientRect())
           .filter(b => b.width).map(b => [b.left, b.right, b.height])"""
    )
    assert all(one[1] <= other[0] for one, other in pairwise(boxes))
    assert all(height < 90 for _, _, height in boxes)


def test_text_at_double_size_fits(open_page):
    page = open_page(GALLERY, width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == 0


@pytest.mark.parametrize("width", [1280, 375])
def test_every_stop_of_the_keyboard_is_seen(open_page, width):
    page = open_page(GALLERY, width=width)
    stops, unclear = unclear_stops(page)
    assert unclear == []
    assert 50 < stops < 200


def test_the_filters_can_be_reached_on_a_wide_screen_without_script(open_page):
    page = open_page(GALLERY, script=False)
    assert page.get_by_role("checkbox", name="Jobb 12 träffar").is_visible()


def test_the_error_summary_takes_the_focus_where_the_page_asks_for_it(open_page):
    page = open_page(f"{GALLERY}?fokus")
    assert page.evaluate("document.activeElement.className") == "errsum"
