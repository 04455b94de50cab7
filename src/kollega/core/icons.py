"""Our own drawings, 24 by 24, one line thick."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DRAWINGS = {
    "place": '<path d="M12 21s-7-6.1-7-11a7 7 0 0 1 14 0c0 4.9-7 11-7 11Z"/><circle cx="12" cy="10" r="2.5"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.2 2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"/>',
    "people": (
        '<circle cx="9" cy="8.5" r="3.5"/>'
        '<path d="M2.5 20c.6-3.7 3.2-5.5 6.5-5.5s5.9 1.8 6.5 5.5"/>'
        '<path d="M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 15c2 .8 3.2 2.5 3.5 5"/>'
    ),
    "bag": (
        '<rect x="3.5" y="7.5" width="17" height="12.5" rx="2.5"/>'
        '<path d="M8.5 7.5V6A2.5 2.5 0 0 1 11 3.5h2A2.5 2.5 0 0 1 15.5 6v1.5M3.5 13h17"/>'
    ),
    "building": '<path d="M4 20.5V9l8-5.5L20 9v11.5M2.5 20.5h19M8.5 20.5v-8M12 20.5v-8M15.5 20.5v-8"/>',
    "right": '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
    "left": '<path d="M19.5 12h-15M10.5 6l-6 6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "check": '<path d="m5 12.5 4.7 4.7L19 7.5"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "filter": '<path d="M4 6.5h16M7 12h10M10 17.5h4"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 2h-15l1.5-2ZM10 20.5a2.2 2.2 0 0 0 4 0"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13.5" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>',
    "file": (
        '<path d="M6.5 3.5h7l4.5 4.5v10.5a2 2 0 0 1-2 2h-9.5a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2Z"/>'
        '<path d="M13.5 3.5V8H18M8.5 13h6M8.5 16.5h4"/>'
    ),
    "coin": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M14.8 9.3c-.6-.9-1.6-1.3-2.8-1.3-1.7 0-2.9.8-2.9 2.1 0 2.9 5.9 1.1 5.9 4 0 1.3-1.3 2.1-3'
        ' 2.1-1.4 0-2.5-.5-3.1-1.5M12 6.2V8M12 16.2V18"/>'
    ),
    "swap": '<path d="M4 8.5h14M14 4.5l4 4-4 4M20 15.5H6M10 11.5l-4 4 4 4"/>',
    "star": '<path d="m12 4 2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8L12 4Z"/>',
    "chat": (
        '<path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4A2 2'
        ' 0 0 1 4 14V6.5Z"/>'
    ),
    "download": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M4.5 19.5h15"/>',
    "globe": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M3.5 12h17M12 3.5c3 3 3.5 5.7 3.5 8.5s-.5 5.5-3.5 8.5c-3-3-3.5-5.7-3.5-8.5S9 6.5 12 3.5Z"/>'
    ),
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "warning": '<path d="M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17v.1"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "bulb": '<path d="M9 17.5c0-2-3-3.5-3-7a6 6 0 1 1 12 0c0 3.5-3 5-3 7H9ZM10 21h4"/>',
    "graduation": (
        '<path d="M2.5 9.5 12 5l9.5 4.5L12 14 2.5 9.5Z"/>'
        '<path d="M6.5 11.5v5c1.5 1.5 3.5 2 5.5 2s4-.5 5.5-2v-5M21.5 9.5v5"/>'
    ),
    "chart": '<path d="M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6"/>',
    "home": '<path d="m3.5 11.5 8.5-7.5 8.5 7.5M6 9.5v10.5h12V9.5M10 20v-5.5h4V20"/>',
    "inbox": (
        '<path d="M4 13.5 6.5 5h11L20 13.5V19H4v-5.5Z"/><path d="M4 13.5h4.5c.3 1.8 1.6 3 3.5 3s3.2-1.2 3.5-3H20"/>'
    ),
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "edit": '<path d="M4 20h4L19.5 8.5l-4-4L4 16v4ZM13 7l4 4"/>',
    "print": (
        '<path d="M7 9V4h10v5M7 17H4.5v-6.5a1.5 1.5 0 0 1 1.5-1.5h12a1.5 1.5 0 0 1 1.5 1.5V17H17"/>'
        '<path d="M7 14h10v6H7z"/>'
    ),
    "hand": (
        '<path d="M3 12.5 7 8l3.5.5L13 6.5l4 1 4 4.5M3 12.5l5.5 5.5c1 .9 2 .9 2.9 0M7 15l2-2M10 17.5l2-2M21'
        ' 12l-4.5 5c-1.5 1.5-3 1.5-4.5.5M10.5 8.5 9 11c1.5 1.5 3.5 1 4.5-.5l3.5 3.5"/>'
    ),
    "flag": '<path d="M5.5 21V4.5M5.5 5c4-2 7 2 12.5 0v8c-5.5 2-8.5-2-12.5 0"/>',
    "undo": '<path d="M9 7 4.5 11.5 9 16M4.5 11.5h10a5 5 0 0 1 5 5v1"/>',
    "eye": (
        '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>'
    ),
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>'
    ),
    "gear": (
        '<circle cx="12" cy="12" r="3"/>'
        '<path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3'
        ' 7.7l2.1-2.1"/>'
    ),
}


def drawing(name: str, size: str = "") -> SafeString:
    """Return the drawing as SVG. It never carries meaning alone: the words stand beside it.

    :raises KeyError: if there is no such drawing.
    """
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {size}" if size else "",
        mark_safe(DRAWINGS[name]),  # noqa: S308 our own drawings, no input
    )
