"""The vocabulary files: terms by prefixed name, and what the files say of the nodes they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox

from kg.resources import folder

ONTOLOGY = "https://museumxtd.ch/kg/ontology#"
PLACE = "https://museumxtd.ch/kg/place/"
PREFIXES = {
    "mxtd": ONTOLOGY,
    "schema": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
}
Statement: TypeAlias = tuple[str, str, ox.NamedNode | ox.Literal]  # the IRIs of subject and predicate, the value


@lru_cache(maxsize=4096)
def iri(name: str) -> str:
    """The IRI of a prefixed name such as `mxtd:country`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=4096)
def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name, as a node."""
    return ox.NamedNode(iri(name))


@lru_cache(maxsize=2)
def about_places(codes: frozenset[str]) -> tuple[Statement, ...]:
    """What `ontology/places.ttl` says of some places. The file is cut into a block a place; only theirs are parsed."""
    text = (folder("ontology") / "places.ttl").read_bytes()
    head, *rest = text[text.index(b"@prefix") :].split(b"\n\n")
    names = {f"place:{code}".encode() for code in codes}
    wanted = [block for block in rest if block[: block.find(b" ")] in names]
    return tuple(_statements(ox.parse(b"\n\n".join([head, *wanted]), format=ox.RdfFormat.TURTLE)))


@lru_cache(maxsize=1)
def about_concepts() -> tuple[Statement, ...]:
    """What `ontology/concepts.ttl` says."""
    return tuple(_statements(ox.parse(path=str(folder("ontology") / "concepts.ttl"), format=ox.RdfFormat.TURTLE)))


def _statements(quads: Iterable[ox.Quad]) -> Iterator[Statement]:
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.predicate.value, quad.object
