"""`iris.tsv`: the IRIs that names keep, one a line, committed beside the notes.

A line is a name, a tab and an IRI; where several things bear the name, a tab and the note or the page
of the one meant follow. A line copied from a terminal has blanks for tabs, so blanks before and behind the IRI
do as well. `#` begins a remark.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from kg.model.codes import CODES
from kg.model.known import Kept
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.system import bytes_of
from kg.model.text import Text
from kg.source import decode

FILE = "iris.tsv"
_ROW = re.compile(r"^(?P<name>\S.*?)\s+(?P<iri>https?://\S+)(?:\s+(?P<mark>\S.*?))?\s*$")
_HEAD = re.compile(r"^\S+\tiri\b", re.IGNORECASE)
_NO_IRI = Text(
    fr="il faut un nom, une tabulation et une IRI en http(s)",
    en="it takes a name, a tab and an http(s) IRI",
    de="es braucht einen Namen, einen Tabulator und eine http(s)-IRI",
)
_TWICE = Text(
    fr="la ligne {line} donne à ce nom une autre IRI",
    en="line {line} gives this name another IRI",
    de="Zeile {line} gibt diesem Namen eine andere IRI",
)


def read_kept(folder: Path) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """The rows of the file, and a Problem for each that cannot be one."""
    try:
        raw = bytes_of(folder / FILE)
    except OSError:
        return (), ()
    source = decode(raw)
    rows: dict[tuple[str, str], Kept] = {}
    problems: list[Problem] = []
    for number, line in enumerate(source.lines if source is not None else (), start=1):
        if not line.strip() or line.startswith("#") or (number == 1 and _HEAD.match(line)):
            continue
        span = Span(path=FILE, line=number, column=1, end=len(line) + 1)
        row = _row(line, span)
        if row is None:
            problems.append(CODES["KG405"].at(span, why=_NO_IRI))
        elif (first := rows.setdefault((row.name, row.mark), row)).iri != row.iri:
            problems.append(CODES["KG405"].at(span, why=_TWICE.filled(line=first.span.line)))
    return tuple(rows.values()), tuple(problems)


def _row(line: str, span: Span) -> Kept | None:
    match = _ROW.match(line)
    if match is None:
        return None
    try:
        ox.NamedNode(match["iri"])
    except ValueError:
        return None
    return Kept(name=" ".join(match["name"].split()), iri=match["iri"], mark=match["mark"] or "", span=span)
