"""The page of a vacancy, and the pages where an HR contact arranges where the ads come from."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.catalogue.queries import listing_for
from kollega.core import clock, swedish
from kollega.core.incoming import Unreadable
from kollega.core.policy import everyone, policy
from kollega.core.workflow import Refused
from kollega.following.queries import kept_by
from kollega.people.queries import actor, carries
from kollega.people.terms import DutyKind
from kollega.sharing.formats import job_posting
from kollega.sharing.queries import VISITOR
from kollega.vacancies import actions, queries
from kollega.vacancies.forms import FeedForm
from kollega.vacancies.models import Feed
from kollega.vacancies.rules import SEE_ORIGINAL, days_left, is_open
from kollega.vacancies.terms import SHOWN_ROWS, FeedState, Source

CONTACTS = carries(DutyKind.CONTACT)
ROLE = "Du behöver vara HR-kontakt för att se annonskällorna."
DONE = {
    "run": "Källan körs inom en minut. Ladda om sidan för att se hur det gick.",
    "stop": "Källan är stoppad. Annonserna är kvar på listan.",
    "start": "Källan är startad och körs inom en minut.",
    "approve": "Tack. Annonserna tas bort inom en minut.",
}


@policy(everyone, sees="vacancies", kept=True)
def vacancy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an ad and where it is answered; one that is removed says so, and that it is gone."""
    found = queries.vacancy(pk)
    if found is None:
        raise Http404
    if found.source == Source.OWN:
        return redirect(urlsplit(found.url).path)
    is_national = found.source == Source.PLATSBANKEN
    listed = listing_for(VISITOR, clock.today(), pk)
    about = {
        "is_kept": kept_by(request.user, found.pk),
        "posting": job_posting(listed, root=settings.ADDRESS) | {"@context": "https://schema.org/"} if listed else None,
        "vacancy": found,
        "is_open": is_open(found, now=clock.now()),
        "days_left": days_left(found, today=clock.today()),
        "has_contacts": SEE_ORIGINAL in found.text,
        "read_text": "Läs annonsen på Platsbanken" if is_national else "Läs annonsen hos arbetsgivaren",
        "apply_text": "Sök via Platsbanken" if is_national else "Sök hos arbetsgivaren",
    }
    return render(request, "vacancies/vacancy.html", about, status=410 if found.removed_at else 200)


@policy(CONTACTS, sees="feeds_for", role=ROLE)
def feeds(request: HttpRequest) -> HttpResponse:
    """List where the ads of the person's employers come from, and how each source is doing."""
    return render(request, "vacancies/feeds.html", {"feeds": list(queries.feeds_for(request.user)[:200])})


@policy(CONTACTS, sees="feeds_for", role=ROLE)
def feed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a source: how it is doing, what the last run did, and what can be done."""
    found = get_object_or_404(queries.feeds_for(request.user), pk=pk)
    result = found.result or {}
    about = {
        "feed": found, "result": result, "rejected": result.get("rejected", []), "read_at": _when(found.last_ok_at),
        "more": result.get("bad", 0) - len(result.get("rejected", [])),
        "is_broken": found.state == FeedState.BROKEN,
        "asks": found.state == FeedState.ASKS and not found.may_remove_many,
    }  # fmt: skip
    return render(request, "vacancies/feed.html", about)


def _when(at: Any) -> str:
    """Return a moment as people say it."""
    local = at and at.astimezone(clock.STOCKHOLM)
    return f"{swedish.day(local.date())} klockan {local:%H.%M}" if local else ""


@policy(CONTACTS, sees="employers_to_feed", methods=("GET", "POST"), role=ROLE)
def new_feed(request: HttpRequest) -> HttpResponse:
    """Let the contact write where the ads are, see what is found there, and keep it."""
    return _form(request, Feed())


@policy(CONTACTS, sees="feeds_for", methods=("GET", "POST"), role=ROLE)
def edit_feed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the contact change a source."""
    return _form(request, get_object_or_404(queries.feeds_for(request.user), pk=pk))


def _form(request: HttpRequest, feed: Feed) -> HttpResponse:
    kept = {name: getattr(feed, name) for name in ("kind", "address", "every_hours", "is_whole", "employer_id")}
    initial = {} if feed._state.adding else kept | {"employer": kept.pop("employer_id")}
    form = FeedForm(request.POST or None, initial=initial, employers=queries.employers_to_feed(request.user))
    context: dict[str, Any] = {"form": form, "feed": feed, "is_new": feed._state.adding}
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(feed, name, value)
        if "try" in request.POST:
            context |= _trial(feed, form)
        else:
            try:
                actions.keep_feed(feed, by=actor(request.user))
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "Källan är sparad och körs inom en minut.")
                return redirect("vacancies:feed", feed.pk)
    return render(request, "vacancies/feed_form.html", context)


def _trial(feed: Feed, form: FeedForm) -> dict[str, Any]:
    """Return what the source gives now, row by row."""
    try:
        read, done, asks = actions.try_out(feed)
    except Unreadable as wrong:
        form.add_error("address", " ".join(wrong.reasons))
        return {}
    bad = [(row["row"], "", row["reason"]) for row in (done["rejected"] if done else read.rejected)]
    is_bad = {row for row, _, _ in bad}
    good = [(ad.row, ad.title, "") for ad in read.ads if ad.row not in is_bad]
    return {
        "trial": sorted([*bad, *good])[:SHOWN_ROWS], "found": len(good), "bad": len(bad), "gone": len(read.removals),
        "done": done, "trial_asks": asks, "hidden": max(0, len(good) + len(bad) - SHOWN_ROWS),
    }  # fmt: skip


@policy(CONTACTS, sees="feeds_for", methods=("POST",), role=ROLE)
def feed_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Run, stop or start a source, or say yes to a removal."""
    found = get_object_or_404(queries.feeds_for(request.user), pk=pk)
    if name not in DONE:
        raise Http404
    actions.steer_feed(found, name, by=actor(request.user))
    messages.success(request, DONE[name])
    return redirect("vacancies:feed", pk)
