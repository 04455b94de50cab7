"""How allauth behaves here: nobody registers themself, nobody has a password, and codes can be read aloud."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.cryptokit import generate_user_code
from allauth.mfa.adapter import DefaultMFAAdapter

from kollega.core.qr import drawn
from kollega.identity import actions, queries
from kollega.people.queries import app_of

SAYS = {
    "account_inactive": "Ditt konto är stängt. Kontakta HR hos din arbetsgivare.",
    "incorrect_code": "Koden stämmer inte. Läs mejlet igen och skriv koden en gång till.",
    "too_many_login_attempts": "Det blev för många försök. Vänta fem minuter och be sedan om en ny kod.",
    "rate_limited": "Det gick lite fort. Vänta en minut och försök igen.",
}
SAYS_OF_KEYS = {
    "cannot_delete_authenticator": "Du kan inte ta bort ditt sista sätt att visa att det är du.",
    "cannot_generate_recovery_codes": "Lägg till en app eller en passnyckel först.",
    "incorrect_code": "Koden stämmer inte. Vänta tills appen visar en ny kod och skriv den.",
    "unverified_email": "Logga ut och in igen innan du lägger till en app eller en passnyckel.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Persons come from their employer; an address that is not known gets a mail that says so."""

    error_messages = DefaultAccountAdapter.error_messages | SAYS

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def generate_login_code(self) -> str:
        """Return six letters without vowels, so that no two are taken for each other and no word appears."""
        return generate_user_code(length=6)

    def get_login_stages(self) -> list[str]:
        # An address comes from the employer and a code to it proves it, so nothing is left to verify.
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        actions.welcome(user)
        return super().pre_login(request, user, **kwargs)

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        words = {
            "mfa_reauthenticate": "Använd en kod från appen eller en reservkod",
            "mfa_reauthenticate:webauthn": "Använd din passnyckel",
        }
        methods = [m | {"description": words[m["id"]]} for m in super().get_reauthentication_methods(user)]
        # Without an app, the only codes are the reserve codes, and those are for the day the passkey is lost.
        return methods if not methods or app_of(user) else methods[::-1]


class KeyAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkeys, in Swedish."""

    error_messages = DefaultMFAAdapter.error_messages | SAYS_OF_KEYS

    def build_totp_svg(self, url: str) -> str:
        return drawn(url)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        from_before = queries.keys_of(user).count()
        return f"Passnyckel {from_before + 1}" if from_before else "Min passnyckel"
