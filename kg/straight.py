"""`kg build --to-dump`: the same story as `kg.build` for who only wants the dump, of a vault of any size, and loads it elsewhere."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from kg.build import reminders, silent
from kg.building import knowing
from kg.building.straight import Writer
from kg.building.work import Tell, Work
from kg.errors import StoreError
from kg.heard import EVERYTHING, Filter, heard
from kg.ledger import notes, problems
from kg.ledger.opening import Ledger
from kg.model.problem import Problem
from kg.model.record import record
from kg.notes.files import there_is
from kg.notes.kept import read_kept
from kg.notes.listing import list_files
from kg.settings import Settings
from kg.store.generations import Draft, Generation


@record
class Straight:
    """What was read and found, and what writes the statements; it says how many there are."""

    problems: tuple[Problem, ...]
    notes: int
    write: Callable[[IO[bytes]], int]

    @property
    def stops(self) -> bool:
        """Whether the notes hold at least one error."""
        return any(p.stops for p in self.problems)


@contextmanager
def straight(settings: Settings, *, wanted: Filter = EVERYTHING, tell: Tell = silent) -> Iterator[Straight]:
    """Read the notes of a vault. Shapes are not applied, and what earlier builds published is not looked at.

    Raises VaultError when there is no vault, StoreError where temporary files cannot be written.
    """
    there_is(settings.vault)
    tell("read", 0, 0)
    try:
        with closing(knowing.fresh(settings, kept=False)) as ledger:
            yield _read(settings, ledger, wanted, tell)
    except sqlite3.Error as error:
        raise StoreError.refused(Path(tempfile.gettempdir()), OSError(str(error))) from error
    except OSError as error:
        raise StoreError.refused(Path(tempfile.gettempdir()), error) from error


def _read(settings: Settings, ledger: Ledger, wanted: Filter, tell: Tell) -> Straight:
    work = Work(settings=settings, ledger=ledger, begin=_no_store, before=None, tell=tell)
    listing = list_files(settings.vault, settings.ignore)
    kept, odd = read_kept(settings.vault)
    problems.put(work.db, "folder", 1, listing.problems)
    problems.put(work.db, "kept", 0, odd)
    writer = Writer(work)
    writer.read(listing.files, kept)
    found = dict.fromkeys([*problems.every(work.db), *reminders(settings)])
    said = heard(found, wanted, knowing.silenced_in(work.db, settings.vault, (p.span.path for p in found)))
    ordered = tuple(sorted(said, key=lambda p: p.order))
    return Straight(problems=ordered, notes=notes.count(work.db), write=writer.write)


def _no_store(_: Generation | None) -> Draft:
    raise StoreError.lacks("store")
