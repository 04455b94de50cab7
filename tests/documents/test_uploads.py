"""What is sent in is held within its limits on the way, and a form that gets too much still says so itself."""

import io
import os
import socket
import subprocess
import tempfile
import time
from contextlib import suppress

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import include, path

from kollega.config.commands.demo import start_web, stop_all
from kollega.core.policy import everyone, policy
from kollega.documents.terms import HELP, LIMIT, MISSING, READ_OUT, SENTENCES
from kollega.documents.upload_field import UploadField
from kollega.documents.uploads import Bounded
from tests.documents.made import a_pdf
from tests.processes.demo import ROOT, answers, free_port

pytestmark = pytest.mark.django_db


class CvForm(forms.Form):
    name = forms.CharField(label="Namn")
    cv = UploadField(label="CV")
    more = UploadField(label="Bilaga", required=False)


@policy(everyone, methods=("GET", "POST"), once=False)
def sent(request):
    """Say what came, as a form would."""
    form = CvForm(request.POST, request.FILES)
    kind = form.cleaned_data["cv"].kind if form.is_valid() else ""
    said = (form["name"].value(), kind, form["cv"].errors.as_text())
    return HttpResponse("|".join(said), content_type="text/plain")


urlpatterns = [path("sent/", sent), path("", include("kollega.config.urls"))]
handler400 = "kollega.pages.views.not_read"
here = override_settings(ROOT_URLCONF=__name__)


def of(content, name="cv.pdf"):
    return SimpleUploadedFile(name, content)


@here
def test_a_good_file_comes_to_its_form(client):
    assert client.post("/sent/", {"name": "Åsa", "cv": of(a_pdf())}).content.decode() == "Åsa|pdf|"


@here
@pytest.mark.parametrize("size", [LIMIT + 1, 3 * LIMIT])
def test_too_large_a_file_is_the_forms_own_error_and_nothing_typed_is_lost(client, size):
    said = client.post("/sent/", {"name": "Åsa", "cv": of(b"a" * size)}).content.decode()
    assert said == f"Åsa||* {SENTENCES['large']}"


@here
def test_a_file_of_exactly_the_limit_is_read(client):
    text = b"a" * LIMIT
    assert client.post("/sent/", {"name": "Åsa", "cv": of(text, "a.txt")}).content.decode() == "Åsa|text|"


@here
def test_an_empty_file_and_none_at_all_are_told_apart(client):
    assert SENTENCES["empty"] in client.post("/sent/", {"name": "Åsa", "cv": of(b"")}).content.decode()
    assert MISSING in client.post("/sent/", {"name": "Åsa"}).content.decode()


@here
def test_a_body_that_nobody_waits_for_is_not_read_and_answered_in_plain_words(client):
    class Never(io.RawIOBase):
        def read(self, *_):
            pytest.fail("the body was read")

    answer = client.generic(
        "POST", "/sent/", b"a", content_type="multipart/form-data; boundary=a",
        **{"CONTENT_LENGTH": str(READ_OUT + 1), "wsgi.input": Never()},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "En fil får vara högst 10 MB" in answer.content.decode()


def test_what_a_form_holds_in_memory_is_bounded_over_all_its_files():
    handler = Bounded()
    sizes = []
    for number in range(4):
        handler.new_file("cv", f"{number}.txt", "text/plain", None)
        place = 0
        for _ in range(8):
            assert handler.receive_data_chunk(b"a" * 1_000_000, place) is None
            place += 1_000_000
        made = handler.file_complete(place)
        sizes.append((len(made.read()), made.size))
    assert sizes == [(8_000_000, 8_000_000)] * 2 + [(0, LIMIT + 1)] * 2
    assert handler.kept == 16_000_000


def test_no_file_is_written_on_the_way_in(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    request = RequestFactory().post("/sent/", {"name": "Åsa", "cv": of(b"a" * 9_000_000)})
    assert request.FILES["cv"].size == 9_000_000
    assert list(tmp_path.iterdir()) == []


def test_the_question_says_what_it_takes_to_people_and_to_the_browser():
    form = CvForm()
    shown = engines["django"].from_string("{% field of=form.cv %}").render({"form": form})
    assert HELP in shown
    assert 'accept=".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt"' in shown
    assert 'type="file"' in shown
    assert 'aria-describedby="id_cv-hint"' in shown


def test_a_question_that_may_be_left_is_left():
    form = CvForm({"name": "Åsa"}, {"cv": of(a_pdf())})
    assert form.is_valid()
    assert form.cleaned_data["more"] is None
    assert form.cleaned_data["cv"].content == a_pdf()


# Over a real server.


@pytest.fixture
def server():
    """The web server as it is run for real; refusing a body asks nothing of the database."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kollega.config.test_settings", "PYTHONPATH": str(ROOT / "src")
    }  # fmt: skip
    run = start_web(port, env=environment, output=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not answers(f"http://127.0.0.1:{port}") and time.monotonic() < until:
        time.sleep(0.1)
    yield port
    stop_all(run)


def test_a_real_server_answers_a_body_without_end_and_stops_reading(server):
    head = (
        b"POST /logga-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=a\r\n"
        b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"  # without it the answer is no before the body is asked for
        b"Content-Length: 50000000000\r\n\r\n--a\r\nContent-Disposition: form-data; name=cv; filename=a.pdf\r\n\r\n"
    )
    sent, answer = 0, b""
    with socket.create_connection(("127.0.0.1", server), timeout=20) as line:
        line.sendall(head)
        line.settimeout(0.05)
        until = time.monotonic() + 20
        while not answer and time.monotonic() < until and sent < 10 * READ_OUT:
            with suppress(OSError):
                sent += line.send(b"a" * 65_536)
            with suppress(OSError):
                answer = line.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < READ_OUT
