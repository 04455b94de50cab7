"""The page of all that is on offer."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kollega.catalogue import queries
from kollega.catalogue.forms import SearchForm
from kollega.catalogue.rules import Filters, hits, mark
from kollega.catalogue.terms import COUNTED_AT_MOST, ListingKind
from kollega.core import clock
from kollega.core.policy import everyone, policy
from kollega.networks.queries import networks_by_name


@policy(everyone, sees="listings_for")
def joint_list(request: HttpRequest) -> HttpResponse:
    """Show what the reader may see and has asked for; the address says all of it, so that it can be shared."""
    form = SearchForm(request.GET)
    filters, today = form.filters(), clock.today()
    networks = networks_by_name()
    network = _chosen(networks, form.cleaned_data.get("natverk", ""))
    everything = queries.joint_list(request.user, today, network=network)
    found = queries.joint_list(request.user, today, network=network, filters=filters)
    employers = list(queries.employers_in(everything))
    after = mark(request.GET.get("efter", ""))
    rows, next_mark = queries.page_of(
        queries.joint_list(request.user, today, network=network, filters=filters, after=after)
    )
    asked = _asked(filters, network)
    return render(request, "catalogue/list.html", {
        "rows": rows, "hits": hits(queries.count_of(found), COUNTED_AT_MOST), "filters": filters,
        "kinds": ListingKind.choices, "employers": employers, "networks": networks, "chosen_network": network,
        "is_later": after is not None, "pills": _pills(asked, employers, network), "first_url": _address(asked),
        "pages": {"next": next_mark and _address(asked | {"efter": next_mark})}, "today": today,
    })  # fmt: skip


def _chosen(networks: list, slug: str) -> Any:
    """Return the network that the address names; one that does not exist is no page."""
    found = next((network for network in networks if network.slug == slug), None)
    if slug and found is None:
        raise Http404
    return found


def _asked(filters: Filters, network: Any) -> dict[str, str]:
    said = {
        "q": filters.text, "ort": filters.place, "typ": filters.kind,
        "arbetsgivare": str(filters.employer or ""), "natverk": network.slug if network else "",
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _address(asked: dict[str, str]) -> str:
    return f"?{urlencode(asked)}" if asked else "?"


def _pills(asked: dict[str, str], employers: list, network: Any) -> list[dict[str, str]]:
    """Return what is chosen, each with the address where it is not."""
    names = {str(employer.pk): employer.name for employer in employers}
    words = {
        "q": lambda value: f"”{value}”", "typ": lambda value: ListingKind(value).label,
        "arbetsgivare": lambda value: names.get(value, "Vald arbetsgivare"), "natverk": lambda value: network.name,
    }  # fmt: skip
    return [
        {
            "text": words.get(name, str)(value),
            "url": _address({n: v for n, v in asked.items() if n != name}),
        }
        for name, value in asked.items()
    ]
