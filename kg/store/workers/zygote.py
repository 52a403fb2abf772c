"""The zygote: a small process that holds one generation in memory and forks workers from itself, each ready in milliseconds.

It is started with the socket through which the pool speaks to it, and ends when that is closed, and all its workers with
it. It never runs a query. The graph is read by a child and comes through a pipe: a store on disk has threads, and a process
with threads must not fork.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.store.workers import worker
from kg.store.workers.frames import LINE

assert sys.platform != "win32"  # for the checker: Windows cannot fork

_NICE = 5  # of a worker: the server comes first


def main() -> None:
    """`python -m kg.store.workers.zygote SOCKET SETTINGS`: the socket's number, and the settings as JSON:
    `store` (the folder of the store), `held` (whether it is held in memory), `memory` (bytes for each worker)."""
    control = socket.socket(fileno=int(sys.argv[1]))
    said = json.loads(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the socket
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    folder = Path(said["store"])
    try:
        store = _held(folder) if said["held"] else None
    except (OSError, RuntimeError, SyntaxError, MemoryError) as error:
        with suppress(OSError):
            control.send(f"refused {error}".encode()[:LINE])
        return
    gc.collect()
    gc.freeze()  # the pages that workers share are not written to
    with suppress(OSError):  # nobody waits for it any more
        control.send(b"ready")
        Zygote(control, folder, store, int(said["memory"])).run()


def _held(folder: Path) -> ox.Store:
    """The graph of a store on disk, in memory."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.close(read)
            with os.fdopen(write, "wb", buffering=1 << 20) as out:
                ox.Store.read_only(str(folder)).dump(out, format=ox.RdfFormat.N_QUADS)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(write)
    store = ox.Store()
    with os.fdopen(read, "rb", buffering=1 << 20) as quads:
        store.bulk_load(quads, format=ox.RdfFormat.N_QUADS, lenient=True)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise RuntimeError("the store cannot be read")
    return store


class Zygote:
    """Forks and ends workers as it is told. A message is one datagram: `fork`, `far` (a worker that may open sockets),
    `end PID`, `slow PID` (everything else comes first); it says `worker PID` with the worker's socket, and `died PID STATUS`.
    """

    def __init__(self, control: socket.socket, folder: Path, store: ox.Store | None, memory: int) -> None:
        self._control, self._folder, self._store, self._memory = control, folder, store, memory
        self._workers: set[int] = set()
        self._wake, wake = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(self._wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def run(self) -> None:
        """Until the pool is gone."""
        try:
            while True:
                ready, _, _ = select.select([self._control.fileno(), self._wake], [], [])
                if self._wake in ready:
                    with suppress(BlockingIOError):
                        os.read(self._wake, LINE)
                    self._reap()
                if self._control.fileno() in ready:
                    message = self._control.recv(LINE).decode("ascii")
                    if not message:
                        return
                    self._do(message)
        except OSError:
            return
        finally:
            for pid in self._workers:
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)

    def _do(self, message: str) -> None:
        word, _, pid = message.partition(" ")
        if word in ("fork", "far"):
            self._fork(far=word == "far")
        elif int(pid) in self._workers:  # not reaped yet, so the number is still its own
            with suppress(OSError):
                if word == "end":
                    os.kill(int(pid), signal.SIGKILL)
                elif word == "slow":
                    os.setpriority(os.PRIO_PROCESS, int(pid), 19)

    def _fork(self, far: bool) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            try:
                ours.close()
                self._become_worker(theirs, far)
            finally:
                os._exit(0)
        theirs.close()
        self._workers.add(pid)
        socket.send_fds(self._control, [f"worker {pid}".encode()], [ours.fileno()])
        ours.close()

    def _become_worker(self, pipe: socket.socket, far: bool) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        with suppress(OSError):
            os.nice(_NICE)
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), 2
            )  # what an allocator says when it gives up is no message of ours
        store = self._store
        files: int | None = 0
        if store is None:
            store = ox.Store.read_only(str(self._folder))
            files = worker.open_files()
        worker.bound(self._memory, None if far else files)
        worker.serve(pipe, store)

    def _reap(self) -> None:
        while self._workers:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._workers.discard(pid)
            self._control.send(f"died {pid} {os.waitstatus_to_exitcode(status)}".encode())


if __name__ == "__main__":
    main()
