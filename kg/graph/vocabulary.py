"""The ontology folder, read: places as a table, and as the nodes that a graph mentions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.graph.resources import folder
from kg.model.folding import fold
from kg.model.place import PlaceTable

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
_PART, _BROADER = PREFIXES["dcterms"] + "isPartOf", PREFIXES["skos"] + "broader"


@lru_cache(maxsize=4096)
def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name such as `mxtd:country`."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Statements about places, and about the concepts of our lists, by subject."""

    places: dict[str, tuple[ox.Triple, ...]]
    concepts: dict[str, tuple[ox.Triple, ...]]
    table: PlaceTable


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """Read `ontology/places.ttl` and `ontology/concepts.ttl`."""
    places = _by_subject("places.ttl")
    return Vocabulary(places=places, concepts=_by_subject("concepts.ttl"), table=_table(places))


def _by_subject(name: str) -> dict[str, tuple[ox.Triple, ...]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in ox.parse(path=str(folder("ontology") / name), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode):
            found[quad.subject.value].append(ox.Triple(quad.subject, quad.predicate, quad.object))
    return {subject: tuple(triples) for subject, triples in found.items()}


def _table(places: dict[str, tuple[ox.Triple, ...]]) -> PlaceTable:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    adjectives: dict[str, dict[str, None]] = defaultdict(dict)
    short: dict[str, dict[str, None]] = defaultdict(dict)
    exact: dict[str, dict[str, None]] = defaultdict(dict)
    parents: dict[str, str] = {}
    within: dict[str, str] = {}
    areas: set[str] = set()
    label, alt = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"
    hidden, notation = PREFIXES["skos"] + "hiddenLabel", PREFIXES["skos"] + "notation"
    for subject in sorted(places):
        code = subject.removeprefix(PLACE)
        if "-" not in code and len(code) == 2 and code != "EU":
            names[code.casefold()][code] = None
            exact[code][code] = None
        if code.isdigit() or code == "EU":
            areas.add(code)
        for triple in places[subject]:
            predicate, value = triple.predicate.value, triple.object
            if predicate in (label, alt) and isinstance(value, ox.Literal):
                names[fold(value.value)][code] = None
                if len(fold(value.value)) <= 3:
                    exact[value.value][code] = None
            elif predicate == hidden and isinstance(value, ox.Literal):
                adjectives[fold(value.value)][code] = None
            elif predicate == notation and "-" in code and isinstance(value, ox.Literal):
                short[value.value][code] = None
            elif predicate == _BROADER and isinstance(value, ox.NamedNode):
                within[code] = value.value.removeprefix(PLACE)
            elif predicate == _PART and isinstance(value, ox.NamedNode):
                parents[code] = value.value.removeprefix(PLACE)
    names.pop("", None)
    return PlaceTable(
        names={k: tuple(v) for k, v in names.items()},
        adjectives={k: tuple(v) for k, v in adjectives.items()},
        short={k: tuple(v) for k, v in short.items()},
        parents=parents,
        areas=frozenset(areas),
        exact={k: tuple(v) for k, v in exact.items()},
        within=within,
        longest=min(max((len(n.split()) for n in names), default=1), 6),
    )
