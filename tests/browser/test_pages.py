"""Every page that has a name, seen by the person it is for: at 320 pixels, by axe, and on paper."""

import re

import pytest

from tests.browser.axe import overflow, refused, violations
from tests.browser.visit import Visit
from tests.processes.demo import Demo, copy_of

CALL = "Projektledare för gemensam e-arkivupphandling"
ROUND = "Verksamhetsutvecklare, pension"
VISITOR = [
    "/natverk/sundsvall/", "/natverk/helsingborg/", "/jobb-och-uppdrag/", "/jobb-och-uppdrag/?q=utredare&ort=Sundsvall",
    "/jobb-och-uppdrag/?q=handlagare", "/jobb-och-uppdrag/?q=bagare+jurist&ort=Sundsvall",
    "/jobb-och-uppdrag/?typ=job&lan=22&lan=distans&senast=manad&sortera=sista-dag",
    "/tillganglighet/", "/kakor/", "/hjalp/", "/personuppgifter/", "/logga-in/", "/logga-in/konto/",
    "/logga-in/stangt/", "/data/", "/natverk/sundsvall/inbaddad/",
    "/logga-ut/", "/finns-inte/", "/demo/", "/demo/brevlada/", "/demo/tid/",
]  # fmt: skip
OWN = [
    "/start/", "/att-gora/", "/att-gora/?visa=andra", "/notiser/", "/mitt/", "/mitt/profil/", "/mitt/ersattare/",
    "/mitt/samtycken/", "/mitt/installningar/", "/mitt/sakerhet/", "/mitt/sakerhet/app/",
    "/mitt/sakerhet/passnycklar/ny/",
    "/mitt/sessioner/", "/mitt/uppgifter/", "/utlaning/",
]  # fmt: skip
PAGES = [
    *(("", path, ()) for path in VISITOR),
    ("", "/natverk/sundsvall/", ("Bolagsverket",)),
    ("", "/jobb-och-uppdrag/", ("Systemutvecklare, Python",)),
    *(("Amina Warsame", path, ()) for path in OWN),
    ("Amina Warsame", "/foljer/", ()),
    ("Amina Warsame", "/foljer/ny/?q=utredare", ()),
    ("Amina Warsame", "/sparat/", ()),
    ("Amina Warsame", "/passar-dig/", ()),
    ("Maria Lindgren", "/passar-dig/", ()),
    ("Amina Warsame", "/mitt/profil/borja/", ()),
    ("Amina Warsame", "/mitt/profil/borja/kompetenser/", ()),
    ("Amina Warsame", "/mitt/profil/borja/onskemal/", ()),
    ("Amina Warsame", "/mitt/profil/hamta/", ()),
    ("Amina Warsame", "/sparat/jamfor/", ()),
    ("", "/jobb-och-uppdrag/?q=pension", (ROUND, "Dela eller skriv ut")),
    ("Amina Warsame", "/start/", (CALL,)),
    ("Amina Warsame", "/start/", (CALL, "Anmäl intresse")),
    ("Amina Warsame", "/medarbetare/", ()),
    ("Jonas Ek", "/medarbetare/", ()),
    ("Jonas Ek", "/att-gora/", ("Ta ställning till utlåning av",)),
    ("Petra Sandström", "/uppdrag/", ()),
    ("Petra Sandström", "/uppdrag/nytt/", ()),
    ("Petra Sandström", "/uppdrag/", (CALL, "Eva-Lena Sten")),
    ("Lena Kihl", "/utlaning/", ("Viktor Ros",)),
    ("Lena Kihl", "/att-gora/", ("Skriv villkoren för lånet av", "Skriv villkoren")),
    ("Maria Lindgren", "/utlaning/", ("Sofia Lund", "Läs och skriv under")),
    ("Nils Berg", "/fakturor/", ()),
    ("Nils Berg", "/fakturor/", ("Ändra uppgifter",)),
    ("Nils Berg", "/fakturor/", ("Bokföring",)),
    ("Nils Berg", "/fakturor/", ("Leverans",)),
    ("Nils Berg", "/fakturor/", ("För in betalningar",)),
    ("Nils Berg", "/fakturor/", ("september 2026",)),
    ("Nils Berg", "/utlaning/", ("Viktor Ros", "Ändra beslutet om moms")),
    ("Eva Holm", "/att-gora/", ("Godkänn fakturan för",)),
    ("Nils Berg", "/fakturor/", ("Månaden",)),
    ("Nils Berg", "/fakturor/", ("Procentsatser",)),
    ("Nils Berg", "/fakturor/", ("Moms",)),
    ("Nils Berg", "/fakturor/", ("september 2026", "Månad för månad")),
    ("Nils Berg", "/fakturor/", ("september 2026", "Månad för månad", "För in ny lön")),
    ("Mathias Öberg", "/att-gora/", ("Skriv din tidrapport",)),
    ("Rolf Hägg", "/att-gora/", ("Attestera",)),
    ("Lisa Thor", "/utlaning/", ("Ida Lindqvist",)),
    ("Helen Dahl", "/utlaning/?state=countered", ("Ida Lindqvist",)),
    ("Helen Dahl", "/utlaning/?q=eva-lena", ("Eva-Lena Sten", "Lämna motbud")),
    ("Jonas Ek", "/utlaning/", ("Lo Sandberg", "Inför starten")),
    ("Jonas Ek", "/utlaning/", ("Viktor Ros", "Inför återkomsten")),
    ("Jonas Ek", "/utlaning/", ("Viktor Ros", "Flytta samtalet")),
    ("Bengt Sjö", "/utlaning/", ("Ida Lindqvist",)),
    ("Åsa Nordin", "/natverk/sundsvall/utlaning/", ()),
    ("Lena Kihl", "/annonser/", ()),
    ("Lena Kihl", "/annonser/", ("Handläggare av företagsärenden",)),
    ("Lena Kihl", "/annonser/", ("Handläggare av företagsärenden", "Läs annonsen som den syns")),
    ("Lena Kihl", "/annonser/", ("Handläggare av företagsärenden", "Flytta sista dagen")),
    ("Lena Kihl", "/annonser/", ("Handläggare av företagsärenden", "Skriv vad som hände")),
    ("Lena Kihl", "/annonser/", ("Enhetschef, digital utveckling", "Kontrollera annonsen")),
    *(
        ("Lena Kihl", "/annonser/", ("Enhetschef, digital utveckling", page))
        for page in ("Vad ni söker", "Vad arbetet innebär", "Hur man söker", "Var annonsen syns")
    ),
    ("Lena Kihl", "/annonser/", ("Regler för annonser hos",)),
    ("Petra Sandström", "/annonser/ny/", ()),
    ("Omar Haddad", "/annonser/", ("Jurist inom studiestöd",)),
    ("Omar Haddad", "/annonser/", ("Jurist inom studiestöd", "Se anslagstavlan")),
    ("", "/anslagstavla/", ()),
    ("", "/jobb-och-uppdrag/?q=pension", (ROUND,)),
    ("", "/jobb-och-uppdrag/?q=pension", (ROUND, "Sök jobbet")),
    ("", "/jobb-och-uppdrag/?q=pension", (ROUND, "Sök jobbet", "Börja din ansökan")),
    ("Lars Malm", "/jobb-och-uppdrag/?q=pension", (ROUND, "Sök jobbet")),
    ("Hugo Lantz", "/mina-ansokningar/", (ROUND,)),
    ("Nour Ali", "/start/", ()),
    ("Nour Ali", "/mina-ansokningar/", ()),
    ("Nour Ali", "/mina-ansokningar/", (ROUND,)),
    ("Helen Dahl", "/annonser/", (ROUND, "Se ansökningarna")),
    *(
        ("Helen Dahl", "/annonser/", (ROUND, "Se ansökningarna", page))
        for page in ("Jämför", "Bedömare", "Tider", "Besked", "Släpp in en sen", "Nour Ali", "Märta Ceder")
    ),
    ("Helen Dahl", "/annonser/", (ROUND, "Se ansökningarna", "Ellen Fors", "Erbjud jobbet")),
    ("Helen Dahl", "/annonser/", (ROUND, "Se ansökningarna", "Ellen Fors", "Visa för någon mer")),
    ("Lena Kihl", "/notiser/", ("En ansökan visas för dig",)),
    ("Ida Lindqvist", "/att-gora/", ("Bedöm ansökningar till",)),
    ("Åsa Nordin", "/natverk/sundsvall/redogorelse/", ()),
    ("Åsa Nordin", "/start/", ()),
    ("Åsa Nordin", "/natverk/sundsvall/andra-natverk/", ()),
    ("Åsa Nordin", "/natverk/sundsvall/samordna/", ()),
    ("Åsa Nordin", "/natverk/sundsvall/chefens-svar/", ()),
    ("Petra Sandström", "/uppdrag/", (CALL, "Tider för samtal")),
    ("Ida Lindqvist", "/att-gora/", ("Komplettera",)),
    ("Ida Lindqvist", "/att-gora/", ("Vill du arbeta med Utredare",)),
    ("Lena Kihl", "/forfragningar/", ()),
    ("Lena Kihl", "/forfragningar/", ("Utredare till företagsregistret",)),
    ("Lena Kihl", "/forfragningar/", ("En medarbetare hos",)),
    ("Lena Kihl", "/forfragningar/ny/", ()),
    ("Petra Sandström", "/erbjudanden/nytt/", ()),
    ("Petra Sandström", "/forfragningar/", ("Erik Holm",)),
    ("Åsa Nordin", "/natverk/sundsvall/villkor/", ()),
    ("Åsa Nordin", "/natverk/sundsvall/villkor/staff_loan/sv/post/", ()),
    ("Åsa Nordin", "/natverk/sundsvall/grupper/", ()),
    ("Åsa Nordin", "/natverk/sundsvall/grupper/", ("Ändra chefer i nätverket",)),
    ("Amina Warsame", "/jobb-och-uppdrag/?q=testledare", ("Testledare för gemensam e-tjänst",)),
    ("Gunilla Frost", "/start/", ()),
    ("Gunilla Frost", "/annonskallor/", ()),
    ("Gunilla Frost", "/annonskallor/", ("RSS",)),
    ("Gunilla Frost", "/annonskallor/", ("Sida eller fil",)),
    ("Gunilla Frost", "/annonskallor/", ("RSS", "Ändra källan")),
    ("Gunilla Frost", "/annonskallor/ny/", ()),
]
NORWEGIAN = re.compile(r"\b(av maks|tegn|Feil|Lukk|Søk|valgfritt|Vis mer)\b")
ENGLISH = re.compile(
    r"\b(Sign [Ii]n|Sign [Oo]ut|Email address|Password|Authenticator|Confirm|Submit|Required|Cancel|Code:)\b"
)


@pytest.fixture(scope="module")
def running(seed, tmp_path_factory):
    demo = Demo(copy_of(seed, tmp_path_factory.mktemp("pages")))
    yield demo
    assert demo.stop() == []


@pytest.fixture(scope="module")
def windows(browser, running):
    """One window for each person, so that nobody signs in twice."""
    opened: dict[str, Visit] = {}

    def of(person: str) -> Visit:
        if person not in opened:
            opened[person] = Visit(browser, running.address, seen=_Everything())
            if person:
                opened[person].be(person)
        return opened[person]

    yield of
    for visit in opened.values():
        visit.close()


class _Everything(dict):
    """Here the test reads with axe itself, at the widths it chooses."""

    def __contains__(self, key: object) -> bool:
        return True


@pytest.mark.parametrize(("person", "path", "links"), PAGES, ids=lambda v: v if isinstance(v, str) else " ".join(v))
def test_a_page_fits_is_accessible_and_speaks_swedish(windows, person, path, links, record_property):
    visit = windows(person)
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.complaints.clear()
    page.goto(visit.address + path)
    for words in links:
        main = page.locator("main")
        main.get_by_role("link", name=words).or_(main.get_by_role("button", name=words)).first.click()
        page.wait_for_load_state()
    assert page.title()
    assert visit.strangers == []
    if path not in {"/finns-inte/"} and (person, path) != ("Amina Warsame", "/medarbetare/"):
        assert refused(page) == []
    shown = page.locator("body").inner_text()
    assert NORWEGIAN.findall(shown) + ENGLISH.findall(shown) == []
    faults = {f"{width} {scheme}": _faults(page, width, scheme) for width, scheme in ((1280, "light"), (375, "dark"))}
    assert faults == {"1280 light": [], "375 dark": []}
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) == 0
    page.emulate_media(media="print", color_scheme="light")
    on_paper = "nav:visible, .tabbar:visible, button:visible"
    assert [e.inner_text()[:40] for e in page.locator(on_paper).all()] == []
    page.emulate_media(media="screen")
    record_property("counted", ["pages", {"seen": 1, "read by axe": 2}])


def _faults(page, width: int, scheme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = violations(page)
    return found + ([f"{overflow(page)} pixels too wide"] if overflow(page) else [])
