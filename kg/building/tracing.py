"""Where the statements of a store come from, as the ledger knows: asked of those only that something is wrong with."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, partial

import pyoxigraph as ox

from kg.building.describing import Said
from kg.building.work import Work
from kg.graph.describe import Source
from kg.graph.vocabulary import Statement
from kg.ledger import notes, things
from kg.model.span import Span
from kg.store import editing

_DEFAULT = ox.DefaultGraph()
_MOST = 500  # notes whose statements are kept in mind
_NODES = 1 << 16  # whose places are


class Tracer:
    """Answers what a result is about (graph/tracing.py), as a build's ledger and store are now."""

    def __init__(self, work: Work) -> None:
        self._db = work.db
        self._store = work.store
        self._describer = work.describer
        self._linked = work.linked.statements
        self._said: OrderedDict[int, Said] = OrderedDict()
        self._thing: Callable[[str], things.Row | None] = lru_cache(maxsize=_MOST)(partial(things.by_iri, work.db))
        # Several results are about one node. A cache of the method would hold the store.
        self._spans: dict[str, Span | None] = {}

    def of(self, subject: str) -> list[Statement]:
        """What is said of a node."""
        return sorted(self.said_of(subject), key=lambda s: (s[1], str(s[2])))

    def said_of(self, subject: str) -> list[Statement]:
        """The same, in no order."""
        found = self._store.quads_for_pattern(ox.NamedNode(subject), None, None, _DEFAULT)
        return list(editing.statements(found))

    def saying(self, subject: str, predicate: str) -> list[Statement]:
        """What is said of a node with one predicate."""
        try:
            asked = ox.NamedNode(predicate)
        except ValueError:  # a path that is none
            return []
        found = self._store.quads_for_pattern(ox.NamedNode(subject), asked, None, _DEFAULT)
        return list(editing.statements(found))

    def naming(self, node: str) -> list[Statement]:
        """The statements that have it as their value."""
        found = self._store.quads_for_pattern(None, None, ox.NamedNode(node), _DEFAULT)
        return sorted(editing.statements(found), key=lambda s: (s[0], s[1]))

    def sources(self, statement: Statement) -> list[Source]:
        """Where a statement was read."""
        found = list(self._linked.get(statement, ()))
        for number in sorted(self.notes(statement)):
            found.extend(self._say(number).described.statements.get(statement, ()))
        return found

    def notes(self, statement: Statement) -> set[int]:
        """The notes that state it."""
        home = self._describer.note_iri("")
        slugs = (g.removeprefix(home) for g in editing.stating(self._store, statement) if g.startswith(home))
        numbers = (notes.by_slug(self._db, slug) for slug in slugs)
        return {n for n in numbers if n is not None}

    def _say(self, number: int) -> Said:
        if number not in self._said:
            self._said[number] = self._describer.say(number)
            if len(self._said) > _MOST:
                self._said.popitem(last=False)
        return self._said[number]

    def span(self, node: str) -> Span | None:
        """Where a thing stands: the notes' things first, then what a block of Turtle describes."""
        if len(self._spans) > _NODES:
            self._spans.clear()
        if node not in self._spans:
            self._spans[node] = self._found(node)
        return self._spans[node]

    def _found(self, node: str) -> Span | None:
        row = self._thing(node)
        if row is not None:
            return row.thing.span
        spans = [self._say(n).described.spans.get(node) for s in self.of(node) for n in self.notes(s)]
        return min((s for s in spans if s is not None), default=None)

    def name(self, node: str) -> str | None:
        """What a thing is called."""
        row = self._thing(node)
        return None if row is None else row.thing.label
