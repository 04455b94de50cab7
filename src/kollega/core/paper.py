"""Papers: PDF for people, for screen readers and for archives, from a template and what is said in it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

HOUSE = Path(__file__).parents[1]
FONTS = Path(__file__).with_name("papers")


def paper(template: str, said: Mapping[str, Any]) -> bytes:
    """Return the PDF that the template makes of what is said: the same words give the same bytes.

    PDF/UA-1 is readable with a screen reader, PDF/A-2a in fifty years.

    What is said is handed over as data and never read as markup, so that nothing written by anyone can change the page.

    :param template: its path below the package, such as `lending/papers/agreement.typ`.
    :param said: texts, numbers, and lists and mappings of them; `title` and `lang` are always there.
    """
    return typst.compile(
        HOUSE / template, root=HOUSE, font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)}, pdf_standards=["ua-1", "a-2a"],
    )  # fmt: skip
