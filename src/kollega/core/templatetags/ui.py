"""The building blocks of every page. All take named arguments, so that a misspelt one stops the template."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kollega.core import swedish
from kollega.core.fragments import Fragment, said
from kollega.core.icons import drawing
from kollega.core.pattern import mark as drawn_mark
from kollega.core.pattern import pattern as drawn_pattern
from kollega.core.templatetags import ui_forms, ui_frame, ui_lists
from kollega.core.templatetags.ui_frame import TINTS, tile

register = template.Library()
for _library in (ui_forms.register, ui_frame.register, ui_lists.register):
    register.tags |= _library.tags

TONES = {"neutral": "", "accent": "a", "brand": "b1", "warm": "b2", "ok": "ok", "warning": "warn", "bad": "bad",
         "info": "info", "line": "line"}  # fmt: skip
TONE_ICONS = {"ok": "check", "warning": "clock", "bad": "close", "info": "info", "accent": "right", "brand": "swap"}
NOTE_ICONS = {"info": "info", "ok": "check", "warning": "warning", "bad": "warning"}
PANELS = {"": "card", "flat": "card flat", "soft": "card soft", "warm": "card warm"}
TILES = 8
BUTTON = Fragment("ui/button.html", chooses=("kind", "icon", "icon_after"))
TAG = Fragment("ui/tag.html", chooses=("tone", "icon"))


@register.simple_tag
def structured(*, data: dict) -> SafeString:
    """Facts for search engines, as data in the page: nothing runs it, and nothing in it can end it."""
    said = json.dumps(data, ensure_ascii=False).translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(said))  # noqa: S308 - escaped above


@register.simple_tag
def icon(name: str, *, size: str = "") -> SafeString:
    """Draw an icon beside words: `{% icon "check" %}`, larger with `size="big"`."""
    return drawing(name, size)


@register.simple_tag
def button(
    *, text: str, url: str = "", name: str = "", value: str = "", kind: str = "primary", icon: str = "",
    full: bool = False, sr: str = "", small: bool = False, icon_after: str = "",
) -> SafeString:  # fmt: skip
    """A link when `url` is given, otherwise the button that sends its form.

    :param kind: primary (one a page), secondary or tertiary.
    :param sr: words only for those who listen, when the text alone does not say what it is about.
    """
    return BUTTON.filled({
        "text": said(text), "url": said(url), "name": name, "value": said(value), "kind": kind, "icon": icon,
        "full": full, "sr": said(sr), "small": small, "icon_after": icon_after,
    })  # fmt: skip


@register.simple_block_tag
def panel(content: SafeString, *, title: str = "", kind: str = "", level: int = 2, icon: str = "") -> SafeString:
    """A surface around things that belong together: `{% panel title="Villkor" %}…{% endpanel %}`.

    :param kind: "" (white), flat, soft (the network's tint) or warm.
    """
    return render_to_string(
        "ui/panel.html", {"content": content, "title": title, "kind": PANELS[kind], "tag": f"h{level}", "icon": icon}
    )


@register.simple_tag
def state(*, of: Any) -> SafeString:
    """Show where an object stands, as icon and word. The tone is the object's own `tone`, otherwise neutral."""
    tone = getattr(of, "tone", "neutral")
    return TAG.filled({"text": said(of.get_state_display()), "tone": TONES[tone], "icon": TONE_ICONS.get(tone, "")})


@register.simple_tag
def tag(*, text: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A short word about something: `{% tag text="Studentjobb" tone="warm" icon="graduation" %}`."""
    return TAG.filled({"text": said(text), "tone": TONES[tone], "icon": icon})


@register.simple_block_tag
def notice_box(content: SafeString, *, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    """A note that stays on the page: `{% notice_box tone="ok" title="Klart" %}…{% endnotice_box %}`.

    It is ordinary text. Give `role="status"` only to what has just changed.
    """
    return render_to_string(
        "ui/notice_box.html",
        {"content": content, "tone": TONES[tone], "title": title, "role": role, "icon": NOTE_ICONS[tone]},
    )


@register.simple_tag
def avatar(*, of: Any, size: str = "") -> SafeString:
    """The initials of a person in one of three tints; the name stands beside it."""
    return format_html('<span class="av v{}{}" aria-hidden="true">{}</span>', *tile(of, TINTS, size))


@register.simple_tag
def org_tile(*, of: Any, size: str = "") -> SafeString:
    """The letters of an employer in one of eight colours; the name stands beside it. Sizes: s, l."""
    return format_html('<span class="org o{}{}" aria-hidden="true">{}</span>', *tile(of, TILES, size))


@register.simple_tag
def pattern(*, seed: Any, cols: int = 9, rows: int = 9, kind: str = "", people: float = 0.34) -> SafeString:
    """The drawing that belongs to a network or an employer, from its id. In a hero: `kind="p"`."""
    return drawn_pattern(str(seed), cols=cols, rows=rows, kind=kind, people=people)


@register.simple_tag
def mark() -> SafeString:
    """The product's mark, in the network's colours."""
    return drawn_mark()


@register.simple_tag
def theme_sheet(*, of: dict | None = None) -> str:
    """The address of the style sheet with the network's colours."""
    return ui_frame.theme_address(of)


@register.filter
def kronor(amount: Decimal | int | None, how: str = "") -> str:
    """`{{ sum|kronor }}` gives 46 200 kronor; `kronor:"ore"` always shows öre; `kronor:"bare"` leaves the word out."""
    return swedish.kronor(amount, ore=True if how == "ore" else None, unit=how != "bare")


@register.filter
def percent(share: Decimal | int) -> str:
    """A share: `{{ version.contribution_percent|percent }}`."""
    return swedish.percent(share)


@register.filter
def day(when: date | datetime | None, how: str = "") -> str:
    """`{{ date|day }}` gives 4 december 2026; `day:"short"` leaves the year out."""
    return swedish.day(when, year=how != "short")


@register.filter
def period(first: date | None, last: date | None) -> str:
    """`{{ a.starts_on|period:a.ends_on }}` gives 1 mars–30 april 2027."""
    return swedish.period(first, last)
