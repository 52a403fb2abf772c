"""What the notes of a folder say, by the way that a build goes, without a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from kg.building import knowing
from kg.building.anew import know
from kg.building.describing import Said
from kg.building.work import Work
from kg.ledger import notes, things
from kg.model.thing import Thing
from kg.notes.listing import list_files
from kg.settings import Settings


@contextmanager
def known(folder: Path) -> Iterator[Work]:
    """The ledger of all notes of a folder; it has no store."""
    settings = Settings(vault=folder)
    ledger = knowing.fresh(settings, kept=False)
    work = Work(settings=settings, ledger=ledger, begin=_no_store, before=None, tell=lambda *_: None)
    try:
        know(work, list_files(folder).files)
        yield work
    finally:
        ledger.close()


def _no_store(_before: object) -> NoReturn:
    raise AssertionError("nothing is stored here")


def said(folder: Path) -> tuple[list[Said], list[Thing]]:
    """What each note says, and the things."""
    with known(folder) as work:
        every = [work.describer.say(number) for number in notes.every(work.db)]
        return every, sorted((row.thing for row in things.every(work.db)), key=lambda t: t.key)
