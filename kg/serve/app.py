"""Which address is answered by whom. The only room of kg/serve that knows them all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message

from kg.errors import EngineError, FormatError, KgError
from kg.model.record import record
from kg.serve.endpoint import Endpoint, Gone, Receive, Scope, Send, for_people
from kg.serve.feed import Feed
from kg.serve.here import Here
from kg.serve.linked import routes as linked_routes
from kg.serve.linked.descriptions import endpoint
from kg.serve.linked.readers import Readers
from kg.serve.metrics import exposition
from kg.serve.pages import api, figures, home, lists, named, notes, places, quality, searching
from kg.serve.pages.asking import query_page
from kg.serve.pages.entity import entity_page
from kg.serve.pages.index import index_of
from kg.serve.pages.notes import note_page
from kg.serve.pages.places import place_page
from kg.serve.pages.render import language_of, page
from kg.serve.pages.trouble import trouble, wants_page
from kg.serve.publication import Publication
from kg.serve.published import Home
from kg.serve.reconcile import service as reconcile
from kg.serve.reconcile.retrieval import names_of
from kg.serve.refusal import Refusal
from kg.serve.site import Site
from kg.serve.watching import watch
from kg.settings import Settings
from kg.store.remote.callers import AWAY
from kg.store.workers.pool import Limits

_log = logging.getLogger("kg.serve")
_LOOK, _EVENTS = 0.25, 14_400  # seconds between two looks at what is served, and how many; then the page asks again
_SORRY = "Cette demande n'a pas abouti ; réessayez. · This request failed; try again. · Diese Anfrage ist gescheitert."


@record
class Options:
    """How the graph is served.

    `address` is the absolute address of the site as the public sees it, or ""; `cache` is in bytes; `services` are the
    addresses that SERVICE may ask; `trust_proxy` believes X-Forwarded-For; `assets` is the folder of the query editor; `watch` builds again when a note changes;
    `feed` is the snapshot that is served, where it is one.
    """

    limits: Limits
    address: str = ""
    cache: int = 64 << 20
    services: frozenset[str] = frozenset()
    trust_proxy: bool = False
    assets: Path | None = None
    watch: bool = False
    feed: Feed | None = None


class Server:
    """The whole application: an ASGI callable."""

    def __init__(self, settings: Settings, options: Options, log: str = "text", home: Home | None = None) -> None:
        """`home` is where the graph comes from (None: the vault's generations); `log` is how requests are logged: `text` (not at all) or `json` (a line each)."""
        self.options = options
        self.ready: Callable[[], None] = lambda: None  # called when requests are answered
        self.failure: KgError | None = None  # what kept the server from starting
        self.publication = Publication(settings, home or Here(settings), options.limits, options.address)
        self.publication.warm = _warm
        self.endpoint = Endpoint(
            self.publication,
            cache=options.cache,
            allowed=options.services,
            trust_proxy=options.trust_proxy,
            short=log != "json",
        )
        self.app = Starlette(
            routes=self._routes(),
            lifespan=self._life,
            exception_handlers={
                HTTPException: _no_page,
                Refusal: _refused,
                FormatError: _refused,
                EngineError: _away,
                Exception: _failed,
            },
        )
        self.app.state.publication = self.publication
        self.app.state.endpoint = self.endpoint
        self.app.state.watched = options.watch
        self.app.state.assets = options.assets is not None
        self.endpoint.describe = self.app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            path = scope["path"]
            prefix = self.publication.prefix
            if prefix and (path == prefix or path.startswith(f"{prefix}/")):
                path = path[len(prefix) :] or "/"
                scope = {**scope, "path": path, "raw_path": path.encode()}
            await self._guarded(self.endpoint if path in ("/sparql", "/sparql/") else self.app, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _guarded(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever goes wrong here is ours: it is logged, and the client is told to come again."""
        began = ended = False

        async def noted(message: Message) -> None:
            nonlocal began, ended
            began = began or message["type"] == "http.response.start"
            ended = ended or (message["type"] == "http.response.body" and not message.get("more_body"))
            await send(message)

        try:
            await app(scope, receive, noted)
        except Gone:
            return
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if ended:  # with what `_failed` says
                return
            if began:
                raise  # the connection is closed, so that nobody takes a part for the whole
            await _sorry()(scope, receive, send)

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        try:
            await self.publication.start()
        except KgError as error:
            self.failure = error
            raise
        self.ready()
        tasks = [asyncio.create_task(self.publication.follow())]
        if self.options.watch:
            tasks.append(asyncio.create_task(watch(self.publication.settings.vault)))
        if self.options.feed is not None:
            tasks.append(asyncio.create_task(self.options.feed.follow()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.publication.close()

    def _routes(self) -> list[BaseRoute]:
        return [
            Route("/health", self._health),
            Route("/metrics", self._metrics),
            Route("/sparql", _sparql),
            *named.routes(),
            *api.routes(),
            *figures.routes(),
            *quality.routes(),
            Route("/events", self._events),
            *self._assets(),
            *home.routes(),
            *lists.routes(),
            *searching.routes(),
            *places.routes(),
            *notes.routes(),
            *reconcile.routes(),
            Mount("/static", StaticFiles(packages=[("kg.serve.pages", "static")])),
            *linked_routes(
                Readers(entity=entity_page, note=note_page, place=place_page)
            ),  # the last takes what is left
        ]

    def _assets(self) -> list[BaseRoute]:
        """The files of the query editor, where the operator has them."""
        folder = self.options.assets
        return [Mount("/assets", StaticFiles(directory=folder))] if folder is not None else []

    async def _events(self, request: Request) -> Response:
        """The name of the generation, whenever a new one is served (Server-sent events, HTML Living Standard 9.2)."""

        async def names() -> AsyncIterator[str]:
            told = ""
            for _ in range(_EVENTS):
                if (now := self.publication.site.name) != told:
                    told = now
                    yield f"data: {now}\n\n"
                elif await request.is_disconnected():
                    return
                await asyncio.sleep(_LOOK)

        return StreamingResponse(names(), media_type="text/event-stream", headers={"cache-control": "no-store"})

    async def _health(self, _: Request) -> Response:
        pool, away = self.publication.pool, self.publication.away
        body = {
            "status": "away" if away is not None else "ok",
            "generation": self.publication.site.name,
            "hash": self.publication.site.hash or None,
            "workers": pool.limits.workers,
            "busy": pool.busy,
        }
        return JSONResponse(body, 200 if away is None else 503, headers={"cache-control": "no-store"})

    async def _metrics(self, _: Request) -> Response:
        body, media = exposition(self.publication, self.endpoint)
        return Response(body, media_type=media, headers={"cache-control": "no-store"})


def _warm(site: Site) -> None:
    """What the first reader would wait for."""
    index_of(site)
    names_of(site)


async def _sparql(request: Request) -> Response:
    """A GET of `/sparql` that asks nothing, or comes from a browser."""
    if for_people(request.url.query.encode(), request.headers.get("accept", "")):
        return await query_page(request)
    return await run_in_threadpool(endpoint, request)


def _sorry() -> Response:
    """What a client is told when something went wrong that is no fault of its own."""
    headers = {"retry-after": "5", "cache-control": "no-store"}
    return PlainTextResponse(f"{_SORRY}\n", status_code=503, headers=headers)


async def _failed(_: Request, __: Exception) -> Response:
    return _sorry()


async def _away(request: Request, error: Exception) -> Response:
    """The engine that holds the graph did not answer: why is for those who run this, for its address may be nobody's business."""
    _log.warning("%s: %s", request.url.path, error)
    headers = {"access-control-allow-origin": "*", "retry-after": "5"}
    return trouble(request, 503, f"{AWAY.in_language(language_of(request))}", headers)


async def _refused(request: Request, error: Exception) -> Response:
    """What is not answered, in the reader's language."""
    headers = {"access-control-allow-origin": "*"}
    if isinstance(error, Refusal):
        return trouble(request, error.status, error.text(language_of(request)), {**error.headers, **headers})
    assert isinstance(error, FormatError)
    return trouble(request, 406, error.said.in_language(language_of(request)), headers)


async def _no_page(request: Request, error: Exception) -> Response:
    """What has no address here, or is not asked for in this way."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and wants_page(request):
        return page(request, "missing.html", status=404, near=())
    return trouble(request, error.status_code, error.detail, error.headers)
