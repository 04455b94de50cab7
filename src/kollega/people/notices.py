"""The mail with a code: it leaves at once, because the person is waiting for it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from kollega.people.models import Person

TEXT = """Hej {name},

din kod är {code}

Skriv den på sidan du har öppen{what}. Koden gäller i tio minuter och bara en gång.

Har du inte bett om någon kod? Lämna inte ut den till någon. Berätta för HR-kontakten hos din arbetsgivare.

--
Skickat av Kollega, {address}
"""


def proof(person: Person, *, code: str, what: str) -> None:
    """Mail the code when the transaction is over. It never lies in the outbox, where others could read it."""
    text = TEXT.format(
        name=person.given_name, code=code, what=f" för att {what}" if what else "", address=settings.ADDRESS
    )
    mail = EmailMessage(f"{code} är din kod i Kollega", text, to=[person.email])
    transaction.on_commit(mail.send)
