"""The agreement as a paper: the bytes that are signed, the copy that says by whom, and who may read them."""

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from kollega.config.commands.agreements import _told
from kollega.core import english
from kollega.lending import actions
from kollega.lending.files import agreement_paper, tongues
from kollega.lending.terms import LegalForm, Party
from kollega.networks.terms import EmployerKind
from tests import builders

pytestmark = pytest.mark.django_db


def words(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(bytes(pdf))).pages)


def written(agreement, **changes):
    version = agreement.version
    for name, value in changes.items():
        setattr(version, name, value)
    return agreement_paper(agreement, version, clauses=[("Rubrik", "Text")], on=version.made_at.date())


def test_the_paper_says_what_is_agreed_and_is_the_same_each_time(today):
    agreement = builders.Loan(today).to_sign()
    assert written(agreement) == written(agreement)
    said = words(agreement.version.paper.pdf)
    for fact in (str(agreement.lender), str(agreement.receiver), str(agreement.person), "80 procent", "Leda en grupp",
                 "Anställningen", "Personallånets längd"):  # fmt: skip
        assert fact in said
    assert "Underskrifter" not in said


def test_anything_that_is_signed_changes_the_bytes(today):
    agreement = builders.Loan(today, kind=EmployerKind.MUNICIPALITY).to_sign()
    changed = {
        "starts_on": date(2027, 3, 2),
        "ends_on": date(2027, 4, 29),
        "share": 81,
        "tasks": "Annat",
        "workplace": "Timrå",
        "monthly_salary": Decimal(46001),
        "contribution_percent": Decimal(31),
        "overhead_percent": Decimal(4),
        "travel": "Tåg",
        "equipment": "Dator",
        "secrecy": "Ja",
        "buyer_reference": "Y",
        "order_reference": "1",
        "is_insurance_checked": False,
        "union_informed_on": None,
        "early_end_days": 60,
        "cost_model": "fixed",
        "follows_rates": True,
    }
    of_models = {"monthly_amount": "fixed", "hourly_amount": "hourly", "monthly_hours": "hourly"}  # fmt: skip
    assert set(changed) | set(of_models) == set(actions.TERMS)
    papers = {written(agreement), written(agreement, number=2)}
    for name, value in changed.items():
        papers.add(written(builders.Loan.fresh(agreement), **{name: value}))
    for name, model in of_models.items():
        for value in (Decimal(100), Decimal(101)):
            said = {"cost_model": model, "hourly_amount": Decimal(9), "monthly_hours": Decimal(9)} | {name: value}
            papers.add(written(builders.Loan.fresh(agreement), **said))
    assert len(papers) == len(changed) + 2 * len(of_models) + 2


def test_it_is_written_for_screen_readers_and_archives(today):
    reader = PdfReader(BytesIO(bytes(builders.Loan(today).to_sign().version.paper.pdf)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert str(root["/Lang"]).startswith("sv")
    about = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part>1" in about.replace(" ", "") or 'pdfuaid:part="1"' in about
    assert "pdfaid:part>2" in about.replace(" ", "") or 'pdfaid:part="2"' in about


def test_what_someone_writes_is_words_and_never_markup(today):
    agreement = builders.Loan(today).to_sign()
    pdf = written(agreement, tasks='#panic("x") *fet* $x$ @a <b> \\ "', workplace="= Rubrik")
    assert '#panic("x") *fet* $x$ @a <b>' in words(pdf)


def test_the_signed_copy_says_who_signed_and_the_frozen_paper_stays(today):
    loan = builders.Loan(today)
    agreement = loan.to_sign()
    frozen = bytes(agreement.version.paper.pdf)
    for person in (loan.head, loan.their_head, loan.employee):
        assert builders.anew(agreement).version.paper.signed_pdf is None
        actions.sign(agreement, by=loan.by(person), method="kod", digest=agreement.version.digest, today=today)
    paper = builders.anew(agreement).version.paper
    assert bytes(paper.pdf) == frozen
    said = words(paper.signed_pdf)
    assert paper.digest in said.replace("\n", "")
    for person in (loan.head, loan.their_head, loan.employee):
        assert str(person) in said


def test_a_file_is_known_by_its_bytes_and_one_byte_more_is_another(tmp_path, today):
    loan = builders.Loan(today)
    frozen = loan.to_sign()
    path = tmp_path / "avtal.pdf"
    path.write_bytes(bytes(frozen.version.paper.pdf))
    assert (_told(path)["known"], _told(path)["signed"]) == (True, False)
    for person in (loan.head, loan.their_head, loan.employee):
        actions.sign(frozen, by=loan.by(person), method="kod", digest=frozen.version.digest, today=today)
    told = _told(path)
    assert told["signed"]
    assert [s["name"] for s in told["signatures"]] == [str(p) for p in (loan.head, loan.their_head, loan.employee)]
    copy = tmp_path / "kopia.pdf"
    copy.write_bytes(bytes(builders.anew(frozen).version.paper.signed_pdf))
    assert _told(copy)["signed"]
    path.write_bytes(path.read_bytes() + b"\n")
    assert json.dumps(_told(path)) == json.dumps(
        {"file": "avtal.pdf", "known": False, "signed": False, "sha256": sha256(path.read_bytes()).hexdigest()}
    )


def test_the_parties_read_it_and_nobody_else(client, today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    address = f"/utlaning/{agreement.pk}/underskrivet.pdf?version=1"
    client.force_login(loan.employee)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == bytes(agreement.version.paper.signed_pdf)
    assert client.get(f"/utlaning/{agreement.pk}/avtal.pdf").status_code == 200
    for wrong in ("annat.pdf", "avtal.pdf?version=2", "avtal.pdf?version=x"):
        assert client.get(f"/utlaning/{agreement.pk}/{wrong}").status_code == 404
    client.force_login(builders.an_employment(at=loan.lender).person)
    assert client.get(address).status_code == 404


def test_it_is_read_in_english_and_names_the_paper_that_is_signed(client, today):
    loan = builders.Loan(today)
    agreement = loan.to_sign()
    version = agreement.version
    client.force_login(loan.employee)
    at = f"/utlaning/{agreement.pk}/english.pdf?version=1"
    said = words(client.get(at).content)
    assert f"Agreement on the loan of {loan.employee}" in said
    assert "translation of the agreement in Swedish" in said
    assert version.paper.digest in said.replace("\n", "").replace(" ", "")
    assert "SEK 46,000" in said.replace("\xa0", " ")
    assert "80 per cent of full time" in said
    assert "The employee remains employed by the lender" in said
    assert not {"Villkor", "Arbetsuppgifter", "Underskrifter", "procent", "januari"} & set(said.split())
    for person in (loan.head, loan.their_head, loan.employee):
        loan.signs(loan.fresh(agreement), person)
    assert "The receiver" in words(client.get(at).content)
    assert "Signatures" in words(client.get(at).content)


def test_every_language_says_the_same_things():
    swedish, english = tongues.SWEDISH, tongues.ENGLISH
    assert set(english.say) - set(swedish.say) == {"copy"}
    assert set(swedish.say) <= set(english.say)
    for key, said in swedish.say.items():
        assert said.count("{}") == english.say[key].count("{}"), key
    assert set(swedish.forms) == set(english.forms) == set(LegalForm.values)
    assert set(swedish.parties) == set(english.parties) == set(Party.values)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 3, 1), date(2027, 3, 1), "1 March 2027"),
        (date(2027, 3, 1), date(2027, 3, 31), "1–31 March 2027"),
        (date(2027, 3, 1), date(2027, 4, 30), "1 March–30 April 2027"),
        (date(2026, 12, 1), date(2027, 1, 31), "1 December 2026–31 January 2027"),
    ],
)
def test_a_period_in_english(first, last, said):
    assert english.period(first, last).replace("\xa0", " ") == said


def test_sums_in_english():
    assert english.kronor(Decimal("46200.5")).replace("\xa0", " ") == "SEK 46,200.50"
    assert english.kronor(-1200, unit=False) == "\N{MINUS SIGN}1,200"
    assert english.percent(Decimal("31.420")) == "31.42 per cent"
