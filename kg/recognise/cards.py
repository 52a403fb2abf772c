"""Blocks of fields that describe an entry each, as a card index does: "Nom : X", "Pays : Suisse" …"""

from __future__ import annotations

from kg.model.note import Block, Paragraph
from kg.model.place import PlaceTable
from kg.recognise import field_names
from kg.recognise.country import place_of
from kg.recognise.own import Own

_SAYS = frozenset("led_by funder url target_size part_of status".split())


def cards_of(blocks: tuple[Block, ...], places: PlaceTable, *, announced: bool) -> dict[int, Own]:
    """Blocks of fields that begin with that of a name, by their place: each describes an entry of its own where entries were
    `announced`, or where there are several, and what they say is said of no object: where it is, who runs or pays for it …"""
    found = {i: card for i, block in enumerate(blocks) if (card := _card(block)) is not None}
    return found if announced or (len(found) > 1 and any(_is_an_entrys(c, places) for c in found.values())) else {}


def _is_an_entrys(card: Own, places: PlaceTable) -> bool:
    terms = {field_names.term_of(f) for f in card.fields}
    where = [v.text for f in card.fields if field_names.term_of(f) == "country" for v in f.values]
    return not terms.isdisjoint(_SAYS) or any(place_of(w, places) for w in where)


def _card(block: Block) -> Own | None:
    if isinstance(block, Paragraph):
        texts, fields = ((), ()) if block.quoted else field_names.split(block.lines)
    else:
        texts, fields = (), field_names.of_block(block)
    if len(fields) < 2 or field_names.term_of(fields[0]) != "name" or not fields[0].values:
        return None
    begins = fields[0].span.line
    return Own(texts=texts, fields=fields, rest=()) if all(x.line >= begins for x in texts) else None
