"""What every answer here shares: OPTIONS, refusals in the reader's language, and nothing that is too long."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import TypeAlias, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.model.text import Text
from kg.serve.linked.offers import HEADERS
from kg.serve.pages.render import language_of
from kg.serve.pages.trouble import trouble
from kg.serve.refusal import TOO_LONG, Refusal, Said

Handler: TypeAlias = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]
_METHODS = ["GET", "HEAD", "OPTIONS"]
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_LONGEST = 8192  # characters of a path
_NO_ADDRESS = Said(
    status=404,
    said=Text(
        fr="L'adresse contient un caractère de commande.",
        en="The address holds a control character.",
        de="Die Adresse enthält ein Steuerzeichen.",
    ),
)
_TOO_LONG = Said(
    status=414,
    said=TOO_LONG,
)


def route(path: str, handler: Handler) -> Route:
    """A route that is read only. A handler that is no coroutine runs in a thread."""

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _options()
        try:
            _check(request.scope["path"])
            return await _called(handler, request)
        except Refusal as refused:
            return refusal(request, refused)

    return Route(path, answer, methods=_METHODS)


def _check(path: str) -> None:
    if len(path) > _LONGEST:
        raise _TOO_LONG.refusal()
    if _CONTROL.search(path):  # the pattern of a route would pass over a line feed at the end
        raise _NO_ADDRESS.refusal()


async def _called(handler: Handler, request: Request) -> Response:
    if iscoroutinefunction(handler):
        return await cast(Callable[[Request], Awaitable[Response]], handler)(request)
    return await run_in_threadpool(cast(Callable[[Request], Response], handler), request)


def refusal(request: Request, refused: Refusal) -> Response:
    """What a client reads that gets no answer: a page, or a line of text."""
    return trouble(
        request,
        refused.status,
        refused.text(language_of(request)),
        {**HEADERS, "cache-control": "no-store", **refused.headers},
    )


def _options() -> Response:
    allowed = ", ".join(_METHODS)
    headers = {**HEADERS, "allow": allowed, "access-control-allow-methods": allowed,
               "access-control-allow-headers": "Accept, Accept-Language, If-None-Match, Range", "access-control-max-age": "86400"}  # fmt: skip
    return Response(status_code=204, headers=headers)
