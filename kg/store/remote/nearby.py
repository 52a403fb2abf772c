"""What will be asked of a node, fetched in a few journeys instead of one for each pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.store.details import DETAILS, ISO_CODE, LABEL
from kg.store.prefixes import PREFIXES
from kg.store.reading import Graph, Node, Value
from kg.store.remote import reified
from kg.store.remote.terms import in_query

if TYPE_CHECKING:
    from kg.store.remote.store import RemoteStore

Pattern: TypeAlias = tuple[Node | ox.Triple | None, ox.NamedNode | None, Value | None, Graph | None]
_T = TypeVar("_T")
_DEFAULT = ox.DefaultGraph()
_REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
_AT_ONCE = 200  # nodes that are asked about in one query
_STATEMENTS = 50  # statements, of which each is a pattern of its own
_NEAR = 400  # names that are fetched with a node; who wants all of a node of which thousands speak says so


def around(store: RemoteStore, node: ox.NamedNode) -> None:
    """What is said of a node, where that was read, what is said about it, and what these are called. Raises EngineError."""
    if store.knows((node, None, None, _DEFAULT)):
        return
    own = list(store.quads_for_pattern(node, None, None, None))
    plain = [q for q in own if q.graph_name == _DEFAULT]
    store.keep((node, None, None, _DEFAULT), plain)
    about = list(store.quads_for_pattern(None, None, node, _DEFAULT))
    readings(store, [q.triple for q in plain])
    near = (term for q in (*own, *about) for term in (q.object, q.subject, q.predicate))
    names(store, [*dict.fromkeys(t for t in near if isinstance(t, ox.NamedNode))][:_NEAR])


def names(store: RemoteStore, nodes: Iterable[ox.NamedNode]) -> None:
    """What nodes are called. Raises EngineError."""
    fresh = [node for node in nodes if not store.knows((node, ISO_CODE, None, _DEFAULT))]
    predicates = " ".join(map(str, DETAILS))
    for some in _parts(fresh, _AT_ONCE):
        before = f"VALUES ?p {{ {predicates} }} VALUES ?s {{ {' '.join(map(str, some))} }}"
        found: dict[Pattern, list[ox.Quad]] = {(n, LABEL, None, None): [] for n in some}
        found |= {(n, p, None, _DEFAULT): [] for n in some for p in DETAILS}
        for quad in store.quads(store.somewhere("?s ?p ?o", before)):
            for graph in (quad.graph_name, None):
                if (quads := found.get((quad.subject, quad.predicate, None, graph))) is not None:
                    quads.append(quad)
        for pattern, quads in found.items():
            store.keep(pattern, quads)


def readings(store: RemoteStore, triples: Iterable[ox.Triple]) -> None:
    """The reifiers of statements, and what these say. Raises EngineError."""
    reifiers: dict[Node, set[Graph]] = {}
    fresh = [triple for triple in triples if not store.knows((None, _REIFIES, triple, None))]
    for some in _parts(fresh, _STATEMENTS):
        found: dict[ox.Triple, list[ox.Quad]] = {triple: [] for triple in some}
        for subject, triple, graph in _reifiers(store, some):
            found[triple].append(ox.Quad(subject, _REIFIES, triple, graph))
            reifiers.setdefault(subject, set()).add(graph)
        for triple, quads in found.items():
            store.keep((None, _REIFIES, triple, None), quads)
    for nodes in _parts([*reifiers], _AT_ONCE):
        said: dict[Pattern, list[ox.Quad]] = {(n, None, None, g): [] for n in nodes for g in reifiers[n]}
        for quad in store.quads(f"VALUES ?s {{ {' '.join(map(str, nodes))} }} GRAPH ?g {{ ?s ?p ?o }}"):
            if (read := said.get((quad.subject, None, None, quad.graph_name))) is not None:
                read.append(quad)
        for asked, about in said.items():
            store.keep(asked, about)


def _reifiers(
    store: RemoteStore, triples: Sequence[ox.Triple]
) -> Iterator[tuple[ox.NamedNode, ox.Triple, ox.NamedNode]]:
    """Who reifies which statement, in which graph."""
    by_value: dict[str, ox.Triple]
    if store.catalogue.terms:  # a pattern for each: with VALUES some engines look at all reifiers
        by_value = {str(number): triple for number, triple in enumerate(triples)}
        each = (
            f"{{ GRAPH ?g {{ ?s {_REIFIES} {in_query(t)} }} BIND({number} AS ?o) }}" for number, t in enumerate(triples)
        )
        where = " UNION ".join(each)
    else:
        by_value = {reified.node_of(triple).value: triple for triple in triples}
        where = f"VALUES ?o {{ {' '.join(f'<{iri}>' for iri in by_value)} }} GRAPH ?g {{ ?s {_REIFIES} ?o }}"
    for subject, _, value, graph in store.rows(where):
        if (
            isinstance(subject, ox.NamedNode)
            and isinstance(graph, ox.NamedNode)
            and isinstance(value, ox.NamedNode | ox.Literal)
        ):
            yield subject, by_value[value.value], graph


def _parts(items: Sequence[_T], most: int) -> Iterator[Sequence[_T]]:
    return (items[start : start + most] for start in range(0, len(items), most))
