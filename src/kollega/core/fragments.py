"""Markup that stands many times on a page, or on every page: its template is read once a shape, and then filled in.

The template stays the one source of the markup. It is rendered with a mark in the place of every text, for each
combination of what it chooses by (a *shape*); what lies between the marks is kept. Django's own templates take a third
of a millisecond for a card of the joint list, filling in takes a hundredth.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

MUST_BE_ESCAPED = re.compile("[&<>\"']").search
MARK = re.compile("\x02([a-z_]+)\x03")
MOST_SHAPES = 2000


class Fragment:
    """One template, told which of its values it chooses by; all others are texts that it only writes.

    The same values, in the same order, are given each time.

    :param name: the word by which the template knows its values; none where it knows each by its own.
    :param chooses: the values that the template compares; all are told apart by whether they are empty.
    """

    def __init__(self, template: str, *, name: str = "", chooses: tuple[str, ...] = ()) -> None:
        self.template, self.name, self.chooses = template, name, chooses
        self._shapes: dict[tuple, tuple[str, list[str]]] = {}

    def filled(self, values: Mapping[str, Any]) -> SafeString:
        """Return the markup with the values written in it, escaped as the template would."""
        shape = tuple([values[key] for key in self.chooses] + [bool(value) for value in values.values()])
        kept = self._shapes.get(shape) or self._read(shape, values)
        return SafeString(kept[0] % tuple([_written(values[key]) for key in kept[1]]))

    def _read(self, shape: tuple, values: Mapping[str, Any]) -> tuple[str, list[str]]:
        if len(self._shapes) >= MOST_SHAPES:
            self._shapes.clear()
        marked = {
            key: value if key in self.chooses or not value else mark_safe(f"\x02{key}\x03")  # noqa: S308 our own mark
            for key, value in values.items()
        }
        pieces = MARK.split(render_to_string(self.template, {self.name: marked} if self.name else marked))
        form = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])
        self._shapes[shape] = form, pieces[1::2]
        return self._shapes[shape]


def _written(value: Any) -> str:
    """Return a value as a template writes it: what is safe as it stands, all else escaped."""
    if isinstance(value, SafeString):
        return value
    text = str(value)
    return escape(text) if MUST_BE_ESCAPED(text) else text


def said(value: Any) -> str:
    """Return a value as the text a template makes of it, so that nought is told apart from nothing."""
    return value if isinstance(value, str) else str(localize(template_localtime(value)))
