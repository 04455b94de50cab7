"""The pages about requests, suggestions and offers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.lending import queries as lending
from kollega.people.queries import actor, carries, employers_carrying, has_reports, may_announce, reports_of
from kollega.people.terms import DutyKind
from kollega.requesting import actions, queries
from kollega.requesting.forms import EnquiryForm, OfferForm, RequestForm, SuggestForm
from kollega.requesting.rules import OFFER, REQUEST, SUGGESTION, only_asked

CONTACT = "Du behöver vara HR-kontakt för att fråga en annan arbetsgivare."
MANAGER = "Du behöver vara chef för att erbjuda en medarbetare."
EITHER = "Du behöver vara chef eller HR-kontakt."
DONE = {
    "withdraw": "Förfrågan är återtagen.",
    "decline": "Svaret är skickat.",
    "accept": "Tack, ditt ja är sparat.",
    "refuse": "Ditt nej är sparat.",
    "support": "Ditt ja är sparat. Nu får den som frågar veta vem det är.",
    "hold": "Ditt svar är skickat.",
    "consent": "Nu ser HR i nätverket erbjudandet, utan ditt namn.",
    "end": "Erbjudandet är avslutat.",
}


@policy(may_announce, role=EITHER)
def requests(request: HttpRequest) -> HttpResponse:
    """List what is asked and offered: by us, of us, and without names in the network."""
    person, today = request.user, clock.today()
    by = actor(person)
    context = {
        "is_contact": by.carries(DutyKind.CONTACT),
        "is_manager": bool(by.manages_at),
        "requests": queries.requests_for(person)[:100],
        "offers": queries.open_offers_for(person, today)[:100],
        "own_offers": queries.offers_for(person)[:50],
    }
    return render(request, "requesting/requests.html", context)


@policy(carries(DutyKind.CONTACT), methods=("GET", "POST"), role=CONTACT)
def new_request(request: HttpRequest) -> HttpResponse:
    """Ask another employer for someone."""
    form = RequestForm(request.POST or None, members=queries.members_to_ask(request.user, clock.today()))
    if request.method == "POST" and form.is_valid():
        try:
            made = _ask(request, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made.asked} har fått frågan.")
            return redirect("requesting:request", made.pk)
    return render(request, "requesting/request_form.html", {"form": form})


def _ask(request: HttpRequest, **about: Any) -> Any:
    """Ask for the employer where the person is contact and that shares a network with the one that is asked."""
    by, today = actor(request.user), clock.today()
    own = list(employers_carrying(request.user, DutyKind.CONTACT))
    sharing = [employer for employer in own if queries.shared_membership(employer, about["asked"], today)]
    if not own:
        raise Http404
    return actions.ask(asker=(sharing or own)[0], by=by, today=today, **about)


@policy(signed_in, sees="requests_for")
def request_page(request: HttpRequest, pk: UUID, **forms: Any) -> HttpResponse:
    """Show a request to both contacts; who is suggested is shown to those who may read it."""
    asked = get_object_or_404(queries.requests_for(request.user), pk=pk)
    by = actor(request.user)
    steps = {step.name: step for step in REQUEST.open_to(by, asked)}
    suggestions = list(queries.suggestions_for(request.user).filter(request=asked))
    loans = lending.of_origins([s.pk for s in suggestions])
    context = {
        "asked": asked,
        "steps": steps,
        "suggestions": [(s, loans.get(s.pk)) for s in suggestions],
        "suggest_form": SuggestForm()
        if asked.state == "asked" and not asked.offer_id and not only_asked(by, asked)
        else None,
        "is_asker": by.is_contact_at(asked.asker_id),
        "holder": REQUEST.holder_of(asked),
        "events": moments(asked),
    }
    return render(request, "requesting/request.html", context | forms)


@policy(signed_in, sees="requests_for", methods=("POST",))
def request_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Take a request back, or say no to it."""
    asked = get_object_or_404(queries.requests_for(request.user), pk=pk)
    given: dict[str, Any] = {"by": actor(request.user), "today": clock.today()}
    if name == "decline":
        actions.decline(asked, reason=_reason(request), **given)
    elif name == "withdraw":
        actions.withdraw(asked, **given)
    else:
        raise Http404
    messages.success(request, DONE[name])
    return redirect("requesting:request", pk)


@policy(signed_in, sees="requests_for", methods=("POST",))
def suggest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Suggest an employee, who is asked first."""
    asked = get_object_or_404(queries.requests_for(request.user), pk=pk)
    form = SuggestForm(request.POST)
    if not form.is_valid():
        return request_page(request, pk, suggest_form=form)
    made = actions.suggest(asked, said=form.cleaned_data["said"], by=actor(request.user), today=clock.today())
    messages.success(
        request, f"{made.person} är tillfrågad. Ingen annan får veta det innan {made.person.given_name} svarar."
    )
    return redirect("requesting:request", pk)


@policy(signed_in, sees="suggestions_for")
def suggestion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one suggestion: to the person, the manager, and the contacts who may read who it is."""
    found = get_object_or_404(queries.suggestions_for(request.user), pk=pk)
    by = actor(request.user)
    context = {
        "suggestion": found,
        "asked": found.request,
        "steps": {step.name: step for step in SUGGESTION.open_to(by, found)},
        "is_mine": found.employment.person_id == by.pk,
        "holder": SUGGESTION.holder_of(found),
        "loan": lending.of_origins([found.pk]).get(found.pk),
        "events": moments(found),
    }
    return render(request, "requesting/suggestion.html", context)


@policy(signed_in, sees="suggestions_for", methods=("POST",))
def suggestion_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Answer for oneself, as manager, or choose."""
    found = get_object_or_404(queries.suggestions_for(request.user), pk=pk)
    given: dict[str, Any] = {"by": actor(request.user), "today": clock.today()}
    if name == "choose":
        agreement = actions.choose(found, **given)
        messages.success(request, f"{found.person} är vald. HR-kontakten hos {agreement.lender} skriver nu villkoren.")
        return redirect("lending:agreement", agreement.pk)
    if name == "hold":
        given["reason"] = _reason(request)
    if name not in {"accept", "refuse", "support", "hold"}:
        raise Http404
    getattr(actions, name)(found, **given)
    messages.success(request, DONE[name])
    return redirect("requesting:suggestion", pk)


@policy(has_reports, methods=("GET", "POST"), role=MANAGER)
def new_offer(request: HttpRequest) -> HttpResponse:
    """Offer a colleague who wants to try something new."""
    form = OfferForm(request.POST or None, reports=reports_of(request.user, clock.today()))
    if request.method == "POST" and form.is_valid():
        try:
            made = _offer(request, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made.employment.person} är tillfrågad. Ingen annan ser det innan.")
            return redirect("requesting:offer", made.pk)
    return render(request, "requesting/offer_form.html", {"form": form})


def _offer(request: HttpRequest, *, employment: Any, **about: Any) -> Any:
    by, today = actor(request.user), clock.today()
    membership = queries.membership_of(employment.employer, today)
    if membership is None:
        raise Refused("Er arbetsgivare är inte med i något nätverk.")
    return actions.offer(employment=employment, network=membership.network, by=by, today=today, **about)


@policy(signed_in, sees="offers_for")
def offer(request: HttpRequest, pk: UUID, **forms: Any) -> HttpResponse:
    """Show an offer: by name to the person and the manager, without a name to HR in the network."""
    by, today = actor(request.user), clock.today()
    known = queries.offers_for(request.user).filter(pk=pk).first()
    if known is None:
        shown = get_object_or_404(queries.open_offers_for(request.user, today), pk=pk)
        context = {"offer": shown, "form": EnquiryForm(initial={"share": shown.share})}
        return render(request, "requesting/offered.html", context | forms)
    steps = {step.name for step in OFFER.open_to(by, known)}
    context = {"offer": known, "steps": steps, "is_mine": known.employment.person_id == by.pk, "events": moments(known)}
    return render(request, "requesting/offer.html", context)


@policy(signed_in, sees="offers_for", methods=("POST",))
def offer_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Agree to be offered, or stop it."""
    found = get_object_or_404(queries.offers_for(request.user), pk=pk)
    if name not in {"consent", "end"}:
        raise Http404
    getattr(actions, name)(found, by=actor(request.user), today=clock.today())
    messages.success(request, DONE[name])
    return redirect("requesting:offer", pk)


@policy(carries(DutyKind.CONTACT), sees="open_offers_for", methods=("POST",), role=CONTACT)
def enquire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the one who is offered, without knowing who it is."""
    shown = get_object_or_404(queries.open_offers_for(request.user, clock.today()), pk=pk)
    form = EnquiryForm(request.POST)
    if not form.is_valid():
        return offer(request, pk, form=form)
    made = _ask(request, asked=shown.employment.employer, offer=shown, **form.cleaned_data)
    messages.success(request, "Frågan är ställd. Du får veta vem det är om personen säger ja.")
    return redirect("requesting:request", made.pk)


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(e) for errors in form.errors.values() for e in errors))
    return form.cleaned_data["reason"]
