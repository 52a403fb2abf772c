"""The shapes judge the store; what breaks them is left out, until what is left conforms.

Of a store that was judged before only what a change can affect is judged again: what was found of the rest stands in the ledger.
A statement that was left out is back in the store by then, and so among what changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.building import judged
from kg.building.deciding import write_links
from kg.building.describing import rewrite
from kg.building.judged import Judged
from kg.building.leaving import bring_all_back, reaches
from kg.building.tracing import Tracer
from kg.building.vocabulary import mention_again
from kg.building.work import Work
from kg.graph import shapes, tracing
from kg.graph.results import Result
from kg.graph.shapes import Affected, Shapes
from kg.graph.vocabulary import Statement
from kg.ledger import results
from kg.store.editing import Change


def judge(work: Work) -> None:
    """Judge what the store holds, leave out what breaks the shapes, and note what was found, with its Problem."""
    court = _first_heard(work)
    while court.out:
        out, court.out = court.out, set()
        changed = list(_leave_out(work, Tracer(work), out))
        if reaches(work, changed):
            bring_all_back(work)  # it has to do with what stayed left out: all of that is judged from the beginning
            court = _first_heard(work)
        else:
            court.hear_affected(changed)
    court.keep()


def _first_heard(work: Work) -> _Court:
    """What is wrong with all there is, before anything is left out."""
    court = _Court(work=work, shapes=judged.loaded(work.settings.shapes))
    if work.ledger.fresh:
        court.hear(shapes.judge(work.store, court.shapes))
        return court
    changed = [*work.change, *work.restored]  # what was left out may be gone for good, and what was found because of it
    court.recall(changed)
    court.hear_affected(changed)
    return court


@dataclass(slots=True)
class _Court:
    """What was found so far, and what is to be left out because of it."""

    work: Work
    shapes: Shapes
    found: dict[Judged, None] = field(default_factory=dict)
    out: set[Statement] = field(default_factory=set)
    # Of what was found before, by its number: what is judged again, and what is said of it otherwise now.
    dropped: set[int] = field(default_factory=set)
    restated: dict[int, Judged] = field(default_factory=dict)

    def recall(self, changed: Iterable[Statement]) -> None:
        """Let go of what was found before and a change can affect; what is about something that is said otherwise now is said anew."""
        work = self.work
        affected = shapes.affected(changed, work.store, self.shapes)
        trace = Tracer(work)
        for number, one in self._before(affected).items():
            result = one.result
            if affected.covers(result):
                self.dropped.add(number)
            elif result.focus in work.subjects or (
                isinstance(result.value, ox.NamedNode) and result.value.value in work.subjects
            ):
                self.restated[number] = _judged(result, trace)

    def _before(self, affected: Affected) -> dict[int, Judged]:
        db = self.work.db
        if affected.everything:
            return judged.recalled(db)
        return judged.about(db, affected.nodes | self.work.subjects, affected.throughout)

    def hear_affected(self, change: Iterable[Statement]) -> None:
        """Judge what a change can affect."""
        affected = shapes.affected(change, self.work.store, self.shapes)
        self.hear(shapes.judge_affected(self.work.store, self.shapes, affected))

    def hear(self, seen: Collection[Result]) -> None:
        """Take results in."""
        trace = Tracer(self.work)
        self.found.update(dict.fromkeys(_judged(r, trace) for r in seen))
        self.out |= tracing.broken(seen, trace)

    def keep(self) -> None:
        """Note all that was found."""
        db = self.work.db
        results.forget(db, self.dropped)
        judged.restate(db, self.restated)
        known = (
            set() if self.work.ledger.fresh else set(judged.about(db, {j.result.focus for j in self.found}).values())
        )
        judged.keep(db, (j for j in self.found if j not in known))


def _judged(result: Result, trace: Tracer) -> Judged:
    (problem,) = tracing.problems([result], trace)
    return Judged(result=result, problem=problem)


def _leave_out(work: Work, trace: Tracer, out: Collection[Statement]) -> Iterator[Statement]:
    """Take statements out of the graphs of all notes that make them; what that changes."""
    by_note: dict[int, set[Statement]] = defaultdict(set)
    change = Change()
    for statement in out:
        work.describer.left_out.add(statement)
        for number in trace.notes(statement):
            by_note[number].add(statement)
        if statement in work.linked.statements:
            by_note[0].add(statement)
    results.leave_out(work.db, ((n, s) for n, statements in by_note.items() for s in statements))
    for number in sorted(by_note.keys() - {0}):
        rewrite(work.store, work.describer.say(number), work.describer, change)
    if 0 in by_note:
        write_links(work.store, work.linked, {}, work.describer, change)
    mention_again(work.store, out, change, work.settings.base)
    for statement in change.added:
        work.change.add(statement)
    for statement in change.removed:
        work.change.remove(statement)
    return iter(change)
