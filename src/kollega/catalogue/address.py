"""What a reader asks the joint list for, as it stands in an address, and the choices beside the list."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.safestring import SafeString

from kollega.catalogue.cards import box, group
from kollega.catalogue.rules import Filters, about
from kollega.catalogue.search import Found
from kollega.catalogue.terms import (
    LANGUAGES,
    REMOTE,
    SHOWN_CHOICES,
    Closing,
    Extent,
    Field,
    Form,
    ListingKind,
    Order,
)
from kollega.words.places import COUNTIES

COUNTY_CHOICES = COUNTIES | {REMOTE: "Distans"}
KIND_CHOICES = {ListingKind.ASSIGNMENT.value: "Tillfälligt uppdrag", ListingKind.JOB.value: "Jobb"}
GROUPS = {
    "kind": ("typ", "Typ", KIND_CHOICES),
    "field": ("omrade", "Område", dict(Field.choices)),
    "employer": ("arbetsgivare", "Arbetsgivare", {}),
    "county": ("lan", "Län", COUNTY_CHOICES),
    "extent": ("omfattning", "Omfattning", dict(Extent.choices)),
    "form": ("anstallning", "Anställning", dict(Form.choices)),
    "language": ("sprak", "Språk i annonsen", LANGUAGES),
    "closing": ("senast", "Sista dag", dict(Closing.choices)),
}
"""For each kind of choice: its word in the address, its heading, and its values with their words."""
MOST_CHOSEN = 20


def asked(said: Any) -> Filters:
    """Return what the address asks for, of that which can be understood; the rest is left out rather than refused."""
    several = {
        name: tuple(dict.fromkeys(value for value in said.getlist(word)[:MOST_CHOSEN] if value in choices))
        for name, (word, _, choices) in GROUPS.items()
        if name not in ("employer", "closing")
    }
    closing, order = said.get("senast", ""), said.get("sortera", "")
    return Filters(
        text=_line(said.get("q", ""), 100), place=_line(said.get("ort", ""), 60), and_near=said.get("nara") == "1",
        employer=_ids(said.getlist("arbetsgivare")[:MOST_CHOSEN]),
        closing=closing if closing in Closing.values else "", order=order if order in Order.values else "",
        as_typed=said.get("exakt") == "1", **several,
    )  # fmt: skip


def _line(text: str, most: int) -> str:
    return " ".join(text.replace("\x00", "").split())[:most]


def _ids(values: list[str]) -> tuple[UUID, ...]:
    found = []
    for value in values:
        with suppress(ValueError):
            found.append(UUID(value))
    return tuple(dict.fromkeys(found))


def address(filters: Filters, network: str = "", after: str = "") -> str:
    """Return the address of what is asked for, in one order, so that the same question has one address."""
    pairs = [("q", filters.text), ("ort", filters.place), ("nara", "1" if filters.and_near else "")]
    for name, (word, _, _) in GROUPS.items():
        chosen = getattr(filters, name)
        pairs += [(word, str(value)) for value in ((chosen,) if isinstance(chosen, str) else chosen)]
    pairs += [("natverk", network), ("sortera", filters.order), ("exakt", "1" if filters.as_typed else "")]
    pairs.append(("efter", after))
    return "?" + urlencode([(word, value) for word, value in pairs if value])


def groups(filters: Filters, found: Found, employers: Mapping[str, str]) -> list[SafeString]:
    """Return the boxes beside the list, with how many each would give; what nothing has is not offered.

    Where the numbers are told from a sample, what the sample hardly has is offered without a number.
    """
    made = []
    for name, (word, legend, labels) in GROUPS.items():
        counts, is_about = dict(found.facets.get(name, [])), name in found.about
        chosen = getattr(filters, name)
        values = {chosen} if isinstance(chosen, str) else {str(value) for value in chosen}
        words = employers if name == "employer" else labels
        said = about if is_about else str
        offered = _arranged(name, counts, words, values, is_all=is_about and name != "employer")
        boxes = [
            box(
                name=word, value=value, label=words[value], is_one=name == "closing", is_chosen=value in values,
                said=said(counts[value]) if value in counts else "" if is_about else "0",
            ) for value in offered
        ]  # fmt: skip
        if name == "language" and len(boxes) < 2 and not values - {""}:
            continue
        if boxes:
            least = SHOWN_CHOICES if name != "closing" else len(boxes)
            first, more = (SafeString("".join(some)) for some in (boxes[:least], boxes[least:]))
            is_one = name == "closing"
            made.append(group(
                name=word, legend=legend, choices=first, more=more, more_count=str(len(boxes[least:])), is_one=is_one,
                is_open=is_one and not filters.closing,
            ))  # fmt: skip
    return made


def _arranged(
    name: str, counts: dict[str, int], words: Mapping[str, str], chosen: set[str], *, is_all: bool
) -> list[str]:
    """Return the values to offer: in their own order where they have one, otherwise chosen and common ones first."""
    there = [value for value in words if is_all or counts.get(value) or value in chosen]
    if name in ("kind", "extent", "closing"):
        return there
    return sorted(there, key=lambda value: (value not in chosen, -counts.get(value, 0), words[value]))


def pills(filters: Filters, network: Any, employers: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what is chosen, each with the address where it is not."""
    slug = network.slug if network else ""
    made = []
    if filters.text:
        made.append((f"”{filters.text}”", replace(filters, text="", as_typed=False), slug))
    if filters.place:
        near = " och nära" if filters.and_near else ""
        made.append((f"{filters.place}{near}", replace(filters, place="", and_near=False), slug))
    for name, (_, _, labels) in GROUPS.items():
        chosen = getattr(filters, name)
        if isinstance(chosen, str):
            made += [(labels[chosen], replace(filters, **{name: ""}), slug)] if chosen else []
            continue
        words = employers if name == "employer" else labels
        for value in chosen:
            less = tuple(other for other in chosen if other != value)
            made.append((words.get(str(value), "Vald arbetsgivare"), replace(filters, **{name: less}), slug))
    if network:
        made.append((network.name, filters, ""))
    return [{"text": text, "url": address(less, network=slug)} for text, less, slug in made]
