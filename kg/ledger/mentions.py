"""The mentions in the ledger: what holds them together, and which thing each is of.

A *part* is a set of mentions that marks hold together, by the number of one of them; within it identity finds the things.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kg.ledger.asking import ask, found
from kg.ledger.packing import account_of
from kg.ledger.told import Named
from kg.model.thing import Account


def next_number(db: sqlite3.Connection) -> int:
    """A number that no mention has."""
    return int(db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM mention").fetchone()[0])


def write(db: sqlite3.Connection, mentions: Iterable[Named], note: int, first: int) -> int:
    """The mentions of a note, numbered from `first` on; gives back the next number."""
    named = list(mentions)
    db.executemany(
        "INSERT INTO mention(id, note, entry, packed) VALUES (?, ?, ?, ?)",
        [(first + i, note, m.entry, m.packed) for i, m in enumerate(named)],
    )
    db.executemany(
        "INSERT INTO mark VALUES (?, ?, ?)", [(h, first + i, a) for i, m in enumerate(named) for h, a in m.marks]
    )
    db.executemany(
        "INSERT INTO call VALUES (?, ?)", [(name, first + i) for i, m in enumerate(named) for name in m.calls]
    )
    db.executemany(
        "INSERT INTO ref VALUES (?, ?, ?)",
        [(first + place, first + i, property_) for i, m in enumerate(named) for place, property_ in m.refs],
    )
    return first + len(named)


def of_note(db: sqlite3.Connection, note: int) -> list[int]:
    """The numbers of the mentions of a note."""
    return [row[0] for row in db.execute("SELECT id FROM mention WHERE note = ? ORDER BY id", (note,))]


def forget(db: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Mentions of a note that is gone, or is read anew."""
    columns = (("mark", "mention"), ("call", "mention"), ("ref", "value"), ("ref", "subject"), ("mention", "id"))
    for table, column in columns:
        db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in numbers])


# -- marks ----------------------------------------------------------------------------------------------
def add_mark(db: sqlite3.Connection, rows: Iterable[tuple[int, int]]) -> None:
    """Marks of what mentions call: (hash, mention)."""
    question = "INSERT INTO mark SELECT ?1, ?2, 1 WHERE NOT EXISTS (SELECT 1 FROM mark WHERE hash = ?1 AND active = 1 AND mention = ?2)"
    db.executemany(question, rows)


def drop_mark(db: sqlite3.Connection, hash_: int, mention: int) -> None:
    """A mark that a mention no longer has."""
    db.execute("DELETE FROM mark WHERE hash = ? AND active = 1 AND mention = ?", (hash_, mention))


def calls(db: sqlite3.Connection, name: str) -> list[int]:
    """The mentions that call a folded name."""
    return [row[0] for row in db.execute("SELECT mention FROM call WHERE name = ?", (name,))]


def every_call(db: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """All calls as (name, mention), by name."""
    yield from db.execute("SELECT name, mention FROM call ORDER BY name")


def callers(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Of mentions, those that call notes."""
    return found(db, "SELECT DISTINCT mention FROM call WHERE mention IN {}", numbers)


def calls_of(db: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[str, int]]:
    """What mentions call, as (folded name, mention)."""
    return list(ask(db, "SELECT name, mention FROM call WHERE mention IN {}", numbers))


def names_called(db: sqlite3.Connection, numbers: Iterable[int]) -> set[str]:
    """The folded names that mentions call."""
    return {row[0] for row in ask(db, "SELECT DISTINCT name FROM call WHERE mention IN {}", numbers)}


def beside(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The parts of those with which mentions have a mark in common, where that mark holds them together."""
    hashes = found(db, "SELECT DISTINCT hash FROM mark WHERE mention IN {}", numbers)
    active = found(db, "SELECT DISTINCT hash FROM mark WHERE hash IN {} AND active = 1", hashes)
    question = "SELECT DISTINCT m.part FROM mark CROSS JOIN mention m ON m.id = mark.mention WHERE hash IN {} AND m.part IS NOT NULL"
    return found(db, question, active)


def bonds(db: sqlite3.Connection, numbers: Collection[int] | None) -> Iterator[tuple[int, int, bool]]:
    """The marks of mentions (None: of all) as (hash, mention, active), by hash."""
    if numbers is None:
        yield from db.execute("SELECT hash, mention, active FROM mark ORDER BY hash")
        return
    yield from sorted(ask(db, "SELECT hash, mention, active FROM mark WHERE mention IN {}", numbers))


# -- parts and things -----------------------------------------------------------------------------------
def parts_of(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The parts that mentions are in."""
    return found(db, "SELECT DISTINCT part FROM mention WHERE id IN {} AND part IS NOT NULL", numbers)


def in_parts(db: sqlite3.Connection, parts: Iterable[int]) -> set[int]:
    """The mentions of parts."""
    return found(db, "SELECT id FROM mention WHERE part IN {}", parts)


def roots(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int | None]:
    """The thing of each mention, by the number of its first one."""
    return {r[0]: r[1] for r in ask(db, "SELECT id, root FROM mention WHERE id IN {}", numbers)}


def of_thing(db: sqlite3.Connection, root: int) -> list[int]:
    """The mentions of a thing."""
    return [row[0] for row in db.execute("SELECT id FROM mention WHERE root = ? ORDER BY id", (root,))]


def of_things(db: sqlite3.Connection, roots: Iterable[int]) -> dict[int, list[int]]:
    """The mentions of things, by the thing."""
    by: dict[int, list[int]] = defaultdict(list)
    for mention, root in ask(db, "SELECT id, root FROM mention WHERE root IN {}", roots):
        by[root].append(mention)
    return by


def set_parts(db: sqlite3.Connection, rows: Iterable[tuple[int, int | None, int]]) -> None:
    """The part and thing of mentions: (part, thing, mention)."""
    db.executemany("UPDATE mention SET part = ?, root = ? WHERE id = ?", rows)


def accounts(db: sqlite3.Connection, numbers: Iterable[int]) -> list[Account]:
    """Mentions with their facts."""
    question = "SELECT m.id, m.packed, n.path FROM mention m JOIN note n ON n.id = m.note WHERE m.id IN {}"
    return [account_of(packed, path, number) for number, packed, path in ask(db, question, numbers)]


def notes_of(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The notes of mentions."""
    return found(db, "SELECT DISTINCT note FROM mention WHERE id IN {}", numbers)


def entries(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Of mentions, those that are entries."""
    return found(db, "SELECT id FROM mention WHERE id IN {} AND entry", numbers)


def pointed_at(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, set[str]]:
    """By what properties facts of things point at mentions."""
    question = (
        "SELECT DISTINCT r.value, r.property FROM ref r JOIN mention s ON s.id = r.subject "
        "WHERE r.value IN {} AND s.root IS NOT NULL"
    )
    by: dict[int, set[str]] = defaultdict(set)
    for value, property_ in ask(db, question, numbers):
        by[value].add(property_)
    return by


def targets(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The things at which facts of mentions point, by way of who runs or pays for them."""
    question = (
        "SELECT DISTINCT v.root FROM ref r JOIN mention v ON v.id = r.value WHERE r.subject IN {} AND v.root IS NOT NULL "
        "AND r.property IN ('mxtd:funder', 'mxtd:ledBy')"
    )
    return found(db, question, numbers)


# -- what each mention's description depends on ----------------------------------------------------------
def seen(db: sqlite3.Connection, root: int) -> list[tuple[int, int, int | None, str | None]]:
    """The mentions of a thing as (mention, note, what their description was made from, the thing's IRI in it)."""
    return db.execute("SELECT id, note, seen, named FROM mention WHERE root = ?", (root,)).fetchall()


def set_seen(db: sqlite3.Connection, rows: Iterable[tuple[int, int]]) -> None:
    """What the description of mentions is made from: (hash, mention)."""
    db.executemany("UPDATE mention SET seen = ? WHERE id = ?", rows)


def forget_seen(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Mentions that ceased to be one of a thing: their notes say nothing of it."""
    db.executemany("UPDATE mention SET seen = NULL, named = NULL WHERE id = ?", [(n,) for n in numbers])


def set_named(db: sqlite3.Connection, root: int | None = None) -> None:
    """Note the IRI in the descriptions of a thing's mentions (None: of all)."""
    if root is None:
        db.execute("UPDATE mention SET named = (SELECT iri FROM thing WHERE thing.root = mention.root)")
    else:
        question = "UPDATE mention SET named = (SELECT iri FROM thing WHERE thing.root = ?) WHERE root = ?"
        db.execute(question, (root, root))


def told(db: sqlite3.Connection, note: int, path: str) -> tuple[list[Account], dict[int, int]]:
    """The mentions of a note with their facts, and the things of those that are of one."""
    rows = db.execute("SELECT id, packed, root FROM mention WHERE note = ? ORDER BY id", (note,)).fetchall()
    return [account_of(p, path, i) for i, p, _ in rows], {i: r for i, _, r in rows if r is not None}


def things_with(db: sqlite3.Connection, hashes: Iterable[int]) -> set[int]:
    """The things that have a mark."""
    question = (
        "SELECT DISTINCT m.root FROM mark JOIN mention m ON m.id = mark.mention WHERE hash IN {} AND m.root IS NOT NULL"
    )
    return found(db, question, hashes)


def things_in(db: sqlite3.Connection, paths: Iterable[str]) -> set[int]:
    """The things that notes name, by the notes' paths."""
    question = (
        "SELECT DISTINCT m.root FROM mention m JOIN note n ON n.id = m.note WHERE n.path = ? AND m.root IS NOT NULL"
    )
    return {r[0] for path in paths for r in db.execute(question, (path,))}


def present(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Of mentions, those that are there."""
    return found(db, "SELECT id FROM mention WHERE id IN {}", numbers)


def every(db: sqlite3.Connection) -> list[int]:
    """The numbers of all mentions."""
    return [r[0] for r in db.execute("SELECT id FROM mention ORDER BY id")]


def things_of_notes(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The things that notes name."""
    question = "SELECT DISTINCT root FROM mention WHERE note IN {} AND root IS NOT NULL"
    return found(db, question, numbers)


def existing_roots(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Of numbers, those of things that have a mention."""
    return found(db, "SELECT DISTINCT root FROM mention WHERE root IN {}", numbers)
