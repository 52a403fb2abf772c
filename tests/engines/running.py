"""Real engines on this machine: an Oxigraph server and a Virtuoso, each in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

_PATIENCE = 90.0  # seconds until an engine answers, on a machine that does much else
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 60
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {dumps}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Running:
    """An engine that can be killed and started again over the same data."""

    def __init__(
        self, command: list[str], address: str, environ: dict[str, str], limit: Callable[[], None] | None = None
    ) -> None:
        self.address = address
        self.environ = environ  # secrets of whoever may write
        self.unites = bool(environ) or "--union-default-graph" in command  # its default graph is all graphs
        self._command = command
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=self._limit,  # noqa: PLW1509 (no threads here)
        )
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                urlopen(f"{self.address}?query=ASK%20%7B%7D", timeout=5).close()
                return
            except (URLError, OSError) as error:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise RuntimeError(f"{self._command[0]} does not answer: {error}") from error
                time.sleep(0.05)

    def kill(self) -> None:
        """As a machine that loses its power."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def oxigraph(folder: Path, limit: Callable[[], None] | None = None, *, union: bool = False) -> Running:
    """The Oxigraph server, of the package `oxigraph`; `union`: its default graph is all graphs, as GraphDB and others have it."""
    port = free_port()
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert program, "the package oxigraph is one of the test extra's"
    command = [program, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    command += ["--union-default-graph"] * union
    return Running(command, f"http://127.0.0.1:{port}/query", {}, limit)


def virtuoso(folder: Path, *, sql: int = 0, dumps: Path | None = None) -> Running | None:
    """Virtuoso 7, of the Debian package `virtuoso-opensource-7`; None where it is not installed.

    `sql` is the port for its own client (0: any), `dumps` the folder of the files that it may load.
    """
    program = shutil.which("virtuoso-t")
    if program is None:
        return None
    http = free_port()
    said = _VIRTUOSO.format(folder=folder, dumps=dumps or folder, sql=sql or free_port(), http=http)
    (folder / "virtuoso.ini").write_text(said, encoding="utf-8")
    command = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    secrets = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba"}  # as it comes
    return Running(command, f"http://127.0.0.1:{http}/sparql", secrets)
