"""Many files read at once: by this process, or by as many as there are cores where that pays."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from kg.ledger.told import Stamp, Told
from kg.model.record import record

_PAYS = 400  # files: to start a process takes as long as to read some dozens of notes
AT_ONCE = 32  # files that a process is handed
Tick = Callable[[int, int], None]  # how many were read, and of how many


@record
class Fresh:
    """A file to be read: where it is, its path in the vault, how it is, its number in the ledger (0: it is new)."""

    file: Path
    path: str
    stamp: Stamp
    id: int


def told_by(
    fresh: Sequence[Fresh], shared: Container[str], *, alone: bool = False, tick: Tick = lambda _done, _all: None
) -> Iterator[Told]:
    """What files tell, in their order.

    `shared` holds the folded titles that other notes bear. Where several processes read, or very many notes, a title that is
    met again later was first taken for the note's own.
    """
    met: Counter[str] = Counter()
    found = one_by_one(fresh, shared, met, alone)
    if len(fresh) >= _PAYS and cores() > 1:
        from kg.building.processes import side_by_side  # not loaded for a note that was saved

        found = chain(one_by_one(fresh[:AT_ONCE], shared, met, alone), side_by_side(fresh[AT_ONCE:], met))
    for done, told in enumerate(found, start=1):
        tick(done, len(fresh))
        yield told


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Either:
    """Titles that others bear, or that were met twice."""

    def __init__(self, shared: Container[str], met: Mapping[str, int]) -> None:
        self._shared = shared
        self._met = met

    def __contains__(self, title: object) -> bool:
        return self._met.get(str(title), 0) > 1 or title in self._shared


def one_by_one(
    fresh: Sequence[Fresh], shared: Container[str], met: Counter[str], alone: bool = False
) -> Iterator[Told]:
    """By this process: the titles of some notes are known before the first of them is read further."""
    from kg.building.reading import open_note, tell  # a quarter of a second, where nothing is to be read

    for start in range(0, len(fresh), _PAYS):
        opened = [open_note(one.file, one.path, one.stamp) for one in fresh[start : start + _PAYS]]
        met.update(o.title for o in opened if o.title is not None)
        either = _Either(shared, met)
        opened.reverse()
        while opened:
            yield tell(opened.pop(), either, alone=alone)
