"""The addresses of the reconciliation service, and what each answers."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, quote

import anyio
import anyio.to_thread
import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.links.records import Match
from kg.serve.linked.addresses import root_of
from kg.serve.pages.cards import card
from kg.serve.pages.catalogue import Entry, catalogue_of
from kg.serve.pages.index import index_of
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.reconcile import asked
from kg.serve.reconcile.asked import Query, parsed
from kg.serve.reconcile.finding import found
from kg.serve.reconcile.terms import BY_ID, PROPERTIES, TYPES, cells, identifier, property_name, type_iri, type_of
from kg.serve.refusal import Refusal
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES
from kg.texts.linking import FEATURES

_CORS = {"access-control-allow-origin": "*", "x-content-type-options": "nosniff", "vary": "Accept-Language"}
_PREFLIGHT = {**_CORS, "access-control-allow-methods": "GET, HEAD, POST, OPTIONS", "access-control-allow-headers": "Content-Type, Accept-Language",
              "access-control-max-age": "86400"}  # fmt: skip
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,4}")
_WIDE, _HIGH = 430, 260  # pixels of a preview
_TYPED, _MOST_IDS = 12, 1000
_AT_ONCE = 2  # requests that are worked on


async def root(request: Request) -> Response:
    """`/reconcile`: the manifest, or the answers to `queries` or `extend` (0.2), by GET or as a form."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_PREFLIGHT)
    try:
        form = await _form(request)
        if "queries" in form:
            several = asked.batch(parsed("queries", form["queries"]))
            return _sent(request, await _apart(_answers, request, several))
        if "extend" in form:
            wanted = parsed("extend", form["extend"])
            return _sent(request, await _apart(_extended, request, wanted, False))
        return _sent(request, _manifest(request))
    except Refusal as refused:
        return _problem(request, refused)


async def _form(request: Request) -> dict[str, str]:
    """The parameters of the address and of the form. Raises Refusal where the body is too large."""
    said = dict(request.query_params)
    if request.method == "POST":
        text = (await _body(request)).decode("utf-8", "replace")
        try:
            said |= {key: values[0] for key, values in parse_qs(text, max_num_fields=20).items()}
        except ValueError as error:
            raise asked.wrong("body", str(error)) from error
    return said


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > asked.LARGEST:
            raise asked.TOO_LARGE.refusal()
    return body


async def _apart(work: Callable[..., Any], request: Request, *said: Any) -> Any:
    """Do work in a thread, at most so many at once: other pages have their threads too."""
    state = request.app.state
    if not hasattr(state, "reconciling"):
        state.reconciling = anyio.CapacityLimiter(_AT_ONCE)
    return await anyio.to_thread.run_sync(functools.partial(work, request, *said), limiter=state.reconciling)


async def match(request: Request) -> Response:
    """`/reconcile/match` of the draft of 1.0."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_PREFLIGHT)
    try:
        several = asked.draft(parsed("body", (await _body(request)).decode("utf-8", "replace")))
        return _sent(request, await _apart(_drafted, request, several))
    except Refusal as refused:
        return _problem(request, refused)


async def extend(request: Request) -> Response:
    """`/reconcile/extend` of the draft of 1.0."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_PREFLIGHT)
    try:
        wanted = parsed("body", (await _body(request)).decode("utf-8", "replace"))
        return _sent(request, await _apart(_extended, request, wanted, True))
    except Refusal as refused:
        return _problem(request, refused)


# -- what is answered -----------------------------------------------------------------------------------
def _manifest(request: Request) -> dict[str, Any]:
    site = site_of(request)
    here = f"{root_of(request, site)}/reconcile"
    service = {
        name: {"service_url": here, "service_path": f"/suggest/{name}"} for name in ("entity", "type", "property")
    }
    flyouts = {
        "entity": {**service["entity"], "flyout_service_url": here, "flyout_service_path": "/flyout/entity?id=${id}"}
    }
    return {
        "versions": ["0.2", "1.0-draft"], "name": site.settings.title or "kg", "identifierSpace": f"{site.base}id/",
        "schemaSpace": PREFIXES["mxtd"], "defaultTypes": [_type(request, name) for name in TYPES], "batchSize": 10,
        "view": {"url": f"{here}/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": _WIDE, "height": _HIGH},
        "suggest": {**service, **flyouts},
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}, "property_settings": []},
    }  # fmt: skip


def _draft_manifest(request: Request) -> dict[str, Any]:
    """The manifest of the draft: the paths of its services are fixed."""
    said = _manifest(request)
    kept = {key: said[key] for key in ("name", "identifierSpace", "schemaSpace", "defaultTypes", "batchSize")}
    return {
        **kept, "versions": ["1.0-draft"], "view": {"url": said["view"]["url"].replace("{{id}}", "{id}")},
        "suggest": {"entity": True, "property": True, "type": True}, "preview": {"width": _WIDE, "height": _HIGH},
        "extend": {"proposeProperties": True, "propertySettings": []}, "standardizedScore": True,
    }  # fmt: skip


def draft_manifest(request: Request) -> Response:
    """`/reconcile/manifest`: the manifest in the form of the draft of 1.0."""
    return _sent(request, _draft_manifest(request))


def _type(request: Request, name: str) -> dict[str, str]:
    return {"id": name, "name": naming(request)(ox.NamedNode(type_iri(name)))}


def _answers(request: Request, several: Mapping[str, Query]) -> dict[str, Any]:
    site = site_of(request)
    return {
        key: {"result": [_result(request, site, m, named=False) for m in found(site, q)]} for key, q in several.items()
    }


def _drafted(request: Request, several: list[Query]) -> dict[str, Any]:
    site = site_of(request)
    return {
        "results": [{"candidates": [_result(request, site, m, named=True) for m in found(site, q)]} for q in several]
    }


def _result(request: Request, site: Site, one: Match, *, named: bool) -> dict[str, Any]:
    """A match: its features have names in the draft only."""
    entry = catalogue_of(site).by_iri[one.candidate.iri]
    spoken = language_of(request)
    features: list[dict[str, Any]] = [{"id": f.name, "value": f.value} for f in one.features if f.value is not None]
    if named:
        features = [{**f, "name": FEATURES[f["id"]].in_language(spoken)} for f in features]
    about, _ = entry.about(spoken)
    return {
        "id": identifier(entry.iri), "name": entry.name(spoken), "description": about[:200], "score": round(100 * one.score, 2),
        "match": one.verdict == "accept", "type": [_type(request, t) for t in TYPES if t in entry.classes], "features": features,
    }  # fmt: skip


def _extended(request: Request, said: Any, draft: bool) -> dict[str, Any]:
    """The values of properties. What nobody knows has no values. Raises Refusal."""
    if not isinstance(said, dict) or not all(isinstance(said.get(key), list) for key in ("ids", "properties")):
        raise asked.wrong("extend", "an object with lists `ids` and `properties` is expected")
    site, spoken, called = site_of(request), language_of(request), naming(request)
    wanted = [str(p.get("id", "")) if isinstance(p, dict) else str(p) for p in said["properties"]][: asked.MOST]
    ids = [str(i) for i in said["ids"]][:_MOST_IDS]
    meta = [{"id": pid, "name": property_name(called, BY_ID[pid]) if pid in BY_ID else pid} for pid in wanted if pid]
    rows: dict[str, dict[str, Any]] = {}
    for one in ids:
        entry = entity_of(site, one)
        rows[one] = {
            pid: cells(entry, BY_ID[pid], called, spoken) if entry is not None and pid in BY_ID else [] for pid in wanted if pid
        }  # fmt: skip
    if not draft:
        return {"meta": meta, "rows": rows}
    listed = [
        {"id": i, "properties": [{"id": pid, "values": values} for pid, values in row.items()]}
        for i, row in rows.items()
    ]
    return {"meta": meta, "rows": listed}


def entity_of(site: Site, written: str) -> Entry | None:
    """The entry of an identifier or IRI; None for none."""
    by_iri = catalogue_of(site).by_iri
    return by_iri.get(written) or by_iri.get(f"{site.base}id/{written}")


# -- while somebody types -------------------------------------------------------------------------------
def suggest_entity(request: Request) -> Response:
    """`/reconcile/suggest/entity?prefix=`."""
    site, spoken = site_of(request), language_of(request)
    some = index_of(site).entries(request.query_params.get("prefix", ""))
    at = _cursor(request)
    rows = [
        {"id": identifier(e.iri), "name": e.name(spoken), "description": e.about(spoken)[0][:200],
         "notable": [_type(request, t) for t in TYPES if t in e.classes]}
        for e in some[at : at + _TYPED]
    ]  # fmt: skip
    return _sent(request, {"result": rows})


def suggest_type(request: Request) -> Response:
    """`/reconcile/suggest/type?prefix=`."""
    return _sent(request, {"result": _begun(request, [_type(request, name) for name in TYPES])})


def suggest_property(request: Request) -> Response:
    """`/reconcile/suggest/property?prefix=`."""
    called = naming(request)
    return _sent(
        request, {"result": _begun(request, [{"id": p.id, "name": property_name(called, p)} for p in PROPERTIES])}
    )


def properties(request: Request) -> Response:
    """`/reconcile/properties?type=&limit=`: what entities of a type may have."""
    called, kind, most = naming(request), request.query_params.get("type", ""), request.query_params.get("limit", "")
    rows = [{"id": p.id, "name": property_name(called, p)} for p in PROPERTIES]
    rows = rows[: int(most[:4])] if most[:4].isascii() and most[:4].isdigit() and int(most[:4]) else rows
    return _sent(request, {"type": type_of(kind) or kind[:200], "properties": rows, "limit": len(rows)})


def _begun(request: Request, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    typed = request.query_params.get("prefix", "")[:200].casefold()
    return [
        r
        for r in rows
        if any(
            word.startswith(typed)
            for text in (r["id"], r["name"])
            for word in (text.casefold(), *text.casefold().split())
        )
    ]


def _cursor(request: Request) -> int:
    written = request.query_params.get("cursor", "")[:6]
    return int(written) if written.isascii() and written.isdigit() else 0


# -- for people -----------------------------------------------------------------------------------------
def view(request: Request) -> Response:
    """`/reconcile/view?id=`: to the page of an entity."""
    site, written = site_of(request), request.query_params.get("id", "")
    entry = entity_of(site, written)
    target = site.page_path(entry.iri) if entry is not None else f"/search?q={quote(written[:200], safe='')}"
    return RedirectResponse(site.link(target), status_code=303, headers=_CORS)


def preview(request: Request) -> Response:
    """`/reconcile/preview?id=`: a small page, the only one that others may show in a frame."""
    site, called, spoken = site_of(request), naming(request), language_of(request)
    entry = entity_of(site, request.query_params.get("id", ""))
    shown = card(site, called, entry, spoken) if entry is not None else None
    return page(
        request, "preview.html", status=200 if entry is not None else 404, framable=True, card=shown,
        page_link=root_of(request, site) + site.page_path(entry.iri) if entry is not None else "",
    )  # fmt: skip


def flyout(request: Request) -> Response:
    """`/reconcile/flyout/entity?id=`: the same as a piece of HTML in JSON."""
    site = site_of(request)
    identifier_ = request.query_params.get("id", "")
    entry = entity_of(site, identifier_)
    if entry is None:
        return _sent(request, {"id": identifier_[:200], "html": ""})
    shown = preview(request)
    return _sent(request, {"id": identifier_[:200], "html": bytes(shown.body).decode("utf-8")})


# -- how it is sent -------------------------------------------------------------------------------------
def _sent(request: Request, said: Any, status: int = 200) -> Response:
    headers = {**_CORS, "content-language": language_of(request), "cache-control": "no-cache"}
    callback = request.query_params.get("callback")
    if callback is None:
        return JSONResponse(said, status_code=status, headers=headers)
    if not _CALLBACK.fullmatch(callback):
        return _problem(request, asked.wrong("callback", "the name of a function is expected"), plain=True)
    text = json.dumps(said, ensure_ascii=True).replace("<", "\\u003c")
    return Response(f"/**/{callback}({text});", status_code=status, headers=headers, media_type="text/javascript")


def _problem(request: Request, refused: Refusal, *, plain: bool = False) -> Response:
    """What is wrong, as JSON with `status`, `message` and `details`, as OpenRefine shows it."""
    spoken = language_of(request)
    said = {
        "status": "error",
        "message": refused.said.in_language(spoken),
        "details": refused.advice.in_language(spoken),
    }
    if plain:
        return JSONResponse(said, status_code=refused.status, headers=_CORS)
    return _sent(request, said, refused.status)


def routes() -> list[BaseRoute]:
    """The addresses below `/reconcile`."""
    both, posted = ["GET", "POST", "OPTIONS"], ["POST", "OPTIONS"]
    return [
        Route("/reconcile", root, methods=both), Route("/reconcile/", root, methods=both), Route("/reconcile/manifest", draft_manifest),
        Route("/reconcile/match", match, methods=posted), Route("/reconcile/extend", extend, methods=posted),
        Route("/reconcile/suggest/entity", suggest_entity), Route("/reconcile/suggest/type", suggest_type),
        Route("/reconcile/suggest/property", suggest_property), Route("/reconcile/properties", properties),
        Route("/reconcile/extend/propose", properties), Route("/reconcile/view", view), Route("/reconcile/preview", preview),
        Route("/reconcile/flyout/entity", flyout),
    ]  # fmt: skip
