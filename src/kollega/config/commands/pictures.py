"""Takes a picture of every page of the story, small, into docs/pictures: at 1280 and 375 pixels, some in the dark."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from kollega.config import environment
from kollega.config.commands import COMMANDS, Stop
from kollega.config.commands.demo import stop_all
from kollega.config.database import say

PORT = 8765
QUALITY = 45
TALLEST = 2600
LOOKS = ((1280, "light", 0.6), (375, "light", 0.9), (1280, "dark", 0.5))
"""Width, scheme and scale: small enough to keep, large enough to read."""
ROUND = "Verksamhetsutvecklare, pension"
SHOTS = (
    # name, who looks ("" for a visitor), address, or the words of links to follow from it
    ("natverk", "", "/natverk/sundsvall/", ()),
    ("natverk-helsingborg", "", "/natverk/helsingborg/", ()),
    ("lista", "", "/jobb-och-uppdrag/?natverk=sundsvall", ()),
    ("lista-traffar", "Amina Warsame", "/jobb-och-uppdrag/?q=handl%C3%A4ggare", ()),
    ("lista-rattad", "", "/jobb-och-uppdrag/?q=handlagare&lan=22", ()),
    ("lista-inget", "", "/jobb-och-uppdrag/?q=bagare+jurist&ort=Sundsvall", ()),
    ("jobb", "", "/jobb-och-uppdrag/", ("Systemutvecklare, Python",)),
    ("arbetsgivare", "", "/natverk/sundsvall/", ("Bolagsverket",)),
    ("logga-in", "", "/logga-in/", ()),
    ("start", "Amina Warsame", "/start/", ()),
    ("uppdrag", "Amina Warsame", "/start/", ("Projektledare för gemensam e-arkivupphandling",)),
    ("anmal", "Amina Warsame", "/start/", ("Projektledare för gemensam e-arkivupphandling", "Anmäl intresse")),
    ("mitt", "Amina Warsame", "/mitt/", ()),
    ("uppgifter", "Amina Warsame", "/mitt/uppgifter/", ()),
    ("att-gora", "Jonas Ek", "/att-gora/", ()),
    ("ta-stallning", "Jonas Ek", "/att-gora/", ("Ta ställning till utlåning av",)),
    ("medarbetare", "Jonas Ek", "/medarbetare/", ()),
    ("vara-uppdrag", "Petra Sandström", "/uppdrag/", ()),
    ("valj", "Petra Sandström", "/uppdrag/", ("Projektledare för gemensam e-arkivupphandling",)),
    ("svaret", "Petra Sandström", "/uppdrag/", ("Projektledare för gemensam e-arkivupphandling", "Eva-Lena Sten")),
    (
        "tider-for-samtal",
        "Petra Sandström",
        "/uppdrag/",
        ("Projektledare för gemensam e-arkivupphandling", "Tider för samtal"),
    ),
    ("komplettera", "Ida Lindqvist", "/att-gora/", ("Komplettera",)),
    ("tillfragad", "Ida Lindqvist", "/att-gora/", ("Vill du arbeta med Utredare",)),
    ("forfragningar", "Lena Kihl", "/forfragningar/", ()),
    ("forfragan", "Lena Kihl", "/forfragningar/", ("Utredare till företagsregistret",)),
    ("erbjuds", "Lena Kihl", "/forfragningar/", ("En medarbetare hos",)),
    ("chefens-svar", "Åsa Nordin", "/natverk/sundsvall/chefens-svar/", ()),
    ("nytt-uppdrag", "Petra Sandström", "/uppdrag/nytt/", ()),
    ("utlaning", "Lena Kihl", "/utlaning/", ()),
    ("villkor", "Lena Kihl", "/att-gora/", ("Skriv villkoren för lånet av", "Skriv villkoren")),
    ("avtal", "Lena Kihl", "/utlaning/", ("Viktor Ros",)),
    ("hos-vem", "Maria Lindgren", "/utlaning/", ("Sofia Lund",)),
    ("motbud", "Helen Dahl", "/utlaning/?state=countered", ("Ida Lindqvist",)),
    ("lamna-motbud", "Helen Dahl", "/utlaning/?q=eva-lena", ("Eva-Lena Sten", "Lämna motbud")),
    ("infor-starten", "Jonas Ek", "/utlaning/", ("Lo Sandberg", "Inför starten")),
    ("infor-aterkomsten", "Jonas Ek", "/utlaning/", ("Viktor Ros", "Inför återkomsten")),
    ("hur-det-gick", "Bengt Sjö", "/utlaning/", ("Ida Lindqvist",)),
    ("natverkets-lan", "Åsa Nordin", "/natverk/sundsvall/utlaning/", ()),
    ("tidrapport", "Mathias Öberg", "/att-gora/", ("Skriv din tidrapport",)),
    ("attestera", "Rolf Hägg", "/att-gora/", ("Attestera",)),
    ("manaden", "Nils Berg", "/fakturor/", ("Månaden",)),
    ("procentsatser", "Nils Berg", "/fakturor/", ("Procentsatser",)),
    ("skriv-under", "Maria Lindgren", "/utlaning/", ("Sofia Lund", "Läs och skriv under")),
    ("fakturor", "Nils Berg", "/fakturor/", ()),
    ("bokforing", "Nils Berg", "/fakturor/", ("Bokföring",)),
    ("leverans", "Nils Berg", "/fakturor/", ("Leverans",)),
    ("underlag", "Eva Holm", "/att-gora/", ("Godkänn fakturan för",)),
    ("moms", "Nils Berg", "/utlaning/", ("Viktor Ros", "Ändra beslutet om moms")),
    ("utseende", "Åsa Nordin", "/natverk/sundsvall/utseende/", ()),
    ("annonser", "Lena Kihl", "/annonser/", ()),
    ("annonsen", "Lena Kihl", "/annonser/", ("Handläggare av företagsärenden",)),
    (
        "annonsen-som-den-syns",
        "Lena Kihl",
        "/annonser/",
        ("Handläggare av företagsärenden", "Läs annonsen som den syns"),
    ),
    ("annonsen-kontrolleras", "Lena Kihl", "/annonser/", ("Enhetschef, digital utveckling", "Kontrollera annonsen")),
    ("annonsen-skrivs", "Lena Kihl", "/annonser/", ("Enhetschef, digital utveckling", "Hur man söker")),
    ("beslutet", "Omar Haddad", "/annonser/", ("Jurist inom studiestöd",)),
    ("anslagstavla", "Omar Haddad", "/annonser/", ("Jurist inom studiestöd", "Se anslagstavlan")),
    ("sok-jobbet", "", "/jobb-och-uppdrag/?q=pension", (ROUND, "Sök jobbet")),
    ("ansokan-skrivs", "Hugo Lantz", "/mina-ansokningar/", (ROUND,)),
    ("ansokan-foljs", "Nour Ali", "/mina-ansokningar/", (ROUND,)),
    ("ansokningar", "Helen Dahl", "/annonser/", (ROUND, "Se ansökningarna")),
    (
        "ansokan-bedoms",
        "Helen Dahl",
        "/annonser/",
        (ROUND, "Se ansökningarna", "Märta Ceder"),
    ),
    (
        "ansokningar-jamfors",
        "Helen Dahl",
        "/annonser/",
        (ROUND, "Se ansökningarna", "Jämför"),
    ),
    ("grupper", "Åsa Nordin", "/natverk/sundsvall/grupper/", ()),
    ("andra-natverk", "Åsa Nordin", "/natverk/sundsvall/andra-natverk/", ()),
    ("annat-natverk", "Amina Warsame", "/jobb-och-uppdrag/?q=testledare", ("Testledare för gemensam e-tjänst",)),
    ("dela", "", "/jobb-och-uppdrag/?q=pension", (ROUND, "Dela eller skriv ut")),
    ("annonskallor", "Gunilla Frost", "/annonskallor/", ()),
    ("annonskalla", "Gunilla Frost", "/annonskallor/", ("RSS",)),
    ("annonskalla-fel", "Gunilla Frost", "/annonskallor/", ("Sida eller fil",)),
    ("ny-annonskalla", "Gunilla Frost", "/annonskallor/ny/", ()),
    ("andra-annonskalla", "Gunilla Frost", "/annonskallor/", ("RSS", "Ändra källan")),
    ("foljer", "Amina Warsame", "/foljer/", ()),
    ("folj-sokningen", "Amina Warsame", "/foljer/ny/?q=utredare&ort=Sundsvall", ()),
    ("sparat", "Amina Warsame", "/sparat/", ()),
    ("passar-dig", "Amina Warsame", "/passar-dig/", ()),
    ("borja-profil", "Amina Warsame", "/mitt/profil/borja/", ()),
    ("borja-kompetenser", "Amina Warsame", "/mitt/profil/borja/kompetenser/", ()),
    ("borja-onskemal", "Amina Warsame", "/mitt/profil/borja/onskemal/", ()),
    ("hamta-cv", "Amina Warsame", "/mitt/profil/hamta/", ()),
    ("oppna-data", "", "/data/", ()),
    ("notiser", "Jonas Ek", "/notiser/", ()),
    ("personuppgifter", "", "/personuppgifter/", ()),
    ("tillganglighet", "", "/tillganglighet/", ()),
    ("demo-personer", "", "/demo/", ()),
    ("demo-tid", "Amina Warsame", "/demo/tid/", ()),
    ("finns-inte", "", "/finns-inte/", ()),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega pictures", description=COMMANDS["pictures"])
    parser.add_argument("only", nargs="*", help="bara de här bilderna")
    parser.add_argument("--address", help="en demo som redan körs, annars startas en ny")
    parser.add_argument(
        "--to", type=Path, default=environment.HOME / "docs" / "pictures", help="mappen (docs/pictures)"
    )
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(environment.HOME))
    options.to.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not options.only or shot[0] in options.only]
    if options.address:
        take(options.address, wanted, options.to)
        return 0
    with tempfile.TemporaryDirectory(prefix="kollega-pictures-") as folder:
        demo = subprocess.Popen(
            [sys.executable, "-m", "kollega.config.commands", "demo", "--port", str(PORT)],
            env=os.environ | {"KOLLEGA_VAR": folder}, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{PORT}")
            take(f"http://127.0.0.1:{PORT}", wanted, options.to)
        finally:
            stop_all(demo)
    return 0


def _wait(address: str) -> None:
    for _ in range(900):
        try:
            urllib.request.urlopen(f"{address}/halsa/", timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    raise Stop("Demon svarade inte.", 1)


def take(address: str, wanted: list[tuple], folder: Path) -> None:
    """Take each picture in the ways it is looked at: wide light, narrow light, wide dark."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import FLAGS, find

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        for width, scheme, scale in LOOKS:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale="sv-SE",
                reduced_motion="reduce",
                device_scale_factor=scale,
            )
            page = context.new_page()
            who = ""
            for name, person, path, links in wanted:
                who = _be(page, address, person, who)
                page.goto(address + path)
                for words in links:
                    page.get_by_role("link", name=words).first.click()
                    page.wait_for_load_state()
                tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
                page.screenshot(
                    path=folder / f"{name}-{width}-{scheme}.jpg", full_page=True, type="jpeg", quality=QUALITY,
                    clip={"x": 0, "y": 0, "width": width, "height": tall},
                )  # fmt: skip
            context.close()
        browser.close()
    say(f"{len(wanted) * len(LOOKS)} bilder i {folder}")


def _be(page: Any, address: str, person: str, who: str) -> str:
    """Sign in as the person, or out, unless that is so already."""
    if person == who:
        return who
    if not person:
        page.context.clear_cookies()
        return ""
    page.goto(f"{address}/demo/")
    button = page.get_by_role("button", name=re.compile(f"Logga in.*{person}"))
    if not button.count():
        page.get_by_text("Alla andra").click()
    button.click()
    page.wait_for_load_state()
    return person
