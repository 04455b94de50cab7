"""Everything that is kept, and everything about one person, gathered from every app that has a records.py."""

from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from kollega.core.records import Kept


def rooms() -> list[ModuleType]:
    """Return the records.py of our installed apps in their order: a new app is included by having the file."""
    own = [c for c in apps.get_app_configs() if c.name.startswith("kollega.") and c.label != "core"]
    return [import_module(f"{c.name}.records") for c in own if c.module and module_has_submodule(c.module, "records")]


def kept() -> list[Kept]:
    """Return one line for every kind of document that is kept anywhere."""
    return [line for room in rooms() for line in room.KEPT]


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept about the person, by heading; the headings without anything are left out."""
    gathered: dict[str, list[dict[str, Any]]] = {}
    for room in rooms():
        if hasattr(room, "about"):
            gathered |= {heading: rows for heading, rows in room.about(person).items() if rows}
    return gathered
