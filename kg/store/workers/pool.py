"""The pool: lends workers to questions, in turn and fairly, and ends those that take too long.

Everything runs in the server's event loop; nothing here waits for a worker.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, cast

from kg.model.record import record
from kg.store.workers.frames import END, PIECE, End, Frames, Question
from kg.store.workers.zygote import LINE

# Beside those of an End: it took too long; a worker ran out of memory; it died of the query otherwise (too deep); the
# answer is larger than the server keeps; nothing was free in time; this client asks too much at once; the store is gone.
Outcome: TypeAlias = Literal[
    "done", "syntax", "failed", "format", "time", "memory", "depth", "size", "busy", "client", "gone"
]
_SLOW = 0.25  # seconds after which a worker lets all others go first
_DIED_OF = {-6: "memory", -11: "depth", -7: "depth", -9: "memory", -4: "depth"}  # signals: ABRT, SEGV, BUS, KILL, ILL
_IN_MEMORY = 1 << 20  # bytes of an answer that are held in memory; a larger one is written to a file


@record
class Limits:
    """What strangers may use.

    `timeout` in seconds; `memory` in bytes for each worker beyond the graph; `answer` in bytes; `waiting` and `wait` are
    how many questions may wait for a worker, and for how many seconds; `waiting_each` how many of one client.
    """

    workers: int = 8
    timeout: float = 30.0
    memory: int = 512 << 20
    answer: int = 256 << 20
    waiting: int = 512
    waiting_each: int = 64
    wait: float = 10.0


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

    def close(self) -> None:
        """Close the pipe: an idle worker ends by itself."""
        self.lost = True
        if self._transport is not None:
            self._transport.close()


@record
class _Turn:
    """A question that waits for a worker."""

    client: str
    given: asyncio.Future[Worker]


class Pool:
    """The workers of one generation."""

    def __init__(self, store: Path, limits: Limits, held: bool = True) -> None:
        """`store` is the folder of the generation's store, `held` whether it is to be held in memory."""
        self.limits = limits
        self._store, self._held = store, held
        self._control: socket.socket | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._idle: deque[Worker] = deque()
        self._waiting: deque[_Turn] = deque()
        self._asked: deque[asyncio.Future[Worker]] = deque()  # workers that the zygote is forking
        self._holds: Counter[str] = Counter()  # workers that each client holds
        self._waits: Counter[str] = Counter()
        self._deaths: dict[int, asyncio.Future[int]] = {}
        self._count = 0  # workers that are there or asked for
        self._ready: asyncio.Future[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.closed = False
        self.replaced = 0

    # -- the zygote ----------------------------------------------------------------------------------
    async def start(self) -> None:
        """Start the zygote and the workers. Raises OSError when the store cannot be read."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        said = json.dumps({"store": str(self._store), "held": self._held, "memory": self.limits.memory})
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "kg.store.workers.zygote", str(theirs.fileno()), said,
                pass_fds=(theirs.fileno(),), stdin=asyncio.subprocess.DEVNULL, env=_environment(),
            )  # fmt: skip
        self._control = ours
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        loop.add_reader(ours.fileno(), self._heard)
        await self._ready
        await asyncio.gather(*(self._grow() for _ in range(self.limits.workers)))

    async def _grow(self) -> None:
        self._free(await self._fork("fork"))

    async def _fork(self, word: str) -> Worker:
        asked: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._asked.append(asked)
        if word == "fork":
            self._count += 1
        self._tell(word)
        return await asked

    def _tell(self, message: str) -> None:
        if self._control is not None:
            with suppress(OSError):
                self._control.send(message.encode("ascii"))

    def _heard(self) -> None:
        """A message of the zygote."""
        assert self._control is not None
        try:
            data, files, _, _ = socket.recv_fds(self._control, LINE, 1)
        except BlockingIOError:
            return
        except OSError:
            data, files = b"", []
        word, _, rest = data.decode("utf-8", "replace").partition(" ")
        if word == "worker" and files:
            self._start(self._welcome(int(rest), files[0]))
        elif word == "died":
            pid, _, status = rest.partition(" ")
            if (died := self._deaths.pop(int(pid), None)) is not None and not died.done():
                died.set_result(int(status))
        elif word == "ready" and self._ready is not None:
            self._ready.set_result(None)
        else:
            self._orphaned(rest)

    def _orphaned(self, why: str) -> None:
        """The zygote is gone."""
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        self.closed = True
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(OSError(why or "the process that holds the graph ended"))
        for waiting in (*self._asked, *(t.given for t in self._waiting)):
            waiting.cancel()

    async def _welcome(self, pid: int, number: int) -> None:
        """A worker is there."""
        pipe = socket.socket(fileno=number)
        pipe.setblocking(False)
        asked = self._asked.popleft()
        death = self._deaths[pid] = asyncio.get_running_loop().create_future()
        _, worker = await asyncio.get_running_loop().connect_accepted_socket(
            lambda: Worker(pid, self.limits.answer, death), pipe
        )
        if asked.cancelled():
            worker.close()
        else:
            asked.set_result(worker)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- lending -------------------------------------------------------------------------------------
    @property
    def most_each(self) -> int:
        """How many workers one client may hold."""
        return max(self.limits.workers // 2, 1)

    @property
    def busy(self) -> int:
        """How many workers are lent out."""
        return self._holds.total()

    @property
    def waiting(self) -> int:
        """How many questions wait for a worker."""
        return len(self._waiting)

    async def ask(self, question: Question, client: str, far: bool = False) -> Answer:
        """The answer to a question, or what kept it from one. `far` lends it a worker that may ask other servers."""
        refused, worker = await self._lent(client, far)
        if worker is None:
            return Answer(outcome=refused)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            answer = await self._answered(worker, question)
        finally:
            self._return(worker, client, far)
        return _timed(answer, loop.time() - began)

    async def _answered(self, worker: Worker, question: Question) -> Answer:
        loop = asyncio.get_running_loop()
        done = worker.ask(question)
        slow = loop.call_later(_SLOW, self._behind, worker)
        late = loop.call_later(self.limits.timeout, _settle_late, done)
        try:
            answer = await done
        except asyncio.CancelledError:  # the client is gone
            self._end(worker)
            raise
        finally:
            slow.cancel()
            late.cancel()
        if answer.outcome == "gone":
            return await self._cause(worker)
        if answer.outcome in ("time", "size"):
            self._end(worker)
        return answer

    def _behind(self, worker: Worker) -> None:
        worker.used = True
        self._tell(f"slow {worker.pid}")

    async def _cause(self, worker: Worker) -> Answer:
        """What a worker died of."""
        try:
            status = await asyncio.wait_for(asyncio.shield(worker.death), 1.0)
        except (TimeoutError, asyncio.CancelledError):
            return Answer(outcome="gone")
        cause = _DIED_OF.get(status, "gone")
        return Answer(outcome="memory" if cause == "memory" else "depth" if cause == "depth" else "gone")

    def _end(self, worker: Worker) -> None:
        self._tell(f"end {worker.pid}")
        worker.close()

    async def _lent(self, client: str, far: bool) -> tuple[Outcome, Worker | None]:
        if self.closed:
            return "gone", None
        if far:
            if self._holds[client] >= self.most_each:
                return "client", None
            self._holds[client] += 1
            return "done", await self._fork("far")
        while self._idle and not self._waiting and self._holds[client] < self.most_each:
            worker = self._idle.pop()
            if not worker.lost:
                self._holds[client] += 1
                return "done", worker
            self._replace(worker)
        return await self._queued(client)

    async def _queued(self, client: str) -> tuple[Outcome, Worker | None]:
        if self._waits[client] >= self.limits.waiting_each:
            return "client", None
        if len(self._waiting) >= self.limits.waiting:
            return "busy", None
        turn = _Turn(client=client, given=asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        self._waits[client] += 1
        self._serve_waiting()
        try:
            async with asyncio.timeout(self.limits.wait):
                return "done", await turn.given
        except TimeoutError:
            self._give_back(turn)
            return "busy", None
        except asyncio.CancelledError:
            self._give_back(turn)
            if self.closed:
                return "gone", None
            raise
        finally:
            _less(self._waits, client)
            if turn in self._waiting:
                self._waiting.remove(turn)

    def _give_back(self, turn: _Turn) -> None:
        """A worker that was given to a question in the moment in which it gave up."""
        if turn.given.done() and not turn.given.cancelled():
            self._return(turn.given.result(), turn.client, far=False)

    def _serve_waiting(self) -> None:
        """Give free workers to those that wait, the first first; who holds as many as one may is passed over."""
        if not self._idle:
            return
        for turn in list(self._waiting):
            if turn.given.done() or self._holds[turn.client] >= self.most_each:
                continue
            while self._idle and self._idle[-1].lost:
                self._replace(self._idle.pop())
            if not self._idle:
                return
            self._holds[turn.client] += 1
            self._waiting.remove(turn)
            turn.given.set_result(self._idle.pop())

    def _return(self, worker: Worker, client: str, far: bool) -> None:
        _less(self._holds, client)
        if far:
            worker.close()
        elif worker.lost:
            self._replace(worker)
        elif worker.used:  # it stays behind all others: a fresh one takes its place
            worker.close()
            self._replace(worker)
        else:
            self._free(worker)

    def _free(self, worker: Worker) -> None:
        self._idle.append(worker)
        self._serve_waiting()
        if self.closed:
            worker.close()

    def _replace(self, worker: Worker) -> None:
        self._count -= 1
        self.replaced += 1
        if not self.closed:
            self._start(self._regrow())

    async def _regrow(self) -> None:
        with suppress(asyncio.CancelledError):
            await self._grow()

    async def close(self, patience: float = 0.0) -> None:
        """End all; questions that are being answered have `patience` seconds left."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while self.busy and loop.time() < until:
            await asyncio.sleep(0.02)
        self._orphaned("")
        for worker in self._idle:
            worker.close()
        if self._process is not None:
            with suppress(TimeoutError, ProcessLookupError):
                await asyncio.wait_for(self._process.wait(), 2.0)


def _less(counter: Counter[str], client: str) -> None:
    counter[client] -= 1
    if counter[client] <= 0:
        del counter[client]


def _settle_late(done: asyncio.Future[Answer]) -> None:
    if not done.done():
        done.set_result(Answer(outcome="time"))


def _timed(answer: Answer, seconds: float) -> Answer:
    return Answer(outcome=answer.outcome, media=answer.media, body=answer.body, file=answer.file, size=answer.size,
                  said=answer.said, advice=answer.advice, seconds=seconds)  # fmt: skip


def _environment() -> dict[str, str]:
    """What a worker may know: nothing of the operator's secrets."""
    kept = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
    return {key: os.environ[key] for key in kept if key in os.environ}
