"""What a page is told while someone types, without being shown anew."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse

from kollega.core import clock
from kollega.core.workflow import Refused


def kept_in_passing(form: forms.BaseForm, keep: Callable[[], object]) -> HttpResponse:
    """Keep what a form holds while it is written, and answer the page's script with one sentence to show beside it.

    :param keep: stores what is in the form; may refuse.
    """
    if not form.is_valid():
        return _said("Inte sparat än. Något behöver ändras.", status=422)
    try:
        keep()
    except Refused as refused:
        return _said(str(refused), status=409)
    return _said(f"Sparat klockan {clock.now().astimezone(clock.STOCKHOLM):%H.%M}")


def _said(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
