"""The pool: lends workers to questions, in turn and fairly, and ends those that take too long.

Everything runs in the server's event loop; nothing here waits for a worker.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, deque
from contextlib import suppress
from pathlib import Path

from kg.model.record import record
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer, Lent, Maker, Outcome
from kg.store.workers.spawns import Spawns

_SLOW = 0.25  # seconds after which a worker lets all others go first


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
class _Turn:
    """A question that waits for a worker."""

    client: str
    given: asyncio.Future[Lent]


class Pool:
    """The workers of one generation."""

    def __init__(self, makes: Maker, limits: Limits) -> None:
        """`makes` makes the workers and ends them."""
        self.limits = limits
        self._makes = makes
        self._idle: deque[Lent] = deque()
        self._waiting: deque[_Turn] = deque()
        self._holds: Counter[str] = Counter()  # workers that each client holds
        self._waits: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self.closed = False
        self.gone = asyncio.Event()  # set when no worker can be made any more
        self.replaced = 0

    async def start(self) -> None:
        """Make the workers. Raises OSError when the store cannot be read."""
        await self._makes.start(self._lost)
        await asyncio.gather(*(self._grow() for _ in range(self.limits.workers)))

    async def _grow(self) -> None:
        self._free(await self._makes.make(far=False))

    def _lost(self) -> None:
        """No worker can be made any more."""
        self.closed = True
        self.gone.set()
        for turn in self._waiting:
            turn.given.cancel()

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

    async def _answered(self, worker: Lent, question: Question) -> Answer:
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

    def _behind(self, worker: Lent) -> None:
        worker.used = True
        self._makes.slow(worker)

    async def _cause(self, worker: Lent) -> Answer:
        """What a worker died of."""
        await asyncio.wait({worker.death}, timeout=1.0)
        return Answer(outcome=worker.cause())

    def _end(self, worker: Lent) -> None:
        self._makes.end(worker)

    async def _lent(self, client: str, far: bool) -> tuple[Outcome, Lent | None]:
        if self.closed:
            return "gone", None
        if far:
            if self._holds[client] >= self.most_each:
                return "client", None
            self._holds[client] += 1
            try:
                return "done", await self._makes.make(far=True)
            except OSError:
                _less(self._holds, client)
                return "gone", None
        while self._idle and not self._waiting and self._holds[client] < self.most_each:
            worker = self._idle.pop()
            if not worker.lost:
                self._holds[client] += 1
                return "done", worker
            self._replace(worker)
        return await self._queued(client)

    async def _queued(self, client: str) -> tuple[Outcome, Lent | None]:
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

    def _return(self, worker: Lent, client: str, far: bool) -> None:
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

    def _free(self, worker: Lent) -> None:
        self._idle.append(worker)
        self._serve_waiting()
        if self.closed:
            worker.close()

    def _replace(self, worker: Lent) -> None:
        self.replaced += 1
        if not self.closed:
            task = asyncio.ensure_future(self._regrow())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _regrow(self) -> None:
        with suppress(asyncio.CancelledError, OSError):
            await self._grow()

    async def close(self, patience: float = 0.0) -> None:
        """End all; questions that are being answered have `patience` seconds left."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while self.busy and loop.time() < until:
            await asyncio.sleep(0.02)
        self._lost()
        if self._tasks:  # workers that are just being made
            await asyncio.wait(set(self._tasks), timeout=1.0)
        for worker in self._idle:
            worker.close()
        await self._makes.close()


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


def maker(store: Path, limits: Limits, held: bool) -> Maker:
    """Who makes workers on this system, for the store in a folder; `held`: whether it is to be held in memory."""
    makes: Maker = Spawns(store, memory=limits.memory, answer=limits.answer)
    if sys.platform == "linux":
        from kg.store.workers.forks import Forks

        makes = Forks(store, held=held, memory=limits.memory, answer=limits.answer)
    return makes
