"""Rows that are more than an engine gives at once: page by page, in an order that pages can be cut from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from kg.store.reading import Value
from kg.store.remote.answers import rows_of
from kg.store.remote.asking import ask
from kg.store.remote.engine import Engine

Row: TypeAlias = tuple[Value | None, ...]
_PAGE = 10_000  # rows that are asked for at once: as many as Virtuoso gives, as Debian configures it
# Virtuoso sorts nothing of more than 1,900 bytes; engines that know triple terms have no text for them.
_IN_ORDER = {True: "ORDER BY ?g ?s ?p ?o", False: "ORDER BY ?g ?s ?p (MD5(STR(?o))) (LANG(?o))"}


def rows(engine: Engine, where: str, *, terms: bool) -> Iterator[Row]:
    """The terms of `?s ?p ?o ?g` in a pattern, each row once; None for what the pattern does not bind. `terms`: whether the engine knows triple
    terms. Raises EngineError.

    Most patterns have few rows: the first page is asked for as it comes, and once more in order where it is full.
    """
    inner = f"SELECT DISTINCT ?s ?p ?o ?g {{ {where} }}"
    found, full = _page(engine, f"{inner} LIMIT {_PAGE}")
    if not full:
        yield from found
        return
    start = 0
    while full:
        found, full = _page(engine, f"SELECT * {{ {{ {inner} {_IN_ORDER[terms]} }} }} LIMIT {_PAGE} OFFSET {start}")
        yield from found
        start += len(found)


def _page(engine: Engine, query: str) -> tuple[list[Row], bool]:
    """The rows of a page, and whether there may be more behind it: Virtuoso says where it cut one off."""
    reply = ask(engine, query)
    answer = rows_of(engine, reply)
    names = {v.value for v in answer.variables}
    found = [tuple(row[n] if n in names else None for n in "spog") for row in answer]
    return found, bool(found) and (len(found) >= _PAGE or bool(reply.cut and len(found) >= reply.cut))
