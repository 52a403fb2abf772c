"""What things may look alike by, in the ledger: the marks by which they meet, and the pairs that were found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.ledger.asking import ask

Bucket = tuple[int, int]  # the hash of a mark, the place of its rule


def write(db: sqlite3.Connection, rows: Iterable[tuple[int, int, int]]) -> None:
    """Marks of things: (hash, rule, thing)."""
    db.executemany("INSERT INTO bucket VALUES (?, ?, ?)", rows)


def of(db: sqlite3.Connection, roots: Iterable[int]) -> set[Bucket]:
    """The buckets that things are in."""
    return set(ask(db, "SELECT DISTINCT hash, rule FROM bucket WHERE root IN {}", roots))


def forget(db: sqlite3.Connection, roots: Iterable[int]) -> None:
    """Things that are no more, or are looked at again."""
    db.executemany("DELETE FROM bucket WHERE root = ?", [(r,) for r in roots])


def members(db: sqlite3.Connection, bucket: Bucket) -> list[int]:
    """The things that are in a bucket."""
    return [r[0] for r in db.execute("SELECT DISTINCT root FROM bucket WHERE hash = ? AND rule = ?", bucket)]


def crowded(db: sqlite3.Connection) -> Iterator[tuple[Bucket, list[int]]]:
    """All buckets that hold several things."""
    rows = db.execute("SELECT DISTINCT hash, rule, root FROM bucket ORDER BY hash, rule")
    for bucket, group in groupby(rows, key=lambda r: (r[0], r[1])):
        roots = [r[2] for r in group]
        if len(roots) > 1:
            yield bucket, roots


def add_pairs(db: sqlite3.Connection, rows: Iterable[tuple[int, int, int, int]]) -> None:
    """Pairs that look alike: (later, first, rule, hash)."""
    db.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, '', '')", rows)


def drop_pairs(db: sqlite3.Connection, bucket: Bucket) -> set[int]:
    """Forget the pairs of a bucket; the later ones of them."""
    found = {r[0] for r in db.execute("SELECT later FROM pair WHERE hash = ? AND rule = ?", bucket)}
    if found:
        db.execute("DELETE FROM pair WHERE hash = ? AND rule = ?", bucket)
    return found


def pairs(db: sqlite3.Connection, later: int) -> list[tuple[int, int]]:
    """What a thing looks like: (first, rule)."""
    return db.execute("SELECT DISTINCT first, rule FROM pair WHERE later = ?", (later,)).fetchall()


def laters(db: sqlite3.Connection) -> list[int]:
    """The things that look like one before them."""
    return [r[0] for r in db.execute("SELECT DISTINCT later FROM pair")]


def are_related(db: sqlite3.Connection, one: int, two: int) -> bool:
    """Whether a fact says something of one thing and the other."""
    question = (
        "SELECT 1 FROM mention a JOIN ref r ON r.subject = a.id JOIN mention b ON b.id = r.value "
        "WHERE a.root = ? AND b.root = ? LIMIT 1"
    )
    return any(db.execute(question, pair).fetchone() for pair in ((one, two), (two, one)))


def set_alike(db: sqlite3.Connection, later: int, found: tuple[int, bytes] | None) -> None:
    """The one that a thing looks like most plainly, and the packed remark; None where there is none."""
    db.execute("DELETE FROM alike WHERE later = ?", (later,))
    if found is not None:
        db.execute("INSERT INTO alike VALUES (?, ?, ?)", (later, *found))


def twins(db: sqlite3.Connection) -> set[str]:
    """The IRIs of the things that look like another, or that another looks like."""
    question = "SELECT thing.iri FROM alike JOIN thing ON thing.root = alike.{}"
    return {iri for way in ("later", "first") for (iri,) in db.execute(question.format(way))}
