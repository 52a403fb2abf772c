"""Statements as bytes, always in one order: what all dumps share."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.store.formats import serialized

FORMATS = ("turtle", "jsonld", "trig", "nquads", "ntriples", "rdfxml")
GRAPH_FORMATS = ("trig", "nquads")  # of these, what says in which graph a statement stands


def order(quad: ox.Quad) -> tuple[str, str, str, str]:
    """The key by which statements stand in a dump."""
    return (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))


def written(quads: Iterable[ox.Quad], name: str) -> bytes:
    """Statements in a format of RDF other than JSON-LD, each once. Raises FormatError where it cannot hold one of them."""
    return serialized(sorted(set(quads), key=order), name)
