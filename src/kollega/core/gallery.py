"""Invented things for the page that shows every building block."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django import forms

from kollega.core import clock
from kollega.core.day_field import DayField
from kollega.core.palette import why_not_colour

LONG = "Arbetsmarknadsdagssamordningsansvarig för digitaliseringsförvaltningsuppdraget"


@dataclass(frozen=True)
class Someone:
    id: int
    name: str
    initials: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Matter:
    words: str
    tone: str

    def get_state_display(self) -> str:
        return self.words


@dataclass(frozen=True)
class Chore:
    title: str
    context: str
    button: str
    icon: str
    urgency: str
    due_on: date | None = None
    url: str = "#uppgifter"


@dataclass(frozen=True)
class Way:
    name: str
    label: str
    needs_reason: bool = False


class Questions(forms.Form):
    """Every kind of question once."""

    name = forms.CharField(label="Rubrik", max_length=80, help_text="Skriv så att den som läser förstår direkt.")
    share = forms.ChoiceField(
        label="Hur mycket kan du arbeta i uppdraget?",
        choices=[("80", "80 procent"), ("other", "En annan andel")],
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label="När kan du börja?")
    why = forms.CharField(
        label="Varför är du intresserad?", max_length=1500, widget=forms.Textarea,
        help_text="Skriv inte personnummer eller uppgifter om hälsa.",
    )  # fmt: skip
    place = forms.ChoiceField(label="Plats", choices=[("", "Välj plats"), ("s", "Sundsvall"), ("h", "Härnösand")])
    percent = forms.IntegerField(label="Omfattning i procent", required=False)
    ways = forms.MultipleChoiceField(
        label="Hur vill du arbeta?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("on", "På plats"), ("part", "Delvis på distans"), ("off", "Helt på distans")],
    )  # fmt: skip
    agrees = forms.BooleanField(label="Kontaktpersoner i nätverket får se att jag är öppen för uppdrag")
    email = forms.EmailField(label="E-post", required=False)


SHARES = {"80": "Som i annonsen.", "other": "Berätta vilken i rutan längre ner."}
AGENCIES = [
    Someone(4, "Kustmyndigheten", "KM"),
    Someone(5, "Registerverket", "RV"),
    Someone(6, "Studiestödsverket", "SV"),
    Someone(7, "Länsförvaltningen i Mitt", "LM"),
    Someone(8, "Betalningsverket", "BV"),
    Someone(9, "Skogsinspektionen", "SI"),
    Someone(10, "Tjänstepensionsverket", "TP"),
    Someone(11, "Vägförvaltningen", "VF"),
]
PEOPLE = [Someone(1, "Amina Warsame", "AW"), Someone(2, "Jonas Ek", "JE"), Someone(3, "Petra Sandström", "PS")]
STATES = [
    Matter("Utkast", "neutral"), Matter("Skickad", "info"), Matter("Väntar på chefssamtal", "warning"),
    Matter("Underskrivet", "ok"), Matter("Avstyrkt", "bad"), Matter("Öppet", "accent"), Matter("Utlånad", "brand"),
]  # fmt: skip
TONES = ["neutral", "accent", "brand", "warm", "ok", "warning", "bad", "info", "line"]


def chores() -> list[Chore]:
    """Return things to do with days that follow the clock."""
    today = clock.today()
    return [
        Chore("Ta ställning till utlåning av Amina Warsame", "Registerverket, 1 mars–30 april 2027.", "Ta ställning",
              "warning", "now", today + timedelta(1)),
        Chore("Boka samtal med din mentor Karin Åsberg", "Karin har tre lediga tider.", "Välj tid", "chat", "week",
              today + timedelta(9)),
        Chore(f"Granska {LONG}", "Fyra frågor, tar tre minuter.", "Svara", "star", "later"),
    ]  # fmt: skip


def frame(is_guest: bool) -> dict:
    """Return what stands around the page, as the context processor gives it."""
    nav = [
        {"url": "#ord", "text": text, "current": text == "Utlåning", "count": 3 if text == "Att göra" else 0}
        for text in ("Start", "Att göra", "Program", "Utlåning", "Evenemang", "Uppföljning")
    ]
    tabs = [
        {"url": "#ord", "text": text, "icon": icon, "current": text == "Start", "count": 3 if text == "Att göra" else 0}
        for text, icon in (
            ("Start", "home"),
            ("Sök", "search"),
            ("Att göra", "inbox"),
            ("Lån", "swap"),
            ("Mitt", "person"),
        )
    ]
    network = {"name": "Myndighetsnätverket Sundsvall", "tagline": "18 myndigheter i samverkan", "slug": "sundsvall"}
    return {
        "network": network,
        "logo_url": "",
        "nav": nav,
        "tabs": [] if is_guest else tabs,
        "person": None if is_guest else PEOPLE[0],
        "role_text": "Medarbetare, Kustmyndigheten",
        "notices_count": 2,
        "notices_url": "#notiser",
        "account_url": "#konto",
        "login_url": "#logga-in",
        "front_url": "#start",
        "is_demo": True,
        "demo_bar": {
            "text": "Demo. Personer och händelser är påhittade.",
            "links": [("Byt person", "#byt"), ("Brevlåda", "#brev"), ("Flytta tiden", "#tid")],
        },
        "footer": [
            ("Hitta snabbt", [("Jobb och uppdrag", "#j"), ("Organisationerna", "#o"), ("Kontakta oss", "#k")]),
            ("Om webbplatsen", [("Tillgänglighetsredogörelse", "#t"), ("Personuppgifter", "#p"), ("Kakor", "#c")]),
        ],
    }


def everything(query: dict) -> dict:
    """Return the context of the page. `farger=ffe600-ffc0da-111111` shows it in other colours."""
    filled = Questions(
        {"name": "E-arkiv", "share": "", "starts_on": "snart", "why": "x" * 1600, "place": "", "ways": ["on"]}
    )
    context = frame("gast" in query) | {
        "blank": Questions(auto_id="tom_%s", initial={"share": "80"}),
        "form": filled,
        "shares": SHARES,
        "agencies": AGENCIES,
        "people": PEOPLE,
        "states": STATES,
        "tones": TONES,
        "chores": chores(),
        "take": Way("support", "Tillstyrk"),
        "refuse": Way("decline", "Avstyrk", needs_reason=True),
        "long": LONG,
        "takes_focus": "fokus" in query,
        "sum": Decimal("46200"),
        "ore": Decimal("1234.5"),
        "first": date(2027, 3, 1),
        "last": date(2027, 4, 30),
        "tab_items": [
            {"url": "#flikar", "text": "Mina", "current": True, "count": 4},
            {"url": "#flikar", "text": "Väntar på andra", "count": 3},
            {"url": "#flikar", "text": "Klara"},
        ],
        "page": {"previous": "?fore=a", "next": "?efter=b"},
        "crumb_items": [("Utlåning", "#u"), ("Kustmyndigheten", "#k")],
        "steps": [("Anmälan skickad", "done"), ("Samtal med chef", "now"), ("Myndigheten väljer", "next"),
                  ("Avtal", "next"), ("Start 1 mars", "next")],
    }  # fmt: skip
    colours = [f"#{part}" for part in query.get("farger", "").split("-")]
    if len(colours) == 3 and not any(why_not_colour(colour) for colour in colours):
        context["theme"] = dict(zip(("accent", "brand1", "brand2"), colours, strict=True))
    return context
