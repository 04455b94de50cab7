"""Keeping a file that was found clean, and erasing it."""

from typing import Any

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.documents.models import Content, File
from kollega.documents.reader import Examined


@transaction.atomic
def keep(examined: Examined, *, owner: Any, by: Any) -> File:
    """Keep a file in the owner's records; the log has its digest, never its name.

    :param examined: what the reader gave; nothing else can be kept.
    """
    file = File.objects.create(
        owner=owner, name=examined.name, kind=examined.kind, size=examined.size, digest=examined.digest,
        kept_at=clock.now(), kept_by=by,
    )  # fmt: skip
    Content.objects.create(file=file, raw=examined.content)
    Entry.write("file.kept", file, by=by, owner=owner, digest=file.digest, kind=file.kind)
    return file


@transaction.atomic
def drop(file: File, *, by: Any) -> None:
    """Erase the file at once, and all it held; the log keeps that it was. Erasing it twice erases it once.

    :param by: the person, or None where its time was up.
    """
    held = File.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if held is None:
        return
    Entry.write("file.dropped", held, by=by, owner=held.owner, digest=held.digest)
    held.delete()
