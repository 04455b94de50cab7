"""A month's run of a thousand loans and of ten thousand, and what their invoices cost beside the libraries alone."""

import json
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

MONTH, ON, DUE, BEGAN = date(2027, 3, 1), date(2027, 4, 5), date(2027, 5, 5), date(2026, 11, 23)
SIZES = (1_000, 10_000)
ROUNDS, FILES, LEAVING = 9, 40, 200
AT_ONCE = 1_000
numbers = count(1)


def measure(size: int) -> None:
    """Print the runs with their peak of memory, the files beside their floors, and whole exports a second."""
    from bench.run import machine
    from kollega.core import clock

    print(
        f"{machine()}\n\n| month run | seconds | loans a second | most memory of the process, MB |\n|---|---|---|---|"
    )
    with clock.at(BEGAN):
        employers = [_employer_with(loans) for loans in SIZES]
    print(f"| before | | | {_most_memory():.0f} |")
    with clock.at(ON):
        for loan, loans in zip(employers, SIZES, strict=True):
            seconds = _run(loan)
            print(f"| {loans} loans | {seconds:.1f} | {loans / seconds:.0f} | {_most_memory():.0f} |")
        _files(employers[0])
        _leaving(employers[0])


def _most_memory() -> float:
    """The most that the process has held, which never falls: what a larger run adds to it is its growth."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _employer_with(loans: int) -> Any:
    """Return an employer that lends so many colleagues: one signed as people do it, the others like it."""
    from kollega.lending.models import Agreement, VatDecision, Version
    from kollega.people.models import Employment, Person
    from tests import builders

    loan = builders.Loan(BEGAN)
    first = loan.decided()
    version, decision, employment = first.versions.get(), first.vat_decisions.get(), first.employment
    for begins in range(1, loans, AT_ONCE):
        people, jobs, made, versions, decisions = [], [], [], [], []
        for _ in range(min(AT_ONCE, loans - begins)):
            number = next(numbers)
            people.append(Person(email=f"lanad{number}@exempel.invalid", given_name="Lo", family_name=f"Lind {number}"))
            jobs.append(_like(employment, person=people[-1]))
            made.append(_like(first, number=f"X {number}", employment=jobs[-1], origin=None))
            versions.append(_like(version, agreement=made[-1]))
            decisions.append(_like(decision, agreement=made[-1]))
        for model, rows in ((Person, people), (Employment, jobs), (Agreement, made), (Version, versions),
                            (VatDecision, decisions)):  # fmt: skip
            model.objects.bulk_create(rows)
    return loan


def _like(row: Any, **changes: Any) -> Any:
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    for name in changes:
        fields.pop(f"{name}_id", None)
    return type(row)(**fields | changes)


def _run(loan: Any) -> float:
    from kollega.invoicing import actions

    begun = time.perf_counter()
    actions.start_run(loan.lender, month=MONTH, by=loan.by(loan.finance), today=ON)
    while actions.run_next_batch():
        pass
    return time.perf_counter() - begun


def _files(loan: Any) -> None:
    """Print our e-invoice beside lxml that writes the same elements, and our paper beside typst with the same words."""
    from kollega.invoicing import queries
    from kollega.invoicing.files import invoice_file, invoice_paper, readable

    bases = list(queries.of_month(loan.lender, MONTH)[:FILES])
    about = {"number": "202700001", "issued_on": ON, "due_on": DUE}
    elements = [_elements(invoice_file(b, **about)) for b in bases]
    said = [_said(readable, b, about) for b in bases]
    print("\n| file | ours, a second | the library alone, a second | ours / library, CPU |\n|---|---|---|---|")
    _beside("e-invoice (UBL)", lambda n: invoice_file(bases[n], **about), lambda n: _by_lxml(elements[n]))
    _beside("paper (PDF), read back", lambda n: invoice_paper(bases[n], **about), lambda n: _by_typst(said[n]))


def _said(readable: Any, basis: Any, about: dict) -> str:
    invoice = readable.facts_of(basis, **about)
    return json.dumps(readable._said(invoice, readable.totals(invoice), why=""), ensure_ascii=False)


def _elements(xml: bytes) -> list[tuple[int, str, dict, str]]:
    from lxml import etree

    root = etree.fromstring(xml)
    return [(len(list(e.iterancestors())), e.tag, dict(e.attrib), (e.text or "").strip()) for e in root.iter()]


def _by_lxml(elements: list) -> bytes:
    from lxml import etree

    from kollega.peppol.ubl import CAC, CBC

    _, tag, _, _ = elements[0]
    path = [etree.Element(tag, nsmap={None: tag[1:].partition("}")[0], "cac": CAC, "cbc": CBC})]
    for depth, name, attributes, text in elements[1:]:
        del path[depth:]
        path.append(etree.SubElement(path[-1], name, attributes))
        path[-1].text = text or None
    etree.indent(path[0])
    return bytes(etree.tostring(path[0], encoding="UTF-8", xml_declaration=True))


def _by_typst(said: str) -> bytes:
    import typst

    from kollega.core.paper import FONTS, HOUSE

    return bytes(typst.compile(
        HOUSE / "invoicing/papers/invoice.typ", root=HOUSE, font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs={"said": said}, pdf_standards=["ua-1", "a-2a"],
    ))  # fmt: skip


def _beside(name: str, ours: Callable[[int], bytes], floor: Callable[[int], bytes]) -> None:
    for job in (ours, floor):
        job(0)
    ratios, rates = [], ([], [])
    for _ in range(ROUNDS):
        spent = []
        for kept, job in zip(rates, (ours, floor), strict=True):
            cpu, begun = time.process_time(), time.perf_counter()
            for number in range(FILES):
                job(number)
            kept.append(FILES / (time.perf_counter() - begun))
            spent.append(time.process_time() - cpu)
        ratios.append(spent[0] / spent[1])
    shown = " · ".join(f"{r:.2f}" for r in (min(ratios), statistics.median(ratios), max(ratios)))
    print(f"| {name} | {statistics.median(rates[0]):.0f} | {statistics.median(rates[1]):.0f} | {shown} |")


def _leaving(loan: Any) -> None:
    """Print how many invoices a second leave whole, and what the bookkeeping's file of them takes."""
    from kollega.core import clock
    from kollega.invoicing import actions
    from kollega.invoicing.models import Basis
    from tests import builders

    second = builders.a_duty("finance", loan.lender)
    by, other = loan.by(loan.finance), loan.by(second)
    which = list(Basis.objects.filter(agreement__lender=loan.lender).values_list("pk", flat=True)[:LEAVING])
    print("\n| step, many at once | done | a second |\n|---|---|---|")
    for name, who in (("check", by), ("approve", other), ("export", by)):
        begun = time.perf_counter()
        run = actions.take_many(name, which, employer=loan.lender, month=MONTH, by=who, today=ON)
        with clock.at(ON):
            while actions.run_next_batch():
                pass
        run.refresh_from_db()
        done = run.done - len(run.refused)
        print(f"| {name} | {done} | {done / (time.perf_counter() - begun):.0f} |")
    for kind in ("si", "txt"):
        begun = time.perf_counter()
        file = actions.book(loan.lender, month=ON.replace(day=1), kind=kind, by=by, today=ON)
        print(f"| book, {kind} | {file.count} | {file.count / (time.perf_counter() - begun):.0f} |")
        actions.take_back_file(file, by=by, reason="Mätning.")
