"""The words of shapes files: terms of SHACL, the values that a shape gives them, lists."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from kg.graph.shape_files import SH
from kg.graph.shapes.data import Node, Term
from kg.graph.vocabulary import PREFIXES, term

FIRST, REST, NIL = term("rdf:first"), term("rdf:rest"), term("rdf:nil")
XSD = PREFIXES["xsd"]
_LONGEST = 1000  # items of a list


class Unclear(Exception):
    """What a shape says is not what we can answer for: pySHACL must judge it, whatever it says."""


class Unusable(RuntimeError):
    """pySHACL refuses the shapes; the text is its own, in English."""


@lru_cache(maxsize=256)
def sh(name: str) -> ox.NamedNode:
    """A term of SHACL."""
    return ox.NamedNode(SH + name)


def values_of(node: Term, property_: ox.NamedNode, shapes: ox.Store) -> list[Term]:
    """The values that a node of the shapes has for a property."""
    if isinstance(node, ox.Literal):
        return []
    return [
        q.object for q in shapes.quads_for_pattern(node, property_, None, None) if not isinstance(q.object, ox.Triple)
    ]


def having(property_: ox.NamedNode, shapes: ox.Store, value: Term | None = None) -> list[Node]:
    """The nodes of the shapes that have a property, or this value for it."""
    found = shapes.quads_for_pattern(None, property_, value, None)
    return [q.subject for q in found if not isinstance(q.subject, ox.Triple)]


def items(node: Term, shapes: ox.Store) -> list[Term]:
    """The items of a list. Raises Unclear for what is none."""
    found: list[Term] = []
    while node != NIL:
        first, rest = values_of(node, FIRST, shapes), values_of(node, REST, shapes)
        if len(first) != 1 or len(rest) != 1 or len(found) > _LONGEST:
            raise Unclear
        found.append(first[0])
        node = rest[0]
    return found


def whole_number(value: Term) -> int:
    """The number of a literal of datatype xsd:integer that counts something. Raises Unclear for another."""
    if isinstance(value, ox.Literal) and value.datatype.value == XSD + "integer" and value.value.isdecimal():
        return int(value.value)
    raise Unclear


def truth(value: Term) -> bool:
    """What an xsd:boolean says. Raises Unclear for another value."""
    if isinstance(value, ox.Literal) and value.datatype.value == XSD + "boolean" and value.value in ("true", "false"):
        return value.value == "true"
    raise Unclear
