"""The product's addresses, and the demo's own."""

from django.urls import include, path

from kollega.config.urls import handler400, handler403, handler404, handler500
from kollega.config.urls import urlpatterns as own

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("demo/", include("kollega.demo.urls")), *own]
