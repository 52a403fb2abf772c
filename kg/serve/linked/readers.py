"""The pages that people get of things: those that others write, and a plain one of statements where nobody wrote one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model.record import record
from kg.serve.linked.addresses import data_path
from kg.serve.linked.offers import SUFFIXES, media_of
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import Words, language_of, page, site_of
from kg.serve.site import Site
from kg.store.about import is_graph
from kg.texts.linked import WORDS

Page: TypeAlias = Callable[[Request, str], Response]
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
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
    site, called, spoken = site_of(request), naming(request), language_of(request)
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
        request, "statements.html", w=Words(spoken, WORDS), title=called(node), iri=node.value, formats=links,
        rows=[_row(site, called, called(ox.NamedNode(p)), [t.object for t in said]) for p, said in own.items()],
        back=[_row(site, called, called(ox.NamedNode(p)), [t.subject for t in said]) for p, said in back.items()],
        rest=[_value(site, called, ox.NamedNode(s)) for s in [*other][:_MOST]] if is_graph(site.store, node) else [],
    )  # fmt: skip


def _row(site: Site, called: Naming, name: str, terms: list[Term]) -> Row:
    shown = tuple(_value(site, called, term) for term in terms[:_MOST])
    return Row(name=name, values=shown, more=max(len(terms) - _MOST, 0))


def _value(site: Site, called: Naming, term: Term) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(text=called(term), link=site.link_of(term.value))
    if isinstance(term, ox.Literal):
        return Value(text=term.value, link="", language=term.language or "")
    return Value(text=str(term), link="")
