"""The pages that compose, and the three that say no."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the page does not exist, or not for this person: the two look the same."""
    return render(request, "pages/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which role is needed and who can give it."""
    return render(request, "pages/forbidden.html", {"role": str(exception)}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/broken.html", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form had become old; the browser's back button still holds what was typed."""
    return render(request, "pages/old_form.html", status=403)
