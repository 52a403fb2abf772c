"""Which files changed, and what they tell now: into the ledger, with what others have to be asked again for.

A file whose time, size and number are those of the last build is taken to say the same, unless it was written so shortly before
that build that a later change could bear the same time; a file that says the same as before is not read twice.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from kg.building.readers import Fresh, Tick, told_by
from kg.ledger import mentions, notes, problems, schema
from kg.ledger.told import NOTE, Stamp, Told, digest_of
from kg.notes.files import name_in, read_bytes

_RACY = 2_000_000_000  # ns: what a file system with coarse times may call the same time (FAT: two seconds)
_UNKNOWN = (0, 0, 0, 0)
Files = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Gathered:
    """What came and went: mentions and notes that are new or read anew, the parts that other mentions went from, the things (by
    root) that those were of, the names that notes bore or bear with the note each led to; what notes that are gone folded to,
    their slugs, and the titles that notes bore or bear."""

    mentions: list[int] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)
    roots: set[int] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    folds: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def stamp_of(file: Path | str) -> Stamp:
    """How a file is; zeros where there is none to be seen."""
    time, size, number = _seen(file)
    return Stamp(time=time, size=size, file=number)


def _seen(file: Path | str) -> tuple[int, int, int]:
    try:
        found = os.stat(file)
    except OSError:
        return 0, 0, 0
    number = hash((found.st_ino, found.st_ctime_ns))  # who sets a time back cannot set back that he did
    return found.st_mtime_ns, found.st_size, number & (2**63 - 1)


def changed(db: sqlite3.Connection, files: Files, since: int) -> tuple[list[Fresh], list[int]]:
    """The files to be read, and the numbers of those that are gone. `since` is when the last build looked (ns since 1970)."""
    known = notes.known(db)
    fresh: list[Fresh] = []
    racy = since - _RACY
    for file, path in files:
        now = _seen(file)
        number, *before = known.pop(path, _UNKNOWN)
        if not number or now != tuple(before) or now[0] > racy:
            fresh.append(
                Fresh(file=Path(file), path=path, stamp=Stamp(time=now[0], size=now[1], file=now[2]), id=number)
            )
    return fresh, [number for number, *_ in known.values()]


def only(db: sqlite3.Connection, vault: Path, touched: Iterable[Path]) -> tuple[list[Fresh], list[int]] | None:
    """The files to be read where only some were touched; None where all must be looked at: a file came that the ledger does not
    know, or a note or folder went; it is a link, or another path leads to it too; something is wrong with where it stands.

    What was put there and taken away again, as editors do, and decided links, which each build reads, are none.
    """
    odd = {p.span.path for p in problems.of(db, "folder", 1)}
    fresh: list[Fresh] = []
    for file in sorted(set(touched)):
        path = name_in(vault, file)
        if path is None or any(p == path or p.startswith(f"{path}/") for p in odd):
            return None
        number = notes.number_of(db, path)
        if number is not None:
            stamp = stamp_of(file)
            if not _is_one(db, file, number, stamp):
                return None
            fresh.append(Fresh(file=file, path=path, stamp=stamp, id=number))
        elif not path.endswith(".sssom.tsv") and (os.path.lexists(file) or notes.are_below(db, path)):
            return None
    return fresh, []


def _is_one(db: sqlite3.Connection, file: Path, number: int, stamp: Stamp) -> bool:
    """Whether a known file is there, and no other path led to it, or leads to it now."""
    if file.is_symlink() or not file.is_file():
        return False
    (kept,) = notes.kept(db, [number])
    return notes.same_file(db, (kept.stamp.file, stamp.file)) <= {number}


def really_changed(db: sqlite3.Connection, fresh: Iterable[Fresh]) -> list[Fresh]:
    """Of files, those that say something else than before; of the others the ledger only notes the time."""
    found: list[Fresh] = []
    for one in fresh:
        (kept,) = notes.kept(db, [one.id]) if one.id else (None,)
        if kept is not None and kept.digest:
            raw, odd = read_bytes(one.file, one.path)
            if not odd and digest_of(raw) == kept.digest:
                if kept.stamp != one.stamp:
                    notes.stamp(db, one.id, one.stamp)
                continue
        found.append(one)
    return found


def gather(
    db: sqlite3.Connection, fresh: Sequence[Fresh], gone: Iterable[int], files: Callable[[], Files], tick: Tick
) -> Gathered:
    """Read files, and write what they tell in the place of what they told; and forget those that are gone.

    `files` gives all files of the vault: one that says the same may have to be read again for what others say.
    """
    found = Gathered()
    if notes.few(db) == 1:
        found.titles |= notes.titles(db)
    for number in [*gone, *(one.id for one in fresh if one.id)]:
        _let_go(db, number, found)
    alone = notes.few(db) + len(fresh) == 1
    _take_in_all(db, told_by(fresh, notes.Titles(db), alone=alone, tick=tick), fresh, found)
    _read_again(db, files, found, as_alone=alone and bool(fresh))
    there = mentions.present(db, found.mentions)
    found.mentions = [m for m in found.mentions if m in there]
    return found


def gather_everything(db: sqlite3.Connection, files: Files, tick: Tick) -> None:
    """Read all files into an empty ledger, and make it quick to ask."""
    fresh = [Fresh(file=Path(file), path=path, stamp=stamp_of(file), id=0) for file, path in files]
    found = Gathered()
    _take_in_all(db, told_by(fresh, (), alone=len(fresh) == 1, tick=tick), fresh, found, everything=True)
    schema.index(db)
    _read_again(db, lambda: files, found, as_alone=len(fresh) == 1)


def _read_again(db: sqlite3.Connection, files: Callable[[], Files], found: Gathered, *, as_alone: bool) -> None:
    """Read again the notes that were read as if their title were the site's and it is not, or the other way round."""
    alone = notes.few(db) == 1
    if alone:
        found.titles |= notes.titles(db)
    again = _read_otherwise(db, found.titles, alone, as_alone)
    if again:
        where = {path: file for file, path in files()}
        anew = [Fresh(file=Path(where[k.path]), path=k.path, stamp=k.stamp, id=k.id) for k in again if k.path in where]
        for one in anew:
            _let_go(db, one.id, found)
        shared = frozenset(k.title or "" for k in again if not k.shared and not alone)
        _take_in_all(db, told_by(anew, shared, alone=alone), anew, found)


def _read_otherwise(db: sqlite3.Connection, titles: Iterable[str], alone: bool, as_alone: bool) -> list[notes.Kept]:
    """The notes that were read as if their title were the site's and it is not, or the other way round.

    That of a note that is `alone` is its own or the site's by what the note says: it is right if it was read `as_alone`.
    """
    if alone and as_alone:
        return []
    found: list[notes.Kept] = []
    for title in sorted(titles):
        found.extend(notes.with_title(db, title, shared=None if alone else notes.bearers(db, title) <= 1))
    return found


def _let_go(db: sqlite3.Connection, number: int, found: Gathered) -> None:
    """Forget a file, and note what others have to be asked again for."""
    (kept,) = notes.kept(db, [number])
    for name in notes.names_of(db, number):
        found.names.setdefault(name, notes.called(db, name))
    numbers = mentions.of_note(db, number)
    found.parts |= mentions.parts_of(db, numbers)
    found.roots |= {r for r in mentions.roots(db, numbers).values() if r is not None}
    mentions.forget(db, numbers)
    for mention in numbers:
        problems.forget(db, "call", mention)
    for kind in ("read", "told", "nowhere"):
        problems.forget(db, kind, number)
    problems.forget_nowhere(db, number)
    if kept.title is not None:
        found.titles.add(kept.title)
    fold, slug = notes.slugs(db, number)
    found.folds |= {fold} - {""}
    found.slugs |= {slug} - {""}
    notes.forget(db, number)


def _take_in_all(
    db: sqlite3.Connection,
    all_told: Iterable[Told],
    fresh: Sequence[Fresh],
    found: Gathered,
    *,
    everything: bool = False,
) -> None:
    first = mentions.next_number(db)
    free = count(max([notes.next_number(db), *(one.id + 1 for one in fresh)]))  # those of files that wait are taken
    for one, told in zip(fresh, all_told, strict=True):
        first = _take_in(db, told, one.id or next(free), first, found, everything)


def _take_in(db: sqlite3.Connection, told: Told, number: int, first: int, found: Gathered, everything: bool) -> int:
    """Write what a file tells; gives back the next number of a mention."""
    problems.add(db, "read", number, told.problems)
    if told.state == NOTE and not everything:
        for name in (*told.names, notes.bare(told.path)):
            if name not in found.names:
                found.names[name] = notes.called(db, name)
    notes.write(db, told, number)
    if told.state != NOTE:
        return first
    if told.title is not None:
        found.titles.add(told.title)
    after = mentions.write(db, told.mentions, number, first)
    if not everything:
        found.notes.add(number)
        found.mentions.extend(range(first, after))
    return after
