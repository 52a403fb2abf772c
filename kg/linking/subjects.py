"""What the graph says of the entities to be linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from kg import place_names
from kg.graph import vocabulary
from kg.graph.vocabulary import PLACE, iri
from kg.links.records import Label, Subject, SubjectKind
from kg.model.addresses import WIKIDATA
from kg.store.reading import Reader

_DEFAULT = ox.DefaultGraph()
_KINDS: dict[str, SubjectKind] = {
    "mxtd:Organisation": "organisation",
    "mxtd:Initiative": "initiative",
    "mxtd:Resource": "resource",
}  # the first that a thing is
_SAME = ("owl:sameAs", "skos:exactMatch")  # a close match is near, and not the same
_OWNERS = ("mxtd:ledBy", "mxtd:funder")


def subjects(store: Reader) -> tuple[Subject, ...]:
    """The entities of a graph, by IRI."""
    kinds: dict[str, SubjectKind] = {}
    for name, kind in _KINDS.items():
        for quad in store.quads_for_pattern(None, vocabulary.term("rdf:type"), vocabulary.term(name), _DEFAULT):
            if isinstance(quad.subject, ox.NamedNode):
                kinds.setdefault(quad.subject.value, kind)
    return tuple(_subject(store, thing, kinds[thing]) for thing in sorted(kinds))


def _subject(store: Reader, thing: str, kind: SubjectKind) -> Subject:
    said: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
    for quad in store.quads_for_pattern(ox.NamedNode(thing), None, None, _DEFAULT):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            said[quad.predicate.value].append(quad.object)

    def values(*names: str) -> tuple[str, ...]:
        return tuple(sorted(v.value for name in names for v in said.get(iri(name), ())))

    return Subject(
        iri=thing,
        kind=kind,
        labels=_labels(said.get(iri("rdfs:label"), ()), said.get(iri("skos:altLabel"), ())),
        pages=values("schema:url"),
        countries=tuple(v.removeprefix(PLACE) for v in values("mxtd:country")),
        start=next((v[:4] for v in values("schema:startDate")), ""),
        end=next((v[:4] for v in reversed(values("schema:endDate"))), ""),
        owners=tuple(dict.fromkeys(name for owner in values(*_OWNERS) for name in _names(store, owner))),
        linked=values(*_SAME),
    )


def _names(store: Reader, thing: str) -> list[str]:
    found = (
        quad.object.value
        for name in ("rdfs:label", "skos:altLabel")
        for quad in store.quads_for_pattern(ox.NamedNode(thing), vocabulary.term(name), None, _DEFAULT)
        if isinstance(quad.object, ox.Literal)
    )
    return sorted(found)


def _labels(main: Iterable[object], others: Iterable[object]) -> tuple[Label, ...]:
    found = (
        Label(text=v.value, language=v.language or "", main=is_main)
        for values, is_main in ((main, True), (others, False))
        for v in values
        if isinstance(v, ox.Literal)
    )
    return tuple(sorted(found, key=lambda x: (not x.main, x.language, x.text)))


@lru_cache(maxsize=1)
def countries_by_item() -> dict[str, str]:
    """ISO 3166-1 codes by Wikidata's items of countries ("Q39": "CH"), from the places file."""
    codes = frozenset(code for found in place_names.places().names.values() for code in found if len(code) == 2)
    said = vocabulary.about_places(codes)
    same = {iri(p) for p in _SAME}
    return {
        value.value.removeprefix(WIKIDATA): subject.removeprefix(PLACE)
        for subject, predicate, value in said
        if predicate in same and isinstance(value, ox.NamedNode) and value.value.startswith(WIKIDATA)
    }
