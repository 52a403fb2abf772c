"""The store: numbered generations in `VAULT/.kg/`, switched by one pointer.

A build writes a new generation, then replaces the file `CURRENT`; that is one atomic rename, so
that a reader sees the old generation or the new one, and a build killed at any moment changes nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.record import record

_CHUNK = 12 << 20  # characters; half as many take a tenth more time, twice as many half as much memory again
_PATIENCE = 1.0  # seconds until a build that waits says so
_TURNS, _PAUSE = 40, 0.05  # tries to replace a file that someone reads, and seconds between them


@record
class Generation:
    """One published state of the graph, and what it remembers of its notes."""

    path: Path
    stamp: dict[str, str]

    @property
    def paths(self) -> dict[str, str]:
        """The path of each note in the vault, by the IRI of the note."""
        return self._mapping("paths")

    @property
    def sources(self) -> dict[str, str]:
        """The path of whatever statements were read from, by its IRI: the notes, and the files of decided links."""
        return {**self.paths, **self._mapping("files")}

    def _mapping(self, name: str) -> dict[str, str]:
        found = json.loads(self.stamp.get(name, "{}"))
        return {str(key): str(value) for key, value in found.items()}


def home(vault: Path) -> Path:
    """The folder of the store, and of what else is kept beside the notes and is no one's to commit."""
    return vault / ".kg"


def made(vault: Path, name: str = "") -> Path:
    """The folder `.kg` of a vault, or one in it, made where it is not there; Git ignores it. Raises OSError."""
    folder = home(vault)
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="ascii")
    (folder / name).mkdir(exist_ok=True)
    return folder / name


def current(vault: Path) -> Generation | None:
    """The generation that readers get, or None when nothing was ever published."""
    try:
        name = (home(vault) / "CURRENT").read_text(encoding="ascii").strip()
        path = home(vault) / name
        stamp = json.loads((path / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(stamp, dict) or not all(isinstance(value, str) for value in stamp.values()):
        return None
    return Generation(path=path, stamp=stamp)


def open_store(generation: Generation) -> ox.Store:
    """The store of a generation, for reading. Raises StoreError when it cannot be opened."""
    try:
        return ox.Store.read_only(str(generation.path / "store"))
    except (OSError, RuntimeError) as error:
        raise StoreError.closed(generation.path, error) from error


def publish(
    vault: Path,
    quads: Iterable[str],
    stamp: Mapping[str, str],
    waits: Callable[[], None] = lambda: None,
    beside: Mapping[str, str] | None = None,
) -> Path:
    """Write a new generation and switch to it. Raises StoreError when the folder cannot be written.

    `quads` are pieces of N-Quads, each of whole lines, whose IRIs were checked when they were made. `waits` is
    called when another build holds the folder for more than a second. `beside` are texts that are kept with the
    generation, by the name of their file.
    """
    try:
        folder = made(vault)
        with _lock(folder, waits):
            before = current(vault)
            path = folder / f"gen-{_next(folder):06}"
            _write(path, quads, stamp, beside or {})
            _switch(folder, path.name)
            _clear(folder, {path.name, before.path.name if before else path.name})
            return path
    except OSError as error:
        raise StoreError.refused(vault, error) from error


def _write(path: Path, quads: Iterable[str], stamp: Mapping[str, str], beside: Mapping[str, str]) -> None:
    path.mkdir()
    store = ox.Store(str(path / "store"))
    lines = _Lines(quads)
    while lines.next_chunk():
        store.bulk_load(cast(IO[bytes], lines), format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    del store
    for name, text in beside.items():
        (path / name).write_text(text, encoding="utf-8")
    (path / "stamp.json").write_text(json.dumps(dict(stamp), sort_keys=True), encoding="utf-8")


class _Lines:
    """Pieces of text as a file that ends after each chunk: few and large ones, for the store writes, and later merges,
    files for each. No chunk is ever held as a whole."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.pieces = iter(pieces)
        self.held = b""
        self.left = 0

    def next_chunk(self) -> bool:
        """Begin a chunk, unless there is nothing left."""
        self.left = _CHUNK
        self.held = next(self.pieces, "").encode()
        return bool(self.held)

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end of the chunk."""
        parts, length = [self.held], len(self.held)
        while length < size and self.left > 0:
            if not (piece := next(self.pieces, "").encode()):
                self.left = 0
            parts.append(piece)
            length += len(piece)
            self.left -= len(piece)
        text = b"".join(parts)
        self.held = text[size:]
        return text[:size]


def _next(folder: Path) -> int:
    numbers = [int(p.name[4:]) for p in folder.glob("gen-*") if p.name[4:].isdigit()]
    return max(numbers, default=0) + 1


def _switch(folder: Path, name: str) -> None:
    fresh = folder / "CURRENT.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    for turn in range(_TURNS):
        try:
            fresh.replace(folder / "CURRENT")
            return
        except PermissionError:  # Windows, while a reader holds the file open for a moment
            if turn == _TURNS - 1:
                raise
            time.sleep(_PAUSE)


def _clear(folder: Path, keep: set[str]) -> None:
    """Remove old generations, each as a whole or not at all: Windows keeps what a reader has open."""
    for old in folder.glob("gen-*"):
        if old.name not in keep:
            with suppress(OSError):
                old.rename(folder / f"old-{old.name}")
    for old in folder.glob("old-*"):
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _lock(folder: Path, waits: Callable[[], None]) -> Iterator[None]:
    """One build at a time; the system lets go of the lock when a process dies."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        waits()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
