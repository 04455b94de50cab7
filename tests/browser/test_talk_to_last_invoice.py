"""One loan from the talk to the last invoice, played by nine persons in a real browser against the real product.

On the way they try what may not be done, and read in plain Swedish why.
"""

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.browser.test_story import (
    CALL,
    SEEN,
    amina_answers_by_keyboard,
    jonas_says_yes,
    lena_offers,
    open_the_loan,
    petra_selects,
    signs,
)
from tests.browser.visit import Visit
from tests.processes.demo import Demo, copy_of

PICTURES = os.environ.get("KOLLEGA_JOURNEY_PICTURES", "")
"""A folder to keep a picture of each station in, for whoever wants to look at them."""
FIRST, LAST = date(2027, 3, 1), date(2027, 5, 14)


@pytest.fixture
def visit(browser, seed, tmp_path) -> Iterator[Visit]:
    demo = Demo(copy_of(seed, tmp_path))
    opened = Visit(browser, demo.address, SEEN)
    yield opened
    opened.close()
    assert demo.stop() == []


def test_from_the_talk_to_the_last_invoice(visit, record_property):
    v = visit
    amina_answers_by_keyboard(v)
    jonas_says_yes(v)
    petra_invites_to_a_talk(v)
    amina_takes_a_time(v)
    petra_selects(v)
    lena_offers(v)
    omar_answers_with_other_terms(v)
    lena_takes_the_counter_offer(v)
    the_leader_cannot_sign(v)
    for person in ("Karin Åsberg", "Maria Lindgren", "Amina Warsame"):
        signs(v, person)
    nobody_signs_twice(v)
    move_to(v, FIRST - timedelta(days=14))
    for person in ("Jonas Ek", "Petra Sandström"):
        gets_ready(v, person, "Inför starten")
    move_to(v, FIRST)
    move_to(v, date(2027, 4, 1))
    the_month_waits_for_vat(v)
    leaves(v, "mars 2027")
    omar_asks_for_more_time(v)
    for person in ("Karin Åsberg", "Maria Lindgren", "Amina Warsame"):
        signs(v, person)
    amina_asks_to_end_early(v)
    move_to(v, LAST - timedelta(days=25))
    jonas_plans_the_talk(v)
    for person in ("Jonas Ek", "Petra Sandström"):
        gets_ready(v, person, "Inför återkomsten")
    move_to(v, LAST)
    jonas_confirms_the_return(v)
    for person in ("Amina Warsame", "Jonas Ek", "Petra Sandström"):
        says_how_it_went(v, person)
    move_to(v, date(2027, 6, 1))
    for month in ("april 2027", "maj 2027"):
        leaves(v, month)
    nils_settles(v)
    record_property("counted", ["journey", {"runs": 1, "persons": 9}])


def petra_invites_to_a_talk(v: Visit) -> None:
    v.be("Petra Sandström")
    v.go("/uppdrag/")
    v.follow(CALL)
    v.follow("Amina Warsame")
    v.press("Sätt i urvalet")
    assert v.says("Amina är med i urvalet")
    v.follow("Tider för samtal")
    v.press("Föreslå tiderna")
    assert v.page.locator(".errsum").is_visible()
    v.page.get_by_label("Dag", exact=True).fill("2 december 2026")
    v.page.get_by_label("Klockslag").fill("9.00, 10.00")
    v.page.get_by_label("Plats eller länk").fill("Norra vägen 4")
    v.press("Föreslå tiderna")
    assert v.says("2 december 2026 klockan 09.00")
    look(v, "tider")


def amina_takes_a_time(v: Visit) -> None:
    v.be("Amina Warsame")
    v.go("/start/")
    v.follow(CALL)
    v.press("Välj tiden 2 december 2026 klockan 10.00")
    assert v.says("2 december 2026 klockan 10.00, 45 minuter")
    look(v, "samtal")


def omar_answers_with_other_terms(v: Visit) -> None:
    v.be("Omar Haddad")
    open_the_loan(v)
    v.follow("Lämna motbud")
    v.page.get_by_label("Vad vill ni ändra, och varför?").fill("Vår budget räcker till fyra procent.")
    v.press("Skicka motbudet")
    assert v.says("Ändra minst ett villkor, eller godkänn villkoren som de är.")
    v.page.get_by_label("Administration i procent").fill("4")
    look(v, "motbud")
    v.press("Skicka motbudet")
    assert v.says("Motbud")


def lena_takes_the_counter_offer(v: Visit) -> None:
    v.be("Lena Kihl")
    v.go("/att-gora/")
    v.follow("Svara på motbudet om Amina Warsame")
    assert v.says("Det här skiljer sig från version 1")
    look(v, "skillnad")
    v.press("Godkänn motbudet")
    assert v.says("De som ska skriva under")


def the_leader_cannot_sign(v: Visit) -> None:
    v.be("Petra Sandström")
    open_the_loan(v)
    assert v.page.get_by_role("link", name="Läs och skriv under").count() == 0
    v.go(loan(v) + "skriv-under/")
    assert v.says("Endast HR-cheferna och medarbetaren skriver under.")


def nobody_signs_twice(v: Visit) -> None:
    open_the_loan(v)
    v.go(loan(v) + "skriv-under/")
    assert v.says("Avtalet går inte att skriva under just nu.")
    look(v, "underskrivet")


def loan(v: Visit) -> str:
    """Return the path of the loan whose page is open."""
    return re.search(r"/utlaning/[0-9a-f-]{36}/", v.page.url)[0]


def gets_ready(v: Visit, person: str, heading: str) -> None:
    """Tick one's own side of the list; it cannot be done while a point is left."""
    v.be(person)
    v.go("/att-gora/")
    v.follow(f"Gör klart {heading.lower()} för Amina Warsame")
    v.press("Vår sida är klar")
    assert v.says("Markera den som klar, eller att den inte behövs.")
    for box in v.page.get_by_label("Klart", exact=True).all():
        box.check()
    look(v, heading)
    v.press("Vår sida är klar")
    assert v.says("Er sida är klarmarkerad.")


def move_to(v: Visit, day: date) -> None:
    """Let the days come, in the longest strides that do not pass the day."""
    months = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
              "november", "december")  # fmt: skip
    v.go("/demo/tid/")
    while True:
        number, month, year = re.search(r"(\d+)\s(\w+)\s(\d{4})", v.page.locator("h1").inner_text()).groups()
        left = (day - date(int(year), months.index(month) + 1, int(number))).days
        if left <= 0:
            return
        words = "En månad" if left > 31 else "En vecka" if left >= 7 else "En dag"
        v.page.get_by_role("button", name=words).click()
        v.let_time_pass()


def the_month_waits_for_vat(v: Visit) -> None:
    v.be("Nils Berg")
    open_the_basis(v, "mars 2027")
    assert v.says("Besluta först om moms på avtalet.")
    v.press("Kontrollerad")
    assert v.says("Besluta först om moms på avtalet.")
    look(v, "underlag")
    open_the_loan(v)
    v.follow("Besluta om moms")
    v.page.get_by_label(re.compile("Utanför", re.I)).first.check()
    v.page.get_by_label("Varför?").fill("Myndigheter under regeringen är samma skattskyldiga.")
    v.press("Spara beslutet")


def open_the_basis(v: Visit, month: str) -> None:
    """Open the basis of the month on the page of the whole loan."""
    open_the_loan(v)
    v.go(f"/fakturor/lan/{loan(v).split('/')[2]}/")
    v.follow(month)


def leaves(v: Visit, month: str) -> None:
    """Carry a month's basis to a file: what Nils checks, Eva approves where the sum is large."""
    v.be("Nils Berg")
    open_the_basis(v, month)
    v.press("Kontrollerad")
    if v.says("någon annan än den som kontrollerade"):
        v.be("Eva Holm")
        open_the_basis(v, month)
    v.press("Godkänn")
    v.be("Nils Berg")
    open_the_basis(v, month)
    v.press("Skapa e-fakturan")
    with v.page.expect_download() as download:
        v.page.get_by_role("link", name="Hämta e-fakturan").click()
    assert b"Invoice" in Path(download.value.path()).read_bytes()
    look(v, month)


def omar_asks_for_more_time(v: Visit) -> None:
    v.be("Omar Haddad")
    open_the_loan(v)
    v.follow("Be om förlängning")
    v.page.get_by_label("Ny sista dag").fill("31 december 2027")
    v.page.get_by_label("Omfattning i procent").fill("60")
    v.page.get_by_label("Från vilken dag gäller omfattningen?").fill("19 april 2027")
    v.page.get_by_label("Varför behöver lånet fortsätta?").fill("Upphandlingen tar längre tid.")
    v.press("Skicka frågan")
    assert v.says("Lånet blir längre än sex månader på heltid.")
    look(v, "forlang")
    v.page.get_by_label("Ny bedömning av behovet").fill("Det finns ingen annan som kan leda arbetet i mål.")
    v.press("Skicka frågan")
    v.be("Lena Kihl")
    v.go("/att-gora/")
    v.follow("Svara om förlängning för Amina Warsame")
    look(v, "forlangning")
    v.press("Säg ja och skicka för underskrift")
    assert v.says("Utlånaren har sagt ja.")


def amina_asks_to_end_early(v: Visit) -> None:
    v.be("Amina Warsame")
    open_the_loan(v)
    v.follow("Be om slut i förtid")
    v.page.get_by_label("Lånets sista dag").fill("9 april 2027")
    v.page.get_by_label("Varför?").fill("Jag behövs hemma.")
    v.press("Skicka frågan")
    assert v.says("Den första möjliga dagen är 1 maj 2027.")
    v.page.get_by_label("Lånets sista dag").fill("14 maj 2027")
    v.press("Skicka frågan")
    for person in ("Lena Kihl", "Omar Haddad"):
        v.be(person)
        v.go("/att-gora/")
        v.follow("Svara om slut i förtid för Amina Warsame")
        v.press("Säg ja")
    assert v.says("14 maj 2027")
    look(v, "slut-i-fortid")


def jonas_plans_the_talk(v: Visit) -> None:
    v.be("Jonas Ek")
    open_the_loan(v)
    assert v.page.get_by_role("button", name="Bekräfta att medarbetaren är tillbaka").count() == 0
    v.follow("Bestäm tid för samtalet om återkomsten")
    v.page.get_by_label("Dag", exact=True).fill("2 april 2027")
    v.page.get_by_label("Klockslag").fill("13.30")
    v.page.get_by_label("Plats eller länk").fill("Stuvarvägen 21")
    v.press("Bestäm tiden")
    assert v.says("Skriv en tid som inte har varit.")
    v.page.get_by_label("Dag", exact=True).fill("4 maj 2027")
    v.press("Bestäm tiden")
    assert v.says("Tiden är bestämd.")
    look(v, "aterkomst")


def jonas_confirms_the_return(v: Visit) -> None:
    v.be("Jonas Ek")
    v.go("/att-gora/")
    v.follow("Bekräfta att Amina Warsame är tillbaka")
    v.press("Bekräfta att medarbetaren är tillbaka")
    assert v.says("Lånet är avslutat.")


def says_how_it_went(v: Visit, person: str) -> None:
    v.be(person)
    v.go("/att-gora/")
    v.follow("Säg hur lånet av Amina Warsame gick")
    v.press("Skicka svaret")
    assert v.page.locator(".errsum").is_visible()
    for answer in v.page.get_by_label("4", exact=True).all():
        answer.check()
    look(v, f"utvardering {person}")
    v.press("Skicka svaret")
    assert v.says("Tack för ditt svar.")
    v.go(loan(v) + "utvardera/")
    assert v.says("Du har redan svarat. Tack.")


def nils_settles(v: Visit) -> None:
    v.be("Nils Berg")
    open_the_loan(v)
    money = f"/fakturor/lan/{loan(v).split('/')[2]}/"
    v.go(money)
    assert v.says("Den sista fakturan är inte betald. För in betalningen först.")
    v.follow("maj 2027")
    v.page.get_by_text("För in betalningen").first.click()
    v.page.get_by_label("Betald den").fill("1 juni 2027")
    v.press("För in betalningen")
    v.go("/att-gora/")
    v.follow("Slutreglera lånet av Amina Warsame")
    v.press("Slutreglera lånet")
    assert v.says("Slutreglerat")
    look(v, "slutreglerat")


def look(v: Visit, name: str) -> None:
    """Keep pictures of the page where someone has asked for them: wide and light, narrow and dark."""
    if not PICTURES:
        return
    Path(PICTURES).mkdir(parents=True, exist_ok=True)
    for width, scheme in ((1280, "light"), (375, "dark")):
        v.page.set_viewport_size({"width": width, "height": 900})
        v.page.emulate_media(color_scheme=scheme)
        v.page.screenshot(path=f"{PICTURES}/{name.replace(' ', '-')}-{width}.png", full_page=True)
    v.page.set_viewport_size({"width": v.width, "height": 900})
    v.page.emulate_media(color_scheme="light")
