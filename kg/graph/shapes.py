"""SHACL: the shapes folder judges the graph, and each result is followed back to the line of a note.

Core constraints are pySHACL's (core.py); `sh:sparql` is run by us as one SELECT over the statements
(design: one such constraint makes pySHACL five to eight times slower).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import ShapeError
from kg.graph.codes import spoken, words
from kg.graph.describe import triple
from kg.graph.loops import on_a_loop
from kg.graph.resources import folder
from kg.graph.vocabulary import ONTOLOGY, PREFIXES, Statement
from kg.model.problem import Severity, Text
from kg.model.record import record, replace

SH = "http://www.w3.org/ns/shacl#"
_VIOLATION = SH + "Violation"
_SEVERITY: dict[str, Severity] = {SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "information"}


@record
class Result:
    """One validation result: the focus node, the path and value (where it names them), the shape.

    `component` is the IRI of the constraint component, empty for a rule in SPARQL.
    """

    focus: str
    path: str
    value: ox.NamedNode | ox.Literal | None
    shape: str
    severity: Severity
    message: Text
    code: str
    component: str = ""
    hint: Text | None = None


def judge(statements: Collection[Statement], extra: Path | None = None) -> list[Result]:
    """All results of the shapes on statements (and the vocabulary they mention), in a stable order.

    `extra` is the vault's own folder of shapes. Raises ShapeError for a file that cannot be read or used.
    """
    from kg.graph import core  # loads rdflib and pyshacl

    ours, theirs = sorted(folder("shapes").glob("*.ttl")), sorted(extra.glob("*.ttl")) if extra else []
    unusable = (core.Unusable, re.error, SyntaxError, TypeError, ValueError)
    try:
        found = _results(statements, _shapes(ours + theirs))
    except unusable as error:
        if extra is None:
            raise  # our own shapes
        raise ShapeError.unusable(_culprit(statements, theirs, unusable) or extra, str(error)) from error
    return sorted(found, key=lambda r: (r.code, r.focus, r.path, str(r.value)))


def _shapes(files: Iterable[Path]) -> ox.Store:
    """The shapes of files. Raises ShapeError for one that cannot be read or is no Turtle."""
    shapes = ox.Store()
    for file in files:
        try:
            shapes.bulk_load(file.read_bytes(), format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise ShapeError.unusable(file, str(error.msg)) from error
        except OSError as error:
            raise ShapeError.unreadable(file, error) from error
    return shapes


def _results(statements: Collection[Statement], shapes: ox.Store) -> list[Result]:
    from kg.graph import core

    found = [
        replace(_result(shapes, f.shape, f.focus, f.path, f.value, f.severity), component=f.component)
        for f in core.judge(statements, shapes)
    ]
    return [*found, *_rules(statements, shapes)]


def _culprit(
    statements: Collection[Statement], files: Iterable[Path], unusable: tuple[type[Exception], ...]
) -> Path | None:
    """The first file of shapes that cannot be used by itself; None when they fail together only."""
    for file in files:
        try:
            _results(statements, _shapes([file]))
        except unusable:
            return file
    return None


def _result(
    shapes: ox.Store, shape: str, focus: str, path: str, value: ox.NamedNode | ox.Literal | None, severity: str
) -> Result:
    node = ox.NamedNode(shape) if shape.startswith("http") else None
    code = next(iter(_values(shapes, node, f"{ONTOLOGY}code")), "KG300") if node else "KG300"
    message, hint = words(shapes, node) if node else (spoken({}), None)
    return Result(focus=focus, path=path, value=value, shape=shape, severity=_SEVERITY.get(severity, "violation"),
                  message=message, code=code, hint=hint)  # fmt: skip


# What stands in for the query of SHACL where it would be slow: a query for the whole graph, or a property without loops.
_ALL, _LOOP = (f"https://museumxtd.ch/kg/shapes#{name}" for name in ("selectAll", "loopOf"))


# -- sh:sparql, by one SELECT -------------------------------------------------------------------------
def _rules(statements: Collection[Statement], shapes: ox.Store) -> list[Result]:
    store = ox.Store()
    lines = (f"{triple(s)} .\n" for s in statements)
    while text := "".join(islice(lines, 5000)):  # all at once would take three times the memory
        store.bulk_load(text, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    results: list[Result] = []
    for link in shapes.quads_for_pattern(None, ox.NamedNode(SH + "sparql"), None, None):
        if not isinstance(link.object, ox.NamedNode | ox.BlankNode):
            continue
        shape, severity = _iri(link.subject), next(iter(_values(shapes, link.subject, SH + "severity")), _VIOLATION)
        if loops := _values(shapes, link.object, _LOOP):
            found = on_a_loop(s for s in statements if s[1] in loops)
            results.extend(_result(shapes, shape, s[0], s[1], s[2], severity) for s in found)
            continue
        whole = _values(shapes, link.object, _ALL)
        for select in whole or _values(shapes, link.object, SH + "select"):
            results.extend(_run(store, shapes, shape, select, severity))
    return results


def _values(shapes: ox.Store, subject: ox.NamedNode | ox.BlankNode | ox.Triple, property_: str) -> list[str]:
    found = shapes.quads_for_pattern(subject, ox.NamedNode(property_), None, None)
    return [q.object.value for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)]


def _iri(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return "" if isinstance(node, ox.Triple) else node.value


def _run(store: ox.Store, shapes: ox.Store, shape: str, select: str, severity: str) -> list[Result]:
    solutions: Any = store.query(re.sub(r"\$this\b", "?this", select), prefixes=PREFIXES)
    names = {v.value for v in solutions.variables}
    found: list[Result] = []
    for row in solutions:
        value = row["value"] if "value" in names else None
        path = row["path"].value if "path" in names and row["path"] is not None else ""
        found.append(_result(shapes, shape, row["this"].value, path, value, severity))
    return found
