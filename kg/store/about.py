"""What the graph says of one thing: its statements, those about it, and the names of what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.store.prefixes import PREFIXES

REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
_NAMING = tuple(
    ox.NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        ("rdf", "type"),
        ("rdfs", "label"),
        ("skos", "altLabel"),
        ("mxtd", "isoCode"),
        ("skos", "notation"),
    )
)
_DEFAULT = ox.DefaultGraph()


def about(store: ox.Store, thing: ox.NamedNode) -> list[ox.Triple]:
    """The plain statements of a thing and about it, and the names of what they name; without an order."""
    own = [*_plain(store, thing, None), *_plain(store, None, thing)]
    named = {node for t in own for node in (t.subject, t.object) if isinstance(node, ox.NamedNode) and node != thing}
    return list(dict.fromkeys([*own, *names(store, named)]))


def names(store: ox.Store, nodes: Iterable[ox.NamedNode]) -> Iterator[ox.Triple]:
    """Types, names and codes of nodes."""
    for node in nodes:
        for predicate in _NAMING:
            for quad in store.quads_for_pattern(node, predicate, None, _DEFAULT):
                yield quad.triple


def readings(store: ox.Store, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Where each statement was read: its reifiers, and what these say."""
    seen: set[ox.NamedNode] = set()
    for triple in triples:
        for quad in store.quads_for_pattern(None, REIFIES, triple, None):
            yield quad.triple
            if isinstance(quad.subject, ox.NamedNode) and quad.subject not in seen:
                seen.add(quad.subject)
                for said in store.quads_for_pattern(quad.subject, None, None, quad.graph_name):
                    if said.predicate != REIFIES:
                        yield said.triple


def in_graph(store: ox.Store, name: ox.NamedNode) -> list[ox.Triple]:
    """The statements of a named graph."""
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, name)]


def anywhere(store: ox.Store, thing: ox.NamedNode) -> list[ox.Triple]:
    """The statements of a thing in any graph."""
    return list(dict.fromkeys(quad.triple for quad in store.quads_for_pattern(thing, None, None, None)))


def _plain(store: ox.Store, subject: ox.NamedNode | None, value: ox.NamedNode | None) -> Iterator[ox.Triple]:
    return (quad.triple for quad in store.quads_for_pattern(subject, None, value, _DEFAULT))
