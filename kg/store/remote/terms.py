"""Literals of an engine as the embedded store writes them.

Engines keep numbers and booleans by their value, and write that in their own way: Virtuoso says "1"^^xsd:boolean for true, and "1000.0" where
Oxigraph says "1000".
"""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from kg.store.prefixes import PREFIXES
from kg.store.reading import Value

_XSD = PREFIXES["xsd"]
_BY_VALUE = frozenset(_XSD + name for name in ("boolean", "integer", "decimal", "double", "float", "dateTime"))


def as_embedded(term: Value) -> Value:
    """The same term, as the embedded store would give it back."""
    if isinstance(term, ox.Literal) and term.datatype.value in _BY_VALUE:
        return _kept(term)
    return term


def in_query(term: Value) -> str:
    """A term as a query writes it."""
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


@lru_cache(maxsize=1 << 14)
def _kept(literal: ox.Literal) -> ox.Literal:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:x-kg:s"), ox.NamedNode("urn:x-kg:p"), literal))
    found = next(iter(store)).object
    assert isinstance(found, ox.Literal)
    return found
