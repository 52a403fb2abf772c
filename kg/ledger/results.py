"""What the shapes found, what is left out because of it, and what entries lack, in the ledger."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from kg.ledger.asking import ask
from kg.ledger.packing import loads

Statement = tuple[str, str, ox.NamedNode | ox.Literal]


def pack_value(value: ox.NamedNode | ox.Literal | None) -> bytes:
    """A value of a statement."""
    if value is None:
        return marshal.dumps(None)
    if isinstance(value, ox.NamedNode):
        return marshal.dumps((value.value,))
    return marshal.dumps((value.value, value.language, value.datatype.value))


def value_of(packed: bytes) -> ox.NamedNode | ox.Literal | None:
    """The value."""
    found = loads(packed)
    if found is None:
        return None
    if len(found) == 1:
        return ox.NamedNode(found[0])
    text, language, datatype = found
    return ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))


# -- what the shapes found -------------------------------------------------------------------------------
Found = tuple[str, str, str, bytes, bytes]  # shape, focus node, value ("": no node), the result and its problem, packed
Row = tuple[int, bytes, bytes]  # its number, the result and its problem, packed


def add(db: sqlite3.Connection, rows: Iterable[Found]) -> None:
    """Results with their problems, beside those that are there."""
    db.executemany("INSERT INTO result(shape, focus, value, packed, problem) VALUES (?, ?, ?, ?, ?)", rows)


def forget(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Results that are judged again."""
    db.executemany("DELETE FROM result WHERE id = ?", [(n,) for n in numbers])


def restate(db: sqlite3.Connection, rows: Iterable[tuple[int, bytes]]) -> None:
    """Other problems, packed, for the results of these numbers."""
    db.executemany("UPDATE result SET problem = ? WHERE id = ?", [(problem, number) for number, problem in rows])


def every(db: sqlite3.Connection) -> list[Row]:
    """All results, in the order in which they were written."""
    return db.execute("SELECT id, packed, problem FROM result ORDER BY id").fetchall()


def about(db: sqlite3.Connection, nodes: Iterable[str], shapes: Iterable[str] = ()) -> list[Row]:
    """The results about some nodes, as focus node or as value, and those of some shapes."""
    wanted = set(nodes) - {""}
    found: set[Row] = set(ask(db, f"{_ROW} WHERE focus IN {{}}", wanted))
    found.update(ask(db, f"{_ROW} WHERE value != '' AND value IN {{}}", wanted))
    found.update(ask(db, f"{_ROW} WHERE shape IN {{}}", shapes))
    return sorted(found)


def problems(db: sqlite3.Connection) -> Iterator[tuple[bytes, str]]:
    """The problems of all results, packed, each with the focus node."""
    yield from db.execute("SELECT problem, focus FROM result")


def of_problems(db: sqlite3.Connection, problems: Iterable[bytes]) -> Iterator[tuple[bytes, str]]:
    """The focus nodes of the results with some packed problems: (problem, focus node)."""
    for packed in problems:
        yield from db.execute("SELECT problem, focus FROM result WHERE problem = ?", (packed,))


_ROW = "SELECT id, packed, problem FROM result"


# -- what is left out -----------------------------------------------------------------------------------
def left_out(db: sqlite3.Connection) -> dict[Statement, set[int]]:
    """The statements that are left out, with the notes that make them (0: the files of decided links)."""
    found: dict[Statement, set[int]] = {}
    for note, subject, predicate, packed in db.execute("SELECT note, subject, predicate, value FROM left_out"):
        value = value_of(packed)
        assert value is not None
        found.setdefault((subject, predicate, value), set()).add(note)
    return found


def leave_out(db: sqlite3.Connection, rows: Iterable[tuple[int, Statement]]) -> None:
    """Statements that notes make and that are left out."""
    db.executemany("INSERT INTO left_out VALUES (?, ?, ?, ?)", [(n, s, p, pack_value(v)) for n, (s, p, v) in rows])


def bring_back(db: sqlite3.Connection, statement: Statement) -> None:
    """A statement that is to be judged again."""
    subject, predicate, value = statement
    question = "SELECT rowid, value FROM left_out WHERE subject = ? AND predicate = ?"
    gone = [(number,) for number, packed in db.execute(question, (subject, predicate)) if value_of(packed) == value]
    db.executemany("DELETE FROM left_out WHERE rowid = ?", gone)


def is_left_out(db: sqlite3.Connection, subject: str) -> bool:
    """Whether something that is said of a node is left out."""
    return db.execute("SELECT 1 FROM left_out WHERE subject = ? LIMIT 1", (subject,)).fetchone() is not None


# -- what entries lack ----------------------------------------------------------------------------------
Gap = tuple[
    str, str, bytes | None
]  # an entry's IRI, what is looked for in it, what it lacks of that, packed (None: nothing)


def set_gaps(db: sqlite3.Connection, rows: Iterable[Gap]) -> None:
    """What entries lack, in the place of what they lacked before."""
    db.executemany("INSERT OR REPLACE INTO gap VALUES (?, ?, ?)", rows)


def forget_gaps(db: sqlite3.Connection, iris: Iterable[str]) -> None:
    """Entries that are no more."""
    db.executemany("DELETE FROM gap WHERE iri = ?", [(i,) for i in iris])


def gaps(db: sqlite3.Connection) -> Iterator[tuple[str, Any]]:
    """The entries that lack something, with what was packed."""
    for iri, packed in db.execute("SELECT iri, packed FROM gap WHERE packed IS NOT NULL ORDER BY iri"):
        yield iri, loads(packed)


def all_gaps(db: sqlite3.Connection) -> Iterator[Gap]:
    """All entries, by IRI."""
    yield from db.execute("SELECT iri, looked_for, packed FROM gap ORDER BY iri")


def looked_for(db: sqlite3.Connection) -> dict[str, int]:
    """How many entries there are in which the same is looked for."""
    return dict(db.execute("SELECT looked_for, COUNT(*) FROM gap GROUP BY looked_for"))
