"""What is wrong with a suspect, where that is known without pySHACL: its results, in pySHACL's words.

A component whose results follow from its answers says so by its IRI (`Constraint.component`): one result for each value
that it says no to, or one for the focus node. Where one answer is a doubt, the whole suspect is pySHACL's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.results import Finding
from kg.graph.shapes.data import Data, Term
from kg.graph.shapes.shape import Constraint, Shape, values_of
from kg.graph.shapes.words import Unclear


def faults(shape: Shape, focus: Term, data: Data) -> list[Finding] | None:
    """The results of a shape's own constraints on a node; None where only pySHACL can tell them all."""
    if not shape.severity:
        return None
    found = values_of(shape, focus, data)
    try:
        return [fault for constraint in shape.constraints for fault in _faults(shape, constraint, focus, found, data)]
    except Unclear:
        return None


def _faults(shape: Shape, constraint: Constraint, focus: Term, found: set[Term], data: Data) -> Iterator[Finding]:
    if constraint.each is not None:
        for value in found:
            if _is_broken(constraint, constraint.each(value, data)):
                yield _finding(shape, constraint, focus, value)
    if constraint.whole is not None and _is_broken(constraint, constraint.whole(focus, found, data)):
        for _ in range(constraint.times(found)):
            yield _finding(shape, constraint, focus, None)


def _is_broken(constraint: Constraint, verdict: bool | None) -> bool:
    """Whether an answer is no. Raises Unclear where it is a doubt, or a no whose results are not known."""
    if verdict is None or not (verdict or constraint.component):
        raise Unclear
    return not verdict


def _finding(shape: Shape, constraint: Constraint, focus: Term, value: Term | None) -> Finding:
    return Finding(
        shape=shape.node.value,
        focus=focus.value,
        path=shape.path_node,
        value=None if isinstance(value, ox.BlankNode) else value,
        severity=shape.severity,
        component=constraint.component,
    )
