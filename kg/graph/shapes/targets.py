"""Which nodes a shape judges (SHACL, section 2.1.3), one by one or all."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.shapes.constraints import IS_A
from kg.graph.shapes.data import TYPE, Data, Term
from kg.graph.shapes.paths import HERE, Path, Read, Step, after, reads, reverse, values
from kg.graph.shapes.reading import Kind
from kg.model.record import record, replace


@record
class Target:
    """Nodes of a kind, and where `way` leads from them: the property shapes of a property shape judge its values."""

    kind: Kind
    term: Term
    way: Path = HERE


def nodes(target: Target, data: Data) -> Iterator[Term]:
    """All nodes of a target; some of them may come twice."""
    for start in _starts(target, data):
        if target.way == HERE:
            yield start
        else:
            yield from values(target.way, start, data)


def _starts(target: Target, data: Data) -> Iterator[Term]:
    patterns = patterns_of(replace(target, way=HERE), data)
    if patterns is not None:
        for pattern in patterns:
            yield from data.column(pattern)
    elif target.kind == "targetNode":
        yield target.term
    else:
        for class_ in data.below(target.term):
            yield from data.subjects(TYPE, class_)


def patterns_of(target: Target, data: Data) -> list[str] | None:
    """What a query says of ?x that it is one of a target's, in several ways; None where no query can say so."""
    if target.way != HERE or target.kind == "targetNode":
        return None
    if target.kind == "targetSubjectsOf":
        return [f"?x {target.term} ?y"]
    if target.kind == "targetObjectsOf":
        return [f"?y {target.term} ?x"]
    classes = data.below(target.term)
    return [f"?x {TYPE} {c}" for c in classes] if all(isinstance(c, ox.NamedNode) for c in classes) else None


def has(target: Target, node: Term, data: Data) -> bool:
    """Whether a node is one of a target's."""
    if target.way == HERE:
        return _starts_at(target, node, data)
    return any(_starts_at(target, n, data) for n in values(reverse(target.way), node, data))


def _starts_at(target: Target, node: Term, data: Data) -> bool:
    term = target.term
    if target.kind == "targetNode":
        return node == term
    if target.kind == "targetClass":
        return not isinstance(node, ox.Literal) and data.is_a(node, term)
    assert isinstance(term, ox.NamedNode)
    return data.has_value(node, term) if target.kind == "targetSubjectsOf" else data.is_value(term, node)


def target_reads(target: Target) -> Iterator[Read]:
    """The statements, seen from a node, that make it one of a target's."""
    back = reverse(target.way)
    yield from reads(back)
    if target.kind == "targetClass":
        yield from ((after(back, way), step) for way, step in reads(IS_A))
    elif target.kind != "targetNode":
        assert isinstance(target.term, ox.NamedNode)
        yield back, Step(predicate=target.term, inverse=target.kind == "targetObjectsOf")
