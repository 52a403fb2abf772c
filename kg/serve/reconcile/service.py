"""The addresses of the service, and the story of each: read what is asked, find, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.reconcile import asked, manifest
from kg.serve.reconcile.answering import answers, drafted, extended
from kg.serve.reconcile.asked import parsed
from kg.serve.reconcile.sending import allowed, apart, body_of, form_of, problem, sent
from kg.serve.reconcile.showing import flyout, preview, view
from kg.serve.reconcile.suggesting import properties, suggest_entity, suggest_property, suggest_type
from kg.serve.refusal import Refusal


def guarded(answer: Callable[[Request], Awaitable[Any]]) -> Callable[[Request], Awaitable[Response]]:
    """An address that other sites may post to: what it answers as it is sent, or what is wrong with the request."""

    async def handler(request: Request) -> Response:
        if request.method == "OPTIONS":
            return allowed()
        try:
            return sent(request, await answer(request))
        except Refusal as refused:
            return problem(request, refused)

    return handler


async def root(request: Request) -> Any:
    """`/reconcile`: the manifest, or the answers to `queries` or `extend` (0.2), by GET or as a form."""
    form = await form_of(request)
    if "queries" in form:
        return await apart(answers, request, asked.batch(parsed("queries", form["queries"])))
    if "extend" in form:
        return await apart(extended, request, parsed("extend", form["extend"]), False)
    if request.method == "POST":
        raise asked.wrong("body", "a form with `queries` or `extend` is expected")
    return manifest.manifest(request)


async def match(request: Request) -> Any:
    """`/reconcile/match` of the draft of 1.0."""
    return await apart(drafted, request, asked.draft(parsed("body", await body_of(request))))


async def extend(request: Request) -> Any:
    """`/reconcile/extend` of the draft of 1.0."""
    return await apart(extended, request, parsed("body", await body_of(request)), True)


def draft_manifest(request: Request) -> Response:
    """`/reconcile/manifest`: the manifest in the form of the draft of 1.0."""
    return sent(request, manifest.draft_manifest(request))


def routes() -> list[BaseRoute]:
    """The addresses below `/reconcile`. Those of the draft are relative to where its manifest is, and its manifest has another
    form than that of 0.2: it has an address of its own with the same below it."""
    both, draft = ["GET", "POST", "OPTIONS"], "/reconcile/1.0-draft"
    return [
        Route("/reconcile", guarded(root), methods=both), Route("/reconcile/", guarded(root), methods=both), *_below("/reconcile"),
        Route("/reconcile/manifest", draft_manifest), Route("/reconcile/properties", properties), Route("/reconcile/view", view),
        Route("/reconcile/flyout/entity", flyout), Route(draft, draft_manifest), Route(f"{draft}/", draft_manifest), *_below(draft),
    ]  # fmt: skip


def _below(root_: str) -> list[BaseRoute]:
    posted = ["POST", "OPTIONS"]
    return [
        Route(f"{root_}/match", guarded(match), methods=posted), Route(f"{root_}/extend", guarded(extend), methods=posted),
        Route(f"{root_}/suggest/entity", suggest_entity), Route(f"{root_}/suggest/type", suggest_type),
        Route(f"{root_}/suggest/property", suggest_property), Route(f"{root_}/extend/propose", properties),
        Route(f"{root_}/preview", preview),
    ]  # fmt: skip
