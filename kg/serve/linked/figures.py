"""How much of what a generation holds: counted once, by queries of ours over the default graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from heapq import nsmallest

import pyoxigraph as ox

from kg.model.record import record
from kg.serve.linked.once import once
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader, pairs

TARGETS = {  # data sets that links lead to, and how their IRIs begin
    "wikidata": ("Wikidata", "http://www.wikidata.org/entity/"),
    "geonames": ("GeoNames", "https://sws.geonames.org/"),
    "europeana": ("Europeana", "http://data.europeana.eu/"),
    "eu-country": ("EU country table", "http://publications.europa.eu/resource/authority/country/"),
}
_THINGS = "VALUES ?kind { mxtd:Initiative mxtd:Resource mxtd:Organisation mxtd:Funder } ?s a ?kind"
_BY_PROPERTY = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"
_BY_CLASS = "SELECT ?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x"
_LANGUAGES = f"SELECT DISTINCT (LANG(?name) AS ?x) {{ {_THINGS} . ?s rdfs:label ?name }}"
_ENTITIES = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {_THINGS} }}"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_TYPE, _INITIATIVE = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["mxtd"] + "Initiative")
_LINKS = tuple(
    ox.NamedNode(PREFIXES[p] + n) for p, n in (("owl", "sameAs"), ("skos", "exactMatch"), ("skos", "closeMatch"))
)


@record
class Figures:
    """The figures of a generation. `classes` and `properties` are by IRI, `links` by target and IRI of the property."""

    triples: int
    subjects: int
    entities: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: Mapping[tuple[str, str], int]
    languages: tuple[str, ...]
    graphs: tuple[str, ...]
    examples: tuple[str, ...]


@once
def figures(site: Site) -> Figures:
    """The figures of a generation."""
    store = site.store
    properties = _counted(store, _BY_PROPERTY)
    graphs = (g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode))
    return Figures(
        triples=sum(properties.values()), subjects=_number(store, _SUBJECTS), entities=_number(store, _ENTITIES),
        classes=_counted(store, _BY_CLASS), properties=properties, links=_links(store),
        languages=tuple(sorted(filter(None, _column(store, _LANGUAGES, "x")))), graphs=tuple(sorted(graphs)),
        examples=tuple(nsmallest(3, _initiatives(store))),
    )  # fmt: skip


def _rows(store: Reader, query: str) -> ox.QuerySolutions:
    answer = store.query(query, prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _column(store: Reader, query: str, name: str) -> list[str]:
    return [row[name].value for row in _rows(store, query)]


def _counted(store: Reader, query: str) -> dict[str, int]:
    return dict(sorted((row["x"].value, int(row["n"].value)) for row in _rows(store, query)))


def _number(store: Reader, query: str) -> int:
    return sum(int(row["n"].value) for row in _rows(store, query))


def _initiatives(store: Reader) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, _TYPE, _INITIATIVE, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _links(store: Reader) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for predicate in _LINKS:
        for _, value in pairs(store, predicate):
            for target, (_, start) in TARGETS.items():
                if isinstance(value, ox.NamedNode) and value.value.startswith(start):
                    found[target, predicate.value] += 1
    return dict(sorted(found.items()))
