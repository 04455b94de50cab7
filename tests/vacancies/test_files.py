"""The readers, on files that others have made and on the shapes that such feeds have."""

import json
from datetime import date, datetime

import pytest

from kollega.core.clock import STOCKHOLM
from kollega.core.incoming import Unreadable
from kollega.vacancies import files
from kollega.vacancies.rules import Removal, named_places
from tests.shared_data import shared


def read(kind, said, **about):
    raw = said if isinstance(said, bytes) else said.encode() if isinstance(said, str) else json.dumps(said).encode()
    return files.read(kind, raw, **about)


def one(kind, said, **about):
    done = read(kind, said, **about)
    assert done.rejected == []
    [ad] = done.ads
    return ad


@pytest.mark.parametrize(
    ("kind", "path", "count", "ads", "removals", "rejected"),
    [
        ("jobsearch", "jobsearch_response_2025-09-11.json", 43, 43, 0, 0),
        ("jobstream", "jobstream_events_2020-02-28.json", 7, 3, 4, 0),
        ("ledigtarbete", "af_ledigtarbete_0.52_sample.xml", 1, 1, 0, 0),
        ("schemaorg", "schemaorg_jobposting_scraped_2020-04.json", 50, 50, 0, 0),
        ("reachmee", "reachmee_feed_shape.json", 1, 0, 0, 1),
    ],
)
def test_what_others_have_made_is_read_whole(kind, path, count, ads, removals, rejected):
    done = files.read(kind, shared(f"jobads/{path}").read_bytes())
    assert (done.count, len(done.ads), len(done.removals), len(done.rejected)) == (count, ads, removals, rejected)
    for ad in done.ads:
        assert not any(sign in ad.text for sign in ("<p", "<br", "@", "&amp;", "\r"))


def test_the_placeholder_of_reachmee_is_rejected_by_name():
    done = files.read("reachmee", shared("jobads/reachmee_feed_shape.json").read_bytes())
    assert done.rejected == [{"row": 1, "reason": "adressen är ingen webbadress: https://"}]
    assert done.seen == {"1"}


def test_the_xml_of_ledigt_arbete_is_read_with_its_entities_and_codes():
    ad = files.read("ledigtarbete", shared("jobads/af_ledigtarbete_0.52_sample.xml").read_bytes()).ads[0]
    assert (ad.source_id, ad.org_number, ad.municipality_code) == ("123", "555555-5555", "1880")
    assert (ad.text, ad.extent, ad.occupation_code) == ("Work work work å\n\nDaglön", "Halvtid 50%", "456")
    assert ad.apply_by == datetime(2020, 1, 21, 23, 59, 59, tzinfo=STOCKHOLM)
    assert ad.url == "http://example.com"


def test_every_place_of_the_scraped_postings_is_read_to_a_name():
    ads = files.read("schemaorg", shared("jobads/schemaorg_jobposting_scraped_2020-04.json").read_bytes()).ads
    named = {ad.row: named_places(*ad.places) for ad in ads}
    assert sum(bool(names) for names in named.values()) == 46
    assert ["katrineholm", "södermanlands län"] in named.values()


def an_event(number, **changes):
    return {
        "id": number, "headline": "Registrator", "webpage_url": f"https://exempel.invalid/{number}",
        "publication_date": "2020-02-27T13:14:45", "application_deadline": "2020-03-28",
        "description": {"text": "Text"},
        "employer": {"name": "Verket", "organization_number": None}, "workplace_address": None, "occupation": [],
        "duration": None, "number_of_vacancies": None, "scope_of_work": None,
    } | changes  # fmt: skip


def test_in_a_stream_the_last_event_about_an_ad_counts():
    done = read("jobstream", [
        an_event(1), an_event("1", headline="Ny rubrik"), {"id": 2, "removed": True, "removed_date": None},
        an_event("2"), an_event(3), {"id": "3", "removed": True, "removed_date": "2020-02-28T03:11:33"},
        {"removed": True}, "nej",
    ])  # fmt: skip
    assert [(ad.source_id, ad.title) for ad in done.ads] == [("1", "Ny rubrik"), ("2", "Registrator")]
    assert done.removals == [Removal(row=6, source_id="3", at=datetime(2020, 2, 28, 3, 11, 33, tzinfo=STOCKHOLM))]
    assert [row["row"] for row in done.rejected] == [7, 8]
    assert done.ads[0].apply_by == datetime(2020, 3, 28, 23, 59, 59, tzinfo=STOCKHOLM)


def test_a_stream_may_have_one_event_a_line():
    lines = "\n".join(json.dumps(an_event(n)) for n in (1, 2))
    assert [ad.source_id for ad in read("jobstream", lines).ads] == ["1", "2"]


POSTING = """<JobPositionPosting status="{status}"><JobPositionPostingId>{id}</JobPositionPostingId>
<HiringOrg><HiringOrgName>Verket</HiringOrgName></HiringOrg><JobPositionInformation>
<JobPositionTitle>Registrator</JobPositionTitle></JobPositionInformation><HowToApply><ApplicationMethods><ByWeb>
<URL>https://exempel.invalid/{id}</URL></ByWeb></ApplicationMethods></HowToApply></JobPositionPosting>"""


def envelope(*postings):
    packets = "".join(f"<Packet><Payload>{posting}</Payload></Packet>" for posting in postings)
    return f'<Envelope xmlns="http://arbetsformedlingen.se/LedigtArbete" version="0.52">{packets}</Envelope>'


def test_an_inactive_posting_is_a_removal_and_the_order_is_kept():
    active, gone = (POSTING.format(status=status, id="{id}") for status in ("active", "inactive"))
    done = read("ledigtarbete", envelope(
        active.format(id=1), gone.format(id=1), gone.format(id=2) + active.format(id=2), active.format(id=3),
    ))  # fmt: skip
    assert [ad.source_id for ad in done.ads] == ["2", "3"]
    assert [gone.source_id for gone in done.removals] == ["1"]


def a_posting(**changes):
    return {
        "@context": "https://schema.org", "@type": "JobPosting", "title": "Registrator", "description": "<p>Text</p>",
        "url": "https://exempel.invalid/jobb/1", "datePosted": "2026-11-01", "identifier": "1",
        "hiringOrganization": {"@type": "Organization", "name": "Verket"},
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        (a_posting(), ["1"]),
        ([a_posting(), a_posting(identifier="2")], ["1", "2"]),
        ({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, a_posting()]}, ["1"]),
        ([{"originalJobPosting": a_posting(), "id": 7, "ort": None}], ["1"]),
        ({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": a_posting()}]}, ["1"]),
        (a_posting(**{"@type": ["Thing", "http://schema.org/JobPosting"]}), ["1"]),
        (a_posting(identifier={"@type": "PropertyValue", "name": "Verket", "value": 4711}), ["4711"]),
        (a_posting(identifier=None), ["https://exempel.invalid/jobb/1"]),
    ],
)
def test_a_posting_is_found_wherever_it_lies(said, ids):
    assert [ad.source_id for ad in read("schemaorg", said).ads] == ids


def test_a_page_gives_its_postings_and_its_own_address():
    script = json.dumps(a_posting(url=None, identifier=None)).replace("<p>", "<p>\n")
    page = f"""<!DOCTYPE html><html><head><script>var a = "<b>";</script>
    <script type='application/ld+json'>{{"@type": "BreadcrumbList", "itemListElement": []}}</script>
    <SCRIPT id=x type="application/ld+json; charset=utf-8">//<![CDATA[
    {script}
    //]]></SCRIPT></head><body>Hej</body></html>"""
    ad = one("schemaorg", page, page="https://exempel.invalid/lediga-jobb/registrator")
    assert (ad.url, ad.text) == ("https://exempel.invalid/lediga-jobb/registrator", "Text")


def test_a_script_that_is_no_json_is_a_rejected_row():
    script = '<script type="application/ld+json">{}</script>'
    done = read("schemaorg", script.format("{fel") + script.format(json.dumps(a_posting())))
    assert ([row["row"] for row in done.rejected], len(done.ads)) == ([1], 1)


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("Sundsvall", ["sundsvall"]),
        ("Stockholm, Sverige", ["stockholm"]),
        ({"@type": "Place", "address": "851 81 Sundsvall"}, ["sundsvall"]),
        ({"address": {"addressLocality": "Kista", "addressRegion": "Stockholms län", "addressCountry": "SE"}},
         ["kista", "stockholms län"]),
        ([{"address": "Jämtlands län"}, {"address": "Östersund"}], ["jämtlands län", "östersund"]),
        ({"address": [{"addressLocality": ["Göteborgs Stad"]}]}, ["göteborgs stad", "göteborgs", "göteborg"]),
        ({"address": None}, []),
        ("Södermanlands län Katrineholm", ["katrineholm", "södermanlands län"]),
        (None, []),
    ],
)  # fmt: skip
def test_a_location_may_be_an_object_a_list_or_a_text(place, names):
    assert named_places(*one("schemaorg", a_posting(jobLocation=place)).places) == names


@pytest.mark.parametrize("employer", ["Verket", {"name": "Verket"}, [{"name": "Verket"}], {"name": ["Verket"]}])
def test_an_employer_may_be_an_object_a_list_or_a_text(employer):
    assert one("schemaorg", a_posting(hiringOrganization=employer)).employer_name == "Verket"


def test_what_a_posting_leaves_out_is_left_out():
    ad = one("schemaorg", {"@type": "JobPosting", "title": "Registrator", "url": "https://exempel.invalid/1"})
    assert (ad.employer_name, ad.published_at, ad.apply_by, ad.text, ad.seats) == ("", None, None, "", 1)


@pytest.mark.parametrize(
    ("written", "read"),
    [("FULL_TIME", "Heltid"), (["PART_TIME", "TEMPORARY"], "Deltid, Tidsbegränsad"),
     ("Heltid,Visstid", "Heltid, Visstid"), (None, "")],
)  # fmt: skip
def test_the_extent_may_be_a_list_or_a_text(written, read):
    assert one("schemaorg", a_posting(employmentType=written)).extent == read


def a_reachmee_row(**changes):
    return {
        "ad_id": 17, "publishing_date": "2026-11-01", "expiration_date": "2026-12-01", "title": "Registrator",
        "description": "<p>Text</p>", "prefix_text": "<p>Om oss</p>", "suffix_text": None, "employment_level": "Heltid",
        "link": "https://web103.reachmee.com/ext/I005/1035/job?job_id=17",
        "contact_persons": [{"first_name": "Kim", "surname": "Hemlig", "email": "kim@exempel.se", "phone": "070"}],
        "organizations": [{"orgunitseqno": 1, "nameorgunit": "Verket"}], "areas": [{"id": 1, "name": "Sundsvall"}],
    } | changes  # fmt: skip


def test_reachmee_is_read_without_its_contact_persons():
    ad = one("reachmee", {"items": [a_reachmee_row()]})
    assert (ad.source_id, ad.employer_name, ad.place_label, ad.text) == ("17", "Verket", "Sundsvall", "Om oss\n\nText")
    assert ad.apply_by == datetime(2026, 12, 1, 23, 59, 59, tzinfo=STOCKHOLM)
    assert "Hemlig" not in repr(ad)


TEAMTAILOR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel><title>Lediga jobb - Verket</title>
<link>https://jobb.exempel.invalid</link><item><title>Registrator &amp; arkivarie</title>
<description>&lt;p&gt;F&amp;ouml;rsta&lt;/p&gt;&lt;p&gt;Andra&lt;/p&gt;</description>
<pubDate>Mon, 02 Nov 2026 22:30:00 +0100</pubDate><link>https://jobb.exempel.invalid/jobs/1234-registrator</link>
<remoteStatus>hybrid</remoteStatus><guid isPermaLink="false">3f2b-17</guid>
<tt:locations><tt:location><tt:name>Huvudkontoret</tt:name><tt:city>Sundsvall</tt:city><tt:country>Sweden</tt:country>
</tt:location></tt:locations><tt:department>Staben</tt:department></item></channel></rss>"""


def test_rss_as_teamtailor_writes_it():
    ad = one("rss", TEAMTAILOR)
    assert (ad.source_id, ad.title, ad.place_label) == ("3f2b-17", "Registrator & arkivarie", "Sundsvall")
    assert (ad.employer_name, ad.workplace, ad.text) == ("Verket", "Staben", "Första\n\nAndra")
    assert ad.published_at == datetime(2026, 11, 2, 22, 30, tzinfo=STOCKHOLM)


def test_rss_as_varbi_writes_it_with_the_last_day_in_the_text_and_in_an_old_encoding():
    said = """<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Verket</title><item>
    <title><![CDATA[Handläggare]]></title><link>https://verket.varbi.com/what:job/jobID:570652/</link>
    <guid>https://verket.varbi.com/what:job/jobID:570652/</guid><pubDate>Tue, 3 Nov 2026 08:00:00 GMT</pubDate>
    <description><![CDATA[<p>Du & vi.<br/>Sista ansökningsdag: 2026-11-30</p>]]></description></item></channel></rss>"""
    for raw in (said.encode("latin-1"), said.encode()):
        ad = one("rss", raw)
        assert (ad.source_id, ad.title) == ("verket.varbi.com:570652", "Handläggare")
        assert ad.apply_by.date() == date(2026, 11, 30)
        assert ad.text == "Du & vi.\nSista ansökningsdag: 2026-11-30"


def test_atom_is_read_too():
    ad = one("rss", """<feed xmlns="http://www.w3.org/2005/Atom"><title>Jobb hos Verket</title><entry><id>urn:x:1</id>
    <title type="html">Registrator &nbsp; R & D</title><link rel="self" href="https://exempel.invalid/self"/>
    <link href="https://exempel.invalid/1"/><published>2026-11-01T10:00:00Z</published>
    <content type="html">&lt;b&gt;Text&lt;/b&gt;</content></entry></feed>""")  # fmt: skip
    assert (ad.source_id, ad.url, ad.title, ad.text) == (
        "urn:x:1",
        "https://exempel.invalid/1",
        "Registrator R & D",
        "Text",
    )
    assert ad.employer_name == "Verket"


def test_an_empty_rss_feed_is_a_real_answer():
    assert read("rss", "<rss version='2.0'><channel><title>x</title></channel></rss>").count == 0


SHEET = (
    "Id;Rubrik;Arbetsgivare;Ort;Sista dag;Länk;Text\r\n"
    '1;Registrator;Verket;Umeå;{day};https://exempel.invalid/1;"Rad 1\nRad 2"\r\n;;;;;;\r\n'
)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (SHEET.format(day="2026-12-01").encode(), date(2026, 12, 1)),
        (SHEET.format(day="1/12 2026").encode("utf-8-sig"), date(2026, 12, 1)),
        (SHEET.format(day="1.12.2026").encode("cp1252"), date(2026, 12, 1)),
        (SHEET.format(day="1 december 2026").encode(), date(2026, 12, 1)),
        (SHEET.format(day="46357").encode(), date(2026, 12, 1)),
        (SHEET.format(day="2026-12-01 00:00").replace(";", "\t").encode(), date(2026, 12, 1)),
        (("sep=,\r\n" + SHEET.format(day="2026-12-01").replace(";", ",")).encode(), date(2026, 12, 1)),
    ],
)
def test_a_spreadsheet_is_read_in_the_ways_that_it_is_saved(raw, day):
    ad = one("csv", raw)
    assert (ad.title, ad.place_label, ad.text, ad.url) == (
        "Registrator",
        "Umeå",
        "Rad 1\nRad 2",
        "https://exempel.invalid/1",
    )
    assert (ad.apply_by.date(), ad.apply_by.hour) == (day, 23)


def test_the_template_can_be_read_back():
    ad = one("csv", files.TEMPLATE)
    assert (ad.source_id, ad.title, ad.diary_number) == ("2026-17", "Registrator", "D 2026/17")


def test_a_row_with_a_loose_separator_is_named():
    done = read("csv", "rubrik,länk\nRegistrator, arkivarie,https://exempel.invalid/1\nB,https://exempel.invalid/2\n")
    assert [row["row"] for row in done.rejected] == [1]
    assert "citattecken" in done.rejected[0]["reason"]


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("jobstream", "7", "ingen ström"),
        ("ledigtarbete", "<a/>", "ingen fil för Ledigt arbete"),
        ("ledigtarbete", "{}", "ingen XML"),
        ("ledigtarbete", "<Envelope><a></Envelope>", "rad 1"),
        ("ledigtarbete", f"{LAUGHS}<Envelope>&b;</Envelope>", "DOCTYPE"),
        ("rss", f"{LAUGHS}<rss>&b;</rss>", "DOCTYPE"),
        ("rss", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "DOCTYPE"),
        ("rss", '<!-- <a --><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "DOCTYPE"),
        ("rss", f"{LAUGHS}<rss/>".encode("utf-16"), "DOCTYPE"),
        ("rss", "<html><body>Inte här</body></html>", "vanlig webbsida"),
        ("rss", "<rss>" + "<a>" * 100_000, "giltig XML"),
        ("schemaorg", "<html></html>", "inga jobbannonser"),
        ("schemaorg", '{"a": 1}', "inga jobbannonser"),
        ("schemaorg", "[" * 100_000, "nivåer"),
        ("reachmee", '{"a": []}', "items saknas"),
        ("csv", "id;ort\n1;x\n", "rubrik och länk saknas"),
        ("csv", "rubrik;titel;länk\n", "samma sak"),
        ("csv", b"PK\x03\x04", "Excels eget"),
        ("csv", "<html>", "ingen CSV-fil"),
        ("csv", "", "tom"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_sentence(kind, raw, said):
    with pytest.raises(Unreadable, match=said):
        read(kind, raw)
