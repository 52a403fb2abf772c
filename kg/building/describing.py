"""What notes say, as quads: of all at once into an empty store, or of some instead of what they said before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.graph.describe import Described, describe, quads
from kg.graph.turtle import read_blocks
from kg.graph.vocabulary import Statement
from kg.ledger import mentions, notes, things
from kg.ledger.packing import note_of
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.thing import Thing
from kg.store import editing
from kg.store.editing import Change

_MOST = 20_000  # things, and slugs of notes, that are kept in mind while notes are described


@record
class Said:
    """What a note says: its statements, and what is wrong with its blocks of Turtle."""

    number: int
    slug: str
    described: Described
    problems: tuple[Problem, ...]


class Describer:
    """Describes notes from what the ledger has of them, once all things have their IRIs: what it was told it keeps in mind.
    `left_out` are statements that are not to be published."""

    def __init__(self, db: sqlite3.Connection, base: str, left_out: set[Statement]) -> None:
        self.db = db
        self.base = base
        self.left_out = left_out
        self.slug_of: Callable[[str], str] = lru_cache(maxsize=_MOST)(lambda path: notes.slug_of(db, path))
        self._things: dict[int, Thing] = {}

    def note_iri(self, slug: str) -> str:
        """The IRI of a note, which is also the name of its graph."""
        return f"{self.base}note/{slug}"

    def say(self, number: int) -> Said:
        """All that a note says, what is left out as well."""
        path, packed = notes.told(self.db, number)
        title, blocks = note_of(packed, path)
        accounts, roots = mentions.told(self.db, number, path)
        known = self._of(set(roots.values()))
        own = {a.mention.key: known[roots[a.id]] for a in accounts if a.id in roots}
        described = describe(path, title, accounts, own, self.base, self.slug_of)
        return Said(
            number=number, slug=self.slug_of(path), described=described, problems=tuple(read_blocks(blocks, described))
        )

    def _of(self, roots: Collection[int]) -> dict[int, Thing]:
        if len(self._things) > _MOST:
            self._things.clear()
        missing = [r for r in roots if r not in self._things]
        self._things.update((row.root, row.thing) for row in things.of(self.db, missing))
        return {r: self._things[r] for r in roots}

    def lines(self, said: Said) -> Iterator[str]:
        """What is published of a note, as lines of N-Quads."""
        statements = said.described.statements
        if self.left_out:
            statements = {s: sources for s, sources in statements.items() if s not in self.left_out}
        home = self.note_iri(said.slug)
        return quads(statements, home, home, said.slug, self.base)


def fill(store: ox.Store, said: Iterable[Said], describer: Describer, further: Callable[[], Iterable[str]]) -> None:
    """Write what all notes say into an empty store, and, after that, `further` lines."""

    def lines() -> Iterator[str]:
        for one in said:
            yield from describer.lines(one)
        yield from further()

    editing.fill(store, lines())


def rewrite(store: ox.Store, said: Said, describer: Describer, change: Change) -> None:
    """Let the graphs of a note hold what it says now."""
    graphs = (describer.note_iri(said.slug), f"{describer.base}provenance/{said.slug}")
    editing.replace(store, graphs, "".join(describer.lines(said)), change)


def erase(store: ox.Store, slug: str, describer: Describer, change: Change) -> None:
    """Remove the graphs of a note that is gone, or has another slug now."""
    editing.replace(store, (describer.note_iri(slug), f"{describer.base}provenance/{slug}"), "", change)
