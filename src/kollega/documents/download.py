"""A file on its way out: always as a download, of the kind that its content has, and nothing that a browser runs."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kollega.documents.models import File
from kollega.documents.queries import content_of
from kollega.documents.rules import clean_name, content_type


def answer(file: File, *, name: str = "") -> HttpResponse:
    """Answer with the file. Whoever calls this has already decided that the person may have it.

    :param name: what the file is called when it is saved, where that is not its own name.
    """
    content = content_of(file)
    return HttpResponse(content, headers={
        "Content-Type": content_type(file.kind, content),
        "Content-Disposition": content_disposition_header(True, clean_name(name or file.name, file.kind)),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    })  # fmt: skip
