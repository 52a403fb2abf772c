"""Shapes as their files say them, read into shapes as they are judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.shape_files import SH
from kg.graph.shapes import constraints as asked
from kg.graph.shapes import terms
from kg.graph.shapes.constraints import ODD, Given
from kg.graph.shapes.data import TYPE, Node, Term
from kg.graph.shapes.paths import parsed
from kg.graph.shapes.shape import Constraint, Shape
from kg.graph.shapes.words import Unclear, having, items, sh, truth, values_of, whole_number
from kg.model.record import replace

_DEEPEST = 6  # shapes within shapes; pySHACL gives up at fifteen
_REFERENCES = ("property", "node", "not", "qualifiedValueShape")
_LISTS = ("and", "or", "xone")
Kind: TypeAlias = Literal["targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"]
TARGETS: tuple[Kind, ...] = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
# What is no constraint: words, targets, what is read with another property, what others do.
_SILENT = {
    *TARGETS,
    *("path property severity message name description order group defaultValue deactivated flags sparql".split()),
}
# Those whose results follow from their answers.
_COMPONENTS = {
    name: f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"
    for name in (
        *("class datatype nodeKind minLength maxLength minInclusive minExclusive maxInclusive maxExclusive".split()),
        *("minCount maxCount uniqueLang hasValue in languageIn pattern not node and or xone".split()),
    )
}
_ONLY_OF_PROPERTIES = {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"}


def known_nodes(shapes: ox.Store) -> set[Term]:
    """The nodes of a file that are shapes, by what they are called, say, or are named for. Raises Unclear for lists and
    references that are none."""
    found: set[Term] = set()
    for class_ in ("NodeShape", "PropertyShape"):
        found.update(having(TYPE, shapes, sh(class_)))
    for name in (*TARGETS, "property", "node"):
        found.update(having(sh(name), shapes))
    for name in _REFERENCES:
        found.update(_all_values(name, shapes))
    for name in _LISTS:
        found.update(member for list_ in _all_values(name, shapes) for member in _members(list_, shapes))
    return found


def _all_values(name: str, shapes: ox.Store) -> Iterator[Term]:
    for quad in shapes.quads_for_pattern(None, sh(name), None, None):
        if isinstance(quad.object, ox.Triple):
            raise Unclear
        yield quad.object


def _members(node: Term, shapes: ox.Store) -> list[Term]:
    found = items(node, shapes)
    if not found:
        raise Unclear
    return found


def _severity(said: Mapping[str, list[Term]]) -> str:
    """The severity of a shape's results; empty where it is not known what pySHACL makes of the shape."""
    given = said.get("severity", [sh("Violation")])
    plain = len(given) == 1 and isinstance(given[0], ox.NamedNode) and "order" not in said
    return given[0].value if plain else ""


class Reader:
    """Reads each shape of a store once."""

    def __init__(self, shapes: ox.Store) -> None:
        self.shapes = shapes
        self.read: dict[Term, Shape] = {}
        self.open: list[Term] = []  # the shapes that are being read: one that is met again holds itself

    def shape(self, node: Term) -> Shape:
        """The shape that a node is. Raises Unclear for one that only pySHACL can judge, or refuse."""
        if node not in self.read:
            if not isinstance(node, ox.NamedNode | ox.BlankNode) or node in self.open or len(self.open) > _DEEPEST:
                raise Unclear
            self.open.append(node)
            try:
                self.read[node] = self._shape(node)
            finally:
                self.open.pop()
        return self.read[node]

    def _shape(self, node: Node) -> Shape:
        said = self._said(node)
        types = values_of(node, TYPE, self.shapes)
        ways = said.get("path", [])
        if len(ways) > 1 or (ways and sh("NodeShape") in types) or (not ways and sh("PropertyShape") in types):
            raise Unclear
        properties = tuple(self.shape(n) for n in said.get("property", []))
        if any(p.path is None for p in properties):
            raise Unclear
        return Shape(
            node=node,
            path=parsed(ways[0], self.shapes) if ways else None,
            constraints=tuple(self._constraints(node, said, bool(ways))),
            properties=properties,
            deactivated=any(truth(v) for v in said.get("deactivated", [])),
            closed="closed" in said,
            path_node=ways[0].value if ways else "",
            severity=_severity(said),
        )

    def _said(self, node: Node) -> Mapping[str, list[Term]]:
        """What SHACL's properties say of a node. Raises Unclear where one is not known, or said twice in vain."""
        said: dict[str, list[Term]] = defaultdict(list)
        for quad in self.shapes.quads_for_pattern(node, None, None, None):
            if quad.predicate.value.startswith(SH) and not isinstance(quad.object, ox.Triple):
                said[quad.predicate.value.removeprefix(SH)].append(quad.object)
        unknown = said.keys() - _SILENT - self._simple.keys() - self._others.keys()
        if unknown or len(said.get("deactivated", [])) > 1:
            raise Unclear
        return said

    def _constraints(self, node: Node, said: Mapping[str, list[Term]], has_path: bool) -> Iterator[Constraint]:
        for name in said.keys() - _SILENT:
            if name in _ONLY_OF_PROPERTIES and not has_path:
                yield ODD
                continue
            try:
                if name in self._simple:
                    found = self._simple[name](said[name])
                else:
                    found = self._others[name](self, node, name, said)
                yield from (replace(c, component=_COMPONENTS.get(name, "")) for c in found)
            except Unclear:
                if name in _REFERENCES or name in _LISTS:
                    raise
                yield ODD

    # -- what needs more than its values --------------------------------------------------------------------
    def _in(self, _node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        return (asked.one_of if name == "in" else asked.languages)(items(asked.one(said[name]), self.shapes))

    def _pattern(self, _node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        return asked.pattern(said[name], said.get("flags", []))

    def _inner(self, _node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        inner = [self.shape(n) for n in said[name]]
        if name == "node" and any(s.path is not None for s in inner):
            raise Unclear
        return (asked.nodes if name == "node" else asked.nots)(inner)

    def _logical(self, _node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        members = [[self.shape(n) for n in _members(list_, self.shapes)] for list_ in said[name]]
        return [c for shapes in members for c in asked.logical(name, shapes)]

    def _pair(self, _node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        return asked.pair(name, said[name])

    def _closed(self, node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        if name == "ignoredProperties":
            return [] if "closed" in said else [ODD]
        if not truth(asked.one(said[name])):
            return []
        ways = {v for n in values_of(node, sh("property"), self.shapes) for v in values_of(n, sh("path"), self.shapes)}
        ignored = {i for list_ in said.get("ignoredProperties", []) for i in items(list_, self.shapes)}
        return asked.closed(frozenset(ways | ignored))

    def _qualified(self, node: Node, name: str, said: Mapping[str, list[Term]]) -> list[Constraint]:
        if name != "qualifiedValueShape":
            return [] if "qualifiedValueShape" in said else [ODD]
        if "path" not in said:
            return []  # pySHACL warns, and passes over it
        least, most = (self._count(said, n) for n in ("qualifiedMinCount", "qualifiedMaxCount"))
        if least is None and most is None:
            return [ODD]
        apart = [truth(v) for v in said.get("qualifiedValueShapesDisjoint", [])]
        return [
            asked.qualified(self.shape(n), self._siblings(node, n) if any(apart) else [], least or 0, most)
            for n in said[name]
        ]

    @staticmethod
    def _count(said: Mapping[str, list[Term]], name: str) -> int | None:
        return whole_number(asked.one(said[name])) if name in said else None

    def _siblings(self, node: Node, but: Term) -> list[Shape]:
        parents = having(sh("property"), self.shapes, node)
        beside = [n for p in parents for n in values_of(p, sh("property"), self.shapes)]
        found = {v for n in beside for v in values_of(n, sh("qualifiedValueShape"), self.shapes)}
        return [self.shape(v) for v in found if v != but]

    _Simple = Callable[[Given], list[Constraint]]
    _Other = Callable[["Reader", Node, str, Mapping[str, list[Term]]], list[Constraint]]
    _simple: Mapping[str, _Simple] = {
        "class": asked.class_,
        "datatype": asked.each_of(lambda v: terms.of_datatype(asked.iri_of(v))),
        "nodeKind": asked.each_of(lambda v: terms.of_kind(asked.iri_of(v))),
        "minLength": asked.each_of(lambda v: terms.of_length(whole_number(v), None)),
        "maxLength": asked.each_of(lambda v: terms.of_length(0, whole_number(v))),
        "minInclusive": asked.in_range(above=True, equal=True),
        "minExclusive": asked.in_range(above=True, equal=False),
        "maxInclusive": asked.in_range(above=False, equal=True),
        "maxExclusive": asked.in_range(above=False, equal=False),
        "minCount": asked.min_count,
        "maxCount": asked.max_count,
        "uniqueLang": asked.unique_language,
        "hasValue": asked.has_value,
    }
    _others: Mapping[str, _Other] = {
        "in": _in,
        "languageIn": _in,
        "pattern": _pattern,
        "not": _inner,
        "node": _inner,
        **dict.fromkeys(_LISTS, _logical),
        **dict.fromkeys(("equals", "disjoint", "lessThan", "lessThanOrEquals"), _pair),
        **dict.fromkeys(("closed", "ignoredProperties"), _closed),
        **dict.fromkeys(
            ("qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
            _qualified,
        ),
    }
