"""PDF: every object is looked at, whether the file's own table names it or not, before the file is taken.

A viewer that mends a broken table finds objects that the table leaves out, so they are looked for by their marks too.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, read_object

from kollega.documents.kinds import Turned, hold_one_kind

MOST_PAGES = 200
MOST_OBJECTS = 100_000
DEEPEST = 60
MARK = re.compile(rb"(?<!\d)(\d{1,10})[ \t\r\n\x0c\x00]+(\d{1,5})[ \t\r\n\x0c\x00]+obj(?![a-zA-Z])")
BLANK = b" \t\r\n\x0c\x00"
ACTIONS = {
    "/JavaScript": "pdf_script", "/Launch": "pdf_launch", "/ImportData": "pdf_launch", "/SubmitForm": "pdf_launch",
    "/GoToR": "pdf_launch", "/GoToE": "pdf_carries", "/Rendition": "pdf_media", "/Movie": "pdf_media",
    "/Sound": "pdf_media", "/GoTo3DView": "pdf_media", "/RichMediaExecute": "pdf_media",
}  # fmt: skip
SUBTYPES = {"/RichMedia": "pdf_media", "/3D": "pdf_media", "/Movie": "pdf_media", "/Sound": "pdf_media",
            "/Screen": "pdf_media", "/FileAttachment": "pdf_carries"}  # fmt: skip
KEYS = {"/JS": "pdf_script", "/EmbeddedFiles": "pdf_carries", "/EF": "pdf_carries", "/XFA": "pdf_form"}
ADDRESSES = re.compile(r"(?i)\s*((https?|mailto|tel):|www\.|#|[^:]*$)")
HARMLESS = {"/GoTo", "/Named"}


def examined(content: bytes) -> bytes:
    """Return the file as it came.

    :raises Turned: when it is locked, acts, carries other files, is too long, or cannot be read.
    """
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Turned("pdf_broken")
    if content[end + 5 :].strip(BLANK):
        raise Turned("pdf_tail")
    hold_one_kind(content)
    try:
        _look(content)
    except (Turned, MemoryError):
        raise
    except RecursionError as wrong:
        raise Turned("pdf_broken") from wrong
    except Exception as wrong:  # a reader of foreign bytes may fail in any way
        raise Turned("pdf_broken") from wrong
    return content


def _look(content: bytes) -> None:
    opened = PdfReader(io.BytesIO(content), strict=False)
    if "/Encrypt" in opened.trailer:
        raise Turned("pdf_locked")
    for found in _objects(opened, content):
        _hold_harmless(found, opened)
    pages = opened.root_object["/Pages"].get_object()
    if int(_at(pages, "/Count") or 0) > MOST_PAGES:  # its own word, which may be too low: counted too
        raise Turned("pdf_long")
    count = 0
    for count, _ in enumerate(opened.pages, 1):
        if count > MOST_PAGES:
            raise Turned("pdf_long")
    if not count:
        raise Turned("pdf_broken")


def _objects(opened: PdfReader, content: bytes) -> Iterator[Any]:
    """Yield what the table names, which must be readable, and what lies between, as far as it is."""
    named = [(number, generation) for generation, those in opened.xref.items() for number in those]
    named += [(number, 0) for number in opened.xref_objStm]
    marks = list(MARK.finditer(content))
    if len(named) + len(marks) > MOST_OBJECTS:
        raise Turned("pdf_long")
    yield opened.trailer
    for number, generation in named:
        if (found := opened.get_object(IndirectObject(number, generation, opened))) is not None:
            yield found
    stream = io.BytesIO(content)
    for mark in marks:
        stream.seek(mark.end())
        try:
            yield read_object(stream, opened)
        except (Turned, MemoryError):
            raise
        except Exception:  # noqa: S112  # no object: letters that look like a mark, inside a picture
            continue


def _hold_harmless(found: Any, opened: PdfReader, depth: int = 0) -> None:
    """Look at one object and all that lies directly in it; what it refers to is looked at on its own."""
    if depth > DEEPEST:
        raise Turned("pdf_broken")
    if isinstance(found, DictionaryObject):
        _hold_dictionary(found)
        for value in found.values():
            _hold_harmless(value, opened, depth + 1)
    elif isinstance(found, ArrayObject):
        for value in found:
            _hold_harmless(value, opened, depth + 1)


def _hold_dictionary(found: DictionaryObject) -> None:
    if isinstance(found, StreamObject) and _at(found, "/Type") == "/EmbeddedFile":
        raise Turned("pdf_carries")
    for key, reason in KEYS.items():
        if key in found:
            raise Turned(reason)
    for value, reasons in ((_at(found, "/S"), ACTIONS), (_at(found, "/Subtype"), SUBTYPES)):
        if isinstance(value, str) and value in reasons:
            raise Turned(reasons[value])
    if _at(found, "/S") == "/URI" and not ADDRESSES.match(str(_at(found, "/URI"))):
        raise Turned("pdf_launch")
    if "/OpenAction" in found:
        _hold_opening(_at(found, "/OpenAction"))
    if isinstance(on := _at(found, "/AA"), DictionaryObject):
        for event in on:
            _hold_opening(_at(on, event))


def _at(found: DictionaryObject, key: str) -> Any:
    """Return what stands at the key, also where it is only referred to."""
    value = found.get(key)
    return value.get_object() if isinstance(value, IndirectObject) else value


def _hold_opening(action: Any) -> None:
    """An action that needs no press may show a page of the same file, and nothing else."""
    if isinstance(action, DictionaryObject) and _at(action, "/S") not in HARMLESS:
        raise Turned("pdf_opens")
