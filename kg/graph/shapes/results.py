"""What the shapes found: each result, the problem that an author is told, the statements that are left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.graph.describe import Graph
from kg.graph.vocabulary import Statement
from kg.model.problem import Problem, Severity, Text
from kg.model.record import record
from kg.model.span import Span

_MOST = 80  # characters of a value that a message quotes


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
