"""An own vacancy and its copies in other feeds are one row on the list, whichever comes first."""

from datetime import date

import pytest

from kollega.catalogue.models import Listing
from kollega.people.queries import actor
from kollega.recruiting import actions
from kollega.vacancies.models import Vacancy
from tests import builders
from tests.vacancies.test_import import a_row, take

pytestmark = pytest.mark.django_db


def national(made, **changes):
    """Return the ad as Platsbanken has it, with the id that our file gave it."""
    said = {
        "id": "29000001", "external_id": str(made.pk), "headline": made.title,
        "employer": {"name": made.employer.name, "organization_number": "2021005489"},
        "application_deadline": "2026-12-14T23:59:59", "publication_date": "2026-11-24T00:00:00",
    }  # fmt: skip
    return a_row(**said | changes)


def on_the_list():
    return list(Listing.objects.filter(is_open=True).values_list("url", flat=True))


def test_the_copy_that_comes_after_is_no_second_row(client):
    made = builders.a_recruitment(upto="published")
    assert take(national(made))["created"] == 0
    assert on_the_list() == [f"/lediga-jobb/{made.pk}/"]
    page = client.get(f"/jobb/{Vacancy.objects.get().pk}/")
    assert (page.status_code, page["Location"]) == (302, f"/lediga-jobb/{made.pk}/")


def test_a_copy_that_came_before_leaves_the_list_when_the_original_opens():
    made = builders.a_recruitment(upto="approved")
    take(national(made))
    assert len(on_the_list()) == 1
    actions.publish(made, by=actor(made.contact), today=date(2026, 11, 23))
    assert on_the_list() == [f"/lediga-jobb/{made.pk}/"]


def test_a_withdrawn_vacancy_does_not_come_back_through_its_copy():
    made = builders.a_recruitment(upto="published")
    take(national(made))
    actions.withdraw(builders.anew(made), by=actor(made.contact), reason="Nej.", today=date(2026, 11, 23))
    take(national(made))
    assert on_the_list() == []


def test_another_job_of_the_same_employer_is_a_row_of_its_own():
    made = builders.a_recruitment(upto="published")
    take(national(made, id="29000002", external_id="annat", headline="Jurist"))
    assert len(on_the_list()) == 2


def test_what_is_not_for_everyone_is_never_told_to_the_importer():
    builders.a_recruitment(upto="published", reach="employer")
    assert not Vacancy.objects.exists()
