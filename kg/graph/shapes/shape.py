"""A shape as it is judged here: its path, its constraints, its property shapes; and whether a node conforms to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeAlias

from kg.graph.shapes.data import Data, Node, Term
from kg.graph.shapes.paths import HERE, Path, Read, after, reads, values
from kg.graph.shapes.terms import Test
from kg.graph.shapes.verdicts import Verdict, every
from kg.model.record import record, single

Whole: TypeAlias = Callable[[Term, set[Term], Data], Verdict]  # of a focus node and all its values
# How a whole store is asked for what may break a constraint: nodes without a value (or without this one), with more
# values than so many, with two of a language.
Sieve: TypeAlias = (
    tuple[Literal["missing"], Term | None] | tuple[Literal["several"], int] | tuple[Literal["languages"], None]
)


@record
class Constraint:
    """One thing that a shape asks: of each value by itself (`each`), or of all values of a focus node (`whole`).

    `reads` are the statements that are looked at from a value on, `beside` those from the focus node on.
    Whatever is of one of `classes` is what `each` says yes to.
    `component` is the IRI of its component where its results follow from its answers: one for each value that is
    said no to, or so many (`times`) for the focus node; empty where only pySHACL can tell them.
    """

    each: Test | None = None
    whole: Whole | None = None
    sieve: Sieve | None = None
    reads: tuple[Read, ...] = ()
    beside: tuple[Read, ...] = ()
    component: str = ""
    classes: frozenset[Term] = frozenset()
    times: Callable[[set[Term]], int] = lambda _: 1


@single
class Shape:
    """A shape; one without a path is a node shape.

    `path_node` and `severity` are what its results say; no severity where only pySHACL knows how it takes the shape.
    """

    node: Node
    path: Path | None
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...] = ()
    deactivated: bool = False
    closed: bool = False  # asks what its property shapes' paths are
    path_node: str = ""
    severity: str = ""


def conforms(shape: Shape, focus: Term, data: Data) -> Verdict:
    """Whether a node conforms to a shape, its property shapes among it."""
    if shape.deactivated:
        return True
    found = values_of(shape, focus, data)
    verdicts = (conforms(inner, value, data) for inner in shape.properties for value in found)
    return every((holds(shape.constraints, focus, found, data), *verdicts))


def values_of(shape: Shape, focus: Term, data: Data) -> set[Term]:
    """The value nodes of a focus node."""
    return {focus} if shape.path is None else values(shape.path, focus, data)


def holds(constraints: Iterable[Constraint], focus: Term, found: set[Term], data: Data) -> Verdict:
    """Whether constraints hold of a focus node with such values."""
    return every(_verdicts(constraints, focus, found, data))


def _verdicts(constraints: Iterable[Constraint], focus: Term, found: set[Term], data: Data) -> Iterator[Verdict]:
    for constraint in constraints:
        if constraint.each is not None:
            test = constraint.each
            yield from (test(value, data) for value in found)
        if constraint.whole is not None:
            yield constraint.whole(focus, found, data)


def all_reads(shape: Shape) -> Iterator[Read]:
    """The statements that are looked at to judge a node by a shape, its property shapes among it."""
    if not shape.deactivated:
        yield from own_reads(shape)
        way = shape.path or HERE
        yield from ((after(way, on), step) for inner in shape.properties for on, step in all_reads(inner))


def own_reads(shape: Shape) -> Iterator[Read]:
    """Those that its own constraints look at."""
    way = shape.path or HERE
    yield from reads(way)
    for constraint in shape.constraints:
        yield from ((after(way, on), step) for on, step in constraint.reads)
        yield from constraint.beside
