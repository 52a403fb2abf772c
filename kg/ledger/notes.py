"""The notes in the ledger: when each was read, what it says of itself, what it may be called by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from kg.ledger.asking import ask
from kg.ledger.told import NOTE, Stamp, Told
from kg.model.folding import fold
from kg.model.record import record


@record
class Kept:
    """A file that the ledger knows: its number, and how it was when it was read."""

    id: int
    path: str
    state: int
    stamp: Stamp
    digest: bytes
    title: str | None
    shared: bool


_KEPT = "SELECT id, path, state, time, size, file, digest, title, shared FROM note"


def known(db: sqlite3.Connection) -> dict[str, tuple[int, int, int, int]]:
    """Of each file, by path: its number, and the time, size and number that tell whether it may have changed."""
    return {row[1]: (row[0], *row[2:]) for row in db.execute("SELECT id, path, time, size, file FROM note")}


def all_paths(db: sqlite3.Connection) -> set[str]:
    """The paths of all files."""
    return {row[0] for row in db.execute("SELECT path FROM note")}


def kept(db: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[Kept]:
    """What is known of files."""
    for number in numbers:
        row = db.execute(f"{_KEPT} WHERE id = ?", (number,)).fetchone()
        if row is not None:
            yield _row(row)


def with_title(db: sqlite3.Connection, title: str, *, shared: bool | None = None) -> list[Kept]:
    """The notes whose `title:` is this, folded; of these only those that were read as if it were the site's, or only the others."""
    asked = (0, 1) if shared is None else (shared, shared)
    rows = db.execute(f"{_KEPT} WHERE title = ? AND state = {NOTE} AND shared IN (?, ?)", (title, *asked))
    return [_row(row) for row in rows]


def bearers(db: sqlite3.Connection, title: str) -> int:
    """How many notes bear a title."""
    return int(db.execute(f"SELECT COUNT(*) FROM note WHERE title = ? AND state = {NOTE}", (title,)).fetchone()[0])


def few(db: sqlite3.Connection) -> int:
    """How many notes there are, where there are none or one; 2 stands for more."""
    return len(db.execute(f"SELECT 1 FROM note WHERE state = {NOTE} LIMIT 2").fetchall())


def every(db: sqlite3.Connection) -> list[int]:
    """The numbers of all notes, by path."""
    return [row[0] for row in db.execute(f"SELECT id FROM note WHERE state = {NOTE} ORDER BY path")]


def count(db: sqlite3.Connection, state: int = NOTE) -> int:
    """How many files are notes, or of another state."""
    return int(db.execute("SELECT COUNT(*) FROM note WHERE state = ?", (state,)).fetchone()[0])


def _row(row: tuple[int, str, int, int, int, int, bytes, str | None, int]) -> Kept:
    number, path, state, time, size, file, digest, title, shared = row
    return Kept(id=number, path=path, state=state, stamp=Stamp(time=time, size=size, file=file), digest=digest, title=title,
                shared=bool(shared))  # fmt: skip


def stamp(db: sqlite3.Connection, number: int, seen: Stamp) -> None:
    """A file was looked at again, and says the same."""
    db.execute("UPDATE note SET time = ?, size = ?, file = ? WHERE id = ?", (seen.time, seen.size, seen.file, number))


def write(db: sqlite3.Connection, told: Told, number: int) -> None:
    """What a file tells, but for its mentions and problems."""
    stamp_ = told.stamp
    db.execute(
        "INSERT INTO note(id, path, state, time, size, file, digest, title, shared, told, silenced) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (number, told.path, told.state, stamp_.time, stamp_.size, stamp_.file, told.digest, told.title, told.shared,
         told.packed, told.silenced),
    )  # fmt: skip
    if told.state == NOTE:
        path = bare(told.path)
        db.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            [(path, number, 0), *((n, number, 1) for n in told.names)],
        )


def bare(path: str) -> str:
    """The folded path of a note without its suffix, which is a name of its own."""
    return fold(path.rsplit(".", 1)[0])


def forget(db: sqlite3.Connection, number: int) -> None:
    """A file is gone, or is read anew."""
    db.execute("DELETE FROM name WHERE note = ?", (number,))
    db.execute("DELETE FROM note WHERE id = ?", (number,))


def names_of(db: sqlite3.Connection, number: int) -> set[str]:
    """The folded names of a note."""
    return {row[0] for row in db.execute("SELECT folded FROM name WHERE note = ?", (number,))}


def called(db: sqlite3.Connection, name: str) -> str:
    """The path of the note that a folded name leads to: a path comes before a name, the first path before the others."""
    row = db.execute(
        "SELECT note.path FROM name JOIN note ON note.id = name.note WHERE folded = ? ORDER BY rank, path LIMIT 1",
        (name,),
    ).fetchone()
    return "" if row is None else str(row[0])


def several(db: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The paths of the notes that bear a name, where it is of several and no path."""
    rows = db.execute(
        "SELECT DISTINCT rank, note.path FROM name JOIN note ON note.id = name.note WHERE folded = ? ORDER BY rank, path",
        (name,),
    ).fetchall()
    return tuple(path for _, path in rows) if len(rows) > 1 and rows[0][0] == 1 else ()


def next_number(db: sqlite3.Connection) -> int:
    """A number that no file has."""
    return int(db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM note").fetchone()[0])


# -- slugs ----------------------------------------------------------------------------------------------
def without_slug(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """The notes that have no slug yet: (number, path)."""
    question = f"SELECT id, path FROM note WHERE +state = {NOTE} AND slug IS NULL"  # + : most are of that state
    return db.execute(question).fetchall()


def set_fold(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """The slug that a note has where no other folds to it: (slug, number)."""
    db.executemany("UPDATE note SET fold = ? WHERE id = ?", rows)


def folded_alike(db: sqlite3.Connection, fold: str) -> list[tuple[int, str, str | None]]:
    """The notes that fold to one slug: (number, path, slug so far), by path."""
    return db.execute("SELECT id, path, slug FROM note WHERE fold = ? ORDER BY path", (fold,)).fetchall()


def set_slug(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """The slug of a note: (slug, number)."""
    db.executemany("UPDATE note SET slug = ? WHERE id = ?", rows)


def slug_of(db: sqlite3.Connection, path: str) -> str:
    """The slug of the note at a path; empty where there is none."""
    row = db.execute("SELECT slug FROM note WHERE path = ?", (path,)).fetchone()
    return str(row[0]) if row is not None and row[0] is not None else ""


def by_slug(db: sqlite3.Connection, slug: str) -> int | None:
    """The number of the note with a slug."""
    row = db.execute("SELECT id FROM note WHERE slug = ?", (slug,)).fetchone()
    return None if row is None else int(row[0])


def told(db: sqlite3.Connection, number: int) -> tuple[str, bytes]:
    """The path of a note, and its packed title and blocks."""
    row = db.execute("SELECT path, told FROM note WHERE id = ?", (number,)).fetchone()
    return str(row[0]), bytes(row[1])


def titles(db: sqlite3.Connection) -> set[str]:
    """The titles of all notes."""
    return {r[0] for r in db.execute(f"SELECT title FROM note WHERE title IS NOT NULL AND state = {NOTE}")}


def slugs(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    """What a note folds to, and its slug."""
    row = db.execute("SELECT COALESCE(fold, ''), COALESCE(slug, '') FROM note WHERE id = ?", (number,)).fetchone()
    return str(row[0]), str(row[1])


def set_language(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """The language of a note's texts: (language, number)."""
    db.executemany("UPDATE note SET language = ? WHERE id = ?", rows)


def language_of(db: sqlite3.Connection, path: str) -> str:
    """The language of a note's texts, by its path."""
    row = db.execute("SELECT language FROM note WHERE path = ?", (path,)).fetchone()
    return "" if row is None or row[0] is None else str(row[0])


def paths(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The slug and the path of every note."""
    yield from db.execute(f"SELECT slug, path FROM note WHERE state = {NOTE} ORDER BY path")


class Titles:
    """The folded titles that notes bear."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __contains__(self, title: object) -> bool:
        return title is not None and bool(bearers(self._db, str(title)))


def present(db: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """Of numbers, those of notes."""
    return [n for n in numbers if db.execute(f"SELECT 1 FROM note WHERE id = ? AND state = {NOTE}", (n,)).fetchone()]


def number_of(db: sqlite3.Connection, path: str) -> int | None:
    """The number of a file that is known."""
    row = db.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchone()
    return None if row is None else int(row[0])


def are_below(db: sqlite3.Connection, folder: str) -> bool:
    """Whether files are known in a folder."""
    ends = (f"{folder}/", f"{folder}0")  # the character behind the slash
    return db.execute("SELECT 1 FROM note WHERE path > ? AND path < ? LIMIT 1", ends).fetchone() is not None


def same_file(db: sqlite3.Connection, files: tuple[int, int]) -> set[int]:
    """The numbers of notes whose file bore one of two numbers of the file system when it was read."""
    return {row[0] for row in db.execute("SELECT id FROM note WHERE file IN (?, ?)", files)}


def that_were_read(db: sqlite3.Connection, paths: Iterable[str]) -> set[str]:
    """Of paths, those of files that are known and could be read."""
    return {row[0] for row in ask(db, "SELECT path FROM note WHERE path IN {} AND digest <> x''", paths)}


def silenced(db: sqlite3.Connection) -> dict[str, bytes]:
    """What comments of notes ignore, packed, by path."""
    return dict(db.execute("SELECT path, silenced FROM note WHERE silenced IS NOT NULL"))
