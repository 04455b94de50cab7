"""Suggestions while someone types: by keyboard, read by axe while open, and a field like any other without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.visit import Visit
from tests.processes.demo import Demo, copy_of

PAGE = "/jobb-och-uppdrag/"


@pytest.fixture(scope="module")
def running(seed, tmp_path_factory):
    demo = Demo(copy_of(seed, tmp_path_factory.mktemp("suggestions")))
    yield demo
    assert demo.stop() == []


def test_a_suggestion_is_chosen_by_keyboard_and_the_list_closes_by_escape(browser, running):
    visit = Visit(browser, running.address, seen={})
    page = visit.page
    page.goto(visit.address + PAGE)
    field = page.get_by_role("combobox", name="Sökord")
    field.press_sequentially("sys")
    first = page.get_by_role("option", name="Systemutvecklare, Python")
    expect(first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(field).to_have_value("sys")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 träff")).to_be_visible()
    assert "q=Systemutvecklare" in page.url
    assert visit.strangers == []
    page.go_back()
    expect(page.get_by_role("heading", name="1 träff")).to_have_count(0)
    visit.close()


def test_a_place_goes_into_its_own_field(browser, running):
    visit = Visit(browser, running.address, seen={})
    page = visit.page
    page.goto(visit.address + PAGE)
    page.get_by_role("combobox", name="Sökord").press_sequentially("sundsv")
    page.get_by_role("option", name="ort,").click()
    expect(page.get_by_label("Ort eller län")).to_have_value("Sundsvall")
    assert "ort=Sundsvall" in page.url
    visit.close()


def test_without_script_the_field_searches_and_the_boxes_narrow(browser, running):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(running.address + PAGE)
    page.get_by_label("Sökord").fill("handlagare")
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.get_by_role("link", name="Sök i stället efter handlagare")).to_be_visible()
    page.get_by_role("checkbox", name="Samhällsbyggnad, teknik och miljö").check()
    page.get_by_role("button", name="Visa träffar").click()
    expect(page.get_by_role("heading", name="1 träff")).to_be_visible()
    assert "omrade=building" in page.url
    context.close()
