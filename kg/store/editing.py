"""A store that is being written: filled with lines at once, or changed graph by graph, with what that changes in the default graph.

The default graph holds each plain statement once, as long as some graph of notes, links or vocabulary states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, TypeAlias, cast

import pyoxigraph as ox

from kg.store.graphs import holds_provenance

_CHUNK = 12 << 20  # characters; half as many take a tenth more time, twice as many half as much memory again
_DEFAULT = ox.DefaultGraph()
Statement: TypeAlias = tuple[str, str, ox.NamedNode | ox.Literal]


@dataclass(slots=True)
class Change:
    """What was added to the default graph and removed from it, which named graphs hold something else now, and of which subjects:
    also of those of which the default graph says the same, for another graph states it."""

    added: set[Statement] = field(default_factory=set)
    removed: set[Statement] = field(default_factory=set)
    graphs: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    def add(self, statement: Statement) -> None:
        """A statement is there that was not."""
        if statement in self.removed:
            self.removed.discard(statement)
        else:
            self.added.add(statement)

    def remove(self, statement: Statement) -> None:
        """A statement is no longer there."""
        if statement in self.added:
            self.added.discard(statement)
        else:
            self.removed.add(statement)

    def __iter__(self) -> Iterator[Statement]:
        """All statements that came or went."""
        yield from self.added
        yield from self.removed


def fill(store: ox.Store, pieces: Iterable[str]) -> None:
    """Load pieces of N-Quads, each of whole lines, whose IRIs were checked when they were made."""
    lines = _Lines(pieces)
    while lines.next_chunk():
        store.bulk_load(cast(IO[bytes], lines), format=ox.RdfFormat.N_QUADS, lenient=True)


class _Lines:
    """Pieces of text as a file that ends after each chunk: few and large ones, for the store writes, and later merges,
    files for each. No chunk is ever held as a whole."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.pieces = iter(pieces)
        self.held = b""
        self.left = 0

    def next_chunk(self) -> bool:
        """Begin a chunk, unless there is nothing left."""
        self.left = _CHUNK
        self.held = next(self.pieces, "").encode()
        return bool(self.held)

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end of the chunk."""
        parts, length = [self.held], len(self.held)
        while length < size and self.left > 0:
            if not (piece := next(self.pieces, "").encode()):
                self.left = 0
            parts.append(piece)
            length += len(piece)
            self.left -= len(piece)
        text = b"".join(parts)
        self.held = text[size:]
        return text[:size]


def replace(store: ox.Store, graphs: Iterable[str], lines: str, change: Change) -> None:
    """Let `graphs` hold what `lines` of N-Quads say of them, and nothing else, and the default graph what that changes.

    `lines` may state in the default graph what they state elsewhere: that is not read.
    """
    now = {q for q in ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True) if q.graph_name != _DEFAULT}
    before: set[ox.Quad] = set()
    for graph in graphs:
        before.update(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    change.graphs.update(_named(before ^ now))
    for quad in before - now:
        store.remove(quad)
    store.extend(now - before)
    for name in set(_named(before)) - set(_named(now)):
        store.remove_graph(ox.NamedNode(name))  # the engine remembers names of graphs that hold nothing
    for statement in statements(now - before):
        change.subjects.add(statement[0])
        state(store, statement, change)
    for statement in statements(before - now):
        change.subjects.add(statement[0])
        retract(store, statement, change)


def _named(quads: Iterable[ox.Quad]) -> Iterator[str]:
    return (q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode))


def statements(quads: Iterable[ox.Quad]) -> Iterator[Statement]:
    """The statements of quads, but for those that only say where another was read."""
    for quad in quads:
        if isinstance(quad.object, ox.Triple | ox.BlankNode) or not isinstance(quad.subject, ox.NamedNode):
            continue
        if not holds_provenance(quad.graph_name):
            yield quad.subject.value, quad.predicate.value, quad.object


def state(store: ox.Store, statement: Statement, change: Change) -> None:
    """Put a statement into the default graph, unless it is there."""
    quad = quad_of(statement)
    if quad not in store:
        store.add(quad)
        change.add(statement)


def retract(store: ox.Store, statement: Statement, change: Change) -> None:
    """Take a statement out of the default graph, unless some graph still states it."""
    quad = quad_of(statement)
    if quad in store and not any(True for _ in stating(store, statement)):
        store.remove(quad)
        change.remove(statement)


def stating(store: ox.Store, statement: Statement) -> Iterator[str]:
    """The graphs that state it."""
    subject, predicate, value = statement
    for quad in store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), value, None):
        if isinstance(quad.graph_name, ox.NamedNode):
            yield quad.graph_name.value


def quad_of(statement: Statement) -> ox.Quad:
    """A statement as a quad of the default graph."""
    subject, predicate, value = statement
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def is_said(store: ox.Store, subject: str) -> bool:
    """Whether the default graph says anything of a node."""
    return any(True for _ in store.quads_for_pattern(ox.NamedNode(subject), None, None, _DEFAULT))
