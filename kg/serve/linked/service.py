"""The endpoint in the words of SPARQL 1.1 Service Description (W3C Recommendation)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.model.text import Text
from kg.serve.linked.figures import figures
from kg.serve.linked.sheet import Sheet
from kg.serve.site import Site
from kg.store.answering import GRAPHS, ROWS

_FORMATS = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF_XML", "nquads": "N-Quads", "trig": "TriG",
}  # fmt: skip
_LISTED = 1000  # graphs that are named; with more, only their number is said
_DEFAULT = Text(
    fr="Le graphe par défaut contient chaque énoncé une fois ; il n'est pas l'union des graphes nommés (un par note, avec la provenance à part).",
    en="The default graph holds each statement once; it is no union of the named graphs (one a note, provenance apart).",
    de="Der Standardgraph enthält jede Aussage einmal; er ist keine Vereinigung der benannten Graphen (einer je Notiz, die Herkunft für sich).",
)
_GRAPHS_SAID = Text(fr="{count} graphes nommés.", en="{count} named graphs.", de="{count} benannte Graphen.")


def service(site: Site, root: str, sheet: Sheet) -> None:
    """Tell a sheet of the endpoint: sd:UnionDefaultGraph is not among its features."""
    here, data = ox.NamedNode(f"{root}/sparql#service"), ox.NamedNode(f"{root}/sparql#dataset")
    sheet.say(here, "rdf:type", "sd:Service")
    sheet.say(here, "sd:endpoint", ox.NamedNode(f"{root}/sparql"))
    sheet.say(here, "sd:supportedLanguage", "sd:SPARQL11Query")
    sheet.say(here, "sd:resultFormat", *(f"formats:{_FORMATS[name]}" for name in (*ROWS, *GRAPHS)))
    sheet.say(here, "sd:defaultEntailmentRegime", ox.NamedNode("http://www.w3.org/ns/entailment/Simple"))
    if site.settings.services:
        sheet.say(here, "sd:feature", "sd:BasicFederatedQuery")
    sheet.say(here, "sd:defaultDataset", data)
    _data_set(site, data, root, sheet)


def _data_set(site: Site, data: ox.NamedNode, root: str, sheet: Sheet) -> None:
    counted, default = figures(site), ox.NamedNode(f"{root}/sparql#default-graph")
    sheet.say(data, "rdf:type", "sd:Dataset")
    sheet.say(data, "sd:defaultGraph", default)
    sheet.say(data, "dcterms:description", _GRAPHS_SAID.filled(count=len(counted.graphs)))
    sheet.say(default, "rdf:type", "sd:Graph", "void:Dataset")
    sheet.say(default, "dcterms:description", _DEFAULT)
    sheet.say(default, "void:triples", ox.Literal(counted.triples))
    listed = counted.graphs if len(counted.graphs) <= _LISTED else ()
    for at, name in enumerate(listed, start=1):
        part = ox.NamedNode(f"{root}/sparql#graph-{at}")
        sheet.say(data, "sd:namedGraph", part)
        sheet.say(part, "rdf:type", "sd:NamedGraph")
        sheet.say(part, "sd:name", ox.NamedNode(name))
