"""Workers that are started one by one, each with the store on disk opened for reading: where the system cannot fork.

Each takes a few tenths of a second, and what a system does not know (bounds on memory and files) does not hold there.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

from kg.store.workers.line import Lent, Worker, environment


class Spawns:
    """Starts a process for each worker."""

    def __init__(self, store: Path, *, memory: int, answer: int) -> None:
        """`store` is the folder of a store; `memory` and `answer` are a worker's bounds in bytes."""
        self._store, self._memory, self._answer = store, memory, answer
        self._made: dict[int, asyncio.SubprocessTransport] = {}
        self._deaths: set[asyncio.Future[int]] = set()

    async def start(self, lost: Callable[[], None]) -> None:
        """Nothing to make ready; `lost` is never called."""
        if not self._store.is_dir():
            raise OSError(f"no store: {self._store}")

    async def make(self, far: bool) -> Worker:
        """A worker in a process of its own."""
        loop = asyncio.get_running_loop()
        death: asyncio.Future[int] = loop.create_future()
        transport, spawned = await loop.subprocess_exec(
            lambda: _Spawned(self._answer, death), sys.executable, "-m", "kg.store.workers.alone", str(self._store),
            str(self._memory), "far" if far else "near", stderr=asyncio.subprocess.DEVNULL, env=environment(),
        )  # fmt: skip
        worker = spawned.begin(transport)
        self._made[worker.pid] = transport
        self._deaths.add(death)
        death.add_done_callback(self._deaths.discard)
        return worker

    def end(self, worker: Lent) -> None:
        """End its process."""
        transport = self._made.pop(worker.pid, None)
        if transport is not None:
            with suppress(ProcessLookupError):
                transport.kill()
        worker.close()

    def slow(self, worker: Lent) -> None:
        """Everything else goes first, where the system knows that."""
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, worker.pid, 19)

    async def close(self) -> None:
        """End all."""
        for transport in self._made.values():
            with suppress(ProcessLookupError):
                transport.kill()
        if self._deaths:
            await asyncio.wait(set(self._deaths), timeout=2.0)
        for transport in self._made.values():
            transport.close()
        self._made.clear()


class _Spawned(asyncio.SubprocessProtocol):
    """What a process writes, for its worker."""

    def __init__(self, answer: int, death: asyncio.Future[int]) -> None:
        self._answer, self._death = answer, death
        self._transport: asyncio.SubprocessTransport | None = None
        self._worker: Worker | None = None

    def begin(self, transport: asyncio.SubprocessTransport) -> Worker:
        """The worker of the process."""
        self._transport = transport
        worker = self._worker = Worker(transport.get_pid() or 0, self._answer, self._death)
        worker.connection_made(cast(asyncio.BaseTransport, transport.get_pipe_transport(0)))
        return worker

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Pieces of an answer."""
        if self._worker is not None:
            self._worker.data_received(data)

    def process_exited(self) -> None:
        """The process has ended."""
        if self._transport is not None and not self._death.done():
            self._death.set_result(self._transport.get_returncode() or 0)
        if self._worker is not None:
            self._worker.connection_lost(None)
