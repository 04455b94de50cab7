"""Pages for letting someone outside the round read one application, and for reading it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.applications import actions, queries
from kollega.applications.forms import ShowForm
from kollega.core import clock
from kollega.core.policy import policy, signed_in
from kollega.core.workflow import Refused
from kollega.people.queries import actor
from kollega.recruiting import queries as recruiting


@policy(signed_in, sees="moved_by", methods=("GET", "POST"))
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the application to someone more, and see who may read it."""
    found = get_object_or_404(queries.moved_by(request.user), pk=pk)
    form = ShowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        readers = queries.readers_named(found.recruitment, form.cleaned_data["who"], clock.today())
        if len(readers) != 1:
            form.add_error("who", _who_was_meant(readers))
        else:
            [(person, employer)] = readers
            try:
                actions.show(found, to=person, at=employer, reason=form.cleaned_data["reason"], by=actor(request.user))
            except Refused as refused:
                form.add_error("who", str(refused))
            else:
                messages.success(request, f"{person} kan läsa ansökan och har fått veta det.")
                return redirect("applications:show", pk)
    context = {"application": found, "form": form, "showings": queries.showings_of(found)}
    return render(request, "applications/show.html", context)


def _who_was_meant(readers: list[Any]) -> str:
    if not readers:
        return "Vi hittar ingen chef hos er, och ingen HR hos en annan medlem, som heter så. Skriv hela namnet."
    said = ", ".join(f"{person} ({employer})" for person, employer in readers[:4])
    return f"Flera heter så: {said}. Skriv hela namnet eller adressen."


@policy(signed_in, sees="showings_for", methods=("POST",))
def hide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let someone read the application no more."""
    found = get_object_or_404(queries.showings_for(request.user), pk=pk)
    actions.hide(found, by=actor(request.user))
    messages.success(request, "Ansökan visas inte längre för den personen.")
    return redirect("applications:show", found.application_id)


@policy(signed_in, sees="shown_for")
def shown(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let someone outside the round read what the applicant wrote; judgements are not shown. It counts as reading."""
    found = get_object_or_404(queries.shown_for(request.user), pk=pk)
    application = found.application
    actions.note_reading(application, by=request.user, today=clock.today())
    answers = queries.said_in(application)
    context = {
        "showing": found, "application": application, "recruitment": application.recruitment,
        "files": queries.files_of(application), "is_shown": True,
        "answers": [
            (q, {"yes": "Ja", "no": "Nej"}.get(said := answers.get(q.pk, ""), said))
            for q in recruiting.questions_of(application.recruitment)
        ],
    }  # fmt: skip
    return render(request, "applications/shown.html", context)
