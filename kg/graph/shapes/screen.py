"""The suspects: of all nodes that shapes judge, those that may break one. Too many may be named, never too few.

Values that many nodes have are looked at once; what is asked of all values of a node is asked of the store in one
query for all nodes; only what neither can say is looked at node by node.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.shapes.data import TYPE, Data, Term
from kg.graph.shapes.paths import Step, pattern_of
from kg.graph.shapes.shape import Constraint, Sieve, holds, values_of
from kg.graph.shapes.targets import Target, nodes, patterns_of
from kg.graph.shapes.terms import Test
from kg.graph.shapes.units import Unit

_IN_VAIN = 1000  # nodes that are asked whether they are judged, and are not
Suspects: TypeAlias = dict[Term, set[Term]]  # nodes, by the shape that they may break


def suspects(units: Mapping[Term, Unit], data: Data) -> Suspects:
    """The nodes that may break each unit, by its shape."""
    found: Suspects = defaultdict(set)
    on: dict[Step, list[Unit]] = defaultdict(list)
    for unit in units.values():
        if isinstance(unit.shape.path, Step):
            on[unit.shape.path].append(unit)
        else:
            _sweep(unit, unit.shape.constraints, data, found)
    for step, those in on.items():
        _by_value(step, those, data, found)
        _by_sieve(step, those, data, found)
        for unit in those:
            _sweep(unit, [c for c in unit.shape.constraints if c.each is None and c.sieve is None], data, found)
    return found


def suspects_among(units: Mapping[Term, Unit], pairs: Mapping[Term, Iterable[Term]], data: Data) -> Suspects:
    """Of pairs of shapes and nodes, those that a unit judges and that may break it."""
    found: Suspects = defaultdict(set)
    for shape, some in pairs.items():
        unit = units[shape]
        for node in some:
            if unit.judges(node, data) and not _is_sound(unit, unit.shape.constraints, node, data):
                found[shape].add(node)
    return found


# -- node by node ----------------------------------------------------------------------------------------
def _sweep(unit: Unit, constraints: Iterable[Constraint], data: Data, found: Suspects) -> None:
    some = list(constraints)
    if not some:
        return
    for target in unit.targets:
        _sweep_target(unit, some, target, data, found)


def _sweep_target(unit: Unit, constraints: Sequence[Constraint], target: Target, data: Data, found: Suspects) -> None:
    found[unit.shape.node].update(n for n in nodes(target, data) if not _is_sound(unit, constraints, n, data))


def _is_sound(unit: Unit, constraints: Iterable[Constraint], node: Term, data: Data) -> bool:
    return holds(constraints, node, values_of(unit.shape, node, data), data) is True


# -- value by value --------------------------------------------------------------------------------------
def _by_value(step: Step, units: list[Unit], data: Data, found: Suspects) -> None:
    """What each value is asked by itself: each value of the property is looked at once.

    Where faults are found again and again with nodes that a unit does not judge, its own nodes are looked at instead.
    """
    asking: dict[frozenset[Term], dict[Test, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in units:
        for constraint in unit.shape.constraints:
            if constraint.each is not None:
                asking[constraint.classes][constraint.each].append(unit)
    in_vain: Counter[Term] = Counter()
    for classes, tests in asking.items():
        _ask(tests, _outside(classes, step, data) if classes else _values(step, data), step, data, found, in_vain)
    for unit in units:
        if in_vain[unit.shape.node] >= _IN_VAIN:
            _sweep(unit, [c for c in unit.shape.constraints if c.each is not None], data, found)


def _ask(
    tests: dict[Test, list[Unit]],
    values: Iterable[Term],
    step: Step,
    data: Data,
    found: Suspects,
    in_vain: Counter[Term],
) -> None:
    for value in values:
        for test in [test for test in tests if test(value, data) is not True]:
            _name(tests[test], value, step, data, found, in_vain)
            tests[test] = [u for u in tests[test] if in_vain[u.shape.node] < _IN_VAIN]
            if not tests[test]:
                del tests[test]
        if not tests:
            return


def _values(step: Step, data: Data) -> Iterator[Term]:
    assert step.predicate is not None
    return data.values(step.predicate, step.inverse)


def _outside(classes: Iterable[Term], step: Step, data: Data) -> Iterator[Term]:
    """The values that are of none of some classes. Sets of all members are laid side by side; to look up each value takes longer."""
    below = {c for class_ in classes for c in data.below(class_) if isinstance(c, ox.NamedNode)}
    lacking = " ".join(f"MINUS {{ ?x {TYPE} {c} }}" for c in below)
    return data.column(f"{{ SELECT DISTINCT ?x WHERE {{ {pattern_of(step, '?n', '?x')} }} }} {lacking}")


def _name(units: list[Unit], value: Term, step: Step, data: Data, found: Suspects, in_vain: Counter[Term]) -> None:
    """Suspect the nodes that have a value."""
    for node in data.having(value, step.predicate, step.inverse):
        waiting = False
        for unit in units:
            if unit.judges(node, data):
                found[unit.shape.node].add(node)
            else:
                in_vain[unit.shape.node] += 1
            waiting = waiting or in_vain[unit.shape.node] < _IN_VAIN
        if not waiting:
            return


# -- in one query ----------------------------------------------------------------------------------------
def _by_sieve(step: Step, units: list[Unit], data: Data, found: Suspects) -> None:
    """What is asked of all the values of a node."""
    asking: dict[Sieve, list[Unit]] = defaultdict(list)
    for unit in units:
        for sieve in {c.sieve for c in unit.shape.constraints if c.sieve is not None}:
            asking[sieve].append(unit)
    for sieve, those in asking.items():
        if sieve[0] == "missing":
            _missing(step, sieve[1], those, data, found)
        else:
            for node in _crowded(step, sieve, data):
                for unit in those:
                    if unit.judges(node, data):
                        found[unit.shape.node].add(node)


def _crowded(step: Step, sieve: Sieve, data: Data) -> Iterator[Term]:
    """The nodes with too many values, or too many of a language."""
    pattern = pattern_of(step, "?x", "?v")
    if sieve[0] == "several":
        return data.column(f"{{ SELECT ?x WHERE {{ {pattern} }} GROUP BY ?x HAVING(COUNT(?v) > {sieve[1]}) }}")
    several = f"{{ SELECT ?x WHERE {{ {pattern} }} GROUP BY ?x HAVING(COUNT(?v) > 1) }}"  # few texts are looked at
    tagged = f'{several} {pattern} BIND(LCASE(LANG(?v)) AS ?tag) FILTER(?tag != "")'
    return data.column(f"{{ SELECT ?x ?tag WHERE {{ {tagged} }} GROUP BY ?x ?tag HAVING(COUNT(?v) > 1) }}")


def _missing(step: Step, value: Term | None, units: list[Unit], data: Data, found: Suspects) -> None:
    """The nodes without a value, or without this one: those of all targets at once, for a store lays sets side by side."""
    asked: dict[str, None] = {}
    for unit in units:
        for target in unit.targets:
            patterns = None if isinstance(value, ox.BlankNode) else patterns_of(target, data)
            if patterns is None:  # no query can name a nameless node
                _sweep_target(unit, unit.shape.constraints, target, data, found)
            else:
                asked.update(dict.fromkeys(f"{{ {pattern} }}" for pattern in patterns))
    lacking = f"MINUS {{ {pattern_of(step, '?x', '?v' if value is None else str(value))} }}"
    for node in data.column(f"{{ {' UNION '.join(asked)} }} {lacking}") if asked else ():
        for unit in units:
            if unit.judges(node, data):
                found[unit.shape.node].add(node)
