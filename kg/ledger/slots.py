"""The words of names that may differ from another's by one letter, in the ledger, by the hash of the rest of the name.

Thousands of names of one word have the same rest. Those of them that one word may be near to are found by which letters they have:
the words are read for that, not the things.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from kg.ledger.asking import ask

Slot = tuple[int, str]  # the hash of the rest, the word

_NEAR = (
    "SELECT word, root FROM slot WHERE hash = ?1 AND ABS(LENGTH(word) - ?3) <= 1 "
    "AND ((letters & ~?2) & ((letters & ~?2) - 1)) = 0 AND ((?2 & ~letters) & ((?2 & ~letters) - 1)) = 0"
)


def _letters(word: str) -> int:
    """The letters of a word as bits; some letters share one."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) % 61)
    return found


def write(db: sqlite3.Connection, rows: Iterable[tuple[int, str, int]]) -> None:
    """Words of things: (hash, word, thing)."""
    db.executemany("INSERT OR IGNORE INTO slot VALUES (?, ?, ?, ?)", ((h, _letters(w), w, root) for h, w, root in rows))


def of(db: sqlite3.Connection, roots: Iterable[int]) -> set[Slot]:
    """The slots of things."""
    return set(ask(db, "SELECT hash, word FROM slot WHERE root IN {}", roots))


def forget(db: sqlite3.Connection, roots: Iterable[int]) -> None:
    """Things that are no more, or are looked at again."""
    db.executemany("DELETE FROM slot WHERE root = ?", [(r,) for r in roots])


def perhaps_near(db: sqlite3.Connection, hash_: int, word: str) -> Iterator[tuple[str, int]]:
    """The words, each with its thing, that may be what a word is with one letter less in each of the two; and others."""
    yield from db.execute(_NEAR, (hash_, _letters(word), len(word)))


def crowded(db: sqlite3.Connection) -> Iterator[tuple[int, dict[str, list[int]]]]:
    """The things by word, of all slots where there are several words."""
    for hash_, rows in groupby(db.execute("SELECT hash, word, root FROM slot ORDER BY hash"), key=lambda r: int(r[0])):
        found: dict[str, list[int]] = {}
        for _, word, root in rows:
            found.setdefault(word, []).append(root)
        if len(found) > 1:
            yield hash_, found


def add_pairs(db: sqlite3.Connection, rows: Iterable[tuple[int, int, int, int, str, str]]) -> None:
    """Pairs that look alike: (later, first, rule, hash, the word of one, the word of the other)."""
    db.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?)", rows)


def drop_pairs(db: sqlite3.Connection, hash_: int, rule: int, words: Collection[str]) -> set[int]:
    """Forget the pairs that two of these words make; the later things of them."""
    rows = db.execute("SELECT rowid, later, one, two FROM pair WHERE hash = ? AND rule = ?", (hash_, rule)).fetchall()
    gone = [(number, later) for number, later, one, two in rows if one in words and two in words]
    db.executemany("DELETE FROM pair WHERE rowid = ?", [(number,) for number, _ in gone])
    return {later for _, later in gone}
