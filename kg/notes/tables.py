"""CSV files beside the notes: a table like any other, read row by row, so that a bad row costs no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from kg.model.codes import CODES
from kg.model.note import LONGEST, Line, Note, Section, Table
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import Text
from kg.notes.markdown import parse_inline

_SEPARATORS = ";,\t"
_NAMED = re.compile(r"sep=(.)$")  # the first line of some spreadsheets' files
_QUOTED = re.compile(r'"[^"]*"')
_FORMULA = re.compile(r"\s*(?:=|[+@-](?=[A-Za-z.]+\())")
_MOST_SAID = 1000  # problems of one file: more of them have one reason
_LONGEST = 200  # lines of one row: a quote that is open for longer was forgotten
_UNCLOSED = Text(
    fr="un guillemet ouvert n'est pas fermé",
    en="a quote is not closed",
    de="ein Anführungszeichen ist nicht geschlossen",
)
_HUGE = Text(fr="une cellule est démesurée", en="a cell is far too large", de="eine Zelle ist viel zu gross")


class _Said:
    """The problems of one file: the first ones as they are, the others counted at the place of the first of them."""

    def __init__(self) -> None:
        self._first: list[Problem] = []
        self._next: Problem | None = None
        self._more = 0

    def add(self, *problems: Problem) -> None:
        for problem in problems:
            if len(self._first) < _MOST_SAID:
                self._first.append(problem)
                continue
            self._next = self._next or problem
            self._more += 1

    def all(self) -> tuple[Problem, ...]:
        """What is to be said of the file."""
        more = [CODES["KG129"].at(self._next.span, count=self._more)] if self._next is not None else []
        return (*self._first, *more)


def read_csv(text: str, path: str) -> tuple[Note, tuple[Problem, ...]]:
    """Read a CSV file; the separator is the one of `;`, `,` and tab that the header holds most of.

    A row that cannot be read, or has more cells than the header, is a Problem at its line; one with fewer is read, and
    said. Columns of a cell count in cells' own characters: quoted cells may span lines.
    """
    rows: list[tuple[Line, ...]] = []
    said = _Said()
    for number, read, source in _rows(text.split("\n")):
        row = read
        if isinstance(row, Text):
            column = source.find('"') + 1 or 1
            said.add(CODES["KG103"].at(Span(path=path, line=number, column=column, end=column + 1), what=row))
            row = [] if rows else _header(source)
        elif rows:
            row = _fitting(row, len(rows[0]))
            said.add(*_ragged(row, len(rows[0]), path, number))
        said.add(*_formulas(row, path, number, source))
        if any(cell.strip() for cell in row) and (not rows or len(row) <= len(rows[0])):
            rows.append(_cells(row, path, number, source))
    blocks = (Table(header=rows[0], rows=tuple(rows[1:])),) if rows else ()
    long = tuple(cell for row in rows for cell in row if len(cell.text) > LONGEST)
    root = Section(heading=None, level=0, blocks=blocks)
    return Note(path=path, title=None, fields=(), root=root, long=long), said.all()


def _header(line: str) -> list[str]:
    """What can be saved of a header that cannot be read: without one no row is read."""
    return line.replace('"', "").split(_separator(line))


def _fitting(row: list[str], width: int) -> list[str]:
    """A row without the empty cells that stand behind the last column."""
    end = len(row)
    while end > width and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _formulas(row: list[str], path: str, number: int, source: str) -> Iterator[Problem]:
    """Which cells of a row hold a formula; they are emptied."""
    for index, cell in enumerate(row):
        if _FORMULA.match(cell):
            row[index] = ""
            column = source.find(cell.strip()[:1]) + 1 or 1
            yield CODES["KG126"].at(Span(path=path, line=number, column=column, end=column + 1))


def _ragged(row: Sequence[str], width: int, path: str, number: int) -> Iterator[Problem]:
    """That a row, unless it is empty, has not as many cells as the header."""
    if len(row) != width and any(cell.strip() for cell in row):
        code = "KG104" if len(row) > width else "KG114"
        yield CODES[code].at(Span(path=path, line=number, column=1, end=2), want=width, got=len(row))


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, list[str] | Text, str]]:
    """Each row with the number of its first line and that line; in place of one that cannot be read, why not."""
    at = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if at == len(lines):
        return
    named = _NAMED.match(lines[at])
    separator = named[1] if named else _separator(lines[at])
    at += 1 if named else 0
    while at < len(lines):
        row, used = _row(lines, at, separator)
        yield at + 1, row, lines[at]
        at += used


def _separator(header: str) -> str:
    """The separator that a header holds most of outside its quotes."""
    bare = _QUOTED.sub("", header)
    return max(_SEPARATORS, key=bare.count)


def _row(lines: Sequence[str], at: int, separator: str) -> tuple[list[str] | Text, int]:
    """The row that begins on line `at`, or why there is none, and how many lines it takes."""
    if '"' not in lines[at]:
        return lines[at].split(separator), 1
    reader = csv.reader((f"{line}\n" for line in lines[at : at + _LONGEST]), delimiter=separator, strict=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return _alone(lines[at], separator), 1


def _alone(line: str, separator: str) -> list[str] | Text:
    """A line whose quotes are wrong, taken for itself: what stands behind a closed quote belongs to the cell."""
    try:
        row = next(csv.reader([line], delimiter=separator))
        closed = len(list(csv.reader([f"{line}\n", "x\n"], delimiter=separator))) > 1  # else the quote takes the next
    except csv.Error:
        return _HUGE
    return row if closed else _UNCLOSED


def _cells(row: Sequence[str], path: str, line: int, source: str) -> tuple[Line, ...]:
    cells: list[Line] = []
    position = 0
    for cell in row:
        value = " ".join(cell.split())
        found = source.find(value.split(" ")[0], position) if value else -1
        position = found if found >= 0 else position
        cells.append(parse_inline(value, path, line, max(position, 0) + 1))
    return tuple(cells)
