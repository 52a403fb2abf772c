"""Changes as SPARQL 1.1 Update says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.store.prefixes import PREFIXES

_PROLOGUE = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


def body(triples: Iterable[ox.Triple]) -> str:
    """Triples as they stand between the braces of INSERT DATA: Turtle, with the prefixes of `update`."""
    ordered = sorted(triples, key=lambda t: (str(t.subject), t.predicate.value))
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    assert text is not None
    lines = text.decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith("@prefix "))


def update(*operations: str) -> str:
    """One update of some operations, in their order."""
    return _PROLOGUE + "".join(operations).rstrip(" ;\n")


def insert(graph: str, triples: Iterable[ox.Triple]) -> str:
    """Add triples to a graph ("": the default graph)."""
    return _data("INSERT", graph, body(triples))


def delete(graph: str, triples: Iterable[ox.Triple]) -> str:
    """Take triples out of a graph ("": the default graph)."""
    return _data("DELETE", graph, body(triples))


def drop(graph: str) -> str:
    """Remove a graph, whether it is there or not."""
    return f"DROP SILENT GRAPH <{graph}> ;\n"


def forget(graph: str, subject: str) -> str:
    """Take all that is said of a node out of a graph."""
    return f"DELETE WHERE {{ GRAPH <{graph}> {{ <{subject}> ?p ?o }} }} ;\n"


def _data(verb: str, graph: str, text: str) -> str:
    if not text.strip():
        return ""
    inside = f"GRAPH <{graph}> {{\n{text}}}" if graph else text
    return f"{verb} DATA {{\n{inside}}} ;\n"


def pieces(triples: Sequence[ox.Triple], size: int) -> Iterator[Sequence[ox.Triple]]:
    """So many triples at once."""
    for start in range(0, len(triples), size):
        yield triples[start : start + size]
