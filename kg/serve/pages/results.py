"""Answers of workers as people read them: tables with links, or a graph as text."""

from __future__ import annotations

import json
from collections.abc import Callable

import pyoxigraph as ox

from kg.model.record import record
from kg.serve.pages.naming import Naming
from kg.serve.site import Site
from kg.store.prefixes import shorten
from kg.store.workers.line import Answer

MOST = 1000  # rows that a page shows
_TEXT = 200_000  # characters of a graph that a page shows


@record
class Cell:
    """A value: what is shown, where it leads, its language."""

    text: str
    link: str = ""
    language: str = ""


@record
class Shown:
    """An answer for a page: rows with their heads, a boolean, or a graph as text; `more` tells that it was cut."""

    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    count: int = 0
    boolean: bool | None = None
    graph: str = ""
    more: bool = False


def shown(answer: Answer, site: Site, called: Naming) -> Shown:
    """A whole answer, in SPARQL's JSON or as Turtle, for a page."""
    body = _body(answer)
    if "json" not in answer.media:
        text = body.decode("utf-8", "replace")
        return Shown(graph=text[:_TEXT], more=len(text) > _TEXT)
    found = json.loads(body)
    if "boolean" in found:
        return Shown(boolean=bool(found["boolean"]))
    heads = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    rows = tuple(tuple(_cell(row.get(h), site, called) for h in heads) for row in bindings[:MOST])
    return Shown(heads=heads, rows=rows, count=len(bindings), more=len(bindings) > MOST)


def _body(answer: Answer) -> bytes:
    if answer.file is None:
        return answer.body
    with answer.file as file:
        file.seek(0)
        return file.read()


def _cell(term: dict[str, object] | None, site: Site, called: Naming) -> Cell:
    if term is None:
        return Cell(text="")
    value = term.get("value")
    if term["type"] == "uri" and isinstance(value, str):
        link = site.link_of(value)
        return Cell(text=_name(value, site, called), link=link)
    if isinstance(value, dict):  # a triple term
        return Cell(text=json.dumps(value, ensure_ascii=False))
    return Cell(text=str(value), language=str(term.get("xml:lang", "")))


def _name(iri: str, site: Site, called: Callable[[ox.NamedNode], str]) -> str:
    return called(ox.NamedNode(iri)) if iri in site.entities else shorten(iri)


def plain_rows(answer: Answer) -> list[dict[str, object]]:
    """The rows as plain objects: numbers and booleans as such, all else as text; unbound ones left out."""
    found = json.loads(_body(answer))
    if "boolean" in found:
        return [{"answer": found["boolean"]}]
    return [{name: _plain(term) for name, term in row.items()} for row in found["results"]["bindings"]]


_NUMBERS = {"integer": int, "gYear": int, "int": int, "long": int, "decimal": float, "double": float, "float": float}


def _plain(term: dict[str, object]) -> object:
    value, kind = term["value"], str(term.get("datatype", "")).rpartition("#")[2]
    if kind == "boolean":
        return value in ("true", "1")
    try:
        return _NUMBERS[kind](value) if kind in _NUMBERS and isinstance(value, str) else value
    except ValueError:
        return value
