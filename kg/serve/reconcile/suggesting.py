"""What is offered while somebody types: entities, types, properties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.catalogue import entity_of
from kg.serve.pages.index import index_of
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, site_of
from kg.serve.reconcile.manifest import type_named
from kg.serve.reconcile.sending import sent
from kg.serve.reconcile.terms import PROPERTIES, TYPES, identifier, property_name, type_of

_TYPED, _MOST_TYPED = 12, 50  # entities of a page where a client does not say, and at most
Row = TypeVar("Row")


def suggest_entity(request: Request) -> Response:
    """`/reconcile/suggest/entity?prefix=`."""
    site, spoken, typed = site_of(request), language_of(request), request.query_params.get("prefix", "")
    some, named = index_of(site).entries(typed), entity_of(site, typed.strip())
    if named is not None:
        some = [named, *(e for e in some if e is not named)]
    rows = [
        {"id": identifier(site, e.iri), "name": e.name(spoken), "description": e.about(spoken)[0][:200],
         "notable": [type_named(request, t) for t in TYPES if t in e.classes]}
        for e in _part(request, some, _TYPED)
    ]  # fmt: skip
    return sent(request, {"result": rows})


def suggest_type(request: Request) -> Response:
    """`/reconcile/suggest/type?prefix=`."""
    rows = _begun(request, [type_named(request, name) for name in TYPES])
    return sent(request, {"result": _part(request, rows, len(TYPES))})


def suggest_property(request: Request) -> Response:
    """`/reconcile/suggest/property?prefix=`."""
    return sent(request, {"result": _part(request, _begun(request, _properties(request)), len(PROPERTIES))})


def properties(request: Request) -> Response:
    """`/reconcile/properties?type=&limit=`: what entities of a type may have."""
    kind, most = request.query_params.get("type", ""), _number(request, "limit")
    rows = _properties(request)[: most or len(PROPERTIES)]
    return sent(request, {"type": type_of(kind) or kind[:200], "properties": rows, "limit": len(rows)})


def _properties(request: Request) -> list[dict[str, str]]:
    called = naming(request)
    return [{"id": p.id, "name": property_name(called, p)} for p in PROPERTIES]


def _begun(request: Request, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows whose identifier, name or a word of it begins with what was typed."""
    typed = request.query_params.get("prefix", "")[:200].casefold()
    return [r for r in rows if f" {typed}" in f" {r['id']} {r['name']}".casefold()]


def _part(request: Request, rows: Sequence[Row], most: int) -> Sequence[Row]:
    """The rows from where a client wants them on (`cursor` in 0.2, `offset` in the draft), at most as many as it wants."""
    start = _number(request, "cursor") or _number(request, "offset")
    return rows[start : start + min(_number(request, "limit") or most, _MOST_TYPED)]


def _number(request: Request, name: str) -> int:
    """A number of the address; 0 where there is none."""
    written = request.query_params.get(name, "")[:6]
    return int(written) if written.isascii() and written.isdigit() else 0
