"""CSV files beside the notes: a table like any other."""

from __future__ import annotations

import csv
import io

from kg.model.codes import CODES
from kg.model.note import Line, Note, Section, Table
from kg.model.problem import Problem
from kg.model.span import Span
from kg.notes.markdown import parse_inline


def read_csv(text: str, path: str) -> tuple[Note, tuple[Problem, ...]]:
    """Read a CSV file; the separator is the one of `;`, `,` and tab that the header holds most of.

    Columns of a cell count in cells' own characters: quoted cells may span lines.
    """
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows: list[tuple[Line, ...]] = []
    problems: list[Problem] = []
    first = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(_cells(row, path, first, text))
                if len(rows) > 1 and len(row) > len(rows[0]):
                    problems.append(CODES["KG104"].at(_start(path, first), want=len(rows[0]), got=len(row)))
                    rows.pop()
            first = reader.line_num + 1
    except csv.Error as error:
        problems.append(CODES["KG103"].at(_start(path, first), what=str(error)))
    blocks = (Table(header=rows[0], rows=tuple(rows[1:])),) if rows else ()
    return Note(path=path, title=None, fields=(), root=Section(heading=None, level=0, blocks=blocks)), tuple(problems)


def _start(path: str, line: int) -> Span:
    return Span(path=path, line=line, column=1, end=2)


def _cells(row: list[str], path: str, line: int, text: str) -> tuple[Line, ...]:
    source = text.split("\n")[line - 1] if line - 1 < text.count("\n") + 1 else ""
    cells: list[Line] = []
    position = 0
    for cell in row:
        value = " ".join(cell.split())
        found = source.find(value.split(" ")[0], position) if value else -1
        position = found if found >= 0 else position
        cells.append(parse_inline(value, path, line, max(position, 0) + 1))
    return tuple(cells)
