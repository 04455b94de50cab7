"""Addresses that a camera reads."""

import qrcode
from qrcode.image.svg import SvgPathFillImage


def drawn(text: str) -> str:
    """Return the text as a QR code in SVG, on white, so that cameras read it on a dark page too."""
    return qrcode.make(text, image_factory=SvgPathFillImage).to_string(encoding="unicode")
