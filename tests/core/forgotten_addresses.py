"""Addresses of which two have no policy."""

from django.http import HttpResponse
from django.urls import include, path

from tests.core import addresses


def forgotten(request):
    return HttpResponse("hemligt")


urlpatterns = [
    *addresses.urlpatterns,
    path("forgotten/", forgotten, name="forgotten"),
    path("deep/", include(([path("down/", forgotten)], "deep"))),
]
