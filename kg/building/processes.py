"""Files read by several processes: where a vault has many, one process would take as long as all of them."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from kg.building.readers import AT_ONCE, Fresh, cores, one_by_one
from kg.ledger.told import Told


def side_by_side(fresh: Sequence[Fresh], met: Counter[str]) -> Iterator[Told]:
    """What files tell, in their order, read by processes that are handed a few each, and never more than what they can soon take.

    `met` says how often each title was met so far: one that was met twice is not a note's own.
    """
    gc.freeze()  # what is there is not touched by the collector of a new process, and so stays shared
    way = "fork" if sys.platform == "linux" else "spawn"
    left = iter(fresh)
    with ProcessPoolExecutor(cores(), mp_context=multiprocessing.get_context(way)) as pool:
        often = frozenset(title for title, times in met.items() if times > 1)
        waiting: deque[Future[list[Told]]] = deque()
        while True:
            while len(waiting) < 3 * cores() and (some := list(islice(left, AT_ONCE))):
                waiting.append(pool.submit(_some, some, often))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _some(fresh: list[Fresh], shared: frozenset[str]) -> list[Told]:
    return list(one_by_one(fresh, shared, Counter()))
