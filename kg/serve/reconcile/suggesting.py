"""What is offered while somebody types: entities, types, properties."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.index import index_of
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, site_of
from kg.serve.reconcile.manifest import type_named
from kg.serve.reconcile.sending import sent
from kg.serve.reconcile.terms import PROPERTIES, TYPES, identifier, property_name, type_of

_TYPED = 12  # entities of a page


def suggest_entity(request: Request) -> Response:
    """`/reconcile/suggest/entity?prefix=`."""
    site, spoken = site_of(request), language_of(request)
    some = index_of(site).entries(request.query_params.get("prefix", ""))
    at = _number(request, "cursor")
    rows = [
        {"id": identifier(site, e.iri), "name": e.name(spoken), "description": e.about(spoken)[0][:200],
         "notable": [type_named(request, t) for t in TYPES if t in e.classes]}
        for e in some[at : at + _TYPED]
    ]  # fmt: skip
    return sent(request, {"result": rows})


def suggest_type(request: Request) -> Response:
    """`/reconcile/suggest/type?prefix=`."""
    return sent(request, {"result": _begun(request, [type_named(request, name) for name in TYPES])})


def suggest_property(request: Request) -> Response:
    """`/reconcile/suggest/property?prefix=`."""
    return sent(request, {"result": _begun(request, _properties(request))})


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


def _number(request: Request, name: str) -> int:
    """A number of the address; 0 where there is none."""
    written = request.query_params.get(name, "")[:6]
    return int(written) if written.isascii() and written.isdigit() else 0
