"""Lists that Markdown knows none by: lines that begin with a dash, a dot or an arrow.

To who wrote them they are lists like any other; to Markdown they are one paragraph.
"""

from __future__ import annotations

import re

from kg.model.note import Block, Item, Items, Line, Paragraph

_MARK = re.compile(r"\s*(?:[–—•·▪◦‣●○■□►▸→➔➤✓✔]\ufe0f?|->)\s+(?=\S)")


def blocks_of(lines: tuple[Line, ...]) -> list[Block]:
    """The lines of a paragraph as blocks: what stands above such lines, and the list, where there are two of them or more, or one below
    a bold line."""
    marks = [_MARK.match(line.text) for line in lines]
    begins = [i for i, mark in enumerate(marks) if mark is not None]
    if len(begins) < 2 and not (begins == [1] and lines[0].is_bold):
        return [Paragraph(lines=lines)]
    items: list[Item] = []
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        mark = marks[begin]
        assert mark is not None
        items.append(Item(lines=(lines[begin].cut(mark.end()), *lines[begin + 1 : end])))
    above = lines[: begins[0]]
    return [*([Paragraph(lines=above)] if above else []), Items(items=tuple(items))]
