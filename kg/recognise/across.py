"""Tables that compare: a column for each entry, a row for each thing that is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.note import Line, Table
from kg.recognise import field_names

_FEWEST = 3  # rows whose first cell is a key
_OF_ENTRIES = frozenset("country url funder led_by start period target_size".split())


def across(table: Table, keys: Sequence[str | None]) -> Table | None:
    """The table with a row for each entry; None where it has that already. `keys` are the terms of its header's cells."""
    said = [field_names.property_of(row[0].text) if row else None for row in table.rows]
    known = [k for k in said if k not in (None, "name")]
    mostly = 2 * len(known) >= len(said) or len(_OF_ENTRIES.intersection(known)) >= _FEWEST
    if len(table.header) < _FEWEST or len(known) < _FEWEST or not mostly or any(keys[1:]):
        return None
    if "name" in said and not table.header[0].text.strip():
        return _by_name(table, said.index("name"))
    names = [c for c in table.header[1:] if c.text.strip()]
    if len(names) < 2 or len(set(known)) < _FEWEST:
        return None
    header = (_named(table.header[0]), *(row[0] for row in table.rows if row))
    rows = tuple(
        (name, *(_cell(row, i) for row in table.rows if row))
        for i, name in enumerate(table.header)
        if i and name.text.strip()
    )
    return Table(header=header, rows=rows)


def _by_name(table: Table, named: int) -> Table:
    """The same where a row holds the names: the header then says whose they are."""
    names = table.rows[named]
    said = [row for row in table.rows if row and row is not names]
    header = (_named(names[0]), _whose(table.header[0]), *(row[0] for row in said))
    rows = tuple(
        (_cell(names, column), whose, *(_cell(row, column) for row in said))
        for column, whose in enumerate(table.header)
        if column
    )
    return Table(header=header, rows=rows)


def _cell(row: tuple[Line, ...], column: int) -> Line:
    return row[column] if column < len(row) else _empty(row[0])


def _whose(corner: Line) -> Line:
    """The header of the column of who runs or pays for what the rows name."""
    return Line(text="organisme", path=corner.path, segments=corner.segments)


def _named(corner: Line) -> Line:
    """The header of the column of names: what stands in the corner ("Critère") names the rows."""
    return Line(text="nom", path=corner.path, segments=corner.segments)


def _empty(beside: Line) -> Line:
    return Line(text="", path=beside.path, segments=beside.segments)
