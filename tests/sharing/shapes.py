"""Whether data is what schema.org's own shapes (release 30) say: the shapes as published, among other people's files.

The published shapes ask for a node where a plain value stands (Text, Date, Boolean and six more), which no JSON-LD has;
those nine alone are read as the plain values that schema.org says they are.
"""

import json
import re
import warnings
from functools import cache
from typing import Any

from pyshacl import validate
from rdflib import Graph

from tests.shared_data import shared

PLAIN = ("Boolean", "Date", "DateTime", "Time", "Number", "Integer", "Float")
PLAIN_OR_LINK = ("Text", "URL")


@cache
def _read() -> tuple[Graph, Graph, dict]:
    text = shared("schemaorg-30.0/schemaorg-shapes.shacl.ttl").read_text()
    for names, kind in ((PLAIN, "sh:Literal"), (PLAIN_OR_LINK, "sh:IRIOrLiteral")):
        for name in names:
            said = rf"(:ValidSchema{name} a sh:NodeShape ;\n    sh:nodeKind) sh:BlankNodeOrIRI"
            text, found = re.subn(said, rf"\1 {kind}", text)
            assert found <= 1, name
    kinds = Graph().parse(shared("schemaorg-30.0/schemaorg-subclasses.shacl.ttl"))
    context = json.loads(shared("schemaorg-30.0/schemaorgcontext.jsonld").read_text())["@context"]
    return Graph().parse(data=text), kinds, context


def faults(data: dict[str, Any]) -> list[str]:
    """Return what schema.org's shapes object to, as paths; an empty list when nothing."""
    shapes, kinds, context = _read()
    with warnings.catch_warnings():  # rdflib warns of what it does itself
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=json.dumps(data | {"@context": context}), format="json-ld")
        assert len(graph) > 5, "nothing was read"
        is_right, _, text = validate(graph, shacl_graph=shapes, ont_graph=kinds, advanced=True)
    return [] if is_right else re.findall(r"Result Path: (\S+)", text) or [text[:300]]
