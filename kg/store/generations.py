"""The store: numbered generations in `VAULT/.kg/`, switched by one pointer.

A build writes a new generation, then replaces the file `CURRENT`; that is one atomic rename, so
that a reader sees the old generation or the new one, and a build killed at any moment changes nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field
from itertools import count
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.record import record, replace
from kg.store import tables
from kg.store.editing import fill
from kg.store.tables import Table

STAMP = "stamp.json"  # what a generation remembers
PATHS = "paths.jsonl"  # the path of each note in the vault, by its IRI
WRITTEN = "written.jsonl"  # the build that wrote each named graph
_PATIENCE = 1.0  # seconds until a build that waits says so
_OPENS = 4  # tries to open a store
_TURNS, _PAUSE = 40, 0.05  # tries to replace a file that someone reads, and seconds between them


@record
class Generation:
    """One published state of the graph, and what it remembers of its notes."""

    path: Path
    stamp: dict[str, str]
    opened: ox.Store | None = field(default=None, compare=False, repr=False)  # its store, where that is held open

    @property
    def paths(self) -> dict[str, str]:
        """The path of each note in the vault, by the IRI of the note."""
        return {str(key): str(value) for key, value in self.table(PATHS).items()}

    def path_of(self, iri: str) -> str | None:
        """The path of one note, by its IRI; None where it is not known."""
        try:
            found = tables.value_of(self.path, PATHS, self.stamp, iri)
        except (OSError, ValueError, TypeError):
            return None
        return None if found is None else str(found)

    def table(self, name: str) -> dict[str, Any]:
        """The rows of a table that is kept with it, by key; none where there is no such table, or none to read."""
        try:
            return self.rows(name)
        except (OSError, ValueError, TypeError):
            return {}

    def rows(self, name: str) -> dict[str, Any]:
        """The same. Raises OSError, ValueError, TypeError where there is no such table, or none to read."""
        return tables.read(self.path, name, self.stamp)

    @property
    def written(self) -> dict[str, str]:
        """By which build each named graph was last written, by name; "" stands for those that are not named. Empty where that is
        not known: then any may be another than before."""
        return {str(key): str(value) for key, value in self.table(WRITTEN).items()}

    @property
    def sources(self) -> dict[str, str]:
        """The path of whatever statements were read from, by its IRI: the notes, and the files of decided links."""
        files = json.loads(self.stamp.get("files", "{}"))
        return {**self.paths, **{str(key): str(value) for key, value in files.items()}}


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
        return at(home(vault) / _current(vault))
    except (OSError, ValueError):
        return None


def at(path: Path) -> Generation | None:
    """The generation in a folder; None where what it remembers cannot be read."""
    try:
        stamp = json.loads((path / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(stamp, dict) or not all(isinstance(value, str) for value in stamp.values()):
        return None
    return Generation(path=path, stamp=stamp)


def name_of_current(vault: Path) -> str:
    """The name of the generation that readers get; "" when nothing was ever published."""
    try:
        return _current(vault)
    except (OSError, ValueError):
        return ""


def _current(vault: Path) -> str:
    return (home(vault) / "CURRENT").read_text(encoding="ascii").strip()


def store_of(generation: Generation | Draft) -> Path:
    """The folder of its store."""
    return generation.path / "store"


def open_store(generation: Generation) -> ox.Store:
    """The store of a generation, for reading. Raises StoreError when it cannot be opened."""
    if generation.opened is not None:
        return generation.opened
    for turn in range(_OPENS):
        try:
            return ox.Store.read_only(str(store_of(generation)))
        except (OSError, RuntimeError) as error:
            # Who has just written it may still be merging its files, and removes those that were merged.
            if turn == _OPENS - 1:
                raise StoreError.closed(generation.path, error) from error
            time.sleep(_PAUSE)
    raise AssertionError("unreachable")


def held(generation: Generation) -> Generation:
    """The same, its store open for all who ask for it: to open one takes as long as to read a note. Raises StoreError."""
    return replace(generation, opened=open_store(generation))


def must_be_whole(generation: Generation) -> None:
    """Raise StoreError where a file of its store is not there, or one of its tables is not whole: a store that is opened for reading
    looks for each when it needs it, a copy by hard links for all of them."""
    for name in generation.stamp:
        if name.endswith(tables.ENDING) and tables.is_cut(generation.path, name, generation.stamp):
            raise StoreError.closed(generation.path, ValueError(name))
    for turn in range(_OPENS):
        try:
            with tempfile.TemporaryDirectory(dir=generation.path.parent, prefix="old-") as folder:
                open_store(replace(generation, opened=None)).backup(str(Path(folder, "store")))
            return
        except (OSError, RuntimeError) as error:  # as above
            if turn == _OPENS - 1:
                raise StoreError.closed(generation.path, error) from error
            time.sleep(_PAUSE)


@record
class Draft:
    """A generation that is being written. `before` is the one that it began as a copy of; None where it is all new."""

    path: Path
    store: ox.Store
    before: Generation | None
    folder: Path | None = None  # the home of generations; None where it will never be one

    def publish(self, stamp: Mapping[str, str], kept: Mapping[str, Table]) -> None:
        """Make it the one that readers get; `kept` are the tables that are kept beside it, by the name of their file.

        Raises StoreError when something cannot be written.
        """
        assert self.folder is not None
        try:
            self.store.flush()
            whole = {**stamp, **self._keep(kept)}
            (self.path / STAMP).write_text(json.dumps(whole, sort_keys=True), encoding="utf-8")
            before = name_of_current(self.folder.parent)
            _switch(self.folder, self.path.name)
            _clear(self.folder, {self.path.name, before or self.path.name})
        except OSError as error:
            raise StoreError.refused(self.folder.parent, error) from error

    def _keep(self, kept: Mapping[str, Table]) -> dict[str, str]:
        before = None if self.before is None else self.before.path
        stamp = {} if self.before is None else self.before.stamp
        found: dict[str, str] = {}
        for name, table in kept.items():
            found |= tables.write(self.path, name, table, before, stamp)
        return found


@contextmanager
def drafting(
    vault: Path,
    waits: Callable[[], None] = lambda: None,
    ready: Callable[[Generation | None], Draft | None] = lambda _before: None,
) -> Iterator[Callable[[Generation | None], Draft]]:
    """Hold the folder of generations, and begin a new one: of nothing, or as a copy of another.

    `waits` is called when another build holds the folder for more than a second, `ready` gives what was begun before (ahead.py).
    What was not published is removed. Raises StoreError when the folder cannot be written.
    """
    begun: list[Path] = []

    def begin(before: Generation | None) -> Draft:
        if (draft := ready(before)) is not None:
            begun.append(draft.path)
            return draft
        path = folder / f"gen-{_next(folder):06}"
        begun.append(path)
        return _begin(path, before, folder)

    try:
        folder = made(vault)
        with _lock(folder, waits):
            try:
                yield begin
            finally:
                now = name_of_current(vault)
                for path in begun:
                    if path.name != now:
                        shutil.rmtree(path, ignore_errors=True)
    except OSError as error:
        raise StoreError.refused(vault, error) from error


def begun_ahead(vault: Path, before: Generation) -> tuple[Generation, Draft]:
    """The current generation with its store open, and a copy of it to be written into, made while nobody else writes. Raises OSError
    (TimeoutError: somebody does), RuntimeError, StoreError."""
    folder = made(vault)
    with _lock(folder, _refuse):
        opened = held(before)
        path = folder / f"gen-{_next(folder):06}"
        try:
            return opened, _begin(path, opened, folder)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise


def _refuse() -> None:
    raise TimeoutError


def publish(
    vault: Path,
    quads: Iterable[str],
    stamp: Mapping[str, str],
    waits: Callable[[], None] = lambda: None,
) -> Path:
    """Write a new generation of `quads`, pieces of N-Quads, and switch to it. Raises StoreError as `drafting` does."""
    with drafting(vault, waits) as begin:
        draft = begin(None)
        fill(draft.store, quads)
        draft.publish(stamp, {})
        return draft.path


@contextmanager
def sketching() -> Iterator[Callable[[Generation | None], Draft]]:
    """As `drafting`, for what is never published: outside of the vault, and nobody waits for it. Raises StoreError."""
    try:
        with tempfile.TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True) as folder:
            numbers = count(1)
            yield lambda before: _begin(Path(folder, str(next(numbers))), before, None)
    except OSError as error:
        raise StoreError.refused(Path(tempfile.gettempdir()), error) from error


def take_in(vault: Path, name: str, fill: Callable[[Path], None]) -> None:
    """Make a generation of the given name of what `fill` writes into its folder, and switch to it. Raises OSError, and what `fill`
    raises: then nothing has changed."""
    folder = made(vault)
    path, part = folder / name, folder / f"part-{name}"
    before = name_of_current(vault)
    if not path.is_dir():
        shutil.rmtree(part, ignore_errors=True)
        try:
            part.mkdir()
            fill(part)
            part.replace(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    _switch(folder, name)
    _clear(folder, {name, before or name})


def _begin(path: Path, before: Generation | None, folder: Path | None) -> Draft:
    path.mkdir()
    if before is not None:
        open_store(before).backup(str(path / "store"))  # hard links: 2 ms for a million statements
    return Draft(path=path, store=ox.Store(str(path / "store")), before=before, folder=folder)


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
