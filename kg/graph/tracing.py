"""From a validation result back to the line of a note: where it stands, what is said of it, what is left out because of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

import pyoxigraph as ox

from kg.graph.describe import Source
from kg.graph.results import Result
from kg.graph.vocabulary import Statement
from kg.model.problem import Problem, Text
from kg.model.span import Span

_MOST = 80  # characters of a value that a message quotes
_NOWHERE = Span(path="kg.toml", line=1, column=1, end=2)


class Trace(Protocol):
    """Where statements come from."""

    def of(self, subject: str) -> Sequence[Statement]:
        """What is said of a node."""

    def saying(self, subject: str, predicate: str) -> Sequence[Statement]:
        """What is said of a node with one predicate."""

    def naming(self, node: str) -> Sequence[Statement]:
        """The statements that have it as their value."""

    def sources(self, statement: Statement) -> Sequence[Source]:
        """Where a statement was read; nowhere what the vocabulary says."""

    def span(self, node: str) -> Span | None:
        """Where a thing stands."""

    def name(self, node: str) -> str | None:
        """What a thing is called."""


def problems(results: Iterable[Result], trace: Trace) -> list[Problem]:
    """The Problem of each result, at the line where the statement it is about was read."""
    return [
        Problem(code=r.code, severity=r.severity, message=_about(r, trace), span=_span(r, trace), hint=r.hint)
        for r in results
    ]


def broken(results: Iterable[Result], trace: Trace) -> set[Statement]:
    """The statements to leave out: those that a violation names, the whole entity where it names none.

    What the vocabulary says is never left out.
    """
    out: set[Statement] = set()
    for result in results:
        if result.severity == "violation":
            out.update(_broken(result, trace))
    return {s for s in out if trace.sources(s)}


def _broken(result: Result, trace: Trace) -> Collection[Statement]:
    own = trace.of(result.focus)
    named = [s for s in own if s[1] == result.path and result.value in (None, s[2])]
    if result.value is not None and named:
        return named
    if len(named) > 1:  # too many: the one that stands first is kept
        return sorted(named, key=lambda s: (min((o.span for o in trace.sources(s)), default=_NOWHERE), str(s[2])))[1:]
    return [*own, *trace.naming(result.focus)]


def _span(result: Result, trace: Trace) -> Span:
    """Where the result's statement was read; results that name no value (maxCount …) are looked up by path."""
    found = [s for s in trace.saying(result.focus, result.path) if result.value in (None, s[2])]
    spans = sorted(min(o.span for o in sources) for s in found if (sources := trace.sources(s)))
    if spans:
        return spans[-1] if result.value is None else spans[0]
    return trace.span(result.focus) or _NOWHERE


def _about(result: Result, trace: Trace) -> Text:
    name = trace.name(result.focus) or re.split(r"[/#]", result.focus)[-1] or result.focus
    said = result.message
    value = _said(result.value, trace)
    return Text(
        fr=f"« {name} » : {said.fr}{f' (« {value} »)' if value else ''}",
        en=f"“{name}”: {said.en}{f' (“{value}”)' if value else ''}",
        de=f"„{name}“: {said.de or said.en}{f' („{value}“)' if value else ''}",
    )


def _said(value: ox.NamedNode | ox.Literal | None, trace: Trace) -> str:
    """A value as an author knows it, no longer than a line can bear."""
    name = trace.name(value.value) if isinstance(value, ox.NamedNode) else None
    text = "" if value is None else name or value.value
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
