"""What services answered before, in one SQLite file, so that nothing is asked twice and `--offline` has something to say.

The file holds no request: an answer is found by the digest of its question, so that no key and no query can be read in it.
A file that is damaged is set aside under another name and said; a new one begins.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias, TypeVar

from kg.links.refusals import unkept
from kg.model.record import record
from kg.model.system import is_file, is_there, system_says
from kg.model.text import Text

T = TypeVar("T")
Say: TypeAlias = Callable[[Text], None]

_FORM = 1  # of the table; a file of another form is set aside
_TABLE = """CREATE TABLE IF NOT EXISTS answers (
  question BLOB PRIMARY KEY, asked REAL NOT NULL, status INTEGER NOT NULL,
  etag TEXT NOT NULL, location TEXT NOT NULL, body BLOB NOT NULL)"""
_PUT = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)"
_GET = "SELECT asked, status, etag, location, body FROM answers WHERE question = ?"
_PATIENCE = 20.0  # seconds that another kg may write
_SET_ASIDE = Text(
    fr="Le fichier des réponses gardées, {file}, est endommagé : il est mis de côté sous {aside}, un nouveau commence.",
    en="The file of kept answers, {file}, is damaged: it is set aside as {aside}, and a new one begins.",
    de="Die Datei der aufbewahrten Antworten, {file}, ist beschädigt: sie liegt jetzt als {aside} daneben, eine neue beginnt.",
)


@record
class Answer:
    """What a service answered: `asked` in seconds since 1970, `location` of a redirect, `body` as it came."""

    asked: float
    body: bytes = b""
    status: int = 200
    etag: str = ""
    location: str = ""


class KeptAnswers:
    """The answers in `file`; in memory where there is none. `offline` adds nothing to it, so that it may lie on a medium
    that cannot be written. `say` is told when a file was damaged; another kg may write for `patience` seconds.

    Raises LinkError where the file cannot be opened or written.
    """

    def __init__(self, file: Path | None, say: Say, *, offline: bool = False, patience: float = _PATIENCE) -> None:
        self._file = file
        self._say = say
        self._offline = offline
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._guarded(lambda connection: None)

    def get(self, question: str) -> Answer | None:
        """What was answered to a question; None where nothing was."""
        row = self._guarded(lambda connection: connection.execute(_GET, (_digest(question),)).fetchone())
        if row is None:
            return None
        asked, status, etag, location, body = row
        try:
            return Answer(asked=asked, status=status, etag=etag, location=location, body=zlib.decompress(body))
        except zlib.error:  # some bits have turned: as good as never answered
            return None

    def put(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Keep answers by their questions, all at once."""
        rows = [(_digest(q), a.asked, a.status, a.etag, a.location, zlib.compress(a.body, 1)) for q, a in answers]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(_PUT, rows)

        self._guarded(write)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._opened())
        except (sqlite3.Error, OSError) as error:
            if not _is_damage(error):
                raise self._refusal(error) from error
        try:
            self._set_aside()
            return work(self._opened())
        except (sqlite3.Error, OSError) as error:
            raise self._refusal(error) from error

    def _refusal(self, error: sqlite3.Error | OSError) -> Exception:
        why = system_says(error) if isinstance(error, OSError) else str(error)
        return unkept(self._file or Path(":memory:"), why)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._connected()
        return self._connection

    def _connected(self) -> sqlite3.Connection:
        if self._file is None or (self._offline and not _has_something(self._file)):
            return _prepared(sqlite3.connect(":memory:"))
        if self._offline:
            # Not `ro`: what a killed run left unfinished is taken back when the file is opened. SQLite itself makes do with
            # reading where the system lets it do no more.
            address = f"{self._file.absolute().as_uri()}?mode=rw"
            return _prepared(sqlite3.connect(address, uri=True, timeout=self._patience))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(sqlite3.connect(self._file, timeout=self._patience))

    def _set_aside(self) -> None:
        self.close()
        assert self._file is not None
        aside = _free(self._file)
        self._file.replace(aside)
        self._say(_SET_ASIDE.filled(file=str(self._file), aside=aside.name))


class _OtherFormError(sqlite3.DatabaseError):
    """A SQLite file that holds something else."""


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        form = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if form == 0 and tables == 0:
            with connection:
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version = {_FORM}")
        elif form != _FORM:
            raise _OtherFormError
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_damage(error: sqlite3.Error | OSError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, _OtherFormError) or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _has_something(file: Path) -> bool:
    return is_file(file) and file.stat().st_size > 0


def _free(file: Path) -> Path:
    names = [f"{file.name}.damaged", *(f"{file.name}.damaged-{n}" for n in range(2, 1000))]
    return next((file.with_name(n) for n in names if not is_there(file.with_name(n))), file.with_name(names[0]))


def _digest(question: str) -> bytes:
    return hashlib.sha256(question.encode("utf-8", "surrogatepass")).digest()
