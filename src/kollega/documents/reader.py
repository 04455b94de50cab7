"""The one reader of what people send in: the size here, everything else in a process that can do no harm."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kollega.core.workflow import Refused
from kollega.documents.rules import clean_name
from kollega.documents.terms import AT_ONCE, LIMIT, SECONDS, SENTENCES, FileKind

CELL = Path(__file__).with_name("cell.py")
ALL_WE_PASS_ON = {"LANG": "C.UTF-8", "PATH": "/nonexistent"}
"""The whole environment of the process that reads: no address of a database and no key."""
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Examined:
    """A file that may be kept: what it is by its content, under its sender's name made harmless."""

    name: str
    kind: str
    size: int
    digest: str
    content: bytes = field(repr=False)


def examine(upload: Any) -> Examined:
    """Read a file that someone sent in, and return it as it may be kept.

    :param upload: anything with a name and a `read`; its own word about its size and kind is not believed.
    :raises Refused: with what to do, when the file is empty, too large, of another kind, damaged, or could do harm.
    """
    content = _content(upload)
    said, anew = _asked(content)
    if "kind" not in said:
        raise Refused(SENTENCES.get(said.get("reason", ""), SENTENCES["broken"]))
    kind = FileKind(said["kind"])
    kept = anew if said.get("is_anew") else content
    if not 0 < len(kept) <= LIMIT:
        raise Refused(SENTENCES["large"])
    return Examined(clean_name(str(upload.name or ""), kind), kind, len(kept), hashlib.sha256(kept).hexdigest(), kept)


def _content(upload: Any) -> bytes:
    """Return what was sent, of which never more than the limit is read."""
    if (getattr(upload, "size", 0) or 0) > LIMIT:
        raise Refused(SENTENCES["large"])
    content = upload.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise Refused(SENTENCES["large"])
    if not content:
        raise Refused(SENTENCES["empty"])
    return content


def _asked(content: bytes) -> tuple[dict, bytes]:
    """Return what the cell answers, and the picture it wrote anew."""
    with _a_place(), tempfile.TemporaryFile() as sent:
        sent.write(content)
        sent.seek(0)
        answer, is_late = _answer(sent)
    if is_late:
        raise Refused(SENTENCES["slow"])
    line, _, anew = answer.partition(b"\n")
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    return (said, anew) if isinstance(said, dict) else ({}, b"")


@contextmanager
def _a_place() -> Iterator[None]:
    """Wait for one of the few places, so that many files at once never take all the memory."""
    if not _places.acquire(timeout=SECONDS):
        raise Refused(SENTENCES["busy"])
    try:
        yield
    finally:
        _places.release()


def _answer(sent: IO[bytes]) -> tuple[bytes, bool]:
    """Run the cell on the file; return its answer, never more than a file may be, and whether it took too long."""
    run = subprocess.Popen(
        [sys.executable, "-I", "-B", str(CELL)], stdin=sent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=ALL_WE_PASS_ON, cwd="/", start_new_session=True, close_fds=True,
    )  # fmt: skip
    late = threading.Event()
    watch = threading.Timer(SECONDS, _end, [run, late])
    watch.daemon = True
    watch.start()
    try:
        assert run.stdout is not None
        answer = run.stdout.read(LIMIT + 10_000)
        run.stdout.close()
        run.wait()
    finally:
        watch.cancel()
        _end(run)
    # The processor's own limit ends the process by a signal: that is late too, and so is the clock's.
    return answer, late.is_set() or run.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def _end(run: subprocess.Popen, late: threading.Event | None = None) -> None:
    """End the process and whatever it may have started."""
    if late is not None and run.poll() is None:
        late.set()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
