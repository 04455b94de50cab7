"""The pages about the shortlist and the talks."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.assignments import actions, queries
from kollega.core import clock
from kollega.core.calendars import Meeting, calendar_file
from kollega.core.forms import TimesForm
from kollega.core.policy import policy, signed_in
from kollega.people.queries import actor


@policy(signed_in, sees="interests_for", methods=("POST",))
def shortlist(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put an answer on the shortlist."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.shortlist(interest, by=actor(request.user), today=clock.today())
    messages.success(request, f"{interest.person} är med i urvalet och har fått veta det.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="own_calls_for", methods=("GET", "POST"))
def times(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer times for talks, and see who has taken which."""
    call = get_object_or_404(queries.own_calls_for(request.user, clock.today()), pk=pk)
    form = TimesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("starts", "minutes", "place")}
        new = actions.offer_times(call, by=actor(request.user), **given)
        messages.success(request, f"{new} tider är tillagda. De som är med i urvalet har fått veta det.")
        return redirect("assignments:times", pk)
    context = {"form": form, "call": call, "times": queries.times_of(call), "invited": queries.on_the_shortlist(call)}
    return render(request, "assignments/times.html", context)


@policy(signed_in, sees="times_for", methods=("POST",))
def remove_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take away a time that nobody has taken."""
    time = get_object_or_404(queries.times_for(request.user, clock.today()), pk=pk)
    actions.remove_time(time, by=actor(request.user))
    messages.success(request, "Tiden är borttagen.")
    return redirect("assignments:times", time.call_id)


@policy(signed_in, sees="own_times_for", methods=("POST",))
def take_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a time to be met."""
    time = get_object_or_404(queries.own_times_for(request.user), pk=pk)
    interest = queries.answered_by(request.user, time.call)
    if interest is None:
        raise Http404
    actions.take_time(time, interest=interest, by=actor(request.user))
    messages.success(request, "Tiden är din. Lägg in den i din kalender.")
    return redirect("assignments:interest", interest.pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def cancel_talk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call off the talk."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.cancel_talk(interest, by=actor(request.user))
    messages.success(request, "Samtalet är inställt, och ni har båda fått veta det.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="interests_for")
def talk_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with the talk as a calendar file, which replaces or takes away what the calendar has."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    talk = interest.meeting
    if talk is None or not queries.takes_part(interest, actor(request.user)):
        raise Http404
    meeting = Meeting(
        uid=str(talk.pk), starts_at=talk.starts_at, ends_at=talk.starts_at + timedelta(minutes=talk.minutes),
        title=f"Samtal: {interest.call.title}", text=f"{interest.person} och {interest.call.contact}",
        place=talk.place, url=request.build_absolute_uri(reverse("assignments:interest", args=[pk])),
        sequence=talk.sequence, is_cancelled=talk.is_cancelled,
    )  # fmt: skip
    return calendar_file("samtal.ics", [meeting])
