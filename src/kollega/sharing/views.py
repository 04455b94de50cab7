"""Where others fetch the list, and the page that says how."""

from collections.abc import Callable
from urllib.parse import quote, urlencode
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page

from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.core.calendars import calendar_file
from kollega.core.policy import everyone, policy
from kollega.core.qr import drawn
from kollega.networks.models import Employer, Network
from kollega.sharing import formats, opendata, queries
from kollega.sharing.terms import EMBED_SIZE, FEED_SIZE, FORMATS, LIST_SIZE, SITEMAP_SIZE


def _open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let any page's script read the answer: it holds nothing that a visitor may not see, and asks no cookie."""

    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cache-Control"] = "public, max-age=300"
        return answer

    return conditional_page(opened)


@policy(everyone)
def about(request: HttpRequest) -> HttpResponse:
    """Say what may be fetched, where, and how to put the list on one's own web."""
    networks = [
        (network, [(name, _feed_of(network, ending)) for ending, (name, _) in FORMATS.items()])
        for network in queries.networks()
    ]
    return render(request, "sharing/about.html", {"networks": networks, "root": settings.ADDRESS})


@policy(everyone, sees="listings_for")
@_open
def of_network(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give a network's public list in one format."""
    return _feed(get_object_or_404(Network, slug=slug), ending, request.path)


@policy(everyone, sees="listings_for")
@_open
def of_employer(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    """Give an employer's public list in one format."""
    return _feed(get_object_or_404(Employer, pk=pk), ending, request.path)


def _feed(place: Network | Employer, ending: str, path: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404
    media = FORMATS[ending][1]
    listings = queries.shared_of(place, clock.today(), LIST_SIZE if ending == "jsonld" else FEED_SIZE)
    given = {"title": f"Jobb hos {place.name}", "address": settings.ADDRESS + path, "root": settings.ADDRESS}
    if ending == "ics":
        return calendar_file("sista-dagar.ics", formats.deadlines(listings, root=settings.ADDRESS))
    if ending in {"atom", "rss"}:
        return HttpResponse(getattr(formats, ending)(listings, **given), content_type=f"{media}; charset=utf-8")
    write = formats.json_feed if ending == "json" else formats.job_postings
    return JsonResponse(
        write(listings, **given), content_type=media, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@policy(everyone, sees="listings_for")
@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
def embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the newest jobs of a network small, to stand in a frame on someone else's page; it needs no script."""
    network = get_object_or_404(Network, slug=slug)
    listings = queries.shared_of(network, clock.today(), EMBED_SIZE)
    theme = {"accent": network.accent, "brand1": network.brand1, "brand2": network.brand2}
    return render(request, "sharing/embedded.html", {"network": network, "listings": listings, "theme": theme})


@policy(everyone, sees="listings_for")
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the address of one thing on the list to hand on: to copy, to mail, and as a code for cameras."""
    found = get_object_or_404(listings_for(request.user, clock.today()), pk=pk)
    address = settings.ADDRESS + found.url
    mail = f"mailto:?{urlencode({'subject': found.title, 'body': address}, quote_via=quote)}"
    context = {"listing": found, "address": address, "mail": mail}
    return render(request, "sharing/share.html", context)


@policy(everyone, sees="listings_for")
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the same address as a picture."""
    found = get_object_or_404(listings_for(request.user, clock.today()), pk=pk)
    headers = {"Content-Disposition": 'inline; filename="qr.svg"', "Cache-Control": "private, max-age=3600"}
    return HttpResponse(drawn(settings.ADDRESS + found.url), content_type="image/svg+xml", headers=headers)


@policy(everyone)
@_open
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give search engines the address of everything that is open to all."""
    rows = list(queries.addresses(clock.today(), SITEMAP_SIZE))
    return HttpResponse(formats.sitemap(rows, root=settings.ADDRESS), content_type="application/xml")


@policy(everyone)
@_open
def robots(request: HttpRequest) -> HttpResponse:
    """Say to search engines where the list of addresses is."""
    text = f"User-agent: *\nDisallow: /mitt/\nDisallow: /logga-in/\nSitemap: {settings.ADDRESS}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@policy(everyone)
@_open
def described(request: HttpRequest) -> HttpResponse:
    """Describe the open data for the national data portal."""
    given = opendata.catalogue(list(queries.networks()), root=settings.ADDRESS, feed_of=_feed_of)
    return HttpResponse(given, content_type="application/rdf+xml; charset=utf-8")


def _feed_of(network: Network, ending: str) -> str:
    return reverse("sharing:of_network", args=[network.slug, ending])
