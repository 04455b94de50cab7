"""Amina says what she can and wants, is shown what suits her and why, gets a letter on Monday, and turns it all off."""

import uuid
from datetime import datetime, timedelta

import pytest

from kollega.core import clock
from kollega.outbox.models import Message
from kollega.recommending import actions as recommending
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy.models import Concept
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)


def test_a_profile_in_two_minutes_and_a_letter_on_monday(client):
    taxonomy.load_starter()
    amina = builders.an_employment(at=builders.an_employer("Bolagsverket", municipality_code="2281")).person
    client.force_login(amina)
    word = {concept.label: concept.pk for concept in Concept.objects.all()}

    def send(path, **said):
        return client.post(path, said | {"once": uuid.uuid4()}, follow=True).content.decode()

    with clock.at(MONDAY - timedelta(days=5)):
        assert "Börja din profil" in client.get("/start/").content.decode()
        send("/mitt/profil/borja/", save="1", occupation=word["Registrator"])
        send("/mitt/profil/borja/kompetenser/", save="1", skills=[word["Projektledning, erfarenhet"]])
        seen = send("/mitt/profil/borja/onskemal/", save="1", wanted="both", places=[word["Sundsvall"]])
        assert "Inget som är öppet passar just nu" in seen
        send("/mitt/samtycken/", kind="digest", answer="yes")
    with clock.at(MONDAY - timedelta(days=3)):
        suits = builders.a_listing("Projektledare, e-arkiv", municipality="2281", url="/uppdrag/1/")
        builders.a_listing("Kock", municipality="2281")
        assert "Du har angett projektledning och Sundsvall" in client.get("/start/").content.decode()
    with clock.at(MONDAY):
        assert recommending.tell_what_suits() == 1
        [letter] = Message.objects.filter(person=amina)
        assert letter.subject == f"Passar dig: Projektledare, e-arkiv, {suits.employer_name}"
        assert "Kock" not in letter.text
        client.logout()
        client.post(letter.stop_url)
        client.force_login(amina)
        assert "Du får inga mejl om förslagen" in client.get("/passar-dig/").content.decode()
        assert "Förslagen är avstängda" in send("/passar-dig/av-och-pa/", on="0")
        assert "Därför visas det här" not in client.get("/start/").content.decode()
