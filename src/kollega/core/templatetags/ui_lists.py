"""Building blocks that show many things in order: facts, moments, tasks, tables."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kollega.core import clock, swedish
from kollega.core.fragments import Fragment, said

register = template.Library()
URGENCY = {"now": "w", "week": "b1", "later": ""}
MOMENTS = {"done": "check", "now": "edit", "next": "clock"}
FACT = Fragment("ui/fact.html")
SHORT_MONTHS = tuple(month if len(month) <= 4 else month[:3] for month in swedish.MONTHS)


@register.simple_block_tag
def timeline(content: SafeString) -> SafeString:
    """What has happened and what comes next, as a list of moments."""
    return format_html('<ol class="tl">{}</ol>', content)


@register.simple_block_tag
def moment(
    content: SafeString,
    *,
    title: str,
    text: str = "",
    when: str = "",
    tone: str = "done",
    icon: str = "",
    level: int = 3,
) -> SafeString:
    """One moment: `{% moment title="Avtalet är underskrivet" when="12 januari" tone="done" %}…{% endmoment %}`.

    :param tone: done, now or next.
    """
    return render_to_string("ui/moment.html", {
        "content": content, "title": title, "text": text, "when": when, "tone": tone, "tag": f"h{level}",
        "icon": icon or MOMENTS[tone],
    })  # fmt: skip


@register.simple_block_tag
def facts(content: SafeString, *, kind: str = "") -> SafeString:
    """Labels with their values; `kind="wide"` for pages where one checks one's answers."""
    return format_html('<dl class="facts{}">{}</dl>', f" {kind}" if kind else "", content)


@register.simple_tag
def fact(*, label: str, value: Any, url: str = "", change_url: str = "") -> SafeString:
    """One label and its value, possibly a link; `change_url` shows the link Ändra."""
    return FACT.filled({"label": said(label), "value": said(value), "url": said(url), "change_url": said(change_url)})


@register.simple_block_tag
def table(content: SafeString, *, caption: str, cards: bool = False, show_caption: bool = False) -> SafeString:
    """A table that scrolls sideways when it must: thead and tbody go inside.

    :param cards: on phones each row becomes a card; give each cell `data-l` with the column's name.
    """
    return render_to_string(
        "ui/table.html", {"content": content, "caption": caption, "cards": cards, "show_caption": show_caption}
    )


@register.inclusion_tag("ui/empty.html")
def empty(*, title: str, text: str = "", url: str = "", link: str = "", icon: str = "inbox", level: int = 2) -> dict:
    """Say why there is nothing and what the next step is."""
    return {"title": title, "text": text, "url": url, "link": link, "icon": icon, "tag": f"h{level}"}


@register.inclusion_tag("ui/task.html")
def task(*, task: Any, first: bool = False, level: int = 3) -> dict:
    """One thing to do, inside `<ul class="list card">`. The first one on the page has the filled button."""
    return {
        "task": task,
        "tint": URGENCY[task.urgency],
        "due": swedish.due(task.due_on, today=clock.today()),
        "kind": "primary" if first else "secondary",
        "tag": f"h{level}",
    }


@register.inclusion_tag("ui/tabs.html")
def tabs(*, items: list[dict], label: str = "Visa") -> dict:
    """Links between views of the same thing; each item has url, text and perhaps current and count."""
    return {"items": [{"current": False, "count": None, **item} for item in items], "label": label}


@register.inclusion_tag("ui/pagination.html")
def pagination(*, page: dict, text: str = "") -> dict:
    """Links to the page before and after; `page` has the addresses previous and next, where they exist."""
    return {"previous": page.get("previous"), "next": page.get("next"), "text": text}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*, items: list[tuple[str, str]], here: str) -> dict:
    """Where one is: pairs of text and address, and the name of this page last."""
    return {"items": items, "here": here}


@register.inclusion_tag("ui/track.html")
def track(*, steps: list[tuple[str, str]], label: str = "Så långt har det kommit") -> dict:
    """How far a matter has come: pairs of text and done, now or next."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/progress.html")
def progress(*, done: int, of: int, text: str, start: str = "", end: str = "") -> dict:
    """How much of something has passed, with words under it: `{% progress done=31 of=61 text="Dag 31 av 61" %}`."""
    return {"done": done, "of": of, "text": text, "start": start, "end": end}


@register.simple_block_tag
def parties(
    content: SafeString, *, lender: Any, receiver: Any, lender_text: str = "", receiver_text: str = ""
) -> SafeString:
    """Who lends to whom, with an arrow; what stands inside comes beside it."""
    return render_to_string("ui/parties.html", {
        "content": content, "lender": lender, "receiver": receiver, "lender_text": lender_text,
        "receiver_text": receiver_text,
    })  # fmt: skip


@register.inclusion_tag("ui/kpi.html")
def kpi(*, number: Any, text: str, note: str = "") -> dict:
    """One figure that matters, inside `<div class="kpis">`."""
    return {"number": number, "text": text, "note": note}


@register.inclusion_tag("ui/datebox.html")
def datebox(*, of: date) -> dict:
    """A day as a small calendar leaf; the whole date is read aloud."""
    return {"day": of.day, "month": SHORT_MONTHS[of.month - 1], "whole": swedish.day(of)}
