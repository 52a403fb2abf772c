"""What is judged by itself: a node shape's own constraints, and each property shape below one that has targets.

A property shape finds the same fault in the same nodes whether its node shape asks it or it has targets of its own
(SHACL, section 2.1), so each stands alone here: with the targets of all that name it by sh:property.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.shape_files import SH
from kg.graph.shapes.data import SUBCLASS, TYPE, Data, Node, Term
from kg.graph.shapes.paths import HERE, Path, Read, after
from kg.graph.shapes.reading import TARGETS, Reader, known_nodes
from kg.graph.shapes.shape import Shape, own_reads
from kg.graph.shapes.targets import Target, has, target_reads
from kg.graph.shapes.words import Unclear, having, sh, values_of
from kg.graph.vocabulary import term
from kg.model.record import replace

# By the predicate of a statement (None: of any), the ways to it, whether to its value, and the shapes that go there.
Readings: TypeAlias = dict[str | None, list[tuple[Path, bool, list[Term]]]]
_CLASS = term("rdfs:Class")


@dataclass
class Unit:
    """A shape's own constraints, and the nodes that they judge."""

    shape: Shape
    targets: dict[Target, None] = field(default_factory=dict)

    def judges(self, node: Term, data: Data) -> bool:
        """Whether a node is among those that are judged."""
        classes, others = self._targets
        return data.is_any(node, classes) or any(has(t, node, data) for t in others)

    @cached_property
    def _targets(self) -> tuple[frozenset[Term], tuple[Target, ...]]:
        """The classes whose members are judged, and the other targets. To be asked when all are known."""
        classes = frozenset(t.term for t in self.targets if t.kind == "targetClass" and t.way == HERE)
        return classes, tuple(t for t in self.targets if t.kind != "targetClass" or t.way != HERE)

    def reads(self) -> Iterator[Read]:
        """The statements that are looked at: to judge a node, and to know whether it is judged."""
        yield from own_reads(self.shape)
        for target in self.targets:
            yield from target_reads(target)


def units(shapes: ox.Store) -> tuple[dict[Term, Unit], frozenset[Term]]:
    """The units of the shapes of a store by their nodes, and the shapes with targets that only pySHACL can judge.

    Those are shapes that hold themselves, and all of them where something is of no shape that pySHACL would take.
    """
    targets = _targets(shapes)
    try:
        nodes = known_nodes(shapes)
        if having(TYPE, shapes, sh("ConstraintComponent")):
            raise Unclear
    except Unclear:
        return {}, frozenset(targets)
    reader = Reader(shapes)
    unclear: set[Term] = set()
    for node in {*nodes, *targets}:
        try:
            reader.shape(node)
        except Unclear:
            unclear.add(node)
    if not unclear <= targets.keys():
        return {}, frozenset(targets)
    found: dict[Term, Unit] = {}
    for node in targets.keys() - unclear:
        _lift(reader.shape(node), targets[node], found)
    return found, frozenset(unclear)


def _targets(shapes: ox.Store) -> Mapping[Term, list[Target]]:
    """The targets of each shape that has some; a shape that is a class judges its members."""
    found: dict[Term, list[Target]] = {}
    for name in TARGETS:
        for quad in shapes.quads_for_pattern(None, sh(name), None, None):
            if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
                found.setdefault(quad.subject, []).append(Target(kind=name, term=quad.object))
    for class_ in class_types(shapes):
        for node in having(TYPE, shapes, class_):
            if _is_shape(node, shapes):
                found.setdefault(node, []).append(Target(kind="targetClass", term=node))
    return found


def class_types(shapes: ox.Store) -> set[Term]:
    """What a shape is called that is a class as well."""
    return {_CLASS, *having(SUBCLASS, shapes, _CLASS)}


def _is_shape(node: Node, shapes: ox.Store) -> bool:
    types = values_of(node, TYPE, shapes)
    said = {q.predicate.value for q in shapes.quads_for_pattern(node, None, None, None)}
    return sh("NodeShape") in types or sh("PropertyShape") in types or any(s.startswith(SH) for s in said)


def _lift(shape: Shape, targets: Iterable[Target], found: dict[Term, Unit]) -> None:
    if shape.deactivated:
        return
    if shape.constraints:
        found.setdefault(shape.node, Unit(shape=shape)).targets.update(dict.fromkeys(targets))
    way = shape.path or HERE
    below = [replace(t, way=after(t.way, way)) for t in targets]
    for inner in shape.properties:
        _lift(inner, below, found)


def readings(units: Mapping[Term, Unit]) -> Readings:
    """By the predicate of a statement (None: of any): the ways to it, from which end, and the shapes that go there."""
    found: dict[str | None, dict[tuple[Path, bool], list[Term]]] = defaultdict(lambda: defaultdict(list))
    for node, unit in units.items():
        for way, step in set(unit.reads()):
            found[step.predicate.value if step.predicate else None][way, step.inverse].append(node)
    return {name: [(way, inverse, those) for (way, inverse), those in ways.items()] for name, ways in found.items()}
