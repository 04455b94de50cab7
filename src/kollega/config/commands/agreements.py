"""agreements verify FILE...: says whether a PDF is an agreement that was signed, by whom and when.

Exit codes: 0 all are agreements that were signed; 1 some are not; 2 could not be done.
"""

import argparse
import hashlib
import json
from pathlib import Path

from kollega.config.database import database, readable, set_up

ABOUT = """Säger om en PDF är just det avtal som skrevs under, av vem och när. Varje fil ger en rad JSON.

Både avtalet så som det skrevs under och kopian med underskrifterna känns igen. En enda ändrad byte gör att filen inte
gör det.

Slutkod: 0 alla filer är underskrivna avtal, 1 någon är det inte, 2 kunde inte göras."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./kollega agreements", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["verify"], help="verify: kontrollera filerna")
    parser.add_argument("files", nargs="+", metavar="FIL", help="avtal som PDF")
    parser.add_argument("--demo", action="store_true", help="demons avtal i stället för de riktiga")
    options = parser.parse_args(arguments)
    paths = [readable(path) for path in options.files]
    with database(folder="demo" if options.demo else "postgresql"):
        set_up()
        answers = [_told(path) for path in paths]
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    return 0 if all(answer["signed"] for answer in answers) else 1


def _told(path: Path) -> dict:
    from kollega.lending.queries import paper_with

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = paper_with(digest)
    if found is None:
        return {"file": path.name, "known": False, "signed": False, "sha256": digest}
    agreement, signatures = found.version.agreement, found.version.signatures.select_related("person").order_by("at")
    return {
        "file": path.name, "known": True, "signed": bool(found.signed_digest), "sha256": digest,
        "agreement": agreement.number, "version": found.version.number, "lender": str(agreement.lender),
        "receiver": str(agreement.receiver), "state": agreement.state,
        "signatures": [
            {"party": s.party, "name": str(s.person), "at": s.at.isoformat(), "method": s.method} for s in signatures
        ],
    }  # fmt: skip
