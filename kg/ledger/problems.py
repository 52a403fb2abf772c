"""What is wrong, in the ledger: by the kind of step that found it, and what it was found in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from kg.ledger.asking import found
from kg.ledger.packing import pack_problem, problem_of
from kg.model.problem import Problem

# What found it, and what its number is of: a note (read, told, nowhere), a mention (call), nothing (the rest).
Kind = Literal["read", "told", "nowhere", "call", "folder", "kept", "links"]


def put(db: sqlite3.Connection, kind: Kind, number: int, found: Iterable[Problem]) -> None:
    """Problems in the place of those that were found there before."""
    forget(db, kind, number)
    add(db, kind, number, map(pack_problem, found))


def add(db: sqlite3.Connection, kind: Kind, number: int, found: Iterable[bytes]) -> None:
    """Packed problems beside those that were found there."""
    db.executemany("INSERT INTO problem VALUES (?, ?, ?)", [(kind, number, packed) for packed in found])


def forget(db: sqlite3.Connection, kind: Kind, number: int) -> None:
    """Nothing is wrong there any more."""
    db.execute("DELETE FROM problem WHERE kind = ? AND id = ?", (kind, number))


def every(db: sqlite3.Connection) -> Iterator[Problem]:
    """All problems, those of look-alikes too."""
    for (packed,) in db.execute("SELECT packed FROM problem UNION ALL SELECT packed FROM alike"):
        yield problem_of(packed)


def of(db: sqlite3.Connection, kind: Kind, number: int) -> list[Problem]:
    """What was found there."""
    rows = db.execute("SELECT packed FROM problem WHERE kind = ? AND id = ?", (kind, number)).fetchall()
    return [problem_of(packed) for (packed,) in rows]


# -- names that nothing bears -----------------------------------------------------------------------------
Nowhere = tuple[int, int, str, int, int, int]  # note, mention (0: a fact's), name, line, first and last column


def set_nowhere(
    db: sqlite3.Connection, column: Literal["note", "mention"], number: int, rows: Iterable[Nowhere]
) -> None:
    """The names that a note's facts give and nothing bears, or those of the `same_as:` of a mention."""
    condition = "note = ? AND mention = 0" if column == "note" else "mention = ?"
    db.execute(f"DELETE FROM nowhere WHERE {condition}", (number,))
    db.executemany("INSERT INTO nowhere VALUES (?, ?, ?, ?, ?, ?)", rows)


def nowhere(db: sqlite3.Connection) -> list[Nowhere]:
    """All such names."""
    return db.execute("SELECT * FROM nowhere ORDER BY note, line, first").fetchall()


def forget_nowhere(db: sqlite3.Connection, note: int) -> None:
    """The note is gone, or is read anew."""
    db.execute("DELETE FROM nowhere WHERE note = ?", (note,))


def notes_nowhere(db: sqlite3.Connection, mentions: Iterable[int]) -> set[int]:
    """The notes in which `same_as:` of these mentions gave names that nothing bore."""
    return found(db, "SELECT DISTINCT note FROM nowhere WHERE mention IN {}", mentions)
