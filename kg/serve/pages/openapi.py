"""What programs can ask, described in OpenAPI 3.1: the named queries with their parameters, the SPARQL endpoint, the dumps."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from kg.model.text import LANGUAGES
from kg.serve.linked.addresses import root_of
from kg.serve.linked.dumps import NAMES
from kg.serve.pages.render import Words, language_of, site_of
from kg.serve.pages.workers import named_queries
from kg.store.answering import GRAPHS, ROWS
from kg.store.queries import PATTERNS, NamedQuery, Parameter

_TABLE = {
    "type": "array",
    "items": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "status", "title"],
    "properties": {"type": {"type": "string", "format": "uri-reference"}, "status": {"type": "integer"}, "title": {"type": "string"}, "detail": {"type": "string"}},
}  # fmt: skip
_LISTED = {
    "type": "object",
    "required": ["name", "title", "url", "parameters"],
    "properties": {
        **{key: {"type": "string"} for key in ("name", "title", "description", "url", "page")},
        "parameters": {"type": "array", "items": {"type": "object", "required": ["name", "type", "default"],
                                                  "properties": {key: {"type": "string"} for key in ("name", "type", "default", "description")}}},
    },
}  # fmt: skip
_STATUSES = {"400": "no_sparql", "406": "no_format", "429": "too_many", "503": "stopped"}


def document(request: Request) -> dict[str, Any]:
    """The document, in the language of who asks."""
    site, t = site_of(request), Words(language_of(request))
    settings = site.settings
    info: dict[str, Any] = {
        "title": settings.title or t("site"),
        "version": version("kg"),
        "description": t("api_about"),
    }
    if settings.licence.startswith(("http://", "https://")):
        info["license"] = {"name": settings.licence, "url": settings.licence}
    if "@" in settings.contact:
        info["contact"] = {"email": settings.contact}
    own = {f"/api/queries/{quote(q.name, safe='')}": {"get": _named(q, t)} for q in named_queries(site).values()}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": root_of(request, site)}],
        "tags": [{"name": x, "description": t(f"tag_{x}")} for x in ("queries", "sparql", "dumps")],
        "paths": {"/api/queries": {"get": _list(t)}, **own, "/sparql": _sparql(t), "/dump/{name}": {"get": _dump(t)}},
        "components": {"schemas": {"Problem": _PROBLEM, "Query": _LISTED, "Rows": _TABLE}, "parameters": {"lang": _lang(t)}},
    }  # fmt: skip


def _lang(t: Words) -> dict[str, Any]:
    return {
        "name": "lang",
        "in": "query",
        "description": t("languages"),
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    }


def _list(t: Words) -> dict[str, Any]:
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Query"}}
    return {"operationId": "list-queries", "tags": ["queries"], "summary": t("queries_about"), "parameters": [{"$ref": "#/components/parameters/lang"}],
            "responses": {"200": _content(t("queries"), {"application/json": {"schema": schema}})}}  # fmt: skip


def _named(query: NamedQuery, t: Words) -> dict[str, Any]:
    formats = {"type": "string", "enum": ["json", "csv", "sparql", "turtle", "jsonld"], "default": "json"}
    own = [_parameter(p, t.language) for p in query.parameters]
    content = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Rows"}},
        "text/csv": {"schema": {"type": "string"}},
        "application/sparql-results+json": {"schema": {"type": "object"}},
    }
    return {
        "operationId": f"query-{query.name}", "tags": ["queries"], "summary": query.title.in_language(t.language) or query.name,
        "description": query.description.in_language(t.language),
        "parameters": [*own, {"name": "format", "in": "query", "description": t("format"), "schema": formats}, {"$ref": "#/components/parameters/lang"}],
        "responses": {"200": _content(t("results"), content), "304": {"description": "Not Modified"}, **_failures(t, problem=True)},
    }  # fmt: skip


def _parameter(parameter: Parameter, language: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "default": parameter.default}
    if parameter.type in PATTERNS:
        schema["pattern"] = f"^({PATTERNS[parameter.type]})$"
    if parameter.type == "integer":
        schema = {
            "type": "integer",
            "default": int(parameter.default) if parameter.default.lstrip("-").isdigit() else 0,
        }
    if parameter.type == "iri":
        schema["format"] = "iri"
    said = parameter.said.in_language(language)
    return {"name": parameter.name, "in": "query", "required": False, "description": said, "schema": schema}


def _sparql(t: Words) -> dict[str, Any]:
    """The operation `query` of the SPARQL 1.1 Protocol, in its three forms."""
    iris = {"type": "array", "items": {"type": "string", "format": "iri"}}
    query = {"name": "query", "in": "query", "description": "SPARQL 1.1", "schema": {"type": "string"}}
    sets = [
        {"name": name, "in": "query", "description": t("data_set"), "schema": iris, "explode": True}
        for name in ("default-graph-uri", "named-graph-uri")
    ]
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": {"type": "string"}, "default-graph-uri": iris, "named-graph-uri": iris},
    }
    body = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    answers: dict[str, Any] = {
        media.split(";")[0]: {"schema": {}} for formats in (ROWS, GRAPHS) for media, _ in formats.values()
    }
    responses = {
        "200": _content(t("results"), answers),
        "304": {"description": "Not Modified"},
        **_failures(t, problem=False),
    }
    formats = {
        "name": "format",
        "in": "query",
        "description": t("format"),
        "schema": {"type": "string", "enum": [*ROWS, *GRAPHS]},
    }
    said = {"tags": ["sparql"], "summary": "SPARQL 1.1 Protocol", "responses": responses}
    return {
        "get": {"operationId": "sparql-get", **said, "parameters": [query, *sets, formats]},
        "post": {"operationId": "sparql-post", **said, "requestBody": {"required": True, "content": body}},
    }  # fmt: skip


def _dump(t: Words) -> dict[str, Any]:
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": list(NAMES)}}
    return {"operationId": "dump", "tags": ["dumps"], "summary": t("dumps_about"), "parameters": [name],
            "responses": {"200": {"description": t("data")}, "304": {"description": "Not Modified"}, "404": {"description": t("no_page_why")}}}  # fmt: skip


def _content(said: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": said, "content": dict(content)}


def _failures(t: Words, problem: bool) -> dict[str, Any]:
    content = (
        {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if problem
        else {"text/plain": {"schema": {"type": "string"}}}
    )
    return {status: _content(t(key), content) for status, key in _STATUSES.items()}
