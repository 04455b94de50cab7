"""Pages about the house itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kollega.core import gallery as samples
from kollega.core.palette import theme_css, why_not_colour
from kollega.core.policy import everyone, policy

A_YEAR = 365 * 24 * 3600


@policy(everyone)
def health(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@policy(everyone)
def theme(request: HttpRequest, accent: str, brand1: str, brand2: str) -> HttpResponse:
    """Answer with a network's colours as a style sheet. The address changes when the colours do."""
    colours = {"accent": f"#{accent}", "brand1": f"#{brand1}", "brand2": f"#{brand2}"}
    if any(why_not_colour(colour) for colour in colours.values()):
        raise Http404
    headers = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return HttpResponse(theme_css(**colours), content_type="text/css; charset=utf-8", headers=headers)


@policy(everyone)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every building block in each of its variants; the browser tests read this page."""
    return render(request, "core/gallery.html", samples.everything(request.GET))
