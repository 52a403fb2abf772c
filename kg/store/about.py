"""What the graph says of one thing: its statements, those about it, the names of what they name, and where they were read."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.store.details import DETAILS
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader, around, called, read_where

REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
_DEFAULT = ox.DefaultGraph()
_MANY = 2000  # things; of more, all names are read once, which is quicker than looking each up


def about(store: Reader, thing: ox.NamedNode) -> set[ox.Triple]:
    """The statements of a thing and about it in the default graph, and types, names and codes of what they name.

    Of what stands in no default graph (a reading, the data set) its statements in any graph.
    """
    around(store, thing)
    own = _matching(store, thing, None, _DEFAULT) or _matching(store, thing, None, None)
    own |= _matching(store, None, thing, _DEFAULT)
    return own | names(store, own, thing)


def names(store: Reader, triples: Iterable[ox.Triple], but: ox.NamedNode | None = None) -> set[ox.Triple]:
    """Types, names and codes of what statements name, except of one thing that is described whole."""
    named = {node for t in triples for node in (t.subject, t.object) if isinstance(node, ox.NamedNode) and node != but}
    if len(named) > _MANY:
        found = (quad for p in DETAILS for quad in store.quads_for_pattern(None, p, None, _DEFAULT))
        return {quad.triple for quad in found if quad.subject in named}
    called(store, named)
    return {
        quad.triple
        for node in named
        for predicate in DETAILS
        for quad in store.quads_for_pattern(node, predicate, None, _DEFAULT)
    }


def readings(store: Reader, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Where statements were read: their reifiers, and what these say of note, line, column and rule."""
    found: set[ox.Triple] = set()
    triples = list(triples)
    read_where(store, triples)
    for triple in triples:
        for quad in store.quads_for_pattern(None, REIFIES, triple, None):
            found.add(quad.triple)
            if isinstance(quad.subject, ox.NamedNode):
                found |= {t for t in _matching(store, quad.subject, None, quad.graph_name) if t.predicate != REIFIES}
    return found


def in_graph(store: Reader, name: ox.NamedNode) -> set[ox.Triple]:
    """The statements of a named graph."""
    return _matching(store, None, None, name)


def is_graph(store: Reader, name: ox.NamedNode) -> bool:
    """Whether there is a named graph of that name."""
    return store.contains_named_graph(name)


def is_described(store: Reader, node: ox.NamedNode) -> bool:
    """Whether anything is said of a node, or it names a graph."""
    patterns = ((node, None), (None, node))
    return is_graph(store, node) or any(
        next(iter(store.quads_for_pattern(subject, None, value, None)), None) is not None for subject, value in patterns
    )


def _matching(
    store: Reader,
    subject: ox.NamedNode | None,
    value: ox.NamedNode | None,
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None,
) -> set[ox.Triple]:
    return {quad.triple for quad in store.quads_for_pattern(subject, None, value, graph)}
