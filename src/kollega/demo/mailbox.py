"""Receives every mail of the demo."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kollega.core import clock
from kollega.demo.models import Letter


class Backend(BaseEmailBackend):
    """Keeps letters in the demo's mailbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            written = message.message()
            for address in message.recipients():
                Letter.objects.create(
                    message_id=str(written["Message-ID"]),
                    to=address,
                    subject=str(message.subject),
                    body=str(message.body),
                    at=clock.now(),
                )
        return len(email_messages)
