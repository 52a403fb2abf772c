"""A connection: what it may cost before it has asked anything, and the short way for what is asked again and again.

A request whose bytes are those of one that was answered from here is answered by the same bytes, before it is even parsed.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.cache import Cache, Entry

LARGEST_HEAD = 128 << 10  # bytes
LONGEST_LINE = 60 << 10  # bytes of the first line, which holds the address; the parser takes no more than 64 KB
PATIENCE = 30.0  # seconds that a client has to send the head of a request
MOMENT = 1.5  # seconds that a client which has just come has to ask, when the server is asked to end
RAW = "kg.raw"  # where in the state of a request its bytes stand, when they may be asked for again
_PLAIN = re.compile(rb"GET [^ \r\n]+ HTTP/1\.1\r\n(?:[^\r\n]+\r\n)+\r\n\Z")  # one whole request without a body
_OWN_WAY = re.compile(
    rb"\r\n(?:connection|if-[a-z-]+|range|content-length|transfer-encoding|expect|upgrade):", re.IGNORECASE
)
_LONGEST_RAW = 8 << 10  # bytes of a request that is remembered


class GuardedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which knows what was asked before, and closes a connection whose request has no end."""

    answers: Cache  # by the bytes of a request; set for the class that a server uses

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = self._line = 0
        self._whole_line = False
        self._between = True  # whether no request is being read
        self._last = 0.0  # when the last one was answered in the short way
        self._raw = b""
        self._late: asyncio.TimerHandle | None = None
        self._leaving = False  # whether the next answer is the last

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The client has come."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        if self._between and (self.cycle is None or self.cycle.response_complete) and not self.pipeline:
            entry = self.answers.peek(data)
            if entry is not None and not self.flow.write_paused:
                self._answer(entry)
                return
            self._raw = data if len(data) <= _LONGEST_RAW and data.startswith(b"GET ") else b""
        else:
            self._raw = b""
        if self._late is not None and self._exceeds(data):
            return
        super().data_received(data)

    def _answer(self, entry: Entry) -> None:
        """The short way."""
        if self._late is not None:  # it came just now: from here on it is kept as others are
            self._stop()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        self._last = self.loop.time()
        date = b"".join(b"%s: %s\r\n" % header for header in self.server_state.default_headers)
        self.transport.write(b"".join((b"HTTP/1.1 200 OK\r\n", date, entry.wire, entry.body)))
        if self._leaving:
            self.transport.close()

    def shutdown(self) -> None:
        """The server ends. A request that is on its way to a connection that was taken is answered: nobody else would."""
        if self._late is None:
            super().shutdown()
            return
        self._leaving = True
        self._stop()
        self._late = self.loop.call_later(MOMENT, self._close, b"503 Service Unavailable")

    def timeout_keep_alive_handler(self) -> None:
        """The client has asked nothing for long."""
        idle = self.loop.time() - self._last
        if idle < self.timeout_keep_alive:
            left = self.timeout_keep_alive - idle
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)
        else:
            super().timeout_keep_alive_handler()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._between = False
        super().on_message_begin()
        if self._late is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """A request has a head."""
        self._stop()
        if self._raw and _PLAIN.match(self._raw) and not _OWN_WAY.search(self._raw):
            self.scope["state"][RAW] = self._raw
        super().on_headers_complete()
        if self._leaving:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._between = True
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop()
        super().connection_lost(exc)

    def _exceeds(self, data: bytes) -> bool:
        """Whether a head is too long, and was refused."""
        self._line += 0 if self._whole_line else len(data.partition(b"\n")[0])
        self._whole_line = self._whole_line or b"\n" in data
        self._head += len(data)
        if self._line > LONGEST_LINE:
            self._close(b"414 URI Too Long")
        elif self._head > LARGEST_HEAD:
            self._close(b"431 Request Header Fields Too Large")
        else:
            return False
        return True

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


def protocol_of(answers: Cache) -> type[GuardedProtocol]:
    """The protocol of a server that remembers answers in a cache."""
    return type("KgProtocol", (GuardedProtocol,), {"answers": answers})
