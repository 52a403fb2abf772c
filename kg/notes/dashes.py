"""Lists that Markdown knows none by: lines that begin with a dash, a dot or an arrow, or with a number like 1.1.

To who wrote them they are lists like any other; to Markdown they are one paragraph.
"""

from __future__ import annotations

import re

from kg.model.note import Block, Item, Items, Line, Paragraph

_MARK = re.compile(r"\s*(?:[–—•·▪◦‣●○■□►▸→➔➤✓✔]\ufe0f?|->)\s+(?=\S)")


_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=\S)")
_FIRST = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.1[.)]?\s+(?=\S)")  # "1.5 million" begins no list
_DEEPEST, _NONE = 6, 99  # numbers with more dots stand at the deepest level; the depth of a line without a number


def numbered(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Items, ...]]:
    """The lines of an item before such numbers, and the list that these number."""
    begin = next((i for i, line in enumerate(lines) if i and _FIRST.match(line.text)), len(lines))
    return lines[:begin], (_nested(lines[begin:]),) if begin < len(lines) else ()


def _nested(lines: tuple[Line, ...]) -> Items:
    """Numbered lines as a list, those below a number in it nested; others go on with the line above."""
    marks = [_NUMBER.match(line.text) for line in lines]
    depths = [min(m["number"].count("."), _DEEPEST) if m is not None else _NONE for m in marks]
    begins = [i for i, depth in enumerate(depths) if depth <= depths[0]]
    items: list[Item] = []
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        mark = marks[begin]
        assert mark is not None
        deeper = next((i for i in range(begin + 1, end) if marks[i] is not None), end)
        below = (_nested(lines[deeper:end]),) if deeper < end else ()
        items.append(Item(lines=(lines[begin].cut(mark.end()), *lines[begin + 1 : deeper]), blocks=below))
    return Items(items=tuple(items), ordered=True)


def blocks_of(lines: tuple[Line, ...]) -> list[Block]:
    """The lines of a paragraph as blocks: what stands above such lines, and the list, where there are two of them or more, or one below
    a bold line."""
    if len(lines) > 1 and _FIRST.match(lines[0].text) and _NUMBER.match(lines[1].text):
        return [_nested(lines)]
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
