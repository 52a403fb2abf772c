"""Whether the ledger of the last build may be relied on, and what else of the vault a build depends on."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from kg.errors import StoreError
from kg.heard import ignored_in
from kg.ledger import notes, opening
from kg.ledger.opening import Ledger
from kg.ledger.packing import DamagedError, loads
from kg.links.folder import files as decisions
from kg.model.system import bytes_of
from kg.notes.kept import FILE
from kg.resources import folder
from kg.settings import Settings
from kg.source import file_of, lines_of
from kg.store import generations
from kg.store.generations import Generation

DAMAGED = (  # what bytes that nobody wrote may lead to, in the ledger or the store
    sqlite3.Error, DamagedError, StoreError, OSError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip
Silenced = Mapping[int, frozenset[str]]


class LetGoWarning(ResourceWarning):
    """A build that knew something failed, and everything was read again: something is damaged, or kg is wrong. Python shows it only
    to who asks (`python -X dev`), and tests fail for it: a mistake of ours must not pass for a slow build."""


def warn(error: BaseException) -> None:
    """Say that what the last build knew was let go of, and why."""
    warnings.warn(f"everything is read again: {error!r}", LetGoWarning, stacklevel=2)


def held(before: Generation | None) -> Generation | None:
    """The last generation, its store open if it can be."""
    try:
        return None if before is None else generations.held(before)
    except StoreError:
        return before


def reopened(settings: Settings, before: Generation | None, *, kept: bool) -> Ledger | None:
    """The ledger that was written with a generation, by this version, of this vault; None where there is none."""
    if before is None or before.opened is None or not before.stamp.get("build"):
        return None
    marks = {**_marks(settings), "generation": before.stamp["build"]}
    return opening.reopened(generations.home(settings.vault), marks, generations.store_of(before), kept=kept)


def fresh(settings: Settings, *, kept: bool) -> Ledger:
    """An empty ledger. Raises OSError."""
    try:
        ledger = opening.made(generations.home(settings.vault), kept=kept)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    for name, value in _marks(settings).items():
        ledger.set(name, value)
    return ledger


def new_name() -> str:
    """What a generation and its ledger know each other by: another for each build."""
    return secrets.token_hex(8)


def _marks(settings: Settings) -> dict[str, str]:
    return {"version": _version(), "vault": str(settings.vault.resolve()), "asked": _asked(settings)}


@lru_cache(maxsize=1)  # of what runs: files that change later are not those that were loaded
def _version() -> str:
    """What tells one kg from another: its files, and Python's version, on which the ledger's bytes and Unicode's tables depend."""
    found = hashlib.blake2b(sys.version.encode(), digest_size=16)
    home = Path(__file__).resolve().parent.parent
    for top in (home, folder("ontology"), folder("shapes")):
        for file in sorted(_below(str(top)), key=lambda f: f.path):
            seen = file.stat()
            found.update(f"{file.path[len(str(top)) :]} {seen.st_size} {seen.st_mtime_ns}".encode())
    return found.hexdigest()


def _below(top: str) -> Iterator[os.DirEntry[str]]:
    """The files that say what kg does. As the system lists them: with a path object each it would take twice as long."""
    with os.scandir(top) as found:
        for entry in found:
            if entry.name.endswith((".py", ".ttl", ".tsv")):
                yield entry
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _below(entry.path)


def _asked(settings: Settings) -> str:
    """What settings, and files that stand for settings, ask of a build."""
    found = hashlib.blake2b(repr((settings.base, settings.ignore, settings.title, settings.licence, settings.publisher,
                                  settings.contact)).encode(), digest_size=16)  # fmt: skip
    files = [settings.vault / ".gitignore", settings.vault / FILE]
    if settings.shapes is not None:
        files += sorted(settings.shapes.glob("*.ttl"))
    for file in files:
        found.update(f"{file} ".encode())
        with suppress(OSError):  # there is none, or none to read
            found.update(bytes_of(file))
    return found.hexdigest()


def decided(settings: Settings) -> str:
    """What tells whether the files of decided links say the same as before."""
    found = hashlib.blake2b(digest_size=16)
    for file in decisions(settings.vault):
        found.update(f"{file.name} ".encode())
        with suppress(OSError):
            found.update(bytes_of(file))
    return found.hexdigest()


def silenced_in(db: sqlite3.Connection, vault: Path, paths: Iterable[str]) -> Callable[[str], Silenced]:
    """Gives, for one of these paths in the vault, which problems the file's comments ignore."""
    read = notes.that_were_read(db, set(paths))
    known = {
        path: {line: frozenset(codes) for line, codes in loads(packed).items()}
        for path, packed in notes.silenced(db).items()
    }

    def silenced(path: str) -> Silenced:
        if path in read:
            return known.get(path, {})
        return ignored_in(lines_of(file_of(path, vault)))

    return silenced
