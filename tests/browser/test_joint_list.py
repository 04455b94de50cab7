"""The joint list played in a real browser: someone applies on a phone, follows a search, and publishes."""

import json
import re
import time
from collections.abc import Iterator

import pytest
from lxml import etree
from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.documents.made import a_pdf
from tests.processes.demo import Demo, copy_of

JOB = "Verksamhetsutvecklare, pension"
NEW = "Utredare av stadsfrågor"
SEEN: dict = {}
PATIENCE = 40
"""Seconds that a worker may need to come round, on a busy machine."""


@pytest.fixture
def demo(seed, tmp_path) -> Iterator[Demo]:
    running = Demo(copy_of(seed, tmp_path))
    yield running
    assert running.stop() == []


@pytest.fixture
def visit(browser, demo):
    visits = []

    def begin(**how) -> Visit:
        visits.append(Visit(browser, demo.address, SEEN, **how))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()


def mailed(v: Visit, words: str) -> str:
    """Return the demo's letters, as soon as one of them says the words."""
    return said_at_last(v, "/demo/brevlada/?alla", words)


def said_at_last(v: Visit, path: str, words: str) -> str:
    """Return what a page says, as soon as the worker has been round and it says the words."""
    other = v.context.new_page()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        other.goto(v.address + path)
        said = other.locator("main").inner_text()
        if words in said:
            other.close()
            return said
        time.sleep(1)
    raise AssertionError(f"{path} never says {words}")


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_finds_a_job_and_applies_on_a_phone(visit, script):
    v = visit(width=375, script=script)
    v.go("/jobb-och-uppdrag/")
    v.page.get_by_label("Sökord").fill("verksamhetsutveckling")
    v.press("Sök")
    v.follow(JOB)
    v.follow("Sök jobbet")
    v.follow("Börja din ansökan")
    v.press("Mejla mig en kod")
    assert v.says("saker du behöver ändra")
    for label, text in (("Förnamn", "Tindra"), ("Efternamn", "Ek"), ("Din e-postadress", "tindra@exempel.invalid")):
        v.page.get_by_label(label).fill(text)
    v.press("Mejla mig en kod")
    code = re.search(r"\b([A-Z]{3}-[A-Z]{3})\b", mailed(v, "tindra@exempel.invalid"))[1]
    v.page.get_by_label("Koden i mejlet").fill(code.lower())
    v.press("Logga in")
    v.press("Börja din ansökan")
    v.page.get_by_label("Varför söker du?").fill("Jag har lett en förändring av ett helt kontor.")
    if script:
        expect(v.page.get_by_text("Sparat klockan")).to_be_visible()
        v.page.reload()
        assert v.page.get_by_label("Varför söker du?").input_value().startswith("Jag har lett")
    attached(v, "cv.pdf", b"MZ\x90\x00" + b"\0" * 99)
    assert v.says("Filen är ett program")
    assert v.page.get_by_label("Varför söker du?").input_value().startswith("Jag har lett")
    attached(v, "cv.pdf", a_pdf())
    assert v.says("cv.pdf")
    v.press("Spara och kontrollera")
    assert v.says("Svara på frågan")
    v.follow("Gå tillbaka och fyll i")
    v.page.get_by_label("Ja", exact=True).check()
    v.page.get_by_label("Berätta om en förändring").fill("Vi slutade skicka brev om samma sak tre gånger.")
    v.press("Spara och kontrollera")
    v.press("Skicka ansökan")
    assert v.says("Ingen har läst den än")
    v.be("Helen Dahl")
    v.go("/att-gora/")
    v.follow("Läs 2 nya ansökningar")
    v.follow("Tindra Ek")
    assert v.says("Vi slutade skicka brev")
    v.be("Nour Ali")
    v.go("/mina-ansokningar/")
    v.follow(JOB)
    v.press("Välj")
    assert v.says("Lägg in i din kalender")


def attached(v: Visit, name: str, content: bytes) -> None:
    sent = {"name": name, "mimeType": "application/pdf", "buffer": content}
    v.page.get_by_label("Lägg till ditt cv").set_input_files(sent)
    v.press("Lägg till filen")


def test_a_contact_publishes_and_whoever_follows_is_told(visit):
    v = visit()
    v.be("Lars Malm")
    v.go("/jobb-och-uppdrag/?q=stadsfrågor&ort=Sundsvall")
    assert v.says("Inget passar") or v.says("Inga")
    v.page.get_by_role("link", name="Följ sökningen").first.click()
    v.page.get_by_label("Varje vardag klockan 8").check()
    v.press("Följ sökningen")
    published = lena_publishes(v)
    it_leaves_as_others_read_it(v, published)
    a_day_passes(v)
    v.be("Lars Malm")
    said_at_last(v, "/notiser/", NEW)
    a_day_passes(v)  # a letter waits a minute before it leaves
    letters = mailed(v, "Till lars.malm@exempel.invalid")
    assert NEW in letters.partition("Till lars.malm@exempel.invalid")[2][:600]
    v.go("/foljer/")
    v.press("Sluta följa")
    assert not v.page.get_by_role("button", name="Sluta följa").count()


def a_day_passes(v: Visit) -> None:
    v.go("/demo/tid/")
    v.press("En dag")
    v.let_time_pass()


def lena_publishes(v: Visit) -> str:
    """Write a vacancy from the first page to the last, approve it and publish it; return its address."""
    v.be("Lena Kihl")
    v.go("/annonser/ny/")
    v.page.get_by_label("Rubrik").fill(NEW)
    v.page.locator("main form button[type=submit]").first.click()
    fill(v, {"Yrke": "Drakryttare", "Kommun": "Sundsvall"})
    v.press("Spara och fortsätt")
    assert v.says("Vi känner inte igen yrket")
    fill(v, {"Yrke": "verksamhetsutvecklare"})
    v.press("Spara och fortsätt")
    fill(v, {"Ingress": "Utred det som rör staden.", "Arbetsuppgifter": "Du utreder.", "Krav": "Utredningsvana"})
    expect(v.page.get_by_text("Sparat klockan")).to_be_visible()
    v.press("Spara och fortsätt")
    fill(v, {"Sista dagen att söka": "20 december 2026", "Fackliga kontakter": "ST", "Diarienummer": "AD 1"})
    v.page.get_by_label("Här i Kollega").check()
    v.press("Spara och fortsätt")
    fill(v, {"Fråga 1 (frivilligt)": "Varför staden?"})
    v.press("Spara och fortsätt")
    v.press("Spara och fortsätt")
    assert v.says("Allt som behövs finns")
    v.press("Godkänn annonsen")
    v.press("Publicera nu")
    assert v.says("Annonsen är publicerad")
    return v.page.url


def fill(v: Visit, typed: dict[str, str]) -> None:
    for label, text in typed.items():
        v.page.get_by_label(label).first.fill(text)


def it_leaves_as_others_read_it(v: Visit, published: str) -> None:
    """Read the vacancy as JobPosting on its page and as LedigtArbete in the file to Arbetsförmedlingen."""
    v.press("Gör filen")
    with v.page.expect_download() as held:
        v.page.locator("main").get_by_role("link", name="Hämta").first.click()
    file = etree.parse(held.value.path())
    space = {"l": "http://arbetsformedlingen.se/LedigtArbete"}
    assert file.findtext(".//l:JobPositionTitle", namespaces=space) == NEW
    v.follow("Läs annonsen som den syns")
    posting = json.loads(v.page.locator('script[type="application/ld+json"]').inner_text())
    assert (posting["@type"], posting["title"], posting["directApply"]) == ("JobPosting", NEW, True)
    here = file.findtext(".//l:ByWeb/l:URL", namespaces=space)
    assert here.removeprefix(here[: here.index("/sok/")]).strip("/").split("/")[1] in v.page.url
