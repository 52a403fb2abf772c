"""How a request is read and an answer is sent: forms, bodies, JSONP, what other sites may do, what is wrong."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.pages.render import language_of
from kg.serve.reconcile import asked
from kg.serve.refusal import Refusal

CORS = {"access-control-allow-origin": "*", "x-content-type-options": "nosniff", "vary": "Accept-Language"}
_PREFLIGHT = {**CORS, "access-control-allow-methods": "GET, HEAD, POST, OPTIONS", "access-control-allow-headers": "Content-Type, Accept-Language",
              "access-control-max-age": "86400"}  # fmt: skip
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,4}")
_AT_ONCE = 2  # requests that are worked on


async def form_of(request: Request) -> dict[str, str]:
    """The parameters of the address and of the form. Raises Refusal where the body is too large, or no form."""
    said = dict(request.query_params)
    if request.method == "POST":
        try:
            said |= {key: values[0] for key, values in parse_qs(await body_of(request), max_num_fields=20).items()}
        except ValueError as error:
            raise asked.wrong("body", str(error)) from error
    return said


async def body_of(request: Request) -> str:
    """The body as text. Raises Refusal where it is too large."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > asked.LARGEST:
            raise asked.TOO_LARGE.refusal()
    return body.decode("utf-8", "replace")


async def apart(work: Callable[..., Any], request: Request, *said: Any) -> Any:
    """Do work in a thread, at most so many at once: other pages have their threads too."""
    state = request.app.state
    if not hasattr(state, "reconciling"):
        state.reconciling = anyio.CapacityLimiter(_AT_ONCE)
    return await anyio.to_thread.run_sync(functools.partial(work, request, *said), limiter=state.reconciling)


def allowed() -> Response:
    """What a browser asks before it lets another site post."""
    return Response(status_code=204, headers=_PREFLIGHT)


def sent(request: Request, said: Any, status: int = 200) -> Response:
    """Something as JSON, or as a script that hands it to the function that `callback` names."""
    headers = {**CORS, "content-language": language_of(request), "cache-control": "no-cache"}
    callback = request.query_params.get("callback")
    if callback is None:
        return JSONResponse(said, status_code=status, headers=headers)
    if not _CALLBACK.fullmatch(callback):
        return problem(request, asked.wrong("callback", "the name of a function is expected"), plain=True)
    text = json.dumps(said, ensure_ascii=True).replace("<", "\\u003c")
    return Response(f"/**/{callback}({text});", status_code=status, headers=headers, media_type="text/javascript")


def problem(request: Request, refused: Refusal, *, plain: bool = False) -> Response:
    """What is wrong, as JSON with `status`, `message` and `details`, as OpenRefine shows it."""
    spoken = language_of(request)
    said = {
        "status": "error",
        "message": refused.said.in_language(spoken),
        "details": refused.advice.in_language(spoken),
    }
    if plain:
        return JSONResponse(said, status_code=refused.status, headers=CORS)
    return sent(request, said, refused.status)
