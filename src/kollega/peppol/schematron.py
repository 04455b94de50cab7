"""What does a schematron say about a document: ISO schematron compiled to XSLT 3 and run by Saxon."""

import copy
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import saxonche
from lxml import etree

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL_NAMESPACE = "http://www.w3.org/1999/XSL/Transform"
XSL = f"{{{XSL_NAMESPACE}}}"
OWN_PREFIX = "kollega-own"
OWN_NAMESPACE = "urn:kollega:schematron"
PLACE = f"{OWN_PREFIX}:place"
NEVER = "\ue000"
SAXON = "http://saxon.sf.net"
BINDINGS = {"xslt2", "xslt3", "xpath2", "xpath3"}
SILENT = {SCH + name for name in ("title", "p", "phase", "diagnostics", "properties")}
Severity = Literal["error", "warning", "info"]


class RulesError(Exception):
    """A schematron could not be read or compiled, so nothing may be said about any document."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule that did not hold at one place in one document; `place` is the name of the element there."""

    rule: str
    severity: Severity
    message: str
    place: str = ""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An assert or report of the schematron, as its findings are named."""

    rule: str
    severity: Severity


class Schematron:
    """A compiled schematron, usable from any thread."""

    def __init__(self, source: bytes) -> None:
        """Compile `source` (ISO/IEC 19757-3, XSLT 2 or 3 queries); RulesError if any part cannot be honoured."""
        self._claims: list[Claim] = []
        sheets = _stylesheets(_parsed(source), self._claims)
        if not self._claims:
            raise RulesError("The schematron holds no assertions.")
        self._executables = [ENGINE.compile(etree.tostring(sheet, encoding="unicode")) for sheet in sheets]

    def findings(self, root: Any) -> list[Finding]:
        """Every failed assert and fired report, in schematron order; RulesError if Saxon gives up on the document.

        `root` is the lxml element of a document already known to hold no DOCTYPE. An assertion whose test or
        variables raise an error counts as a failed one of severity error: what cannot be evaluated is never valid.
        """
        document = etree.tostring(root, encoding="unicode", with_tail=False)
        places = list(root.iter("*"))
        found = []
        for result in ENGINE.run(self._executables, document):
            for element in etree.fromstring(result.encode(), etree.XMLParser(huge_tree=True)):
                found.append(self._finding(element, places[max(int(element.get("place") or 0) - 1, 0)]))
        return found

    def _finding(self, element: Any, place: Any) -> Finding:
        claim = self._claims[int(element.get("n"))]
        return Finding(
            rule=claim.rule,
            severity="error" if element.get("broken") else claim.severity,
            message=" ".join("".join(element.itertext()).split()),
            place=f"{place.prefix}:{etree.QName(place).localname}" if place.prefix else etree.QName(place).localname,
            line=place.sourceline,
        )


class Engine:
    """One Saxon processor for the process, started at first use and used by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processor: Any = None

    def compile(self, stylesheet: str) -> Any:
        """Saxon's executable for an XSLT 3 text; RulesError with Saxon's own words where it refuses."""
        with self._lock:
            if self._processor is None:
                self._processor = _processor()
            try:
                return self._processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
            except saxonche.PySaxonApiError as error:
                raise RulesError(f"Saxon cannot compile the schematron: {error}") from error

    def run(self, executables: Iterable[Any], document: str) -> list[str]:
        """What each executable says of the document, as XML text; RulesError if a transformation is aborted."""
        with self._lock:
            try:
                node = self._processor.parse_xml(xml_text=document)
                return [executable.transform_to_string(xdm_node=node) for executable in executables]
            except saxonche.PySaxonApiError as error:
                raise RulesError(f"Saxon cannot run the schematron: {error}") from error


ENGINE = Engine()


def _processor() -> Any:
    """Saxon that opens no address and writes no invoice contents to standard error."""
    settings = f'<configuration xmlns="{SAXON}/ns/configuration"><global standardErrorOutputFile="{os.devnull}"/>'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "saxon.xml"
        path.write_text(settings + "</configuration>", encoding="utf-8")
        processor = saxonche.PySaxonProcessor(config_file=str(path))
    processor.set_configuration_property(f"{SAXON}/feature/allowedProtocols", "")
    return processor


def _parsed(source: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        schema = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise RulesError(f"The schematron is not XML: {error}") from error
    if schema.tag != SCH + "schema":
        raise RulesError("The file is not an ISO schematron.")
    if schema.get("queryBinding", "xslt2").lower() not in BINDINGS:
        raise RulesError(f"The query binding {schema.get('queryBinding')} is not supported.")
    return schema


def _children(parent: Any) -> Iterator[Any]:
    for child in parent:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            yield child


def _stylesheets(schema: Any, claims: list[Claim]) -> list[Any]:
    """As few stylesheets as let each pattern keep its own variables, since XSLT has one global scope."""
    patterns, shared = [], []
    for child in _children(schema):
        if child.tag == SCH + "pattern":
            patterns.append(child)
        elif child.tag == SCH + "let" or child.tag.startswith(XSL):
            shared.append(child)
        elif child.tag != SCH + "ns":
            raise RulesError(f"The schematron uses {child.tag}, which is not supported.")
    groups: list[list[Any]] = []
    taken: list[set[str]] = []
    for pattern in patterns:
        names = {let.get("name") for let in pattern.iterchildren(SCH + "let")}
        room = next((i for i, used in enumerate(taken) if not used & names), None)
        if room is None:
            groups.append([])
            taken.append(set())
            room = len(groups) - 1
        groups[room].append(pattern)
        taken[room] |= names
    return [_stylesheet(schema, shared, group, claims) for group in groups]


def _stylesheet(schema: Any, shared: list[Any], patterns: list[Any], claims: list[Claim]) -> Any:
    namespaces = {prefix: uri for prefix, uri in schema.nsmap.items() if prefix}
    namespaces |= {ns.get("prefix"): ns.get("uri") for ns in schema.iterchildren(SCH + "ns")}
    namespaces[OWN_PREFIX] = OWN_NAMESPACE
    sheet = etree.Element(XSL + "stylesheet", nsmap={**namespaces, "xsl": XSL_NAMESPACE}, version="3.0")
    sheet.set("exclude-result-prefixes", "#all")
    _add(sheet, "mode", **{"use-accumulators": PLACE})
    counter = _add(sheet, "accumulator", name=PLACE, **{"initial-value": "0"})
    _add(counter, "accumulator-rule", match="*", select="$value + 1")
    for child in shared:
        if child.tag != SCH + "let":
            sheet.append(copy.deepcopy(child))
    root = etree.SubElement(_add(sheet, "template", match="/"), "findings")
    for let in (child for child in shared if child.tag == SCH + "let"):
        _global_let(sheet, root, let, claims)
    for number, pattern in enumerate(patterns):
        mode = f"pattern-{number}"
        _add(sheet, "mode", name=mode, **{"on-no-match": "deep-skip", "on-multiple-match": "use-last"})
        _add(sheet, "template", match="document-node()", mode=mode, priority="0")
        for let in pattern.iterchildren(SCH + "let"):
            _global_let(sheet, root, let, claims)
        _add(root, "apply-templates", select="descendant-or-self::node()/(. | @*)", mode=mode)
        _pattern(sheet, pattern, mode, claims)
    return sheet


def _pattern(sheet: Any, pattern: Any, mode: str, claims: list[Claim]) -> None:
    if pattern.get("abstract") == "true" or pattern.get("is-a") or pattern.get("documents"):
        raise RulesError("Abstract patterns and patterns over other documents are not supported.")
    rules = []
    for child in _children(pattern):
        if child.tag == SCH + "rule":
            rules.append(child)
        elif child.tag != SCH + "let":
            raise RulesError(f"A pattern uses {child.tag}, which is not supported.")
    for place, rule in enumerate(rules):
        _rule(sheet, rule, mode, len(rules) - place, claims)


def _rule(sheet: Any, rule: Any, mode: str, priority: int, claims: list[Claim]) -> None:
    """A template whose priority falls down the pattern, so that the first matching rule is the one that fires."""
    context = rule.get("context")
    if not context or rule.get("abstract") == "true":
        raise RulesError("A rule without a context is not supported.")
    template = _add(sheet, "template", match=context, mode=mode, priority=str(priority))
    lets: list[Any] = []
    for child in _children(rule):
        if child.tag == SCH + "let":
            lets.append(child)
        elif child.tag in (SCH + "assert", SCH + "report"):
            _claim(template, child, lets, claims)
        else:
            raise RulesError(f"A rule uses {child.tag}, which is not supported.")


def _claim(template: Any, claim: Any, lets: list[Any], claims: list[Claim]) -> None:
    test = claim.get("test")
    if not test:
        raise RulesError("An assertion without a test is not supported.")
    number = str(len(claims))
    claims.append(Claim(rule=claim.get("id") or f"assertion-{number}", severity=_severity(claim)))
    attempt = _add(template, "try")
    for let in lets:
        _let(attempt, let)
    choose = _add(attempt, "choose")
    when = _add(choose, "when", test=test)
    spot = when if claim.tag == SCH + "report" else _add(choose, "otherwise")
    _message(_finding(spot, number), claim)
    _catch(attempt, number)


def _global_let(sheet: Any, root: Any, let: Any, claims: list[Claim]) -> None:
    """A variable of the schema or a pattern, tried openly first: XSLT takes an error in a match pattern for "no match",
    and lets an error in a global variable abort the whole run.
    """
    number = str(len(claims))
    claims.append(Claim(rule=f"LET-{let.get('name')}", severity="error"))
    attempt = _add(root, "try")
    _let(attempt, let)
    _finding(_add(attempt, "if", test=f"string-join(${let.get('name')} ! string(.)) eq '{NEVER}'"), number)
    _catch(attempt, number)
    if let.get("value") is None:
        _let(sheet, let)
        return
    sure = _add(_add(sheet, "variable", name=let.get("name"), **{"as": "item()*"}), "try", select=let.get("value"))
    _add(sure, "catch", select="()")


def _finding(parent: Any, number: str) -> Any:
    finding = etree.SubElement(parent, "finding", n=number)
    _add(finding, "attribute", name="place", select=f"ancestor-or-self::*[1]/accumulator-before('{PLACE}')")
    return finding


def _catch(attempt: Any, number: str) -> None:
    finding = _finding(_add(attempt, "catch"), number)
    finding.set("broken", "yes")
    errors = "Q{http://www.w3.org/2005/xqt-errors}"
    _add(finding, "value-of", select=f"'The rule could not be evaluated: ' || ${errors}description")


def _let(parent: Any, let: Any) -> None:
    variable = _add(parent, "variable", name=let.get("name") or "")
    if let.get("value") is not None:
        variable.set("select", let.get("value"))
        return
    variable.text = let.text
    variable.extend(copy.deepcopy(child) for child in let)


def _message(finding: Any, claim: Any) -> None:
    _add(finding, "text").text = claim.text
    for child in claim:
        if child.tag == SCH + "value-of":
            _add(finding, "value-of", select=child.get("select"))
        elif child.tag == SCH + "name":
            _add(finding, "value-of", select=f"name({child.get('path', '.')})")
        elif isinstance(child.tag, str):
            _add(finding, "text").text = "".join(child.itertext())
        _add(finding, "text").text = child.tail


def _severity(claim: Any) -> Severity:
    """The nearest flag or role, as the Peppol validators read it; what is unknown or unsaid is an error."""
    for element in (claim, claim.getparent(), claim.getparent().getparent()):
        word = (element.get("flag") or element.get("role") or "").lower()
        if word:
            return "warning" if word in ("warning", "warn") else "info" if word in ("info", "information") else "error"
    return "error"


def _add(parent: Any, name: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, XSL + name, attributes)
