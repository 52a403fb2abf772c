"""A request to an engine is sent to the address that was given, and nowhere else; who asks is said to an engine that wants to know."""

from __future__ import annotations

from base64 import b64encode
from contextlib import closing
from typing import Any
from urllib.error import HTTPError
from urllib.request import (
    BaseHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    Request,
    build_opener,
)

from kg.store.remote.engine import Engine

_wanted: dict[str, str] = {}  # in which way engines want to know who asks, by their address


class _Stays(HTTPRedirectHandler):
    """Follows no redirect: the query would be lost on the way, and the secrets would go along, to whatever host."""

    def redirect_request(self, *_: Any) -> None:
        """No further request: the answer is an HTTPError of its status."""


class _Once(HTTPDigestAuthHandler):
    """Says once who asks: urllib would say a wrong password six times, and some engines then close the account."""

    def http_error_401(self, req: Request, fp: Any, code: int, msg: str, headers: Any) -> Any:
        """The answer to a second request; None where the engine asks in another way."""
        asked = str(headers.get("WWW-Authenticate", "")).lower()
        return super().http_error_401(req, fp, code, msg, headers) if asked.startswith("digest") else None

    def retry_http_digest_auth(self, req: Request, auth: str) -> Any:
        """The answer to the request that says it; None where it was said."""
        return None if req.has_header(self.auth_header) else super().retry_http_digest_auth(req, auth)


def opened(request: Request, engine: Engine) -> Any:
    """The answer to a request, to be read and closed. Raises HTTPError, also for a redirect, and OSError."""
    known = _wanted.get(engine.query, "")
    try:
        return _sent(request, engine, known)
    except HTTPError as error:
        way = _way(error) if error.code == 401 and engine.user and not engine.token else ""
        if not way or way == known:
            raise
        with closing(error):
            _wanted[engine.query] = way
    return _sent(request, engine, way)


def _sent(request: Request, engine: Engine, way: str) -> Any:
    handlers: list[BaseHandler] = [_Stays()]
    if engine.token:
        request.add_unredirected_header("Authorization", f"Bearer {engine.token}")
    elif way == "basic":
        said = b64encode(f"{engine.user}:{engine.password}".encode()).decode()
        request.add_unredirected_header("Authorization", f"Basic {said}")
    elif way == "digest":
        names = HTTPPasswordMgrWithDefaultRealm()
        names.add_password(None, engine.query, engine.user, engine.password)
        handlers.append(_Once(names))
    return build_opener(*handlers).open(request, timeout=engine.timeout)


def _way(error: HTTPError) -> str:
    """ "digest", "basic" (RFC 7616, RFC 7617), or "" for one that we do not know."""
    ways = [said.split(None, 1)[0].lower() for said in error.headers.get_all("WWW-Authenticate", []) if said.strip()]
    return next((way for way in ways if way in ("digest", "basic")), "")
