"""What the data set and the service say of themselves: VoID (W3C note), DCAT 3 with the profile DCAT-AP 3, SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.graph.catalogue import is_licence
from kg.serve.linked import dumps
from kg.serve.linked.offers import SUFFIXES, statements, wanted
from kg.serve.linked.signposts import address
from kg.serve.pages.render import site_of
from kg.serve.site import Site
from kg.store.answering import GRAPHS, ROWS
from kg.store.prefixes import PREFIXES

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Statements: TypeAlias = Iterator[ox.Triple]
_KNOWN = {**PREFIXES, "void": "http://rdfs.org/ns/void#", "foaf": "http://xmlns.com/foaf/0.1/", "sd": "http://www.w3.org/ns/sparql-service-description#",
          "formats": "http://www.w3.org/ns/formats/", "vcard": "http://www.w3.org/2006/vcard/ns#"}  # fmt: skip
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_ELSEWHERE = {
    "wikidata": "http://www.wikidata.org/",
    "geonames": "https://sws.geonames.org/",
    "europeana": "http://data.europeana.eu/",
}
_RESULTS = {"json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
            "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF_XML", "nquads": "N-Quads", "trig": "TriG"}  # fmt: skip


def n(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_KNOWN[prefix] + local)


def void(site: Site, root: str) -> Statements:
    """The data set in VoID: what is in it, by class and property, and where to get it."""
    data = ox.NamedNode(f"{site.base}dataset")
    counts = site_counts(site)
    yield from _said(site, data)
    yield ox.Triple(data, n("rdf:type"), n("void:Dataset"))
    yield ox.Triple(data, n("void:sparqlEndpoint"), ox.NamedNode(f"{root}/sparql"))
    yield ox.Triple(data, n("void:uriSpace"), ox.Literal(f"{site.base}id/"))
    yield ox.Triple(data, n("void:triples"), ox.Literal(counts.triples))
    yield ox.Triple(data, n("void:entities"), ox.Literal(len(site.entities)))
    yield ox.Triple(data, n("void:documents"), ox.Literal(len(site.paths)))
    yield ox.Triple(data, n("foaf:homepage"), ox.NamedNode(f"{root}/"))
    for name in dumps.names():
        yield ox.Triple(data, n("void:dataDump"), ox.NamedNode(f"{root}/dump/{name}"))
    for vocabulary in ("mxtd", "schema", "skos", "dcterms", "org", "prov"):
        yield ox.Triple(data, n("void:vocabulary"), ox.NamedNode(_KNOWN[vocabulary]))
    for iri in sorted(site.entities)[:3]:
        yield ox.Triple(data, n("void:exampleResource"), ox.NamedNode(iri))
    for kind, number in sorted(counts.classes.items()):
        part = ox.NamedNode(f"{root}/.well-known/void#class-{kind.rpartition('#')[2]}")
        yield ox.Triple(data, n("void:classPartition"), part)
        yield ox.Triple(part, n("void:class"), ox.NamedNode(kind))
        yield ox.Triple(part, n("void:entities"), ox.Literal(number))
    for at, (kind, number) in enumerate(sorted(counts.properties.items())):
        part = ox.NamedNode(f"{root}/.well-known/void#property-{at}")
        yield ox.Triple(data, n("void:propertyPartition"), part)
        yield ox.Triple(part, n("void:property"), ox.NamedNode(kind))
        yield ox.Triple(part, n("void:triples"), ox.Literal(number))
    for name, (predicate, number) in sorted(counts.links.items()):
        part = ox.NamedNode(f"{root}/.well-known/void#links-{name}")
        yield ox.Triple(part, n("rdf:type"), n("void:Linkset"))
        yield ox.Triple(data, n("void:subset"), part)
        yield ox.Triple(part, n("void:linkPredicate"), ox.NamedNode(predicate))
        yield ox.Triple(part, n("void:triples"), ox.Literal(number))
        yield ox.Triple(part, n("void:target"), ox.NamedNode(_ELSEWHERE[name]))


def dcat(site: Site, root: str) -> Statements:
    """The data set in a catalogue, as DCAT-AP 3 asks for it: catalogue, data set, distributions, data service."""
    catalogue, data, service = (
        ox.NamedNode(f"{root}/catalog"),
        ox.NamedNode(f"{site.base}dataset"),
        ox.NamedNode(f"{root}/sparql"),
    )
    title = site.settings.title or "Knowledge graph of initiatives"
    yield ox.Triple(catalogue, n("rdf:type"), n("dcat:Catalog"))
    yield from _named(site, catalogue, title, "A catalogue with one data set.")
    yield ox.Triple(catalogue, n("dcat:dataset"), data)
    yield ox.Triple(catalogue, n("dcat:service"), service)
    yield ox.Triple(catalogue, n("foaf:homepage"), ox.NamedNode(f"{root}/"))
    yield from _said(site, data)
    yield from _named(
        site, data, title, "Initiatives that help museums go digital, read from notes, each statement with its line."
    )
    for code in ("FRA", "ENG", "DEU"):
        yield ox.Triple(data, n("dcterms:language"), ox.NamedNode(_LANGUAGE + code))
    yield ox.Triple(data, n("dcat:landingPage"), ox.NamedNode(f"{root}/"))
    for name in dumps.names():
        part = ox.NamedNode(f"{root}/dump/{name}")
        plain = name.removesuffix(".gz")
        yield ox.Triple(data, n("dcat:distribution"), part)
        yield ox.Triple(part, n("rdf:type"), n("dcat:Distribution"))
        yield ox.Triple(part, n("dcat:accessURL"), part)
        yield ox.Triple(part, n("dcat:downloadURL"), part)
        yield ox.Triple(part, n("dcat:mediaType"), ox.NamedNode(_MEDIA + dumps.media_of(plain).split(";")[0]))
        if plain != name:
            yield ox.Triple(part, n("dcat:compressFormat"), ox.NamedNode(f"{_MEDIA}application/gzip"))
        yield from _licence(site, part)
    yield ox.Triple(service, n("rdf:type"), n("dcat:DataService"))
    yield ox.Triple(service, n("dcterms:title"), ox.Literal("SPARQL", language="en"))
    yield ox.Triple(service, n("dcat:endpointURL"), service)
    yield ox.Triple(service, n("dcat:servesDataset"), data)
    yield ox.Triple(service, n("dcterms:conformsTo"), ox.NamedNode("https://www.w3.org/TR/sparql11-protocol/"))


def service(site: Site, root: str) -> Statements:
    """The endpoint, as SPARQL 1.1 Service Description has it. The default graph is no union of the named ones."""
    here = ox.NamedNode(f"{root}/sparql#service")
    dataset, graph = ox.NamedNode(f"{root}/sparql#dataset"), ox.NamedNode(f"{root}/sparql#default")
    yield ox.Triple(here, n("rdf:type"), n("sd:Service"))
    yield ox.Triple(here, n("sd:endpoint"), ox.NamedNode(f"{root}/sparql"))
    yield ox.Triple(here, n("sd:supportedLanguage"), n("sd:SPARQL11Query"))
    for name in (*ROWS, *GRAPHS):
        yield ox.Triple(here, n("sd:resultFormat"), n(f"formats:{_RESULTS[name]}"))
    yield ox.Triple(here, n("sd:defaultDataset"), dataset)
    yield ox.Triple(dataset, n("rdf:type"), n("sd:Dataset"))
    yield ox.Triple(dataset, n("sd:defaultGraph"), graph)
    yield ox.Triple(graph, n("rdf:type"), n("sd:Graph"))
    yield ox.Triple(graph, n("void:triples"), ox.Literal(site_counts(site).triples))
    for at, name in enumerate(sorted(g.value for g in site.store.named_graphs() if isinstance(g, ox.NamedNode))):
        if "/provenance/" in name:
            continue
        part = ox.NamedNode(f"{root}/sparql#graph-{at}")
        yield ox.Triple(dataset, n("sd:namedGraph"), part)
        yield ox.Triple(part, n("rdf:type"), n("sd:NamedGraph"))
        yield ox.Triple(part, n("sd:name"), ox.NamedNode(name))


def _said(site: Site, data: ox.NamedNode) -> Statements:
    """What the graph itself says of the data set."""
    for quad in site.store.quads_for_pattern(data, None, None, None):
        yield quad.triple


def _named(site: Site, node: ox.NamedNode, title: str, description: str) -> Statements:
    yield ox.Triple(node, n("dcterms:title"), ox.Literal(title))
    yield ox.Triple(node, n("dcterms:description"), ox.Literal(description, language="en"))
    publisher = ox.NamedNode(f"{site.base}dataset#publisher")
    yield ox.Triple(node, n("dcterms:publisher"), publisher)
    yield ox.Triple(publisher, n("rdf:type"), n("foaf:Agent"))
    yield ox.Triple(publisher, n("foaf:name"), ox.Literal(site.settings.publisher or title))
    yield from _licence(site, node)


def _licence(site: Site, node: ox.NamedNode) -> Statements:
    if is_licence(site.settings.licence):
        yield ox.Triple(node, n("dcterms:license"), ox.NamedNode(site.settings.licence))


class Counts:
    """How much of what the default graph holds."""

    def __init__(self, store: ox.Store) -> None:
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.links: dict[str, tuple[str, int]] = {}
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            self.properties[quad.predicate.value] += 1
            if not isinstance(quad.object, ox.NamedNode):
                continue
            if quad.predicate == n("rdf:type"):
                self.classes[quad.object.value] += 1
            for name, start in _ELSEWHERE.items():
                if quad.object.value.startswith(start):
                    self.links[name] = (quad.predicate.value, self.links.get(name, ("", 0))[1] + 1)
        self.triples = self.properties.total()


def site_counts(site: Site) -> Counts:
    """The counts of a generation, counted once."""
    found: Counts | None = site.kept.get("counts")
    if found is None:
        found = site.kept.setdefault("counts", Counts(site.store))
    return found


def _answer(describe: Callable[[Site, str], Statements], name: str = "") -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        site = site_of(request)
        return statements(request, describe(site, address(request, site)), name or wanted(request, page=False))

    return answer


sparql = _answer(service)


def routes() -> list[BaseRoute]:
    """The addresses of descriptions."""
    found: list[BaseRoute] = []
    for path, describe in (("/.well-known/void", void), ("/catalog", dcat)):
        found.append(Route(path, _answer(describe)))
        found += [Route(f"{path}.{suffix}", _answer(describe, name)) for suffix, name in SUFFIXES.items()]
    return found
