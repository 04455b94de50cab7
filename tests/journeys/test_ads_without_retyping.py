"""An HR contact lets the ads come by themselves, and hears of it when they no longer do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.config.commands import worker
from kollega.core import clock
from kollega.core.fetch import Unreachable
from kollega.outbox.models import Message
from kollega.vacancies import actions
from tests.builders import a_duty, an_employer
from tests.vacancies.test_copies import national, take
from tests.vacancies.test_files import TEAMTAILOR

pytestmark = pytest.mark.django_db
ADDRESS = "https://jobb.exempel.invalid/jobs.rss"


def test_the_ads_come_by_themselves_once_each_and_a_fault_is_told(client, monkeypatch):
    lena = a_duty("contact", an_employer("Verket", org_number="202100-5489"))
    TOTP.activate(lena, "JBSWY3DPEHPK3PXP")
    client.force_login(lena)
    answer = [TEAMTAILOR.encode()]
    monkeypatch.setattr(actions, "fetch", lambda address: answer[0] if answer else _gone())
    typed = {"kind": "rss", "address": ADDRESS, "every_hours": "3", "is_whole": "on"}
    tried = client.post("/annonskallor/ny/", typed | {"try": "1", "once": str(uuid4())}).content.decode()
    assert "Vi hittade 1 annons." in tried
    source = client.post("/annonskallor/ny/", typed | {"save": "1", "once": str(uuid4())}).headers["Location"]
    worker.work(is_new_look=False)
    copy = {"url": "https://jobb.exempel.invalid/jobs/1234-registrator/applications/new"}
    take("jobsearch", [national(headline="Registrator, arkivarie", application_details=copy)])
    listed = client.get("/jobb-och-uppdrag/").content.decode()
    assert (listed.count("Registrator &amp; arkivarie"), "Registrator, arkivarie" in listed) == (1, False)
    answer.clear()
    with clock.at(clock.now() + timedelta(hours=4)):
        worker.work(is_new_look=False)
        assert "Källan finns inte på adressen" in client.get(source).content.decode()
        assert "Rätta annonskällan" in client.get("/att-gora/").content.decode()
    assert Message.objects.get(person=lena).subject == "Annonskällan RSS går inte att läsa"
    assert "Registrator &amp; arkivarie" in client.get("/jobb-och-uppdrag/").content.decode()


def _gone():
    raise Unreachable("Källan finns inte på adressen.")
