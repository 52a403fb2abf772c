"""The constraint components of SHACL Core (SHACL, section 4), each as what it asks of values.

One that pySHACL would refuse, or that is not known here, is `ODD`: only pySHACL can say whether it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.shapes import terms
from kg.graph.shapes.data import SUBCLASS, TYPE, Data, Term
from kg.graph.shapes.paths import HERE, Repeat, Step, after, reads
from kg.graph.shapes.shape import Constraint, Shape, Sieve, all_reads, conforms
from kg.graph.shapes.terms import Test, rank
from kg.graph.shapes.verdicts import Verdict, every, how_many, opposite, some, within
from kg.graph.shapes.words import XSD, Unclear, truth, whole_number
from kg.graph.vocabulary import term

Given: TypeAlias = Sequence[Term]  # the values of one property of a shape
ODD = Constraint(whole=lambda _focus, _values, _data: None)
IS_A = after(Step(predicate=TYPE), Repeat(part=Step(predicate=SUBCLASS), zero=True, many=True))
_RESOURCE = term("rdfs:Resource")


def one(given: Given) -> Term:
    """What is said once. Raises Unclear where it is not."""
    if len(given) != 1:
        raise Unclear
    return given[0]


def _text(value: Term) -> str:
    if isinstance(value, ox.Literal) and value.datatype.value == XSD + "string":
        return value.value
    raise Unclear


def iri_of(value: Term) -> ox.NamedNode:
    """A value that is an IRI. Raises Unclear for another."""
    if isinstance(value, ox.NamedNode):
        return value
    raise Unclear


def _literal(value: Term) -> ox.Literal:
    if isinstance(value, ox.Literal):
        return value
    raise Unclear


# -- of each value ---------------------------------------------------------------------------------------
def class_(given: Given) -> list[Constraint]:
    """sh:class."""
    return [Constraint(each=terms.of_class(iri_of(c)), reads=tuple(reads(IS_A)), classes=frozenset({c})) for c in given]


def each_of(test: Callable[[Term], Test]) -> Callable[[Given], list[Constraint]]:
    """A component that may be given once, and judges each value by itself."""
    return lambda given: [Constraint(each=test(one(given)))]


def in_range(above: bool, equal: bool) -> Callable[[Given], list[Constraint]]:
    """sh:minInclusive and its kind."""
    return lambda given: [Constraint(each=terms.in_range(_literal(b), above, equal)) for b in given]


def pattern(given: Given, flags: Given) -> list[Constraint]:
    """sh:pattern, sh:flags."""
    said = _text(one(flags)) if flags else ""
    try:
        return [Constraint(each=terms.of_pattern(_text(p), said)) for p in given]
    except (re.error, RecursionError, OverflowError) as error:
        raise Unclear from error


def one_of(items: Given) -> list[Constraint]:
    """sh:in."""
    return [Constraint(each=terms.among(frozenset(items)))]


def languages(items: Given) -> list[Constraint]:
    """sh:languageIn."""
    return [Constraint(each=terms.of_languages(frozenset(_text(i).lower() for i in items)))]


def closed(allowed: frozenset[Term]) -> list[Constraint]:
    """sh:closed, with the properties that a node may have."""

    def test(value: Term, data: Data) -> Verdict:
        return all(p in allowed or (p, o) == (TYPE, _RESOURCE) for p, o in data.about(value))

    return [Constraint(each=test, reads=((HERE, Step(predicate=None)),))]


# -- of each value, by other shapes -------------------------------------------------------------------------
def nots(shapes: Sequence[Shape]) -> list[Constraint]:
    """sh:not."""
    return [Constraint(each=_not(s), reads=tuple(all_reads(s))) for s in shapes]


def nodes(shapes: Sequence[Shape]) -> list[Constraint]:
    """sh:node."""
    return [Constraint(each=conforming(s), reads=tuple(all_reads(s))) for s in shapes]


def logical(name: str, shapes: Sequence[Shape]) -> list[Constraint]:
    """sh:and, sh:or, sh:xone."""
    tests = [conforming(s) for s in shapes]
    found = tuple(read for s in shapes for read in all_reads(s))
    judges: dict[str, Test] = {
        "and": lambda v, data: every(t(v, data) for t in tests),
        "or": lambda v, data: some(t(v, data) for t in tests),
        "xone": lambda v, data: within(1, 1, how_many(t(v, data) for t in tests)),
    }
    classes = frozenset(c for s in shapes for c in _classes(s)) if name == "or" else frozenset()
    return [Constraint(each=judges[name], reads=found, classes=classes)]


def _classes(shape: Shape) -> frozenset[Term]:
    """Classes whose members conform to a shape: those of one that asks nothing else."""
    plain = shape.path is None and not shape.properties and len(shape.constraints) == 1
    return shape.constraints[0].classes if plain else frozenset()


def conforming(shape: Shape) -> Test:
    """Whether a value conforms to a shape."""
    return lambda value, data: conforms(shape, value, data)


def _not(shape: Shape) -> Test:
    return lambda value, data: opposite(conforms(shape, value, data))


# -- of all values together ----------------------------------------------------------------------------------
def min_count(given: Given) -> list[Constraint]:
    """sh:minCount."""
    least = whole_number(one(given))
    sieve: Sieve | None = ("missing", None) if least == 1 else None
    return [Constraint(whole=lambda _, values, __: len(values) >= least, sieve=sieve)] if least else []


def max_count(given: Given) -> list[Constraint]:
    """sh:maxCount."""
    most = whole_number(one(given))
    return [Constraint(whole=lambda _, values, __: len(values) <= most, sieve=("several", most))]


def unique_language(given: Given) -> list[Constraint]:
    """sh:uniqueLang."""

    def whole(_: Term, values: set[Term], __: Data) -> Verdict:
        return not _shared_languages(values)

    asked = Constraint(whole=whole, sieve=("languages", None), times=_shared_languages)
    return [asked] if truth(one(given)) else []


def _shared_languages(values: set[Term]) -> int:
    """How many languages more than one value has."""
    tags = Counter(v.language.lower() for v in values if isinstance(v, ox.Literal) and v.language)
    return sum(number > 1 for number in tags.values())


def has_value(given: Given) -> list[Constraint]:
    """sh:hasValue."""
    return [Constraint(whole=_having(value), sieve=("missing", value)) for value in given]


def _having(wanted: Term) -> Callable[[Term, set[Term], Data], Verdict]:
    return lambda _, values, __: wanted in values


def pair(name: str, given: Given) -> list[Constraint]:
    """sh:equals, sh:disjoint, sh:lessThan, sh:lessThanOrEquals."""
    return [_pair(name, iri_of(other)) for other in given]


def _pair(name: str, other: ox.NamedNode) -> Constraint:
    def whole(focus: Term, values: set[Term], data: Data) -> Verdict:
        others = set(data.objects(focus, other))
        if name == "equals":
            return values == others
        if name == "disjoint":
            return values.isdisjoint(others)
        if any(isinstance(v, ox.BlankNode) for v in values):
            return None  # pySHACL refuses
        return every(_before(a, b, name == "lessThanOrEquals") for a in values for b in others)

    return Constraint(whole=whole, beside=((HERE, Step(predicate=other)),))


def _before(one: Term, other: Term, equal: bool) -> Verdict:
    """Whether a value comes before another: of one sort they are compared, others are for pySHACL."""
    first, second = rank(one), rank(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    return first < second or (equal and first == second)


def qualified(shape: Shape, siblings: Sequence[Shape], least: int, most: int | None) -> Constraint:
    """sh:qualifiedValueShape: how many values conform to a shape, and to none of its siblings."""

    def whole(_: Term, values: set[Term], data: Data) -> Verdict:
        counted = how_many(
            every((conforms(shape, v, data), opposite(some(conforms(s, v, data) for s in siblings)))) for v in values
        )
        return within(least, most, counted)

    return Constraint(whole=whole, reads=tuple(r for s in (shape, *siblings) for r in all_reads(s)))
