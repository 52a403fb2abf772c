"""Workers that a zygote forks: milliseconds each, sharing the graph in memory. Where the system can fork."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.store.workers.frames import LINE
from kg.store.workers.line import Lent, Worker, environment

assert sys.platform != "win32"  # for the checker; kg.store.workers.spawns does it there


class Forks:
    """The server's end of the zygote."""

    def __init__(self, store: Path, *, held: bool, memory: int, answer: int) -> None:
        """`store` is the folder of a store, `held` whether it is held in memory; `memory` and `answer` are a worker's bounds in bytes."""
        self._said = json.dumps({"store": str(store), "held": held, "memory": memory})
        self._answer = answer
        self._control: socket.socket | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._asked: deque[asyncio.Future[Worker]] = deque()
        self._deaths: dict[int, asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready: asyncio.Future[None] | None = None
        self._lost: Callable[[], None] = lambda: None

    async def start(self, lost: Callable[[], None]) -> None:
        """Start the zygote, and wait until it holds the graph."""
        self._lost = lost
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "kg.store.workers.zygote", str(theirs.fileno()), self._said,
                pass_fds=(theirs.fileno(),), stdin=asyncio.subprocess.DEVNULL, env=environment(),
            )  # fmt: skip
        self._control = ours
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        loop.add_reader(ours.fileno(), self._heard)
        await self._ready

    async def make(self, far: bool) -> Worker:
        """A worker, when the zygote has forked it. Raises OSError when the zygote is gone."""
        if self._control is None:
            raise OSError("the process that holds the graph is gone")
        asked: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._asked.append(asked)
        self._tell("far" if far else "fork")
        return await asked

    def end(self, worker: Lent) -> None:
        """The zygote ends it: only the parent of a process knows that its number is still its own."""
        self._tell(f"end {worker.pid}")
        worker.close()

    def slow(self, worker: Lent) -> None:
        """Everything else goes first."""
        self._tell(f"slow {worker.pid}")

    async def close(self) -> None:
        """Close the zygote's socket, on which it ends with all its workers."""
        self._orphaned("")
        if self._process is not None:
            with suppress(TimeoutError, ProcessLookupError):
                await asyncio.wait_for(self._process.wait(), 2.0)

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
            if (death := self._deaths.pop(int(pid), None)) is not None and not death.done():
                death.set_result(int(status))
        elif word == "ready" and self._ready is not None:
            if not self._ready.done():  # whoever waited may have been told to end
                self._ready.set_result(None)
        else:
            self._orphaned(rest)

    async def _welcome(self, pid: int, number: int) -> None:
        """A worker is there."""
        pipe = socket.socket(fileno=number)
        pipe.setblocking(False)
        loop = asyncio.get_running_loop()
        if not self._asked:  # the zygote is gone
            pipe.close()
            return
        asked = self._asked.popleft()
        death = self._deaths[pid] = loop.create_future()
        _, worker = await loop.connect_accepted_socket(lambda: Worker(pid, self._answer, death), pipe)
        if asked.done():
            worker.close()
        else:
            asked.set_result(worker)

    def _orphaned(self, why: str) -> None:
        """The zygote is gone."""
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(OSError(why or "the process that holds the graph ended"))
        for asked in self._asked:
            if not asked.done():
                asked.set_exception(OSError("the process that holds the graph is gone"))
        self._asked.clear()
        self._lost()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
