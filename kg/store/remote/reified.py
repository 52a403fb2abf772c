"""Where statements were read, for engines that know no triple terms (RDF 1.1): written and asked in another way.

A triple term becomes a node of its own with `rdf:subject`, `rdf:predicate` and `rdf:object` (RDF 1.1 Semantics, appendix D.1),
which the reading reifies: the same questions can be asked of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeGuard

import pyoxigraph as ox

from kg.store.prefixes import PREFIXES
from kg.store.reading import Value
from kg.store.refusals import QUOTED
from kg.store.remote.paging import Row
from kg.store.remote.terms import as_embedded

NODE = "https://museumxtd.ch/kg/triple/"
_RDF = PREFIXES["rdf"]
_AT_ONCE = 200  # nodes that are asked about in one query
SUBJECT, PREDICATE, OBJECT = (ox.NamedNode(_RDF + name) for name in ("subject", "predicate", "object"))
PARTS = (SUBJECT, PREDICATE, OBJECT)
_TERM = re.compile(rf"{QUOTED.pattern}|<<\(|<<|\)>>|>>|[?$]\w+|\^\^|@[A-Za-z-]+|[^\s<>()\"'{{}};,]+", re.DOTALL)


def node_of(triple: ox.Triple) -> ox.NamedNode:
    """The node that stands for a triple term: the same for the same statement."""
    digest = hashlib.blake2b(str(triple).encode(), digest_size=16).hexdigest()
    return ox.NamedNode(NODE + digest)


def without_terms(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Triples, with nodes in the place of triple terms, each said once what it stands for."""
    said: set[ox.NamedNode] = set()
    for triple in triples:
        term = triple.object
        if not isinstance(term, ox.Triple):
            yield triple
            continue
        node = node_of(term)
        yield ox.Triple(triple.subject, triple.predicate, node)
        if node not in said:
            said.add(node)
            yield from (
                ox.Triple(node, p, o) for p, o in zip(PARTS, (term.subject, term.predicate, term.object), strict=True)
            )


def with_terms(quads: Iterable[ox.Quad], rows: Callable[[str], Iterable[Row]]) -> Iterator[ox.Quad]:
    """Quads with triple terms in the place of the nodes that stand for them, and without what is said of these. `rows` gives the terms of
    `?s ?p ?o ?g` in a pattern."""
    read = list(quads)
    found = [q for q in read if not _stands_for_one(q.subject)]
    nodes = {q.object.value for q in found if _stands_for_one(q.object)}
    known = _terms((q.subject, q.predicate, q.object) for q in read if _stands_for_one(q.subject))
    terms = known | _terms(_parts(sorted(nodes - known.keys()), rows))
    for quad in found:
        term = terms.get(quad.object.value) if _stands_for_one(quad.object) else None
        yield quad if term is None else ox.Quad(quad.subject, quad.predicate, term, quad.graph_name)


def _parts(nodes: Sequence[str], rows: Callable[[str], Iterable[Row]]) -> Iterator[Row]:
    for start in range(0, len(nodes), _AT_ONCE):
        values = " ".join(f"<{node}>" for node in nodes[start : start + _AT_ONCE])
        for row in rows(f"VALUES ?s {{ {values} }} GRAPH ?h {{ ?s ?p ?o }}"):
            yield row[:3]


def _terms(said: Iterable[Row]) -> dict[str, ox.Triple]:
    """The triple terms whose three parts are said, by the nodes that stand for them."""
    parts: dict[str, dict[ox.NamedNode, Value]] = {}
    for s, p, o in said:
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o is not None:
            parts.setdefault(s.value, {})[p] = o
    found: dict[str, ox.Triple] = {}
    for node, its in parts.items():
        subject, predicate, value = (its.get(p) for p in PARTS)
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
            found[node] = ox.Triple(subject, predicate, as_embedded(value))
    return found


def _stands_for_one(node: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(node, ox.NamedNode) and node.value.startswith(NODE)


def rewritten(query: str) -> str:
    """A query in which triple terms and reified triples are patterns of RDF 1.1.

    `<<( s p o )>>` becomes `[ rdf:subject s ; … ]`, and `<< s p o >>`, which names who reifies it, `[ rdf:reifies [ … ] ]`. What
    has another form (a reifier that is named, an annotation) stays as it is, and the engine says that it cannot read it.
    """
    tokens = [(m.group(), m.start(), m.end()) for m in _TERM.finditer(query)]
    out: list[str] = []
    at = index = 0
    while index < len(tokens):
        text, start, _ = tokens[index]
        if text in ("<<(", "<<") and (made := _pattern(tokens, index)) is not None:
            pattern, index = made
            out += [query[at:start], pattern]
            at = tokens[index - 1][2]
        else:
            index += 1
    return "".join([*out, query[at:]])


_Token: TypeAlias = tuple[str, int, int]


def _pattern(tokens: list[_Token], index: int) -> tuple[str, int] | None:
    """The pattern of the triple term or reified triple at a token, and the token behind it; None where it is neither."""
    opening = tokens[index][0]
    closing = ")>>" if opening == "<<(" else ">>"
    index += 1
    terms: list[str] = []
    while index < len(tokens) and tokens[index][0] != closing:
        if tokens[index][0] in ("<<(", "<<"):
            made = _pattern(tokens, index)
            if made is None:
                return None
            term, index = made
        else:
            term, index = _term(tokens, index)
        terms.append(term)
    if index >= len(tokens) or len(terms) != 3:
        return None
    names = (f"<{p.value}>" for p in PARTS)
    node = "[ " + " ; ".join(f"{p} {t}" for p, t in zip(names, terms, strict=True)) + " ]"
    return (node if opening == "<<(" else f"[ <{_RDF}reifies> {node} ]"), index + 1


def _term(tokens: list[_Token], index: int) -> tuple[str, int]:
    """A term: a text may have a language or a datatype behind it."""
    text = tokens[index][0]
    index += 1
    if text[:1] in "\"'" and index < len(tokens) and tokens[index][1] == tokens[index - 1][2]:
        if tokens[index][0].startswith("@"):
            return text + tokens[index][0], index + 1
        if tokens[index][0] == "^^" and index + 1 < len(tokens):
            return text + "^^" + tokens[index + 1][0], index + 2
    return text, index
