"""SHACL: the shapes folder judges the graph, and each result is followed back to the line of a note.

Core constraints are pySHACL's (core.py); `sh:sparql` is run by us as one SELECT over the statements
(design: one such constraint makes pySHACL five to eight times slower).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import ShapeError
from kg.graph.codes import spoken, words
from kg.graph.describe import Graph, triple
from kg.graph.loops import on_a_loop
from kg.graph.resources import folder
from kg.graph.vocabulary import ONTOLOGY, PREFIXES, Statement
from kg.model.problem import Problem, Severity, Text
from kg.model.record import record, replace
from kg.model.span import Span

_MOST = 80  # characters of a value that a message quotes
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


def problems(results: Collection[Result], graph: Graph) -> list[tuple[Result, Problem]]:
    """Each result with its Problem at the line where the statement it is about was read."""
    names = {graph.iris[key]: label for key, label in graph.labels.items()}
    own = _by_subject(graph, {r.focus for r in results})
    return [
        (r, Problem(code=r.code, severity=r.severity, message=_about(r, names), span=_span(r, graph, own), hint=r.hint))
        for r in results
    ]


def broken(results: Iterable[Result], graph: Graph) -> set[Statement]:
    """The statements to leave out: those that a violation names, the whole entity where it names none."""
    stops = [r for r in results if r.severity == "violation"]
    if not stops:
        return set()
    focuses = {r.focus for r in stops}
    subjects = _by_subject(graph, focuses)
    naming: dict[str, list[Statement]] = defaultdict(list)
    for statement in graph.statements:
        if isinstance(statement[2], ox.NamedNode) and statement[2].value in focuses:
            naming[statement[2].value].append(statement)
    out: set[Statement] = set()
    for result in stops:
        own = subjects.get(result.focus, [])
        named = [s for s in own if s[1] == result.path and result.value in (None, s[2])]
        if result.value is not None and named:
            out.update(named)
        elif len(named) > 1:  # too many: the one that stands first is kept
            out.update(sorted(named, key=lambda s: (min(o.span for o in graph.statements[s]), str(s[2])))[1:])
        else:
            out.update(own)
            out.update(naming[result.focus])
    return out


def _by_subject(graph: Graph, subjects: Collection[str]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in graph.statements:
        if statement[0] in subjects:
            found[statement[0]].append(statement)
    return found


def _span(result: Result, graph: Graph, own: dict[str, list[Statement]]) -> Span:
    """Where the result's statement was read; results that name no value (maxCount …) are looked up by path."""
    found = [s for s in own.get(result.focus, []) if s[1] == result.path and result.value in (None, s[2])]
    spans = sorted(min(o.span for o in graph.statements[s]) for s in found)
    if spans:
        return spans[-1] if result.value is None else spans[0]
    return graph.spans.get(result.focus, Span(path="kg.toml", line=1, column=1, end=2))


def _about(result: Result, names: dict[str, str]) -> Text:
    name = names.get(result.focus) or re.split(r"[/#]", result.focus)[-1] or result.focus
    said = result.message
    value = _said(result.value, names)
    return Text(
        fr=f"« {name} » : {said.fr}{f' (« {value} »)' if value else ''}",
        en=f"“{name}”: {said.en}{f' (“{value}”)' if value else ''}",
        de=f"„{name}“: {said.de or said.en}{f' („{value}“)' if value else ''}",
    )


def _said(value: ox.NamedNode | ox.Literal | None, names: dict[str, str]) -> str:
    """A value as an author knows it, no longer than a line can bear."""
    text = "" if value is None else names.get(value.value, value.value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


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
