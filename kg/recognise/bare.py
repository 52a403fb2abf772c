"""Lines below a name that say nothing but where and when: "UK · 2020-2021" under it, "- Belgique" and "- 2019" nested in it."""

from __future__ import annotations

from kg.model.note import Block, Field, Item, Items, Line
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.recognise import brackets
from kg.recognise.own import Own

_LONGEST, _MOST = 60, 8  # characters and words of such a line
_MARKS = " \t\u00a0*_()[]"  # around it


def with_bare_facts(own: Own, places: PlaceTable, near: tuple[str, ...]) -> Own:
    """What a thing says of itself, with such lines among its fields and no longer among its texts and the things below it.

    `near` are the countries of the headings above.
    """
    fields = list(own.fields)
    texts = tuple(line for line in own.texts if not _taken(line, places, near, fields))
    rest = tuple(b for block in own.rest if (b := _without(block, places, near, fields)) is not None)
    return own if len(fields) == len(own.fields) else replace(own, texts=texts, fields=tuple(fields), rest=rest)


def bare_fields(fields: tuple[Field, ...], places: PlaceTable, near: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields of a row, with what only says where and when no longer in its description: "Détail | Suisse, depuis 2021"."""
    found: list[Field] = []
    for field in fields:
        taken = list[Field]()
        told = field.key != "description"
        values = field.values if told else tuple(v for v in field.values if not _taken(v, places, near, taken))
        found.extend([*([replace(field, values=values)] if values else []), *taken])
    return tuple(found)


def _without(block: Block, places: PlaceTable, near: tuple[str, ...], fields: list[Field]) -> Block | None:
    """A list without the items that are such lines; None where all are."""
    if not isinstance(block, Items):
        return block
    kept = tuple(x for x in block.items if not (_is_plain(x) and _taken(x.lines[0], places, near, fields)))
    return Items(items=kept, ordered=block.ordered) if kept else None


def _is_plain(item: Item) -> bool:
    return len(item.lines) == 1 and not item.blocks and not item.task and not item.heading and not item.no


def _taken(line: Line, places: PlaceTable, near: tuple[str, ...], fields: list[Field]) -> bool:
    found = _facts(line, places, near)
    fields.extend(Field(key="unnamed", values=(part,), span=part.span()) for part in found)
    return bool(found)


def _facts(line: Line, places: PlaceTable, near: tuple[str, ...]) -> list[Line]:
    """The parts of a line, each a place or a period; none where one of them is anything else."""
    text = line.text
    if line.links or len(text) > _LONGEST or len(text.split()) > _MOST or not text.strip(_MARKS)[:1].isalnum():
        return []
    start, end = len(text) - len(text.lstrip(_MARKS)), len(text.rstrip(_MARKS + "."))
    pieces = brackets.pieces(line, start, end, places, near)
    return [line.cut(p.start, p.end) for p in pieces] if all(p.places or p.period for p in pieces) else []
