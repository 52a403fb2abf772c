"""Statements as bytes, always in one order: what all dumps share."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.store.answering import GRAPHS, PREFIXED
from kg.store.formats import check_xml
from kg.store.prefixes import PREFIXES

FORMATS = ("turtle", "jsonld", "trig", "nquads", "ntriples", "rdfxml")
GRAPH_FORMATS = ("trig", "nquads")  # of these, what says in which graph a statement stands
FORMS = {name: form for name, (_, form) in GRAPHS.items()}


def order(quad: ox.Quad) -> tuple[str, str, str, str]:
    """The key by which statements stand in a dump."""
    return (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))


def written(quads: Iterable[ox.Quad], name: str) -> bytes:
    """Statements in a format of RDF other than JSON-LD, each once. Raises FormatError where it cannot hold one of them."""
    ordered = sorted(set(quads), key=order)
    if name == "rdfxml":
        check_xml(ordered)
    return bytes(ox.serialize(ordered, format=FORMS[name], prefixes=PREFIXES if name in PREFIXED else None) or b"")
