"""Tables that compare: a column for each entry, a row for each thing that is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.note import Line, Table
from kg.recognise import field_names

_FEWEST = 3  # rows whose first cell is a key


def across(table: Table, keys: Sequence[str | None]) -> Table | None:
    """The table with a row for each entry; None where it has that already. `keys` are the terms of its header's cells."""
    said = [field_names.property_of(row[0].text) if row else None for row in table.rows]
    known = [k for k in said if k not in (None, "name")]
    if len(table.header) < _FEWEST or len(known) < _FEWEST or 2 * len(known) < len(said) or any(keys[1:]):
        return None
    names = [c for c in table.header[1:] if c.text.strip()]
    if len(names) < 2 or len(set(known)) < _FEWEST:
        return None
    header = (_named(table.header[0]), *(row[0] for row in table.rows if row))
    rows = tuple(
        (name, *(row[i] if i < len(row) else _empty(row[0]) for row in table.rows if row))
        for i, name in enumerate(table.header)
        if i and name.text.strip()
    )
    return Table(header=header, rows=rows)


def _named(corner: Line) -> Line:
    """The header of the column of names: what stands in the corner ("Critère") names the rows."""
    return Line(text="nom", path=corner.path, segments=corner.segments)


def _empty(beside: Line) -> Line:
    return Line(text="", path=beside.path, segments=beside.segments)
