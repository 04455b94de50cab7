"""Pictures: read whole, turned the right way up, and written anew with the picture and nothing else."""

import io

from PIL import Image, ImageOps

from kollega.documents.kinds import PNG, Turned

MOST_PIXELS = 40_000_000
QUALITY = 90


def examined(content: bytes) -> bytes:
    """Return the picture written anew: without where and when it was taken, by whom, and what else was hidden in it.

    :raises Turned: when it is too large, or not what it says it is.
    """
    kind = "PNG" if content.startswith(PNG) else "JPEG"
    try:
        opened = Image.open(io.BytesIO(content), formats=[kind])
    except Image.DecompressionBombError as wrong:
        raise Turned("picture_large") from wrong
    except Exception as wrong:  # a reader of foreign bytes may fail in any way
        raise Turned("picture_broken") from wrong
    if opened.width * opened.height > MOST_PIXELS:
        raise Turned("picture_large")
    try:
        return _anew(opened, kind)
    except MemoryError:
        raise
    except Exception as wrong:
        raise Turned("picture_broken") from wrong


def _anew(opened: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(opened)
    if kind == "PNG":
        clean = upright if upright.mode in {"1", "L", "LA", "RGB", "RGBA"} else upright.convert("RGBA")
    else:
        clean = upright if upright.mode in {"L", "RGB"} else upright.convert("RGB")
    bare = Image.frombytes(clean.mode, clean.size, clean.tobytes())
    written = io.BytesIO()
    bare.save(written, kind, **({} if kind == "PNG" else {"quality": QUALITY}))
    return written.getvalue()
