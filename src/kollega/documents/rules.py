"""What a file is called when it is kept and when it leaves, and what it is answered as."""

import re
import unicodedata

from kollega.documents.terms import CONTENT_TYPES, ENDINGS, LONGEST_NAME

HIDDEN = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]")


def clean_name(said: str, kind: str) -> str:
    """Return the sender's name for the file, short, on one line, with the ending that its content has."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", said))[-1]
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    stem, dot, ending = " ".join(HIDDEN.sub(" ", seen).split()).rpartition(".")
    if not dot or not ending.isalnum() or len(ending) > 5:
        stem, ending = f"{stem}{dot}{ending}", ""
    right = ending.lower() if ending.lower() in ENDINGS[kind] else ENDINGS[kind][0]  # type: ignore[index]
    return f"{stem.strip(' .')[: LONGEST_NAME - len(right) - 1] or 'fil'}.{right}"


def content_type(kind: str, content: bytes) -> str:
    """Return what the browser is told that the file is; of text also how its letters are written."""
    said = CONTENT_TYPES[kind]  # type: ignore[index]
    if not said.startswith("text/"):
        return said
    try:
        content.decode()
    except UnicodeDecodeError:
        return f"{said}; charset=iso-8859-1"
    return f"{said}; charset=utf-8"
