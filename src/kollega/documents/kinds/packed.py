"""Word and OpenDocument: packed files, unpacked within a budget and looked through before they are taken."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from kollega.documents.kinds import Turned

BUDGET = 50_000_000
RATIO = 200
"""How many times larger a part may be unpacked; Word's own XML is seldom twenty times."""
SMALL = 1_000_000
MOST_PARTS = 1_000
MOST_XML = 20_000_000
CHUNK = 65_536
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = b"application/vnd.oasis.opendocument.text"
MACROS = re.compile(r"(?i)vbaproject|vbadata|macrosheets|(^|/)(basic|scripts)/|(^|/)activex/")
OBJECTS = re.compile(
    r"(?i)(^|/)(embeddings|oleobject)|\.(exe|dll|js|vbs|hta|bat|cmd|ps1|scr|jar|msi|lnk|ole|html?|svgz?)$"
)
FETCHES = re.compile(r"(?i)\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b|\x00\s*(IMPORT|INCLUDE|LINK|DATABASE|RD)\b")
"""Fields that fetch; the short names only where a field begins, since they are also words in addresses."""
ABROAD = re.compile(r"(?i)^\s*([a-z][a-z0-9+.-]*:|//|\\\\|/)")
LINKS = re.compile(r"(?i)^\s*(https?|mailto|tel):")
OWN_DISK = re.compile(r"(?i)^\s*(file:///)?[a-z]:[\\/][^:]*$")
"""A place on the disk of whoever wrote it: nothing is fetched from anywhere, and Word notes it in every document made
from one of its own templates, as many a CV is."""


def examined(content: bytes) -> tuple[str, bytes]:
    """Return which kind it is, and the file as it came.

    :raises Turned: when it is damaged, locked, too large inside, acts, or reaches outside itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _hold_parts(packed, content)
            parts = dict(_unpacked(packed))
    except (Turned, MemoryError):
        raise
    except Exception as wrong:  # a reader of foreign bytes may fail in any way
        raise Turned("zip_broken") from wrong
    if parts.get("mimetype", b"").strip() == ODT:
        _hold_odt(parts)
        return "odt", content
    if "[Content_Types].xml" in parts:
        _hold_word(parts)
        return "docx", content
    raise Turned("other_office" if "mimetype" in parts else "archive")


def _hold_parts(packed: zipfile.ZipFile, content: bytes) -> None:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS:
        raise Turned("zip_many")
    if not parts or min(part.header_offset for part in parts) != 0:
        raise Turned("two_kinds")
    if len(packed.comment) or b"%PDF-" in content[:1024]:
        raise Turned("two_kinds")
    names = [part.filename for part in parts]
    if len({name.casefold() for name in names}) != len(names):
        raise Turned("zip_broken")
    for part in parts:
        name = part.orig_filename
        if (
            name.startswith(("/", "\\"))
            or ".." in re.split(r"[/\\]", name)
            or re.search(r"[\\\x00-\x1f]|^[A-Za-z]:", name)
        ):
            raise Turned("zip_path")
        if part.flag_bits & 0x1:
            raise Turned("zip_locked")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Turned("zip_broken")
        if part.file_size > SMALL and part.file_size > RATIO * max(1, part.compress_size):
            raise Turned("zip_bomb")
    if sum(part.file_size for part in parts) > BUDGET:
        raise Turned("zip_bomb")


def _unpacked(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield each part, counting what really comes out: the sizes that the file says are its own words."""
    left = BUDGET
    for part in packed.infolist():
        held = bytearray()
        with packed.open(part) as opened:
            while chunk := opened.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Turned("zip_bomb")
                held += chunk
        yield part.filename, bytes(held)


def _tree(raw: bytes) -> etree._Element:
    """Return the XML, which has no document type: without one there are no entities and nothing to fetch."""
    if len(raw) > MOST_XML:
        raise Turned("zip_bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as wrong:
        raise Turned("zip_broken") from wrong
    if root.getroottree().docinfo.doctype:
        raise Turned("markup_inside")
    return root


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _hold_names(parts: dict[str, bytes]) -> None:
    if any(MACROS.search(name) for name in parts):
        raise Turned("macro")
    if any(OBJECTS.search(name) for name in parts):
        raise Turned("object")


def _hold_word(parts: dict[str, bytes]) -> None:
    types = {said.get("ContentType", "") for said in _tree(parts["[Content_Types].xml"])}
    if any(re.search("(?i)macroenabled|vba", said) for said in types):
        raise Turned("macro")
    _hold_names(parts)
    if WORD not in types:
        raise Turned("other_office" if any("officedocument" in said for said in types) else "archive")
    if "word/document.xml" not in parts and not any(name.endswith("document.xml") for name in parts):
        raise Turned("zip_broken")
    for name, raw in parts.items():
        if name.lower().endswith(".rels"):
            _hold_relations(_tree(raw))
        elif name.lower().endswith(".xml"):
            _hold_fields(_tree(raw))


def _hold_relations(root: etree._Element) -> None:
    for relation in root:
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if re.search("(?i)(oleObject|package|aFChunk|attachedToolbars|control|vbaProject)$", kind):
            raise Turned("object")
        if relation.get("TargetMode", "").lower() == "external":
            if kind.lower().endswith("/attachedtemplate") and OWN_DISK.search(target):
                continue
            if not kind.lower().endswith("/hyperlink") or not LINKS.search(target):
                raise Turned("outside")
        elif (ABROAD.search(target) and not target.startswith("/")) or target.startswith("//"):
            raise Turned("outside")


def _hold_fields(root: etree._Element) -> None:
    """Look at the fields, whose words may be split over many runs: of one field all is read together."""
    said: list[str] = []
    for element in root.iter():
        name = _local(element)
        if name == "fldSimple":
            said.append("\x00" + next((v for k, v in element.attrib.items() if k.endswith("instr")), "") + " ")
        elif name in {"instrText", "delInstrText"}:
            said.append(element.text or "")
        elif name == "fldChar":
            said.append("\x00" if "begin" in element.attrib.values() else " ")
        elif name in {"altChunk", "OLEObject", "object", "control"}:
            raise Turned("object")
    if FETCHES.search("".join(said)):
        raise Turned("field")


def _hold_odt(parts: dict[str, bytes]) -> None:
    _hold_names(parts)
    if "content.xml" not in parts:
        raise Turned("zip_locked" if "encrypted-package" in parts else "zip_broken")
    manifest = parts.get("META-INF/manifest.xml", b"")
    if manifest and any(_local(element) == "encryption-data" for element in _tree(manifest).iter()):
        raise Turned("zip_locked")
    for name, raw in parts.items():
        if name.lower().endswith(".xml"):
            for element in _tree(raw).iter():
                _hold_open_element(element)


def _hold_open_element(element: etree._Element) -> None:
    name = _local(element)
    if name in {"event-listener", "script"} or (name == "scripts" and len(element)):
        raise Turned("macro")
    if name in {"object-ole", "plugin", "applet", "floating-frame"}:
        raise Turned("object")
    if name in {"dde-connection-decl", "dde-connection", "dde-source", "database-row-select"}:
        raise Turned("field")
    target = element.get("{http://www.w3.org/1999/xlink}href", "")
    if ABROAD.search(target) and not (name == "a" and LINKS.search(target)) and not target.startswith("#"):
        raise Turned("outside")
