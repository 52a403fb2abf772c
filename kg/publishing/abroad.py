"""What the engine is, and what it holds of us now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import KgError
from kg.model.record import record
from kg.store.graphs import holds_provenance
from kg.store.remote import catalogue
from kg.store.remote.answers import boolean_of
from kg.store.remote.asking import ask
from kg.store.remote.catalogue import Catalogue
from kg.store.remote.engine import Engine
from kg.store.remote.paging import rows
from kg.store.remote.sending import Sender
from kg.store.remote.terms import as_embedded

_PROBE = "ASK { <urn:x-kg:s> <urn:x-kg:p> <<( <urn:x-kg:s> <urn:x-kg:p> <urn:x-kg:o> )>> }"
_AT_ONCE = 50  # graphs whose statements are asked for in one query


@record
class Abroad:
    """An engine: whether it is a Virtuoso (which has no transactions over SPARQL, and no default graph of its own), whether it knows
    triple terms, and the catalogue that it has."""

    virtuoso: bool
    terms: bool
    catalogue: Catalogue | None


def look(engine: Engine, sender: Sender, base: str) -> Abroad:
    """What there is at an engine. Raises EngineError."""
    there = catalogue.read(engine, base, with_paths=False)
    terms = there.terms if there is not None else _knows_terms(engine)
    return Abroad(virtuoso=sender.is_virtuoso(), terms=terms, catalogue=there)


def _knows_terms(engine: Engine) -> bool:
    try:
        return not boolean_of(engine, ask(engine, _PROBE))
    except KgError:
        return False


def is_default_graph_ours(engine: Engine, base: str) -> bool:
    """Whether the engine's default graph is one of its own, and not all its named graphs (the catalogue, which is in such a graph, is not
    seen there), and nobody else has put anything into it. To be asked before the first plain statement is sent."""
    name = catalogue.name_of(base)
    seen = boolean_of(engine, ask(engine, f"ASK {{ <{name}> ?p ?o }}"))
    return not seen and not boolean_of(engine, ask(engine, "ASK { ?s ?p ?o }"))


def plain_of(engine: Engine, graphs: Sequence[str], *, terms: bool) -> dict[str, set[ox.Triple]]:
    """The plain statements that an engine holds, by the graph that states them."""
    found: dict[str, set[ox.Triple]] = {}
    names = [g for g in graphs if not holds_provenance(g)]
    for start in range(0, len(names), _AT_ONCE):
        for graph, triple in _stated(engine, names[start : start + _AT_ONCE], terms):
            found.setdefault(graph, set()).add(triple)
    return found


def _stated(engine: Engine, graphs: Iterable[str], terms: bool) -> Iterator[tuple[str, ox.Triple]]:
    values = " ".join(f"<{g}>" for g in graphs)
    for s, p, o, g in rows(engine, f"VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }}", terms=terms):
        if (
            isinstance(s, ox.NamedNode)
            and isinstance(p, ox.NamedNode)
            and isinstance(o, ox.NamedNode | ox.Literal)
            and isinstance(g, ox.NamedNode)
        ):
            yield g.value, ox.Triple(s, p, as_embedded(o))
