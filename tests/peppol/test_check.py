"""The check says valid only of what it has checked, and withstands hostile files."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from kollega.peppol import check
from tests.peppol.shared_data import PEPPOL, examples, needs_rules

pytestmark = needs_rules
BASE = PEPPOL / "examples" / "base-example.xml"


def checked(path: Path, rules: Path | None = PEPPOL) -> tuple[dict[str, Any], int]:
    lines, code = check.report([path], rules)
    assert len(lines) == 1
    return json.loads(lines[0]), code


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "file.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_every_example_is_valid(path: Path) -> None:
    facts, code = checked(path)
    assert facts == {"file": str(path), "valid": True, "fired": [], "warnings": []}
    assert code == 0


def test_the_rules_may_lie_in_the_folder_itself_or_be_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(BASE, PEPPOL / "schematron")[1] == 0
    monkeypatch.setenv("KOLLEGA_PEPPOL_RULES", str(PEPPOL))
    assert checked(BASE, None)[1] == 0


def test_a_broken_rule_makes_it_invalid(tmp_path: Path) -> None:
    broken = BASE.read_text().replace("BuyerReference", "Note")
    facts, code = checked(written(tmp_path, broken))
    assert facts["valid"] is False
    assert "PEPPOL-EN16931-R003" in facts["fired"]
    assert "XSD" in facts["fired"]
    assert facts["fired"] == sorted(set(facts["fired"]))
    detail = next(detail for detail in facts["details"] if detail["rule"] == "XSD")
    assert detail["line"] > 1
    assert code == 1


def test_only_warnings_leave_it_valid(tmp_path: Path) -> None:
    text = BASE.read_text().replace("<cbc:InvoiceTypeCode>", "<cbc:InvoiceTypeCode name='x'>", 1)
    facts, code = checked(written(tmp_path, text))
    assert (facts["valid"], facts["fired"], code) == (True, [], 0)
    assert facts["warnings"]


@pytest.mark.parametrize(("number", "holds"), [("2021005489", True), ("2021005488", False), ("202100548", False)])
def test_swedish_organisation_numbers_need_ten_digits_and_the_check_digit(
    tmp_path: Path, number: str, holds: bool
) -> None:
    text = BASE.read_text()
    start, end = text.index("<cbc:EndpointID"), text.index("</cbc:EndpointID>")
    text = f'{text[:start]}<cbc:EndpointID schemeID="0007">{number}{text[end:]}'
    facts, _ = checked(written(tmp_path, text))
    assert facts["fired"] == ([] if holds else ["PEPPOL-COMMON-R049"])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "XML"),
        (b"not xml", "XML"),
        (b"\xff\xfe\x00garbage\x80\x81", "XML"),
        ("<a>å</a>".encode("latin-1"), "XML"),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "XML"),
        (b"<a>", "XML"),
        (b"<a>" * 2000 + b"</a>" * 2000, "XML"),
        (b"<Invoice/>", "ROOT"),
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "ROOT"),
        (b'<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', "ROOT"),
        (b"<a/>" + b" " * (11 * 1024 * 1024), "SIZE"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:20].decode("ascii", "replace"),
)
def test_what_is_no_invoice_is_not_valid(tmp_path: Path, content: bytes, rule: str) -> None:
    facts, code = checked(written(tmp_path, content))
    assert (facts["valid"], facts["fired"], code) == (False, [rule], 1)
    assert facts["details"][0]["message"].startswith("Filen ")


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "http://LISTENER/x">]>',
        '<!DOCTYPE Invoice SYSTEM "http://LISTENER/x.dtd">',
        '<!DOCTYPE Invoice [<!ENTITY % p SYSTEM "http://LISTENER/x"> %p;]>',
        f'<!DOCTYPE Invoice [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l9;">]>',
        '<!DOCTYPE Invoice [<!ENTITY x "harmless">]>',
    ],
    ids=["local file", "remote file", "external subset", "parameter entity", "billion laughs", "internal entity"],
)
@pytest.mark.parametrize(
    "use", ["<cbc:Note>&x;</cbc:Note>", "<cbc:Note a='&x;'/>", ""], ids=["text", "attribute", "no"]
)
def test_a_doctype_is_refused_and_nothing_is_fetched(tmp_path: Path, doctype: str, use: str) -> None:
    start = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    start += 'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        doctype = doctype.replace("LISTENER", f"127.0.0.1:{listener.getsockname()[1]}")
        facts, code = checked(written(tmp_path, f"{doctype}{start}{use}</Invoice>"))
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert (facts["fired"], code) == (["XML"], 1)


def test_nothing_hostile_reaches_standard_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    secret = BASE.read_text().replace("ChargeIndicator>true", "ChargeIndicator>hemligt")
    _, code = checked(written(tmp_path, secret))
    assert code == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("lines", "fired"), [(6_000, ["XSD"]), (250_000, ["SIZE"])])
def test_a_flood_of_elements_is_soon_refused(tmp_path: Path, lines: int, fired: list[str]) -> None:
    flood = BASE.read_text().replace("</Invoice>", "<cac:InvoiceLine/>" * lines + "</Invoice>")
    facts, code = checked(written(tmp_path, flood))
    assert (facts["valid"], facts["fired"], code) == (False, fired, 1)
    assert len(facts["details"]) <= check.MOST_DETAILS


def test_without_rules_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOLLEGA_PEPPOL_RULES", raising=False)
    for rules in (None, tmp_path / "nowhere", tmp_path):
        facts, code = checked(BASE, rules)
        assert (facts["valid"], code) == (None, 2)
        assert facts["error"].endswith(".")


@pytest.mark.parametrize("name", check.RULE_FILES)
@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('test="', 'test="(((', 1),
        lambda text: text.replace("<rule ", "<extends rule='x'/><rule ", 1),
    ],
    ids=["empty", "cut short", "broken expression", "unknown element"],
)
def test_broken_rules_say_nothing_of_a_good_file(tmp_path: Path, name: str, damage: Any) -> None:
    for rule_file in check.RULE_FILES:
        text = (PEPPOL / "schematron" / rule_file).read_text()
        (tmp_path / rule_file).write_text(damage(text) if rule_file == name else text)
    facts, code = checked(BASE, tmp_path)
    assert (facts["valid"], code) == (None, 2)
    assert name in facts["error"]


def test_one_missing_rule_file_is_enough(tmp_path: Path) -> None:
    name = check.RULE_FILES[0]
    (tmp_path / name).write_bytes((PEPPOL / "schematron" / name).read_bytes())
    facts, code = checked(BASE, tmp_path)
    assert (facts["valid"], code) == (None, 2)
    assert check.RULE_FILES[1] in facts["error"]


def test_a_file_that_cannot_be_read_outweighs_one_that_is_invalid(tmp_path: Path) -> None:
    bad = written(tmp_path, "not xml")
    lines, code = check.report([BASE, bad, tmp_path / "nowhere.xml", tmp_path], PEPPOL)
    assert [json.loads(line)["valid"] for line in lines] == [True, False, None, None]
    assert code == 2
    assert check.report([BASE, bad], PEPPOL)[1] == 1
    assert check.report([], PEPPOL)[1] == 2
