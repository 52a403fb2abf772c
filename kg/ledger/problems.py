"""What is wrong, in the ledger: by the kind of step that found it, and what it was found in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from kg.ledger.asking import found
from kg.ledger.packing import pack_problem, problem_of
from kg.model.problem import Problem

# What found it, and what its number is of: a note (read, told, nowhere), a mention (call), nothing (the rest).
Kind = Literal["read", "told", "nowhere", "call", "folder", "kept", "links", "settings", "vanished"]


def put(db: sqlite3.Connection, kind: Kind, number: int, found: Iterable[Problem]) -> None:
    """Problems in the place of those that were found there before."""
    now = list(map(pack_problem, found))
    if now != _of(db, kind, number):
        forget(db, kind, number)
        add(db, kind, number, now)


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


def there(db: sqlite3.Connection, asked: Iterable[bytes]) -> set[bytes]:
    """Of packed problems, those that were found and stand."""
    question = "SELECT 1 FROM problem WHERE packed = ?1 UNION ALL SELECT 1 FROM alike WHERE packed = ?1 LIMIT 1"
    return {packed for packed in asked if db.execute(question, (packed,)).fetchone()}


def of(db: sqlite3.Connection, kind: Kind, number: int) -> list[Problem]:
    """What was found there."""
    return list(map(problem_of, _of(db, kind, number)))


def _of(db: sqlite3.Connection, kind: Kind, number: int) -> list[bytes]:
    question = "SELECT packed FROM problem WHERE kind = ? AND id = ? ORDER BY rowid"
    return [packed for (packed,) in db.execute(question, (kind, number))]


# -- what changes ---------------------------------------------------------------------------------------
_HEARD = """
CREATE TEMP TABLE heard(packed BLOB);
CREATE TEMP TRIGGER found AFTER INSERT ON main.problem BEGIN INSERT INTO heard VALUES (NEW.packed); END;
CREATE TEMP TRIGGER lost AFTER DELETE ON main.problem BEGIN INSERT INTO heard VALUES (OLD.packed); END;
CREATE TEMP TRIGGER judged AFTER INSERT ON main.result BEGIN INSERT INTO heard VALUES (NEW.problem); END;
CREATE TEMP TRIGGER unjudged AFTER DELETE ON main.result BEGIN INSERT INTO heard VALUES (OLD.problem); END;
CREATE TEMP TRIGGER restated AFTER UPDATE OF problem ON main.result
  BEGIN INSERT INTO heard VALUES (OLD.problem), (NEW.problem); END;
CREATE TEMP TRIGGER paired AFTER INSERT ON main.alike BEGIN INSERT INTO heard VALUES (NEW.packed);
  INSERT INTO heard SELECT problem FROM result JOIN thing ON iri = focus WHERE root IN (NEW.later, NEW.first); END;
CREATE TEMP TRIGGER parted AFTER DELETE ON main.alike BEGIN INSERT INTO heard VALUES (OLD.packed);
  INSERT INTO heard SELECT problem FROM result JOIN thing ON iri = focus WHERE root IN (OLD.later, OLD.first); END;
"""


def listen(db: sqlite3.Connection) -> None:
    """Note from now on which problems come, go, or may be told or not because others did."""
    db.executescript(_HEARD)


def changed(db: sqlite3.Connection) -> set[bytes]:
    """The packed problems of which that was noted: those of a note that was read anew are among them, whatever its comments silence."""
    return {packed for (packed,) in db.execute("SELECT DISTINCT packed FROM heard")}


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
