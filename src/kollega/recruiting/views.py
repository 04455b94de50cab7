"""Pages about an employer's own vacancies: writing, reviewing, announcing, deciding, and the notice board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.assignments import queries as assignments
from kollega.core import clock
from kollega.core.forms import ReasonForm
from kollega.core.passing import kept_in_passing
from kollega.core.policy import everyone, policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.following.queries import kept_by
from kollega.lending import queries as lending
from kollega.networks.models import Employer, Network
from kollega.networks.queries import groups_of
from kollega.people.queries import actor, carries, may_announce, memberships_to_announce_in
from kollega.people.terms import DutyKind
from kollega.recruiting import actions, files, queries
from kollega.recruiting.forms import FIELDS, PAGES, DecisionForm, ExtendForm, FilingForm, NewForm, RulesForm
from kollega.recruiting.rules import (
    RECRUITMENT,
    has_legal_force,
    is_posted,
    may_write,
    only_contact,
    why_not_fill,
    why_not_open,
    worth_knowing,
)
from kollega.recruiting.terms import WRITABLE, State, Weight
from kollega.taxonomy.queries import suggest
from kollega.taxonomy.terms import Kind

ROLE = "Du behöver vara chef eller HR-kontakt för att annonsera jobb."
SUGGESTED = {"yrke": Kind.OCCUPATION, "kommun": Kind.MUNICIPALITY}
STEPS = {"submit", "approve", "send_back", "schedule", "publish", "close", "withdraw", "leave", "break_off"}
WITHOUT_A_DAY = {"leave", "break_off"}
DONE = {
    "submit": "Annonsen är skickad till HR-kontakten.",
    "approve": "Annonsen är godkänd och kan publiceras.",
    "send_back": "Annonsen är tillbaka hos den som rekryterar.",
    "schedule": "Annonsen publiceras den dag ni har valt.",
    "publish": "Annonsen är publicerad på den gemensamma listan.",
    "close": "Annonsen är stängd.",
    "withdraw": "Annonsen är tillbakadragen.",
    "leave": "Det är noterat att ingen anställdes.",
    "break_off": "Rekryteringen är avbruten.",
}


@policy(may_announce, sees="recruitments_for", role=ROLE)
def recruitments(request: HttpRequest) -> HttpResponse:
    """List the vacancies that the person handles."""
    found = queries.recruitments_for(request.user)[:200]
    return render(request, "recruiting/recruitments.html", {
        "recruitments": found, "ruled": queries.employers_ruled_by(request.user)
    })  # fmt: skip


@policy(may_announce, methods=("GET", "POST"), role=ROLE)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a vacancy with its heading; it is a draft from the first moment."""
    places = memberships_to_announce_in(request.user, clock.today())
    if not places:
        raise Http404
    form = NewForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        place = form.places[form.cleaned_data["place"]]
        made = actions.draft(
            title=form.cleaned_data["title"], employer=place.employer, network=place.network, by=actor(request.user)
        )
        return redirect("recruiting:page", made.pk, next(iter(PAGES)))
    return render(request, "recruiting/new.html", {"form": form})


@policy(signed_in, sees="recruitments_for")
def recruitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a vacancy has come, and what can be done with it now."""
    today, by = clock.today(), actor(request.user)
    found = get_object_or_404(queries.recruitments_for(request.user), pk=pk)
    house, criteria = queries.rules_of(found.employer_id), queries.criteria_of(found)
    steps = [s for s in RECRUITMENT.open_to(by, found) if s.name in STEPS]
    if found.publish_on is None or found.publish_on <= today:
        steps = [s for s in steps if s.name != "schedule"]
    context = {
        "recruitment": found,
        "missing": why_not_open(found, criteria, house, today=today) if found.state in WRITABLE else [],
        "can_write": may_write(by, found),
        "can_extend": RECRUITMENT.refusal("extend", obj=found, by=by) is None and found.apply_by is not None,
        "can_fill": RECRUITMENT.refusal("fill", obj=found, by=by) is None,
        "is_contact": only_contact(by, found) is None,
        "can_file": found.published_at is not None and only_contact(by, found) is None,
        "steps": steps,
        "filings": queries.filings_of(found),
        "events": moments(found),
        "is_final": hasattr(found, "decision") and has_legal_force(found.decision, today=today),
        "held_by": RECRUITMENT.holder_of(found),
    }
    return render(request, "recruiting/recruitment.html", context)


@policy(signed_in, sees="recruitments_for", methods=("GET", "POST"))
def page(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Write one page of a draft; every save is kept, and leads to the next page or to the check."""
    found = get_object_or_404(queries.recruitments_for(request.user), pk=pk)
    if name not in PAGES:
        raise Http404
    form = _form(found, name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = _given(form)
        actions.write(found, by=actor(request.user), **given)
        names = [*(n for n in PAGES if n != "fragor" or n == name or found.receives_here or given.get("receives_here")),
                 "kontrollera"]  # fmt: skip
        following = names[names.index(name) + 1]
        if "later" in request.POST:
            messages.success(request, "Utkastet är sparat.")
            return redirect("recruiting:recruitment", pk)
        return redirect("recruiting:check", pk) if following == "kontrollera" else redirect(
            "recruiting:page", pk, following)  # fmt: skip
    number = list(PAGES).index(name) + 1
    context = {"form": form, "recruitment": found, "number": number, "of": len(PAGES), "name": name,
               "can_write": may_write(actor(request.user), found)}  # fmt: skip
    return render(request, "recruiting/page.html", context)


@policy(signed_in, sees="recruitments_for", methods=("POST",), once=False)
def save(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Keep what is being typed, without a new page; the page's script calls it, and the same again changes nothing."""
    found = get_object_or_404(queries.recruitments_for(request.user), pk=pk)
    if name not in PAGES:
        raise Http404
    form = _form(found, name, request.POST)
    return kept_in_passing(form, lambda: actions.write(found, by=actor(request.user), **_given(form)))


def _form(found: Any, name: str, said: Any) -> Any:
    form = PAGES[name](said, initial=_said(found, name))
    if name == "synlighet":
        form.choose_among(groups_of(found.network))
    return form


def _given(form: Any) -> dict[str, Any]:
    return {FIELDS.get(field, field): value for field, value in form.cleaned_data.items()}


def _said(found: Any, name: str) -> dict[str, Any]:
    if name == "fragor":
        return PAGES[name].said_by(queries.questions_of(found))
    criteria = queries.criteria_of(found)
    lines = {"musts": Weight.MUST, "merits": Weight.MERIT}
    return {
        field: queries.by_weight(criteria, lines[field]) if field in lines else getattr(found, FIELDS.get(field, field))
        for field in PAGES[name].base_fields
    }


@policy(signed_in, sees="recruitments_for")
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all that is written, what is missing and what could be better, before it is sent on."""
    today, by = clock.today(), actor(request.user)
    found = get_object_or_404(queries.recruitments_for(request.user), pk=pk)
    criteria = queries.criteria_of(found)
    missing = why_not_open(found, criteria, queries.rules_of(found.employer_id), today=today)
    steps = [s for s in RECRUITMENT.open_to(by, found) if s.name in {"submit", "approve"}]
    context = {
        "recruitment": found, "missing": missing, "worth_knowing": worth_knowing(found, today=today),
        "musts": queries.by_weight(criteria, Weight.MUST), "merits": queries.by_weight(criteria, Weight.MERIT),
        "steps": steps, "is_preview": True, "can_write": may_write(by, found),
        "questions": queries.questions_of(found),
    }  # fmt: skip
    return render(request, "recruiting/check.html", context)


@policy(signed_in, sees="recruitments_for", methods=("POST",))
def step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Take one of the steps that need no more than a reason."""
    found = get_object_or_404(queries.recruitments_for(request.user), pk=pk)
    if name not in STEPS:
        raise Http404
    given: dict[str, Any] = {"by": actor(request.user)}
    if name not in WITHOUT_A_DAY:
        given["today"] = clock.today()
    if RECRUITMENT.steps[name].needs_reason:
        reason = ReasonForm(request.POST)
        if not reason.is_valid():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        given["reason"] = reason.cleaned_data["reason"]
    getattr(actions, name)(found, **given)
    messages.success(request, DONE[name])
    return redirect("recruiting:recruitment", pk)


@policy(signed_in, sees="recruitments_for", methods=("GET", "POST"))
def extend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move the last day to apply."""
    found = get_object_or_404(queries.recruitments_for(request.user), pk=pk)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend(found, by=actor(request.user), today=clock.today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Den nya sista dagen gäller och syns i annonsen.")
            return redirect("recruiting:recruitment", pk)
    return render(request, "recruiting/extend.html", {"form": form, "recruitment": found})


@policy(signed_in, sees="recruitments_for", methods=("GET", "POST"))
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record the decision to employ; for an agency it is posted on the notice board."""
    found, today = get_object_or_404(queries.recruitments_for(request.user), pk=pk), clock.today()
    must_post = is_posted(found, found.employer.kind)
    form = DecisionForm(request.POST or None, initial={"decided_on": today, "posted_on": today if must_post else None})
    if request.method == "POST" and form.is_valid():
        try:
            actions.fill(found, by=actor(request.user), today=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Beslutet är noterat.")
            return redirect("recruiting:recruitment", pk)
    return render(request, "recruiting/decide.html", {"form": form, "recruitment": found, "must_post": must_post})


@policy(signed_in, sees="recruitments_for", methods=("POST",))
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a new file to Arbetsförmedlingen of the vacancy as it is now."""
    actions.file(get_object_or_404(queries.recruitments_for(request.user), pk=pk), by=actor(request.user))
    messages.success(request, "Filen är gjord. Hämta den och lämna den till Arbetsförmedlingen.")
    return redirect("recruiting:recruitment", pk)


@policy(signed_in, sees="filings_for", methods=("GET", "POST"))
def filing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what became of a file."""
    found = get_object_or_404(queries.filings_for(request.user), pk=pk)
    form = FilingForm(request.POST or None, initial={"status": found.status, "note": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_filing(found, by=actor(request.user), **form.cleaned_data)
        except Refused as refused:
            form.add_error("note", str(refused))
        else:
            messages.success(request, "Noterat.")
            return redirect("recruiting:recruitment", found.recruitment_id)
    return render(request, "recruiting/filing.html", {"form": form, "filing": found})


@policy(signed_in, sees="filings_for")
def filing_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the file exactly as it was made."""
    found = get_object_or_404(queries.filings_for(request.user), pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="ledigtarbete-{found.number}.xml"'}
    return HttpResponse(found.xml, content_type="application/xml", headers=headers)


@policy(carries(DutyKind.CONTACT, DutyKind.HEAD_OF_HR), sees="employers_ruled_by", methods=("GET", "POST"),
        role="Du behöver vara HR-chef eller HR-kontakt.")  # fmt: skip
def rules(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set what the employer asks of its announcements."""
    employer = get_object_or_404(queries.employers_ruled_by(request.user), pk=pk)
    house = queries.rules_of(employer.pk)
    initial = {name: getattr(house, name) for name in RulesForm.base_fields}
    form = RulesForm(request.POST or None, initial=initial, people=queries.contacts(employer, clock.today()))
    if request.method == "POST" and form.is_valid():
        actions.rule(employer, by=actor(request.user), **form.cleaned_data)
        messages.success(request, "Reglerna är sparade och gäller från nästa annons.")
        return redirect("recruiting:recruitments")
    return render(request, "recruiting/rules.html", {"form": form, "employer": employer})


@policy(everyone, sees="announced_for", kept=True)
def ad(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an announced vacancy to those it is for; one that is over keeps its page and says so."""
    today = clock.today()
    found = queries.announced(request.user, today, pk)
    if found is None:
        raise Http404
    criteria = queries.criteria_of(found)
    is_open = found.state == State.PUBLISHED and (found.apply_by is None or found.apply_by >= today)
    address = request.build_absolute_uri(reverse("recruiting:ad", args=[pk]))
    context = {
        "recruitment": found,
        "is_open": is_open,
        "days_left": (found.apply_by - today).days if found.apply_by else None,
        "musts": queries.by_weight(criteria, Weight.MUST),
        "merits": queries.by_weight(criteria, Weight.MERIT),
        "is_kept": kept_by(request.user, found.pk),
        "apply_url": queries.apply_path(found) if found.receives_here else found.application_url,
        "posting": files.job_posting(found, criteria, address=address) if is_open else None,
    }
    return render(request, "recruiting/ad.html", context, status=410 if found.state == State.WITHDRAWN else 200)


@policy(everyone, sees="announced_for")
def ad_as_data(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an open vacancy as JobPosting."""
    found = get_object_or_404(queries.announced_for(request.user).filter(state=State.PUBLISHED), pk=pk)
    address = request.build_absolute_uri(reverse("recruiting:ad", args=[pk]))
    posting = files.job_posting(found, queries.criteria_of(found), address=address)
    return JsonResponse(
        posting, json_dumps_params={"ensure_ascii": False, "indent": 2}, content_type="application/ld+json"
    )


@policy(everyone, sees="open_to_all")
def list_of_employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an employer's open vacancies as LedigtArbete."""
    employer = get_object_or_404(Employer, pk=pk)
    return _as_list(employer, employer.org_number)


@policy(everyone, sees="open_to_all")
def list_of_network(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the open vacancies that a network's members announce here as LedigtArbete."""
    network = get_object_or_404(Network, slug=slug)
    return _as_list(network, network.slug)


def _as_list(place: Employer | Network, sender: str) -> HttpResponse:
    given = files.ledigt_arbete_list(queries.open_to_all(place, clock.today()), sender=sender, at=clock.now())
    return HttpResponse(given, content_type="application/xml", headers={"Cache-Control": "public, max-age=300"})


@policy(signed_in)
def suggestions(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the words of the taxonomy that someone may be writing, a row each; nothing of anyone's."""
    if kind not in SUGGESTED:
        raise Http404
    found = list(suggest(SUGGESTED[kind], request.GET.get("q", "")[:120], 8))
    return render(request, "recruiting/suggestions.html", {"found": found})


@policy(everyone, kept=True)
def boards(request: HttpRequest) -> HttpResponse:
    """List the employers that have decisions on their notice boards."""
    return render(request, "recruiting/boards.html", {"employers": queries.boards(clock.today())})


@policy(everyone, kept=True)
def board(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an employer's notice board: what was decided, when it was posted, and how it is appealed."""
    employer, today = get_object_or_404(Employer, pk=pk), clock.today()
    posted = [(d, has_legal_force(d, today=today)) for d in queries.posted_at(employer, today)]
    return render(request, "recruiting/board.html", {"employer": employer, "posted": posted})


@policy(signed_in, sees="lending.agreements_for", methods=("GET", "POST"))
def fill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Seek someone for the gap that a loan leaves: by an assignment in the network, or by a temporary vacancy."""
    agreement = get_object_or_404(lending.agreements_for(request.user), pk=pk)
    by, today = actor(request.user), clock.today()
    refusal = why_not_fill(agreement, by, today=today)
    if request.method == "POST":
        if "vacancy" in request.POST:
            made = actions.fill_by_vacancy(agreement, by=by, today=today)
            return redirect("recruiting:page", made.pk, next(iter(PAGES)))
        return redirect("assignments:edit_call", actions.fill_by_call(agreement, by=by, today=today).pk)
    context = {
        "agreement": agreement, "refusal": refusal, "plan": [] if refusal else assignments.plan_of(agreement.origin),
        "calls": assignments.calls_filling(agreement), "recruitments": queries.recruitments_filling(agreement),
    }  # fmt: skip
    return render(request, "recruiting/fill.html", context)
