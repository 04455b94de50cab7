"""The pattern of quarter circles and colleagues: a network and its members look like themselves without a picture."""

import random

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SIDE = 40
PEOPLE = 0.34
"""How large a share of the squares shows a colleague: head and shoulders."""
QUARTER = "M0 0H40A40 40 0 0 1 0 40Z"
LEAF = "M0 0A40 40 0 0 1 40 40A40 40 0 0 1 0 0Z"
ARCHES = "M0 40A20 20 0 0 1 40 40ZM0 20A20 20 0 0 1 40 20Z"
SHOULDERS = "M3 40a17 17 0 0 1 34 0Z"
MARK = (
    '<rect width="40" height="40" class="c3"/>'
    '<circle cx="14" cy="15" r="6" class="c0"/><path d="M2 40a12 12 0 0 1 24 0Z" class="c0"/>'
    '<circle cx="28" cy="13" r="5" class="c1"/>'
    '<path d="M18 40a11 11 0 0 1 22 0V22a11 11 0 0 0-9-2 12 12 0 0 0-5 6c2 3 3 8 2 14Z" class="c1"/>'
)


def pattern(seed: str, *, cols: int, rows: int, people: float = PEOPLE, kind: str = "") -> SafeString:
    """Return the pattern that belongs to the seed, always the same."""
    dice = random.Random(seed)  # noqa: S311 a drawing, not a secret
    squares = "".join(
        f'<g transform="translate({x * SIDE} {y * SIDE})">{_square(dice, people)}</g>'
        for y in range(rows)
        for x in range(cols)
    )
    return format_html(
        '<svg class="pat{}" viewBox="0 0 {w} {h}" preserveAspectRatio="xMidYMid slice" aria-hidden="true"'
        ' focusable="false"><rect class="bg" width="{w}" height="{h}"/>{}</svg>',
        f" {kind}" if kind else "",
        mark_safe(squares),  # noqa: S308 numbers and our own shapes, no input
        w=cols * SIDE,
        h=rows * SIDE,
    )


def mark() -> SafeString:
    """Return the product's own mark: two colleagues."""
    return mark_safe(f'<svg class="pat" viewBox="0 0 40 40" aria-hidden="true" focusable="false">{MARK}</svg>')  # noqa: S308


def _square(dice: random.Random, people: float) -> str:
    kind = dice.random()
    first, second = f"c{dice.choice((0, 1, 2, 4, 0, 1, 5))}", f"c{dice.choice((2, 3, 4, 0))}"
    if kind < people:
        return _colleague(dice, first, second)
    if kind < 0.58:
        return f'<path d="{QUARTER}" transform="rotate({dice.choice((0, 90, 180, 270))} 20 20)" class="{first}"/>'
    if kind < 0.70:
        return f'<path d="{LEAF}" transform="rotate({dice.choice((0, 90))} 20 20)" class="{first}"/>'
    if kind < 0.80:
        return f'<circle cx="20" cy="20" r="20" class="{first}"/><circle cx="20" cy="20" r="9" class="{second}"/>'
    if kind < 0.88:
        return f'<path d="{ARCHES}" class="{first}"/>'
    return ""


def _colleague(dice: random.Random, colour: str, ground: str) -> str:
    behind = ""
    if dice.random() < 0.6:
        behind = f'<rect width="{SIDE}" height="{SIDE}" class="{ground}"/>'
        colour = dice.choice([c for c in ("c0", "c1", "c4") if c != ground])
    return f'{behind}<circle cx="20" cy="12" r="8.5" class="{colour}"/><path d="{SHOULDERS}" class="{colour}"/>'
