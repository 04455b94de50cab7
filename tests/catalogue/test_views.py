from datetime import timedelta

import pytest
from django.urls import reverse

from kollega.catalogue.models import Listing
from kollega.networks.models import Employer
from tests.builders import a_network, an_employer, an_employment
from tests.catalogue.test_queries import TODAY, a_listing

pytestmark = pytest.mark.django_db
PAGE = "/jobb-och-uppdrag/"


def text_of(response):
    return response.content.decode()


def test_a_visitor_sees_what_is_public_and_an_employee_more(client):
    own = an_employer()
    network = a_network(own)
    a_listing("Öppet för alla", own, closes_on=TODAY + timedelta(days=3), place="Sundsvall", extent="Heltid")
    a_listing("Bara nätverket", own, reach="network", network=network, kind="assignment", closes_on=TODAY)
    visitor = text_of(client.get(reverse("catalogue:list")))
    assert "Öppet för alla" in visitor
    assert "Bara nätverket" not in visitor
    assert "1 träff" in visitor
    assert "Sök senast 26\u00a0november 2026" in visitor
    client.force_login(an_employment(at=own).person)
    employee = text_of(client.get(PAGE, {"natverk": network.slug}))
    assert "2 träffar" in employee
    assert "Svara senast 23\u00a0november 2026" in employee


def test_filters_are_in_the_address_and_can_be_taken_away_one_by_one(client):
    employer = an_employer("Länsstyrelsen")
    a_listing("Registrator", employer, place="Härnösand", municipality="2280")
    page = text_of(client.get(PAGE, {"q": "regis", "ort": "härnö", "arbetsgivare": str(employer.pk), "typ": "job"}))
    assert "1 träff" in page
    assert f'href="?ort=h%C3%A4rn%C3%B6&amp;typ=job&amp;arbetsgivare={employer.pk}"' in page
    assert "<span>Länsstyrelsen</span> <svg" in page
    empty = text_of(client.get(PAGE, {"q": "saknas"}))
    assert "Inget passar det du sökte" in empty


def test_an_empty_list_says_what_to_do_next(client):
    assert "Inget är öppet just nu" in text_of(client.get(PAGE))


def test_the_next_page_goes_on_where_this_one_ended(client):
    employer = an_employer()
    for number in range(21):
        a_listing(f"Annons {number:02}", employer, minutes=number)
    first = client.get(PAGE)
    assert "21 träffar" in text_of(first)
    assert "Annons 20" not in text_of(first)
    following = text_of(client.get(PAGE + first.context["pages"]["next"]))
    assert "Annons 20" in following
    assert "Annons 19" not in following
    assert "Till första sidan" in following


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=" + "x" * 5000, "arbetsgivare=nej", "typ=sekt", "efter=1-2", "efter=%00", "ort=%00&q=a",
        "q=%25_%5C",
        "arbetsgivare=00000000-0000-0000-0000-000000000000", "efter=99999999999999999999-" + "0" * 32, "q=<script>",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_left_out(client, query):
    a_listing()
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert "<script>" not in text_of(response).split("<main")[1]


def test_a_network_that_does_not_exist_is_no_page(client):
    assert client.get(PAGE, {"natverk": "finns-inte"}).status_code == 404


def test_what_an_employer_is_called_cannot_carry_markup(client):
    a_listing("<b>fet</b>", an_employer("<i>Verket</i>"))
    page = text_of(client.get(PAGE))
    assert "<b>fet" not in page
    assert "<i>Verket" not in page


def test_the_page_takes_as_many_statements_for_one_row_as_for_three(client, django_assert_num_queries):
    network = a_network(an_employer())
    a_listing("Ett", employer=Employer.objects.get())
    client.get(PAGE, {"natverk": network.slug})
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(PAGE, {"natverk": network.slug})
    a_listing("Två", employer=Employer.objects.get())
    a_listing("Tre", employer=Employer.objects.get())
    with django_assert_num_queries(len(one)):
        client.get(PAGE, {"natverk": network.slug})
    assert Listing.objects.count() == 3
    assert len(one) <= 6


def test_words_typed_wrong_are_mended_and_can_be_searched_as_typed(client):
    a_listing("Handläggare")
    page = text_of(client.get(PAGE, {"q": "handlägare"}))
    assert "Visar träffar för <strong>handläggare</strong>" in page
    assert "Sök i stället efter handlägare" in page
    assert "<mark>Handläggare</mark>" in page
    as_typed = text_of(client.get(PAGE, {"q": "handlägare", "exakt": "1"}))
    assert "0 träffar" in as_typed
    assert "Visar träffar för" not in as_typed


def test_a_word_is_never_mended_to_one_that_only_others_may_see(client):
    a_listing("Underrättelseanalytiker", reach="employer")
    page = text_of(client.get(PAGE, {"q": "underrättelseanalytikre"}))
    assert "Visar träffar för" not in page
    assert "0 träffar" in page


def test_where_nothing_is_found_the_nearest_is_offered_with_counts(client):
    a_listing("Jurist", municipality="2262", place="Timrå")
    a_listing("Bagare", municipality="0180", place="Stockholm", minutes=1)
    page = text_of(client.get(PAGE, {"q": "jurist bagare", "ort": "Sundsvall"}))
    assert "Det här ligger närmast" not in page
    page = text_of(client.get(PAGE, {"q": "jurist", "ort": "Sundsvall", "typ": "assignment"}))
    assert 'href="?q=jurist&amp;ort=Sundsvall&amp;nara=1">Sök även nära Sundsvall</a>' in page
    assert 'href="?q=jurist">Sök i hela landet</a>' in page
    assert "1 träff" in page
    page = text_of(client.get(PAGE, {"q": "bagare murare"}))
    assert 'href="?q=bagare">Sök på ”bagare”</a>' in page


def test_several_choices_of_a_kind_are_in_one_address_and_boxes_stay_checked(client):
    for number, code in enumerate(("2281", "1283", "0180")):
        a_listing(f"Jurist {number}", municipality=code, minutes=number)
    page = text_of(client.get(PAGE, {"lan": ["22", "12"], "sortera": "sista-dag"}))
    assert "2 träffar" in page
    assert page.count(' name="lan"') == 3
    assert page.count('form="sok" checked') == 2
    assert '<a href="?lan=22&amp;sortera=sista-dag">' not in page
    assert 'href="?lan=22&amp;sortera=sista-dag"><span>Skåne län</span>' in page


def test_an_english_ad_says_its_language(client):
    a_listing("Software developer", language="en", summary="We build.")
    page = text_of(client.get(PAGE))
    assert '<h3 lang="en">' in page
    assert '<p lang="en">' in page
