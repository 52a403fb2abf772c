"""Many files read at once: by this process, or by as many as there are cores where that pays."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path

from kg.ledger.told import Stamp, Told
from kg.model.record import record

_PAYS = 400  # files: to start a process takes as long as to read some dozens of notes
_AT_ONCE = 32  # files that a process is handed
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
    found = _one_by_one(fresh, shared, met, alone)
    if len(fresh) >= _PAYS and _cores() > 1:
        found = chain(_one_by_one(fresh[:_AT_ONCE], shared, met, alone), _side_by_side(fresh[_AT_ONCE:], met))
    for done, told in enumerate(found, start=1):
        tick(done, len(fresh))
        yield told


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Either:
    """Titles that others bear, or that were met twice."""

    def __init__(self, shared: Container[str], met: Mapping[str, int]) -> None:
        self._shared = shared
        self._met = met

    def __contains__(self, title: object) -> bool:
        return self._met.get(str(title), 0) > 1 or title in self._shared


def _one_by_one(
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


def _side_by_side(fresh: Sequence[Fresh], met: Counter[str]) -> Iterator[Told]:
    """By processes, which are handed a few files each, and never more than what they can soon take."""
    import gc

    gc.freeze()  # what is there is not touched by the collector of a new process, and so stays shared
    way = "fork" if sys.platform == "linux" else "spawn"
    left = iter(fresh)
    cores = _cores()
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context(way)) as pool:
        often = frozenset(title for title, times in met.items() if times > 1)
        waiting: deque[Future[list[Told]]] = deque()
        while True:
            while len(waiting) < 3 * cores and (some := list(islice(left, _AT_ONCE))):
                waiting.append(pool.submit(_some, some, often))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _some(fresh: list[Fresh], shared: frozenset[str]) -> list[Told]:
    return list(_one_by_one(fresh, shared, Counter()))
