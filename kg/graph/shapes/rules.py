"""Rules in SPARQL: each `sh:sparql` is one SELECT over the store, with $this unbound.

One such constraint makes pySHACL five to eight times slower, for it parses the query anew for each focus node.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.graph.loops import on_a_loop
from kg.graph.shape_files import MXSH, SH
from kg.graph.shapes.data import Data
from kg.graph.shapes.words import sh
from kg.graph.vocabulary import PREFIXES, Statement
from kg.model.record import record

# What stands in for the query of SHACL where it would be slow: a query for the whole graph, or a property without loops.
_ALL, _LOOP, _LIKE = (ox.NamedNode(MXSH + name) for name in ("selectAll", "loopOf", "valuesLike"))
_LINKS = "$links"  # in such a query: the properties that may have values which the query asks for
Row: TypeAlias = tuple[str, str, ox.NamedNode | ox.Literal | None]  # focus node, path, value


@record
class Rule:
    """A rule: its query, what stands in for it over a whole graph, or the property that has no loops."""

    shape: str
    severity: str
    select: str
    whole: str
    loops: tuple[ox.NamedNode, ...] = ()


def rules(shapes: ox.Store) -> Iterator[Rule]:
    """The rules of the shapes."""
    for link in shapes.quads_for_pattern(None, sh("sparql"), None, None):
        node, query = link.subject, link.object
        if isinstance(node, ox.Triple) or not isinstance(query, ox.NamedNode | ox.BlankNode):
            continue
        severity = next(iter(_said(node, sh("severity"), shapes)), None)
        loops = tuple(p for p in _said(query, _LOOP, shapes) if isinstance(p, ox.NamedNode))
        selects = [_unbound(v.value) for v in _said(query, sh("select"), shapes)]
        wholes = [_unbound(v.value) for v in _said(query, _ALL, shapes)] or selects
        for select, whole in zip(selects or [""], wholes or [""], strict=False):
            yield Rule(
                shape=node.value,
                severity=severity.value if severity else SH + "Violation",
                select=select,
                whole=whole,
                loops=loops,
            )


def wanted(shapes: ox.Store) -> str:
    """What the values look like that rules over all properties ask for, as a regular expression; empty: like anything."""
    found: set[str] = set()
    for quad in shapes.quads_for_pattern(None, _ALL, None, None):
        if (
            isinstance(quad.object, ox.Literal)
            and _LINKS in quad.object.value
            and not isinstance(quad.subject, ox.Triple)
        ):
            found |= {v.value for v in _said(quad.subject, _LIKE, shapes)} or {""}
    try:
        return re.compile("|".join(sorted(found))).pattern
    except re.error:
        return ""


def _said(
    subject: ox.NamedNode | ox.BlankNode, property_: ox.NamedNode, shapes: ox.Store
) -> list[ox.NamedNode | ox.Literal]:
    found = shapes.quads_for_pattern(subject, property_, None, None)
    return [q.object for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)]


def _unbound(select: str) -> str:
    return re.sub(r"\$this\b", "?this", select)


def broken_rows(rule: Rule, data: Data) -> list[Row]:
    """What a rule finds in a whole store."""
    if rule.loops:
        return [(s, p, v) for s, p, v in on_a_loop(_links(rule.loops, data.store))]
    if _LINKS in rule.whole:
        return rows_of(rule.whole.replace(_LINKS, " ".join(map(str, data.linking()))), data.store)
    return rows_of(rule.whole, data.store) if rule.whole else []


def _links(properties: Collection[ox.NamedNode], store: ox.Store) -> Iterator[Statement]:
    for property_ in properties:
        said = f"{{ SELECT ?s ?o WHERE {{ ?s {property_} ?o }} }}"
        named = f"{{ SELECT DISTINCT ?s WHERE {{ ?any {property_} ?s }} }}"  # what nothing leads to is on no loop
        leading = f"{{ SELECT DISTINCT ?o WHERE {{ ?o {property_} ?any }} }}"  # nor is what leads to nothing
        rows: Any = store.query(f"SELECT ?s ?o WHERE {{ {named} {said} {leading} }}")
        for subject, value in rows:
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                yield subject.value, property_.value, value


def rows_of(query: str, store: ox.Store) -> list[Row]:
    """The rows of a query."""
    solutions: Any = store.query(query, prefixes=PREFIXES)
    names = {v.value for v in solutions.variables}
    found: list[Row] = []
    for row in solutions:
        value = row["value"] if "value" in names else None
        path = row["path"].value if "path" in names and row["path"] is not None else ""
        found.append((row["this"].value, path, value))
    return found
