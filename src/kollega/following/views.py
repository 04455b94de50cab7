"""Pages about what one follows and has put aside."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from kollega.catalogue import address as choices
from kollega.catalogue.queries import listing_for
from kollega.catalogue.search import employers_named
from kollega.core import clock
from kollega.core.calendars import all_day, calendar_file
from kollega.core.policy import everyone, policy, signed_in
from kollega.following import actions, queries
from kollega.following.forms import FollowForm
from kollega.following.rules import side_by_side
from kollega.following.terms import BESIDE, Rhythm


@policy(signed_in, sees="searches_of")
def searches(request: HttpRequest) -> HttpResponse:
    """Show the searches the person follows."""
    return render(request, "following/searches.html", {
        "searches": queries.searches_of(request.user), "rhythms": Rhythm.choices
    })  # fmt: skip


@policy(signed_in, methods=("GET", "POST"))
def follow(request: HttpRequest) -> HttpResponse:
    """Follow the search that the address says, under a name."""
    asked = choices.asked(request.GET)
    network = queries.network_called(request.GET.get("natverk", ""))
    pills = choices.pills(asked, network, employers_named(asked.employer))
    named = ", ".join(pill["text"].strip("”") for pill in pills)[:120]
    form = FollowForm(request.POST or None, initial={"name": named or "Allt som är nytt"})
    if request.method == "POST" and form.is_valid():
        actions.follow(by=request.user, said=request.GET.urlencode(), network=network, **form.cleaned_data)
        messages.success(request, "Nu följer du sökningen.")
        return redirect("following:searches")
    return render(request, "following/follow.html", {"form": form, "pills": pills})


@policy(signed_in, sees="searches_of", methods=("POST",))
def rhythm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change how often a search is told of."""
    search = get_object_or_404(queries.searches_of(request.user), pk=pk)
    said = request.POST.get("rhythm", "")
    if said not in Rhythm.values:
        raise Http404
    actions.set_rhythm(search, rhythm=said)
    messages.success(request, f"{search.name}: {Rhythm(said).label.lower()}.")
    return redirect("following:searches")


@policy(signed_in, sees="searches_of", methods=("POST",))
def unfollow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget a search; the message says how to have it back."""
    search = get_object_or_404(queries.searches_of(request.user), pk=pk)
    actions.unfollow(search)
    messages.success(
        request, f"Du följer inte längre {search.name}. Sök igen och välj Följ sökningen om du ångrar dig."
    )
    return redirect("following:searches")


@csrf_exempt
@policy(everyone, sees="by_token", methods=("GET", "POST"), once=False)
def off(request: HttpRequest, token: UUID) -> HttpResponse:
    """Stop the mail about one search: one press on the page, or the mail program's own button (RFC 8058).

    The address is the secret of the person who got the mail, so no sign-in is asked for; stopping twice is stopping.
    """
    search = queries.by_token(token)
    if search is None:
        raise Http404
    if request.method == "POST":
        actions.set_rhythm(search, rhythm=Rhythm.NEVER)
    return render(request, "stop_mail.html", {
        "is_off": search.rhythm == Rhythm.NEVER, "about": search.name, "asked": search.name,
        "meaning": "Du får inga fler mejl om just den sökningen.",
        "kept": "Sökningen finns kvar under Det du följer, om du vill ha mejl igen.",
    })  # fmt: skip


@csrf_exempt
@policy(everyone, sees="person_of", methods=("GET", "POST"), once=False)
def off_all(request: HttpRequest, seal: str) -> HttpResponse:
    """Stop the mail about everything someone follows, from the mail program's own button (RFC 8058)."""
    person = queries.person_of(seal)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.silence(person)
    return render(request, "stop_mail.html", {
        "is_off": request.method == "POST", "about": "det du följer", "asked": "allt du följer",
        "meaning": "Du får inga fler mejl om dina sökningar.",
        "kept": "Sökningarna finns kvar, om du vill ha mejl igen.",
    })  # fmt: skip


@policy(signed_in, sees="favourites_of")
def favourites(request: HttpRequest) -> HttpResponse:
    """Show what the person has put aside, and the address of their own calendar."""
    key = getattr(request.user, "calendar_key", None)
    address = request.build_absolute_uri(reverse("following:calendar", args=[key.token])) if key else ""
    kept = queries.favourites_of(request.user, clock.today())
    return render(request, "following/favourites.html", {"kept": kept, "calendar_address": address})


@policy(everyone, sees="listings_for")
def compare(request: HttpRequest) -> HttpResponse:
    """Show two things on offer side by side; the address holds which, so that it can be handed on."""
    chosen = queries.to_compare(request.user, clock.today(), request.GET.getlist("id"))
    context = {"chosen": chosen, "rows": side_by_side(chosen) if len(chosen) == BESIDE else []}
    return render(request, "following/compare.html", context)


@policy(signed_in, sees="catalogue.listing_for", methods=("POST",))
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a listing aside."""
    listing = listing_for(request.user, clock.today(), pk)
    if listing is None:
        raise Http404
    actions.keep(listing, by=request.user)
    messages.success(request, "Sparat. Du hittar det under Mitt, Sparat.")
    return redirect(_back(request, listing.url))


@policy(signed_in, methods=("POST",))
def let_go(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a listing back; nothing happens to one that was not put aside."""
    actions.let_go(pk, by=request.user)
    messages.success(request, "Borttaget ur Sparat.")
    return redirect(_back(request, reverse("following:favourites")))


def _back(request: HttpRequest, otherwise: str) -> str:
    said = request.POST.get("tillbaka", "")
    is_ours = said.startswith("/") and url_has_allowed_host_and_scheme(said, allowed_hosts=None)
    return said if is_ours else otherwise


@policy(signed_in, methods=("POST",))
def new_calendar(request: HttpRequest) -> HttpResponse:
    """Give the person's calendar a new secret address."""
    actions.open_calendar(by=request.user)
    messages.success(request, "Kalendern har fått en ny adress. Den gamla fungerar inte längre.")
    return redirect("following:favourites")


@policy(everyone, sees="calendar_of")
def calendar(request: HttpRequest, token: UUID) -> HttpResponse:
    """Give the last days of what a person has put aside and may still see, to whoever knows the secret address."""
    key = queries.calendar_of(token)
    if key is None:
        raise Http404
    events = [
        all_day(
            uid=f"sparat-{kept.listing_id}", day=kept.listing.closes_on, title=f"Sista dag: {kept.listing.title}",
            text=kept.listing.employer_name, url=request.build_absolute_uri(kept.listing.url),
        )
        for kept, is_open in queries.favourites_of(key.person, clock.today())
        if is_open and kept.listing.closes_on
    ]  # fmt: skip
    return calendar_file("sparat.ics", events)
