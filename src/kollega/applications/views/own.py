"""Pages of the one who applies: writing, sending, following, choosing a time, answering an offer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.applications import actions, queries
from kollega.applications.forms import ApplicationForm, FileForm
from kollega.applications.rules import APPLICATION, seen_as, why_not_apply, why_not_submit
from kollega.applications.terms import FILES, INFORMED, State
from kollega.core import clock
from kollega.core.calendars import Meeting, calendar_file
from kollega.core.passing import kept_in_passing
from kollega.core.policy import everyone, policy, signed_in
from kollega.documents.download import answer
from kollega.people.queries import actor
from kollega.recruiting import queries as recruiting

STEPS = {"withdraw", "accept", "decline"}
DONE = {
    "withdraw": "Din ansökan är tillbakadragen.",
    "accept": "Du har tackat ja. Arbetsgivaren hör av sig.",
    "decline": "Du har tackat nej.",
}
TRACK = (("Skickad", (State.SUBMITTED,)), ("Granskas", (State.IN_SCREENING, State.SHORTLISTED, State.RESERVE,
          State.NOT_PROCEEDING)), ("Intervju", (State.INTERVIEW,)), ("Besked", ()))  # fmt: skip


@policy(everyone, methods=("GET", "POST"), sees="recruiting.announced_for")
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin to apply, or go on with what was begun; a visitor says who they are first."""
    found, today = get_object_or_404(recruiting.announced_for(request.user), pk=pk), clock.today()
    is_known = request.user.is_authenticated
    if is_known and (begun := queries.begun_by(request.user, found)):
        return redirect("applications:application", begun.pk)
    let_in = is_known and queries.is_let_in(found, request.user)
    why_not = why_not_apply(found, today=today, is_let_in=let_in)
    if request.method == "POST" and is_known and not why_not:
        made = actions.begin(found, by=actor(request.user), today=today)
        return redirect("applications:application", made.pk)
    context = {"recruitment": found, "why_not": why_not, "questions": recruiting.questions_of(found),
               "informed": INFORMED}  # fmt: skip
    return render(request, "applications/begin.html", context)


@policy(signed_in, sees="own_applications_for")
def mine(request: HttpRequest) -> HttpResponse:
    """List what the person has applied for."""
    rows = [(a, seen_as(a)) for a in queries.own_applications_for(request.user)[:200]]
    return render(request, "applications/mine.html", {"rows": rows})


@policy(signed_in, sees="own_applications_for", methods=("GET", "POST"))
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a draft, where every save is kept; or follow what has been sent."""
    found = get_object_or_404(queries.own_applications_for(request.user), pk=pk)
    if found.state != State.DRAFT:
        return _status(request, found)
    is_sent = request.method == "POST"
    form = _form(found, request.POST if is_sent else None)
    file_form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if is_sent and form.is_valid() and file_form.is_valid():
        return _kept(request, found, form, file_form.cleaned_data["file"])
    return render(request, "applications/draft.html", _draft(found, form, file_form))


def _kept(request: HttpRequest, found: Any, form: ApplicationForm, sent: Any) -> HttpResponse:
    """Keep what is written, with a file that came and without one that goes; then lead on to the check or back."""
    by = actor(request.user)
    _write(request, found, form)
    if sent:
        actions.attach(found, examined=sent, by=by)
    if gone := next((a for a in queries.files_of(found) if str(a.pk) == request.POST.get("remove")), None):
        actions.detach(gone, by=by)
    if not sent and not gone and not {"later", "add"} & set(request.POST):
        return redirect("applications:check", found.pk)
    messages.success(request, "Filen är borttagen." if gone else "Filen är sparad." if sent else "Utkastet är sparat.")
    return redirect("applications:application", found.pk)


@policy(signed_in, sees="own_applications_for", methods=("POST",), once=False)
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what is being typed, without a new page; the page's script calls it, and the same again changes nothing."""
    found = get_object_or_404(queries.own_applications_for(request.user), pk=pk)
    form = _form(found, request.POST)
    return kept_in_passing(form, lambda: _write(request, found, form))


def _write(request: HttpRequest, found: Any, form: ApplicationForm) -> None:
    actions.write(found, by=actor(request.user), answers=form.answers(), **form.about_oneself())


def _form(found: Any, said: Any) -> ApplicationForm:
    questions = recruiting.questions_of(found.recruitment)
    answers = queries.said_in(found)
    initial = {name: getattr(found, name) for name in ("name", "phone", "letter", "adaptation")}
    initial |= {f"q_{q.number}": answers.get(q.pk, "") for q in questions}
    house = recruiting.rules_of(found.recruitment.employer_id)
    return ApplicationForm(said, initial=initial, questions=questions, adaptations_to=house.adaptations_to)


def _draft(found: Any, form: ApplicationForm, file_form: FileForm) -> dict[str, Any]:
    files = queries.files_of(found)
    let_in = queries.is_let_in(found.recruitment, found.applicant)
    return {
        "application": found, "recruitment": found.recruitment, "form": form, "file_form": file_form, "files": files,
        "is_full": len(files) >= FILES, "why_not": why_not_apply(found.recruitment, today=clock.today(),
                                                                 is_let_in=let_in),
    }  # fmt: skip


def _status(request: HttpRequest, found: Any) -> HttpResponse:
    by = actor(request.user)
    questions, answers = recruiting.questions_of(found.recruitment), queries.said_in(found)
    is_invited = found.state == State.INTERVIEW
    context = {
        "application": found, "recruitment": found.recruitment, "seen_as": seen_as(found),
        "track": _track(found), "files": queries.files_of(found),
        "answers": [(q, _in_words(answers.get(q.pk, ""))) for q in questions],
        "steps": [s for s in APPLICATION.open_to(by, found) if s.name in STEPS and not found.letter_back_id],
        "slot": getattr(found, "slot", None), "slots": queries.free_slots(found) if is_invited else [],
        "is_invited": is_invited, "readings": queries.readings_of(found), "showings": queries.showings_of(found),
    }  # fmt: skip
    return render(request, "applications/status.html", context)


def _in_words(said: str) -> str:
    return {"yes": "Ja", "no": "Nej"}.get(said, said)


def _track(found: Any) -> list[tuple[str, str]]:
    """Return the four steps with how far it has come in the applicant's eyes."""
    if found.letter_back_id or found.state in {State.OFFERED, State.ACCEPTED, State.HIRED, State.DECLINED}:
        here = 3
    else:
        here = next((n for n, (_, states) in enumerate(TRACK) if found.state in states), 0)
    told = here == 3
    return [(text, "done" if n < here or told else "now" if n == here else "next") for n, (text, _) in enumerate(TRACK)]


@policy(signed_in, sees="attachments_for")
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a file of an application; that it was fetched counts as reading."""
    found = get_object_or_404(queries.attachments_for(request.user), pk=pk)
    if found.application.applicant_id != request.user.pk:
        actions.note_reading(found.application, by=request.user, today=clock.today())
    return answer(found.file)


@policy(signed_in, sees="own_applications_for", methods=("GET", "POST"))
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show everything once more, say what the employer does with it, and send it."""
    found, today = get_object_or_404(queries.own_applications_for(request.user), pk=pk), clock.today()
    if request.method == "POST":
        actions.let_be_shown(found, may="may_be_shown" in request.POST, by=actor(request.user))
        actions.submit(found, by=actor(request.user), today=today)
        messages.success(request, "Din ansökan är skickad. Du får ett mejl som kvitto.")
        return redirect("applications:application", pk)
    if found.state != State.DRAFT:
        return redirect("applications:application", pk)
    questions, answers, files = (recruiting.questions_of(found.recruitment), queries.said_in(found),
                                 queries.files_of(found))  # fmt: skip
    let_in = queries.is_let_in(found.recruitment, request.user)
    context = {
        "application": found, "recruitment": found.recruitment, "files": files, "informed": INFORMED,
        "answers": [(q, _in_words(answers.get(q.pk, ""))) for q in questions],
        "missing": why_not_submit(found, questions, answers, has_file=bool(files)),
        "why_not": why_not_apply(found.recruitment, today=today, is_let_in=let_in),
    }  # fmt: skip
    return render(request, "applications/check.html", context)


@policy(signed_in, sees="own_applications_for", methods=("POST",))
def own_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Withdraw, or answer an offer."""
    found = get_object_or_404(queries.own_applications_for(request.user), pk=pk)
    if name not in STEPS:
        raise Http404
    getattr(actions, name)(found, by=actor(request.user), today=clock.today())
    messages.success(request, DONE[name])
    return redirect("applications:application", pk)


@policy(signed_in, sees="own_applications_for", methods=("POST",))
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erase a draft."""
    found = get_object_or_404(queries.own_applications_for(request.user), pk=pk)
    actions.discard(found, by=actor(request.user))
    messages.success(request, "Utkastet är borttaget.")
    return redirect("applications:mine")


@policy(signed_in, sees="own_slots_for", methods=("POST",))
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a time for the interview."""
    slot = get_object_or_404(queries.own_slots_for(request.user), pk=pk)
    found = queries.own_applications_for(request.user).get(recruitment=slot.recruitment_id, state=State.INTERVIEW)
    actions.choose_time(slot, application=found, by=actor(request.user))
    messages.success(request, "Tiden är din. Lägg in den i din kalender.")
    return redirect("applications:application", found.pk)


@policy(signed_in, sees="own_applications_for")
def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the interview as a calendar file."""
    found = get_object_or_404(queries.own_applications_for(request.user).filter(slot__isnull=False), pk=pk)
    slot = found.slot
    meeting = Meeting(
        uid=str(slot.pk), starts_at=slot.starts_at, ends_at=slot.starts_at + timedelta(minutes=slot.minutes),
        title=f"Intervju: {found.recruitment.title}", text=str(found.recruitment.employer), place=slot.place,
        url=request.build_absolute_uri(f"/ansokan/{found.pk}/"),
    )  # fmt: skip
    return calendar_file("intervju.ics", [meeting])


@policy(signed_in, sees="own_applications_for", methods=("POST",))
def openness(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the applicant say yes or no to HR at other members reading the application."""
    found, may = get_object_or_404(queries.own_applications_for(request.user), pk=pk), "yes" in request.POST
    actions.let_be_shown(found, may=may, by=actor(request.user))
    messages.success(request, "HR hos andra arbetsgivare i nätverket kan få läsa ansökan." if may else
                     "Ingen annan arbetsgivare läser ansökan.")  # fmt: skip
    return redirect("applications:application", pk)
