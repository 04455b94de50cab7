"""A file is kept beside the log that says so, leaves as a download, and is erased at once."""

import hashlib

import pytest
from django.db import IntegrityError, transaction

from kollega.core.log import Entry
from kollega.documents import actions, download, queries, reader, records
from kollega.documents.models import Content, File
from kollega.documents.reader import Examined
from kollega.documents.rules import clean_name
from tests import builders
from tests.documents.made import Sent, a_docx, a_pdf, a_picture

pytestmark = pytest.mark.django_db


def kept(content=None, name="Mitt CV.pdf", owner=None, by=None) -> File:
    examined = reader.examine(Sent(content or a_pdf(), name))
    return actions.keep(examined, owner=owner or builders.an_employer(), by=by or builders.a_person())


def said_of(file) -> list[tuple[str, dict]]:
    lines = Entry.objects.filter(object_id=file.pk).select_related("payload").order_by("id")
    return [(line.verb, line.said()["facts"]) for line in lines]


def test_a_kept_file_is_whole_and_the_log_has_its_digest_but_not_its_name():
    owner, by = builders.an_employer(), builders.a_person()
    file = kept(owner=owner, by=by)
    assert (file.name, file.kind, file.owner, file.kept_by) == ("Mitt CV.pdf", "pdf", owner, by)
    assert queries.content_of(file) == a_pdf()
    assert file.digest == hashlib.sha256(a_pdf()).hexdigest()
    [(verb, facts)] = said_of(file)
    assert (verb, facts) == ("file.kept", {"digest": file.digest, "kind": "pdf"})
    assert Entry.objects.get(object_id=file.pk).chain == str(owner.pk)


def test_a_file_that_is_dropped_is_gone_at_once_with_all_it_held_and_twice_is_once():
    file, other = kept(), kept()
    by = builders.a_person()
    actions.drop(file, by=by)
    actions.drop(file, by=by)
    assert list(File.objects.all()) == [other]
    assert list(Content.objects.values_list("file", flat=True)) == [other.pk]
    assert [verb for verb, _ in said_of(File(pk=file.pk))] == ["file.kept", "file.dropped"]


def test_a_list_of_files_never_reads_what_they_hold(django_assert_num_queries):
    kept(), kept(a_docx(), "b.docx")
    with django_assert_num_queries(1) as seen:
        assert {str(file) for file in File.objects.select_related("owner")} == {"Mitt CV.pdf", "b.docx"}
    assert "documents_content" not in seen.captured_queries[0]["sql"]


def test_the_database_holds_no_file_above_the_limit_nor_one_without_a_name():
    owner, by = builders.an_employer(), builders.a_person()
    for wrong in (Examined("a.pdf", "pdf", 0, "a" * 64, b""), Examined("a.pdf", "pdf", 10_000_001, "a" * 64, b"a"),
                  Examined("", "pdf", 1, "a" * 64, b"a")):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.keep(wrong, owner=owner, by=by)
    assert not File.objects.exists()


def test_a_file_leaves_as_a_download_that_no_browser_runs():
    answer = download.answer(kept(name="Åsas cv.pdf"))
    assert answer.content == a_pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%85sas%20cv.pdf"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (a_picture(), "a.png", "image/png"),
        (a_picture("JPEG"), "a.jpg", "image/jpeg"),
        (a_docx(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("Åsa\n".encode(), "a.txt", "text/plain; charset=utf-8"),
        ("Åsa\n".encode("latin-1"), "a.txt", "text/plain; charset=iso-8859-1"),
    ],
)
def test_a_file_is_answered_as_what_it_is(content, name, said):
    assert download.answer(kept(content, name))["Content-Type"] == said


@pytest.mark.parametrize(
    ("sent", "kept_as"),
    [
        ("cv.pdf", "cv.pdf"),
        ("CV.PDF", "CV.pdf"),
        ("cv.pdf.exe", "cv.pdf.pdf"),
        ("cv", "cv.pdf"),
        ("", "fil.pdf"),
        ("...", "fil.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Åsa\\Ansökan 2.pdf", "Ansökan 2.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a b Set-Cookie x.pdf"),
        ("fdp.\u202eexe", "fdp. exe.pdf"),
        ("a\u2028b\x00c.pdf", "a b c.pdf"),
        ("Mitt cv, version 3.2 slutlig", "Mitt cv, version 3.2 slutlig.pdf"),
        ("å" * 300 + ".pdf", "å" * 116 + ".pdf"),
        ("A\u030asa.pdf", "Åsa.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_ends_as_its_content_does(sent, kept_as):
    assert clean_name(sent, "pdf") == kept_as
    assert len(kept_as) <= 120


def test_a_name_given_at_the_download_cannot_break_out_of_its_header():
    said = download.answer(kept(), name='x"\r\nSet-Cookie: a=b.pdf')["Content-Disposition"]
    assert "\n" not in said
    assert said == 'attachment; filename="x Set-Cookie a=b.pdf"'


def test_a_person_is_told_which_files_they_sent(django_assert_num_queries):
    by = builders.a_person()
    file = kept(by=by)
    kept()
    with django_assert_num_queries(1):
        told = records.about(by)
    assert [row["Namn"] for row in told["Filer du har skickat in"]] == [file.name]
    assert told["Filer du har skickat in"][0]["Kontrollsumma (SHA-256)"] == file.digest
