"""What a file is, by its content alone, and whether it may be kept. Knows nothing of Django: runs in the reader's cell.

Each module of this package takes the bytes of one kind and either returns them, pictures written anew, or says why not.
"""

import io
import zipfile


class Turned(Exception):
    """A file that is not taken; the argument is the reason's name in terms.SENTENCES."""


PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!",
            b"\x00asm", b"L\x00\x00\x00\x01\x14\x02\x00")  # fmt: skip
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<body", b"<head", b"<iframe", b"<?php", b"<%")
WEB = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<iframe")
"""What makes a browser that guesses take something for a page."""
START = 1024


def kind_of(content: bytes) -> str:
    """Return what the file is, as `terms.FileKind` names it; `zip` is looked into before it has a kind.

    :raises Turned: when it is nothing that is taken.
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(ZIP):
        return "zip"
    if content.startswith(PNG):
        return "png"
    if content.startswith(JPEG):
        return "jpeg"
    if reason := _why_not_known(content):
        raise Turned(reason)
    return "text"


def _why_not_known(content: bytes) -> str | None:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n\x0c")[:START].lower()
    if content.startswith(PROGRAMS):
        return "program"
    if content.startswith(OLE):
        return "old_word"
    if content.startswith((*ARCHIVES, b"PK")):
        return "archive"
    if start.startswith(b"{\\rtf"):
        return "rich_text"
    if start.startswith(MARKUP) or any(sign in start for sign in WEB):
        return "markup"
    if b"%pdf-" in start:
        return "two_kinds"
    return "unknown" if b"\x00" in content[:START] else None


def hold_one_kind(content: bytes) -> None:
    """Make sure that a file that is not packed is not a packed one or a page as well.

    :raises Turned: when it can be read as two kinds.
    """
    start = content[:START].lower()
    if zipfile.is_zipfile(io.BytesIO(content)) or any(sign in start for sign in WEB):
        raise Turned("two_kinds")
    if b"%pdf-" in start[5:]:
        raise Turned("two_kinds")
