"""How much of what a generation holds: counted once, by queries of ours over the default graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyoxigraph as ox

from kg.model.record import record
from kg.serve.linked.once import once
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES

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
_INITIATIVES = "SELECT ?s { ?s a mxtd:Initiative }"
_LINKS = "SELECT ?p ?o { VALUES ?p { owl:sameAs skos:exactMatch skos:closeMatch } ?s ?p ?o FILTER(isIRI(?o)) }"


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
        examples=tuple(sorted(_column(store, _INITIATIVES, "s"))[:3]),
    )  # fmt: skip


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    answer = store.query(query, prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _column(store: ox.Store, query: str, name: str) -> list[str]:
    return [row[name].value for row in _rows(store, query)]


def _counted(store: ox.Store, query: str) -> dict[str, int]:
    return dict(sorted((row["x"].value, int(row["n"].value)) for row in _rows(store, query)))


def _number(store: ox.Store, query: str) -> int:
    return sum(int(row["n"].value) for row in _rows(store, query))


def _links(store: ox.Store) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for row in _rows(store, _LINKS):
        for target, (_, start) in TARGETS.items():
            if row["o"].value.startswith(start):
                found[target, row["p"].value] += 1
    return dict(sorted(found.items()))
