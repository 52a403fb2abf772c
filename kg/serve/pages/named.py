"""The named queries: a page each, with a form and its answer; an address each for programs, described in OpenAPI 3.1."""

from __future__ import annotations

import csv
import io
import re
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.serve.cache import etag, matches
from kg.serve.linked.addresses import root_of
from kg.serve.linked.near import missing
from kg.serve.negotiation import best
from kg.serve.pages.asking import ask
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.results import Shown, plain_rows, shown
from kg.serve.refusal import Refusal
from kg.store import queries
from kg.store.queries import NamedQuery
from kg.store.workers.frames import Question

_TYPES = {"string": {"type": "string"}, "integer": {"type": "integer"}, "year": {"type": "string", "pattern": "^[0-9]{4}$"},
          "code": {"type": "string", "pattern": "^([A-Za-z]{2}(-[A-Za-z0-9]{1,3})?|[0-9]{3})$"}, "iri": {"type": "string", "format": "iri"}}  # fmt: skip
_OFFERED = (("json", "application/json"), ("csv", "text/csv"), ("sparql", "application/sparql-results+json"))
_CORS = {"access-control-allow-origin": "*", "x-content-type-options": "nosniff"}


def catalogue(request: Request) -> Response:
    """`/queries`."""
    spoken = language_of(request)
    rows = [
        (q.name, q.title.in_language(spoken) or q.name, q.description.in_language(spoken))
        for q in _all(request).values()
    ]
    return page(request, "queries.html", rows=rows)


async def one(request: Request) -> Response:
    """`/queries/<name>`: the form with the values of the address, and the answer."""
    site, spoken = site_of(request), language_of(request)
    query = _all(request).get(request.path_params["name"])
    if query is None:
        return missing(request, request.path_params["name"])
    values = _values(request, query)
    answer: Shown | None = None
    status, problem, text = 200, "", query.text
    try:
        text = queries.filled(query, values, spoken)
        answer = shown(await ask(request, Question(text=text)), site, naming(request))
    except QueryError as error:
        status, problem = 400, error.said.in_language(spoken)
    except Refusal as refused:
        status, problem = refused.status, refused.text(spoken)
    plain = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip()
    return page(
        request, "query.html", status=status, query=query, title=query.title.in_language(spoken) or query.name, values=values, answer=answer,
        problem=problem, text=plain, asked=request.url.query,
    )  # fmt: skip


async def api_list(request: Request) -> Response:
    """`/api/queries`."""
    site, spoken = site_of(request), language_of(request)
    rows = [
        {"name": q.name, "title": q.title.in_language(spoken), "description": q.description.in_language(spoken), "url": site.link(f"/api/queries/{q.name}"),
         "parameters": [{"name": p.name, "type": p.type, "default": p.default, "description": p.said.in_language(spoken)} for p in q.parameters]}
        for q in _all(request).values()
    ]  # fmt: skip
    return JSONResponse(rows, headers={**_CORS, "vary": "Accept-Language"})


async def api_one(request: Request) -> Response:
    """`/api/queries/<name>?country=CA`: rows as JSON or CSV, or SPARQL's JSON."""
    site, spoken = site_of(request), language_of(request)
    query = _all(request).get(request.path_params["name"])
    if query is None:
        return _problem(404, f"There is no query named {request.path_params['name']!r}.", ", ".join(_all(request)))
    wanted = request.query_params.get("format") or best(request.headers.get("accept"), _OFFERED)
    if wanted not in dict(_OFFERED):
        return _problem(406, "No such format.", ", ".join(dict(_OFFERED)))
    given = {k: v for k, v in request.query_params.items() if k not in ("format", "lang")}
    try:
        text = queries.filled(query, given, spoken)
        answer = await ask(request, Question(text=text))
    except QueryError as error:
        return _problem(400, error.said.in_language(spoken), error.advice.in_language(spoken) if error.advice else "")
    except Refusal as refused:
        return _problem(
            refused.status, refused.said.in_language(spoken), refused.advice.in_language(spoken), refused.headers
        )
    body, media = _written(
        answer.body if answer.file is None else b"", wanted, plain_rows(answer) if wanted != "sparql" else []
    )
    tag = etag(site.name, body)
    headers = {
        **_CORS,
        "etag": tag.decode(),
        "cache-control": "public, no-cache",
        "vary": "Accept, Accept-Language",
        "content-type": media,
    }
    asked = request.headers.get("if-none-match")
    if matches(asked.encode("latin-1") if asked else None, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers)


def _written(body: bytes, wanted: str, rows: list[dict[str, object]]) -> tuple[bytes, str]:
    if wanted == "sparql":
        return body, "application/sparql-results+json"
    if wanted == "json":
        return JSONResponse(rows).body, "application/json"  # type: ignore[return-value]
    heads = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(), "text/csv; charset=utf-8"


def _problem(status: int, title: str, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """What went wrong, as RFC 9457 has it."""
    body = {"type": "about:blank", "status": status, "title": title, **({"detail": detail} if detail else {})}
    return JSONResponse(
        body, status_code=status, headers={**_CORS, **(headers or {})}, media_type="application/problem+json"
    )


def _all(request: Request) -> dict[str, NamedQuery]:
    return queries.named(site_of(request).settings.queries)


def _values(request: Request, query: NamedQuery) -> dict[str, str]:
    """The values of the address for the parameters that there are; empty ones are the default."""
    return {p.name: v for p in query.parameters if (v := request.query_params.get(p.name))}


def openapi(request: Request) -> Response:
    """`/api/openapi.json` (OpenAPI 3.1.0)."""
    site = site_of(request)
    paths = {f"/api/queries/{q.name}": {"get": _operation(q, language_of(request))} for q in _all(request).values()}
    text = {"200": {"description": "SPARQL results, or a graph"}, "400": {"description": "No SPARQL"}, "429": {"description": "Too many at once"},
            "503": {"description": "Stopped: too long, too large"}}  # fmt: skip
    query = {
        "name": "query",
        "in": "query",
        "required": True,
        "schema": {"type": "string"},
        "description": "SPARQL 1.1",
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": site.settings.title or "Knowledge graph", "version": version("kg"), **_licence(site.settings.licence)},
        "servers": [{"url": root_of(request, site)}],
        "paths": {
            **paths,
            "/api/queries": {"get": {"operationId": "queries", "summary": "All named queries", "responses": {"200": {"description": "A list"}}}},
            "/sparql": {"get": {"operationId": "sparql", "summary": "SPARQL 1.1 Protocol", "parameters": [query], "responses": text}},
        },
    }  # fmt: skip
    return JSONResponse(document, headers={**_CORS, "vary": "Accept-Language"})


def _operation(query: NamedQuery, language: str) -> dict[str, object]:
    fields = [
        {"name": p.name, "in": "query", "required": False, "description": p.said.in_language(language), "schema": {**_TYPES[p.type], "default": p.default}}
        for p in query.parameters
    ]  # fmt: skip
    fields.append(
        {
            "name": "format",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "enum": ["json", "csv", "sparql"]},
            "description": "json",
        }
    )
    rows = {"type": "array", "items": {"type": "object"}}
    content = {
        "application/json": {"schema": rows},
        "text/csv": {"schema": {"type": "string"}},
        "application/sparql-results+json": {"schema": {"type": "object"}},
    }
    problem = {"description": "What is wrong", "content": {"application/problem+json": {"schema": {"type": "object"}}}}
    return {"operationId": query.name.replace("-", "_"), "summary": query.title.in_language(language) or query.name,
            "description": query.description.in_language(language), "parameters": fields,
            "responses": {"200": {"description": "Rows", "content": content}, "400": problem, "503": problem}}  # fmt: skip


def _licence(said: str) -> dict[str, object]:
    return {"license": {"name": said, "url": said}} if said.startswith("http") else {}


def routes() -> list[BaseRoute]:
    """The addresses of named queries."""
    return [Route("/queries", catalogue), Route("/queries/{name}", one), Route("/api/queries", api_list), Route("/api/queries/{name}", api_one),
            Route("/api/openapi.json", openapi)]  # fmt: skip
