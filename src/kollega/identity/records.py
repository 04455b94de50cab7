"""What signing in keeps, and what it knows about one person: names and days, never the secrets themselves.

The tables are allauth's and Django's; they are named here because they hold our persons.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from kollega.core.records import Kept
from kollega.identity.queries import device_name

CLOSED = "kontot stängdes"

KEPT = (
    Kept("account.EmailAddress", "Adress att logga in med", "Arbetsgivaren", "konto", CLOSED, "90 dagar."),
    Kept(
        "mfa.Authenticator",
        "Passnyckel, app och reservkoder",
        "Du själv",
        "konto",
        CLOSED,
        "90 dagar. Tas bort genast när du tar bort dem.",
    ),
    Kept(
        "usersessions.UserSession",
        "Enhet där du är inloggad",
        "Arbetsgivaren",
        "säkerhetslogg",
        "du loggade ut",
        "Tas bort när du loggar ut, annars efter 12 timmar.",
    ),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return how the person signs in and where they are signed in."""
    return {
        "Sätt att visa att det är du": [
            {
                "Slag": _kind(key),
                "Tillagd": key.created_at.isoformat(),
                "Använd senast": key.last_used_at.isoformat() if key.last_used_at else None,
            }
            for key in Authenticator.objects.filter(user_id=person.pk).order_by("created_at")
        ],
        "Enheter": [
            {
                "Enhet": device_name(s.user_agent),
                "Nätadress": s.ip,
                "Inloggad": s.created_at.isoformat(),
                "Använd senast": s.last_seen_at.isoformat(),
            }
            for s in UserSession.objects.filter(user_id=person.pk).order_by("created_at")
        ],
    }


def _kind(key: Authenticator) -> str:
    if key.type == Authenticator.Type.WEBAUTHN:
        return f"Passnyckel: {key}"
    return "App för engångskoder" if key.type == Authenticator.Type.TOTP else "Reservkoder"
