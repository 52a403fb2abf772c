"""The answers of an engine, as those of the embedded store: rows, yes or no, a graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import pyoxigraph as ox

from kg.store.remote import faults
from kg.store.remote.asking import Reply
from kg.store.remote.engine import Engine

Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
VIRTUOSO_ASK = "__ASK_RETVAL"  # the variable with which Virtuoso answers an ASK: one row or none
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/n3": ox.RdfFormat.N3,
}


def rows_of(engine: Engine, reply: Reply) -> ox.QuerySolutions:
    """The rows of an answer. Raises EngineError for one that is none."""
    answer = answer_of(engine, reply)
    if not isinstance(answer, ox.QuerySolutions):
        raise faults.garbage(engine.query)
    return answer


def boolean_of(engine: Engine, reply: Reply) -> bool:
    """Yes or no. Raises EngineError for an answer that is neither."""
    answer = answer_of(engine, reply)
    if not isinstance(answer, ox.QueryBoolean):
        raise faults.garbage(engine.query)
    return bool(answer)


def answer_of(engine: Engine, reply: Reply) -> Answer:
    """Any answer, read whole: a broken one is an error before its first row is used. Raises EngineError."""
    try:
        if reply.media in _ROWS:
            return _read(reply.body, _ROWS[reply.media])
        if reply.media in _GRAPHS:
            return graph_of(q.triple for q in ox.parse(reply.body, format=_GRAPHS[reply.media], lenient=True))
    except (SyntaxError, ValueError, OSError) as error:
        raise faults.garbage(engine.query) from error
    raise faults.garbage(engine.query)


def _read(body: bytes, form: ox.QueryResultsFormat) -> Answer:
    found = ox.parse_query_results(body, format=form)
    if not isinstance(found, ox.QuerySolutions):
        return found
    rows = sum(1 for _ in found)
    if [v.value for v in found.variables] == [VIRTUOSO_ASK]:
        return _boolean(rows > 0)
    return ox.parse_query_results(body, format=form)


def _boolean(said: bool) -> ox.QueryBoolean:
    answer = ox.Store().query("ASK { }" if said else "ASK { FILTER(false) }")
    assert isinstance(answer, ox.QueryBoolean)
    return answer


def graph_of(triples: Iterable[ox.Triple]) -> ox.QueryTriples:
    """Triples as the answer of a query."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer
