"""A graph that an engine holds, read as the embedded store is: the same patterns, the same queries, the same answers."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from threading import Lock

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.text import Text
from kg.store.graphs import holds_provenance
from kg.store.prefixes import PREFIXES
from kg.store.reading import Answer, Graph, Node, Value
from kg.store.refusals import QUOTED
from kg.store.remote import catalogue, datasets, faults, nearby, paging, reified
from kg.store.remote.answers import answer_of, boolean_of
from kg.store.remote.asking import GRAPHS, ROWS, ask
from kg.store.remote.catalogue import Catalogue
from kg.store.remote.engine import Engine
from kg.store.remote.nearby import Pattern
from kg.store.remote.terms import as_embedded, in_query

_DEFAULT = ox.DefaultGraph()
_KEPT = 20_000  # patterns whose quads are kept in mind
_MANY = 10_000  # quads of a pattern that are read again
# Graphs that are copied in one query, by whether the engine knows triple terms: without, a reading is four rows, and what fills
# a page of Virtuoso's is asked for again, sorted.
_GRAPHS = {True: 40, False: 10}
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
            raise StoreError(_NOTHING.filled(address=engine.shown, base=base), _PUBLISH)
        self.engine = engine
        self.base = base
        self.catalogue: Catalogue = found
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
        some = _GRAPHS[self.catalogue.terms]
        for start in range(0, len(names), some):
            values = " ".join(f"<{name}>" for name in names[start : start + some])
            for quad in self.quads(f"VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }}"):
                yield quad
                if not holds_provenance(quad.graph_name):
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)

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
        return self._as_embedded(self._matching(subject, predicate, value, graph))

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

    def quads(self, where: str) -> Iterator[ox.Quad]:
        """The quads of `?s ?p ?o ?g`, as the embedded store has them. Raises EngineError."""
        return self._as_embedded(self._read(where, (None, None, None, None)))

    def rows(self, where: str) -> Iterator[tuple[Value | None, ...]]:
        """The terms of `?s ?p ?o ?g`. Raises EngineError."""
        return paging.rows(self.engine, where, terms=self.catalogue.terms)

    def asked_as(self, engine: Engine) -> RemoteStore:
        """The same graph, asked with other bounds."""
        other = copy(self)
        other.engine = engine
        return other

    def _as_embedded(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        return iter(quads) if self.catalogue.terms else reified.with_terms(quads, self.rows)

    def _read(self, where: str, asked: Pattern) -> Iterator[ox.Quad]:
        """The quads of a pattern of `?s ?p ?o ?g`, of which some are known."""
        subject, predicate, value, graph = asked
        for s, p, o, g in self.rows(where):
            node, link, said = subject or s, predicate or p, value or o
            if not isinstance(node, ox.NamedNode | ox.BlankNode) or not isinstance(link, ox.NamedNode) or said is None:
                continue
            home: Graph = graph if graph is not None else g if isinstance(g, ox.NamedNode) else _DEFAULT
            if isinstance(graph, ox.DefaultGraph) or home == _DEFAULT or _name(home) in self.catalogue.digests:
                yield ox.Quad(node, link, as_embedded(said), home)


def _name(graph: Graph) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else ""


def _declares(query: str, prefix: str) -> bool:
    return re.search(rf"\bPREFIX\s+{re.escape(prefix)}:", query, re.IGNORECASE) is not None
