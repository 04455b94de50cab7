"""What people keeps, and what it knows about one person."""

from typing import Any

from kollega.core.records import Kept

WHILE_HERE = "anställning eller roll upphörde"
ERASED = "Stängs genast, raderas efter 90 dagar."

KEPT = (
    Kept("people.Person", "Konto", "Arbetsgivaren", "konto", WHILE_HERE, ERASED),
    Kept("people.Employment", "Anställning", "Arbetsgivaren", "konto", WHILE_HERE, ERASED),
    Kept("people.Duty", "Roll", "Arbetsgivaren eller nätverket", "roll", "rollen upphörde", "5 år."),
    Kept("people.Substitution", "Ersättare", "Arbetsgivaren", "roll", "sista dagen", "5 år."),
    Kept(
        "people.Profile",
        "Profil",
        "Du själv",
        "intresse",
        "du bekräftade profilen senast",
        "12 månader, sedan frågar vi. Raderas genast när du ber om det.",
    ),
    Kept("people.Consent", "Samtycke", "Du själv", "intresse", "du tog tillbaka samtycket", "24 månader."),
    Kept(
        "people.Proof", "Kod för att skriva under", "Arbetsgivaren", "säkerhetslogg", "koden skickades", "24 månader."
    ),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what people knows about the person, as words and plain values."""
    return {
        "Konto": [
            {
                "Namn": str(person),
                "E-post": person.email,
                "Telefon": person.phone,
                "Konto sedan": _iso(person.joined_at),
                "Färger": person.get_colour_scheme_display(),
                "Aviseringar med mejl": person.wants_mail,
            }
        ],
        "Anställningar": [
            {
                "Arbetsgivare": str(e.employer),
                "Befattning": e.title,
                "Enhet": str(e.unit or ""),
                "Procent": e.share,
                "Närmaste chef": str(e.manager or ""),
                "Från": _iso(e.from_on),
                "Till": _iso(e.to_on),
            }
            for e in person.employments.select_related("employer", "unit", "manager").order_by("from_on", "pk")
        ],
        "Roller": [
            {
                "Roll": d.get_kind_display(),
                "Hos": str(d.employer or d.network),
                "Från": _iso(d.from_on),
                "Till": _iso(d.to_on),
            }
            for d in person.duties.select_related("employer", "network").order_by("from_on", "pk")
        ],
        "Ersättare": [
            {
                "Gör dina uppgifter": str(s.substitute),
                "Hos": str(s.employer),
                "Från": _iso(s.from_on),
                "Till": _iso(s.to_on),
            }
            for s in person.substitutions.select_related("substitute", "employer").order_by("from_on", "pk")
        ]
        + [
            {
                "Du gör uppgifter åt": str(s.person),
                "Hos": str(s.employer),
                "Från": _iso(s.from_on),
                "Till": _iso(s.to_on),
            }
            for s in person.substitutes_for.select_related("person", "employer").order_by("from_on", "pk")
        ],
        "Profil": _profile(person),
        "Samtycken": [
            {
                "Samtycke": c.get_kind_display(),
                "Text": c.text,
                "Givet": _iso(c.given_at),
                "Taget tillbaka": _iso(c.withdrawn_at),
            }
            for c in person.consents.order_by("given_at")
        ],
        "Koder för att skriva under": [
            {
                "Sätt": p.get_way_display(),
                "Skickad": _iso(p.created_at),
                "Använd": _iso(p.used_at),
                "Försök": p.attempts,
            }
            for p in person.proofs.order_by("created_at")
        ],
    }


def _profile(person: Any) -> list[dict[str, Any]]:
    profile = getattr(person, "profile", None)
    if profile is None:
        return []
    words = {
        label: [str(c) for c in getattr(profile, name).order_by("label")]
        for name, label in (
            ("skills", "Kompetenser"), ("languages", "Språk"), ("places", "Platser"), ("wishes", "Vill pröva"),
        )
    }  # fmt: skip
    return [
        {
            "Yrke": str(profile.occupation or ""),
            "Söker": profile.looks_for,
            **words,
            "Vill ha": profile.get_wanted_display(),
            "Hur mycket": profile.get_how_much_display(),
            "Förslag på det som passar": profile.has_suggestions,
            "Synlig för": profile.get_visible_to_display(),
        }
    ]


def _iso(when: Any) -> str | None:
    return when.isoformat() if when else None
