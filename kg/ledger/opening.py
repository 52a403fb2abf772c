"""The ledger's file: opened where it fits the vault's last generation, made anew where it does not.

A ledger is of one version of kg, of one folder and of settings that say the same; it names the generation that it was written with. Whatever else
is found, a damaged file too or one whose seal is broken (sealing.py), is as good as none: everything is read again.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.ledger import problems, schema
from kg.ledger.sealing import break_seal, is_sealed, set_seal

FILE = "ledger.sqlite"
_PATIENCE = 5000  # ms: who only looks whether the ledger fits is gone at once
_DAMAGED = (sqlite3.DatabaseError, OSError, ValueError)


@dataclass(slots=True)
class Ledger:
    """An open ledger. `fresh`: nothing is in it yet. `store` is that of the generation which it was committed with."""

    db: sqlite3.Connection
    file: Path
    fresh: bool
    store: Path | None = None

    def get(self, name: str, default: str = "") -> str:
        """Something that the last build noted."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return default if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Note something for the next build."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def commit(self, store: Path) -> None:
        """Keep what was written: once it is sealed it is what the last build knew, of the generation with this `store`. A fresh
        ledger takes the place of the old one. Raises OSError, sqlite3.Error."""
        break_seal(self.file)
        self.db.execute("COMMIT")
        if self.fresh:
            self.db.close()
            _clear(Path(f"{self.file}-journal"))  # of a build that was killed: it would be played back into this
            if self.file.is_dir():
                _clear(self.file)
            self.file.with_suffix(".new").replace(self.file)
        self.store = store

    def seal(self) -> None:
        """Seal what was committed with its store. Nobody may have that open for writing any more: the engine goes on to put tables
        together behind whoever wrote, and a table that it was still writing would look like one that another wrote into."""
        if self.store is not None:
            set_seal(self.file, self.store)

    def close(self) -> None:
        """Close it; what was not committed is forgotten."""
        with suppress(sqlite3.Error):
            self.db.close()
        if self.fresh:
            with suppress(OSError):
                self.file.with_suffix(".new").unlink(missing_ok=True)


def reopened(folder: Path, marks: Mapping[str, str], store: Path, *, kept: bool = True) -> Ledger | None:
    """The ledger in `folder`, with a transaction begun; None where there is none whose marks are these and that is sealed with
    `store`. Where it may not be `kept`, nothing is written to the file, nor beside it."""
    file = folder / FILE
    if not is_sealed(file, store):
        return None
    try:
        db = sqlite3.connect(file, isolation_level=None, timeout=0)
        try:
            found = {str(k): str(v) for k, v in db.execute("SELECT name, value FROM meta")}
            if any(found.get(name) != value for name, value in marks.items()):
                db.close()
                return None
            db.execute(
                "PRAGMA synchronous = OFF"
            )  # a build that the power failed is noticed: its generation was not switched to
            db.execute("PRAGMA temp_store = MEMORY")
            if not kept:
                db.execute("PRAGMA journal_mode = MEMORY")
                db.execute("PRAGMA cache_spill = OFF")
            problems.listen(db)
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        except BaseException:
            db.close()
            raise
    except _DAMAGED:
        return None
    return Ledger(db=db, file=file, fresh=False)


def made(folder: Path, *, kept: bool = True) -> Ledger:
    """A fresh ledger, to take the place of the one in `folder` when it is committed; where it is not `kept`, in a file that the
    system forgets. Raises OSError, sqlite3.Error."""
    file = folder / FILE
    if kept:
        fresh = file.with_suffix(".new")
        _clear(fresh)
        db = sqlite3.connect(fresh, isolation_level=None)
    else:
        db = sqlite3.connect("", isolation_level=None)
    db.execute("PRAGMA page_size = 8192")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA temp_store = FILE")
    db.execute("PRAGMA cache_size = -65536")
    schema.create(db)
    db.execute("BEGIN")
    return Ledger(db=db, file=file, fresh=True)


def _clear(path: Path) -> None:
    """Nothing is at a path, whatever was there: the folder is kg's own. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
