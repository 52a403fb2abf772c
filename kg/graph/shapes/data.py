"""The plain statements of a store, as shapes ask for them: its default graph, never its named graphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.graph.vocabulary import term

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
TYPE, SUBCLASS = term("rdf:type"), term("rdfs:subClassOf")
_Further: TypeAlias = Callable[[Term], list[Term]]
_PLAIN = ox.DefaultGraph()
_KEPT = 50_000  # nodes whose types are remembered


class Data:
    """What a store says of a node. What it says of classes, and of which ones nodes are, is remembered: it must not change meanwhile.

    `wanted` is a regular expression of IRIs that will be asked for: properties are remembered that have none for values.
    """

    __slots__ = ("_above", "_below", "_types", "_without", "store", "wanted")

    def __init__(self, store: ox.Store, wanted: str = "") -> None:
        self.store = store
        self.wanted = re.compile(wanted).search
        self._above: dict[Term, frozenset[Term]] = {}
        self._below: dict[Term, frozenset[Term]] = {}
        self._types: dict[Term, list[Term]] = {}  # of nodes that were asked about: each unit asks about the same
        self._without: set[str] = set()  # properties that were seen to have no value that is wanted

    def objects(self, node: Term, predicate: ox.NamedNode) -> list[Term]:
        """The values of a node; a literal has none."""
        if isinstance(node, ox.Literal):
            return []
        return [_term(q.object) for q in self.store.quads_for_pattern(node, predicate, None, _PLAIN)]

    def subjects(self, predicate: ox.NamedNode, value: Term) -> list[Term]:
        """The nodes that have a value."""
        return [_term(q.subject) for q in self.store.quads_for_pattern(None, predicate, value, _PLAIN)]

    def having(self, value: Term, predicate: ox.NamedNode | None, inverse: bool) -> Iterator[Term]:
        """The nodes that have a value; `inverse`: those that it has for values."""
        if not inverse:
            return (_term(q.subject) for q in self.store.quads_for_pattern(None, predicate, value, _PLAIN))
        if isinstance(value, ox.Literal):
            return iter(())
        return (_term(q.object) for q in self.store.quads_for_pattern(value, predicate, None, _PLAIN))

    def about(self, node: Term) -> Iterator[tuple[ox.NamedNode, Term]]:
        """All that is said of a node."""
        if not isinstance(node, ox.Literal):
            for quad in self.store.quads_for_pattern(node, None, None, _PLAIN):
                yield quad.predicate, _term(quad.object)

    def naming(self, value: Term) -> Iterator[Term]:
        """The nodes that name a value, by whatever property."""
        return (_term(q.subject) for q in self.store.quads_for_pattern(None, None, value, _PLAIN))

    def has_value(self, node: Term, predicate: ox.NamedNode) -> bool:
        """Whether a node has any value."""
        return not isinstance(node, ox.Literal) and _any(self.store.quads_for_pattern(node, predicate, None, _PLAIN))

    def is_value(self, predicate: ox.NamedNode, value: Term) -> bool:
        """Whether any node has a value."""
        return _any(self.store.quads_for_pattern(None, predicate, value, _PLAIN))

    def column(self, where: str) -> Iterator[Term]:
        """Each ?x of a pattern once. Only what it asks for is read from the store, which is most of the time."""
        rows: Any = self.store.query(f"SELECT DISTINCT ?x WHERE {{ {where} }}")
        return (row[0] for row in rows)

    def values(self, predicate: ox.NamedNode, inverse: bool) -> Iterator[Term]:
        """Each value of a property once; `inverse`: each node that has one."""
        if inverse:
            yield from self.column(f"?x {predicate} ?n")
            return
        without = True
        for value in self.column(f"?n {predicate} ?x"):
            without = without and (isinstance(value, ox.Literal) or self.wanted(value.value) is None)
            yield value
        if without:
            self._without.add(predicate.value)

    def linking(self) -> Iterator[ox.NamedNode]:
        """The properties, but for those whose values were all looked at before, and none of them was wanted."""
        for predicate in self.column("?s ?x ?o"):
            if isinstance(predicate, ox.NamedNode) and predicate.value not in self._without:
                yield predicate

    def below(self, class_: Term) -> frozenset[Term]:
        """A class and its subclasses, theirs among them."""
        if class_ not in self._below:
            self._below[class_] = _closure(class_, lambda c: self.subjects(SUBCLASS, c))
        return self._below[class_]

    def is_any(self, node: Term, classes: frozenset[Term]) -> bool:
        """Whether a node is of one of some classes, or of one of their subclasses."""
        return any(not classes.isdisjoint(self.above(c)) for c in self._types_of(node))

    def is_a(self, node: Term, class_: Term) -> bool:
        """Whether a node is of a class or of one of its subclasses."""
        return any(class_ == c or class_ in self.above(c) for c in self._types_of(node))

    def _types_of(self, node: Term) -> list[Term]:
        types = self._types.get(node)
        if types is None:
            if len(self._types) >= _KEPT:
                self._types.clear()
            types = self._types[node] = self.objects(node, TYPE)
        return types

    def above(self, class_: Term) -> frozenset[Term]:
        """A class and those that it is a subclass of."""
        if class_ not in self._above:
            self._above[class_] = _closure(class_, lambda c: self.objects(c, SUBCLASS))
        return self._above[class_]


def _any(found: Iterable[ox.Quad]) -> bool:
    return next(iter(found), None) is not None


def _closure(start: Term, further: _Further) -> frozenset[Term]:
    found, waiting = {start}, [start]
    while waiting:
        new = [c for c in further(waiting.pop()) if c not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)


def _term(found: Term | ox.Triple) -> Term:
    """What stands in a plain statement: no statement about one."""
    assert not isinstance(found, ox.Triple)
    return found
