"""What stands around every page: the network's name and colours, the menu, and the counters."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kollega.core import clock
from kollega.pages import desk
from kollega.pages.queries import around, home_network, logo_url
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
    is_known = bool(person and person.is_authenticated)
    network = home_network(person if is_known else None)
    around = {
        "network": network,
        "logo_url": logo_url(network),
        "theme": network and {"accent": network.accent, "brand1": network.brand1, "brand2": network.brand2},
        "footer": _footer(),
        "front_url": reverse("pages:front"),
        "login_url": f"{reverse('account_login')}?next={request.path}",
        "is_demo": settings.IS_DEMO,
        "demo_bar": _demo_bar() if settings.IS_DEMO else None,
        "colour_scheme": person.colour_scheme if is_known and person else "auto",
        "person": person if is_known else None,
    }
    return around | (
        _own(request, person, network) if is_known else {"nav": _marked(request, _public(network)), "tabs": []}
    )


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
    return [*first, ("Jobb och uppdrag", reverse("catalogue:list"), "search", 0)]


def _own(request: HttpRequest, person: Any, network: Any) -> dict:
    """Return the menu of a person: at most six places, by what they do today."""
    by, today = actor(person), clock.today()
    facts = around(person)
    is_plain = not (by.duties or by.manages_at or by.stands_in_for)
    waiting = 0 if is_plain and not facts.may_have_tasks else len(desk.tasks_of(request, today))
    items = [
        ("Start", reverse("pages:home"), "home", 0),
        ("Att göra", reverse("pages:tasks"), "inbox", waiting),
        ("Jobb och uppdrag", reverse("catalogue:list"), "search", 0),
    ]
    if by.manages_at:
        items.append(("Medarbetare", reverse("lending:team"), "people", 0))
    if by.manages_at or by.carries(DutyKind.CONTACT):
        items.append(("Våra annonser", reverse("recruiting:recruitments"), "flag", 0))
    if by.employers or by.duties:
        items.append(("Utlåning", reverse("lending:agreements"), "swap", 0))
    else:
        items.append(("Mina ansökningar", reverse("applications:mine"), "file", 0))
    if by.carries(DutyKind.CONTACT):
        items.append(("Annonskällor", reverse("vacancies:feeds"), "link", 0))
    if network and by.carries(DutyKind.COORDINATOR):
        items.append(("Utseende", reverse("pages:look", args=[network.slug]), "gear", 0))
        items.append(("Grupper", reverse("pages:groups", args=[network.slug]), "people", 0))
        items.append(("Andra nätverk", reverse("federation:partners", args=[network.slug]), "link", 0))
    if by.carries(DutyKind.FINANCE, DutyKind.AUDITOR):
        items.append(("Fakturor", reverse("invoicing:bases"), "coin", 0))
    return {
        "nav": _marked(request, items[:6]),
        "tabs": _marked(request, [*_on_the_phone(items), ("Mitt", reverse("identity:account"), "person", 0)]),
        "role_text": _role_text(person, by) or facts.post,
        "notices_count": facts.unread,
        "notices_url": reverse("pages:notices"),
        "account_url": reverse("identity:account"),
    }


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
        "Utseende": 7,
        "Annonskällor": 8,
        "Mina ansökningar": 9,
        "Grupper": 10,
        "Andra nätverk": 11,
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


def _marked(request: HttpRequest, items: list) -> list[dict]:
    """Mark where the reader is: the place whose address begins the page's own."""
    path = next((over for under, over in UNDER.items() if request.path.startswith(under)), request.path)
    here = max((url for _, url, *_ in items if path.startswith(url)), key=len, default="")
    return [{"text": t, "url": u, "icon": i, "count": n, "current": u == here} for t, u, i, n in items]


def _role_text(person: Any, by: Any) -> str:
    duty = person.duties.select_related("employer", "network").order_by("from_on").first() if by.duties else None
    return str(duty) if duty and (duty.kind, duty.employer_id or duty.network_id) in by.duties else ""
