"""The page of a note: its lines, and beside each what was read there."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model.record import record
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import page, site_of
from kg.serve.site import Site
from kg.source import lines_of
from kg.store.facts import read_in
from kg.store.prefixes import PREFIXES

_LONGEST = 20_000  # characters of a line that are shown
_NAME = PREFIXES["rdfs"] + "label"


@record
class Read:
    """A statement that a line says: what it is about, the property, the value."""

    about: str
    link: str
    property: str
    value: str
    value_link: str


@record
class Line:
    """A line of a note, and what was read there."""

    number: int
    text: str
    read: tuple[Read, ...]


def note_page(request: Request, iri: str) -> Response:
    """The page of a note. The IRI is one that the graph knows."""
    site = site_of(request)
    called = naming(request)
    path = site.paths.get(iri, "")
    text = lines_of(site.settings.vault / path) if path else []
    read = read_in(site.store, ox.NamedNode(iri.replace(f"{site.base}note/", f"{site.base}provenance/", 1)))
    count = max([len(text), *read])
    lines = [
        Line(number=i, text=text[i - 1][:_LONGEST] if i <= len(text) else "", read=_read(site, called, read.get(i, [])))
        for i in range(1, count + 1)
    ]
    entries = sorted(
        {
            (called(t.subject), site.link_of(t.subject.value))
            for found in read.values()
            for t in found
            if isinstance(t.subject, ox.NamedNode) and t.subject.value in site.entities
        }
    )
    return page(
        request,
        "note.html",
        name=called(ox.NamedNode(iri)),
        path=path,
        lines=lines,
        entries=entries,
        iri=iri,
        there=bool(text),
        slug=site.path_of(iri).removeprefix("/note/"),
    )


def _read(site: Site, called: Naming, triples: list[ox.Triple]) -> tuple[Read, ...]:
    found: list[Read] = []
    for triple in sorted(
        triples, key=lambda t: (str(t.subject), t.predicate.value != _NAME, t.predicate.value, str(t.object))
    ):
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        value = triple.object
        named = isinstance(value, ox.NamedNode)
        found.append(Read(about=called(triple.subject), link=site.link_of(triple.subject.value), property=called.property(triple.predicate.value),
                          value=called(value) if isinstance(value, ox.NamedNode) else getattr(value, "value", ""),
                          value_link=site.link_of(value.value) if named and isinstance(value, ox.NamedNode) else ""))  # fmt: skip
    return tuple(found)
