import json
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listings_for
from kollega.config.commands import main
from kollega.core import clock
from kollega.core.incoming import Unreadable
from kollega.core.log import Entry, faults
from kollega.networks.models import Employer
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy import files as taxonomy_files
from kollega.taxonomy.models import Concept
from kollega.vacancies import actions, files
from kollega.vacancies.models import Vacancy
from tests.builders import an_employer
from tests.shared_data import shared

pytestmark = pytest.mark.django_db
THEN = date(2025, 9, 12)


def a_row(number="1", **changes):
    return {
        "id": number, "headline": "Registrator", "webpage_url": f"https://exempel.invalid/{number}",
        "publication_date": "2025-09-11T11:25:57", "application_deadline": "2025-09-25T23:59:59",
        "description": {"text": "Text"}, "employer": {"name": "Verket", "organization_number": "2021005489"},
        "workplace_address": {
            "municipality": "Sundsvall", "municipality_code": "2281", "municipality_concept_id": "dJbx_FWY_tK6",
        },
        "occupation": {"concept_id": "occu", "label": "Registrator"}, "working_hours_type": {"label": "Deltid"},
        "scope_of_work": {"min": 50, "max": 80},
    } | changes  # fmt: skip


def take(*rows, **about):
    return actions.import_ads(files.read("jobsearch", json.dumps({"hits": rows}).encode()), kind="jobsearch", **about)


def test_the_answer_of_jobsearch_is_imported_twice_the_same(capsys):
    path = str(shared("jobads/jobsearch_response_2025-09-11.json"))
    region = an_employer("Region Sörmland", org_number="232100-0032", kind="region")
    taxonomy.load(taxonomy_files.words_in(shared("jobtech-taxonomy")))
    with clock.at(THEN):
        assert main(["feeds", "import", "jobsearch", path]) == 0
        first = json.loads(capsys.readouterr().out.splitlines()[-1])
        before = list(Vacancy.objects.order_by("pk").values()), list(Listing.objects.order_by("pk").values())
        assert main(["feeds", "import", "jobsearch", path]) == 0
        again = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert listings_for(AnonymousUser(), clock.today()).count() == 43
    expected = {"read": 43, "created": 43, "updated": 0, "unchanged": 0, "removed": 0, "rejected": []}
    assert first == expected | {"unresolved": {"place": 0, "occupation": 8, "employer": 42}}
    assert again == first | {"created": 0, "unchanged": 43}
    assert (list(Vacancy.objects.order_by("pk").values()), list(Listing.objects.order_by("pk").values())) == before
    ad = Vacancy.objects.get(employer=region)
    assert (ad.place.label, ad.occupation.label) == ("Katrineholm", "Psykiatrisjuksköterska")
    assert ad.apply_by == datetime(2025, 9, 25, 23, 59, 59, tzinfo=clock.STOCKHOLM)
    assert ad.application_url.startswith("https://sormland.powerinit.com/")
    listing = Listing.objects.get(pk=ad.pk)
    assert (listing.url, listing.closes_on, listing.extent) == (f"/jobb/{ad.pk}/", date(2025, 9, 25), "Heltid")
    assert Employer.objects.count() == 1
    assert not any("<" in text for text in Vacancy.objects.values_list("text", flat=True))
    assert list(faults()) == []
    assert not listings_for(AnonymousUser(), date(2027, 1, 1)).exists()


def test_an_ad_of_an_unknown_employer_comes_in_and_is_counted():
    count = take(a_row(employer={"name": "REGION SÖRMLAND", "workplace": "Okänd"}))
    assert (count["created"], count["unresolved"]) == (1, {"place": 1, "occupation": 1, "employer": 1})
    assert (Vacancy.objects.get().employer, Vacancy.objects.get().employer_name) == (None, "Region Sörmland")
    assert not Employer.objects.exists()
    assert Concept.objects.get(pk="occu").is_known is False


def test_an_employer_that_comes_later_is_found_at_the_next_import():
    take(a_row())
    employer = an_employer("Verket", org_number="202100-5489")
    assert take(a_row())["updated"] == 1
    assert Vacancy.objects.get().employer == Listing.objects.get().employer == employer


def test_several_who_share_a_number_are_told_apart_by_name():
    an_employer("Lunds tingsrätt", org_number="202100-2742")
    umea = an_employer("Umeå tingsrätt", org_number="202100-2742")
    take(
        a_row("1", employer={"name": "UMEÅ TINGSRÄTT", "organization_number": "2021002742"}),
        a_row("2", employer={"name": "Domstolarna", "organization_number": "2021002742"}),
    )
    assert list(Vacancy.objects.order_by("source_id").values_list("employer", flat=True)) == [umea.pk, None]


def test_bad_rows_are_named_and_good_ones_taken():
    count = take(
        a_row(), "nej", a_row("1"), a_row("2", headline=None), a_row("3", application_deadline="snart"),
        a_row("4", webpage_url="javascript:alert(1)"), a_row("5", description={"text": "x" * 6_000_000}),
        a_row("6", headline="a\x00b"), a_row("7", employer=[[]]), a_row("8", headline={"a": 1}),
        a_row("9", publication_date=None), a_row("10", headline="\ud800"), a_row(11),
    )  # fmt: skip
    assert (count["read"], count["created"]) == (13, 2)
    assert [row["row"] for row in count["rejected"]] == list(range(2, 13))
    assert Vacancy.objects.filter(source_id="11").exists()


def test_a_removed_ad_leaves_the_list_and_keeps_its_page():
    take(a_row())
    gone = a_row(removed=True, removed_date="2025-09-12T08:00:00")
    assert take(gone)["removed"] == 1
    assert take(gone)["unchanged"] == 1
    assert (Listing.objects.get().is_open, Vacancy.objects.get().removed_at is None) == (False, False)
    assert take(a_row())["updated"] == 1
    assert Listing.objects.get().is_open
    assert take(a_row("2", removed=True))["created"] == 0
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "vacancy.created", "vacancy.removed", "vacancy.updated",
    ]  # fmt: skip


def test_a_feed_of_one_employer_takes_no_one_elses_ads():
    employer = an_employer("Verket", org_number="202100-5489")
    other = a_row("2", employer={"name": "Annat", "organization_number": "2021002742"})
    count = take(a_row("1", employer={"name": "Enheten"}), other, employer=employer)
    assert (count["created"], [row["row"] for row in count["rejected"]]) == (1, [2])
    assert Vacancy.objects.get().employer == employer


def test_an_ad_is_removed_by_hand_once():
    take(a_row())
    vacancy = Vacancy.objects.get()
    actions.remove(vacancy)
    actions.remove(vacancy)
    assert not Listing.objects.get().is_open
    assert Entry.objects.filter(verb="vacancy.removed").count() == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", "tom"),
        ("{}", "hits saknas"),
        ('{"hits": {"a": 1}}', "hits saknas"),
        ("7", "hits saknas"),
        ('{"hits": [' + "[" * 10_000, "nivåer"),
        ("<html>", "giltig JSON"),
    ],
)
def test_a_file_that_is_no_answer_is_refused_and_the_list_untouched(tmp_path, raw, said, capsys):
    with pytest.raises(Unreadable, match=said):
        files.read("jobsearch", raw.encode())
    path = tmp_path / "fel.json"
    path.write_text(raw, encoding="utf-8")
    assert main(["feeds", "import", "jobsearch", str(path)]) == 1
    assert said in capsys.readouterr().err
    assert not Vacancy.objects.exists()


def test_a_hundred_ads_take_a_bounded_time_each(django_assert_max_num_queries):
    rows = [a_row(str(n)) for n in range(100)]
    take(*rows)
    with django_assert_max_num_queries(12):
        assert take(*rows)["unchanged"] == 100


def test_the_deadline_is_a_whole_day_in_sweden():
    take(a_row(application_deadline="2025-09-25T22:30:00Z"))
    assert Listing.objects.get().closes_on == date(2025, 9, 25) + timedelta(days=1)


def test_a_place_is_found_by_its_code_where_the_ad_gives_no_more():
    taxonomy.load_starter()
    count = take(a_row(workplace_address={"municipality": "Sundsvall", "municipality_code": "2281"}))
    assert count["unresolved"]["place"] == 0
    assert Vacancy.objects.get().place.label == "Sundsvall"
