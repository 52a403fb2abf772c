"""Tables that go by place: a row for each country, and in its cells the things of each kind, linked, several in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model.note import Line, Table
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.recognise.candidate import Candidate
from kg.recognise.context import Context, under_heading
from kg.recognise.country import WORLD
from kg.recognise.head import read_head
from kg.recognise.place_lists import is_list_of_places

_FEWEST = 2  # rows that a place begins, and links
_NOTHING = " \t\u00a0-–—?/."
_BETWEEN = " \t\u00a0,;/|·•+&\n"


def is_grid(table: Table, keys: Sequence[str | None], places: PlaceTable) -> bool:
    """Whether its rows begin with places, and most other cells that say something with a link; `keys` are the terms of its header."""
    if len(table.header) < 2 or any(key in ("name", "alias", "url") for key in keys):
        return False
    placed = sum(bool(row) and bool(is_list_of_places(row[0].text, places)) for row in table.rows)
    cells = [c for row in table.rows for c in row[1:] if c.text.strip(_NOTHING)]
    linked = sum(any(x.start == 0 for x in c.links) for c in cells)
    return placed >= _FEWEST and 2 * placed > len(table.rows) and linked >= _FEWEST and 2 * linked >= len(cells)


def things_of(
    table: Table, context: Context, parent: Candidate | None, listing: str, places: PlaceTable
) -> Iterator[Candidate]:
    """The linked things in its cells, with the place of their row and what the header of their column announces."""
    columns = [under_heading(header, context, places) for header in table.header]
    for row in table.rows:
        codes = is_list_of_places(row[0].text, places, context.near) if row else ()
        where = tuple((code, row[0].span()) for code in codes if code != WORLD)
        for below, cell in zip(columns[1:], row[1:], strict=False):
            here = replace(below, places=where or below.places, near=(*codes, *below.near), far=False)
            for line in () if cell.no else _parts(cell):
                head = read_head(line, places, near=here.near, funds=here.kind in ("fund", "call"))
                if head is not None:
                    yield Candidate(
                        form="row", head=head, context=here, listing=listing, texts=(), fields=(), parent=parent
                    )


def _parts(cell: Line) -> Iterator[Line]:
    """What a cell says of each of its links."""
    for line in cell.broken():
        begins = [x.start for x in line.links if x.form in ("url", "wiki")]
        for begin, end in pairwise((*begins, len(line.text))):
            yield line.cut(begin, begin + len(line.text[begin:end].rstrip(_BETWEEN)))
