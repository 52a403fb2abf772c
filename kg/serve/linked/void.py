"""The data set in the words of VoID (W3C Interest Group Note): where it is, what is in it, what it links to."""

from __future__ import annotations

import pyoxigraph as ox

from kg.serve.linked.figures import TARGETS, Figures, figures
from kg.serve.linked.offers import SUFFIXES
from kg.serve.linked.sheet import Sheet
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES

_VOCABULARIES = ("mxtd", "schema", "skos", "dcterms", "owl", "rdfs")
_FORMATS = {"ttl": "formats:Turtle", "jsonld": "formats:JSON-LD", "nt": "formats:N-Triples", "rdf": "formats:RDF_XML"}


def void(site: Site, root: str, sheet: Sheet) -> None:
    """Tell a sheet of the data set; `root` is the absolute address of the site."""
    data, document = ox.NamedNode(f"{site.base}dataset"), ox.NamedNode(f"{root}/.well-known/void")
    counted = figures(site)
    sheet.say(document, "rdf:type", "void:DatasetDescription")
    sheet.say(document, "foaf:primaryTopic", data)
    sheet.say(data, "rdf:type", "void:Dataset")
    sheet.say(data, "foaf:homepage", ox.NamedNode(f"{root}/"))
    sheet.say(data, "void:sparqlEndpoint", ox.NamedNode(f"{root}/sparql"))
    sheet.say(data, "void:uriSpace", ox.Literal(f"{site.base}id/"))
    sheet.say(data, "void:dataDump", *(ox.NamedNode(f"{root}/dump/graph.{suffix}") for suffix in SUFFIXES))
    sheet.say(data, "void:feature", *_FORMATS.values())
    sheet.say(data, "void:vocabulary", *(ox.NamedNode(PREFIXES[name]) for name in _VOCABULARIES))
    sheet.say(data, "void:exampleResource", *map(ox.NamedNode, counted.examples))
    _amounts(data, counted, sheet)
    _partitions(data, root, counted, sheet)
    _linksets(data, root, counted, sheet)


def _amounts(data: ox.NamedNode, counted: Figures, sheet: Sheet) -> None:
    sheet.say(data, "void:triples", ox.Literal(counted.triples))
    sheet.say(data, "void:entities", ox.Literal(counted.entities))
    sheet.say(data, "void:distinctSubjects", ox.Literal(counted.subjects))
    sheet.say(data, "void:classes", ox.Literal(len(counted.classes)))
    sheet.say(data, "void:properties", ox.Literal(len(counted.properties)))


def _partitions(data: ox.NamedNode, root: str, counted: Figures, sheet: Sheet) -> None:
    for at, (kind, number) in enumerate(counted.classes.items(), start=1):
        part = _part(root, f"class-{at}")
        sheet.say(data, "void:classPartition", part)
        sheet.say(part, "void:class", ox.NamedNode(kind))
        sheet.say(part, "void:entities", ox.Literal(number))
    for at, (kind, number) in enumerate(counted.properties.items(), start=1):
        part = _part(root, f"property-{at}")
        sheet.say(data, "void:propertyPartition", part)
        sheet.say(part, "void:property", ox.NamedNode(kind))
        sheet.say(part, "void:triples", ox.Literal(number))


def _linksets(data: ox.NamedNode, root: str, counted: Figures, sheet: Sheet) -> None:
    for (target, property_), number in counted.links.items():
        name, start = TARGETS[target]
        links, other = _part(root, f"links-{target}-{_local(property_)}"), _part(root, target)
        sheet.say(data, "void:subset", links)
        sheet.say(links, "rdf:type", "void:Linkset")
        sheet.say(links, "void:linkPredicate", ox.NamedNode(property_))
        sheet.say(links, "void:subjectsTarget", data)
        sheet.say(links, "void:objectsTarget", other)
        sheet.say(links, "void:triples", ox.Literal(number))
        sheet.say(other, "rdf:type", "void:Dataset")
        sheet.say(other, "dcterms:title", ox.Literal(name))
        sheet.say(other, "void:uriSpace", ox.Literal(start))


def _part(root: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{root}/.well-known/void#{name}")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
