"""IRIs that were promised: rows of `iris.tsv`, and what was published and is there no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from kg.building import naming
from kg.graph.iris import slug
from kg.graph.kept import claims, disputes, known, vanished
from kg.ledger import mentions, notes, things
from kg.ledger.told import hash_of
from kg.model.addresses import same_page
from kg.model.folding import key_of
from kg.model.known import Kept, Known, Lost
from kg.model.problem import Problem
from kg.model.thing import Thing


def keep(db: sqlite3.Connection, kept: Sequence[Kept]) -> tuple[set[int], list[Problem]]:
    """Give things the IRIs that rows keep for them; the things whose IRI changed, and what is wrong with the rows."""
    if not kept and not things.all_given(db):
        return set(), []
    bearers = {
        row.name: [r for r in things.alike(db, "slug", slug(row.name)) if r.thing.label == row.name] for row in kept
    }
    numbers = {r.thing.key: r.root for found in bearers.values() for r in found}

    def called(name: str) -> list[Thing]:
        return [r.thing for r in bearers[name]]

    found = claims(kept, called)
    changed = naming.give(db, {numbers[key]: row.iri for key, row in found.items()})
    return changed, disputes(kept, called, found)


def say_vanished(db: sqlite3.Connection, lost: Lost, base: str, kept: Iterable[Kept]) -> list[Problem]:
    """Say which published IRIs are there no more, and what took their place."""
    if not lost.things and (not lost.base or lost.base == base):
        return []
    return vanished(lost, _successors(db, lost.things), _Paths(db), base, kept)


class _Paths:
    """The paths of the notes that are there."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __contains__(self, path: object) -> bool:
        return notes.slug_of(self._db, str(path)) != ""


def _successors(db: sqlite3.Connection, before: Iterable[Known]) -> list[Known]:
    """The things that share a page, a name or a line with those that are lost, and all that bear a name of theirs."""
    roots: set[int] = set()
    for old in before:
        marks = [*(f"n:{key_of(n)}" for n in old.names), *(f"u:{same_page(p)}" for p in old.pages)]
        roots |= mentions.things_with(db, [hash_of(m) for m in marks])
        roots |= mentions.things_in(db, {path for path, _ in old.lines})
    slugs = {r.slug for r in things.of(db, roots)}
    found = {r.root: r for one in slugs for r in things.alike(db, "slug", one)}
    return [_known(db, row) for row in sorted(found.values(), key=lambda r: r.thing.key)]


def _known(db: sqlite3.Connection, row: things.Row) -> Known:
    return known(row.thing, mentions.accounts(db, mentions.of_thing(db, row.root)))
