"""Containers of a note while it is read, and the blocks and sections that become of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kg.model.note import Block, Item, Items, Line, Paragraph, Section, Table

_CALLOUT = re.compile(r"\[!(?P<type>\w+)\][+-]?\s*")
# Types of callouts that say something of what stands around them, in text without a list.
_REMARKS = frozenset(
    "warning caution attention danger error bug failure fail missing todo question help faq tip hint important".split()
)
_BAR = re.compile(rb"(?<!\\)\|")


@dataclass(slots=True)
class Frame:
    """A container being filled: the document, an item, a table, a heading, a quotation."""

    kind: str
    blocks: list[Any] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)  # an item's lines behind its first block
    ordered: bool = False
    level: int = 0
    task: bool = False
    no: bool = False
    deeper: list[Item] = field(default_factory=list)  # items from below the deepest level that is kept


def block_of(frame: Frame) -> Block:
    if frame.kind == "list":
        return Items(items=tuple(frame.blocks), ordered=frame.ordered)
    if frame.kind == "table":
        header = frame.blocks[0] if frame.blocks else ()
        return Table(header=header, rows=tuple(frame.blocks[1:]))
    lines = tuple(line for block in frame.blocks if isinstance(block, Paragraph) for line in block.lines)
    return Paragraph(lines=lines + tuple(frame.lines), quoted=True)


def quotation_of(frame: Frame) -> list[Block]:
    """A quotation is quoted text, but for its lists; a callout ("> [!tip] …", Obsidian) is text of the note like any other."""
    opens = frame.blocks[0] if frame.blocks else None
    first = opens.lines[0] if isinstance(opens, Paragraph) and opens.lines else None
    mark = _CALLOUT.match(first.text) if first is not None else None
    if first is None or mark is None or mark["type"].casefold() in ("quote", "cite"):
        return _quoted(frame) if any(isinstance(b, Items) for b in frame.blocks) else [block_of(frame)]
    title = first.cut(mark.end())
    lines = frame.blocks[0].lines[1:]
    told = mark["type"].casefold() in _REMARKS and not title.links and len(frame.blocks) == 1
    if title.text and not told:  # a title stands above the rest like a heading, a linked one like an item's name
        level = 0 if title.links and title.links[0].start == 0 else 7
        return [Items(items=(Item(lines=(title, *lines), blocks=tuple(frame.blocks[1:]), heading=level),))]
    lines = (title, *lines) if title.text else lines
    return [*([Paragraph(lines=lines)] if lines else []), *frame.blocks[1:]]


def _quoted(frame: Frame) -> list[Block]:
    """A quotation with lists in it: a letter that was answered, of which the lists are read."""
    rest = (Paragraph(lines=tuple(frame.lines), quoted=True),) if frame.lines else ()
    blocks: list[Block] = [*frame.blocks, *rest]
    return [Paragraph(lines=b.lines, quoted=True) if isinstance(b, Paragraph) else b for b in blocks]


def cells_of(row: bytes) -> list[int]:
    """Where the cells of a table's row begin, but for the empty ones at its end."""
    line = row.rstrip()
    ends = [*(m.start() for m in _BAR.finditer(line)), len(line)]
    begins = [0, *(end + 1 for end in ends[:-1])]
    if line.startswith(b"|"):
        del begins[0], ends[0]
    while begins and not line[begins[-1] : ends[-1]].strip():
        begins.pop()
        ends.pop()
    return [end - len(line[begin:end].lstrip()) for begin, end in zip(begins, ends, strict=True)]


Heading: TypeAlias = tuple[int, Line | None, list[Block], bool]


def tree_of(headings: list[Heading]) -> Section:
    """Nest the headings of a note by their level."""
    _, heading, blocks, no = headings[0]
    sections, _ = _below(headings, 1, 0)
    return Section(heading=heading, level=0, blocks=tuple(blocks), sections=sections, no=no)


def _below(headings: list[Heading], position: int, level: int) -> tuple[tuple[Section, ...], int]:
    """The sections from `position` on that stand below `level`, and where they end."""
    found: list[Section] = []
    while position < len(headings) and headings[position][0] > level:
        own, heading, blocks, no = headings[position]
        inner, position = _below(headings, position + 1, own)
        found.append(Section(heading=heading, level=own, blocks=tuple(blocks), sections=inner, no=no))
    return tuple(found), position
