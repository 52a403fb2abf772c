"""Property paths (SHACL, section 2.3.1): where they lead from a node, where they come from, and what they read on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.shapes.data import Data, Term
from kg.graph.shapes.words import NIL, REST, Unclear, items, sh, values_of
from kg.model.record import record

_DEEPEST = 6  # pySHACL gives up at ten


@record
class Step:
    """From subject to value of a statement, or back. Without a predicate: of any."""

    predicate: ox.NamedNode | None
    inverse: bool = False


@record
class Sequence:
    """One after the other; none at all stays where it is."""

    parts: tuple[Path, ...]


@record
class Choice:
    """Any of several."""

    parts: tuple[Path, ...]


@record
class Repeat:
    """A path again and again (`many`) or once, or not at all (`zero`)."""

    part: Path
    zero: bool
    many: bool


Path: TypeAlias = Step | Sequence | Choice | Repeat
Read: TypeAlias = tuple[Path, Step]  # a statement that is looked at: the way to its one end, and which way it is taken
HERE = Sequence(parts=())


def pattern_of(step: Step, node: str, value: str) -> str:
    """The triple pattern of a step with a predicate, in SPARQL."""
    return f"{value} {step.predicate} {node}" if step.inverse else f"{node} {step.predicate} {value}"


def after(first: Path, second: Path) -> Path:
    """One path, then another."""
    parts = [p for path in (first, second) for p in (path.parts if isinstance(path, Sequence) else (path,))]
    return parts[0] if len(parts) == 1 else Sequence(parts=tuple(parts))


def reverse(path: Path) -> Path:
    """The way back."""
    if isinstance(path, Step):
        return Step(predicate=path.predicate, inverse=not path.inverse)
    if isinstance(path, Sequence):
        return Sequence(parts=tuple(reverse(p) for p in reversed(path.parts)))
    if isinstance(path, Choice):
        return Choice(parts=tuple(reverse(p) for p in path.parts))
    return Repeat(part=reverse(path.part), zero=path.zero, many=path.many)


def values(path: Path, node: Term, data: Data) -> set[Term]:
    """Where a path leads from a node."""
    if isinstance(path, Step):
        return set(_taken(path, node, data))
    if isinstance(path, Choice):
        return {v for part in path.parts for v in values(part, node, data)}
    if isinstance(path, Repeat):
        return _repeated(path, node, data)
    found = {node}
    for part in path.parts:
        found = {v for n in found for v in values(part, n, data)}
    return found


def _taken(step: Step, node: Term, data: Data) -> list[Term]:
    if step.predicate is None:
        return list(data.naming(node)) if step.inverse else [v for _, v in data.about(node)]
    return data.subjects(step.predicate, node) if step.inverse else data.objects(node, step.predicate)


def _repeated(path: Repeat, node: Term, data: Data) -> set[Term]:
    found = {node} if path.zero else set()
    waiting = list(values(path.part, node, data))
    if not path.many:
        return found.union(waiting)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(values(path.part, one, data))
    return found


def reads(path: Path) -> Iterator[Read]:
    """The statements that a path looks at."""
    if isinstance(path, Step):
        yield HERE, path
    elif isinstance(path, Choice):
        for part in path.parts:
            yield from reads(part)
    elif isinstance(path, Repeat):
        again = Repeat(part=path.part, zero=True, many=True) if path.many else HERE
        yield from ((after(again, way), step) for way, step in reads(path.part))
    else:
        way: Path = HERE
        for part in path.parts:
            yield from ((after(way, more), step) for more, step in reads(part))
            way = after(way, part)


# -- as it stands in the shapes ------------------------------------------------------------------------
def parsed(node: Term, shapes: ox.Store, inverse: bool = False, depth: int = 0) -> Path:
    """The path that a node of the shapes names. Raises Unclear for one that pySHACL would not follow.

    An inverse sequence is read as pySHACL walks it: each part inverse, their order kept.
    """
    if isinstance(node, ox.NamedNode) and node != NIL:
        return Step(predicate=node, inverse=inverse)
    if not isinstance(node, ox.BlankNode) or depth > _DEEPEST:
        raise Unclear
    said = {q.predicate: q.object for q in shapes.quads_for_pattern(node, None, None, None)}

    def below(n: Term) -> Path:
        return parsed(n, shapes, inverse, depth + 1)

    if REST in said:
        parts = tuple(below(n) for n in items(node, shapes))
        if not 2 <= len(parts) <= _DEEPEST:
            raise Unclear
        return Sequence(parts=parts)
    if len(said) != 1:
        raise Unclear
    ((name, _),) = said.items()
    (inner,) = values_of(node, name, shapes)
    if name == sh("inversePath"):
        return parsed(inner, shapes, not inverse, depth + 1)
    if name == sh("alternativePath"):
        parts = tuple(below(n) for n in items(inner, shapes))
        if len(parts) < 2:
            raise Unclear
        return Choice(parts=parts)
    if name not in _REPEATS:
        raise Unclear
    zero, many = _REPEATS[name]
    return Repeat(part=below(inner), zero=zero, many=many)


_REPEATS = {
    sh("zeroOrMorePath"): (True, True),
    sh("oneOrMorePath"): (False, True),
    sh("zeroOrOnePath"): (True, False),
}
