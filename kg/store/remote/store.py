"""A graph that an engine holds, read as the embedded store is: the same patterns, the same queries, the same answers."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from threading import Lock

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.record import replace
from kg.model.text import Text
from kg.store.prefixes import PREFIXES
from kg.store.reading import Answer, Graph, Node, Value
from kg.store.refusals import QUOTED
from kg.store.remote import catalogue, datasets, faults, nearby, reified
from kg.store.remote.answers import answer_of, boolean_of, rows_of
from kg.store.remote.asking import GRAPHS, IN_ORDER, ROWS, ask
from kg.store.remote.catalogue import Catalogue
from kg.store.remote.engine import Engine
from kg.store.remote.nearby import Pattern
from kg.store.remote.terms import as_embedded, in_query

_REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
_DEFAULT = ox.DefaultGraph()
_PAGE = 10_000  # rows that are asked for at once; half as many where an engine gives fewer
_KEPT = 20_000  # patterns whose quads are kept in mind
_MANY = 10_000  # quads of a pattern that are read again
_GRAPHS = 40  # graphs that are copied in one query
_AT_ONCE = 200  # nodes that are asked about in one query
_NOTHING = Text(
    fr="Le moteur à {address} ne contient pas de graphe de {base}.",
    en="The engine at {address} holds no graph of {base}.",
    de="Der Server unter {address} enthält keinen Graphen von {base}.",
)
_PUBLISH = Text(
    fr="Publiez-en un : `kg publish`.", en="Publish one: `kg publish`.", de="Veröffentlichen Sie einen: `kg publish`."
)


class RemoteStore:
    """The graph of a base in an engine, as one generation of it."""

    def __init__(self, engine: Engine, base: str) -> None:
        """Raises EngineError where the engine does not answer, StoreError where it holds no such graph."""
        found = catalogue.read(engine, base)
        if found is None or not found.build:
            raise StoreError(_NOTHING.filled(address=engine.query, base=base), _PUBLISH)
        self.engine = engine
        self.base = base
        self.catalogue: Catalogue = replace(found, digests={g: d for g, d in found.digests.items() if g != found.plain})
        self._hidden = {found.plain, catalogue.name_of(base)}
        self._kept: OrderedDict[Pattern, tuple[ox.Quad, ...]] = OrderedDict()
        self._scopes: bool | None = None
        self._turn = Lock()

    # -- queries -----------------------------------------------------------------------------------------
    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Answer:
        """The answer to a query on the plain statements. Raises SyntaxError, as the embedded store does, QueryError where the
        engine cannot run it, and EngineError; also where the engine gives only the first rows."""
        prefixes = prefixes or {}
        # What is none is said in the same words, wherever the graph is.
        makes_graph = isinstance(ox.Store().query(query, prefixes=prefixes), ox.QueryTriples)
        return self.asked(query, graph=makes_graph, prefixes=prefixes)

    def asked(
        self, query: str, *, graph: bool, default: Sequence[str] = (), named: Sequence[str] = (), prefixes: Mapping[str, str] = PREFIXES
    ) -> Answer:  # fmt: skip
        """The answer to a query that was read before; `graph`: whether that is a graph. `default` and `named` are the data set of
        the protocol; both empty: that of `data_set`. Raises QueryError, EngineError."""
        text = "".join(f"PREFIX {p}: <{iri}> " for p, iri in prefixes.items() if not _declares(query, p)) + query
        if default or named:
            text = datasets.without(text)
        else:
            default, named = self.data_set(query)
        asked = text if self.catalogue.terms else reified.rewritten(text)
        reply = ask(self.engine, asked, default=default, named=named, accepts=GRAPHS if graph else ROWS)
        answer = answer_of(self.engine, reply)
        if reply.cut and isinstance(answer, ox.QuerySolutions):
            raise faults.cut_off(self.engine.query, reply.cut)
        return answer

    def data_set(self, query: str) -> tuple[Sequence[str], Sequence[str]]:
        """The graphs that a query is asked of: default and named. None where the query says it, or the engine's own is right."""
        bare = QUOTED.sub(" ", query)
        if not self.catalogue.plain or re.search(r"\bFROM\b", bare, re.IGNORECASE):
            return (), ()
        named: Sequence[str] = ()
        if re.search(r"\bGRAPH\b", bare, re.IGNORECASE) and not self._sees_all():
            named = tuple(self.catalogue.digests)
        return (self.catalogue.plain,), named

    def _sees_all(self) -> bool:
        """Whether GRAPH finds graphs that the request did not name. The standard says no (SPARQL 1.1, 13.2); Virtuoso does."""
        if self._scopes is None:
            reply = ask(self.engine, "ASK { GRAPH ?g { ?s ?p ?o } }", default=(self.catalogue.plain,))
            self._scopes = boolean_of(self.engine, reply)
        return self._scopes

    def all_quads(self) -> Iterator[ox.Quad]:
        """All quads, some graphs at a time; the plain statements in the default graph. Raises EngineError."""
        names = sorted(self.catalogue.digests)
        for start in range(0, len(names), _GRAPHS):
            values = " ".join(f"<{name}>" for name in names[start : start + _GRAPHS])
            for quad in self._with_terms(
                self._read(f"VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }}", (None, None, None, None))
            ):
                yield quad
                if not _is_provenance(quad.graph_name):
                    plain = ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
                    yield plain

    # -- patterns ----------------------------------------------------------------------------------------
    def quads_for_pattern(
        self, subject: Node | ox.Triple | None, predicate: ox.NamedNode | None, object: Value | None, graph_name: Graph | None = None, /
    ) -> Iterator[ox.Quad]:  # fmt: skip
        """The quads with these terms, as the embedded store has them. Raises EngineError."""
        asked = (subject, predicate, object, graph_name)
        with self._turn:
            kept = self._kept.get(asked)
            if kept is not None:
                self._kept.move_to_end(asked)
        if kept is None:
            kept = tuple(self._found(asked))
            self.keep(asked, kept)
        return iter(kept)

    def knows(self, pattern: Pattern) -> bool:
        """Whether the quads of a pattern are kept in mind."""
        return pattern in self._kept

    def keep(self, pattern: Pattern, quads: Iterable[ox.Quad]) -> None:
        """Keep the quads of a pattern in mind, unless they are very many; of many patterns those that were asked last."""
        found = tuple(quads)
        if len(found) > _MANY:
            return
        with self._turn:
            self._kept[pattern] = found
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def around(self, node: ox.NamedNode, /) -> None:
        """See `kg.store.reading.Far`. Raises EngineError."""
        nearby.around(self, node)

    def names(self, nodes: Iterable[ox.NamedNode], /) -> None:
        """See `kg.store.reading.Far`. Raises EngineError."""
        nearby.names(self, nodes)

    def readings(self, triples: Iterable[ox.Triple], /) -> None:
        """See `kg.store.reading.Far`. Raises EngineError."""
        nearby.readings(self, triples)

    def named_graphs(self) -> Iterator[Node]:
        """The names of the graphs that were published."""
        return (ox.NamedNode(name) for name in self.catalogue.digests)

    def contains_named_graph(self, graph_name: Node | ox.DefaultGraph, /) -> bool:
        """Whether there is such a named graph."""
        return isinstance(graph_name, ox.NamedNode) and graph_name.value in self.catalogue.digests

    def __contains__(self, quad: ox.Quad) -> bool:
        """Whether a quad is there."""
        return any(True for _ in self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name))

    def _found(self, asked: Pattern) -> Iterator[ox.Quad]:
        subject, predicate, value, graph = asked
        if isinstance(subject, ox.Triple):
            return iter(())
        if isinstance(graph, ox.NamedNode) and graph.value not in self.catalogue.digests:
            return iter(())
        if isinstance(value, ox.Triple) and not self.catalogue.terms:
            node = reified.node_of(value)
            return (
                ox.Quad(q.subject, q.predicate, value, q.graph_name)
                for q in self._matching(subject, predicate, node, graph)
            )
        return self._with_terms(self._matching(subject, predicate, value, graph))

    def _matching(
        self, subject: Node | None, predicate: ox.NamedNode | None, value: Value | None, graph: Graph | None
    ) -> Iterator[ox.Quad]:
        bound = (subject, predicate, value)
        triple = " ".join(
            in_query(term) if term is not None else f"?{name}" for term, name in zip(bound, "spo", strict=True)
        )
        if isinstance(graph, ox.DefaultGraph):
            where = self._plain(triple)
        elif graph is not None:
            where = f"GRAPH {graph} {{ {triple} }}"
        else:
            where = self.somewhere(triple)
        return self._read(where, (subject, predicate, value, graph))

    def _plain(self, triple: str) -> str:
        return f"GRAPH <{self.catalogue.plain}> {{ {triple} }}" if self.catalogue.plain else triple

    def somewhere(self, triple: str, before: str = "") -> str:
        """The pattern of a triple among the plain statements and in every graph `?g`; `before` stands before each of the two."""
        hidden = ", ".join(f"<{iri}>" for iri in sorted(self._hidden) if iri)
        return f"{{ {before} {self._plain(triple)} }} UNION {{ {before} GRAPH ?g {{ {triple} }} FILTER(?g NOT IN ({hidden})) }}"

    @property
    def knows_terms(self) -> bool:
        """Whether the engine knows triple terms."""
        return self.catalogue.terms

    def quads(self, where: str) -> Iterator[ox.Quad]:
        """The quads of `?s ?p ?o ?g`, as the embedded store has them. Raises EngineError."""
        return self._with_terms(self._read(where, (None, None, None, None)))

    def rows(self, where: str) -> Iterator[tuple[Value | None, ...]]:
        """The terms of `?s ?p ?o ?g`. Raises EngineError."""
        return self._rows(where)

    def asked_as(self, engine: Engine) -> RemoteStore:
        """The same graph, asked with other bounds."""
        other = copy(self)
        other.engine = engine
        return other

    def _read(self, where: str, asked: Pattern) -> Iterator[ox.Quad]:
        """The quads of a pattern of `?s ?p ?o ?g`, of which some are known."""
        subject, predicate, value, graph = asked
        for s, p, o, g in self._rows(where):
            node, link, said = subject or s, predicate or p, value or o
            if not isinstance(node, ox.NamedNode | ox.BlankNode) or not isinstance(link, ox.NamedNode) or said is None:
                continue
            home: Graph = graph if graph is not None else g if isinstance(g, ox.NamedNode) else _DEFAULT
            if isinstance(graph, ox.DefaultGraph) or home == _DEFAULT or _name(home) in self.catalogue.digests:
                yield ox.Quad(node, link, as_embedded(said), home)

    def _rows(self, where: str) -> Iterator[tuple[Value | None, ...]]:
        """The terms of `?s ?p ?o ?g`, page by page; None where one is not asked for."""
        start, size, order = 0, _PAGE, IN_ORDER[self.catalogue.terms]
        while True:
            inner = f"SELECT DISTINCT ?s ?p ?o ?g {{ {where} }}"
            text = (
                f"{inner} LIMIT {size}"
                if not start
                else f"SELECT * {{ {{ {inner} {order} }} }} LIMIT {size} OFFSET {start}"
            )
            reply = ask(self.engine, text)
            answer = rows_of(self.engine, reply)
            names = [v.value for v in answer.variables]
            rows = [tuple(row[n] if n in names else None for n in "spog") for row in answer]
            full = len(rows) == size or (reply.cut and len(rows) >= reply.cut)
            if full and not start:  # once more, in an order
                ordered = ask(self.engine, f"SELECT * {{ {{ {inner} {order} }} }} LIMIT {size}")
                rows = [tuple(row[n] if n in names else None for n in "spog") for row in rows_of(self.engine, ordered)]
            yield from rows
            if not full:
                return
            start += len(rows)

    def _with_terms(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Quads with triple terms in the place of the nodes that stand for them."""
        if self.catalogue.terms:
            yield from quads
            return
        found = [q for q in quads if not _stands_for(q.subject)]
        nodes = sorted({q.object.value for q in found if isinstance(q.object, ox.NamedNode) and _stands_for(q.object)})
        terms = self._terms(nodes)
        for quad in found:
            value = quad.object
            if isinstance(value, ox.NamedNode) and value.value in terms:
                yield ox.Quad(quad.subject, quad.predicate, terms[value.value], quad.graph_name)
            else:
                yield quad

    def _terms(self, nodes: Sequence[str]) -> dict[str, ox.Triple]:
        parts: dict[str, dict[ox.NamedNode, Value]] = {}
        for start in range(0, len(nodes), _AT_ONCE):
            values = " ".join(f"<{node}>" for node in nodes[start : start + _AT_ONCE])
            for s, p, o, _ in self._rows(f"VALUES ?s {{ {values} }} GRAPH ?h {{ ?s ?p ?o }}"):
                if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o is not None:
                    parts.setdefault(s.value, {})[p] = o
        found: dict[str, ox.Triple] = {}
        for node, said in parts.items():
            subject, predicate, value = (said.get(p) for p in reified.PARTS)
            if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
                found[node] = ox.Triple(subject, predicate, as_embedded(value))
        return found


def _name(graph: Graph) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else ""


def _is_provenance(graph: Graph) -> bool:
    return "/provenance/" in _name(graph)


def _stands_for(node: object) -> bool:
    return isinstance(node, ox.NamedNode) and node.value.startswith(reified.NODE)


def _declares(query: str, prefix: str) -> bool:
    return re.search(rf"\bPREFIX\s+{re.escape(prefix)}:", query, re.IGNORECASE) is not None
