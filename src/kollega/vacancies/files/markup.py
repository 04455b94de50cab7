"""XML that comes from outside, read so that nothing in it is fetched, expanded or run."""

import codecs
import html.entities
import re
from collections.abc import Iterator

from lxml import etree

from kollega.core.incoming import Unreadable

PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"\A\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
CDATA, CDATA_END = "<![CDATA[", "]]>"
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{1,32});")
BARE = re.compile(r"&(?!#?\w{1,32};)")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
FORBIDDEN = "Filen har en dokumenttyp (DOCTYPE). Sådana kan hämta eller svälla, så den läses inte. Ta bort den raden."


def tree_of(raw: bytes) -> etree._Element:
    """Return the root of the XML.

    :raises Unreadable: when it is no XML, or brings a document type of its own.
    """
    said = decoded(raw)
    start = re.search(r"<[A-Za-z]", said)
    if start is None:
        raise Unreadable("Filen är ingen XML-fil.")
    if re.search(r"<!(?:DOCTYPE|ENTITY)", said[: start.start()], re.I):
        raise Unreadable(FORBIDDEN)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(_mended(said).encode("utf-8"), parser)
    except etree.XMLSyntaxError as wrong:
        raise Unreadable(f"Filen är inte giltig XML: felet finns på rad {wrong.lineno or 1}.") from wrong
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(FORBIDDEN)
    return root


def decoded(raw: bytes) -> str:
    """Return the text in the encoding that it really has: what reads as UTF-8 is UTF-8, whatever the first line says.

    :raises Unreadable: when the file is empty.
    """
    if not raw.strip():
        raise Unreadable("Filen är tom.")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = ENCODING.match(raw)
    name = said[1].decode() if said else "windows-1252"
    try:
        return raw.decode("windows-1252" if _is_utf8(name) else name, "replace")
    except LookupError:
        return raw.decode("windows-1252", "replace")


def _is_utf8(name: str) -> bool:
    try:
        return codecs.lookup(name).name in ("utf-8", "ascii", "iso8859-1")
    except LookupError:
        return True


def _mended(said: str) -> str:
    """Names of characters that only HTML knows, ampersands left bare, and signs that XML cannot hold, made readable."""
    left, mended = NOT_XML.sub("", PROLOG.sub("", said, count=1)), []
    while (start := left.find(CDATA)) >= 0 and (end := left.find(CDATA_END, start)) >= 0:
        mended += [_named(left[:start]), left[start : end + len(CDATA_END)]]
        left = left[end + len(CDATA_END) :]
    return "".join([*mended, _named(left)])


def _named(part: str) -> str:
    part = ENTITY.sub(lambda found: html.entities.html5.get(f"{found[1]};", f"&amp;{found[1]};"), part)
    return BARE.sub("&amp;", part)


def page_of(raw: bytes) -> etree._Element | None:
    """Return the root of a web page, however it is written; None where there is nothing in it."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True, remove_comments=True, encoding="utf-8")
    try:
        return etree.fromstring(NOT_XML.sub("", decoded(raw)).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace, in small letters."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the element's children with one of the names, whatever their namespace."""
    return (child for child in element if name_of(child) in names)


def found_in(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element along the path of names, or None."""
    for step in path:
        if element is None:
            return None
        element = next(children(element, step.lower()), None)
    return element


def text_at(element: etree._Element | None, *path: str) -> str:
    """Return the text at the path, with what stands in elements inside it; nothing where there is none."""
    found = found_in(element, *path)
    return "" if found is None else "".join(found.itertext()).strip()
