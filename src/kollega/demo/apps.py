"""Lets the product's clock follow the demo's, and its feeds find the demo's invented sources."""

from django.apps import AppConfig

from kollega.core import clock, fetch
from kollega.demo import texts


class DemoConfig(AppConfig):
    name = "kollega.demo"

    def ready(self) -> None:
        from kollega.demo.queries import offset  # noqa: PLC0415  models can be read only once all apps are loaded

        clock.follow(offset)
        fetch.answer_first(texts.ANSWERS.get)
