"""What a page is told while someone types, without being shown anew."""

from django.http import HttpResponse


def said_in_passing(text: str, *, status: int = 200) -> HttpResponse:
    """Answer a script of ours with one sentence, which it shows beside the form."""
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
