"""What is asked of a store by those who read it: the embedded one and an engine's answer alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias, runtime_checkable

import pyoxigraph as ox

Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Node: TypeAlias = ox.NamedNode | ox.BlankNode
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Reader(Protocol):
    """A store that is read."""

    def quads_for_pattern(
        self,
        subject: Node | ox.Triple | None,
        predicate: ox.NamedNode | None,
        object: Value | None,
        graph_name: Graph | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms; None stands for any."""
        ...

    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Answer:
        """The answer to a query on the default graph. Raises SyntaxError for what is none."""
        ...

    def named_graphs(self, /) -> Iterator[Node]:
        """The names of all named graphs."""
        ...

    def contains_named_graph(self, graph_name: Node, /) -> bool:
        """Whether there is such a named graph."""
        ...


@runtime_checkable
class Far(Reader, Protocol):
    """A store that is far away: each pattern that is asked of it is a journey, so that it is better told what will be asked."""

    def around(self, node: ox.NamedNode, /) -> None:
        """Fetch what is said of a node and where that was read, what is said about it, and what these are called."""
        ...

    def names(self, nodes: Iterable[ox.NamedNode], /) -> None:
        """Fetch what nodes are called."""
        ...

    def readings(self, triples: Iterable[ox.Triple], /) -> None:
        """Fetch where statements were read."""
        ...


def around(store: Reader, node: ox.NamedNode) -> None:
    """All of a node will be asked: a store that is far away fetches it in a few journeys."""
    if isinstance(store, Far):
        store.around(node)


def called(store: Reader, nodes: Iterable[ox.NamedNode]) -> None:
    """The names of nodes will be asked: as `around`."""
    if isinstance(store, Far):
        store.names(nodes)


def read_where(store: Reader, triples: Iterable[ox.Triple]) -> None:
    """Where statements were read will be asked: as `around`."""
    if isinstance(store, Far):
        store.readings(triples)


def pairs(store: Reader, predicate: ox.NamedNode) -> Iterator[tuple[Value, Value]]:
    """Subjects and values of a property in the default graph: one query is the quickest way to them all; an engine that is far
    away may cut its answer off, so that it is asked page by page."""
    if isinstance(store, Far):
        yield from ((q.subject, q.object) for q in store.quads_for_pattern(None, predicate, None, ox.DefaultGraph()))
        return
    solutions = store.query(f"SELECT ?s ?o {{ ?s {predicate} ?o }}")
    assert isinstance(solutions, ox.QuerySolutions)
    yield from ((solution[0], solution[1]) for solution in solutions)
