"""What the last generation published: its things, and what the lost ones were known by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.known import Known, Lost
from kg.model.record import record
from kg.store import generations
from kg.store.generations import Generation
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader, around

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
_LABEL, _ALT = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["skos"] + "altLabel")
_PAGE = ox.NamedNode(PREFIXES["schema"] + "url")
_FROM, _LINE = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), ox.NamedNode(PREFIXES["mxtd"] + "line")
_KINDS = tuple(ox.NamedNode(PREFIXES["mxtd"] + n) for n in ("Initiative", "Resource", "Organisation", "Funder"))


@record
class Before:
    """What was published before: its store, what tells the path of a note by its IRI (None: of none), and its base."""

    store: Reader
    path_of: Callable[[str], str | None]
    base: str


def of_generation(generation: Generation | None, base: str) -> Before | None:
    """What a generation published; `base` is its base where it does not know. None where there is none, or none to read."""
    if generation is None:
        return None
    try:
        store = generations.open_store(generation)
    except StoreError:  # it cannot be read, so nobody relies on it
        return None
    return Before(store=store, path_of=generation.path_of, base=generation.stamp.get("base", base))


def lost(before: Before | None, base: str, is_there: Callable[[str], bool], gone: Iterable[str] | None = None) -> Lost:
    """The things that were published and are there no more. `gone` are those that may be (None: any of it).

    None where nothing was published, and where that has another base: then all are lost. Raises EngineError.
    """
    if before is None:
        return Lost()
    store = before.store
    published = _Published(store)
    if before.base != base:
        return Lost(base=before.base if any(True for _ in _things(store)) else "", published=published)
    asked = set(_things(store)) if gone is None else {iri for iri in gone if iri in published}
    missing = sorted(iri for iri in asked if not is_there(iri))
    things = tuple(_known(store, ox.NamedNode(iri), before.path_of) for iri in missing)
    return Lost(base=base, published=published, things=things)


class _Published:
    """The IRIs of all things of a store."""

    def __init__(self, store: Reader) -> None:
        self._store = store

    def __contains__(self, iri: object) -> bool:
        found = self._store.quads_for_pattern(ox.NamedNode(str(iri)), _TYPE, None, ox.DefaultGraph())
        return any(quad.object in _KINDS for quad in found)


def _things(store: Reader) -> Iterator[str]:
    for kind in _KINDS:
        for quad in store.quads_for_pattern(None, _TYPE, kind, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value


def _known(store: Reader, iri: ox.NamedNode, path_of: Callable[[str], str | None]) -> Known:
    around(store, iri)
    names = [*sorted(_values(store, iri, _LABEL)), *sorted(_values(store, iri, _ALT))]
    return Known(
        iri=iri.value,
        names=tuple(names) or (iri.value.rsplit("/", 1)[-1],),
        pages=tuple(sorted(_values(store, iri, _PAGE))),
        lines=tuple(sorted(set(_lines(store, iri, path_of)))),
    )


def _values(store: Reader, subject: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[str]:
    for quad in store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph()):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.object.value


def _lines(store: Reader, iri: ox.NamedNode, path_of: Callable[[str], str | None]) -> Iterator[tuple[str, int]]:
    """The lines that name the thing: where its type was read."""
    for kind in _KINDS:
        for quad in store.quads_for_pattern(None, _REIFIES, ox.Triple(iri, _TYPE, kind), None):
            notes = [q.object for q in store.quads_for_pattern(quad.subject, _FROM, None, quad.graph_name)]
            lines = [q.object for q in store.quads_for_pattern(quad.subject, _LINE, None, quad.graph_name)]
            for note, line in zip(notes, lines, strict=False):
                path = path_of(note.value) if isinstance(note, ox.NamedNode) else None
                if path is not None and isinstance(line, ox.Literal):
                    yield path, int(line.value)
