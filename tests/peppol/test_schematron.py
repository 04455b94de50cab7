"""The schematron engine keeps the language's promises and gives the verdicts that OpenPeppol's own test sets give."""

import threading
from collections import Counter

import pytest
from lxml import etree

from kollega.peppol import check
from kollega.peppol.schematron import RulesError, Schematron
from tests.peppol.shared_data import PEPPOL, Case, cases, needs_rules

HEAD = (
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
    '<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/><ns prefix="f" uri="urn:f"/>'
)


def schematron(body: str) -> Schematron:
    return Schematron(f"{HEAD}{body}</schema>".encode())


def fired(body: str, document: str) -> list[str]:
    return [finding.rule for finding in schematron(body).findings(etree.fromstring(document))]


@needs_rules
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_unit_case(case: Case) -> None:
    levels = {"success": ("error", "warning"), "warning": ("warning",), "error": ("error",), "fatal": ("error",)}
    verdict = check.check(case.document, PEPPOL)
    counted = Counter((finding.rule, finding.severity) for finding in verdict.findings)
    times = sum(counted[case.rule, level] for level in levels[case.result])
    if case.result == "success":
        assert times == 0
    else:
        assert times == (case.times or 1)


def test_the_first_matching_rule_of_a_pattern_fires_alone() -> None:
    rules = '<rule context="a[@x]"><assert id="one" test="false()"/></rule>'
    rules += '<rule context="*"><assert id="two" test="false()"/></rule>'
    rules += '<rule context="a"><assert id="three" test="false()"/></rule>'
    assert fired(f"<pattern>{rules}</pattern>", '<a x=""><a/></a>') == ["one", "two"]


def test_each_pattern_looks_at_every_node_anew() -> None:
    rule = '<pattern><rule context="a"><assert id="{}" test="false()"/></rule></pattern>'
    assert fired(rule.format("one") + rule.format("two"), "<a/>") == ["one", "two"]


def test_contexts_may_be_the_document_attributes_text_and_comments() -> None:
    contexts = {"root": "/", "attribute": "@x", "text": "text()", "comment": "comment()", "union": "b | /a/c"}
    rules = "".join(
        f'<pattern><rule context="{context}"><report id="{name}" test="true()"/></rule></pattern>'
        for name, context in contexts.items()
    )
    assert fired(rules, '<a x="1">t<!--c--><b/><c/></a>') == ["root", "attribute", "text", "comment", "union", "union"]


def test_report_fires_when_true_and_assert_when_false() -> None:
    rule = '<rule context="a"><report id="r" test="b"/><assert id="a" test="b"/></rule>'
    assert fired(f"<pattern>{rule}</pattern>", "<a><b/></a>") == ["r"]
    assert fired(f"<pattern>{rule}</pattern>", "<a/>") == ["a"]


def test_variables_live_in_schema_pattern_and_rule() -> None:
    body = '<let name="x" value="count(//a)"/>'
    body += '<pattern><let name="y" value="\'one\'"/><rule context="a[$y = \'one\']">'
    body += '<let name="z" value="@n"/><assert id="one" test="$z = $x"/></rule></pattern>'
    body += '<pattern><let name="y" value="\'two\'"/><rule context="a[$y = \'two\']">'
    body += '<let name="z" value="\'rule\'"/><assert id="two" test="$z = $y"/></rule></pattern>'
    assert fired(body, '<a n="2"><a n="1"/></a>') == ["one", "two", "two"]


def test_functions_of_the_schema_may_be_called() -> None:
    body = '<function xmlns="http://www.w3.org/1999/XSL/Transform" name="f:even" as="xs:boolean">'
    body += '<param name="n"/><value-of select="$n mod 2 = 0"/></function>'
    body += '<pattern><rule context="a"><assert id="even" test="f:even(@n)"/></rule></pattern>'
    assert fired(body, '<a n="1"/>') == ["even"]
    assert fired(body, '<a n="2"/>') == []


@pytest.mark.parametrize(
    ("attributes", "severity"),
    [
        ('flag="fatal"', "error"),
        ('flag="warning"', "warning"),
        ('role="warning"', "warning"),
        ('flag="fatal" role="warning"', "error"),
        ('role="information"', "info"),
        ('flag="unheard-of"', "error"),
        ("", "error"),
    ],
)
def test_severity_is_the_flag_then_the_role_and_else_an_error(attributes: str, severity: str) -> None:
    body = f'<pattern><rule context="a"><assert id="x" {attributes} test="false()"/></rule></pattern>'
    assert [finding.severity for finding in schematron(body).findings(etree.fromstring("<a/>"))] == [severity]


def test_a_message_holds_what_the_document_says_and_where() -> None:
    body = '<pattern><rule context="b"><assert id="x" test="false()">In <name/>: '
    body += '<value-of select="@n"/>, <emph>sic</emph>.</assert></rule></pattern>'
    finding = schematron(body).findings(etree.fromstring('<a><b/>\n<b n="{7}"/></a>'))[1]
    assert (finding.message, finding.place, finding.line) == ("In b: {7}, sic.", "b", 2)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (
            '<pattern><rule context="a"><assert id="x" flag="warning" test="xs:int(.)"/></rule></pattern>',
            "x",
        ),
        (
            '<pattern><rule context="a"><let name="v" value="xs:int(.)"/>'
            '<report id="x" test="$v lt 0"/></rule></pattern>',
            "x",
        ),
        (
            '<let name="v" value="xs:int(/a)"/>'
            '<pattern><rule context="a[$v = 1]"><assert id="x" test="1"/></rule></pattern>',
            "LET-v",
        ),
    ],
    ids=["test", "rule variable", "schema variable in a context"],
)
def test_what_cannot_be_evaluated_counts_as_broken(body: str, rule: str) -> None:
    found = schematron(body).findings(etree.fromstring("<a>ett</a>"))
    assert [(finding.rule, finding.severity) for finding in found] == [(rule, "error")]


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"not xml",
        b"<schema/>",
        HEAD.encode() + b"</schema>",
        HEAD.replace("xslt2", "exslt").encode()
        + b'<pattern><rule context="a"><assert test="1"/></rule></pattern></schema>',
        *(
            f"{HEAD}{body}</schema>".encode()
            for body in (
                '<include href="x.sch"/>',
                '<pattern is-a="x"/>',
                '<pattern><rule abstract="true" id="x"><assert test="1"/></rule></pattern>',
                '<pattern><rule context="a"><extends rule="x"/></rule></pattern>',
                '<pattern><rule context="a"><assert id="x"/></rule></pattern>',
                '<pattern><rule context="a["><assert test="1"/></rule></pattern>',
                '<pattern><rule context="a"><assert test="no:such(1)"/></rule></pattern>',
                '<pattern><rule context="a"><assert test="$nowhere"/></rule></pattern>',
            )
        ),
    ],
)
def test_what_cannot_be_honoured_is_refused(source: bytes) -> None:
    with pytest.raises(RulesError):
        Schematron(source)


def test_rules_can_read_no_other_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("secret")
    report = f'<report id="x" test="true()"><value-of select="unparsed-text(\'{secret.as_uri()}\')"/></report>'
    found = schematron(f'<pattern><rule context="a">{report}</rule></pattern>').findings(etree.fromstring("<a/>"))
    assert [finding.rule for finding in found] == ["x"]
    assert "prohibited" in found[0].message


def test_one_schematron_serves_many_threads() -> None:
    rules = schematron('<pattern><rule context="a"><assert id="x" test="@n"/></rule></pattern>')
    answers: list[list[str]] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append([finding.rule for finding in rules.findings(etree.fromstring("<a/>"))])
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [["x"]] * 8
