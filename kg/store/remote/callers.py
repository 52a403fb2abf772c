"""Those that ask an engine what strangers want to know: in the place of workers, lent out by the same pool.

A query is read first by a worker over an empty store (a query can end the process that parses it): so what is none, and what
has no such format, is told in the same words wherever the graph is. Then a thread asks the engine, and writes its answer in our
formats. A thread that is stuck in a request ends at its time-out; until then no other takes its place.
"""

from __future__ import annotations

import asyncio
import io
import logging
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import EngineError, KgError
from kg.model.record import replace
from kg.model.text import Text
from kg.store.answering import GRAPHS, MEDIA, write_to
from kg.store.refusals import failed
from kg.store.remote import faults
from kg.store.remote.store import RemoteStore
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer, Lent, Outcome
from kg.store.workers.pool import Limits, Pool, maker
from kg.texts import engines

_log = logging.getLogger("kg.serve")
AWAY = Text(
    fr="Le serveur qui détient le graphe ne répond pas, ou échoue. Réessayez dans un moment.",
    en="The server that holds the graph does not answer, or fails. Try again in a moment.",
    de="Der Server, der den Graphen hält, antwortet nicht oder scheitert. Versuchen Sie es gleich wieder.",
)
_FIRST_ROWS = Text(
    fr="Le serveur qui détient le graphe n'en donne que les premières lignes.",
    en="The server that holds the graph gives only the first rows of it.",
    de="Der Server, der den Graphen hält, gibt davon nur die ersten Zeilen.",
)
_READERS = 2  # workers that read questions
_NOT_AN_ANSWER: dict[type[EngineError], Outcome] = {faults.Stalled: "time", faults.TooLarge: "size"}


class Callers:
    """Makes those that ask, and ends them."""

    def __init__(self, store: RemoteStore, limits: Limits) -> None:
        """Raises OSError."""
        self._store, self._limits = store, limits
        self._folder = tempfile.TemporaryDirectory(prefix="kg-empty-", ignore_cleanup_errors=True)
        empty = Path(self._folder.name, "store")
        ox.Store(str(empty)).flush()
        few = replace(limits, workers=min(_READERS, limits.workers))
        self._reads = Pool(maker(empty, few, held=True), few)
        self._free = asyncio.Semaphore(2 * limits.workers)
        self._watch: asyncio.Task[Literal[True]] | None = None

    async def start(self, lost: Callable[[], None]) -> None:
        """Make ready; `lost` is called when questions can be read no more. Raises OSError."""
        await self._reads.start()
        watch = self._watch = asyncio.ensure_future(self._reads.gone.wait())
        watch.add_done_callback(lambda done: None if done.cancelled() else lost())

    async def make(self, far: bool) -> Lent:
        """One that asks."""
        await self._free.acquire()
        return Caller(self._store, self._reads, self._limits, self._free.release)

    def end(self, worker: Lent) -> None:
        """Wait for it no longer."""
        worker.close()

    def slow(self, worker: Lent) -> None:
        """It waits for the engine, and is in nobody's way."""

    async def close(self) -> None:
        """End all."""
        if self._watch is not None:
            self._watch.cancel()
        await self._reads.close()
        self._folder.cleanup()


class Caller:
    """Asks the engine one question at a time, in a thread."""

    pid = 0

    def __init__(self, store: RemoteStore, reads: Pool, limits: Limits, leaves: Callable[[], None]) -> None:
        """`leaves` is called once, when it is closed and its thread has ended."""
        self.used = self.lost = False
        self.death: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._reads, self._limits, self._leaves = reads, limits, leaves
        bounded = replace(store.engine, turns=1, timeout=limits.timeout, seconds=limits.timeout, largest=limits.answer)
        self._store = store.asked_as(bounded)
        self._asking = False
        self._left = False
        self._work: asyncio.Task[None] | None = None

    def ask(self, question: Question) -> asyncio.Future[Answer]:
        """The answer to a question, to come."""
        done: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._work = asyncio.ensure_future(self._answered(question, done))
        return done

    async def _answered(self, question: Question, done: asyncio.Future[Answer]) -> None:
        read = await self._reads.ask(replace(question, only_read=True), str(id(self)))
        if done.done():
            return
        if read.outcome not in ("done", "failed"):  # it fails over the empty store where it would ask another server
            done.set_result(read)
            return
        graph = read.media in _OF_GRAPHS
        self._asking = True
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, args=(question, graph, loop, done), daemon=True).start()

    def _run(
        self, question: Question, graph: bool, loop: asyncio.AbstractEventLoop, done: asyncio.Future[Answer]
    ) -> None:
        answer = answered(self._store, question, graph=graph, most=self._limits.answer)
        with suppress(RuntimeError):  # the server has ended
            loop.call_soon_threadsafe(self._came_back, answer, done)

    def _came_back(self, answer: Answer, done: asyncio.Future[Answer]) -> None:
        self._asking = False
        if not done.done():
            done.set_result(answer)
        self._leave()

    def cause(self) -> Outcome:
        """It dies of nothing."""
        return "gone"

    def close(self) -> None:
        """Take no further question."""
        self.lost = True
        self._leave()

    def _leave(self) -> None:
        if self.lost and not self._asking and not self._left:
            self._left = True
            self._leaves()


_OF_GRAPHS = frozenset(media for media, _ in GRAPHS.values())


def answered(store: RemoteStore, question: Question, *, graph: bool, most: int) -> Answer:
    """The engine's answer in the format that was asked for, whole; or what kept it from one. Raises nothing."""
    out = io.BytesIO()
    name = question.graph if graph else question.rows
    try:
        found = store.asked(question.text, graph=graph, default=question.default, named=question.named)
        write_to(found, name, out)
    except faults.CutOff:
        return _refused("away", KgError(_FIRST_ROWS, engines.MORE_ROWS))
    except EngineError as error:
        return _away(error)
    except KgError as error:
        return _refused("failed", error)
    except (OSError, RuntimeError, ValueError) as error:
        return _refused("failed", failed(error))
    body = out.getvalue()
    return Answer(outcome="done" if len(body) <= most else "size", media=MEDIA[name], body=body, size=len(body))


def _away(error: EngineError) -> Answer:
    """Why is for those who run this: the engine's address may be nobody's business."""
    for kind, outcome in _NOT_AN_ANSWER.items():
        if isinstance(error, kind):
            return Answer(outcome=outcome)
    _log.warning("/sparql: %s", error)
    return _refused("away", KgError(AWAY))


def _refused(outcome: Outcome, error: KgError) -> Answer:
    said, advice = error.said, error.advice
    hint = ("", "", "") if advice is None else (advice.fr, advice.en, advice.de)
    return Answer(outcome=outcome, said=(said.fr, said.en, said.de), advice=hint)
