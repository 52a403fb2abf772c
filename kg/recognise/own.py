"""What a heading or item says of itself before other things begin: its text, its fields, its sub-headings that are keys."""

from __future__ import annotations

import re

from kg.model.note import Block, Field, Item, Items, Line, Paragraph, Section
from kg.model.record import record, replace
from kg.model.regex import regex
from kg.recognise import field_names
from kg.recognise.museum_size import sizes_in
from kg.recognise.organisation import named_in
from kg.recognise.period import period_of, periods_in
from kg.recognise.words import is_generic_link

_ADDRESSED = regex(
    r"^(?:richtet sich|gedacht|gemacht|geeignet|s['’]adresse|destin[ée]e?|r[ée]serv[ée]e?|pens[ée]e?|aimed|meant|open|intended|gericht|bedoeld|dirigid[oa]|pensad[oa])\b",
    re.IGNORECASE,
)


_AIMED = regex(
    r"\b(?:aimed|meant|intended|designed|gedacht|geeignet|bestimmt|destin[ée]e?s?|pens[ée]e?s?|conçue?s?|bedoeld|gericht|dirigid[oa]s?|pensad[oa]s?|rivolt[oa])\b",
    re.IGNORECASE,
)
_FIRST_OF_ADDRESSED = frozenset("rgsdpamoiı")  # letters


@record
class Own:
    """What a heading or note says of itself before other things begin: running text and fields, and the rest."""

    texts: tuple[Line, ...]
    fields: tuple[Field, ...]
    rest: tuple[Block, ...]


_NOTHING = Own(texts=(), fields=(), rest=())


def statements_of(items: Items) -> tuple[tuple[Line, ...], tuple[Field, ...], Items | None]:
    """Part a list into what only states something of what stands above it (texts, fields) and the items that name things."""
    texts: list[Line] = []
    fields: list[Field] = []
    rest: list[Item] = []
    for item in items.items:
        first = item.lines[0] if item.lines else None
        if first is None or item.blocks or item.task:
            rest.append(item)
            continue
        running, found = field_names.split(item.lines)
        if _is_page(first):
            texts.append(first)
        elif any(x.form == "wiki" for x in first.links) and not _names_its_links(first):
            rest.append(item)
        elif found and not running:
            fields.extend(found)
        elif (not first.links or _names_its_links(first)) and is_statement(first):
            texts.extend(running)
            fields.extend(found)
        else:
            rest.append(item)
    kept = Items(items=tuple(rest), ordered=items.ordered) if rest else None
    return tuple(texts), tuple(fields), kept


_LETTER = regex(r"\w")


def _is_page(line: Line) -> bool:
    """Whether a line is nothing but a page: a bare address, or a link that says only that it is one."""
    if len(line.links) != 1 or line.links[0].form not in ("url", "bare"):
        return False
    link = line.links[0]
    around = line.text[: link.start] + line.text[link.end :]
    said = line.text[link.start : link.end]
    return not _LETTER.search(around) and (link.form == "bare" or (is_generic_link(said) and "." not in said))


def _names_its_links(line: Line) -> bool:
    """Whether a line names by its links who runs or pays for what stands above it: "getragen von der [[Stiftung X]]"."""
    links = [x for x in line.links if x.form in ("url", "wiki")]
    if not links or line.text[:1].isupper():
        return False
    named = [n for n in named_in(line) if n.relation in ("mxtd:ledBy", "mxtd:funder")]
    return all(any(n.start <= x.start < n.end for n in named) for x in links)


_FOR = frozenset("pour for für voor para per".split())
_ONLY = frozenset("nur only seulement uniquement surtout alleen vooral solo solamente sólo mainly".split())


def is_statement(line: Line) -> bool:
    """Whether a line begins with a phrase about something else's runner, period or size ("met steun van …", "2017-2021")."""
    text = line.text.strip()
    if period_of(text) is not None:
        return True
    if not line.text[:1].isupper() and any(
        line.text[: n.start].strip() and len(line.text[: n.start].split()) <= 5 for n in named_in(line)[:1]
    ):
        return True
    if text[:1].islower() and _AIMED.search(text) is not None and sizes_in(text):
        return True  # "offline, aimed at small museums"
    words = text.split()
    if len(words) <= 8 and any(a <= 12 and not _opens_a_bracket(text, a) for a, _, _ in periods_in(text)[:1]):
        return True
    if text[:1].casefold() in _FIRST_OF_ADDRESSED and _ADDRESSED.match(text) and sizes_in(text):
        return True
    if len(words) > 1 and words[0].casefold() in _ONLY:
        text = text[len(words.pop(0)) :].lstrip()
    return bool(words) and words[0].casefold() in _FOR and any(a <= 6 for a, _, _ in sizes_in(text)[:1])


def _opens_a_bracket(text: str, at: int) -> bool:
    """Whether what stands at a place of a text is in a bracket behind a name: "Quai (2020-2023)"."""
    return "(" in text[: at + 1] and text[:1].isupper()


def own_part(blocks: tuple[Block, ...]) -> Own:
    """Part the blocks of a section into what describes its subject and what stands below it."""
    if not blocks:
        return _NOTHING
    texts: list[Line] = []
    fields: list[Field] = []
    rest: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if not block.quoted and not rest:
                running, found = field_names.split(block.lines)
                texts.extend(running)
                fields.extend(found)
        elif found := field_names.of_block(block):
            fields.extend(found)
        elif isinstance(block, Items):
            stated, found, kept = statements_of(block)
            texts.extend(stated)
            fields.extend(found)
            rest.extend([kept] if kept is not None else [])
        else:
            rest.append(block)
    return Own(texts=tuple(texts), fields=tuple(fields), rest=tuple(rest))


def said_below(section: Section) -> Own | None:
    """What a sub-heading that is a field's key says of the heading above: "### Funded by" and a name, "### Für wen?".

    The paragraphs behind its value speak of the heading above as well.
    """
    heading = section.heading
    if heading is None or section.sections or not 0 < len(section.blocks) <= 4:
        return None
    key = field_names.property_of(heading.text.rstrip(" ?:\u00a0"))
    if key is None or key in ("name", "type", "description", "organisation"):
        return None
    value, *others = section.blocks
    lines = _lines_of(value)
    if not 0 < len(lines) <= 4 or not all(isinstance(b, Paragraph) for b in others):
        return None
    own = own_part(tuple(others))
    return replace(own, fields=(Field(key=key, values=lines, span=heading.span()), *own.fields))


def _lines_of(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Paragraph):
        return block.lines
    if isinstance(block, Items):
        return tuple(x.lines[0] for x in block.items if x.lines and not x.blocks)
    return ()
