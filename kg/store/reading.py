"""What is asked of a store by those who read it: the embedded one and an engine's answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias

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

    def contains_named_graph(self, graph_name: Node, /) -> bool:
        """Whether there is such a named graph."""
        ...
