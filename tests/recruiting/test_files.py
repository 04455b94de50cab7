"""A vacancy as Arbetsförmedlingen and search engines read it."""

import json
from datetime import date

import pytest
from lxml import etree

from kollega.people.queries import actor
from kollega.recruiting import actions, files, queries
from kollega.vacancies.files.ledigtarbete import read_ledigtarbete
from tests import builders
from tests.shared_data import shared
from tests.sharing.shapes import faults

pytestmark = pytest.mark.django_db
A = {"a": files.SPACE}


def filed(**changes):
    made = builders.a_recruitment(upto="published", **changes)
    return made, etree.fromstring(actions.file(made, by=actor(made.contact, date(2026, 11, 23))).xml.encode())


def said(tree, path):
    found = tree.xpath(path, namespaces=A)
    return found[0].text if found else None


def test_the_file_to_arbetsformedlingen_says_who_what_where_and_until_when():
    made, tree = filed()
    assert (tree.tag, tree.get("version")) == (f"{{{files.SPACE}}}Envelope", "0.52")
    assert said(tree, "//a:HiringOrgId") == "202100-5489"
    assert said(tree, "//a:JobPositionTitle") == "Handläggare"
    assert said(tree, "//a:LocationSummary/a:Municipality") == "2281"
    assert said(tree, "//a:EndDate/a:Date") == "2026-12-14"
    assert said(tree, "//a:ByWeb/a:URL") == "https://www.exempel.se/jobb/1"
    assert "Krav\n• Högskoleutbildning" in said(tree, "//a:JobPositionPurpose")
    assert tree.xpath("//a:Duration/a:Regular", namespaces=A)
    assert tree.xpath("//a:JobPositionPosting/@status", namespaces=A) == ["active"]
    actions.withdraw(builders.anew(made), by=actor(made.contact), reason="Nej.", today=date(2026, 11, 23))
    again = etree.fromstring(actions.file(builders.anew(made), by=actor(made.contact)).xml.encode())
    assert again.xpath("//a:JobPositionPosting/@status", namespaces=A) == ["inactive"]


def test_what_people_type_stays_text_in_the_file():
    _, tree = filed(tasks="<b>&\u00e5</b> ]]> <!-- slut -->")
    assert "<b>&å</b> ]]> <!-- slut -->" in said(tree, "//a:JobPositionPurpose")


def test_every_element_is_one_that_others_send():
    path = shared("jobads/af_ledigtarbete_0.52_sample.xml")
    names = {etree.QName(e).localname for e in etree.parse(path).iter(etree.Element)}
    _, tree = filed()
    ours = {etree.QName(e).localname for e in tree.iter()}
    assert ours - names == {"StartDate", "FullTime", "Regular"}, "the sample is part-time, temporary and already open"


def test_a_job_posting_has_what_search_engines_need_and_names_nobody():
    made = builders.a_recruitment(upto="published")
    posting = files.job_posting(made, queries.criteria_of(made), address="https://kollega.se/lediga-jobb/1/")
    assert posting["@type"] == "JobPosting"
    assert (posting["validThrough"], posting["datePosted"]) == ("2026-12-14T23:59:59", "2026-11-23")
    assert posting["jobLocation"]["address"]["addressRegion"] == "Västernorrlands län"
    assert posting["hiringOrganization"]["name"] == made.employer.name
    assert not [name for name in ("Lena", "Olle", "060") if name in json.dumps(posting, ensure_ascii=False)]
    assert made.questions_to.startswith("Lena")
    assert faults(posting) == []


@pytest.mark.django_db
def test_all_that_is_open_to_everyone_leaves_in_one_file_that_our_own_reader_takes_back(client):
    employer = builders.an_employer("Verket", org_number="202100-5489")
    network = builders.a_network(employer, slug="vart")
    given = {"employer": employer, "network": network, "upto": "published"}
    open_ones = [builders.a_recruitment(**given) for _ in range(2)]
    builders.a_recruitment(**given, reach="network")
    builders.a_recruitment(employer=employer, network=network)
    builders.a_recruitment(upto="published")
    for path in (f"/arbetsgivare/{employer.pk}/ledigtarbete.xml", "/natverk/vart/ledigtarbete.xml"):
        raw = client.get(path).content
        back = read_ledigtarbete(raw)
        assert not back.rejected
        assert {ad.source_id for ad in back.ads} == {str(made.pk) for made in open_ones}
        assert {ad.org_number for ad in back.ads} == {"202100-5489"}
        for private in (open_ones[0].contact.email, "Lena Kihl", "Olle Fack"):
            assert private not in raw.decode()
