import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests import builders

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def ask(client, email, **more):
    return client.post("/logga-in/", {"email": email, **more}, follow=True)


def code_in(mail) -> str:
    return re.search(r"din kod är (\S+)", mail.body)[1]


def sign_in(client, person, mailoutbox):
    ask(client, person.email)
    return client.post("/logga-in/kod/", {"code": code_in(mailoutbox[-1])}, follow=True)


def app_code(secret=SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_mailed_code_signs_in_someone_made_by_their_employer(client, mailoutbox):
    person = builders.a_person("Amina")
    page = ask(client, person.email.upper())
    assert "Skriv koden från mejlet" in page.content.decode()
    assert re.fullmatch(r"[A-Z]{3}-[A-Z]{3}", code_in(mailoutbox[0]))
    landed = client.post("/logga-in/kod/", {"code": code_in(mailoutbox[0]).lower().replace("-", " ")}, follow=True)
    assert landed.wsgi_request.user == person
    assert landed.request["PATH_INFO"] == "/mitt/"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(person.email, True, True)]


def test_one_lands_where_one_was_going(client, mailoutbox):
    person = builders.a_person()
    ask(client, person.email, next="/mitt/profil/")
    landed = client.post("/logga-in/kod/", {"code": code_in(mailoutbox[0]), "next": "/mitt/profil/"}, follow=True)
    assert landed.request["PATH_INFO"] == "/mitt/profil/"


def test_an_address_elsewhere_is_not_followed(client, mailoutbox):
    person = builders.a_person()
    ask(client, person.email)
    answer = client.post("/logga-in/kod/", {"code": code_in(mailoutbox[0]), "next": "https://ond.example/"})
    assert answer["Location"] == "/mitt/"


def test_three_wrong_codes_end_the_try(client, mailoutbox):
    person = builders.a_person()
    ask(client, person.email)
    for _ in range(2):
        assert "Koden stämmer inte" in client.post("/logga-in/kod/", {"code": "BBBBBB"}).content.decode()
    assert client.post("/logga-in/kod/", {"code": "BBBBBB"})["Location"] == "/logga-in/"
    right = client.post("/logga-in/kod/", {"code": code_in(mailoutbox[0])}, follow=True)
    assert not right.wsgi_request.user.is_authenticated


def test_an_unknown_address_looks_the_same_and_hears_it_by_mail(client, mailoutbox):
    known = ask(client, builders.a_person().email).content.decode()
    client.cookies.clear()
    unknown = ask(client, "nobody@exempel.invalid").content.decode()

    def plain(page):
        return re.sub(r'value="[^"]{64}"|[\w.]+@exempel\.invalid', "", page)

    assert plain(known) == plain(unknown)
    assert "den finns inte där" in mailoutbox[1].body
    assert "din kod är" not in mailoutbox[1].body


def test_an_address_the_person_had_before_lets_nobody_in(client, mailoutbox):
    person = builders.a_person()
    before = person.email
    sign_in(client, person, mailoutbox)
    client.post("/logga-ut/")
    person.email = "ny@exempel.invalid"
    person.save()
    ask(client, before)
    assert "den finns inte där" in mailoutbox[-1].body


def test_a_closed_account_gets_no_code(client, mailoutbox):
    person = builders.a_person(is_active=False)
    ask(client, person.email)
    assert "den finns inte där" in mailoutbox[0].body


def test_codes_are_not_sent_without_end(client, mailoutbox):
    person = builders.a_person()
    for _ in range(5):
        client.cookies.clear()
        page = ask(client, person.email)
    assert len(mailoutbox) == 3
    assert "för många försök" in page.content.decode()


def test_an_app_is_asked_for_after_the_mailed_code(client, mailoutbox):
    person = builders.a_person()
    TOTP.activate(person, SECRET)
    page = sign_in(client, person, mailoutbox)
    assert page.request["PATH_INFO"] == "/logga-in/app/"
    assert not page.wsgi_request.user.is_authenticated
    wrong = client.post("/logga-in/app/", {"code": "000000"})
    assert "Koden stämmer inte" in wrong.content.decode()
    assert client.post("/logga-in/app/", {"code": app_code()}, follow=True).wsgi_request.user == person


def test_a_duty_asks_for_a_second_factor_before_anything_else_opens(client, mailoutbox):
    person = builders.a_duty("head_of_hr", builders.an_employer())
    assert sign_in(client, person, mailoutbox).request["PATH_INFO"] == "/mitt/sakerhet/"
    for closed in ("/mitt/", "/mitt/ersattare/", "/mitt/uppgifter.json", "/personuppgifter/"):
        assert client.get(closed)["Location"] == "/mitt/sakerhet/"
    for still_open in ("/mitt/sakerhet/", "/mitt/sakerhet/app/", "/mitt/sessioner/", "/logga-ut/", "/halsa/"):
        assert client.get(still_open).status_code == 200
    TOTP.activate(person, SECRET)
    assert client.get("/mitt/").status_code == 200


def test_a_duty_given_at_noon_asks_at_noon_and_so_does_a_colleagues(client, today):
    person, other = builders.a_person(), builders.a_duty("contact", employer := builders.an_employer())
    client.force_login(person)
    assert client.get("/mitt/").status_code == 200
    from kollega.people.models import Substitution

    Substitution.objects.create(person=other, substitute=person, employer=employer, from_on=today, to_on=today)
    assert client.get("/mitt/").status_code == 302


def test_nobody_without_a_duty_has_to(client, mailoutbox):
    assert sign_in(client, builders.a_person(), mailoutbox).request["PATH_INFO"] == "/mitt/"


def test_the_demo_asks_nobody_and_says_so(client, settings, monkeypatch):
    settings.IS_DEMO = True
    monkeypatch.setattr("kollega.pages.frame._demo_bar", dict)  # its links exist only under the demo's addresses
    client.force_login(builders.a_duty("finance", builders.an_employer()))
    assert client.get("/mitt/").status_code == 200
    assert "I demon krävs inget andra steg" in client.get("/mitt/sakerhet/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_adding_an_app_gives_reserve_codes_and_a_mail(client, mailoutbox):
    person = builders.a_person()
    sign_in(client, person, mailoutbox)
    page = client.get("/mitt/sakerhet/app/").content.decode()
    assert "data:image/svg+xml;base64," in page
    code = app_code(client.session["mfa.totp.secret"])
    client.post("/mitt/sakerhet/app/", {"code": code})
    assert mailoutbox[-1].subject == "En app är tillagd på ditt konto"
    assert "Du har 10 kvar" in client.get("/mitt/sakerhet/reservkoder/").content.decode()
    assert client.get("/mitt/sakerhet/reservkoder/nya/").status_code == 200
    assert client.get("/mitt/sakerhet/app/ta-bort/").status_code == 200
    assert client.get("/mitt/sakerhet/passnycklar/ny/").status_code == 200
    assert client.post("/mitt/sakerhet/app/ta-bort/")["Location"] == "/mitt/sakerhet/"
    assert "Lägg till en app" in client.get("/mitt/sakerhet/").content.decode()


def test_what_protects_the_account_is_changed_only_by_who_shows_again_who_they_are(client):
    person = builders.a_person()
    TOTP.activate(person, SECRET)
    client.force_login(person)
    to_codes = "/mitt/sakerhet/app/ta-bort/"
    assert client.get(to_codes)["Location"] == f"/mitt/sakerhet/igen/kod/?next={to_codes.replace('/', '%2F')}"
    again = client.post("/mitt/sakerhet/igen/kod/", {"code": app_code(), "next": to_codes}, follow=True)
    assert again.request["PATH_INFO"] == to_codes
    assert client.get("/mitt/sakerhet/igen/", follow=True).status_code == 200


def test_a_closed_account_is_out_at_the_next_request(client):
    person = builders.a_person()
    client.force_login(person)
    assert client.get("/mitt/").status_code == 200
    person.is_active = False
    person.save()
    assert client.get("/mitt/")["Location"].startswith("/logga-in/")


def test_other_devices_are_listed_and_signed_out(client, mailoutbox):
    from django.test import Client

    person = builders.a_person()
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/605")
    tablet = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/130")
    for device in (phone, tablet, client):
        sign_in(device, person, mailoutbox)
    page = client.get("/mitt/sessioner/").content.decode()
    assert "Safari på iPhone" in page
    assert "Chrome på Android" in page
    assert page.count("Den här enheten") == 1
    from allauth.usersessions.models import UserSession

    of_phone = UserSession.objects.get(user_agent__contains="iPhone").pk
    client.post("/mitt/sessioner/", {"device": of_phone, "once": uuid.uuid4()})
    assert phone.get("/mitt/").status_code == 302
    assert tablet.get("/mitt/").status_code == 200
    client.post("/mitt/sessioner/", {"once": uuid.uuid4()})
    assert tablet.get("/mitt/").status_code == 302
    assert client.get("/mitt/").status_code == 200


def test_nobody_ends_anothers_session(client, mailoutbox):
    from allauth.usersessions.models import UserSession
    from django.test import Client

    other = Client()
    sign_in(other, builders.a_person(), mailoutbox)
    client.force_login(builders.a_person())
    client.post("/mitt/sessioner/", {"device": UserSession.objects.get().pk, "once": uuid.uuid4()})
    assert other.get("/mitt/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "logga-in",
        "logga-in/kod",
        "logga-in/app",
        "logga-in/passnyckel",
        "logga-in/konto",
        "logga-in/stangt",
        "logga-ut",
    ],
)
def test_no_page_breaks_when_one_comes_from_nowhere(client, address):
    assert client.get(f"/{address}/").status_code in {200, 302}
    assert client.post(f"/{address}/").status_code in {200, 302, 405}


def test_the_passkey_page_gives_the_browser_its_options(client):
    answer = client.get("/logga-in/passnyckel/", HTTP_ACCEPT="application/json")
    assert answer.json()["request_options"]["publicKey"]["challenge"]


def test_there_is_no_page_for_passwords_or_registering():
    from kollega.core.policy import rules

    names = {name for name, _ in rules()}
    assert not {n for n in names if "password" in n or "email" in n}
