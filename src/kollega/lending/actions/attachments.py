"""Adding a file to the terms, and taking it away."""

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.documents import actions as documents
from kollega.documents.reader import Examined
from kollega.lending.actions.held import locked
from kollega.lending.models import Agreement, Annex
from kollega.lending.rules.attachments import why_not_attach
from kollega.people.rules import Actor


@transaction.atomic
def attach(agreement: Agreement, examined: Examined, *, by: Actor) -> Annex:
    """Keep a file with the terms as they stand; a later version of them begins with it.

    :raises Refused: unless the lender's contact does it while the terms are written, or when there are as many as fit.
    """
    agreement = locked(agreement)
    version = agreement.version
    if refusal := why_not_attach(by, agreement, version.attachments.count()):
        raise Refused(refusal)
    file = documents.keep(examined, owner=agreement.lender, by=by.person)
    Entry.write("agreement.attached", agreement, by=by.person, owner=agreement.lender, digest=file.digest)
    return Annex.objects.create(version=version, file=file, made_at=clock.now())


@transaction.atomic
def detach(attachment: Annex, *, by: Actor) -> None:
    """Take a file away from the terms as they stand; it is erased unless an earlier version has it. Twice is once.

    :raises Refused: unless the lender's contact does it while the terms are written.
    """
    agreement = locked(attachment.version.agreement)
    if refusal := why_not_attach(by, agreement):
        raise Refused(refusal)
    if attachment.version_id != agreement.version.pk:
        raise Refused("Bilagan hör till en tidigare version och ligger kvar där.")
    if not Annex.objects.filter(pk=attachment.pk).delete()[0]:
        return
    Entry.write("agreement.detached", agreement, by=by.person, owner=agreement.lender, digest=attachment.file.digest)
    if not Annex.objects.filter(file=attachment.file).exists():
        documents.drop(attachment.file, by=by.person)
