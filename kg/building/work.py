"""What a build works with, and what it changed so far."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pyoxigraph as ox

from kg.building.alone import Alone
from kg.building.describing import Describer
from kg.graph.describe import Source
from kg.ledger import results
from kg.ledger.opening import Ledger
from kg.model.problem import Problem
from kg.model.record import record
from kg.settings import Settings
from kg.store.editing import Change, Statement
from kg.store.generations import Draft, Generation

if TYPE_CHECKING:
    from kg.graph.shapes import Affected  # not loaded where nothing is judged

Stage: TypeAlias = Literal["read", "recognise", "check", "wait", "publish"]
Tell: TypeAlias = Callable[[Stage, int, int], None]


@record
class Linked:
    """What files of decisions say: statements with their sources, the end of the IRI of each file, and what is wrong."""

    statements: dict[Statement, list[Source]]
    files: dict[str, str]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Work:
    """The ledger, the generation that is being written, and what changed in its default graph.

    `before` is the generation that it begins as a copy of, with `begin`. `notes` are those that are described anew, `subjects`
    the nodes of which something may have changed, `restored` the statements that were left out and are judged again; those that stay
    `apart`, by the notes that make them, are not, and `around` is what shapes judge by them. `alone` is what was heard of what entries lack. `lacks` and `paths` are the rows that changed of what is kept beside a generation: what entries lack, and the paths of notes by slug.
    """

    settings: Settings
    ledger: Ledger
    begin: Callable[[Generation | None], Draft]
    before: Generation | None
    tell: Tell
    change: Change = field(default_factory=Change)
    linked: Linked = field(default_factory=lambda: Linked(statements={}, files={}, problems=()))
    notes: set[int] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    restored: list[Statement] = field(default_factory=list)
    apart: dict[Statement, set[int]] = field(default_factory=dict)
    around: Affected | None = None
    alone: Alone = field(default_factory=Alone)
    lacks: dict[str, Any] = field(default_factory=dict)
    paths: dict[str, str | None] = field(default_factory=dict)
    _draft: Draft | None = None
    _describer: Describer | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The ledger's tables."""
        return self.ledger.db

    @property
    def draft(self) -> Draft:
        """The generation that is being written, begun when it is first asked for: a copy of the store takes threads, which the
        processes that read notes must not inherit."""
        if self._draft is None:
            self._draft = self.begin(self.before)
        return self._draft

    @property
    def store(self) -> ox.Store:
        """Its store."""
        return self.draft.store

    @property
    def describer(self) -> Describer:
        """What turns notes into statements."""
        if self._describer is None:
            self._describer = Describer(self.db, self.settings.base, set(results.left_out(self.db)))
        return self._describer
