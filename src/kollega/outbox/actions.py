"""Telling people, sending what is due, and taking back what has not left."""

from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from kollega.core import clock
from kollega.outbox.mime import Plain
from kollega.outbox.models import Message
from kollega.outbox.rules import try_again_at
from kollega.outbox.terms import GIVE_UP_AFTER, HOLD


@transaction.atomic
def tell(
    people: Iterable, *, about: models.Model, event: str, subject: str, text: str, url: str, stop_url: str = ""
) -> None:
    """Tell each person once, in the caller's transaction; telling the same event again does nothing.

    :param event: what happened, unique together with the object and the person.
    :param url: where in the product the matter stands, as a path.
    :param stop_url: where one press stops mail of this kind; the mail program shows a button for it.
    """
    now = clock.now()
    rows = [
        Message(
            key=f"{event}:{about.pk}:{person.pk}",
            person=person,
            about_kind=about._meta.label_lower,
            about_id=about.pk,
            subject=subject[:160],
            text=text,
            url=url,
            stop_url=stop_url,
            created_at=now,
            send_after=now + HOLD,
            is_mailed=person.wants_mail,
        )
        for person in {p.pk: p for p in people if p is not None}.values()
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def recall(about: models.Model, *, event: str) -> int:
    """Take back what has neither been mailed nor read about the object; return how many were stopped in time.

    What is only shown in the product has been told when the minute is over.
    """
    now = clock.now()
    untold = Message.objects.filter(
        Q(is_mailed=True) | Q(send_after__gt=now), sent_at__isnull=True, read_at__isnull=True
    )
    return untold.filter(
        about_kind=about._meta.label_lower, about_id=about.pk, key__startswith=f"{event}:", recalled_at__isnull=True
    ).update(recalled_at=now)


@transaction.atomic
def read(person, *, message: Message | None = None) -> None:
    """Mark one message, or all of them, as read by the person."""
    unread = person.messages.filter(read_at__isnull=True)
    (unread.filter(pk=message.pk) if message else unread).update(read_at=clock.now())


def send_due() -> int:
    """Send every mail whose hold is over; return how many left. Several workers share the work without waiting."""
    sent = 0
    while (outcome := _send_next()) is not None:
        sent += outcome
    return sent


@transaction.atomic
def _send_next() -> int | None:
    """Send one mail with its row locked: 1 sent, 0 failed and put off, None when nothing is due."""
    message = (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .filter(sent_at__isnull=True, recalled_at__isnull=True, is_mailed=True, send_after__lte=clock.now())
        .filter(attempts__lt=GIVE_UP_AFTER)
        .order_by("send_after")
        .first()
    )
    if message is None:
        return None
    message.attempts += 1
    try:
        _mail(message).send()
    except Exception as error:  # any failure of a mail server is put off, and named to the operator
        message.last_error = f"{type(error).__name__}: {error}"[:300]
        message.send_after = try_again_at(clock.now(), message.attempts)
        message.save(update_fields=["attempts", "last_error", "send_after"])
        return 0
    message.sent_at, message.last_error = clock.now(), ""
    message.save(update_fields=["attempts", "sent_at", "last_error"])
    return 1


def _mail(message: Message) -> Plain:
    """Write the mail: the subject carries the news, the first line what to do, and nothing but text."""
    address = parseaddr(message.person.email)[1]
    if address != message.person.email:
        raise ValueError("address")
    body = f"{message.text}\n\n{settings.ADDRESS}{message.url}\n\n--\nÄndra dina mejl: {settings.ADDRESS}/mitt/\n"
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    subject = " ".join(message.subject.split())
    headers = {"Message-ID": f"<{message.pk}@{host}>"}
    if message.stop_url:  # RFC 8058
        headers["List-Unsubscribe"] = f"<{settings.ADDRESS}{message.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return Plain(subject, body, to=[address], headers=headers)
