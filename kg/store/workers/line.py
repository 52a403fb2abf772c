"""The server's end of one worker's pipe: a question goes in, an answer comes out, or the worker is gone."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from typing import IO, Literal, Protocol, TypeAlias, cast

from kg.model.record import record
from kg.store.workers.frames import END, PIECE, End, Frames, Question

# Beside those of an End: it took too long; a worker ran out of memory; it died of the query otherwise (too deep); the
# answer is larger than the server keeps; nothing was free in time; this client asks too much at once; the store is gone; the
# engine elsewhere that holds the graph does not answer, or fails.
Outcome: TypeAlias = Literal[
    "done", "syntax", "failed", "format", "time", "memory", "depth", "size", "busy", "client", "gone", "away"
]
_IN_MEMORY = 1 << 20  # bytes of an answer that are held in memory; a larger one is written to a file
_DIED_OF: dict[int, Outcome] = {
    -6: "memory",
    -11: "depth",
    -7: "depth",
    -9: "memory",
    -4: "depth",
}  # ABRT, SEGV, BUS, KILL, ILL


@record
class Answer:
    """How a question ended, and the whole answer: as bytes, or where it is large as a file."""

    outcome: Outcome
    media: str = ""
    body: bytes = b""
    file: IO[bytes] | None = None
    size: int = 0
    said: tuple[str, str, str] = ("", "", "")
    advice: tuple[str, str, str] = ("", "", "")
    seconds: float = 0.0


class Lent(Protocol):
    """Who answers one question at a time: a process, or somebody who asks an engine elsewhere."""

    pid: int  # 0 where it is no process of its own
    used: bool  # whether it was made to wait behind the others
    lost: bool  # whether it is gone
    death: asyncio.Future[int]  # its exit status

    def ask(self, question: Question) -> asyncio.Future[Answer]:
        """Hand over a question; its answer is in the future, with the outcome `gone` when it ends without one."""
        ...

    def cause(self) -> Outcome:
        """What it died of."""
        ...

    def close(self) -> None:
        """Take no further question."""
        ...


class Worker(asyncio.Protocol):
    """The server's end of one worker's pipe. It answers one question at a time."""

    def __init__(self, pid: int, most: int, death: asyncio.Future[int]) -> None:
        """`most` is the bytes that an answer may have; `death` gets its exit status."""
        self.pid = pid
        self.death = death
        self.used = False  # whether it was made to wait behind the others
        self._most = most
        self._frames = Frames()
        self._pieces: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        self._done: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The pipe is open."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def ask(self, question: Question) -> asyncio.Future[Answer]:
        """Send a question; its answer is in the future, with the outcome `gone` when the worker dies of it."""
        self._done = asyncio.get_running_loop().create_future()
        assert self._transport is not None
        self._transport.write(question.packed())
        return self._done

    def data_received(self, data: bytes) -> None:
        """Pieces of an answer, or its end."""
        try:
            for kind, payload in self._frames.feed(data):
                if kind == PIECE:
                    self._take(payload)
                elif kind == END:
                    self._finish(End.unpacked(payload))
        except (ValueError, OSError):  # a worker that writes nonsense, a full disk
            self.close()

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._most:
            self._settle(Answer(outcome="size"))
        elif self._file is None and self._size <= _IN_MEMORY:
            self._pieces.append(piece)
        else:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
                self._file.write(b"".join(self._pieces))
                self._pieces = []
            self._file.write(piece)

    def _finish(self, end: End) -> None:
        if end.ending == "done":
            body, file, size = b"".join(self._pieces), self._file, self._size
            self._pieces, self._file, self._size = [], None, 0
            self._settle(Answer(outcome="done", media=end.media, body=body, file=file, size=size))
        else:
            self._settle(Answer(outcome=end.ending, said=end.said, advice=end.advice))

    def _settle(self, answer: Answer) -> None:
        self._pieces, self._size = [], 0
        if self._file is not None:
            self._file.close()
            self._file = None
        done, self._done = self._done, None
        if done is not None and not done.done():
            done.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker is gone."""
        self.lost = True
        self._settle(Answer(outcome="gone"))

    def cause(self) -> Outcome:
        """What the worker died of, as far as its exit status says."""
        return _DIED_OF.get(self.death.result(), "gone") if self.death.done() else "gone"

    def close(self) -> None:
        """Close the pipe: an idle worker ends by itself."""
        self.lost = True
        if self._transport is not None:
            self._transport.close()


class Maker(Protocol):
    """Who makes workers and ends them."""

    async def start(self, lost: Callable[[], None]) -> None:
        """Make ready; `lost` is called when no worker can be made any more. Raises OSError when the store cannot be read."""
        ...

    async def make(self, far: bool) -> Lent:
        """A worker; `far` is one that may open sockets. Raises CancelledError when none can be made any more."""
        ...

    def end(self, worker: Lent) -> None:
        """End a worker, whatever it does."""
        ...

    def slow(self, worker: Lent) -> None:
        """Let everything else go before a worker."""
        ...

    async def close(self) -> None:
        """End all."""
        ...


def environment() -> dict[str, str]:
    """What a worker may know: nothing of the operator's secrets."""
    kept = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT")
    return {key: os.environ[key] for key in kept if key in os.environ}
