"""What is not answered, and why: a page for people, a line for programs."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.serve.negotiation import best
from kg.serve.pages.render import language_of, page

_OFFERED = (("text", "text/plain"), ("html", "text/html"), ("html", "application/xhtml+xml"))
_NAMED = (400, 404, 405, 406, 413, 414, 429, 503)  # whose heading says more than that something went wrong


def wants_page(request: Request) -> bool:
    """Whether a client likes a page better than a line of text."""
    return best(request.headers.get("accept"), _OFFERED) == "html"


def trouble(request: Request, status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that has none: `text` says why, in the reader's language."""
    said = {"cache-control": "no-store", "vary": "Accept, Accept-Language, Cookie", **(headers or {})}
    if wants_page(request):
        key = f"trouble_{status}" if status in _NAMED else "trouble"
        response: Response = page(request, "trouble.html", status=status, key=key, lines=text.strip().splitlines())
        response.headers.update(said)
        return response
    said = {"x-content-type-options": "nosniff", "content-language": language_of(request), **said}
    return PlainTextResponse(f"{text.strip()}\n", status_code=status, headers=said)
