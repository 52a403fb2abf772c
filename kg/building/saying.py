"""What is said of a build: all problems that are heard, in order, and which rows that changes of what is kept of them.

The ledger notes which problems came and went (ledger/problems.py). Where the last build listened as this one does, no other row can
be another; and a process that knows what was said of the last build need not ask for the rest.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, insort
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter

from kg.building import knowing
from kg.building.judged import are_told, problems_told
from kg.building.work import Work
from kg.heard import Filter, heard
from kg.ledger import problems
from kg.ledger.packing import pack_problem, problem_of
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.system import bytes_of
from kg.report import record_of
from kg.source import file_of
from kg.store.tables import Row, Table

_SETTINGS = "kg.toml"
_EARS = "heard"  # what the ledger notes of how a build listened


@dataclass(slots=True)
class Memory:
    """What a process knows of what was said of its last build, and of which that was."""

    build: str = ""
    said: tuple[Problem, ...] = ()


@record
class Said:
    """The problems that are heard, in order. `changed` are the rows of what is kept of them that may be others than at the last
    build; None: any may be. `same`: none is."""

    problems: tuple[Problem, ...]
    changed: tuple[Row, ...] | None = None
    same: bool = False

    @property
    def kept(self) -> Table:
        """What is kept of them beside a generation."""
        return Table(changed=self.changed, whole=lambda: map(_row, self.problems))


def say(work: Work, wanted: Filter, memory: Memory) -> Said:
    """What is heard of the problems of a build."""
    ears = _ears(work, wanted)
    listened = not work.ledger.fresh and work.ledger.get(_EARS) == ears
    work.ledger.set(_EARS, ears)
    changed = problems.changed(work.db) if listened else None
    if changed is None:
        return Said(problems=everything(work, wanted))
    now = _heard(work, wanted, map(problem_of, sorted(_standing(work, changed))))
    rows = {_key(packed): None for packed in sorted(changed)} | dict(map(_row, now))
    knows = work.before is not None and memory.build == work.before.stamp.get("build")
    said = _merged(memory.said, map(problem_of, changed), now) if knows else everything(work, wanted)
    return Said(problems=said, changed=tuple(rows.items()), same=not changed)


def stand(work: Work, said: Said) -> None:
    """The last generation stands, with what is kept of problems beside it: where that is no longer what is said, the next build says it
    as a whole."""
    if not said.same:
        work.ledger.set(_EARS, "")


def everything(work: Work, wanted: Filter) -> tuple[Problem, ...]:
    """All that is heard of all problems."""
    found = dict.fromkeys((*problems.every(work.db), *problems_told(work.db)))
    return tuple(sorted(_heard(work, wanted, found), key=_order))


def _standing(work: Work, changed: set[bytes]) -> set[bytes]:
    return problems.there(work.db, changed) | are_told(work.db, changed)


def _heard(work: Work, wanted: Filter, found: Iterable[Problem]) -> list[Problem]:
    found = list(found)
    silenced = knowing.silenced_in(work.db, work.settings.vault, (p.span.path for p in found))
    return heard(found, wanted, silenced)


def _merged(before: Iterable[Problem], changed: Iterable[Problem], now: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems `before`, with those that `changed` as they are now."""
    said = list(before)
    for problem in changed:
        at = bisect_left(said, problem.order, key=_order)
        while at < len(said) and said[at].order == problem.order:
            if said[at] == problem:
                del said[at]
            else:
                at += 1
    for problem in now:
        insort(said, problem, key=_order)
    return tuple(said)


_order = attrgetter("order")


def _ears(work: Work, wanted: Filter) -> str:
    """What tells whether a build listens as the last one did: the filter, and files whose comments may silence problems and that are
    no notes."""
    asked = (wanted.least, sorted(wanted.only), sorted(wanted.ignored))
    found = hashlib.blake2b(repr(asked).encode(), digest_size=16)
    found.update(knowing.decided(work.settings).encode())
    with suppress(OSError, ValueError):  # there is none
        found.update(bytes_of(file_of(_SETTINGS, work.settings.vault)))
    return found.hexdigest()


def _row(problem: Problem) -> Row:
    return _key(pack_problem(problem)), record_of(problem)


def _key(packed: bytes) -> str:
    return hashlib.blake2b(packed, digest_size=12).hexdigest()
