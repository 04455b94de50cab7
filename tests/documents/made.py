"""Files of our own making, good and bad: small, exact, and named for what is in them."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from kollega.documents.kinds.packed import ODT, WORD

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


class Sent(io.BytesIO):
    """What a browser sent: bytes, a name, and the browser's own word about the size."""

    def __init__(self, content, name="cv.pdf", size=None):
        super().__init__(content)
        self.name, self.size = name, len(content) if size is None else size


def a_pdf(*more, catalogue="", page="", pages=1, tail=b"", before=b"") -> bytes:
    """Return a PDF with a right table of objects; `more` are objects from number 10."""
    kids = " ".join(f"{1000 + n} 0 R" for n in range(pages))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        **{1000 + n: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} >>" for n in range(pages)},
        **{10 + n: each for n, each in enumerate(more)},
    }
    made, places = bytearray(before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    table = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        made += b"%d 1\n%010d 00000 n \n" % (number, place)
    made += b"trailer\n<< /Size 2000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(made) + tail


def a_stream(held: bytes, said: str = "") -> bytes:
    return f"<< /Length {len(held)} {said} >>\nstream\n".encode() + held + b"\nendstream"


def a_packed_object(body: str) -> bytes:
    """Return an object stream: the object in it, number 77, is seen by no search in the file's bytes."""
    head = b"77 0 "
    held = zlib.compress(head + body.encode())
    return a_stream(held, f"/Type /ObjStm /N 1 /First {len(head)} /Filter /FlateDecode")


def a_pdf_with_a_table_of_streams(packed: str) -> bytes:
    """Return a PDF 1.5 whose object 77 lies packed in an object stream that only its packed table names."""
    made, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {}
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Names 77 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        5: a_packed_object(packed),
    }
    for number, body in bodies.items():
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    places[6] = len(made)
    row = {0: (0, 0, 65535), 77: (2, 5, 0)} | {n: (1, at, 0) for n, at in places.items()}
    rows = b"".join(struct.pack(">BIH", *row[n]) for n in sorted(row))
    index = " ".join(f"{n} 1" for n in sorted(row))
    table = a_stream(zlib.compress(rows), f"/Type /XRef /Size 78 /W [1 4 2] /Index [{index}] /Root 1 0 R "
                                          "/Filter /FlateDecode")  # fmt: skip
    made += b"6 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[6]
    return bytes(made)


def a_zip(parts: dict, *, stored=()) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, how)
    return held.getvalue()


def relations(*rows) -> str:
    """Return a part of relations from rows of (type, target, mode)."""
    said = ""
    for number, (kind, target, mode) in enumerate(rows):
        where = f' TargetMode="{mode}"' if mode else ""
        said += f'<Relationship Id="r{number}" Type="{REL}/{kind}" Target="{target}"{where}/>'
    return f'<?xml version="1.0"?><Relationships xmlns="{RELS}">{said}</Relationships>'


def a_docx(*, body="<w:p><w:r><w:t>Hej</w:t></w:r></w:p>", kind=WORD, rels=(), parts=None, doctype="") -> bytes:
    return a_zip({
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": relations(("hyperlink", "https://exempel.se/", "External"), *rels),
    } | (parts or {}))  # fmt: skip


def an_odt(*, body="<text:p>Hej</text:p>", manifest="", parts=None, mimetype=ODT) -> bytes:
    return a_zip({
        "mimetype": mimetype,
        "content.xml": f'<?xml version="1.0"?><office:document-content {OFFICE}><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        f'"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
    } | (parts or {}), stored=("mimetype",))  # fmt: skip


def a_picture(kind="PNG", size=(40, 30), mode="RGB", **saved) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, 90 if mode in {"L", "P"} else tuple([200, 90, 40, 128][: len(mode)])).save(
        held, kind, **saved
    )
    return held.getvalue()


def a_huge_png(side=20_000) -> bytes:
    """Return a small file that says it is a picture of many megapixels."""

    def chunk(name, held):
        return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + bytes((side + 7) // 8)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_another_size(packed: bytes, name: bytes, size: int) -> bytes:
    """Return the archive with a part that says another size than it has, both where it lies and in the list."""
    changed = bytearray(packed)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", changed, at + 28)[0]
        if bytes(changed[at + 46 : at + 46 + length]) == name:
            struct.pack_into("<I", changed, at + 24, size)
            struct.pack_into("<I", changed, struct.unpack_from("<I", changed, at + 42)[0] + 22, size)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def locked(packed: bytes) -> bytes:
    """Return the archive with every part marked as encrypted."""
    changed = bytearray(packed)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)
