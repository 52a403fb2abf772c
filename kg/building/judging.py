"""The shapes judge the store; what breaks them is left out, until what is left conforms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.building.deciding import write_links
from kg.building.describing import rewrite
from kg.building.tracing import Tracer
from kg.building.vocabulary import mention_again
from kg.building.work import Work
from kg.graph import shapes, tracing
from kg.graph.vocabulary import Statement
from kg.ledger import buckets, problems, results, things
from kg.ledger.packing import pack_problem
from kg.model.problem import Problem
from kg.store import editing

Judged = tuple[shapes.Result, Problem]


def judge(work: Work) -> list[Judged]:
    """Judge all that the store holds, and leave out what breaks the shapes; what was found, with its Problem.

    That two things have one page (KG394) is not said again of those that are said to look alike.
    """
    found: dict[Judged, None] = {}
    while True:
        seen = shapes.judge(_plain(work.store), work.settings.shapes)
        trace = Tracer(work.db, work.store, work.describer, work.linked.statements)
        told = [r for r in seen if r.code != "KG394" or not _is_twin(work, r.focus)]
        found.update(dict.fromkeys(zip(told, tracing.problems(told, trace), strict=True)))
        out = tracing.broken(seen, trace)
        if not out:
            return list(found)
        _leave_out(work, trace, out)


def _plain(store: ox.Store) -> list[Statement]:
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return [s for s in map(editing.plain, quads) if s is not None]


def _is_twin(work: Work, iri: str) -> bool:
    row = things.by_iri(work.db, iri)
    return row is not None and buckets.is_twin(work.db, row.root)


def _leave_out(work: Work, trace: Tracer, out: Collection[Statement]) -> None:
    """Take statements out of the graphs of all notes that make them."""
    by_note: dict[int, set[Statement]] = defaultdict(set)
    for statement in out:
        work.describer.left_out.add(statement)
        for number in trace.notes(statement):
            by_note[number].add(statement)
        if statement in work.linked.statements:
            by_note[0].add(statement)
    results.leave_out(work.db, ((n, s) for n, statements in by_note.items() for s in statements))
    for number in sorted(by_note.keys() - {0}):
        rewrite(work.store, work.describer.say(number), work.describer, work.change)
    if 0 in by_note:
        write_links(work.store, work.linked, {}, work.describer, work.change)
    mention_again(work.store, out, work.change, work.settings.base)


def keep(work: Work, judged: Iterable[Judged]) -> None:
    """Note what was found."""
    results.forget_all(work.db)
    problems.add(work.db, "shape", 0, [pack_problem(p) for _, p in judged])
