"""SHACL: shapes judge the plain statements of a store, all of them or what a change can affect."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox

from kg.errors import ShapeError
from kg.graph.describe import triple
from kg.graph.results import Finding, Result
from kg.graph.shapes.affected import Affected
from kg.graph.shapes.data import Data, Term
from kg.graph.shapes.faults import faults
from kg.graph.shapes.load import Shapes, load, of_files
from kg.graph.shapes.rule_changes import broken_among
from kg.graph.shapes.rules import broken_rows
from kg.graph.shapes.screen import Suspects, suspects, suspects_among
from kg.graph.shapes.shape import Shape
from kg.graph.shapes.words import Unusable
from kg.graph.vocabulary import Statement

# What is raised by shapes or queries that cannot be used: by pySHACL, and by a pattern, a query, values that do not compare.
_OF_SHAPES = (Unusable, re.error, SyntaxError, TypeError, ValueError)


def judge(data: ox.Store | Collection[Statement], shapes: Shapes | Path | None = None) -> list[Result]:
    """All results of the shapes on the default graph of a store, or on statements, in a stable order.

    `shapes` are loaded, or the vault's own folder of them. Raises ShapeError for a file of it that cannot be used.
    """
    if not isinstance(data, ox.Store):
        data = store_of(data)
    if not isinstance(shapes, Shapes):
        shapes = load(shapes)
    known = Data(data, shapes.wanted)
    return in_order([*judge_core(known, shapes), *judge_rules(known, shapes)])


def judge_core(data: Data, shapes: Shapes) -> list[Result]:
    """The results of the Core constraints, in no order. What is seen of the data on the way makes rules quicker."""
    return _guarded(shapes, lambda s: _core(data, s, suspects(s.units, data)))


def judge_rules(data: Data, shapes: Shapes) -> list[Result]:
    """The results of the rules in SPARQL, in no order."""
    return _guarded(shapes, lambda s: _rules(data, s))


def judge_affected(data: ox.Store, shapes: Shapes, affected: Affected) -> list[Result]:
    """The results of what is affected: those of `judge` that `affected` covers. Raises as `judge` does."""
    known = Data(data, shapes.wanted)
    if affected.everything:
        core = judge_core(known, shapes)
    else:
        core = _guarded(shapes, lambda s: _core(known, s, _among(s, affected, known)))
    return in_order([*core, *_guarded(shapes, lambda s: _rules(known, s, affected))])


def _among(shapes: Shapes, affected: Affected, known: Data) -> Suspects:
    """Of the affected nodes, those that may break a shape."""
    some = {n: f for n, f in affected.core.items() if n in shapes.units and n not in affected.whole}
    found = suspects_among(shapes.units, some, known)
    return found | suspects({n: u for n, u in shapes.units.items() if n in affected.whole}, known)


def in_order(results: Iterable[Result]) -> list[Result]:
    """Results in the order in which they are told."""
    return sorted(results, key=lambda r: (r.code, r.focus, r.path, str(r.value), r.component))


def store_of(statements: Collection[Statement]) -> ox.Store:
    """Statements in a store of their own."""
    store = ox.Store()
    lines = (f"{triple(s)} .\n" for s in statements)
    while text := "".join(islice(lines, 5000)):  # all at once would take three times the memory
        store.bulk_load(text, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return store


def _core(data: Data, shapes: Shapes, suspected: Suspects) -> list[Result]:
    """What is wrong with suspects; what is not known of them, and of the shapes that only it can judge, pySHACL says."""
    found, doubted = _told(data, shapes, suspected)
    if doubted:
        found.extend(_core_room().judge(doubted, data.store, shapes.store))
    if shapes.unclear:
        found = list(dict.fromkeys([*found, *_core_room().judge_whole(shapes.unclear, data.store, shapes.store)]))
    return [shapes.result(f.shape, f.focus, f.path, f.value, f.severity, f.component) for f in found]


def _told(known: Data, shapes: Shapes, suspected: Suspects) -> tuple[list[Finding], list[tuple[Shape, Term]]]:
    """What is known to be wrong with suspects, and those of which it is not known."""
    found, doubted = list[Finding](), list[tuple[Shape, Term]]()
    for node, focuses in suspected.items():
        shape = shapes.units[node].shape
        for focus in focuses:
            wrong = faults(shape, focus, known)
            if wrong is None:
                doubted.append((shape, focus))
            else:
                found.extend(wrong)
    return found, doubted


def _core_room() -> ModuleType:
    """The room that loads rdflib and pySHACL. A parser that they load leaves exceptions behind, in circles, and by their frames
    those hold on to whoever loaded it and to the store."""
    loaded = "pyshacl" in sys.modules
    from kg.graph.shapes import core

    if not loaded:
        gc.collect()
    return core


def _rules(data: Data, shapes: Shapes, affected: Affected | None = None) -> list[Result]:
    found: list[Result] = []
    for rule in shapes.rules:
        if affected is None or rule.shape in affected.whole_rules:
            rows = broken_rows(rule, data)
        else:
            rows = broken_among(rule, affected.rules.get(rule.shape, ()), data.store)
        found.extend(shapes.result(rule.shape, focus, path, value, rule.severity, "") for focus, path, value in rows)
    return found


def _guarded(shapes: Shapes, judging: Callable[[Shapes], list[Result]]) -> list[Result]:
    """Judge; where shapes of the vault's own cannot be used, say which file it is."""
    try:
        return judging(shapes)
    except _OF_SHAPES as error:
        if shapes.extra is None:
            raise  # our own shapes
        raise ShapeError.unusable(_culprit(shapes, judging) or shapes.extra, str(error)) from error


def _culprit(shapes: Shapes, judging: Callable[[Shapes], list[Result]]) -> Path | None:
    """The first file of the vault's shapes that cannot be used by itself; None when they fail together only."""
    for file in shapes.files:
        if shapes.extra in file.parents:
            try:
                judging(of_files([file]))
            except _OF_SHAPES:
                return file
    return None
