"""The pages about oneself: who one is here, what one has said, and how one signs in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.policy import everyone, policy, signed_in
from kollega.identity import actions, forms, queries
from kollega.identity.second_factor import is_waited_for
from kollega.people import actions as people
from kollega.people.models import Profile
from kollega.people.queries import (
    app_of,
    duties_of,
    employments_of,
    profile_of,
    standing_consents,
    substitutions_of,
)
from kollega.people.terms import CONSENT_TEXTS, ConsentKind
from kollega.taxonomy.queries import neighbours, usual_skills


class AddApp(ActivateTOTPView):
    """Whoever has just shown a code from the app is not asked for another before they see their reserve codes."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return response


class AddKey(AddWebAuthnView):
    """Whoever has just used the passkey is not asked for it again before they see their reserve codes."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn", reauthenticated=True)
        return response


@policy(everyone)
def account_help(request):
    """Say how one gets an account: from one's employer."""
    return render(request, "identity/account_help.html")


@policy(signed_in)
def account(request):
    today = clock.today()
    return render(request, "identity/account.html", {
        "me": request.user,
        "employments": employments_of(request.user, today),
        "duties": duties_of(request.user, today),
        "substitutions": substitutions_of(request.user, today),
        "profile": profile_of(request.user),
        "has_app": app_of(request.user) is not None,
        "keys": queries.keys_of(request.user).count(),
        "consents": len(standing_consents(request.user)),
    })  # fmt: skip


@policy(signed_in, methods=("GET", "POST"))
def profile(request):
    """A press on Sök shows the page again with what was found; only Spara keeps anything."""
    kept = profile_of(request.user)
    first = {"looks_for": kept.looks_for, "visible_to": kept.visible_to} if kept else {"visible_to": "nobody"}
    form = forms.ProfileForm(request.POST or None, profile=kept, initial=first)
    if "save" in request.POST and form.is_valid():
        wanted = ("looks_for", "visible_to", "skills", "languages", "places")
        people.describe(request.user, **{name: form.cleaned_data[name] for name in wanted})
        messages.success(request, "Din profil är sparad.")
        return redirect("identity:account")
    return render(request, "identity/profile.html", {"form": form, "is_search": "find" in request.POST})


@policy(signed_in, methods=("GET", "POST"))
def begin(request):
    """The first of three small pages: what one works as. Each keeps what it asked for at once."""
    me, kept = request.user, profile_of(request.user)
    post = employments_of(me, clock.today()).first()
    form = forms.OccupationForm(
        request.POST or None, title=post.title if post else "", kept=kept.occupation if kept else None
    )
    if "save" in request.POST and form.is_valid():
        people.say(me, occupation=form.cleaned_data["occupation"])
        return redirect("identity:begin_skills")
    return render(request, "identity/begin.html", {"form": form, "title": post.title if post else ""})


@policy(signed_in, methods=("GET", "POST"))
def begin_skills(request):
    """The second: what one can, among what the occupation usually asks for."""
    me, kept = request.user, profile_of(request.user)
    usual = usual_skills(kept.occupation if kept else None)
    chosen = {"skills": list(kept.skills.all()) if kept else []}
    form = forms.SkillsForm(request.POST or None, offered={"skills": usual}, chosen=chosen)
    if "save" in request.POST and form.is_valid():
        people.say(me, skills=form.cleaned_data["skills"])
        return redirect("identity:begin_wishes")
    return render(request, "identity/begin_skills.html", {"form": form, "occupation": kept and kept.occupation})


@policy(signed_in, methods=("GET", "POST"))
def begin_wishes(request):
    """The third: where, what and how much; then the first suggestions are shown."""
    me, kept = request.user, profile_of(request.user)
    offered = {"places": queries.places_near_work(me, clock.today()),
               "wishes": neighbours(kept.occupation if kept else None)}  # fmt: skip
    chosen = {name: list(getattr(kept, name).all()) if kept else [] for name in offered}
    asked = ("wanted", "how_much", "looks_for")
    first = {name: getattr(kept or Profile(), name) for name in asked}
    form = forms.WishesForm(request.POST or None, offered=offered, chosen=chosen, initial=first)
    if "save" in request.POST and form.is_valid():
        people.say(me, **{name: form.cleaned_data[name] for name in (*asked, *offered)})
        messages.success(request, "Din profil är sparad. Bara du ser den, tills du väljer något annat.")
        return redirect("recommending:suggestions")
    return render(request, "identity/begin_wishes.html", {"form": form})


@policy(signed_in, methods=("GET", "POST"))
def resume(request):
    """Read a CV, show what was recognised, and keep only what is ticked. The file is never kept."""
    if "keep" in request.POST:
        kept = forms.ResumeForm(request.POST)
        if kept.is_valid():
            words = kept.cleaned_data
            occupation = words.pop("occupations")
            people.add(request.user, **words, occupation=occupation)
            messages.success(request, "Det du kryssade i finns nu i din profil.")
            return redirect("recommending:suggestions")
    form = forms.ResumeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = queries.recognised(form.cleaned_data["file"])
        context = {"found": found, "form": forms.ResumeForm(found=found)}
        return render(request, "identity/resume_found.html", context)
    return render(request, "identity/resume.html", {"form": form})


@policy(signed_in, methods=("GET", "POST"))
def substitutes(request):
    today = clock.today()
    form = forms.SubstituteForm(request.POST or None, person=request.user, today=today)
    if request.method == "POST" and form.is_valid():
        people.hand_over(request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['substitute']} gör dina uppgifter de dagarna.")
        return redirect("identity:substitutes")
    context = {"form": form, "substitutions": substitutions_of(request.user, today), "today": today}
    return render(request, "identity/substitutes.html", context)


@policy(signed_in, methods=("POST",), sees="people.substitutions_of")
def take_back(request, pk):
    substitution = get_object_or_404(substitutions_of(request.user, clock.today()), pk=pk)
    people.take_back(substitution, by=request.user)
    messages.success(request, "Du gör dina uppgifter själv igen.")
    return redirect("identity:substitutes")


@policy(signed_in, methods=("GET", "POST"))
def consents(request):
    """Give or take back one consent at a time."""
    kind = request.POST.get("kind")
    if kind in ConsentKind.values:
        if request.POST.get("answer") == "yes":
            people.consent(request.user, kind=kind, text=CONSENT_TEXTS[ConsentKind(kind)])
        else:
            people.withdraw_consent(request.user, kind=kind)
        messages.success(request, "Ditt val är sparat.")
        return redirect("identity:consents")
    given = standing_consents(request.user)
    rows = [(kind, text, given.get(kind)) for kind, text in CONSENT_TEXTS.items()]
    return render(request, "identity/consents.html", {"rows": rows})


@policy(signed_in, methods=("GET", "POST"))
def preferences(request):
    me = request.user
    first = {"colour_scheme": me.colour_scheme, "wants_mail": me.wants_mail}
    form = forms.PreferenceForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        people.prefer(me, **form.cleaned_data)
        messages.success(request, "Dina inställningar är sparade.")
        return redirect("identity:preferences")
    return render(request, "identity/preferences.html", {"form": form})


@policy(signed_in)
def security(request):
    """Show the ways in; whoever carries a duty and has no second factor is led here from every page."""
    return render(request, "identity/security.html", {
        "me": request.user,
        "app": app_of(request.user),
        "keys": queries.keys_of(request.user),
        "codes_left": queries.recovery_codes_left(request.user),
        "is_waited_for": is_waited_for(request.user),
        "is_in_demo": settings.IS_DEMO,
    })  # fmt: skip


@policy(signed_in)
def keys(request):
    return redirect("mfa_index")


@policy(signed_in)
def again(request):
    return redirect("mfa_reauthenticate")


@policy(signed_in, methods=("GET", "POST"))
def sessions(request):
    this_key = request.session.session_key
    if request.method == "POST":
        device = request.POST.get("device", "")
        ended = actions.sign_out_elsewhere(
            request.user, this_key=this_key, device=int(device) if device.isdecimal() else None
        )
        messages.success(request, f"Utloggad på {'en enhet' if ended == 1 else f'{ended} enheter'}.")
        return redirect("usersessions_list")
    devices = queries.devices_of(request.user, this_key)
    return render(request, "identity/sessions.html", {"devices": devices})
