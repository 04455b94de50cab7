from datetime import datetime
from types import SimpleNamespace

import pytest

from kollega.core.clock import STOCKHOLM
from kollega.vacancies import rules
from kollega.vacancies.rules import Ad, BadAd

NOW = datetime(2025, 9, 12, 9, tzinfo=STOCKHOLM)


def an_ad(**changes):
    fields = {
        "source_id": "1", "employer_name": "Verket", "title": "Registrator", "text": "Text",
        "url": "https://exempel.invalid/1", "published_at": NOW,
    }  # fmt: skip
    return Ad(**fields | changes)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-09-25T23:59:59", "2025-09-25T23:59:59+02:00"),
        ("2025-12-01T12:00:00", "2025-12-01T12:00:00+01:00"),
        ("2025-09-25T12:00:00Z", "2025-09-25T14:00:00+02:00"),
        ("2025-09-25", "2025-09-25T00:00:00+02:00"),
    ],
)
def test_time_without_a_zone_is_swedish_time(written, meant):
    assert rules.moment(written).isoformat() == meant
    assert rules.moment(None) is rules.moment("") is None


@pytest.mark.parametrize("written", ["snart", "2025-13-01", "0001-01-01T00:00:00+14:00", "9999-12-31", {"a": 1}])
def test_what_is_no_time_is_no_ad(written):
    with pytest.raises(BadAd):
        rules.moment(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Rad ett\r\n\r\nRad två\nRad tre", "Rad ett\n\nRad två\nRad tre"),
        ("<p>Ett &amp; två</p><ul><li>a</li><li>b</li></ul>", "Ett & två\n\n• a\n• b"),
        ("<script>alert(1)</script>Hej<br>du", "Hej\ndu"),
        ('<img src=x onerror="alert(1)">Hej', "Hej"),
        ("Lön < 30 000 & > 20 000", "Lön < 30 000 & > 20 000"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("<div><p>Ett\n  stycke</p>\n<p>Till</p></div>", "Ett stycke\n\nTill"),
        ("Ett <b>ord</b>\noch en rad", "Ett ord\noch en rad"),
        ("R&amp;D &lt;b&gt;fet&lt;/b&gt;", "R&D fet"),
        (None, ""),
    ],
)
def test_text_is_kept_as_paragraphs_without_markup(written, read):
    assert rules.plain(written) == read


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "rubriken saknas"),
        ({"source_id": ""}, "id saknas"),
        ({"title": "x" * 251}, "längre än 250"),
        ({"text": "x" * 100_001}, "längre än 100000"),
        ({"title": "a\x00"}, "inte går att spara"),
        ({"place_label": "\udc00"}, "inte går att spara"),
        ({"url": "javascript:alert(1)"}, "ingen webbadress"),
        ({"application_url": "data:text/html,x"}, "ingen webbadress"),
        ({"application_url": "https://"}, "ingen webbadress"),
        ({"application_url": "https://[x"}, "ingen webbadress"),
    ],
)
def test_a_bad_ad_says_why(changes, said):
    assert said in rules.why_not_ad(an_ad(**changes))
    assert rules.why_not_ad(an_ad()) is None


def employer(name, register_name=""):
    return SimpleNamespace(name=name, register_name=register_name)


@pytest.mark.parametrize(
    ("names", "said", "found"),
    [
        (["Verket"], "Något helt annat", "Verket"),
        (["Lunds tingsrätt", "Umeå tingsrätt"], "UMEÅ TINGSRÄTT", "Umeå tingsrätt"),
        (["Lunds tingsrätt", "Umeå tingsrätt"], "Domstolsverket", None),
        (
            ["Hyres- och arrendenämnden i Malmö", "X"],
            "HYRES OCH ARRENDENÄMNEN I MALMÖ",
            "Hyres- och arrendenämnden i Malmö",
        ),
        ([], "Verket", None),
    ],
)
def test_the_name_decides_only_where_several_share_a_number(names, said, found):
    who = rules.whose(an_ad(employer_name=said), [employer(name) for name in names])
    assert (who and who.name) == found


HERE = rules.SEE_ORIGINAL


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ring Kim, 08-123 45 67.", f"Ring Kim, {HERE}."),
        ("08-123 45 67\n2026-12-01", f"{HERE}\n2026-12-01"),
        ("08-123 45 67 12 personer", f"{HERE} 12 personer"),
        ("Tel: 0701234567", f"Tel: {HERE}"),
        ("+46 (0)70-123 45 67 eller 0046 70 123 45 67", HERE),
        ("070–123 45 67 (mobil)", f"{HERE} (mobil)"),
        ("Växel 123 45 67", f"Växel {HERE}"),
        ("kim.exempel@myndighet.se", HERE),
        ("kim.exempel(at)myndighet.se eller kim [at] myndighet.se", HERE),
        ("Skriv till kim.exempel at myndighet.se.", f"Skriv till {HERE}."),
        ("mailto:kim@myndighet.se?subject=Hej", HERE),
        ("kim.exempel@xn--frsk-8qa.se, 060-12 34 56", HERE),
        ("kim@myndighet.se.\nDet här", f"{HERE}.\nDet här"),
        ("kim (at) myndighet (punkt) se", HERE),
        ("E-post: kim_exempel@myndighet.se", f"E-post: {HERE}"),
        ("Lön 30 000 - 35 000 kr", "Lön 30 000 - 35 000 kr"),
        ("Org.nr 202100-5489, dnr 2026/01234", "Org.nr 202100-5489, dnr 2026/01234"),
        ("2026-01-01–2026-12-31 kl. 08.00–17.00", "2026-01-01–2026-12-31 kl. 08.00–17.00"),
        ("851 81 Sundsvall, rum 0412", "851 81 Sundsvall, rum 0412"),
        ("C++, C# och 100 %", "C++, C# och 100 %"),
        ("Period 20260101-20261231", "Period 20260101-20261231"),
        ("https://exempel.se/jobb/0701234567", "https://exempel.se/jobb/0701234567"),
    ],
)
def test_no_ones_phone_or_mail_is_kept(written, kept):
    assert rules.without_contacts(written) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://verket.varbi.com/what:job/jobID:570652/",
         "https://verket.varbi.com/en/what:login/jobID:570652/type:job/apply:1"),
        ("https://web103.reachmee.com/ext/I005/1035/job?site=9&job_id=17",
         "https://web103.reachmee.com/ext/I005/1035/apply?job_id=17"),
        ("https://jobb.verket.se/jobs/1234567-registrator",
         "https://jobb.verket.se/jobs/1234567-registrator/applications/new"),
        ("https://arbetsformedlingen.se/platsbanken/annonser/24021760",
         "http://www.arbetsformedlingen.se/platsbanken/annonser/24021760?x=1"),
        ("https://www.verket.se/jobb/12345", "http://verket.se/jobb/12345/"),
    ],
)  # fmt: skip
def test_links_to_one_ad_have_one_mark(one, other):
    assert rules.mark_of(one) == rules.mark_of(other) != ""


@pytest.mark.parametrize("address", ["https://verket.se/jobb", "https://verket.se", "", "https://[x"])
def test_a_link_to_no_ad_has_no_mark(address):
    assert rules.mark_of(address) == ""


@pytest.mark.parametrize(
    ("going", "had", "stops"),
    [
        (0, 0, False), (1, 1, False), (2, 2, False), (2, 3, False), (3, 10, False), (4, 10, True), (3, 3, True),
        (30, 100, False), (31, 100, True),
    ],
)  # fmt: skip
def test_a_run_stops_before_it_removes_too_much(going, had, stops):
    assert (rules.why_not_remove(going=going, had=had) is not None) == stops


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-12-01", 1), ("1/12 2026", 1), ("1.12.2026", 1), ("01-12-2026", 1), ("1 december 2026", 1),
     ("2026/12/01", 1), ("Tue, 01 Dec 2026 08:00:00 +0100", 1), ("2026-12-01T10:00:00.000+0100", 1)],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written, day):
    assert rules.last_moment(written).date() == datetime(2026, 12, day).date()
