"""The page of all that is on offer, and the suggestions while someone types."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kollega.catalogue import address, search, suggestions
from kollega.catalogue.cards import card
from kollega.catalogue.rules import Filters, hits, mark
from kollega.catalogue.search import Found
from kollega.catalogue.terms import COUNTED_AT_MOST, Order
from kollega.core import clock
from kollega.core.policy import everyone, policy
from kollega.networks.models import Network
from kollega.networks.queries import network_of


@policy(everyone, sees="listings_for", kept=True)
def joint_list(request: HttpRequest) -> HttpResponse:
    """Show what the reader may see and has asked for; the address says all of it, so that it can be shared."""
    filters, today = address.asked(request.GET), clock.today()
    network = _chosen(request.GET.get("natverk", ""))
    after = mark(request.GET.get("efter", ""))
    found = search.search(request.user, today, filters, network=network, after=after)
    slug = network.slug if network else ""
    names = found.employers
    if missing := tuple(pk for pk in filters.employer if str(pk) not in names):
        names = names | search.employers_named(missing)
    pills = address.pills(filters, network, names)
    return render(request, "catalogue/list.html", {
        "rows": SafeString("".join(card(row, found.question) for row in found.rows)),
        "hits": hits(found.count, COUNTED_AT_MOST), "filters": filters, "found": found,
        "chosen_count": len(pills) - bool(filters.text) - bool(filters.place),
        "groups": SafeString("".join(address.groups(filters, found, names))), "chosen_network": network,
        "is_later": after is not None, "pills": pills,
        "first_url": address.address(filters, slug), "orders": _orders(filters, slug), "today": today,
        "pages": {"next": found.next_mark and address.address(filters, slug, found.next_mark)},
        "as_typed_url": address.address(replace(filters, as_typed=True), slug),
        "nearest": _nearest(found, filters, slug),
    })  # fmt: skip


@policy(everyone, sees="listings_for")
def suggest(request: HttpRequest) -> HttpResponse:
    """Show what someone who is typing may mean, of what they may see, with how many there are."""
    text = request.GET.get("q", "")[:60]
    found = suggestions.suggestions(request.user, clock.today(), text)
    return HttpResponse(render_to_string("catalogue/suggestions.html", {"found": found}))  # no frame at each letter


def _chosen(slug: str) -> Network | None:
    """Return the network that the address names; one that does not exist is no page."""
    found = network_of(slug) if slug else None
    if slug and found is None:
        raise Http404
    return found


def _orders(filters: Filters, slug: str) -> list[dict[str, Any]]:
    """Return the orders to choose among; fit means nothing where no words were typed."""
    here = search.order_of(filters)
    return [
        {
            "text": order.label,
            "url": address.address(replace(filters, order=order.value), slug),
            "current": order == here,
        }
        for order in Order
        if filters.text or order != Order.FIT
    ]


def _nearest(found: Found, filters: Filters, slug: str) -> list[dict[str, Any]]:
    """Return the changes that find something, in words, each with its address."""
    bare = Filters(text=filters.text, place=filters.place, and_near=filters.and_near)
    ways = {
        "filters": lambda _: ("Sök utan de andra filtren", bare),
        "place": lambda _: (
            "Sök i hela landet", replace(bare, place="", and_near=False, text=_without_near(bare, found)),
        ),
    }  # fmt: skip
    rows = []
    for change, count in found.nearest:
        if kind := change.get("without"):
            text, filters_then = ways[kind](change)
        elif name := change.get("near"):
            text, filters_then = f"Sök även nära {name}", replace(bare, and_near=True)
        else:
            text, filters_then = f"Sök på ”{change['words']}”", replace(bare, text=change["words"])
        rows.append({"text": text, "url": address.address(filters_then, slug), "count": hits(count, COUNTED_AT_MOST)})
    return rows


def _without_near(filters: Filters, found: Found) -> str:
    return found.question.text() if found.question.place else filters.text
