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
        ("<p>Ett &amp; två</p><ul><li>a</li><li>b</li></ul>", "Ett & två\n• a\n• b"),
        ("<script>alert(1)</script>Hej<br>du", "Hej\ndu"),
        ('<img src=x onerror="alert(1)">Hej', "Hej"),
        ("Lön < 30 000 & > 20 000", "Lön < 30 000 & > 20 000"),
        ("a\n\n\n\n\nb", "a\n\nb"),
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
