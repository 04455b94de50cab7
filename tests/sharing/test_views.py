"""What others may fetch: only what anyone may see, in forms that their own readers accept."""

import json
from datetime import date

import pytest
from icalendar import Calendar
from lxml import etree

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.core.qr import drawn
from kollega.sharing import formats, opendata
from tests import builders
from tests.sharing.shapes import faults

pytestmark = pytest.mark.django_db
ENDINGS = ("atom", "rss", "json", "jsonld", "ics")
ATOM = {"a": formats.ATOM}


@pytest.fixture
def network():
    """A network with one public job, one for its employees, one for its own, and one of a stranger."""
    own, stranger = builders.an_employer("Vår myndighet", org_number="202100-5489"), builders.an_employer("Främling")
    network = builders.a_network(own, slug="vart")
    elsewhere = builders.a_network(stranger)
    for reach in ("public", "network", "employer"):
        made = builders.a_recruitment(employer=own, network=network, reach=reach, upto="published")
        Listing.objects.filter(pk=made.pk).update(title=f"Jobb {reach}")
    made = builders.a_recruitment(employer=stranger, network=elsewhere, upto="published")
    Listing.objects.filter(pk=made.pk).update(title="Jobb elsewhere")
    network.employer = own
    return network


def titles(text: str) -> set[str]:
    return {reach for reach in ("public", "network", "employer", "elsewhere") if f"Jobb {reach}" in text}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_feed_has_what_a_visitor_may_see_whoever_fetches_it(client, network, ending):
    own = f"/arbetsgivare/{network.employer.pk}/jobb.{ending}"
    client.force_login(builders.an_employment(at=network.employer).person)
    for path in (f"/natverk/vart/jobb.{ending}", own):
        answer = client.get(path)
        assert titles(answer.content.decode()) == {"public"}
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Lena Kihl" not in answer.content.decode()
    assert client.get("/natverk/vart/jobb.exe").status_code == 404
    assert client.get(f"/natverk/finns-inte/jobb.{ending}").status_code == 404


def test_a_reader_that_has_it_already_is_told_so(client, network):
    first = client.get("/natverk/vart/jobb.atom")
    again = client.get("/natverk/vart/jobb.atom", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_atom_and_rss_are_what_their_standards_ask_for(client, network):
    feed = etree.fromstring(client.get("/natverk/vart/jobb.atom").content)
    assert feed.xpath("count(a:id) = 1 and count(a:title) = 1 and count(a:updated) = 1", namespaces=ATOM)
    (entry,) = feed.xpath("a:entry", namespaces=ATOM)
    assert [etree.QName(e).localname for e in entry] == [
        "id", "title", "link", "published", "updated", "author", "summary",
    ]  # fmt: skip
    channel = etree.fromstring(client.get("/natverk/vart/jobb.rss").content).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    item = channel.find("item")
    assert item.findtext("link").startswith("http")
    assert item.findtext("pubDate").endswith("+0000")


def test_the_job_postings_are_one_graph_without_persons(client, network):
    given = json.loads(client.get("/natverk/vart/jobb.jsonld").content)
    (job,) = given["@graph"]
    assert (job["@type"], job["validThrough"]) == ("JobPosting", "2026-12-14T23:59:59")
    assert job["jobLocation"]["address"]["addressLocality"] == "Sundsvall"
    assert job["employmentType"] == ["FULL_TIME"]


@pytest.mark.parametrize(("changes", "types"), [
    ({"extent": "Heltid"}, ["FULL_TIME"]), ({"extent": "Deltid"}, ["PART_TIME"]), ({"share": 80}, ["PART_TIME"]),
    ({"extent": "Heltid", "form": "substitute"}, ["FULL_TIME", "TEMPORARY"]),
])  # fmt: skip
def test_a_part_time_job_is_said_to_be_one(client, network, changes, types):
    Listing.objects.filter(title="Jobb public").update(**{"share": None, "form": "permanent"} | changes)
    (job,) = json.loads(client.get("/natverk/vart/jobb.jsonld").content)["@graph"]
    assert job["employmentType"] == types


def test_schema_orgs_own_shapes_accept_the_postings(client, network):
    given = json.loads(client.get("/natverk/vart/jobb.jsonld").content)
    assert faults(given) == []
    (job,) = given["@graph"]
    assert faults(job | {"hiringOrganization": "En text där en organisation ska stå"}) == ["schema1:hiringOrganization"]


def test_the_calendar_holds_the_last_days(client, network):
    calendar = Calendar.from_ical(client.get("/natverk/vart/jobb.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert event["dtstart"].dt == date(2026, 12, 14)


def test_what_is_closed_leaves_every_feed(client, network):
    with clock.at(date(2026, 12, 15)):
        for ending in ENDINGS:
            assert titles(client.get(f"/natverk/vart/jobb.{ending}").content.decode()) == set()
        assert titles(client.get("/natverk/vart/inbaddad/").content.decode()) == set()


def test_characters_that_xml_cannot_hold_are_left_out(client, network):
    Listing.objects.filter(title="Jobb public").update(title="Jobb public\x0b & <b>")
    feed = etree.fromstring(client.get("/natverk/vart/jobb.atom").content)
    assert "& <b>" in feed.xpath("string(a:entry/a:title)", namespaces=ATOM)


def test_the_list_may_stand_in_anyones_frame_and_the_rest_of_the_house_may_not(client, network):
    framed, page = client.get("/natverk/vart/inbaddad/"), client.get("/natverk/vart/")
    assert titles(framed.content.decode()) == {"public"}
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "<script" not in framed.content.decode()
    assert ("frame-ancestors 'none'" in page["Content-Security-Policy"], page["X-Frame-Options"]) == (True, "DENY")


def test_search_engines_find_every_public_address_and_no_other(client, network):
    urls = etree.fromstring(client.get("/sitemap.xml").content)
    paths = {loc.text for loc in urls.iter(f"{{{formats.SITEMAP}}}loc")}
    public = Listing.objects.filter(reach="public").values_list("url", flat=True)
    assert {p.split("/", 3)[3] for p in paths} == {u[1:] for u in public}
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()


def test_the_open_data_is_described_as_the_portal_asks(client, network):
    rdf = etree.fromstring(client.get("/data/katalog.rdf").content)
    names = {"dcat": opendata.DCAT, "dcterms": opendata.TERMS, "rdf": opendata.RDF}
    assert len(rdf.xpath("dcat:Dataset", namespaces=names)) == 2
    assert len(rdf.xpath("dcat:Distribution", namespaces=names)) == 2 * len(ENDINGS)
    for data in rdf.xpath("dcat:Dataset", namespaces=names):
        for needed in ("dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:theme"):
            assert data.xpath(needed, namespaces=names), needed
    about = set(rdf.xpath("//dcat:Distribution/@rdf:about", namespaces=names))
    assert about == set(rdf.xpath("//dcat:distribution/@rdf:resource", namespaces=names))
    assert "frame-src" in client.get("/data/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_feed_takes_as_many_statements_for_one_as_for_three(client, rows, django_assert_num_queries):
    employer = builders.an_employer()
    network = builders.a_network(employer, slug="vart")
    for _ in range(rows):
        builders.a_recruitment(employer=employer, network=network, upto="published")
    with django_assert_num_queries(2):
        client.get("/natverk/vart/jobb.atom")


def test_what_one_sees_is_handed_on_by_address_mail_and_a_code_that_says_the_same(client, network, settings):
    settings.ADDRESS = "https://kollega.exempel.se"
    public, hidden = (Listing.objects.get(title=f"Jobb {reach}") for reach in ("public", "network"))
    page = client.get(f"/dela/{public.pk}/").content.decode()
    assert f'value="https://kollega.exempel.se{public.url}"' in page
    assert "mailto:?subject=Jobb%20public&amp;body=https%3A%2F%2Fkollega.exempel.se" in page
    code = client.get(f"/dela/{public.pk}/qr.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.decode() == drawn(f"https://kollega.exempel.se{public.url}")
    assert client.get(f"/dela/{hidden.pk}/").status_code == client.get(f"/dela/{hidden.pk}/qr.svg").status_code == 404
    client.force_login(builders.an_employment(at=network.employer).person)
    assert "Bara anställda i nätverket" in client.get(f"/dela/{hidden.pk}/").content.decode()
