"""The pages that compose: start, my desk, what I have been told, employers, and the three that say no."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kollega.applications.rules import seen_as
from kollega.assignments import queries as assignments
from kollega.assignments.rules import holder
from kollega.assignments.terms import InterestState
from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.core.log import events_of
from kollega.core.policy import everyone, policy, signed_in
from kollega.core.timeline import WORDS, moment_of
from kollega.core.workflow import Refused
from kollega.lending import queries as lending
from kollega.lending.rules import AGREEMENT
from kollega.lending.terms import ENDED
from kollega.networks.actions import ask_managers, dress, end_group, gather, regroup, state
from kollega.networks.models import Network
from kollega.networks.terms import COMPLAINTS_URL, STATEMENT_AS_BUILT, Conformity
from kollega.outbox import actions as outbox
from kollega.outbox.queries import messages_for
from kollega.pages import desk, queries
from kollega.pages.forms import GroupForm, LookForm, ManagerStepForm, StatementForm
from kollega.people.queries import actor, carries, groups_led_by, networks_led_by
from kollega.people.terms import DutyKind
from kollega.recommending import queries as recommending
from kollega.recommending.terms import AT_START

NEWEST = 6
PLACES = (
    ("lending:network", "Utlåning", "swap", "Hur många lån det finns, var de fastnar och hur de går."),
    ("pages:groups", "Grupper", "people", "Annonser som bara visas för några, till exempel chefer."),
    ("pages:manager_step", "När chefen tillfrågas", "hand", "Innan mottagaren ser en anmälan, eller innan den väljer."),
    ("federation:partners", "Andra nätverk", "link", "Läs varandras listor, och lämna över svar."),
    ("clauses:of_network", "Villkor i avtal", "file", "Det som står i nätverkets låneavtal."),
    ("pages:look", "Utseende", "gear", "Tre färger och en logotyp."),
    ("pages:statement", "Tillgänglighetsredogörelse", "check", "Det som lagen kräver av varje webbplats."),
)
"""What a coordinator does for the network, by the names of its pages."""
ROLE = "Du behöver vara samordnare."
STEPS_OF_AN_ANSWER = ("Anmälan skickad", "Chefen tar ställning", "Mottagaren väljer", "Avtal", "Start")


@policy(everyone, kept=True)
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the network where there is one, otherwise show them all; a signed-in person comes to their own start."""
    if request.user.is_authenticated:
        return redirect("pages:home")
    networks = list(queries.networks())
    if len(networks) == 1:
        return redirect("pages:network", networks[0].slug)
    return render(request, "pages/front.html", {"networks": networks})


@policy(everyone, sees="listings_for", kept=True)
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a network to the world: what it is, the newest on offer, how lending works, and its members."""
    network = get_object_or_404(Network, slug=slug)
    today = clock.today()
    members = list(queries.members_of(network, today))
    newest = listings_for(request.user, today).filter(employer__in=[m.employer_id for m in members])
    context = {
        "network": network,
        "theme": {"accent": network.accent, "brand1": network.brand1, "brand2": network.brand2},
        "members": members,
        "logo_url": queries.logo_url(network.slug) if network.logo else "",
        "newest": newest.order_by("-published_at", "-id")[:NEWEST],
    }
    return render(request, "pages/network.html", context)


@policy(everyone)
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the network's logo as a picture that can do nothing."""
    network = get_object_or_404(queries.networks_with_a_logo(), slug=slug)
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "public, max-age=300"}
    return HttpResponse(network.logo, content_type="image/svg+xml", headers=headers)


@policy(carries(DutyKind.COORDINATOR), sees="people.networks_led_by", methods=("GET", "POST"), role=ROLE)
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the coordinator give the network its colours and logo, and see them on the page at once."""
    network = get_object_or_404(networks_led_by(request.user), slug=slug)
    kept = {name: getattr(network, name) for name in LookForm.base_fields}
    form = LookForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        dress(network, by=request.user, **form.cleaned_data)
        messages.success(request, "Utseendet är sparat och syns på alla nätverkets sidor.")
        return redirect("pages:look", slug)
    return render(request, "pages/look.html", {"form": form, "network": network})


@policy(signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits, how one's answers and loans stand, and what is new."""
    person, today = request.user, clock.today()
    interests = queries.sent(person, today)
    loans = lending.of_origins([i.pk for i in interests])
    suits = recommending.suggestions_for(person, today, AT_START)
    shown = {one.listing.pk for one in suits}
    by = actor(person)
    context = {
        "is_member": bool(by.employers or by.duties),
        "applications": [(a, seen_as(a)) for a in queries.applied_for(person, today)],
        "tasks": desk.tasks_of(request, today),
        "suits": suits,
        "interests": [(i, loans.get(i.pk), track_of(i, loans.get(i.pk))) for i in interests],
        "agreements": _running(person, today),
        "calls": [new for new in queries.new_calls(person, today) if new.pk not in shown][: queries.MOST_NEW],
        "jobs": [new for new in queries.new_jobs(person, today) if new.pk not in shown][: queries.MOST_NEW],
    }
    return render(request, "pages/home.html", context)


def _running(person: Any, today: date) -> list:
    found = queries.going_on(person, today)
    for agreement in found:
        agreement.held_by = AGREEMENT.holder_of(agreement)
    return found


def track_of(interest: Any, loan: Any) -> list[tuple[str, str]]:
    """Return how far an answer has come, as the five steps everyone sees."""
    reached = {
        InterestState.SENT: 1,
        InterestState.RETURNED: 1,
        InterestState.ENDORSED: 2,
        InterestState.SELECTED: 3,
        InterestState.CONFIRMED: 4,
        InterestState.ACTIVE: 5,
        InterestState.DONE: 5,
    }.get(interest.state)
    if reached is None:
        return []
    if loan is not None:
        reached = {"notice": 4, "signed": 4, "active": 5, "returning": 5, "returned": 5}.get(loan.state, 3)
    tones = ["done" if n < reached else "now" if n == reached else "next" for n in range(len(STEPS_OF_AN_ANSWER))]
    return list(zip(STEPS_OF_AN_ANSWER, tones, strict=True))


@policy(signed_in)
def tasks(request: HttpRequest) -> HttpResponse:
    """Show all that waits for the person, and what they wait for others to do."""
    found = desk.tasks_of(request, clock.today())
    is_others = request.GET.get("visa") == "andra"
    context = {
        "tasks": found,
        "groups": desk.grouped(found),
        "is_others": is_others,
        "others": _waiting_for_others(request.user) if is_others else [],
        "tabs_of_tasks": [
            {"url": "?", "text": "Mina", "current": not is_others, "count": len(found)},
            {"url": "?visa=andra", "text": "Väntar på andra", "current": is_others},
        ],
    }
    return render(request, "pages/tasks.html", context)


def _waiting_for_others(person: Any) -> list[dict]:
    """Return the matters the person takes part in, with who holds each one now."""
    mine = {t.url for t in desk.waiting_for(person, clock.today())}
    rows = []
    for interest in assignments.interests_for(person).filter(state__in=["sent", "returned", "endorsed"]):
        holder = assignments_holder(interest)
        rows.append({"title": f"{interest.person}: {interest.call.title}", "who": holder, "of": interest,
                     "url": f"/anmalan/{interest.pk}/"})  # fmt: skip
    for agreement in lending.agreements_for(person).exclude(state__in=ENDED):
        rows.append({"title": f"{agreement.person} hos {agreement.receiver}", "who": AGREEMENT.holder_of(agreement),
                     "of": agreement, "url": f"/utlaning/{agreement.pk}/"})  # fmt: skip
    return [row for row in rows if row["url"] not in mine]


def assignments_holder(interest: Any) -> str:
    if interest.state == InterestState.RETURNED:
        return f"{interest.person}, som kompletterar"
    return holder(interest) or f"{interest.call.contact}, som annonserar"


@policy(signed_in, sees="messages_for")
def notices(request: HttpRequest) -> HttpResponse:
    """Show what the person has been told."""
    return render(request, "pages/notices.html", {"notices": messages_for(request.user)[:100]})


@policy(signed_in, sees="messages_for", methods=("POST",))
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    outbox.read(request.user)
    return redirect("pages:notices")


@policy(signed_in, sees="messages_for", methods=("POST",))
def open_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark one thing as read and go to where it stands."""
    message = get_object_or_404(messages_for(request.user), pk=pk)
    outbox.read(request.user, message=message)
    is_ours = url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if is_ours else "pages:notices")


@policy(everyone, sees="public_employers", kept=True)
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an employer: who they are and what they have on offer to the reader."""
    employer = get_object_or_404(queries.public_employers(), pk=pk)
    today = clock.today()
    context = {
        "employer": employer,
        "listings": listings_for(request.user, today).filter(employer=employer).order_by("-published_at", "-id")[:20],
        "networks": queries.networks_with(employer),
        "predecessors": employer.predecessors.all(),
        "may_feed": request.user.is_authenticated and actor(request.user).is_contact_at(pk),
    }
    return render(request, "pages/employer.html", context)


@policy(everyone)
def accessibility(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show the accessibility statement of one network, or of the reader's own; a visitor may choose among them."""
    person = request.user if request.user.is_authenticated else None
    network = get_object_or_404(Network, slug=slug) if slug else queries.home_network(person)
    said = network.said_of_access if network else STATEMENT_AS_BUILT
    context = {
        "said": said,
        "conformity": Conformity(said["conformity"]).label.lower(),
        "days": {name: date.fromisoformat(said[name]) for name in ("assessed_on", "updated_on")},
        "complaints_url": COMPLAINTS_URL,
        "others": [] if network else queries.networks(),
    }
    return render(request, "pages/accessibility.html", context)


@policy(carries(DutyKind.COORDINATOR), sees="people.networks_led_by", methods=("GET", "POST"), role=ROLE)
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the coordinator write the network's accessibility statement."""
    network = get_object_or_404(networks_led_by(request.user), slug=slug)
    kept = network.said_of_access
    form = StatementForm(request.POST or None, initial=kept | {"assessed_on": date.fromisoformat(kept["assessed_on"])})
    if request.method == "POST" and form.is_valid():
        said = {name: str(value) for name, value in form.cleaned_data.items()}
        state(network, by=request.user, today=clock.today(), **said)
        messages.success(request, "Redogörelsen är sparad och syns för alla.")
        return redirect("pages:accessibility_of", slug)
    shown_at = reverse("pages:accessibility_of", args=[slug])
    return render(request, "pages/statement.html", {"form": form, "network": network, "shown_at": shown_at})


@policy(carries(DutyKind.COORDINATOR), sees="people.networks_led_by", role=ROLE)
def coordinate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a coordinator does for the network, in one place."""
    network = get_object_or_404(networks_led_by(request.user), slug=slug)
    return render(request, "pages/coordinate.html", {"network": network, "places": PLACES})


@policy(carries(DutyKind.COORDINATOR), sees="people.networks_led_by", methods=("GET", "POST"), role=ROLE)
def manager_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose when managers are asked about answers, and read who chose before."""
    network = get_object_or_404(networks_led_by(request.user), slug=slug)
    form = ManagerStepForm(request.POST or None, initial={"step": network.manager_step})
    if request.method == "POST" and form.is_valid():
        ask_managers(network, step=form.cleaned_data["step"], by=request.user)
        messages.success(request, "Valet är sparat. Det gäller anmälningar som skickas från och med nu.")
        return redirect("pages:manager_step", slug)
    events = [moment_of(e) for e in events_of(network) if e.verb in WORDS]
    return render(request, "pages/manager_step.html", {"form": form, "network": network, "events": events})


@policy(carries(DutyKind.COORDINATOR), sees="people.networks_led_by", methods=("GET", "POST"), role=ROLE)
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the network's groups, how many each has today and what is open to it, and make a new one."""
    network, today = get_object_or_404(networks_led_by(request.user), slug=slug), clock.today()
    form = GroupForm(request.POST or None, members=queries.members_to_choose(network, today))
    if request.method == "POST" and form.is_valid():
        try:
            group = gather(network, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"Gruppen {group} är klar. Den går att välja i nya annonser.")
            return redirect("pages:groups", slug)
    return render(
        request, "pages/groups.html", {"form": form, "network": network, "groups": queries.groups_in(network, today)}
    )


@policy(carries(DutyKind.COORDINATOR), sees="people.groups_led_by", methods=("GET", "POST"), role=ROLE)
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change whom a group is for."""
    found, today = get_object_or_404(groups_led_by(request.user), pk=pk), clock.today()
    initial = {"name": found.name, "whom": found.whom, "employers": list(found.employers.all())}
    members = queries.members_to_choose(found.network, today)
    form = GroupForm(request.POST or None, initial=initial, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            regroup(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Ändringen är sparad och gäller redan.")
            return redirect("pages:groups", found.network.slug)
    return render(request, "pages/group.html", {"form": form, "group": found})


@policy(carries(DutyKind.COORDINATOR), sees="people.groups_led_by", methods=("POST",), role=ROLE)
def stop_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let nothing more be announced to a group."""
    found = get_object_or_404(groups_led_by(request.user), pk=pk)
    end_group(found, by=request.user, today=clock.today())
    messages.success(request, f"Gruppen {found} går inte att välja längre. Det som redan är öppet för den är kvar.")
    return redirect("pages:groups", found.network.slug)


@policy(everyone)
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/cookies.html")


@policy(everyone)
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how lending works and whom to ask."""
    return render(request, "pages/help.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the page does not exist, or not for this person: the two look the same."""
    return render(request, "pages/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which role is needed and who can give it."""
    return render(request, "pages/forbidden.html", {"role": str(exception)}, status=403)


def not_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what the browser sent could not be read or is too much, or that the visit was ended meanwhile."""
    if isinstance(exception, RequestDataTooBig):
        # Made without the request: what is refused unread shall cost no question to the database.
        return HttpResponse(render_to_string("pages/too_large.html"), status=413)
    return render(request, "pages/old_form.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong with us; asks neither the database nor the session."""
    return HttpResponse(render_to_string("pages/broken.html"), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form had become old; the browser's back button still holds what was typed."""
    return render(request, "pages/old_form.html", status=403)
