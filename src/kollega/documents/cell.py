"""Where foreign bytes are read: a process of its own, that holds no secret, writes no file and ends itself in time.

Run by reader.py as a file, isolated (-I): it takes the bytes on its standard input and answers with one line of JSON,
the kind or the reason, and after it a picture that was written anew. Limits are set before anything else is imported.
"""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path

MEMORY = 768 * 1024 * 1024
WORK = 10
"""Seconds of work by the processor."""


def limit() -> None:
    """Give up what a reader of files has no use for."""
    for what, most in (
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CPU, WORK),
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_NOFILE, 32),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def judge(content: bytes) -> tuple[str, bytes]:
    """Return what kind the file is, and its bytes: as they came, or written anew where it is a picture.

    :raises Turned: when it may not be kept.
    """
    kinds = import_module("kollega.documents.kinds")
    kind = kinds.kind_of(content)
    if kind == "zip":
        return import_module("kollega.documents.kinds.packed").examined(content)
    if kind != "pdf":  # which looks for it behind the end of the file
        kinds.hold_one_kind(content)
    reads = {"pdf": "pdf", "text": "plain"}.get(kind, "pictures")
    return kind, import_module(f"kollega.documents.kinds.{reads}").examined(content)


def main() -> None:
    """Answer once. What goes wrong in any other way than being refused ends the process, which is an answer too."""
    kinds = import_module("kollega.documents.kinds")
    content = sys.stdin.buffer.read()
    try:
        kind, held = judge(content)
    except kinds.Turned as turned:
        said, held = {"reason": str(turned)}, b""
    else:
        said, held = {"kind": kind, "is_anew": held is not content}, b"" if held is content else held
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + held)


if __name__ == "__main__":
    limit()
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    main()
