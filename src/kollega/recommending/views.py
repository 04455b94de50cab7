"""The page of what suits a person, which only they see, and its switches."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from kollega.catalogue.queries import listing_for
from kollega.core import clock
from kollega.core.policy import back, everyone, policy, signed_in
from kollega.people import actions as people
from kollega.recommending import actions, queries


@policy(signed_in, sees="suggestions_for")
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show what suits the person, each with why, and how it is chosen."""
    me, today = request.user, clock.today()
    found = queries.suggestions_for(me, today)
    return render(request, "recommending/suggestions.html", {
        "found": found,
        "hidden": queries.hidden_by(me).count(),
        "is_off": not found and queries.has_turned_off(me),
        "has_said": bool(found) or queries.has_said_anything(me),
        "is_mailed": queries.wants_mail(me),
    })  # fmt: skip


@policy(signed_in, methods=("POST",))
def switch(request: HttpRequest) -> HttpResponse:
    """Turn suggestions off or on, in one press."""
    is_on = request.POST.get("on") == "1"
    people.switch_suggestions(request.user, on=is_on)
    said = (
        "Nu får du förslag igen." if is_on else "Förslagen är avstängda. Sätt på dem igen när du vill under Passar dig."
    )
    messages.success(request, said)
    return redirect("recommending:suggestions")


@policy(signed_in, sees="catalogue.listing_for", methods=("POST",))
def hide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hide one listing for the person; the message says how to have it back."""
    listing = listing_for(request.user, clock.today(), pk)
    if listing is None:
        raise Http404
    actions.hide(listing, by=request.user)
    messages.success(request, f"{listing.title} visas inte mer som förslag. Under Passar dig kan du visa det igen.")
    came_from = back(request)
    return redirect(came_from if came_from in {reverse("pages:home")} else "recommending:suggestions")


@policy(signed_in, methods=("POST",))
def show_again(request: HttpRequest) -> HttpResponse:
    """Let all that the person has hidden be suggested again."""
    actions.show_again(by=request.user)
    messages.success(request, "Det du hade dolt kan visas igen.")
    return redirect("recommending:suggestions")


@csrf_exempt
@policy(everyone, sees="person_of", methods=("GET", "POST"), once=False)
def stop(request: HttpRequest, seal: str) -> HttpResponse:
    """Stop the weekly letter: one press on the page, or the mail program's own button (RFC 8058).

    The sealed address is the secret of the person who got the letter, so no sign-in is asked for.
    """
    person = queries.person_of(seal)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_mail(person)
    return render(request, "stop_mail.html", {
        "is_off": request.method == "POST", "about": "det som passar dig", "asked": "det som passar dig",
        "meaning": "Förslagen finns kvar på din startsida.",
        "kept": "Förslagen finns kvar på din startsida. Vill du ha mejl igen, säg ja under Samtycken.",
    })  # fmt: skip
