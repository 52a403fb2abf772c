"""A line of JSON for each request: when, what, how it ended, how long it took. No query text: it may be long, or private."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.model.characters import escaped


class Journal:
    """Writes a line to standard error after each request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and write its line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 0, 0

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            said = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"), "method": scope["method"], "path": scope["path"][:500],
                "status": status, "bytes": size, "ms": round((time.perf_counter() - began) * 1000, 1),
                "client": (scope.get("client") or ("",))[0],
            }  # fmt: skip
            sys.stderr.write(escaped(json.dumps(said, ensure_ascii=False)) + "\n")
