"""Several feeds, one list: copies of a job are one vacancy, and what a whole list no longer has is gone."""

import json
from datetime import date, datetime, timedelta

import pytest

from kollega.catalogue.models import Listing
from kollega.config.commands import Stop, feeds, main
from kollega.core import clock
from kollega.core.clock import STOCKHOLM
from kollega.core.log import Entry, faults
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy import files as taxonomy_files
from kollega.vacancies import actions, files
from kollega.vacancies.actions import TooManyGone
from kollega.vacancies.models import Sighting, Vacancy
from tests.builders import an_employer, verbs_of
from tests.shared_data import shared
from tests.vacancies.test_files import POSTING, a_posting, a_reachmee_row, an_event, envelope
from tests.vacancies.test_import import a_row

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
LAST = datetime(2026, 12, 1, 23, 59, 59, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def _held_clock():
    with clock.at(TODAY):
        yield


def take(kind, said, **about):
    raw = said.encode() if isinstance(said, str) else json.dumps(said).encode()
    return actions.import_ads(files.read(kind, raw), kind=kind, **about)


def national(number="9000001", **changes):
    row = a_row(number, publication_date="2026-11-18T10:00:00", application_deadline="2026-12-01T23:59:59")
    return row | {"workplace_address": {"municipality": "Sundsvall", "municipality_code": "2281"}} | changes


def sheet(*rows):
    head = "id;rubrik;ort;publicerad;sista dag;länk;externt id\n"
    return head + "".join(
        ";".join([str(number), title, "Sundsvall", "2026-11-18", last, f"https://exempel.invalid/{number}", ""]) + "\n"
        for number, title, last in rows
    )


def ads(count, first=1):
    return [(n, f"Jobb nummer {n}", "2026-12-01") for n in range(first, first + count)]


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("jobstream", "jobstream_events_2020-02-28.json", {"read": 7, "created": 3, "unchanged": 4}),
        ("ledigtarbete", "af_ledigtarbete_0.52_sample.xml", {"read": 1, "created": 1}),
        ("schemaorg", "schemaorg_jobposting_scraped_2020-04.json", {"read": 50, "created": 50}),
        ("reachmee", "reachmee_feed_shape.json", {"read": 1, "rejected": 1}),
    ],
)
def test_what_others_have_made_is_imported_twice_the_same(kind, path, expected, capsys):
    taxonomy.load(taxonomy_files.words_in(shared("jobtech-taxonomy")))
    command = ["feeds", "import", kind, str(shared(f"jobads/{path}"))]
    results = []
    for _ in range(2):
        assert main(command) == 0
        results.append(json.loads(capsys.readouterr().out.splitlines()[-1]))
    first, again = results
    counted = {word: first[word] for word in ("read", "created", "updated", "unchanged", "removed")}
    counted["rejected"] = len(first["rejected"])
    assert counted == dict.fromkeys(counted, 0) | expected
    assert again == first | {"created": 0, "unchanged": first["read"] - counted["rejected"]}
    assert Vacancy.objects.count() == counted["created"] == Listing.objects.count()
    assert list(faults()) == []


def test_the_places_of_the_scraped_postings_are_known():
    taxonomy.load(taxonomy_files.words_in(shared("jobtech-taxonomy")))
    raw = shared("jobads/schemaorg_jobposting_scraped_2020-04.json").read_bytes()
    count = actions.import_ads(files.read("schemaorg", raw), kind="schemaorg")
    assert count["unresolved"]["place"] == 6
    assert Vacancy.objects.filter(place_label="Katrineholm", place__label="Katrineholm").count() == 4


PLACES = {
    "Göteborg": "Göteborg", "Gothenburg, Sweden": "Göteborg", "Göteborgs Stad": "Göteborg",
    "411 03 Göteborg": "Göteborg",
    "Sundsvalls kommun": "Sundsvall", "Sundsvall/Umeå": "Sundsvall", "Västernorrlands län Sundsvall": "Sundsvall",
    "Stockholms län": "Stockholms län", "Stockholm County": "Stockholms län", "Skåne": "Skåne län",
    "Västra Götaland": "Västra Götalands län", "Gotland": "Gotland", "Upplands-Bro": "Upplands-Bro", "Utland": None,
    "Sverige": None,
}  # fmt: skip


def test_places_in_words_are_found():
    words = taxonomy_files.words_in(shared("jobtech-taxonomy"))
    taxonomy.load([word for word in words if word.kind in ("region", "municipality")])
    for said in PLACES:
        take("schemaorg", a_posting(jobLocation=said, identifier=said, url=f"https://x.invalid/{len(said)}/{said[:3]}"))
    found = Vacancy.objects.values_list("source_id", "place__label")
    assert dict(found) == PLACES


def test_search_and_stream_are_the_same_national_list():
    take("jobsearch", [national("9000001")])
    count = take("jobstream", [national(9000001), {"id": 9000001, "removed": True}, {"id": 5, "removed": True}])
    assert (count["removed"], count["unchanged"], count["created"]) == (1, 2, 0)
    assert Vacancy.objects.get().removed_at is not None


def test_an_employers_own_ad_and_its_national_copy_are_one_vacancy():
    employer = an_employer("Verket", org_number="202100-5489")
    own = {"items": [a_reachmee_row(expiration_date="2026-12-01")]}
    link = own["items"][0]["link"] + "&site=9&validator=abc"
    copy = national(headline="En helt annan rubrik", application_details={"url": link})
    take("reachmee", own, employer=employer)
    assert take("jobsearch", [copy])["unchanged"] == 1
    assert (Vacancy.objects.get().title, Sighting.objects.count()) == ("Registrator", 2)
    assert take("jobsearch", [copy])["unchanged"] == 1
    assert verbs_of(Vacancy.objects.get()) == ["vacancy.created", "vacancy.matched"]
    take("reachmee", {"items": []}, employer=employer)
    shown = Vacancy.objects.get()
    assert (shown.title, shown.removed_at, shown.source) == ("En helt annan rubrik", None, "platsbanken")
    assert Listing.objects.get().is_open
    take("jobstream", [{"id": 9000001, "removed": True}])
    assert not Listing.objects.get().is_open


@pytest.mark.parametrize("external_id", ["17", "46-202100-5489-17"])
def test_the_origins_id_ties_the_national_copy_to_the_employers_own_ad(external_id):
    employer = an_employer("Verket", org_number="202100-5489")
    take("jobsearch", [national(headline="Rubrik på Platsbanken", external_id=external_id)])
    page = Vacancy.objects.get().pk
    assert take("reachmee", {"items": [a_reachmee_row()]}, employer=employer)["updated"] == 1
    shown = Vacancy.objects.get()
    assert (shown.pk, shown.title, shown.source) == (page, "Registrator", "reachmee")
    assert take("jobsearch", [national(headline="Ändrad", external_id=external_id)])["updated"] == 1
    assert Vacancy.objects.get().title == Listing.objects.get().title == "Registrator"
    assert list(faults()) == []


def test_an_id_ties_nothing_to_another_employers_ad():
    an_employer("Verket", org_number="202100-5489")
    other = an_employer("Annat verk", org_number="202100-2742")
    take("jobsearch", [national(external_id="17")])
    assert take("reachmee", {"items": [a_reachmee_row(title="Annat")]}, employer=other)["created"] == 1
    assert Vacancy.objects.count() == 2


def test_a_feed_cannot_take_over_or_remove_another_employers_ad():
    an_employer("Verket", org_number="202100-5489")
    other = an_employer("Annat verk", org_number="202100-2742")
    take("jobsearch", [national()])
    count = take("jobstream", [national(employer={"name": "Annat verk"}, headline="Kapad")], employer=other)
    assert "redan en annan arbetsgivares" in count["rejected"][0]["reason"]
    assert take("jobstream", [{"id": 9000001, "removed": True}], employer=other)["removed"] == 0
    assert (Vacancy.objects.get().title, Vacancy.objects.get().removed_at) == ("Registrator", None)


def test_the_same_job_from_two_feeds_is_found_by_employer_place_title_and_dates():
    an_employer("Verket", org_number="202100-5489")
    taxonomy.load_starter()
    take("jobsearch", [national()])
    copy = a_posting(
        title="REGISTRATOR ",
        jobLocation="Sundsvall",
        datePosted="2026-11-17",
        validThrough="2026-12-01",
        url="https://x.invalid/a",
    )
    assert take("schemaorg", copy)["unchanged"] == 1
    for change in ({"title": "Arkivarie"}, {"validThrough": "2026-12-02"}, {"datePosted": "2026-10-01"},
                   {"jobLocation": "Umeå"}, {"hiringOrganization": "Annat"}):  # fmt: skip
        other = copy | change | {"identifier": str(change), "url": f"https://x.invalid/{next(iter(change))}"}
        assert take("schemaorg", other)["created"] == 1
    assert Vacancy.objects.count() == Listing.objects.count() == 6
    assert Entry.objects.filter(verb="vacancy.matched").count() == 1


def test_two_ads_alike_in_one_feed_are_two_ads():
    assert take("jobsearch", [national("9000001"), national("9000002")])["created"] == 2
    assert take("jobsearch", [national("9000001"), national("9000002")])["unchanged"] == 2
    own = an_employer("Verket", org_number="202100-5489")
    row = a_reachmee_row(organizations=[], expiration_date="2026-12-01", publishing_date="2026-11-18")
    row["link"] = "https://x.invalid/a"
    count = take("reachmee", {"items": [row, row | {"ad_id": 18, "link": "https://x.invalid/b"}]}, employer=own)
    assert (count["created"], count["updated"]) == (0, 2)
    assert Vacancy.objects.count() == 2


def test_what_a_whole_list_no_longer_has_is_gone_and_comes_back():
    own = an_employer()
    take("csv", sheet(*ads(10)), employer=own)
    assert take("csv", sheet(*ads(8)), employer=own)["removed"] == 2
    assert Listing.objects.filter(is_open=True).count() == 8
    assert take("csv", sheet(*ads(8)), employer=own) | {"unresolved": 0} == {
        "read": 8, "created": 0, "updated": 0, "unchanged": 8, "removed": 0, "rejected": [], "unresolved": 0,
    }  # fmt: skip
    assert take("csv", sheet(*ads(10)), employer=own)["updated"] == 2
    assert Listing.objects.filter(is_open=True).count() == 10


def test_a_badly_written_row_and_a_passed_last_day_are_no_removals():
    own = an_employer()
    take("csv", sheet(*ads(4), (5, "Gammal", "2026-11-21")), employer=own)
    with clock.at(TODAY + timedelta(days=3)):
        count = take("csv", sheet(*ads(3), (4, "", "2026-12-01")), employer=own)
    assert (count["removed"], count["unchanged"], len(count["rejected"])) == (0, 3, 1)
    assert not Vacancy.objects.filter(removed_at__isnull=False).exists()


def test_a_part_of_a_list_and_a_list_without_owner_remove_nothing():
    own = an_employer()
    take("csv", sheet(*ads(3)), employer=own)
    assert take("csv", sheet(*ads(1)), employer=own, is_whole=False)["removed"] == 0
    take("csv", sheet(*ads(3)))
    assert take("csv", sheet(*ads(1)))["removed"] == 0


def test_one_feed_removes_nothing_of_another():
    one, other = an_employer(), an_employer()
    for employer in (one, other):
        take("csv", sheet(*ads(3)), employer=employer)
    assert take("csv", sheet(*ads(2)), employer=one)["removed"] == 1
    assert Listing.objects.filter(is_open=True, employer=other).count() == 3


def test_a_run_that_would_remove_over_thirty_percent_changes_nothing(tmp_path, capsys):
    own = an_employer("Verket")
    take("csv", sheet(*ads(10)), employer=own)
    before = list(Vacancy.objects.order_by("pk").values()), Entry.objects.count()
    changed = sheet((1, "Ny rubrik", "2026-12-01"), *ads(5, first=2))
    with pytest.raises(TooManyGone, match="4 av 10 öppna annonser"):
        take("csv", changed, employer=own)
    path = tmp_path / "jobb.csv"
    path.write_text(changed, encoding="utf-8")
    command = ["feeds", "import", "csv", str(path), "--employer", "Verket"]
    assert main(command) == 3
    assert "--remove-anyway" in capsys.readouterr().err
    assert (list(Vacancy.objects.order_by("pk").values()), Entry.objects.count()) == before
    assert main([*command, "--remove-anyway"]) == 0
    done = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (done["removed"], done["updated"], done["unchanged"]) == (4, 1, 5)


def test_a_stream_that_would_remove_over_thirty_percent_stops_too():
    take("jobstream", [national(str(n)) for n in range(9000001, 9000011)])
    with pytest.raises(TooManyGone):
        take("jobstream", [{"id": n, "removed": True} for n in range(9000001, 9000005)])
    assert take("jobstream", [{"id": n, "removed": True} for n in range(9000001, 9000004)])["removed"] == 3


def test_a_couple_may_always_go():
    own = an_employer()
    take("csv", sheet(*ads(2)), employer=own)
    assert take("csv", sheet(), employer=own)["removed"] == 2


def test_ads_past_their_last_day_are_removed_without_a_question():
    take("jobstream", [national(str(n)) for n in range(9000001, 9000011)])
    with clock.at(TODAY + timedelta(days=30)):
        assert take("jobstream", [{"id": n, "removed": True} for n in range(9000001, 9000011)])["removed"] == 10


def test_an_inactive_posting_removes_the_ad():
    own = an_employer("Verket")
    active, gone = (envelope(POSTING.format(status=status, id=1)) for status in ("active", "inactive"))
    take("ledigtarbete", active, employer=own)
    assert take("ledigtarbete", gone, employer=own)["removed"] == 1
    assert take("ledigtarbete", gone, employer=own)["unchanged"] == 1


def test_an_ad_without_a_day_keeps_the_day_it_was_first_seen():
    said = a_posting(datePosted=None)
    take("schemaorg", said)
    with clock.at(TODAY + timedelta(days=2)):
        assert take("schemaorg", said)["unchanged"] == 1
        take("schemaorg", said | {"title": "Registrator, vikariat"})
    assert clock.today() == TODAY == Vacancy.objects.get().published_at.astimezone(STOCKHOLM).date()


def test_the_employer_that_a_nameless_ad_has_is_not_made_up():
    assert take("schemaorg", a_posting(hiringOrganization=None))["unresolved"]["employer"] == 1
    assert Listing.objects.get().employer_name == "Arbetsgivaren nämns inte"


def test_a_hundred_new_ads_take_as_few_statements_as_one(django_assert_max_num_queries):
    own = an_employer()
    with django_assert_max_num_queries(40):
        take("csv", sheet(*ads(100)), employer=own)
    assert Listing.objects.filter(is_open=True, card__isnull=False).count() == 100
    with django_assert_max_num_queries(20):
        take("csv", sheet(*ads(100)), employer=own)


def test_events_of_2020_are_read_with_their_nulls():
    assert take("jobstream", [an_event(1)])["created"] == 1
    assert Vacancy.objects.get().seats == 1


def test_a_command_without_a_file_says_what_to_write():
    with pytest.raises(Stop, match="vilken sort"):
        feeds.main(["import"])
