"""A table's rows as candidates: which column names them, what the headers say of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model.folding import fold
from kg.model.note import Field, Line, Table
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.recognise import field_names
from kg.recognise.across import across
from kg.recognise.bare import bare_fields
from kg.recognise.candidate import Candidate
from kg.recognise.context import Context, is_refused
from kg.recognise.grids import is_grid, things_of
from kg.recognise.head import read_head
from kg.recognise.verdict import verdict_of

_DITTO = frozenset("″ 〃 \" '' ” idem dito ditto id id. ibid. ibid ,,".split())
_MONEY = frozenset("fonds fund funds fondo fondi".split())
_OF_ENTRIES = frozenset("country url funder target_size part_of".split())
_CRITERIA = frozenset(
    "critere criteres criterion criteria kriterium kriterien criterio criterios criteri aspect aspects aspekt merkmal kenmerk".split()
)  # above what is asked of things that are compared


# Above museums that were asked or visited, and above numbers, deliverables and what was spent.
_NO_ENTRIES = frozenset(
    "musee musees museum museums museen musea museo museos musei n no nr num numero livrable deliverable liefergegenstand poste depense ausgabe uitgave gasto spesa".split()
)


def rows_of(
    table: Table, context: Context, parent: Candidate | None, listing: str, places: PlaceTable
) -> Iterator[Candidate]:
    """The candidates of a table, a row each, or a column each where it compares; none where its rows are no things."""
    keys = [field_names.property_of(c.text) for c in table.header]
    if not table.header or field_names.of_block(table):
        return
    if is_grid(table, keys, places):
        yield from things_of(table, context, parent, listing, places)
        return
    if (turned := across(table, keys)) is not None:
        table, keys = turned, [field_names.property_of(c.text) for c in turned.header]
    column = _name_column(keys, context)
    if column is None or fold(table.header[column].text) in _CRITERIA | _NO_ENTRIES:
        return
    keys = [_is_of_money(k, table.header[i]) if i != column else k for i, k in enumerate(keys)]
    named = sum(k is not None for k in keys) > 1 or keys[column] == "name"
    context = _announced(table.header[column], keys, context)
    above: tuple[Line, ...] = ()
    for written in table.rows:
        above = row = _repeated(written, above, merged=keys[0] == "country" and column > 0)
        if column >= len(row) or not row[column].text.strip() or row[column].no:
            continue
        fields = bare_fields(_fields(row, keys, column, table.header), places, context.near)
        name, *below = row[column].broken()
        head = read_head(name, places, near=context.near, funds=context.kind in ("fund", "call"), behind=not is_refused(context, fields))  # fmt: skip
        if head is not None:
            yield Candidate(form="row", head=head, context=context, listing=listing, texts=tuple(below), fields=fields,
                            parent=parent, columns=named)  # fmt: skip


def _announced(header: Line, keys: Sequence[str | None], context: Context) -> Context:
    """The context of rows below what their column's header announces."""
    verdict, kind, organisations = verdict_of(fold(header.text))
    if not verdict or context.entries or context.verdict < 0 or _asks_what(keys, header):
        return context
    return replace(context, verdict=verdict, kind=kind, organisations=organisations, weak=False)


def _fields(
    row: tuple[Line, ...], keys: Sequence[str | None], column: int, header: tuple[Line, ...]
) -> tuple[Field, ...]:
    return tuple(
        Field(key=k if k else fold(header[i].text), values=row[i].broken(), span=row[i].span())
        for i, k in enumerate(keys)
        if i != column and i < len(row) and row[i].text.strip(" -–—?")
    )


def _name_column(keys: list[str | None], context: Context) -> int | None:
    """The column that names the rows' things: that of a name, else of a short name, else the first when its header says nothing."""
    for wanted in ("name", "alias"):
        if wanted in keys:
            return keys.index(wanted)
    if keys[0] in (None, "organisation") or (context.entries and keys[0] in ("funder", "led_by")):
        return 0
    return None


def _is_of_money(key: str | None, header: Line) -> str | None:
    """The term of a column beside that of the names: "Regeling | Fonds" tells who pays."""
    return "funder" if key == "name" and fold(header.text) in _MONEY else key


def _asks_what(keys: Sequence[str | None], header: Line) -> bool:
    """Whether a column headed "What" names entries: another tells what only entries have. "What | Who | When" are tasks."""
    return field_names.property_of(header.text) == "name" and not _OF_ENTRIES.isdisjoint(k for k in keys if k)


def _repeated(row: tuple[Line, ...], above: tuple[Line, ...], *, merged: bool) -> tuple[Line, ...]:
    """A row with its ditto marks replaced by what stands above them.

    In a table that goes by country (`merged`) an empty first cell is one that was merged with the cell above.
    """
    return tuple(
        above[i]
        if i < len(above) and (cell.text.strip().casefold() in _DITTO or (merged and i == 0 and not cell.text.strip()))
        else cell
        for i, cell in enumerate(row)
    )
