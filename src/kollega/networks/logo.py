"""Whether a network's logo may be shown: a small drawing without anything that acts, dark enough to be seen."""

import re

from lxml import etree

from kollega.core.palette import contrast

LARGEST = 20_000
DRAWS = frozenset(["svg", "g", "path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "title", "desc"])
SAYS = frozenset({
    "viewBox", "width", "height", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "points", "id",
    "transform", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule", "clip-rule",
    "opacity", "fill-opacity", "role", "aria-label", "version",
})  # fmt: skip
HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
SEEN = 3.0
"""WCAG 2.2, 1.4.11: a graphical object has a contrast of at least 3:1. The logo always stands on a white tile."""


def why_not_logo(svg: str) -> str | None:
    """Return what to change in the drawing before it can be shown, or None if it can."""
    if len(svg.encode()) > LARGEST:
        return "Logotypen är större än 20 kB. Förenkla den och försök igen."
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError:
        return "Logotypen går inte att läsa. Klistra in hela SVG-filen, från <svg till </svg>."
    if root.getroottree().docinfo.internalDTD is not None or etree.QName(root).localname != "svg":
        return "Klistra in en SVG-fil utan dokumenttyp, från <svg till </svg>."
    return _why_not_drawing(root) or _why_not_seen(svg)


def _why_not_drawing(root: etree._Element) -> str | None:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name not in DRAWS:
            return f"Logotypen innehåller {name}, som inte får finnas i en logotyp. Spara den som enkla former."
        for attribute in element.attrib:
            if etree.QName(attribute).localname not in SAYS:
                return f"Logotypen innehåller {etree.QName(attribute).localname}, som inte får finnas i en logotyp."
    return None


def _why_not_seen(svg: str) -> str | None:
    colours = [_whole(c) for c in HEX.findall(svg)] or ["#000000"]
    if max(contrast(c, "#ffffff") for c in colours) < SEEN:
        return "Logotypen är för ljus för att synas på vitt. Använd minst en mörkare färg."
    return None


def _whole(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
