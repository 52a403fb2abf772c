"""What the vocabulary says of the places, sizes, statuses and kinds that a graph mentions: in the store as long as it does.

A region is mentioned with its country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg import place_names
from kg.graph import vocabulary
from kg.graph.describe import about_concept, about_places, triple
from kg.graph.vocabulary import PLACE, Statement
from kg.store import editing
from kg.store.editing import Change

_DEFAULT = ox.DefaultGraph()


@lru_cache(maxsize=1)
def concepts() -> frozenset[str]:
    """The IRIs of the words of the short lists."""
    return frozenset(s for s, _, _ in vocabulary.about_concepts())


def is_ours(iri: str) -> bool:
    """Whether the vocabulary describes it."""
    return iri.startswith(PLACE) or iri in concepts()


def mentioned(statements: Iterable[Statement]) -> set[str]:
    """What of the vocabulary statements mention."""
    return {v.value for _, _, v in statements if isinstance(v, ox.NamedNode) and is_ours(v.value)}


def lines(nodes: Iterable[str], base: str) -> Iterator[str]:
    """All that is said of nodes, and of the countries of regions, as lines of N-Quads: in the default graph and in its own."""
    for home, statement in said_of(nodes, base):
        line = triple(statement)
        yield f"{line} .\n{line} <{home}> .\n"


def said_of(nodes: Iterable[str], base: str) -> Iterator[tuple[str, Statement]]:
    """The same as statements, with the name of the graph."""
    wanted = set(nodes)
    codes = {n.removeprefix(PLACE) for n in wanted if n.startswith(PLACE)}
    parents = place_names.places().parents
    codes |= {parents[c] for c in codes if c in parents}
    parts = {"places": about_places(codes), "concepts": [s for n in sorted(wanted - {PLACE}) for s in about_concept(n)]}
    for name, said in parts.items():
        for statement in said:
            yield f"{base}graph/{name}", statement


def mention_again(store: ox.Store, touched: Iterable[Statement], change: Change, base: str) -> None:
    """Bring in what is mentioned now, and take out what no longer is: of what the statements mention that came or went."""
    nodes = mentioned(touched)
    parents = place_names.places().parents
    codes = {n.removeprefix(PLACE) for n in nodes if n.startswith(PLACE)}
    regions = {c for c in codes if c in parents}
    others = {parents[c] for c in regions} | (codes - regions)
    for code in sorted(regions):
        _settle(store, f"{base}graph/places", about_places([code]), is_mentioned(store, PLACE + code), change)
    for code in sorted(others):
        here = is_mentioned(store, PLACE + code) or _has_regions(store, PLACE + code)
        _settle(store, f"{base}graph/places", about_places([code]), here, change)
    for node in sorted(n for n in nodes if not n.startswith(PLACE)):
        _settle(store, f"{base}graph/concepts", about_concept(node), is_mentioned(store, node), change)
    _forget_empty(store, base)


def _forget_empty(store: ox.Store, base: str) -> None:
    """The engine remembers names of graphs that hold nothing."""
    for name in ("places", "concepts"):
        graph = ox.NamedNode(f"{base}graph/{name}")
        if not any(True for _ in store.quads_for_pattern(None, None, None, graph)):
            store.remove_graph(graph)


def _settle(store: ox.Store, home: str, said: list[Statement], there: bool, change: Change) -> None:
    graph = ox.NamedNode(home)
    for statement in said:
        subject, predicate, value = statement
        quad = ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, graph)
        if there != (quad in store):
            change.graphs.add(home)
        if there and quad not in store:
            store.add(quad)
            editing.state(store, statement, change)
        elif not there and quad in store:
            store.remove(quad)
            editing.retract(store, statement, change)


def is_mentioned(store: ox.Store, node: str) -> bool:
    """Whether anything but the vocabulary itself mentions it."""
    found = store.quads_for_pattern(None, None, ox.NamedNode(node), _DEFAULT)
    return any(isinstance(q.subject, ox.NamedNode) and not is_ours(q.subject.value) for q in found)


def _has_regions(store: ox.Store, country: str) -> bool:
    """Whether a region of a country is there."""
    found = store.quads_for_pattern(None, vocabulary.term("dcterms:isPartOf"), ox.NamedNode(country), _DEFAULT)
    return any(isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(PLACE) for q in found)
