"""The pages that people get of things: those that others write, and a plain one of statements where nobody wrote one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model.record import record
from kg.serve.linked.addresses import data_path, page_path
from kg.serve.linked.near import name_of
from kg.serve.linked.offers import SUFFIXES, media_of
from kg.serve.linked.vocabulary import labels
from kg.serve.pages.render import Words, language_of, page, site_of
from kg.serve.site import Site
from kg.store.about import is_graph
from kg.store.prefixes import shorten
from kg.texts.linked import WORDS

Page: TypeAlias = Callable[[Request, str], Response]
_MOST = 200  # values that a row shows


@record
class Readers:
    """The pages of an entity, a note and a place, by IRI; None where there is none."""

    entity: Page | None = None
    note: Page | None = None
    place: Page | None = None

    def of(self, path: str) -> Page | None:
        """The page of what stands at a path such as `note/x`."""
        return {"id": self.entity, "note": self.note, "place": self.place}.get(path.partition("/")[0])


@record
class Value:
    """A value as a page shows it: its text, what it links to (or ""), its language."""

    text: str
    link: str
    language: str = ""


@record
class Row:
    """One property, with its first values and how many more there are."""

    name: str
    values: tuple[Value, ...]
    more: int


def plain_page(request: Request, node: ox.NamedNode, triples: Iterable[ox.Triple], *, formats: bool = True) -> Response:
    """A page of the statements of a thing and about it, or of a named graph. `formats` links to its data."""
    site, spoken = site_of(request), language_of(request)
    own: dict[str, list[ox.Triple]] = defaultdict(list)
    back: dict[str, list[ox.Triple]] = defaultdict(list)
    other: dict[str, list[ox.Triple]] = defaultdict(list)
    for t in sorted(triples, key=str):
        if t.subject == node:
            own[t.predicate.value].append(t)
        elif t.object == node:
            back[t.predicate.value].append(t)
        elif isinstance(t.subject, ox.NamedNode):
            other[t.subject.value].append(t)
    suffixes = SUFFIXES if formats else {}
    links = [(media_of(name), site.link(data_path(site, node.value, suffix))) for suffix, name in suffixes.items()]
    return page(
        request, "statements.html", w=Words(spoken, WORDS), title=name_of(site, node.value, spoken), iri=node.value, formats=links,
        rows=[_row(site, spoken, _called(p, spoken), [t.object for t in said]) for p, said in own.items()],
        back=[_row(site, spoken, _called(p, spoken), [t.subject for t in said]) for p, said in back.items()],
        rest=[_value(site, spoken, ox.NamedNode(s)) for s in [*other][:_MOST]] if is_graph(site.store, node) else [],
    )  # fmt: skip


def _row(site: Site, spoken: str, name: str, terms: list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]) -> Row:
    shown = tuple(_value(site, spoken, term) for term in terms[:_MOST])
    return Row(name=name, values=shown, more=max(len(terms) - _MOST, 0))


def _called(iri: str, spoken: str) -> str:
    known = labels().get(iri)
    return known.in_language(spoken) if known is not None else shorten(iri)


def _value(site: Site, spoken: str, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Value:
    if isinstance(term, ox.NamedNode):
        known = labels().get(term.value)
        name = known.in_language(spoken) if known is not None else name_of(site, term.value, spoken)
        return Value(text=shorten(name), link=_link(site, term.value))
    if isinstance(term, ox.Literal):
        return Value(text=term.value, link="", language=term.language or "")
    return Value(text=str(term), link="")


def _link(site: Site, iri: str) -> str:
    """A link of a page: to this site where it answers for an IRI, else to http(s) only."""
    if site.path_of(iri):
        _, mark, fragment = iri.partition("#")
        tail = mark + fragment if not site.path_of(iri).startswith("/id/") else ""
        return site.link(page_path(site, iri)) + tail
    return iri if iri.startswith(("http://", "https://")) else ""
