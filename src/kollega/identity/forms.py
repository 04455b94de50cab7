"""The questions on the sign-in pages and on the pages about oneself."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from kollega.core.incoming import Unreadable
from kollega.identity import actions
from kollega.identity.files import LARGEST, resume_in
from kollega.identity.rules import Resume
from kollega.people.models import Person
from kollega.people.queries import colleagues_of, concepts_like, employments_of
from kollega.people.terms import ColourScheme, HowMuch, Visibility, Wanted
from kollega.taxonomy.models import Concept
from kollega.taxonomy.queries import occupations_like
from kollega.taxonomy.terms import Kind

CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
WHO_SEES = {
    Visibility.NOBODY: "Ingen annan ser det du skriver här. Du får ändå förslag på uppdrag.",
    Visibility.CONTACTS: "HR-kontakterna hos nätverkets arbetsgivare ser din profil. Din chef ser den inte.",
    Visibility.NETWORK: "Alla som är inloggade och anställda hos en arbetsgivare i nätverket ser din profil.",
}
CHOOSE = "Välj en fil i formatet JSON Resume."
WORDS = {
    "skills": ((Kind.SKILL,), "Kompetenser"),
    "languages": ((Kind.LANGUAGE,), "Språk"),
    "places": ((Kind.MUNICIPALITY, Kind.REGION), "Platser där du kan arbeta"),
}


class AskForCodeForm(RequestLoginCodeForm):
    """One question: which address. Only a person's present address finds them, and nobody learns whether it did."""

    email = forms.EmailField(
        label="Din e-postadress i arbetet",
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "autofocus": True}),
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = Person.objects.filter(email__iexact=email, is_active=True).first()
        if self._user:
            actions.welcome(self._user)
        return email


class JoinForm(AskForCodeForm):
    """Who someone is who applies for a job and has no account. An address that is known gets its code all the same."""

    given_name = forms.CharField(
        label="Förnamn", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Skriv ditt förnamn."},
    )  # fmt: skip
    family_name = forms.CharField(
        label="Efternamn", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": "Skriv ditt efternamn."},
    )  # fmt: skip
    email = forms.EmailField(
        label="Din e-postadress", widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Dit kommer koden nu, och besked om din ansökan sedan.",
        error_messages={"required": "Skriv din e-postadress.", "invalid": "Skriv hela e-postadressen."},
    )  # fmt: skip
    field_order = ("given_name", "family_name", "email")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not ratelimit.consume(context.request, action="signup"):
            raise get_adapter().validation_error("too_many_login_attempts")
        if not self.errors and self._user is None:
            self._user = actions.join(**{name: given[name] for name in self.field_order})
        return given


class _Code:
    """Swedish words and the right keyboard for a form that asks for a code."""

    label = "Kod"
    hint = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.label, code.help_text = self.label, self.hint
        code.widget = forms.TextInput(attrs={**CODE_ATTRIBUTES, "autofocus": True})


class LoginCodeForm(_Code, ConfirmLoginCodeForm):
    label = "Koden i mejlet"
    hint = "Sex bokstäver. Det spelar ingen roll om du skriver stora eller små, med eller utan streck."


class SecondCodeForm(_Code, AuthenticateForm):
    label = "Koden i appen"
    hint = "Sex siffror. Har du inte appen till hands kan du skriva en reservkod."


class AgainForm(_Code, ReauthenticateForm):
    label = "Koden i appen"
    hint = "Sex siffror. Har du inte appen till hands kan du skriva en reservkod."


class AddAppForm(_Code, ActivateTOTPForm):
    label = "Koden som appen visar"
    hint = "Sex siffror. Appen byter kod varje halvminut."


class AddKeyForm(AddWebAuthnForm):
    """A passkey always signs in on its own here, so nothing is asked but a name."""

    name = forms.CharField(
        label="Vad ska passnyckeln heta?", max_length=60, required=False, help_text="Till exempel Jobbtelefonen."
    )
    passwordless = forms.BooleanField(initial=True, required=False, widget=forms.HiddenInput)


class NameKeyForm(EditWebAuthnForm):
    name = forms.CharField(label="Vad ska passnyckeln heta?", max_length=60)


class ProfileForm(forms.Form):
    """What a person says about themself. Words are found by searching, and kept by ticking."""

    looks_for = forms.CharField(
        label="Vad söker du?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Skriv vad du vill pröva eller lära dig. Skriv inte om hälsa eller familj.",
    )  # fmt: skip
    visible_to = forms.ChoiceField(label="Vem får se din profil?", choices=Visibility, widget=forms.RadioSelect)

    def __init__(self, *args: Any, profile: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visible_to"].descriptions = WHO_SEES
        for name, (kinds, label) in WORDS.items():
            search = f"find_{name}"
            self.fields[search] = forms.CharField(label=f"Sök bland {label.split()[0].lower()}", required=False)
            self.fields[name] = forms.ModelMultipleChoiceField(
                label=label, required=False, queryset=self._words(name, kinds, profile),
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            if profile:
                self.initial.setdefault(name, [c.pk for c in getattr(profile, name).all()])

    def _words(self, name: str, kinds: tuple[str, ...], profile: Any) -> Any:
        """Return the words to tick: those chosen before, those ticked now, and those found."""
        chosen = {c.pk for c in getattr(profile, name).all()} if profile else set()
        if self.is_bound:
            chosen |= set(self.data.getlist(name))  # type: ignore[attr-defined]
            chosen |= {c.pk for c in concepts_like(kinds, self.data.get(f"find_{name}", ""))}
        return Concept.objects.filter(pk__in=chosen, kind__in=kinds).order_by("label")

    @property
    def words(self) -> list[tuple[str, Any, Any, bool]]:
        """Return name, search and ticks for each kind of word, and whether a search found nothing."""
        return [
            (name, self[f"find_{name}"], self[name], bool(self.is_bound and self.data.get(f"find_{name}")))
            for name in WORDS
        ]


class PreferenceForm(forms.Form):
    colour_scheme = forms.ChoiceField(label="Färger", choices=ColourScheme, widget=forms.RadioSelect)
    wants_mail = forms.BooleanField(
        label="Skicka aviseringar också med mejl", required=False,
        help_text="Aviseringar finns alltid i Kollega. Koder för att logga in och skriva under kommer alltid med mejl.",
    )  # fmt: skip


class SubstituteForm(forms.Form):
    """Who does the person's tasks, where, and between which days."""

    substitute = forms.ModelChoiceField(
        label="Vem ska göra dina uppgifter?", queryset=Person.objects.none(), empty_label="Välj en kollega"
    )
    employer = forms.ModelChoiceField(
        label="Hos vilken arbetsgivare?", queryset=Person.objects.none(), empty_label="Välj arbetsgivare"
    )
    from_on = forms.DateField(label="Första dagen", widget=forms.TextInput)
    to_on = forms.DateField(label="Sista dagen", widget=forms.TextInput)

    def __init__(self, *args: Any, person: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = employments_of(person, today)
        self.fields["substitute"].queryset = colleagues_of(person, today)  # type: ignore[attr-defined]
        employers = type(posts[0].employer).objects.filter(pk__in=[p.employer_id for p in posts]) if posts else None
        if employers is not None:
            self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
            if len(employers) == 1:
                self.fields["employer"].initial = employers[0]
                self.fields["employer"].widget = forms.HiddenInput()


class Ticks(forms.Form):
    """Words to tick: those that are offered, those chosen before or now, and those a search finds.

    A press on Sök shows the page again with what was found; only the main button keeps anything.
    """

    asked: dict[str, tuple[tuple[str, ...], str, str]] = {}
    """For each question its kinds of words, its label, and the label of its search."""

    def __init__(self, *args: Any, offered: dict[str, list[Concept]], chosen: dict[str, list[Concept]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, (kinds, label, search) in self.asked.items():
            self.fields[f"find_{name}"] = forms.CharField(label=search, required=False, max_length=100)
            self.fields[f"find_{name}"].is_asked = True  # type: ignore[attr-defined]
            found = concepts_like(kinds, self.data.get(f"find_{name}", "")) if self.is_bound else []
            ticked = self.data.getlist(name) if self.is_bound else []  # type: ignore[attr-defined]
            ids = [c.pk for c in (*chosen[name], *offered[name], *found)]
            self.fields[name] = forms.ModelMultipleChoiceField(
                label=label, required=False, widget=forms.CheckboxSelectMultiple,
                queryset=Concept.objects.filter(pk__in={*ids, *ticked}, kind__in=kinds).order_by("label"),
            )  # fmt: skip
            self.fields[name].is_asked = True  # type: ignore[attr-defined]
            self.initial.setdefault(name, [c.pk for c in chosen[name]])

    @property
    def words(self) -> list[tuple[str, Any, Any, bool]]:
        """Return name, search and ticks of each question, and whether it was searched."""
        return [
            (name, self[f"find_{name}"], self[name], bool(self.is_bound and self.data.get(f"find_{name}")))
            for name in self.asked
        ]


class OccupationForm(forms.Form):
    """What one works as: one of those found for the title, or for what was searched."""

    find = forms.CharField(label="Sök ett annat yrke", required=False, max_length=100)

    def __init__(self, *args: Any, title: str, kept: Concept | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["find"].is_asked = True  # type: ignore[attr-defined]
        searched = self.data.get("find", "").strip() if self.is_bound else ""
        found = occupations_like(searched or title)
        ids = {c.pk for c in found} | ({kept.pk} if kept else set()) | {self.data.get("occupation") or ""}
        self.fields["occupation"] = forms.ModelChoiceField(
            label="Vad arbetar du som?", required=False, widget=forms.RadioSelect, empty_label=None, blank=True,
            queryset=Concept.objects.filter(pk__in=ids, kind=Kind.OCCUPATION).order_by("label"), initial=kept,
        )  # fmt: skip
        self.fields["occupation"].is_asked = True  # type: ignore[attr-defined]


class SkillsForm(Ticks):
    """What one can: what the occupation usually asks for, and whatever else one searches for."""

    asked = {"skills": ((Kind.SKILL,), "Kryssa i det du kan", "Sök fler kompetenser")}


class WishesForm(Ticks):
    """Where one can work, what one would like to try, and how much."""

    asked = {
        "places": ((Kind.MUNICIPALITY, Kind.REGION), "Var kan du arbeta?", "Sök fler platser"),
        "wishes": ((Kind.OCCUPATION,), "Vad vill du pröva att arbeta som?", "Sök fler yrken"),
    }
    wanted = forms.ChoiceField(label="Vad letar du efter?", choices=Wanted, widget=forms.RadioSelect)
    how_much = forms.ChoiceField(
        label="Hur mycket vill du arbeta?", choices=HowMuch, widget=forms.RadioSelect, required=False
    )
    looks_for = forms.CharField(
        label="Med dina egna ord", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Till exempel: Vill leda något med flera myndigheter. Skriv inte om hälsa eller familj.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how_much"].is_asked = True  # type: ignore[attr-defined]


class ResumeFileForm(forms.Form):
    """A CV as JSON Resume; the answer is what was read out of it."""

    file = forms.FileField(
        label="Ditt CV", help_text="En fil i formatet JSON Resume, högst 1 MB. Vi läser den och sparar den inte.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": CHOOSE, "invalid": CHOOSE,
                        "empty": "Filen är tom. Kontrollera att du valde rätt fil, och välj den igen."},
    )  # fmt: skip

    def clean_file(self) -> Resume:
        sent = self.cleaned_data["file"]
        try:
            return resume_in(sent.read(LARGEST + 1) if sent.size <= LARGEST else bytes(LARGEST + 1))
        except Unreadable as refused:
            raise forms.ValidationError(list(refused.reasons)) from refused


class ResumeForm(forms.Form):
    """What was recognised in a CV, to tick; anything that may be chosen in a profile may come back from it."""

    def __init__(self, *args: Any, found: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (kinds, label) in {"occupations": ((Kind.OCCUPATION,), "Yrke"), **WORDS}.items():
            offered = Concept.objects.filter(kind__in=kinds, is_known=True, is_deprecated=False).order_by("label")
            words = getattr(found, name) if found else []
            one = name == "occupations"
            kind = forms.ModelChoiceField if one else forms.ModelMultipleChoiceField
            more = {"empty_label": "Inget av dem", "blank": False} if one else {}
            self.fields[name] = kind(
                label=label, required=False, widget=forms.RadioSelect if one else forms.CheckboxSelectMultiple,
                queryset=offered.filter(pk__in=[c.pk for c in words]) if found else offered, **more,
            )  # fmt: skip
            self.fields[name].is_asked = True  # type: ignore[attr-defined]
            self.initial[name] = words[0].pk if one and words else [c.pk for c in words]
