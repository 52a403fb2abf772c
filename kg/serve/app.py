"""Which address is answered by whom. The only room of kg/serve that knows them all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message

from kg.errors import KgError
from kg.model.record import record
from kg.serve import linked
from kg.serve.endpoint import Endpoint, Gone, Receive, Scope, Send
from kg.serve.metrics import exposition
from kg.serve.negotiation import best
from kg.serve.pages.render import page
from kg.serve.publication import Publication
from kg.settings import Settings
from kg.store.workers.pool import Limits

_log = logging.getLogger("kg.serve")
_SORRY = "Cette demande n'a pas abouti ; réessayez. · This request failed; try again. · Diese Anfrage ist gescheitert."


@record
class Options:
    """How the graph is served.

    `address` is the absolute address of the site as the public sees it, or ""; `cache` is in bytes; `services` are the
    addresses that SERVICE may ask; `trust_proxy` believes X-Forwarded-For; `assets` is the folder of the query editor; `watch` builds again when a note changes.
    """

    limits: Limits
    address: str = ""
    cache: int = 64 << 20
    services: frozenset[str] = frozenset()
    trust_proxy: bool = False
    assets: Path | None = None
    watch: bool = False


class Server:
    """The whole application: an ASGI callable."""

    def __init__(self, settings: Settings, options: Options, log: str = "text") -> None:
        """`log` is how requests are logged: `text` (not at all) or `json` (a line each)."""
        self.options = options
        self.log = log
        self.ready: Callable[[], None] = lambda: None  # called when requests are answered
        self.failure: KgError | None = None  # what kept the server from starting
        self.publication = Publication(settings, options.limits, options.address)
        self.endpoint = Endpoint(
            self.publication, cache=options.cache, allowed=options.services, trust_proxy=options.trust_proxy
        )
        self.app = Starlette(routes=self._routes(), lifespan=self._life, exception_handlers={HTTPException: _no_page})
        self.app.state.publication = self.publication
        self.app.state.endpoint = self.endpoint
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
        began = False

        async def noted(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await app(scope, receive, noted)
        except Gone:
            return
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if began:
                raise  # the connection is closed, so that nobody takes a part for the whole
            response = PlainTextResponse(
                f"{_SORRY}\n", status_code=503, headers={"retry-after": "5", "cache-control": "no-store"}
            )
            await response(scope, receive, send)

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        try:
            await self.publication.start()
        except KgError as error:
            self.failure = error
            raise
        self.ready()
        follows = asyncio.create_task(self.publication.follow())
        try:
            yield
        finally:
            follows.cancel()
            with suppress(asyncio.CancelledError):
                await follows
            await self.publication.close()

    def _routes(self) -> list[BaseRoute]:
        return [
            Route("/health", self._health),
            Route("/metrics", self._metrics),
            Mount("/static", StaticFiles(packages=[("kg.serve.pages", "static")])),
            *linked.routes(),
        ]

    async def _health(self, _: Request) -> Response:
        pool = self.publication.pool
        body = {
            "status": "ok",
            "generation": self.publication.site.name,
            "workers": pool.limits.workers,
            "busy": pool.busy,
        }
        return JSONResponse(body, headers={"cache-control": "no-store"})

    async def _metrics(self, _: Request) -> Response:
        body, media = exposition(self.publication, self.endpoint)
        return Response(body, media_type=media, headers={"cache-control": "no-store"})


async def _no_page(request: Request, error: Exception) -> Response:
    """What has no address here: a page for people, a line for programs."""
    assert isinstance(error, HTTPException)
    if (
        error.status_code == 404
        and best(request.headers.get("accept"), (("text", "text/plain"), ("html", "text/html"))) == "html"
    ):
        return page(request, "missing.html", status=404, near=())
    return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code, headers=error.headers)
