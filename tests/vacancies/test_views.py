from datetime import date

import pytest

from kollega.core import clock
from kollega.vacancies import actions
from kollega.vacancies.models import Vacancy
from tests.builders import an_employer
from tests.vacancies.test_import import a_row, take

pytestmark = pytest.mark.django_db
THEN = date(2025, 9, 12)


def page(client, vacancy, on=THEN):
    with clock.at(on):
        response = client.get(f"/jobb/{vacancy.pk}/")
    return response.status_code, response.content.decode()


@pytest.fixture
def vacancy(db):
    employer = an_employer("Verket", org_number="202100-5489")
    details = {"url": "https://rekrytering.exempel.invalid/1", "reference": "D 2025/17"}
    text = "Första stycket.\n\nAndra & <b>sista</b><script>alert(1)</script>."
    take(a_row(application_details=details, description={"text": text}))
    return Vacancy.objects.select_related("employer").get(employer=employer)


def test_anyone_reads_an_open_ad_and_where_it_is_answered(client, vacancy):
    status, shown = page(client, vacancy)
    assert status == 200
    for said in (
        "Registrator", "<p>Första stycket.</p>", "Andra &amp; sista", "13 dagar kvar", "Deltid, 50–80 procent",
        "D 2025/17",
        'href="https://rekrytering.exempel.invalid/1"', f"/arbetsgivare/{vacancy.employer_id}/",
    ):  # fmt: skip
        assert said in shown
    assert "alert(1)" not in shown


def test_the_last_day_is_today_and_the_day_after_it_is_closed(client, vacancy):
    assert "Sista dagen i dag" in page(client, vacancy, date(2025, 9, 25))[1]
    status, shown = page(client, vacancy, date(2025, 9, 26))
    assert status == 200
    assert "Annonsen har stängt" in shown
    assert "rekrytering.exempel.invalid" not in shown


def test_a_removed_ad_says_that_it_is_gone(client, vacancy):
    actions.remove(vacancy)
    status, shown = page(client, vacancy)
    assert status == 410
    assert "Annonsen är borttagen" in shown


def test_an_ad_of_an_unknown_employer_has_no_link_to_one(client):
    take(a_row(employer={"name": "Okända AB"}))
    status, shown = page(client, Vacancy.objects.get())
    assert (status, "Okända AB" in shown) == (200, True)
    assert "/arbetsgivare/" not in shown


def test_an_ad_that_does_not_exist_is_no_page(client):
    assert client.get("/jobb/00000000-0000-0000-0000-000000000000/").status_code == 404
