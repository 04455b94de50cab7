"""Papers: PDF for people, for screen readers and for archives, from a template and what is said in it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typst

from kollega.core.workflow import Refused

HOUSE = Path(__file__).parents[1]
FONTS = Path(__file__).with_name("papers")
UNWRITTEN = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.S)
"""How the typesetter names a sign that the house's letters lack; an archive takes no paper with an empty box."""


def paper(template: str, said: Mapping[str, Any]) -> bytes:
    """Return the PDF that the template makes of what is said: the same words give the same bytes.

    PDF/UA-1 is readable with a screen reader, PDF/A-2a in fifty years.

    What is said is handed over as data and never read as markup, so that nothing written by anyone can change the page.

    :param template: its path below the package, such as `lending/papers/agreement.typ`.
    :param said: texts, numbers, and lists and mappings of them; `title` and `lang` are always there.
    :raises Refused: naming a sign that cannot be written, and the text it stands in.
    """
    try:
        return typst.compile(
            HOUSE / template, root=HOUSE, font_paths=[FONTS], ignore_system_fonts=True,
            sys_inputs={"said": json.dumps(said, ensure_ascii=False)}, pdf_standards=["ua-1", "a-2a"],
        )  # fmt: skip
    except typst.TypstError as wrong:
        if unwritten := UNWRITTEN.search(str(wrong)):
            raise Refused(_sentence(unwritten[1], said)) from wrong
        raise


def _sentence(sign: str, said: Any) -> str:
    where = next((text for text in _texts(said) if sign in text), sign)
    return f"Tecknet {sign} går inte att skriva i ett dokument. Skriv om det här med andra tecken: {where[:120]}"


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping | list | tuple):
        for part in said.values() if isinstance(said, Mapping) else said:
            yield from _texts(part)
