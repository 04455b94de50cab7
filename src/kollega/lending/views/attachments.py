"""Pages for the files that belong to the terms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kollega.core.policy import policy, signed_in
from kollega.documents.download import answer
from kollega.lending import actions, queries
from kollega.lending.forms import AttachmentForm
from kollega.lending.rules.attachments import why_not_attach
from kollega.people.queries import actor


def attachment_context(by: Any, agreement: Any) -> dict[str, Any]:
    """Return the files of the terms as they stand, and the form where the reader may add one."""
    kept = list(agreement.version.attachments.select_related("file"))
    may = why_not_attach(by, agreement) is None
    return {"attachments": kept, "may_attach": may, "attachment_form": AttachmentForm() if may else None}


@policy(signed_in, sees="agreements_for", methods=("POST",))
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a file to the terms."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        kept = actions.attach(agreement, form.cleaned_data["file"], by=actor(request.user))
        messages.success(request, f"{kept} är tillagd.")
    else:
        messages.error(request, form.errors["file"][0])
    return redirect("lending:agreement", pk)


@policy(signed_in, sees="attachments_for")
def attachment(request: HttpRequest, pk: UUID, attachment: UUID) -> HttpResponse:
    """Give a file that belongs to the terms."""
    found = get_object_or_404(queries.attachments_for(request.user), pk=attachment, version__agreement=pk)
    return answer(found.file)


@policy(signed_in, sees="attachments_for", methods=("POST",))
def detach(request: HttpRequest, pk: UUID, attachment: UUID) -> HttpResponse:
    """Take a file away from the terms."""
    found = get_object_or_404(queries.attachments_for(request.user), pk=attachment, version__agreement=pk)
    actions.detach(found, by=actor(request.user))
    messages.success(request, f"{found} är borttagen.")
    return redirect("lending:agreement", pk)
