"""Lets the product's clock follow the demo's."""

from django.apps import AppConfig

from kollega.core import clock


class DemoConfig(AppConfig):
    name = "kollega.demo"

    def ready(self) -> None:
        from kollega.demo.queries import offset  # noqa: PLC0415  models can be read only once all apps are loaded

        clock.follow(offset)
