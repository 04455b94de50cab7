"""The parts of the frame that every page has: each is read from its template once, and then filled in."""

import zlib
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kollega.core import palette
from kollega.core.fragments import Fragment

register = template.Library()
DEFAULT_THEME = {"accent": "#0B5F6B", "brand1": "#C4481F", "brand2": "#E9A820"}
TINTS = 3

LINKS = Fragment("frame/links.html", name="links")
HEADER = Fragment("frame/header.html", name="top")
TABS = Fragment("frame/tabbar.html", name="bar")
PLACE = Fragment("frame/place.html", name="item", chooses=("icon",))


@register.simple_tag(takes_context=True)
def frame_links(context: Context) -> SafeString:
    """The style sheets and the script of every page, with the network's colours."""
    return LINKS.filled({"theme": theme_address(context.get("theme") or None)})


@register.simple_tag(takes_context=True)
def frame_header(context: Context) -> SafeString:
    """The network's name, the menu, and who one is."""
    return HEADER.filled(header_values(context))


def header_values(context: Any) -> dict[str, Any]:
    """Return what the header's template is told."""
    network, person, nav = context.get("network"), context.get("person"), context.get("nav") or []
    plain = ("front_url", "logo_url", "notices_url", "notices_count", "account_url", "role_text", "login_url")
    return {name: context.get(name) or "" for name in plain} | {
        "logo_text": _said(network, "logo_text"), "network": _said(network, "name"),
        "tagline": _said(network, "tagline"), "nav": _places(nav, says="ja"), "menu": _places(nav),
        "person": str(person) if person else "", "avatar": _avatar(person) if person else "",
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def frame_tabs(context: Context) -> SafeString:
    """The bar at the bottom of a phone, for someone who is signed in."""
    tabs = context.get("tabs")
    return TABS.filled({"tabs": _places(tabs, with_icon=True, says="ja")}) if tabs else SafeString("")


@register.simple_tag(takes_context=True)
def frame_footer(context: Context) -> SafeString:
    """The links at the end of every page."""
    network = context.get("network")
    links = tuple((heading, tuple(map(tuple, some))) for heading, some in context.get("footer") or ())
    return _footer(_said(network, "name"), _said(network, "tagline"), links, bool(context.get("is_demo")))


def _said(of: Any, name: str) -> str:
    """Return what a network says, or the gallery's example of one, which is a dictionary."""
    return str((of.get(name) if isinstance(of, dict) else getattr(of, name)) or "") if of else ""


@lru_cache(maxsize=200)
def _footer(network: str, tagline: str, links: tuple, is_demo: bool) -> SafeString:
    told = {"network": network, "tagline": tagline, "links": links, "is_demo": is_demo}
    return render_to_string("frame/footer.html", {"foot": told})


def _places(places: list[dict], *, with_icon: bool = False, says: str = "") -> SafeString:
    return SafeString("".join(
        PLACE.filled({
            "icon": one["icon"] if with_icon else "", "url": one["url"], "text": one["text"],
            "current": "ja" if one.get("current") else "", "count": one.get("count") or "", "says": says,
        }) for one in places
    ))  # fmt: skip


def _avatar(person: Any) -> SafeString:
    return format_html('<span class="av v{}{}" aria-hidden="true">{}</span>', *tile(person, TINTS, ""))


def tile(of: Any, colours: int, size: str) -> tuple[int, str, str]:
    """Return which of so many colours someone has, how large it is drawn, and the letters in it."""
    return zlib.crc32(str(of).encode()) % colours + 1, f" {size}" if size else "", of.initials


def theme_address(theme: dict | None) -> str:
    """Return the address of the style sheet with the network's colours."""
    return _theme_address(*((theme or DEFAULT_THEME)[name] for name in DEFAULT_THEME))


@lru_cache(maxsize=200)
def _theme_address(*values: str) -> str:
    colours = {name: value.lstrip("#").lower() for name, value in zip(DEFAULT_THEME, values, strict=True)}
    return f"{reverse('core:theme', kwargs=colours)}?v={palette.EDITION}"
