"""What people send in is taken whole or refused whole, with its own sentence about what to do."""

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from kollega.core.workflow import Refused
from kollega.documents import cell, kinds, reader
from kollega.documents.terms import LIMIT, SENTENCES, FileKind
from tests.documents.made import (
    Sent,
    a_docx,
    a_huge_png,
    a_pdf,
    a_pdf_with_a_table_of_streams,
    a_picture,
    a_stream,
    a_zip,
    an_odt,
    locked,
    with_another_size,
)

ACTS = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LINKED = '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'


def encrypted_pdf() -> bytes:
    made, held = PdfWriter(clone_from=io.BytesIO(a_pdf())), io.BytesIO()
    made.encrypt("hemligt", algorithm="RC4-128")
    made.write(held)
    return held.getvalue()


def an_incremental_pdf() -> bytes:
    """A second part of the file takes the script out of the table; a viewer that mends the table finds it."""
    first = a_pdf("<< /S /JavaScript /JS (app.alert\\(1\\)) >>")
    return first.replace(b"10 1\n", b"11 1\n")


HOSTILE = {
    "empty": (b"", "empty"),
    "blank text": (b" \n\t ", "empty"),
    "too large": (b"a" * (LIMIT + 1), "large"),
    "a program": (b"MZ\x90\x00" + bytes(200), "program"),
    "a Linux program": (b"\x7fELF\x02\x01" + bytes(200), "program"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "a shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80), "program"),
    "a page": (b"<!DOCTYPE html><html><body>Hej</body></html>", "markup"),
    "a page after blanks": (b"\xef\xbb\xbf \n\n <script>alert(1)</script>", "markup"),
    "a drawing": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "markup"),
    "a page after a word": (b"Hej <HTML><body onload=alert(1)>", "markup"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
    "rich text": (b"{\\rtf1\\ansi{\\object\\objdata 0105}}", "rich_text"),
    "an archive": (b"Rar!\x1a\x07\x00" + bytes(40), "archive"),
    "a gzip": (b"\x1f\x8b\x08\x00" + bytes(40), "archive"),
    "an archive of documents": (a_zip({"cv.txt": "Hej"}), "archive"),
    "a spreadsheet": (a_docx(kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
                      "other_office"),
    "an OpenDocument sheet": (an_odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "other_office"),
    "something unknown": (b"\x00\x01\x02\x03" * 40, "unknown"),
    "a GIF": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "unknown"),
    "text with signs of a program": (b"Hej\x07\x1b[31m p\xe5 dig", "not_text"),
    "PDF that is not": (b"%PDF-1.7\nHej\n%%EOF\n", "pdf_broken"),
    "PDF cut short": (a_pdf()[:200], "pdf_broken"),
    "PDF with a lock": (encrypted_pdf(), "pdf_locked"),
    "PDF with a script": (a_pdf(ACTS), "pdf_script"),
    "PDF with a script by name": (a_pdf("<< /Names [(a) 11 0 R] >>", ACTS, catalogue="/Names << /JavaScript 10 0 R >>"),
                                  "pdf_script"),
    "PDF with a script behind signs": (a_pdf("<< /S /Java#53cript /J#53 (x) >>"), "pdf_script"),
    "PDF with a script behind a reference": (a_pdf("<< /S 11 0 R /N 1 >>", "/JavaScript"), "pdf_script"),
    "PDF with a packed script": (a_pdf_with_a_table_of_streams(ACTS), "pdf_script"),
    "PDF with a script that its table leaves out": (an_incremental_pdf(), "pdf_script"),
    "PDF that starts a program": (a_pdf("<< /S /Launch /F (cmd.exe) >>"), "pdf_launch"),
    "PDF that sends a form": (a_pdf("<< /S /SubmitForm /F (https://exempel.se) >>"), "pdf_launch"),
    "PDF with a link that is code": (a_pdf("<< /S /URI /URI (javascript:alert\\(1\\)) >>"), "pdf_launch"),
    "PDF with a link to a file": (a_pdf("<< /S /URI /URI (file:///etc/passwd) >>"), "pdf_launch"),
    "PDF that goes out when opened": (a_pdf(catalogue="/OpenAction << /S /URI /URI (https://exempel.se) >>"),
                                      "pdf_opens"),
    "PDF that goes out at a page": (a_pdf(page="/AA << /O << /S /URI /URI (https://exempel.se) >> >>"), "pdf_opens"),
    "PDF with files inside": (a_pdf(a_stream(b"MZ", "/Type /EmbeddedFile")), "pdf_carries"),
    "PDF with attachments": (a_pdf("<< /Subtype /FileAttachment >>"), "pdf_carries"),
    "PDF with a form of code": (a_pdf(catalogue="/AcroForm << /XFA (x) >>"), "pdf_form"),
    "PDF with film": (a_pdf("<< /Subtype /RichMedia >>"), "pdf_media"),
    "PDF of too many pages": (a_pdf(pages=201), "pdf_long"),
    "PDF that says few pages": (a_pdf(pages=201).replace(b"/Count 201", b"/Count 001"), "pdf_long"),
    "PDF that is a page too": (a_pdf(before=b"").replace(b"%PDF-1.7\n", b"%PDF-1.7<html><script>\n", 1), "two_kinds"),
    "PDF after a page": (a_pdf(before=b"<html>"), "markup"),
    "PDF after some text": (a_pdf(before=b"Hej\n"), "two_kinds"),
    "PDF that is an archive too": (a_pdf(a_stream(a_zip({"a": "b"}))).replace(b"\n%%EOF\n", b"\n%%EOF"), "two_kinds"),
    "PDF with a tail": (a_pdf(tail=a_zip({"a": "b"})), "pdf_tail"),
    "Word, damaged": (a_docx()[:-40], "zip_broken"),
    "Word with a lock": (locked(a_docx()), "zip_locked"),
    "Word with macros": (a_docx(parts={"word/vbaProject.bin": b"x"}), "macro"),
    "Word that says macros": (a_docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
    "Word with a template": (a_docx(rels=[("attachedTemplate", "https://exempel.se/a.dotm", "External")]), "outside"),
    "Word with a template on a server": (
        a_docx(rels=[("attachedTemplate", "file://server/a.dotm", "External")]), "outside"
    ),
    "Word with a template on a share": (
        a_docx(rels=[("attachedTemplate", "\\\\server\\a.dotm", "External")]), "outside"
    ),
    "Word with a picture on a disk": (a_docx(rels=[("image", "file:///C:/a.png", "External")]), "outside"),
    "Word with a picture from outside": (a_docx(rels=[("image", "https://exempel.se/a.png", "External")]), "outside"),
    "Word with a path to a server": (a_docx(rels=[("hyperlink", "\\\\server\\del", "External")]), "outside"),
    "Word with a script link": (a_docx(rels=[("hyperlink", "javascript:alert(1)", "External")]), "outside"),
    "Word with an object": (a_docx(rels=[("oleObject", "embeddings/a.bin", "")]), "object"),
    "Word with a program": (a_docx(parts={"word/media/a.exe": b"MZ"}), "object"),
    "Word with a page inside": (a_docx(rels=[("aFChunk", "a.htm", "")]), "object"),
    "Word with a field": (a_docx(body='<w:fldSimple w:instr="DDEAUTO c:\\\\a.exe"/>'), "field"),
    "Word with a field that links": (a_docx(body='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> LINK'
                                                 ' Excel.Sheet.8 "a.xls"</w:instrText></w:r>'), "field"),
    "Word with a field in pieces": (a_docx(body="<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:"
                                                "</w:instrText></w:r>"), "field"),
    "Word with entities": (a_docx(doctype='<!DOCTYPE a [<!ENTITY b "c">]>'), "markup_inside"),
    "Word with many laughs": (a_docx(doctype='<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]>',
                                     body="&d;"), "markup_inside"),
    "Word, a bomb": (a_docx(parts={"word/a.xml": bytes(30_000_000)}), "zip_bomb"),
    "Word, a bomb of many parts": (a_docx(parts={f"word/{n}.bin": os.urandom(10_000) * 100 for n in range(55)}),
                                   "zip_bomb"),
    "Word of too many parts": (a_docx(parts={f"word/{n}": b"" for n in range(1001)}), "zip_many"),
    "Word with a way out": (a_docx(parts={"../../etc/passwd": b"x"}), "zip_path"),
    "Word with a way to the root": (a_docx(parts={"/etc/passwd": b"x"}), "zip_path"),
    "Word with a page first": (b"<html>" + a_docx(), "markup"),
    "OpenDocument with a lock": (an_odt(manifest="<manifest:file-entry><manifest:encryption-data/>"
                                                 "</manifest:file-entry>"), "zip_locked"),
    "OpenDocument with macros": (an_odt(parts={"Basic/Standard/Module1.xml": "<a/>"}), "macro"),
    "OpenDocument that listens": (an_odt(body='<script:event-listener xlink:href="x"/>'), "macro"),
    "OpenDocument with a picture from outside": (an_odt(body=LINKED.format("https://exempel.se/a.png")), "outside"),
    "OpenDocument with a file of ours": (an_odt(body=LINKED.format("file:///etc/passwd")), "outside"),
    "OpenDocument with an object": (an_odt(body="<draw:object-ole/>"), "object"),
    "a picture that is not": (b"\x89PNG\r\n\x1a\n" + bytes(60), "picture_broken"),
    "a picture cut short": (a_picture("JPEG", (400, 400))[:800], "picture_broken"),
    "a picture of many pixels": (a_huge_png(), "picture_large"),
    "a picture that is an archive too": (a_picture() + a_zip({"a": "b"}), "two_kinds"),
    "a picture that is a page too": (a_picture("JPEG", comment=b"<script>alert(1)</script>"), "two_kinds"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_own_sentence(name):
    content, reason = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        reader.examine(Sent(content, "cv.pdf"))
    assert str(refused.value) == SENTENCES[reason]


def test_every_sentence_says_what_to_do_and_no_two_are_the_same():
    assert len(HOSTILE) > 60
    assert len(set(SENTENCES.values())) == len(SENTENCES)
    asks = ("välj", "spara", "vänta", "skriv ut", "förminska")
    assert [name for name, said in SENTENCES.items() if not any(word in said.lower() for word in asks)] == []
    met = {reason for _, reason in HOSTILE.values()}
    assert set(SENTENCES) - met == {"broken", "slow", "busy"}  # held by tests of their own below


GOOD = {
    "PDF": (a_pdf(), FileKind.PDF),
    "PDF with a link": (a_pdf("<< /S /URI /URI (https://exempel.se/javascript) >>"), FileKind.PDF),
    "PDF that opens at a page": (a_pdf(catalogue="/OpenAction [1000 0 R /Fit]"), FileKind.PDF),
    "PDF with a packed object": (a_pdf_with_a_table_of_streams("<< /Java (script) >>"), FileKind.PDF),
    "PDF about scripts": (a_pdf(a_stream(b"BT (Java/JavaScript) Tj ET")), FileKind.PDF),
    "PDF of 200 pages": (a_pdf(pages=200), FileKind.PDF),
    "Word": (a_docx(), FileKind.DOCX),
    "Word with a picture": (a_docx(parts={"word/media/a.png": a_picture()}), FileKind.DOCX),
    "Word with a page number": (a_docx(body="<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>"),
                                FileKind.DOCX),
    "Word with an address": (a_docx(body='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
                                         '"https://exempel.se/link/database" </w:instrText></w:r>'), FileKind.DOCX),
    "OpenDocument": (an_odt(), FileKind.ODT),
    "OpenDocument with a link": (an_odt(body='<text:p><text:a xlink:href="https://exempel.se">Hej</text:a></text:p>'),
                                 FileKind.ODT),
    "text": ("Jag söker för att …\n".encode(), FileKind.TEXT),
    "older text": ("Jag är från Örnsköldsvik".encode("latin-1"), FileKind.TEXT),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_comes_through_byte_for_byte(name):
    content, kind = GOOD[name]
    examined = reader.examine(Sent(content, "Mitt CV.bin"))
    assert (examined.kind, examined.content, examined.size) == (kind, content, len(content))
    assert examined.digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "L")],
)
def test_a_picture_is_written_anew_and_tells_nothing_of_where_it_was_taken(kind, mode):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Kameran", 6  # turned a quarter: what is seen must not change
    exif.get_ifd(0x8825)[2] = (62.0, 23.0, 28.0)
    sent = a_picture(kind, (40, 30), mode, exif=exif)
    assert b"Kameran" in sent
    examined = reader.examine(Sent(sent, "jag.jpg"))
    seen = Image.open(io.BytesIO(examined.content))
    assert (seen.format, seen.size) == (kind, (30, 40))
    assert dict(seen.getexif()) == {}
    assert b"Kameran" not in examined.content
    assert b"Exif" not in examined.content
    assert examined.kind == kind.lower()


@pytest.mark.parametrize(("said", "size"), [("nothing", 0), ("too little", 10)])
def test_a_stream_that_lies_about_its_length_is_read_no_further_than_the_limit(said, size):
    class Endless(io.RawIOBase):
        name, size = "cv.pdf", 0
        given = 0

        def read(self, most=-1):
            assert most > 0
            self.given += most
            return b"a" * most

    sent = Endless()
    sent.size = size
    with pytest.raises(Refused, match="större än 10 MB"):
        reader.examine(sent)
    assert sent.given == LIMIT + 1


def test_a_part_that_says_it_is_small_is_counted_by_what_comes_out():
    bomb = a_docx(parts={"word/a.bin": bytes(60_000_000)})
    with pytest.raises(Refused) as refused:
        reader.examine(Sent(with_another_size(bomb, b"word/a.bin", 4000)))
    assert str(refused.value) in {SENTENCES["zip_bomb"], SENTENCES["zip_broken"]}


# The process that reads.


def running(code: str, monkeypatch, tmp_path) -> object:
    """Let the cell be another program that has set the cell's own limits first."""
    path = tmp_path / "cell.py"
    path.write_text(f"import runpy, sys\nruns = runpy.run_path({str(reader.CELL)!r})\nruns['limit']()\n{code}")
    monkeypatch.setattr(reader, "CELL", path)
    return path


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("held = [bytes(10_000_000) for _ in range(1000)]", "broken"),
        ("while True: pass", "slow"),
        ("import time; time.sleep(600)", "slow"),
        ("open('/tmp/written-by-the-cell', 'w').write('x' * 10)", "broken"),
        ("import os; os.fork()", "broken"),
        ("raise SystemExit(3)", "broken"),
        ("print('{}')", "broken"),
        ("print('[1]')", "broken"),
        ("sys.stdout.write('x' * 100_000_000)", "broken"),
    ],
)
def test_a_process_that_eats_or_lingers_or_says_nothing_is_ended_and_the_file_is_refused(
    code, reason, monkeypatch, tmp_path
):
    if "fork" in code and os.geteuid() == 0:
        pytest.skip("root may start as many processes as it likes")
    running(code, monkeypatch, tmp_path)
    monkeypatch.setattr(reader, "SECONDS", 3)
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        reader.examine(Sent(a_pdf()))
    assert str(refused.value) == SENTENCES[reason]
    assert time.monotonic() - began < 12


def test_the_processors_own_limit_ends_the_process_without_our_clock(tmp_path):
    path = tmp_path / "busy.py"
    start = f"import runpy\nlimit = runpy.run_path({str(reader.CELL)!r})['limit']\n"
    path.write_text(f"{start}limit.__globals__['WORK'] = 1\nlimit()\nwhile True: pass\n")
    done = subprocess.run([sys.executable, "-I", str(path)], timeout=30)
    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_what_the_process_starts_is_ended_with_it(monkeypatch, tmp_path):
    mark = tmp_path / "pid"
    path = tmp_path / "cell.py"
    path.write_text(f"import subprocess, time\nrun = subprocess.Popen(['/bin/sleep', '600'])\n"
                    f"open({str(mark)!r}, 'w').write(str(run.pid))\ntime.sleep(600)\n")  # fmt: skip
    monkeypatch.setattr(reader, "CELL", path)
    monkeypatch.setattr(reader, "SECONDS", 2)
    with pytest.raises(Refused):
        reader.examine(Sent(a_pdf()))
    pid = int(mark.read_text())
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.1)
    pytest.fail("it still runs")


def test_the_process_is_told_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("KOLLEGA_SECRET_KEY", "hemlig")
    path = running("import json, os\nprint(json.dumps({'kind': 'text', 'held': sorted(os.environ)}))",
                   monkeypatch, tmp_path)  # fmt: skip
    with open("/dev/null", "rb") as nothing:
        answer, _ = reader._answer(nothing)
    assert path.exists()
    assert set(json.loads(answer)["held"]) <= {"LANG", "PATH", "LC_CTYPE", "__CF_USER_TEXT_ENCODING"}


def test_when_all_places_are_taken_one_waits_and_is_told(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS", 0.1)
    with reader._a_place(), reader._a_place(), pytest.raises(Refused) as refused:
        reader.examine(Sent(a_pdf()))
    assert str(refused.value) == SENTENCES["busy"]
    with reader._a_place():
        pass


def test_the_cell_knows_nothing_of_the_framework():
    said = "import sys; import kollega.documents.kinds.{0}; print('django' in sys.modules)"
    for module in ("pdf", "packed", "pictures", "plain"):
        done = subprocess.run([sys.executable, "-c", said.format(module)], capture_output=True, text=True, check=True,
                              env={"PYTHONPATH": str(reader.CELL.parents[2])})  # fmt: skip
        assert done.stdout.strip() == "False", module


# Noise.

EXAMPLES = int(os.environ.get("KOLLEGA_EXAMPLES", "120"))
SEEDS = [content for content, _ in GOOD.values()] + [a_picture(), a_picture("JPEG")]


STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]


def judged(content: bytes) -> str:
    try:
        return cell.judge(content)[0]
    except kinds.Turned as turned:
        return str(turned)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.binary(max_size=3000),
    st.sampled_from(STARTS),
)
def test_noise_is_judged_and_never_a_crash(noise, start):
    said = judged(start + noise)
    assert said in SENTENCES or said in FileKind.values


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_good_file_that_was_hurt_is_judged_and_never_a_crash(good, wounds):
    hurt = bytearray(good)
    for place, value in wounds:
        hurt[place % len(hurt)] = value
    said = judged(bytes(hurt))
    assert said in SENTENCES or said in FileKind.values


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 10**6), st.binary(max_size=40))
def test_through_the_whole_reader_a_hurt_file_is_taken_or_refused(good, place, put):
    at = place % len(good)
    said = "taken"
    try:
        reader.examine(Sent(good[:at] + put + good[at:], "cv"))
    except Refused as refused:
        said = str(refused)
    assert said in {"taken", *SENTENCES.values()}


def test_the_good_pdf_of_these_tests_is_one_that_others_can_read():
    assert len(PdfReader(io.BytesIO(a_pdf(pages=3))).pages) == 3


@pytest.mark.parametrize("target", [
    "file:///C:\\Users\\Åsa\\AppData\\Roaming\\Microsoft\\Templates\\CV.dotx", "C:\\Mallar\\CV.dotx",
    "file:///d:/cv.dotx",
])  # fmt: skip
def test_a_word_file_made_from_a_template_on_its_own_disk_is_taken(target):
    sent = a_docx(rels=[("attachedTemplate", target, "External")])
    assert reader.examine(Sent(sent, "cv.docx")).content == sent
