"""The page of a note: its lines, and beside each what was read there; and the list of notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.catalogue import catalogue_of
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.narrowing import whole
from kg.serve.pages.render import page, site_of
from kg.serve.pages.sources import EACH, Sources
from kg.serve.site import Site
from kg.store.facts import read_in
from kg.store.prefixes import PREFIXES

_LONGEST = 20_000  # characters of a line that are shown
_NAME = PREFIXES["rdfs"] + "label"
_MOST = 500  # entries that a page names


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
    """The page of a note. The IRI is one that the graph knows; of a long note `?page=` says which lines."""
    site, called, sources = site_of(request), naming(request), Sources(site_of(request))
    text = sources.lines(iri)
    read = read_in(site.store, ox.NamedNode(iri.replace(f"{site.base}note/", f"{site.base}provenance/", 1)))
    count = max([len(text), *read])
    last = max(-(-count // EACH), 1)
    number = min(max(whole(request.query_params.get("page"), 1), 1), last)
    shown = range((number - 1) * EACH + 1, min(number * EACH, count) + 1)
    entries = _entries(site, called, read)
    here = site.link_of(iri)
    return page(
        request, "note.html", name=called(ox.NamedNode(iri)), path=site.paths.get(iri, ""), iri=iri, here_path=site.path_of(iri),
        lines=[_line(site, called, i, text, read) for i in shown], entries=entries[:_MOST], count=len(entries), there=bool(text),
        changed=sources.changed(iri), number=number, last=last, parts=[_part(here, at, count) for at in range(1, last + 1)],
    )  # fmt: skip


def _part(here: str, at: int, count: int) -> tuple[str, str]:
    """A page of a long note: its first and last line, and its link."""
    return f"{(at - 1) * EACH + 1}–{min(at * EACH, count)}", f"{here}?{urlencode({'page': at})}"


def _line(
    site: Site, called: Naming, number: int, text: Sequence[str], read: Mapping[int, Sequence[ox.Triple]]
) -> Line:
    said = text[number - 1][:_LONGEST] if number <= len(text) else ""
    return Line(number=number, text=said, read=_read(site, called, read.get(number, ())))


def _entries(site: Site, called: Naming, read: Mapping[int, Sequence[ox.Triple]]) -> list[tuple[str, str]]:
    """The entries that a note speaks of, in the order in which it does."""
    subjects = dict.fromkeys(t.subject for line in sorted(read) for t in sorted(read[line], key=str))
    nodes = [s for s in subjects if isinstance(s, ox.NamedNode) and s.value in site.entities]
    return [(called(node), site.link_of(node.value)) for node in nodes]


def _read(site: Site, called: Naming, triples: Sequence[ox.Triple]) -> tuple[Read, ...]:
    """What a line says, by what it is about, names first."""
    ordered = sorted(
        triples, key=lambda t: (str(t.subject), t.predicate.value != _NAME, t.predicate.value, str(t.object))
    )
    return tuple(_statement(site, called, t, t.subject) for t in ordered if isinstance(t.subject, ox.NamedNode))


def _statement(site: Site, called: Naming, triple: ox.Triple, subject: ox.NamedNode) -> Read:
    value = triple.object
    if isinstance(value, ox.NamedNode):
        text, link = called(value), site.link_of(value.value)
    else:
        text, link = getattr(value, "value", ""), ""
    return Read(about=called(subject), link=site.link_of(subject.value), property=called.property(triple.predicate.value),
                value=text, value_link=link)  # fmt: skip


def notes(request: Request) -> Response:
    """`/notes`: every note by its path, folder by folder, with its name."""
    site, called = site_of(request), naming(request)
    named = catalogue_of(site).names
    folders: dict[str, list[tuple[str, str, str]]] = {}
    for iri, path in sorted(site.paths.items(), key=lambda n: (n[1].count("/") > 0, fold(n[1]))):
        folder, _, file = path.rpartition("/")
        name = called(ox.NamedNode(iri)) if iri in named else ""
        folders.setdefault(folder, []).append((file, name, site.link_of(iri)))
    return page(request, "notes.html", folders=folders)


def routes() -> list[BaseRoute]:
    """The address of the list of notes."""
    return [Route("/notes", notes)]
