"""Answers of workers as people read them: tables with links, or a graph as text; and as plain objects for programs.

However large an answer is, only as much of it is read as is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import pyoxigraph as ox

from kg.model.record import record
from kg.serve.pages.catalogue import catalogue_of
from kg.serve.pages.naming import Naming
from kg.serve.site import Site
from kg.store.prefixes import shorten
from kg.store.workers.line import Answer

MOST = 1000  # rows that a page shows
_TEXT = 200_000  # characters of a graph that a page shows
_PREFIX = 4 << 20  # bytes of a large answer that are looked at for its first rows
_ROWS = re.compile(r'"bindings"\s*:\s*\[')
_NUMBERS = {"integer": int, "gYear": int, "int": int, "long": int, "decimal": float, "double": float, "float": float}


@record
class Cell:
    """A value: what is shown, where it leads, its language."""

    text: str
    link: str = ""
    language: str = ""


@record
class Shown:
    """An answer for a page: rows with their heads, a boolean, or a graph as text; `more` tells that it was cut.

    `count` is how many rows there are; -1 where there are more than were counted.
    """

    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    count: int = 0
    boolean: bool | None = None
    graph: str = ""
    more: bool = False


def shown(answer: Answer, site: Site, called: Naming, linked: Mapping[str, str] | None = None) -> Shown:
    """An answer in SPARQL's JSON or as Turtle, for a page. `linked` are links for texts that are names."""
    body = _beginning(answer)
    if "json" not in answer.media:
        text = body[:_PREFIX].decode("utf-8", "replace")
        return Shown(graph=text[:_TEXT], more=len(text) > _TEXT or answer.file is not None)
    found = _read(body, whole=answer.file is None)
    if "boolean" in found:
        return Shown(boolean=bool(found["boolean"]))
    heads, bindings = tuple(found["head"].get("vars", ())), found["results"]["bindings"]
    rows = tuple(tuple(_cell(row.get(h), site, called, linked or {}) for h in heads) for row in bindings[:MOST])
    count = len(bindings) if answer.file is None else -1
    return Shown(heads=heads, rows=rows, count=count, more=count > MOST or count < 0)


def _beginning(answer: Answer) -> bytes:
    if answer.file is None:
        return answer.body
    with answer.file as file:
        file.seek(0)
        return file.read(_PREFIX)


def _read(body: bytes, whole: bool) -> dict[str, Any]:
    """SPARQL's JSON, of a large answer the head and the first rows."""
    if whole:
        found: dict[str, Any] = json.loads(body)
        return found
    text = body.decode("utf-8", "ignore")
    at = _ROWS.search(text)
    assert at is not None, "the head of an answer is short"
    head = json.loads(text[: at.start()].rstrip().removesuffix('"results":{').rstrip().removesuffix(",") + "}")
    return {**head, "results": {"bindings": list(_first(text, at.end()))}}


def _first(text: str, at: int) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    for _ in range(MOST):
        try:
            row, at = decoder.raw_decode(text, at)
        except ValueError:  # here the text was cut
            return
        yield row
        at += 1


def _cell(term: dict[str, Any] | None, site: Site, called: Naming, linked: Mapping[str, str]) -> Cell:
    if term is None:
        return Cell(text="")
    value = term.get("value")
    if term["type"] == "uri" and isinstance(value, str):
        name = called(ox.NamedNode(value)) if value in site.entities else shorten(value)
        return Cell(text=name, link=site.link_of(value))
    if isinstance(value, dict):  # a triple term
        return Cell(text=json.dumps(value, ensure_ascii=False))
    text = str(value)
    return Cell(text=text, link=linked.get(text, ""), language=str(term.get("xml:lang", "")))


def names_of(site: Site) -> Mapping[str, str]:
    """The links to entries by their names, where a name is one entry's only."""
    found: dict[str, str] | None = site.kept.get("links by name")
    if found is None:
        several: dict[str, set[str]] = {}
        for entry in catalogue_of(site).entries:
            for name in entry.names.values():
                several.setdefault(name, set()).add(entry.iri)
        found = {name: site.link_of(min(iris)) for name, iris in several.items() if len(iris) == 1}
        site.kept["links by name"] = found
    return found


def plain(body: bytes) -> list[dict[str, object]] | bool:
    """SPARQL's JSON as plain objects: numbers and booleans as such, all else as text, null where nothing is bound."""
    found = json.loads(body)
    if "boolean" in found:
        return bool(found["boolean"])
    heads = found["head"].get("vars", ())
    return [
        {name: _plain(row[name]) if name in row else None for name in heads} for row in found["results"]["bindings"]
    ]


def _plain(term: dict[str, Any]) -> object:
    value, kind = term["value"], str(term.get("datatype", "")).rpartition("#")[2]
    if kind == "boolean":
        return value in ("true", "1")
    try:
        number = _NUMBERS[kind](value) if kind in _NUMBERS and isinstance(value, str) else value
    except ValueError:
        return value
    return value if isinstance(number, float) and not isfinite(number) else number  # JSON has no infinity
