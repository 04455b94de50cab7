"""Text: characters, line breaks and nothing that only a program would read."""

import re

from kollega.documents.kinds import Turned

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")


def examined(content: bytes) -> bytes:
    """Return the text as it came.

    :raises Turned: when it is empty, or is neither UTF-8 nor Latin-1.
    """
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = content.decode("latin-1")
    if not said.strip():
        raise Turned("empty")
    if CONTROL.search(said):
        raise Turned("not_text")
    return content
