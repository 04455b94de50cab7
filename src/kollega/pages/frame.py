"""What stands around every page: the network's name and colours, the menu, and the counters."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kollega.core import clock
from kollega.pages import desk
from kollega.pages.queries import Around, Sign, around, logo_url, signs
from kollega.people.queries import actor
from kollega.people.terms import DutyKind

FOOTER = [
    (
        "Hitta snabbt",
        [
            ("Jobb och uppdrag", "catalogue:list"),
            ("Nätverken", "pages:front"),
            ("Anslagstavlor", "recruiting:boards"),
            ("Sök hjälp", "pages:help"),
        ],
    ),
    (
        "Om webbplatsen",
        [
            ("Tillgänglighetsredogörelse", "pages:accessibility"),
            ("Så behandlar vi personuppgifter", "records:register"),
            ("Kakor", "pages:cookies"),
            ("Öppna data", "sharing:about"),
        ],
    ),
]


def frame(request: HttpRequest) -> dict:
    """Return the context of base.html; a visitor gets the public menu."""
    person = getattr(request, "user", None)
    if person and person.is_authenticated:
        told = around(person, clock.today())
        return _same_for_all(request, told.home, told.signs) | _own(request, person, told)
    there = signs()
    network = there[0] if len(there) == 1 else None
    return _same_for_all(request, network, there) | {"nav": _marked(request, _public(network)), "tabs": []}


def _same_for_all(request: HttpRequest, network: Sign | None, there: tuple[Sign, ...]) -> dict:
    """Return what does not depend on who one is, only on where one works; a visitor gets the only network's colours."""
    return {
        "network": network,
        "networks": there,
        "logo_url": logo_url(network.slug) if network and network.has_logo else "",
        "theme": network and {"accent": network.accent, "brand1": network.brand1, "brand2": network.brand2},
        "footer": _footer(),
        "front_url": _address("pages:front"),
        "login_url": f"{_address('account_login')}?next={request.path}",
        "is_demo": settings.IS_DEMO,
        "demo_bar": _demo_bar() if settings.IS_DEMO else None,
        "colour_scheme": "auto",
        "person": None,
    }


@cache
def _address(name: str) -> str:
    return reverse(name)


@cache
def _footer() -> tuple:
    return tuple((heading, tuple((text, reverse(name)) for text, name in links)) for heading, links in FOOTER)


def _demo_bar() -> dict:
    links = [
        ("Byt person", reverse("demo:people")),
        ("Brevlåda", reverse("demo:mailbox")),
        ("Flytta tiden", reverse("demo:time")),
    ]
    return {"text": f"Demo med påhittade personer. I dag är det {desk.today_in_words()}.", "links": links}


def _public(network: Any) -> list[tuple[str, str, str, int]]:
    first = [("Nätverket", reverse("pages:network", args=[network.slug]), "home", 0)] if network else []
    return [*first, ("Jobb och uppdrag", _address("catalogue:list"), "search", 0)]


def _own(request: HttpRequest, person: Any, told: Around) -> dict:
    """Return what the frame says of a person: their menu, and what waits for them."""
    by = actor(person)
    is_plain = not (by.duties or by.manages_at or by.stands_in_for)
    waiting = 0 if is_plain and not told.may_have_tasks else desk.number_of_tasks(request, clock.today())
    items = _menu(by, told.home, waiting)
    return {
        "nav": _marked(request, items[:6]),
        "tabs": _marked(request, [*_on_the_phone(items), ("Mitt", _address("identity:account"), "person", 0)]),
        "role_text": told.duty or told.post,
        "notices_count": told.unread,
        "notices_url": _address("pages:notices"),
        "account_url": _address("identity:account"),
        "colour_scheme": person.colour_scheme,
        "person": person,
    }


def _menu(by: Any, network: Sign | None, waiting: int) -> list[tuple[str, str, str, int]]:
    """Return a person's places by what they do today; at most six of them stand in the menu."""
    items = [
        ("Start", _address("pages:home"), "home", 0),
        ("Att göra", _address("pages:tasks"), "inbox", waiting),
        ("Jobb och uppdrag", _address("catalogue:list"), "search", 0),
    ]
    if by.manages_at:
        items.append(("Medarbetare", _address("lending:team"), "people", 0))
    if by.manages_at or by.carries(DutyKind.CONTACT):
        items.append(("Våra annonser", _address("recruiting:recruitments"), "flag", 0))
    if by.employers or by.duties:
        items.append(("Utlåning", _address("lending:agreements"), "swap", 0))
    else:
        items.append(("Mina ansökningar", _address("applications:mine"), "file", 0))
    if by.carries(DutyKind.CONTACT):
        items.append(("Annonskällor", _address("vacancies:feeds"), "link", 0))
    if network and by.carries(DutyKind.COORDINATOR):
        items.append(("Samordna", reverse("pages:coordinate", args=[network.slug]), "people", 0))
    if by.carries(DutyKind.FINANCE, DutyKind.AUDITOR):
        items.append(("Fakturor", _address("invoicing:bases"), "coin", 0))
    return items


def _on_the_phone(items: list) -> list:
    """Return the four places that fit beside Mitt: what one does most comes first."""
    order = {
        "Start": 0,
        "Att göra": 1,
        "Fakturor": 2,
        "Våra annonser": 3,
        "Jobb och uppdrag": 4,
        "Utlåning": 5,
        "Medarbetare": 6,
        "Samordna": 7,
        "Annonskällor": 8,
        "Mina ansökningar": 9,
    }
    chosen = sorted(items, key=lambda item: order[item[0]])[:4]
    short = {"Jobb och uppdrag": "Sök", "Våra annonser": "Annonser", "Mina ansökningar": "Ansökningar"}
    return [
        (short.get(text, text), url, icon, count)
        for text, url, icon, count in items
        if (text, url, icon, count) in chosen
    ]


UNDER = {"/uppdrag/": "/annonser/", "/ansokan/": "/mina-ansokningar/"}
"""Pages that belong to a place whose address is another."""
COORDINATING = {
    "pages:look",
    "pages:statement",
    "pages:groups",
    "pages:group",
    "federation:partners",
    "clauses:of_network",
    "clauses:clauses",
    "clauses:new",
    "clauses:clause",
}
"""What a coordinator does for the network; all of it is reached from one place."""


def _marked(request: HttpRequest, items: list) -> list[dict]:
    """Mark where the reader is: the place whose address begins the page's own."""
    path = next((over for under, over in UNDER.items() if request.path.startswith(under)), request.path)
    coordinates = getattr(request.resolver_match, "view_name", "") in COORDINATING
    urls = [url for text, url, *_ in items if path.startswith(url) or (coordinates and text == "Samordna")]
    here = max(urls, key=len, default="")
    return [{"text": t, "url": u, "icon": i, "count": n, "current": u == here} for t, u, i, n in items]
