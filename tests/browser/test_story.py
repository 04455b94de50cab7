"""The story of the demo, played by its persons in a real browser against the real product."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kollega.peppol.check import against_schema, check
from tests.browser.visit import Visit
from tests.peppol.shared_data import PEPPOL
from tests.processes.demo import Demo, copy_of

CALL = "Projektledare för gemensam e-arkivupphandling"
SEEN: dict = {}


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


@pytest.mark.parametrize("width", [1280, 375])
def test_from_an_assignment_to_an_invoice(visit, width, record_property):
    v = visit(width=width)
    amina_answers_by_keyboard(v)
    jonas_says_yes(v)
    petra_selects(v)
    lena_offers(v)
    omar_accepts(v)
    for person in ("Karin Åsberg", "Maria Lindgren", "Amina Warsame"):
        signs(v, person)
    the_loan_begins_and_a_month_passes(v)
    invoice = the_month_is_invoiced(v)
    assert against_schema(invoice).fired == []
    if (PEPPOL / "schematron").is_dir():
        os.environ["KOLLEGA_PEPPOL_RULES"] = str(PEPPOL)
        assert check(invoice).fired == []
    record_property("counted", ["story", {"runs": 1, "pages read by axe": len([k for k in SEEN if k[-1] == width])}])


def test_an_employee_answers_without_script(visit):
    v = visit(script=False)
    v.be("Amina Warsame")
    v.follow(CALL)
    v.follow("Anmäl intresse")
    v.press("Spara och gå vidare")
    assert v.page.locator(".errsum").is_visible()
    v.page.get_by_label("Varför är du intresserad?").fill("Jag har lett ett arkivprojekt.")
    v.page.get_by_label("Ja, vi har pratat").check()
    v.press("Spara och gå vidare")
    v.press("Skicka anmälan")
    assert v.says("Anmälan är skickad")


def amina_answers_by_keyboard(v: Visit) -> None:
    v.be("Amina Warsame")
    v.tab_to(CALL)
    v.enter()
    v.tab_to("^Anmäl intresse")
    v.enter()
    v.tab_to("Varför är du intresserad")
    v.page.keyboard.type("Jag har lett ett arkivprojekt och vill lära mig att upphandla.")
    v.tab_to("vi har pratat")
    v.page.keyboard.press("Space")
    v.tab_to("Spara och gå vidare")
    v.enter()
    assert v.says("Kontrollera och skicka")
    v.tab_to("^Skicka anmälan")
    v.enter()
    assert v.says("Anmälan är skickad")


def jonas_says_yes(v: Visit) -> None:
    v.be("Jonas Ek")
    v.go("/att-gora/")
    v.follow("Ta ställning till utlåning av Amina Warsame")
    v.press("Skicka svar")
    assert v.page.locator(".errsum").is_visible()
    v.page.get_by_label("Uppgift 1", exact=True).fill("Remisser")
    v.page.get_by_label("Hur löses uppgift 1?").select_option("colleague")
    v.page.get_by_label("Vem tar uppgift 1?").fill("Lo Sandberg")
    v.page.get_by_label("Ja, utlåningen kan bli av").check()
    v.press("Skicka svar")
    assert v.says("Ditt svar är skickat")


def petra_selects(v: Visit) -> None:
    v.be("Petra Sandström")
    v.go("/uppdrag/")
    v.follow(CALL)
    v.follow("Amina Warsame")
    v.press("Välj Amina Warsame")
    assert v.says("Amina Warsame är vald")


def lena_offers(v: Visit) -> None:
    v.be("Lena Kihl")
    v.go("/att-gora/")
    v.follow("Skriv villkoren för lånet av Amina Warsame")
    v.follow("Skriv villkoren")
    typed = {"Månadslön på heltid": "62 000", "Arbetsgivaravgifter i procent": "31,42", "Administration i procent": "5",
             "Resor": "Mottagaren betalar", "Mottagarens referens": "CSN-4410"}  # fmt: skip
    for label, text in typed.items():
        v.page.get_by_label(label).fill(text)
    v.press("Skicka villkoren")
    assert "errsum" in v.page.evaluate("document.activeElement.className")
    assert v.says("Skriv vilken dag facket fick information")
    assert v.page.get_by_label("Resor").input_value() == "Mottagaren betalar"
    assert v.page.get_by_label("Månadslön på heltid").input_value().replace("\N{NO-BREAK SPACE}", " ") == "62 000"
    v.page.get_by_label("Dag då facket fick information").fill("20 november 2026")
    v.press("Skicka villkoren")
    assert v.says("Villkoren är skickade")


def omar_accepts(v: Visit) -> None:
    v.be("Omar Haddad")
    open_the_loan(v)
    v.press("Godkänn villkoren")
    assert v.says("Villkoren är godkända")


def open_the_loan(v: Visit) -> None:
    v.go("/utlaning/")
    v.follow("Amina Warsame")


def signs(v: Visit, person: str) -> None:
    v.be(person)
    open_the_loan(v)
    v.follow("Läs och skriv under")
    page = v.page.url.removeprefix(v.address)
    v.press("Ge mig en kod")
    v.go("/demo/brevlada/")
    code = re.search(r"(\d{6}) är din kod", v.page.locator("main").inner_text())[1]
    v.go(page)
    v.page.get_by_label("Kod", exact=True).fill("000000" if code != "000000" else "111111")
    v.press("Skriv under")
    assert v.says("Koden stämmer inte")
    v.page.get_by_label("Kod", exact=True).fill(code)
    v.press("Skriv under")
    assert v.says("Du har skrivit under")


def the_loan_begins_and_a_month_passes(v: Visit) -> None:
    for event in (r"Hoppa hit.*Amina.*börjar", r"Hoppa hit.*Månadens underlag"):
        v.go("/demo/tid/")
        v.page.get_by_role("button", name=re.compile(event)).first.click()
        v.let_time_pass()
        v.look()
    assert v.says("I dag är det torsdag 1 april 2027") or v.says("1 april 2027")


def the_month_is_invoiced(v: Visit) -> bytes:
    v.be("Nils Berg")
    open_the_loan(v)
    v.follow("Besluta om moms")
    v.page.get_by_label(re.compile("Utanför|omfattas inte|ingen moms", re.I)).first.check()
    v.page.get_by_label("Varför?").fill("Myndigheter under regeringen är samma skattskyldiga.")
    v.press("Spara beslutet")
    open_the_basis(v)
    v.press("Kontrollerad")
    assert v.says("någon annan än den som kontrollerade")
    v.be("Eva Holm")
    open_the_basis(v)
    v.press("Godkänn")
    v.be("Nils Berg")
    open_the_basis(v)
    v.press("Skapa e-fakturan")
    with v.page.expect_download() as download:
        v.page.get_by_role("link", name="Hämta e-fakturan").click()
    return Path(download.value.path()).read_bytes()


def open_the_basis(v: Visit) -> None:
    v.go("/fakturor/")
    v.page.get_by_role("row", name="Amina Warsame").get_by_role("link").first.click()
    v.page.wait_for_load_state()
    v.look()
