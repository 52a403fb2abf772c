"""The statements of a store as lines of N-Triples in the order of dumps, written and sorted without a step for each.

A term ends with a character that no term goes on with, or with a blank, which is less than all in it. So the order of lines
is that of subject, predicate and object, each compared as text; but for statements about statements, whose line begins the
object with a bracket that the order does not know: it is taken away before lines are sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TypeGuard, cast

import pyoxigraph as ox

from kg.store.graphs import holds_provenance
from kg.store.sorting import Lines, Sorter

_OPENS, _CLOSES = b" <<( ", b" )>> ."  # of an object that is a statement; no other line ends so


def graphs(store: ox.Store, *, provenance: bool) -> Iterator[ox.NamedNode]:
    """The named graphs that a dump holds, in order."""
    names = Sorter()
    for graph in store.named_graphs():
        if is_held(graph, provenance=provenance):
            names.write(f"{graph}\n".encode())
    for block in names.blocks():
        for name in block:
            yield ox.NamedNode(name[1:-1].decode())


def is_held(graph: object, *, provenance: bool) -> TypeGuard[ox.NamedNode]:
    """Whether dumps hold a graph: one with an IRI, and one that says where things were read only where that is asked for."""
    return isinstance(graph, ox.NamedNode) and (provenance or not holds_provenance(graph))


def of_graph(store: ox.Store, graph: ox.NamedNode) -> Iterator[Lines]:
    """The statements of one graph."""
    lines = Sorter(_ordered)
    _read(store, graph, lines)
    yield from map(_restored, lines.blocks())


def of_graphs(store: ox.Store, names: Iterable[ox.NamedNode]) -> Iterator[Lines]:
    """The statements of all these graphs about what has an IRI, each once."""
    lines = Sorter(lambda found: _ordered(_named(found)))
    for graph in names:
        _read(store, graph, lines)
    yield from map(_restored, lines.blocks())


def by_iri(store: ox.Store, names: Iterable[ox.NamedNode]) -> Iterator[Lines]:
    """The same in the order of the subject's IRI, whose closing bracket is left out: `<a <p> <o> .`

    With it, what stands behind `a` in `a-b` would come before it.
    """
    lines = Sorter(lambda found: [line.replace(b">", b"", 1) for line in _named(found)])
    for graph in names:
        _read(store, graph, lines)
    yield from lines.blocks()


def _read(store: ox.Store, graph: ox.NamedNode, lines: Sorter) -> None:
    store.dump(cast(IO[bytes], lines), ox.RdfFormat.N_TRIPLES, from_graph=graph)


def _named(lines: Lines) -> Lines:
    return [line for line in lines if line.startswith(b"<")]


def _ordered(lines: Lines) -> Lines:
    return [line.replace(_OPENS, b" ", 1) if line.endswith(_CLOSES) else line for line in lines]


def _restored(lines: Lines) -> Lines:
    return [_closed(line) if line.endswith(_CLOSES) else line for line in lines]


def _closed(line: bytes) -> bytes:
    subject, predicate, statement = line.split(b" ", 2)
    return b"%b %b%b%b" % (subject, predicate, _OPENS, statement)
