"""invoices check FILE...: holds UBL files to the schema, EN 16931 and Peppol BIS Billing 3, one JSON line a file.

Exit codes: 0 all valid, 1 some not, 2 some could not be checked (the rules are missing, for example).
"""

import argparse
from pathlib import Path

from kollega.peppol import check

ABOUT = """Kontrollerar e-fakturor i UBL mot schemat, EN 16931 och Peppol BIS Billing 3. Varje fil ger en rad JSON.

Slutkod: 0 alla är giltiga, 1 någon är det inte, 2 någon kunde inte kontrolleras,
till exempel för att reglerna saknas."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./kollega invoices", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["check"], help="check: kontrollera filerna")
    parser.add_argument("files", nargs="+", type=Path, help="e-fakturor i UBL")
    parser.add_argument("--rules", type=Path, help="mappen med reglerna (annars KOLLEGA_PEPPOL_RULES)")
    options = parser.parse_args(arguments)
    lines, code = check.report(options.files, options.rules)
    for line in lines:
        print(line)
    return code
