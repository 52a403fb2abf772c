"""Results of the shapes with their Problems, as the ledger keeps them."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.results import Result
from kg.graph.shape_files import files_of
from kg.ledger import buckets, results
from kg.ledger.packing import loads, pack_problem, pack_text, problem_of, text_of
from kg.ledger.results import pack_value, value_of
from kg.model.problem import Problem
from kg.model.record import record

if TYPE_CHECKING:
    from kg.graph.shapes import Shapes

_SHARED_PAGE = "KG394"  # that two things have one page is not said again of those that are said to look alike


@record
class Judged:
    """A result, and what the author is told of it."""

    result: Result
    problem: Problem = field(hash=False)


def loaded(extra: Path | None) -> Shapes:
    """The shapes, with a vault's own, loaded once while their files stay as they are."""
    stats = ((str(file), file.stat()) for file in files_of(extra) if file.exists())
    return _loaded(extra, tuple((name, s.st_mtime_ns, s.st_size) for name, s in stats))


@lru_cache(maxsize=2)
def _loaded(extra: Path | None, _files: tuple[tuple[str, int, int], ...]) -> Shapes:
    from kg.graph import shapes  # not loaded where nothing is judged

    return shapes.load(extra)


def keep(db: sqlite3.Connection, found: Iterable[Judged]) -> None:
    """Keep results beside those that were kept."""
    results.add(db, map(_row, found))


def restate(db: sqlite3.Connection, found: Mapping[int, Judged]) -> None:
    """Keep other problems for results, by their number."""
    results.restate(db, ((number, pack_problem(j.problem)) for number, j in found.items()))


def about(db: sqlite3.Connection, nodes: Iterable[str], shapes: Iterable[str] = ()) -> dict[int, Judged]:
    """The results that were kept about some nodes, and of some shapes, by their number."""
    return {number: _judged(packed, problem) for number, packed, problem in results.about(db, nodes, shapes)}


def recalled(db: sqlite3.Connection) -> dict[int, Judged]:
    """All results that were kept, by their number."""
    return {number: _judged(packed, problem) for number, packed, problem in results.every(db)}


@lru_cache(maxsize=1 << 16)  # as problem_of
def _judged(packed: bytes, problem: bytes) -> Judged:
    return Judged(result=_of(packed), problem=problem_of(problem))


def told(db: sqlite3.Connection) -> Iterator[Judged]:
    """The results that the author is told."""
    silent = _not_told(db)
    return (one for one in recalled(db).values() if not silent(one.problem, one.result.focus))


def problems_told(db: sqlite3.Connection) -> Iterator[Problem]:
    """What the author is told of results."""
    silent = _not_told(db)
    for packed, focus in results.problems(db):
        if not silent(problem := problem_of(packed), focus):
            yield problem


def are_told(db: sqlite3.Connection, problems: Iterable[bytes]) -> set[bytes]:
    """Of packed problems, those of results that the author is told."""
    silent = _not_told(db)
    return {packed for packed, focus in results.of_problems(db, problems) if not silent(problem_of(packed), focus)}


def _not_told(db: sqlite3.Connection) -> Callable[[Problem, str], bool]:
    """Tells whether a problem of a focus node is said otherwise already."""
    twins = lru_cache(maxsize=1)(lambda: buckets.twins(db))
    return lambda problem, focus: problem.code == _SHARED_PAGE and focus in twins()


def _row(one: Judged) -> results.Found:
    r = one.result
    value = r.value.value if isinstance(r.value, ox.NamedNode) else ""
    return r.shape, r.focus, value, _pack(r), pack_problem(one.problem)


def _pack(r: Result) -> bytes:
    said, hint = pack_text(r.message), pack_text(r.hint)
    return marshal.dumps((r.focus, r.path, pack_value(r.value), r.shape, r.severity, said, r.code, r.component, hint))


def _of(packed: bytes) -> Result:
    focus, path, value, shape, severity, said, code, component, hint = loads(packed)
    return Result(
        focus=focus, path=path, value=value_of(value), shape=shape, severity=severity, code=code, component=component,
        message=text_of(said), hint=text_of(hint) if hint else None,
    )  # fmt: skip
