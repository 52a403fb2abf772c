"""A worker: it answers one question after another from its pipe, and may die of any.

What it may use is bounded before the first question: address space, so that a query that needs more ends it; files and
sockets, so that none can ask another server; its turn on the processor, so that the server comes first.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from kg.errors import FormatError, KgError
from kg.store.answering import MEDIA, must_fit, write_to
from kg.store.prefixes import PREFIXES
from kg.store.refusals import failed, unreadable
from kg.store.workers.frames import ASK, PIECE, End, Frames, Question, frame

_PIECE = 1 << 18  # bytes that are sent at once


def bound(memory: int, files: int | None) -> None:
    """Bound what this process may use: `memory` bytes more than it has now, `files` open files (None: as many as before).

    What a system does not know is left out.
    """
    if sys.platform != "win32":
        import resource

        limits = [(resource.RLIMIT_CORE, 0)]
        if (now := _address_space()) and memory:
            limits.append((resource.RLIMIT_AS, now + memory))
        if files is not None:
            limits.append((resource.RLIMIT_NOFILE, files))
        for kind, most in limits:
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, most))


def _address_space() -> int:
    """The bytes of address space that this process has now; 0 where the system does not say."""
    pages = 0
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return pages


class Pipe(Protocol):
    """Where questions come from and answers go to."""

    def recv(self, size: int, /) -> bytes:
        """Bytes of a question; none at the end."""
        ...

    def sendall(self, data: bytes, /) -> None:
        """Send all bytes."""
        ...


def open_files() -> int:
    """One more than the highest number of an open file: no further one can be opened."""
    with suppress(OSError):
        return max(int(name) for name in os.listdir("/proc/self/fd")) + 1  # noqa: PTH208
    return 64


def serve(pipe: Pipe, store: ox.Store) -> None:
    """Answer the questions that come through the pipe, until it is closed."""
    frames = Frames()
    with suppress(OSError):  # the server is gone
        while data := pipe.recv(1 << 16):
            for kind, payload in frames.feed(data):
                if kind == ASK:
                    answer(Question.unpacked(payload), store, pipe)


def answer(question: Question, store: ox.Store, pipe: Pipe) -> None:
    """Send the answer to a question in pieces, and how it ended."""
    out = _Pieces(pipe)
    try:
        media = _run(question, store, out)
    except _NotAcceptable as refused:
        end = End(ending="format", said=_three(refused.error), advice=_advice(refused.error))
    except _Unreadable as refused:
        end = End(ending="syntax", said=_three(refused.error), advice=_advice(refused.error))
    except (MemoryError, KgError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, OSError) and out.broken:
            raise
        told = error if isinstance(error, KgError) else failed(error)
        end = End(ending="failed", said=_three(told), advice=_advice(told))
    else:
        end = End(ending="done", media=media)
    out.close(end)


class _Unreadable(Exception):
    def __init__(self, error: KgError) -> None:
        super().__init__()
        self.error = error


class _NotAcceptable(_Unreadable):
    pass


def _run(question: Question, store: ox.Store, out: _Pieces) -> str:
    """Write the answer; its media type."""
    options: dict[str, Any] = {}
    if question.default or question.named:
        try:
            options = {
                "default_graph": [ox.NamedNode(iri) for iri in question.default],
                "named_graphs": [ox.NamedNode(iri) for iri in question.named],
            }
        except ValueError as error:
            raise _Unreadable(failed(error)) from error
    try:
        found = store.query(question.text, prefixes=PREFIXES, **options)
    except SyntaxError as error:
        raise _Unreadable(unreadable(error, question.text)) from error
    name = question.graph if isinstance(found, ox.QueryTriples) else question.rows
    try:
        must_fit(found, name)
        if not question.only_read:
            write_to(found, name, out)
    except FormatError as error:
        raise _NotAcceptable(error) from error
    return MEDIA[name]


def _three(error: KgError) -> tuple[str, str, str]:
    return (error.said.fr, error.said.en, error.said.de)


def _advice(error: KgError) -> tuple[str, str, str]:
    hint = error.advice
    return ("", "", "") if hint is None else (hint.fr, hint.en, hint.de)


class _Pieces:
    """A file that is written to the pipe in pieces."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._held: list[bytes] = []
        self._size = 0
        self.broken = False

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size >= _PIECE:
            self._send(frame(PIECE, b"".join(self._held)))
            self._held, self._size = [], 0
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is left goes with the end."""

    def close(self, end: End) -> None:
        """Send what is left and the end."""
        left = frame(PIECE, b"".join(self._held)) if self._held and end.ending == "done" else b""
        self._send(left + end.packed())

    def _send(self, data: bytes) -> None:
        try:
            self._pipe.sendall(data)
        except OSError:
            self.broken = True
            raise
