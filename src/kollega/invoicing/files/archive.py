"""The month as one archive: the files exactly as they left, and the list to check them by."""

import io
import zipfile
from collections.abc import Iterable

from kollega.core.exports import sheet_bytes


def month_archive(files: Iterable[tuple[str, bytes]], *, header: list[str], rows: list[list]) -> bytes:
    """Return the files under their names, exactly as they left, with the list to check them by."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(name, content)
        packed.writestr("kontrollista.xlsx", sheet_bytes("kontrollista", header, rows))
    return held.getvalue()
