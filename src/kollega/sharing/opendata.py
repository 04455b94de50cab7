"""What the open data is, as data portals harvest it: DCAT-AP-SE 2, RDF/XML."""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from kollega.sharing.terms import FORMATS, LICENCE

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCAT = "http://www.w3.org/ns/dcat#"
TERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
EU = "http://publications.europa.eu/resource/authority/"
SPACES = {"rdf": RDF, "dcat": DCAT, "dcterms": TERMS, "foaf": FOAF, "vcard": VCARD}


def catalogue(networks: Sequence[Any], *, root: str, feed_of: Any) -> bytes:
    """Return the catalogue: one dataset a network, one distribution a format.

    :param feed_of: gives the path of a network's feed in a format.
    """
    rdf = etree.Element(f"{{{RDF}}}RDF", nsmap=SPACES)
    about = root + "/data/"
    made = _put(rdf, DCAT, "Catalog", about=about)
    _put(made, TERMS, "title", "Öppna data från Kollega", lang="sv")
    _put(made, TERMS, "description", "Lediga jobb hos offentliga arbetsgivare som samverkar.", lang="sv")
    _put(made, TERMS, "publisher", resource=f"{about}utgivare")
    _put(made, TERMS, "license", resource=LICENCE)
    _put(made, TERMS, "language", resource=f"{EU}language/SWE")
    _put(made, FOAF, "homepage", resource=root + "/")
    agent = _put(rdf, FOAF, "Agent", about=f"{about}utgivare")
    _put(agent, FOAF, "name", networks[0].name if len(networks) == 1 else "Nätverken i Kollega")
    for network in networks:
        _put(made, DCAT, "dataset", resource=f"{about}{network.slug}")
        _put_dataset(rdf, network, root=root, about=about, feed_of=feed_of)
    return etree.tostring(rdf, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _put_dataset(rdf: Any, network: Any, *, root: str, about: str, feed_of: Any) -> None:
    data = _put(rdf, DCAT, "Dataset", about=f"{about}{network.slug}")
    _put(data, TERMS, "title", f"Lediga jobb i {network.name}", lang="sv")
    _put(
        data, TERMS, "description", "Alla jobb som är öppna för vem som helst just nu, uppdaterade löpande.", lang="sv"
    )
    _put(data, TERMS, "publisher", resource=f"{about}utgivare")
    _put(data, DCAT, "theme", resource=f"{EU}data-theme/SOCI")
    _put(data, TERMS, "accessRights", resource=f"{EU}access-right/PUBLIC")
    _put(data, TERMS, "accrualPeriodicity", resource=f"{EU}frequency/CONT")
    for word in ("lediga jobb", "platsannonser", "offentlig sektor"):
        _put(data, DCAT, "keyword", word, lang="sv")
    for ending, (name, media) in FORMATS.items():
        address = root + feed_of(network, ending)
        _put(data, DCAT, "distribution", resource=f"{address}#d")
        given = _put(rdf, DCAT, "Distribution", about=f"{address}#d")
        _put(given, TERMS, "title", name, lang="sv")
        _put(given, DCAT, "accessURL", resource=address)
        _put(given, DCAT, "downloadURL", resource=address)
        _put(given, TERMS, "format", media)
        _put(given, TERMS, "license", resource=LICENCE)


def _put(
    parent: Any, space: str, name: str, text: str = "", *, about: str = "", resource: str = "", lang: str = ""
) -> Any:
    made = etree.SubElement(parent, f"{{{space}}}{name}")
    made.text = text or None
    for attribute, value in ((f"{{{RDF}}}about", about), (f"{{{RDF}}}resource", resource)):
        if value:
            made.set(attribute, value)
    if lang:
        made.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    return made
