"""The generation that is sent: its graphs, and the plain statements of its default graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.model.record import record
from kg.publishing.digests import digests_of
from kg.store import generations
from kg.store.generations import Generation
from kg.store.graphs import holds_provenance
from kg.store.remote import reified

_DEFAULT = ox.DefaultGraph()


@record
class Local:
    """A generation here: its store, the digests of its graphs, the paths of its notes, what it is called, and the folder of the
    vault's generations."""

    store: ox.Store
    digests: Mapping[str, str]
    paths: Mapping[str, str]
    build: str
    base: str
    home: Path


def local(generation: Generation, base: str) -> Local:
    """A generation, opened. Raises StoreError."""
    store = generations.open_store(generation)
    build = generation.stamp.get("build") or generation.path.name
    return Local(
        store=store,
        digests=digests_of(generation, store),
        paths=generation.sources,
        build=build,
        base=generation.stamp.get("base", base),
        home=generation.path.parent,
    )


def graph(here: Local, name: str, *, terms: bool) -> list[ox.Triple]:
    """The triples of a graph, as an engine that knows triple terms takes them, or one that does not."""
    found = [q.triple for q in here.store.quads_for_pattern(None, None, None, ox.NamedNode(name))]
    return found if terms else list(reified.without_terms(found))


def plain(here: Local) -> Iterator[ox.Triple]:
    """All plain statements."""
    return (q.triple for q in here.store.quads_for_pattern(None, None, None, _DEFAULT))


def is_plain(here: Local, triple: ox.Triple) -> bool:
    """Whether a statement is among the plain ones."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, _DEFAULT) in here.store


def plain_of(here: Local, names: Iterable[str]) -> set[ox.Triple]:
    """The plain statements of some graphs."""
    found: set[ox.Triple] = set()
    for name in names:
        if not holds_provenance(name):
            found.update(t for t in graph(here, name, terms=True) if is_plain(here, t))
    return found
