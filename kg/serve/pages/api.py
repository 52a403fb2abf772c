"""The named queries for programs: `/api/queries`, and `/api/queries/<name>?country=CA` as JSON, CSV or a standard's format."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError, did_you_mean
from kg.model.text import Text
from kg.serve.cache import Entry, etag, matches
from kg.serve.negotiation import best
from kg.serve.pages.openapi import document
from kg.serve.pages.render import language_of, site_of
from kg.serve.pages.results import plain
from kg.serve.pages.workers import ask, named_queries
from kg.serve.refusal import Refusal, Said
from kg.store import queries
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer

# What a program may ask for: its name, its media type, and what the worker writes for rows and for a graph.
FORMATS = {
    "json": ("application/json", "json", "jsonld"), "csv": ("text/csv", "csv", ""),
    "sparql": ("application/sparql-results+json", "json", ""), "turtle": ("text/turtle", "", "turtle"),
    "jsonld": ("application/ld+json", "", "jsonld"),
}  # fmt: skip
_OFFERED = tuple((name, media) for name, (media, _, _) in FORMATS.items())
_HEADERS = {
    "access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Retry-After, Content-Language",
    "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox",
}  # fmt: skip
_KEPT = {"cache-control": "public, no-cache", "vary": "Accept, Accept-Language, Cookie"}
_PIECE = 1 << 18
_LARGEST = 32 << 20  # bytes of an answer that is written anew
_BESIDE = ("format", "lang")  # parameters of the address that are not the query's
_NO_NAME = Text(fr="Aucune requête ne s'appelle « {name} ».", en="There is no query named “{name}”.", de="Keine Abfrage heisst „{name}“.")  # fmt: skip
_NO_FORMAT = Said(status=406, said=Text(
    fr="Aucun des formats demandés n'existe ici : {all}.", en="None of the formats asked for is there: {all}.", de="Keines der verlangten Formate gibt es hier: {all}."))  # fmt: skip
_TOO_LARGE = Said(status=503, said=Text(
    fr="La réponse est trop grande pour ce format ; demandez `format=csv`.", en="The answer is too large for this format; ask for `format=csv`.",
    de="Die Antwort ist zu gross für dieses Format; verlangen Sie `format=csv`."))  # fmt: skip


def listed(request: Request) -> Response:
    """`/api/queries`: names, titles, parameters."""
    site, spoken = site_of(request), language_of(request)
    rows = [
        {"name": q.name, "title": q.title.in_language(spoken) or q.name, "description": q.description.in_language(spoken),
         "url": site.link(f"/api/queries/{quote(q.name, safe='')}"), "page": site.link(f"/queries/{quote(q.name, safe='')}"),
         "parameters": [{"name": p.name, "type": p.type, "default": p.default, "description": p.said.in_language(spoken)} for p in q.parameters]}
        for q in named_queries(site).values()
    ]  # fmt: skip
    return JSONResponse(rows, headers={**_HEADERS, **_KEPT, "content-language": spoken})


async def answered(request: Request) -> Response:
    """`/api/queries/<name>`: its answer, or what is wrong as RFC 9457 has it."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**_HEADERS, "access-control-allow-methods": "GET, HEAD, OPTIONS",
                                                  "access-control-allow-headers": "Accept, Accept-Language, If-None-Match", "access-control-max-age": "86400"})  # fmt: skip
    spoken = language_of(request)
    try:
        return await _answered(request, spoken)
    except Refusal as refused:
        return problem(refused.status, refused.said, refused.advice, spoken, refused.headers)
    except QueryError as error:
        return problem(400, error.said, error.advice, spoken)


async def _answered(request: Request, spoken: str) -> Response:
    site, name = site_of(request), request.path_params["name"]
    known = await run_in_threadpool(named_queries, site)  # reads files
    if name not in known:
        near = difflib.get_close_matches(name[:200], known, n=3, cutoff=0.4)
        return problem(404, _NO_NAME.filled(name=name[:200]), did_you_mean(near) if near else None, spoken)
    wanted = request.query_params.get("format") or best(request.headers.get("accept"), _OFFERED)
    if wanted not in FORMATS:
        raise _NO_FORMAT.refusal(all=", ".join(FORMATS))
    text = queries.filled(known[name], _given(request), spoken)
    cache, key = request.app.state.endpoint.cache, ("api", wanted, text)
    entry = cache.get(key)
    if entry is None:
        _, rows, graph = FORMATS[wanted]
        answer = await ask(request, Question(text=text, rows=rows, graph=graph))
        if answer.file is not None and wanted != "json":
            return _streamed(answer)
        entry = await run_in_threadpool(_entry, answer, wanted, site.name)
        if site_of(request) is site:  # else it is not of the generation whose answers are kept
            cache.put(key, entry)
    return _sent(request, entry)


def _given(request: Request) -> Mapping[str, str]:
    return {k: v for k, v in request.query_params.items() if k not in _BESIDE}


def _entry(answer: Answer, wanted: str, generation: str) -> Entry:
    """An answer as it is sent and kept. Raises Refusal for one that is too large to be written anew."""
    body, media = answer.body, answer.media
    if answer.file is not None:
        with answer.file as file:
            if answer.size > _LARGEST:
                raise _TOO_LARGE.refusal()
            file.seek(0)
            body = file.read()
    if wanted == "json" and "sparql-results" in media:
        body, media = bytes(JSONResponse(plain(body)).body), "application/json"
    tag = etag(generation, body)
    said = {**_HEADERS, **_KEPT, "etag": tag.decode(), "content-type": media}
    return Entry([(k.encode(), v.encode()) for k, v in said.items()], body, tag)


def _sent(request: Request, entry: Entry) -> Response:
    headers = {k.decode(): v.decode() for k, v in entry.headers}
    asked = request.headers.get("if-none-match")
    if matches(asked.encode("latin-1") if asked else None, entry.etag):
        del headers["content-type"]
        return Response(status_code=304, headers=headers)
    return Response(entry.body, headers=headers)


def _streamed(answer: Answer) -> Response:
    """A large answer as the worker wrote it."""
    file = answer.file
    assert file is not None
    file.seek(0)
    headers = {**_HEADERS, **_KEPT, "content-length": str(answer.size)}
    return StreamingResponse(iter(lambda: file.read(_PIECE), b""), media_type=answer.media, headers=headers)


def problem(
    status: int, said: Text, advice: Text | None, spoken: str, headers: Mapping[str, str] | None = None
) -> Response:
    """What went wrong (RFC 9457): the title is that of the status, the detail says what it is and what to do."""
    lines = [text.in_language(spoken) for text in (said, advice) if text is not None]
    body = {
        "type": "about:blank",
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": " ".join(filter(None, lines)),
    }
    own = {**_HEADERS, **(headers or {}), "cache-control": "no-store", "content-language": spoken}
    return JSONResponse(body, status_code=status, headers=own, media_type="application/problem+json")


def openapi(request: Request) -> Response:
    """`/api/openapi.json`."""
    return JSONResponse(document(request), headers={**_HEADERS, **_KEPT, "content-language": language_of(request)})


def routes() -> list[BaseRoute]:
    """The addresses for programs."""
    return [
        Route("/api/queries", listed), Route("/api/openapi.json", openapi),
        Route("/api/queries/{name}", answered, methods=["GET", "OPTIONS"]),
    ]  # fmt: skip
