"""The demo's own pages: be someone in the story, read their mail, and move time."""

from datetime import timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.policy import policy
from kollega.demo import actions
from kollega.demo.cast import EVERYONE, OTHERS, STORY
from kollega.demo.queries import in_the_demo, letters_to, on_its_way
from kollega.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
JUMPS = {"dag": timedelta(days=1), "vecka": timedelta(days=7), "manad": timedelta(days=31)}


@policy(in_the_demo)
def people(request: HttpRequest) -> HttpResponse:
    """List the persons of the story, in the order they act, and after them everyone else."""
    found = {p.email: p for p in Person.objects.filter(email__in=[r.email for r in EVERYONE])}
    groups = [(title, [(found[r.email], r) for r in rows if r.email in found]) for title, rows in STORY]
    others = [(found[r.email], r) for r in OTHERS if r.email in found]
    return render(request, "demo/people.html", {"groups": groups, "others": others})


@policy(in_the_demo, methods=("POST",))
def become(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign in as a person of the demo."""
    person = get_object_or_404(Person, pk=pk, email__endswith="@exempel.invalid")
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    messages.success(request, f"Nu är du {person}.")
    return redirect("pages:home")


@policy(in_the_demo)
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the mail that the product has sent, to the signed-in person or to all."""
    is_all = "alla" in request.GET or not request.user.is_authenticated
    letters = letters_to("" if is_all else request.user.email)[:60]
    return render(request, "demo/mailbox.html", {"letters": letters, "is_all": is_all})


@policy(in_the_demo)
def time(request: HttpRequest) -> HttpResponse:
    """Show what day it is, and the days worth jumping to; while time moves, how far it has come."""
    today, way = clock.today(), on_its_way()
    shown = {"now": clock.now(), "way": way, "jumps": [] if way else actions.days_ahead(today)}
    if way:
        left, to = way
        shown |= {"done": (today - left).days, "of": (to - left).days}
    return render(request, "demo/time.html", shown)


@policy(in_the_demo, methods=("POST",))
def move(request: HttpRequest) -> HttpResponse:
    """Move time forward, a day at a time, so that everything that belongs to those days happens."""
    today = clock.today()
    length = JUMPS.get(request.POST.get("hopp", ""))
    actions.set_out_for(today + length if length else actions.day_named(request.POST.get("till", ""), today))
    return redirect("demo:time")
