"""Which nodes a rule in SPARQL must judge again when statements change.

A row depends on a changed statement where that is what one of the query's triple patterns stands for. From that
pattern, others that hold of the same row lead to $this; they are asked of the store after the change. Where one of them
was itself changed, it leads to $this by itself, so that nothing is missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.graph.loops import on_a_loop
from kg.graph.shapes.data import Data, Term
from kg.graph.shapes.query_reading import Group, Pattern, among, patterns_of
from kg.graph.shapes.rules import Row, Rule, rows_of
from kg.graph.shapes.words import Unclear
from kg.graph.vocabulary import PREFIXES, Statement
from kg.model.record import record

_MOST = 500  # nodes a query is asked about at once


@record
class Chain:
    """A pattern, and those that lead from it to ?this: the nearest last."""

    pattern: Pattern
    further: tuple[Pattern, ...]


@lru_cache(maxsize=256)
def chains(select: str) -> tuple[Chain, ...] | None:
    """The ways from each triple pattern of a query to ?this; None where one has none, or the query is not understood."""
    try:
        return tuple(_chains(patterns_of(select, PREFIXES), ()))
    except Unclear:
        return None


def _chains(group: Group, above: tuple[Pattern, ...]) -> Iterator[Chain]:
    """Those of a group. `above` are patterns of the groups around it, which hold of each of its rows."""
    reach = _reached([*above, *group.patterns])
    for pattern in group.patterns:
        yield Chain(pattern=pattern, further=reach[pattern])
    for inner in group.groups:
        yield from _chains(inner, (*above, *group.patterns))


def _reached(patterns: Sequence[Pattern]) -> dict[Pattern, tuple[Pattern, ...]]:
    """For each pattern those that lead on to ?this. Raises Unclear where none do."""
    found: dict[Pattern, tuple[Pattern, ...]] = {p: () for p in patterns if "?this" in p.variables}
    waiting = list(found)
    while waiting:
        near = waiting.pop(0)
        for pattern in patterns:
            if pattern not in found and pattern.variables & near.variables:
                found[pattern] = (near, *found[near])
                waiting.append(pattern)
    if len(found) != len(set(patterns)):
        raise Unclear
    return found


def affected_by_rule(rule: Rule, changed: Collection[Statement], data: ox.Store) -> set[Term] | None:
    """The nodes that a rule must judge again; None: all of them."""
    if rule.loops:
        return _on_changed_loops(rule, changed, Data(data))
    known = chains(rule.select) if rule.select else None
    if known is None:
        return None
    found: set[Term] = set()
    for chain in known:
        used = frozenset(v for p in chain.further for v in p.variables) or {"?this"}
        starts = {_bound(chain.pattern, statement, used) for statement in changed}
        for start in starts - {None}:
            found.update(_led_to(chain, dict(start or ()), data))
    return found


def _bound(pattern: Pattern, statement: Statement, used: Collection[str]) -> tuple[tuple[str, Term], ...] | None:
    """What those of a pattern's variables that are used stand for in a statement; None where it is no such statement."""
    asked = pattern.parts[1]
    if asked.startswith("<") and asked != f"<{statement[1]}>":
        return None  # most of them: nothing is made for these
    terms: tuple[Term, ...] = (ox.NamedNode(statement[0]), ox.NamedNode(statement[1]), statement[2])
    bound: dict[str, Term] = {}
    for part, term in zip(pattern.parts, terms, strict=True):
        if part.startswith("?"):
            if bound.setdefault(part, term) != term:
                return None
        elif part.startswith("<") and part != str(term):
            return None
    return tuple((v, t) for v, t in bound.items() if v in used)


def _led_to(chain: Chain, given: dict[str, Term], data: ox.Store) -> Iterator[Term]:
    if not chain.further:
        yield given["?this"]
        return
    values = f"VALUES ({' '.join(given)}) {{ ({' '.join(map(str, given.values()))}) }}"
    rows: Any = data.query(f"SELECT DISTINCT ?this WHERE {{ {values} {' . '.join(map(str, chain.further))} }}")
    yield from (row[0] for row in rows)


# -- loops ---------------------------------------------------------------------------------------------------
def _on_changed_loops(rule: Rule, changed: Iterable[Statement], data: Data) -> set[Term]:
    """The nodes of the loops that changed statements close, or closed."""
    found: set[Term] = set()
    for property_ in rule.loops:
        those = [(ox.NamedNode(s), o) for s, p, o in changed if p == property_.value]
        once: dict[Term, list[Term]] = {}
        for subject, value in those:
            once.setdefault(subject, []).append(value)
        for subject, value in those:
            found.add(subject)
            links = _links_from(value, property_, once, data)
            if subject in links:
                found.update(_leading_to(subject, links))
    return found


def _links_from(
    start: Term, property_: ox.NamedNode, once: dict[Term, list[Term]], data: Data
) -> dict[Term, list[Term]]:
    """What each node that can be come to from `start` links to, now or before."""
    links: dict[Term, list[Term]] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in links:
            links[node] = [*data.objects(node, property_), *once.get(node, ())]
            waiting.extend(links[node])
    return links


def _leading_to(end: Term, links: dict[Term, list[Term]]) -> set[Term]:
    back: dict[Term, list[Term]] = {}
    for node, others in links.items():
        for other in others:
            back.setdefault(other, []).append(node)
    found, waiting = {end}, [end]
    while waiting:
        new = [n for n in back.get(waiting.pop(), ()) if n not in found]
        found.update(new)
        waiting.extend(new)
    return found


# -- judged again ----------------------------------------------------------------------------------------------
def broken_among(rule: Rule, nodes: Iterable[Term], data: ox.Store) -> list[Row]:
    """What a rule finds in some nodes."""
    named = [n for n in nodes if isinstance(n, ox.NamedNode)]
    if rule.loops:
        return _loops_among(rule, named, Data(data))
    found: list[Row] = []
    for at in range(0, len(named), _MOST):
        some = named[at : at + _MOST]
        found.extend(rows_of(among(rule.select, " ".join(map(str, some))), data))
    return found


def _loops_among(rule: Rule, nodes: Collection[ox.NamedNode], data: Data) -> list[Row]:
    found: list[Row] = []
    for property_ in rule.loops:
        links: dict[Term, list[Term]] = {}
        for node in nodes:
            if node not in links:
                links.update(_links_from(node, property_, {}, data))
        statements: list[Statement] = [
            (node.value, property_.value, other)
            for node, others in links.items()
            for other in others
            if not isinstance(node, ox.BlankNode) and not isinstance(other, ox.BlankNode)
        ]
        wanted = {n.value for n in nodes}
        found.extend((s, p, v) for s, p, v in on_a_loop(statements) if s in wanted)
    return found
