"""Files that belong to the terms: added while they are written, named in what is signed, kept with each version."""

from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile

from kollega.core.workflow import Refused
from kollega.documents.models import File
from kollega.lending import actions, queries
from kollega.lending.terms import ATTACHMENTS
from tests import builders
from tests.builders import an_annex, verbs_of
from tests.documents.made import a_pdf
from tests.lending.test_papers import words

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def loan(today):
    return builders.Loan(today)


def test_what_is_signed_names_each_file_and_its_checksum(loan, today):
    agreement = loan.selected()
    annex = an_annex(agreement, by=loan.by(loan.contact))
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    actions.offer(agreement, by=loan.by(loan.contact), today=today)
    actions.accept(agreement, by=loan.by(loan.their_contact), today=today)
    said = words(loan.fresh(agreement).version.paper.pdf)
    assert "uppdraget.pdf" in said
    assert annex.file.digest in said.replace("\n", "").replace(" ", "")
    for person in (loan.head, loan.their_head, loan.employee):
        loan.signs(loan.fresh(agreement), person)
    assert "uppdraget.pdf" in words(loan.fresh(agreement).version.paper.signed_pdf)
    assert "agreement.attached" in verbs_of(agreement)


def test_only_who_writes_the_terms_adds_and_only_while_they_are_written(loan, today):
    agreement = loan.selected()
    for person in (loan.their_contact, loan.manager, loan.employee, loan.head):
        with pytest.raises(Refused):
            an_annex(agreement, by=loan.by(person))
    annex = an_annex(agreement, by=loan.by(loan.contact))
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    actions.offer(agreement, by=loan.by(loan.contact), today=today)
    with pytest.raises(Refused):
        an_annex(agreement, by=loan.by(loan.contact))
    with pytest.raises(Refused):
        actions.detach(annex, by=loan.by(loan.contact))
    assert File.objects.count() == 1


def test_as_many_as_fit(loan):
    agreement = loan.selected()
    for number in range(ATTACHMENTS):
        an_annex(agreement, by=loan.by(loan.contact), name=f"{number}.pdf")
    with pytest.raises(Refused, match="rymmer 10 bilagor"):
        an_annex(agreement, by=loan.by(loan.contact))


def test_a_new_version_begins_with_them_and_what_was_sent_keeps_them(loan, today):
    agreement = loan.selected()
    an_annex(agreement, by=loan.by(loan.contact))
    actions.write_terms(agreement, by=loan.by(loan.contact), **loan.terms())
    actions.offer(agreement, by=loan.by(loan.contact), today=today)
    actions.send_back(agreement, by=loan.by(loan.their_contact), reason="Fel bilaga.", today=today)
    first, second = loan.fresh(agreement).versions.all()
    assert queries.attached(first) == queries.attached(second) != []
    with pytest.raises(Refused, match="tidigare version"):
        actions.detach(first.attachments.get(), by=loan.by(loan.contact))
    actions.detach(second.attachments.get(), by=loan.by(loan.contact))
    assert (len(queries.attached(first)), len(queries.attached(second)), File.objects.count()) == (1, 0, 1)


def test_what_is_taken_away_is_erased_once(loan):
    agreement = loan.selected()
    annex = an_annex(agreement, by=loan.by(loan.contact))
    actions.detach(annex, by=loan.by(loan.contact))
    actions.detach(annex, by=loan.by(loan.contact))
    assert not File.objects.exists()
    assert verbs_of(agreement).count("agreement.detached") == 1


def test_the_page_takes_a_file_gives_it_back_and_refuses_a_program(loan, client):
    agreement = loan.selected()
    TOTP.activate(loan.contact, SECRET)
    client.force_login(loan.contact)
    at = f"/utlaning/{agreement.pk}/"

    def send(content):
        file = SimpleUploadedFile("bilaga.pdf", content)
        return client.post(f"{at}bilaga/", {"file": file, "once": uuid4()}, follow=True).content.decode()

    assert "bilaga.pdf är tillagd" in send(a_pdf())
    annex = loan.fresh(agreement).version.attachments.get()
    given = client.get(f"{at}bilaga/{annex.pk}/")
    assert given.status_code == 200
    assert "attachment" in given["Content-Disposition"]
    page = send(b"MZ\x90\x00" + b"\0" * 99)
    assert "är tillagd" not in page
    assert loan.fresh(agreement).version.attachments.count() == 1
    client.post(f"{at}bilaga/{annex.pk}/ta-bort/", {"once": uuid4()})
    assert not loan.fresh(agreement).version.attachments.exists()
