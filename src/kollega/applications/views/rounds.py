"""Pages of those who recruit and those who judge: what has come in, side by side, and what they do with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.applications import actions, queries
from kollega.applications.forms import AssessorForm, JudgeForm, LateForm, LetterForm, OfferForm, TimesForm
from kollega.applications.rules import APPLICATION, is_unexpected, most, sums
from kollega.applications.side_by_side import matrix_of
from kollega.applications.terms import IN_SELECTION, State
from kollega.core import clock
from kollega.core.exports import sheet_file
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.people.queries import actor
from kollega.recruiting import queries as recruiting
from kollega.recruiting.rules import only_contact
from kollega.recruiting.terms import Weight

STEPS = ("screen", "shortlist", "invite", "hold", "take_up_again", "hire", "pass_over")
DONE = {
    "screen": "Ansökan granskas.", "shortlist": "Ansökan är vidare i urvalet.",
    "invite": "Den sökande får välja en tid.", "hold": "Den sökande är reserv.",
    "take_up_again": "Ansökan är med igen.", "hire": "Anställningen är noterad.",
    "pass_over": "Noterat. Den sökande får veta när ni lämnar besked.",
}  # fmt: skip
LETTER = (
    "Tack för att du sökte jobbet hos oss. Den här gången går du inte vidare. Vi har jämfört ansökningarna med kraven "
    "i annonsen. Vill du veta hur vi bedömde din är du välkommen att höra av dig.\n\n{contact}"
)


@policy(signed_in, sees="rounds_for")
def one_round(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the applications for one vacancy in the order they came."""
    found = get_object_or_404(queries.rounds_for(request.user), pk=pk)
    is_handler = queries.handles(request.user, found)
    hidden, judged = queries.hides_names(found, is_handler=is_handler), queries.judged_by(request.user, found)
    received = list(queries.received_for(request.user).filter(recruitment=found).prefetch_related("answers__question"))
    chosen = request.GET.get("lage", "")
    shown = [a for a in received if a.state == chosen] if chosen in State.values else received
    criteria, marks = recruiting.criteria_of(found), queries.locked_marks(found)
    rows = [
        {"application": a, "name": f"Sökande {a.number}" if hidden and a.pk not in judged else str(a),
         "is_judged": a.pk in judged, "unexpected": _unexpected(a),
         "sums": sums([(m.criterion_id, m.points) for m in marks.get(a.pk, [])], criteria)
         if is_handler or a.pk in judged else {}}
        for a in shown
    ]  # fmt: skip
    context = {
        "recruitment": found, "rows": rows, "is_handler": is_handler, "states": _tabs(received, chosen),
        "most": {w: most(criteria, w) for w in Weight.values}, "received": len(received),
        "can_tell": only_contact(actor(request.user), found) is None, "is_hidden": hidden,
        "to_tell": queries.to_be_told(found).count() if is_handler else 0,
    }  # fmt: skip
    return render(request, "applications/round.html", context)


def _unexpected(application: Any) -> bool:
    return any(is_unexpected(said.question, said.text) for said in application.answers.all())


def _tabs(received: list[Any], chosen: str) -> list[dict[str, Any]]:
    """Return the states that hold someone, as links, with how many."""
    held: dict[str, int] = {}
    for application in received:
        held[application.state] = held.get(application.state, 0) + 1
    states = [{"text": s.label, "url": f"?lage={s}", "count": held[s], "current": s == chosen}
              for s in State if s in held]  # fmt: skip
    return [{"text": "Alla", "url": "?", "count": len(received), "current": chosen not in held}, *states]


@policy(signed_in, sees="rounds_for")
def matrix(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the applicants side by side, requirement by requirement, from locked judgements."""
    found = get_object_or_404(queries.rounds_for(request.user), pk=pk)
    is_handler = queries.handles(request.user, found)
    context = {"recruitment": found, "is_handler": is_handler,
               "matrix": matrix_of(found, person=request.user, is_handler=is_handler)}  # fmt: skip
    return render(request, "applications/matrix.html", context)


@policy(signed_in, sees="handled_for")
def matrix_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the same as a spreadsheet."""
    found = get_object_or_404(queries.handled_for(request.user), pk=pk)
    shown = matrix_of(found, person=request.user, is_handler=True)
    header = ["Nummer", "Namn", "Läge", *(str(c) for c in shown.criteria), "Krav", "Meriterande"]
    rows = [
        [row.application.number, row.name, row.application.get_state_display(), *(_cell(c) for c in row.cells),
         _sum(row.sums, Weight.MUST), _sum(row.sums, Weight.MERIT)]
        for row in shown.rows
    ]  # fmt: skip
    return sheet_file("jamforelse", header, rows)


def _cell(cell: Any) -> str:
    return cell.mean.replace(".", ",") if cell.points else ""


def _sum(found: dict[str, float], weight: str) -> str:
    return f"{found[weight]:.1f}".replace(".", ",") if found else ""


@policy(signed_in, sees="received_for")
def received(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one application to those who recruit and those who judge; that it was read is remembered."""
    found = get_object_or_404(queries.received_for(request.user), pk=pk)
    actions.note_reading(found, by=request.user, today=clock.today())
    return render(request, "applications/received.html", _received(request, found, _judge_form(request, found, None)))


@policy(signed_in, sees="received_for", methods=("POST",))
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep one's judgement, or keep it and lock it."""
    found = get_object_or_404(queries.received_for(request.user), pk=pk)
    form = _judge_form(request, found, request.POST)
    if form.is_valid():
        lock = "lock" in request.POST
        try:
            actions.judge(found, points=form.points(), note=form.cleaned_data["note"], lock=lock,
                          by=actor(request.user))  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Din bedömning är låst." if lock else "Din bedömning är sparad.")
            return redirect("applications:received", pk)
    return render(request, "applications/received.html", _received(request, found, form))


def _judge_form(request: HttpRequest, found: Any, said: Any) -> JudgeForm:
    criteria = recruiting.criteria_of(found.recruitment)
    kept = queries.assessment_by(found, request.user)
    points = {m.criterion_id: m.points for m in kept.marks.all()} if kept else {}
    initial = {f"c_{c.number}": points[c.pk] for c in criteria if c.pk in points}
    return JudgeForm(said, initial=initial | {"note": kept.note if kept else ""}, criteria=criteria)


def _received(request: HttpRequest, found: Any, form: JudgeForm) -> dict[str, Any]:
    by, job = actor(request.user), found.recruitment
    is_handler = queries.handles(request.user, job)
    assessments = queries.assessments_of(found, seen_by=request.user, is_handler=is_handler)
    is_locked = any(a.person_id == request.user.pk and a.locked_at for a in assessments)
    hidden = queries.hides_names(job, is_handler=is_handler) and not is_locked
    questions, answers = recruiting.questions_of(job), queries.said_in(found)
    reads_adaptation = recruiting.rules_of(job.employer_id).adaptations_to_id == request.user.pk
    return {
        "application": found, "recruitment": job, "form": form, "is_handler": is_handler, "is_locked": is_locked,
        "is_hidden": hidden, "name": f"Sökande {found.number}" if hidden else str(found),
        "files": [] if hidden else queries.files_of(found),
        "answers": [(q, answers.get(q.pk, ""), is_unexpected(q, answers.get(q.pk, ""))) for q in questions],
        "adaptation": found.adaptation if reads_adaptation else "",
        "assessments": assessments, "showings": queries.showings_of(found) if is_handler else [],
        "steps": [s for s in APPLICATION.open_to(by, found) if s.name in STEPS] if is_handler and not
        found.letter_back_id else [],
        "can_offer": is_handler and APPLICATION.refusal("offer", obj=found, by=by) is None,
        "events": moments(found) if is_handler else [], "slot": getattr(found, "slot", None),
        "before": _beside(request, found, -1), "after": _beside(request, found, 1),
    }  # fmt: skip


def _beside(request: HttpRequest, found: Any, step: int) -> Any:
    """Return the application before or after in the order they came, or None."""
    rest = queries.received_for(request.user).filter(recruitment=found.recruitment_id)
    if step < 0:
        return rest.filter(number__lt=found.number).order_by("-number").first()
    return rest.filter(number__gt=found.number).order_by("number").first()


@policy(signed_in, sees="moved_by", methods=("POST",))
def move(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Take one of the steps of the selection."""
    found = get_object_or_404(queries.moved_by(request.user), pk=pk)
    if name not in STEPS:
        raise Http404
    by = actor(request.user)
    if name == "pass_over":
        reason = ReasonForm(request.POST)
        if not reason.is_valid():
            raise Refused("Skriv varför, så att beslutet kan förklaras.")
        actions.pass_over(found, reason=reason.cleaned_data["reason"], by=by)
    elif name == "invite":
        actions.invite(found, by=by, today=clock.today())
    else:
        actions.move(found, step=name, by=by)
    messages.success(request, DONE[name])
    return redirect("applications:received", pk)


@policy(signed_in, sees="moved_by", methods=("GET", "POST"))
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer the job."""
    found = get_object_or_404(queries.moved_by(request.user), pk=pk)
    form = OfferForm(request.POST or None, initial={"text": found.offer, "until": found.offer_until})
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer(found, by=actor(request.user), today=clock.today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Erbjudandet är skickat.")
            return redirect("applications:received", pk)
    context = {"form": form, "application": found, "recruitment": found.recruitment}
    return render(request, "applications/offer.html", context)


@policy(signed_in, sees="handled_for", methods=("GET", "POST"))
def panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask colleagues to judge."""
    found, today = get_object_or_404(queries.handled_for(request.user), pk=pk), clock.today()
    form = AssessorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = queries.colleagues_named(found, form.cleaned_data["who"], today)
        if len(named) == 1:
            actions.ask_to_judge(found, person=named[0], by=actor(request.user), today=today)
            messages.success(request, f"{named[0]} är utsedd att bedöma.")
            return redirect("applications:panel", pk)
        form.add_error("who", _who_was_meant(named))
    context = {"recruitment": found, "form": form, "assessors": queries.assessors_of(found)}
    return render(request, "applications/panel.html", context)


def _who_was_meant(named: list[Any]) -> str:
    if not named:
        return "Vi hittar ingen kollega hos er som heter så. Skriv hela namnet eller adressen."
    return f"Flera heter så: {', '.join(str(p) for p in named[:4])}. Skriv hela namnet eller adressen."


@policy(signed_in, sees="assessors_for", methods=("POST",))
def excuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop asking a colleague to judge."""
    found = get_object_or_404(queries.assessors_for(request.user), pk=pk)
    actions.excuse(found, by=actor(request.user))
    messages.success(request, "Kollegan bedömer inte längre.")
    return redirect("applications:panel", found.recruitment_id)


@policy(signed_in, sees="handled_for", methods=("GET", "POST"))
def times(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add times for interviews, and see who has chosen which."""
    found = get_object_or_404(queries.handled_for(request.user), pk=pk)
    form = TimesForm(request.POST or None, initial={"minutes": 45})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        added = actions.add_times(found, starts=given["starts"], minutes=given["minutes"], place=given["place"],
                                  by=actor(request.user))  # fmt: skip
        messages.success(request, f"{added} tider är tillagda." if added != 1 else "En tid är tillagd.")
        return redirect("applications:times", pk)
    return render(
        request, "applications/times.html", {"recruitment": found, "form": form, "slots": queries.slots_of(found)}
    )


@policy(signed_in, sees="slots_for", methods=("POST",))
def remove_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take away a time that nobody has chosen."""
    found = get_object_or_404(queries.slots_for(request.user), pk=pk)
    actions.remove_time(found, by=actor(request.user))
    messages.success(request, "Tiden är borttagen.")
    return redirect("applications:times", found.recruitment_id)


@policy(signed_in, sees="handled_for", methods=("GET", "POST"))
def late(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let someone apply after the last day."""
    found = get_object_or_404(queries.handled_for(request.user), pk=pk)
    form = LateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.let_in_late(found, by=actor(request.user), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Den som loggar in med adressen kan söka nu. Tala om det för personen.")
            return redirect("applications:round", pk)
    return render(request, "applications/late.html", {"form": form, "recruitment": found})


@policy(signed_in, sees="handled_for", methods=("GET", "POST"))
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell those who do not get the job, all at once."""
    found, today = get_object_or_404(queries.handled_for(request.user), pk=pk), clock.today()
    form = LetterForm(request.POST or None, initial={"text": LETTER.format(contact=found.contact)})
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.send_letter(found, by=actor(request.user), today=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Beskedet är skickat till {told} sökande.")
            return redirect("applications:round", pk)
    told = list(queries.to_be_told(found))
    context = {
        "form": form, "recruitment": found, "told": told, "letters": queries.letters_of(found),
        "is_contact": only_contact(actor(request.user), found) is None,
        "left": found.applications.filter(state__in=IN_SELECTION).count(),
    }  # fmt: skip
    return render(request, "applications/letter.html", context)
