"""Results of the shapes with their Problems, as the ledger keeps them."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.results import Result
from kg.graph.shape_files import files_of
from kg.ledger import buckets, results, things
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
    """Keep results in the place of those that were kept."""
    results.write(db, ((_pack(j.result), pack_problem(j.problem)) for j in found))


def recalled(db: sqlite3.Connection) -> Iterator[Judged]:
    """All results that were kept."""
    for packed, problem in results.every(db):
        yield _judged(packed, problem)


@lru_cache(maxsize=1 << 16)  # as problem_of
def _judged(packed: bytes, problem: bytes) -> Judged:
    return Judged(result=_of(packed), problem=problem_of(problem))


def told(db: sqlite3.Connection) -> Iterator[Judged]:
    """The results that the author is told."""
    for one in recalled(db):
        if one.result.code != _SHARED_PAGE or not _is_twin(db, one.result.focus):
            yield one


def _is_twin(db: sqlite3.Connection, iri: str) -> bool:
    row = things.by_iri(db, iri)
    return row is not None and buckets.is_twin(db, row.root)


def _pack(r: Result) -> bytes:
    said, hint = pack_text(r.message), pack_text(r.hint)
    return marshal.dumps((r.focus, r.path, pack_value(r.value), r.shape, r.severity, said, r.code, r.component, hint))


def _of(packed: bytes) -> Result:
    focus, path, value, shape, severity, said, code, component, hint = loads(packed)
    return Result(
        focus=focus, path=path, value=value_of(value), shape=shape, severity=severity, code=code, component=component,
        message=text_of(said), hint=text_of(hint) if hint else None,
    )  # fmt: skip
