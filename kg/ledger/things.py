"""The things in the ledger, and the IRIs that they have.

An IRI is found in steps, each of which may have to tell apart those that came out alike: the slug of the label gives a
*name*, what is told apart by kind a *plain* one; one may be *given* instead; then it is the IRI (graph/iris.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from kg.ledger.asking import ask
from kg.ledger.packing import pack_thing, thing_of
from kg.model.record import record
from kg.model.thing import Thing

Step = Literal["slug", "name", "wanted"]
_WANTED = "COALESCE(given, plain)"


@record
class Row:
    """A thing as the ledger has it: its number (its first mention's), and the steps to its IRI."""

    root: int
    thing: Thing
    slug: str
    name: str
    plain: str
    given: str | None


_ROW = "SELECT root, packed, iri, slug, name, plain, given FROM thing"


def _row(row: tuple[int, bytes, str | None, str, str, str | None, str | None]) -> Row:
    root, packed, iri, slug, name, plain, given = row
    return Row(root=root, thing=thing_of(packed, iri or ""), slug=slug, name=name, plain=plain or "", given=given)


def write(db: sqlite3.Connection, rows: Iterable[tuple[int, Thing, str]]) -> None:
    """Things as they are now, with the slugs of their labels; the IRI that one has stays until it gets another."""
    db.executemany(
        "INSERT INTO thing(root, packed, slug, about, name, given) VALUES (?, ?, ?, ?, '', ?) "
        "ON CONFLICT(root) DO UPDATE SET packed = excluded.packed, slug = excluded.slug, about = excluded.about, given = excluded.given",
        [(root, pack_thing(t), slug, t.about, t.given or None) for root, t, slug in rows],
    )


def of(db: sqlite3.Connection, roots: Iterable[int]) -> Iterator[Row]:
    """Things by number."""
    for row in ask(db, f"{_ROW} WHERE root IN {{}}", roots):
        yield _row(row)


def every(db: sqlite3.Connection) -> Iterator[Row]:
    """All things, by number."""
    for row in db.execute(f"{_ROW} ORDER BY root"):
        yield _row(row)


def alike(db: sqlite3.Connection, step: Step, value: str) -> list[Row]:
    """The things that came out alike at a step."""
    if step == "wanted":
        rows = db.execute(f"{_ROW} WHERE given = ? UNION ALL {_ROW} WHERE plain = ? AND given IS NULL", (value, value))
    else:
        rows = db.execute(f"{_ROW} WHERE {step} = ?", (value,))
    return [_row(row) for row in rows.fetchall()]


def crowded(db: sqlite3.Connection, step: Step) -> list[str]:
    """What several things came out with at a step."""
    column = _WANTED if step == "wanted" else step
    return [r[0] for r in db.execute(f"SELECT {column} FROM thing GROUP BY {column} HAVING COUNT(*) > 1")]


def set_name(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """The name of things."""
    db.executemany("UPDATE thing SET name = ? WHERE root = ?", rows)


def set_plain(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """The plain IRI of things."""
    db.executemany("UPDATE thing SET plain = ? WHERE root = ?", rows)


def set_given(db: sqlite3.Connection, rows: Iterable[tuple[str | None, int]]) -> None:
    """The IRI that things are given."""
    db.executemany("UPDATE thing SET given = ? WHERE root = ?", rows)


def set_iri(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """The IRI of things."""
    db.executemany("UPDATE thing SET iri = ? WHERE root = ?", rows)


def name_all(db: sqlite3.Connection, before: str) -> None:
    """Give every thing the IRI that it has where nothing else comes out alike: `before` and its slug."""
    db.execute("UPDATE thing SET name = ? || slug, plain = ? || slug, iri = COALESCE(given, ? || slug)", (before,) * 3)


def all_given(db: sqlite3.Connection) -> dict[int, str]:
    """The things that are given an IRI."""
    return dict(db.execute("SELECT root, given FROM thing WHERE given IS NOT NULL"))


def forget(db: sqlite3.Connection, roots: Iterable[int]) -> None:
    """Things that are no more."""
    db.executemany("DELETE FROM thing WHERE root = ?", [(r,) for r in roots])


def about(db: sqlite3.Connection, path: str) -> list[int]:
    """The things that a note is wholly about."""
    return [r[0] for r in db.execute("SELECT root FROM thing WHERE about = ?", (path,))]


def by_iri(db: sqlite3.Connection, iri: str) -> Row | None:
    """The thing with an IRI."""
    row = db.execute(f"{_ROW} WHERE iri = ?", (iri,)).fetchone()
    return None if row is None else _row(row)


def names(db: sqlite3.Connection) -> Iterator[str]:
    """The names of all things."""
    for row in every(db):
        for text, _ in row.thing.names:
            yield text
