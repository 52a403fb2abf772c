"""What a connection may cost before it has asked anything: bytes of a head, and time to send it."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 128 << 10  # bytes
LONGEST_LINE = 60 << 10  # bytes of the first line, which holds the address; the parser takes no more than 64 KB
PATIENCE = 30.0  # seconds that a client has to send the head of a request


class GuardedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which closes a connection whose request has no end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = self._line = 0
        self._whole_line = False
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The client has come."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        if self._late is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """A request has a head."""
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        if self._late is not None:
            self._line += 0 if self._whole_line else len(data.partition(b"\n")[0])
            self._whole_line = self._whole_line or b"\n" in data
            self._head += len(data)
            if self._line > LONGEST_LINE:
                self._close(b"414 URI Too Long")
                return
            if self._head > LARGEST_HEAD:
                self._close(b"431 Request Header Fields Too Large")
                return
        super().data_received(data)

    def _wait(self) -> None:
        self._head = self._line = 0
        self._whole_line = False
        self._late = self.loop.call_later(PATIENCE, self._close, b"408 Request Timeout")

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self, status: bytes) -> None:
        self._stop()
        if self.transport is not None and not self.transport.is_closing():
            if self._head:
                self.transport.write(b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
            self.transport.close()
