"""A row of the list, and a box beside it, as markup: each template is read once and then filled in."""

from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from kollega.catalogue.search import Shown
from kollega.core import swedish
from kollega.core.fragments import Fragment
from kollega.core.templatetags.ui import org_tile
from kollega.networks.models import Employer
from kollega.words.marks import marked
from kollega.words.questions import Question

CARD = Fragment("catalogue/card.html", name="card", chooses=("kind", "reach", "language"))
BOX = Fragment("catalogue/choice.html", name="choice", chooses=("is_one", "is_chosen"))

GROUP = Fragment("catalogue/group.html", name="group", chooses=("is_one", "is_open"))


def card(row: Shown, said: Question) -> SafeString:
    """Return one thing on offer, with the words that answer marked."""
    return CARD.filled(card_values(row, said))


def card_values(row: Shown, said: Question) -> dict[str, Any]:
    """Return what the card's template is told."""
    return {
        "kind": row.kind, "reach": row.reach, "language": row.language, "url": row.url,
        "tile": _tile(row.name, row.short_name) if row.name is not None else "",
        "title": _with_marks(row.title, said), "employer_name": row.employer_name,
        "summary": _with_marks(row.summary, said), "place": row.place, "extent": row.extent,
        "closes": _day(row.closes_on),
    }  # fmt: skip


def _with_marks(text: str, said: Question) -> SafeString:
    pieces = (f"<mark>{escape(piece)}</mark>" if answers else escape(piece) for piece, answers in marked(text, said))
    return SafeString("".join(pieces))


_day = lru_cache(maxsize=1000)(swedish.day)


@lru_cache(maxsize=2000)
def _tile(name: str, short_name: str) -> SafeString:
    return org_tile(of=Employer(name=name, short_name=short_name))


@lru_cache(maxsize=20_000)
def box(*, name: str, value: str, label: str, said: str, is_one: bool, is_chosen: bool) -> SafeString:
    """Return one choice with how many it would give."""
    return BOX.filled(
        {"name": name, "value": value, "label": label, "said": said, "is_one": is_one, "is_chosen": is_chosen}
    )


def group(**values: Any) -> SafeString:
    """Return the choices of one kind, under their heading."""
    return GROUP.filled(values)
