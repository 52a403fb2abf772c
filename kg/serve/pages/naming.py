"""What things and properties are called, in the reader's language."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox
from starlette.requests import Request

from kg.resources import folder
from kg.serve.pages.render import language_of, site_of
from kg.store.facts import label
from kg.store.prefixes import PREFIXES, shorten
from kg.store.reading import Reader
from kg.texts.pages import INVERSES, PROPERTIES

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


class Naming:
    """Names for one reader."""

    def __init__(self, store: Reader, language: str) -> None:
        self._store, self._language = store, language
        self._known: dict[ox.NamedNode, str] = {}

    def __call__(self, node: ox.NamedNode) -> str:
        """The name of a thing: in the reader's language, else any, else a short form of its IRI."""
        if node not in self._known:
            found = (label(store, node, self._language) for store in (self._store, _vocabulary()))
            self._known[node] = next(filter(None, found), "") or shorten(node.value)
        return self._known[node]

    def property(self, iri: str) -> str:
        """The name of a property, as it stands before its value."""
        text = PROPERTIES.get(shorten(iri))
        return text.in_language(self._language) if text is not None else self(ox.NamedNode(iri))

    def inverse(self, iri: str) -> str:
        """The name of a property from the side of its value: who is run by it."""
        text = INVERSES.get(shorten(iri))
        return text.in_language(self._language) if text is not None else f"← {self.property(iri)}"


def naming(request: Request) -> Naming:
    """The names for the reader of a request."""
    return Naming(site_of(request).store, language_of(request))


@lru_cache(maxsize=1)
def _vocabulary() -> ox.Store:
    """The names of the terms of the ontology."""
    store = ox.Store()
    for name in ("mxtd.ttl", "concepts.ttl"):
        store.bulk_load((folder("ontology") / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    return store
