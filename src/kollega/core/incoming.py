"""Files that come from outside: their text and their JSON, or a plain sentence that says why they cannot be read."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LIMIT = 10_000_000
"""Ten megabytes: the largest register seen is a tenth of it."""
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Exception):
    """A file that is refused whole, with every reason found."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def content(path: Path, *, limit: int = LIMIT) -> bytes:
    """Return what the file holds.

    :raises Unreadable: when it is too large to be what it says, or cannot be opened.
    """
    try:
        with path.open("rb") as opened:
            raw = opened.read(limit + 1)
    except OSError as problem:
        raise Unreadable(f"Filen {path.name} går inte att öppna: {problem.strerror}.") from problem
    if len(raw) > limit:
        raise Unreadable(f"Filen {path.name} är större än {limit // 1_000_000} MB. Dela upp den i mindre filer.")
    return raw


def text(raw: bytes) -> str:
    """Return the bytes as text; a byte order mark at the start is passed over.

    :raises Unreadable: when the file is empty, holds null characters, or is not UTF-8.
    """
    if not raw.strip():
        raise Unreadable("Filen är tom.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("Filen är sparad som UTF-16. Spara den som UTF-8 och läs in den igen.")
    try:
        read = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise Unreadable(
            f"Filen är inte sparad som UTF-8 (rad {line} har ett tecken som inte går att läsa, troligen å, ä eller ö "
            "i en äldre kodning). Spara den som UTF-8 och läs in den igen."
        ) from problem
    if "\x00" in read:
        line = read.count("\n", 0, read.index("\x00")) + 1
        raise Unreadable(f"Filen innehåller nolltecken (rad {line}) och är därför ingen textfil.")
    return read


def parsed(raw: bytes) -> Any:
    """Return what the JSON says.

    :raises Unreadable: when it is not JSON, or is nested deeper than anything real.
    """
    try:
        return json.loads(text(raw))
    except json.JSONDecodeError as problem:
        raise Unreadable(f"Filen är inte giltig JSON: felet finns på rad {problem.lineno}.") from problem
    except RecursionError as problem:
        raise Unreadable("Filen är nästlad i fler nivåer än någon riktig fil.") from problem
    except ValueError as problem:
        raise Unreadable("Filen innehåller ett tal som är för stort för att läsas.") from problem


def is_storable(value: str) -> bool:
    """Return whether the database can keep the text: no null characters and no halves of characters."""
    return NOT_STORABLE.search(value) is None


def one_line(value: Any) -> str:
    """Return a value from a file as text without surrounding or repeated blanks; nothing becomes an empty text."""
    return "" if value is None else " ".join(str(value).split())


def shortened(value: Any, length: int = 60) -> str:
    """Return a value from a file short and harmless enough to stand in a message."""
    said = "".join(sign if sign.isprintable() else " " for sign in one_line(value))
    return said if len(said) <= length else f"{said[: length - 1]}…"


def listed(reasons: Iterable[str], limit: int = 200) -> tuple[str, ...]:
    """Return the reasons, and how many more there are when they would fill more than a few screens."""
    reasons = tuple(reasons)
    more = len(reasons) - limit
    return reasons if more <= 0 else (*reasons[:limit], f"… och {more} till.")
