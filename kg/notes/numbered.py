"""Headings that only their numbers mark, as in a text that was copied from a PDF: "2.1 Passeport Données" on a line of its own."""

from __future__ import annotations

import re

from kg.model.note import Block, Items, Line, Paragraph, Section, join
from kg.notes.blocks import tree_of

_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=\S)")
_LINES, _WORDS = 2, 14  # of such a heading


def sectioned(root: Section) -> Section:
    """A note without headings, with those that are numbered, where at least two are numbered like 2.1."""
    titles = [_title(block) for block in root.blocks]
    if root.sections or sum(t is not None and t[0] > 1 for t in titles) < 2:
        return root
    found: list[tuple[int, Line | None, list[Block], bool]] = [(0, None, [], root.no)]
    for block, title in zip(root.blocks, titles, strict=True):
        if title is not None:
            found.append((title[0] + 1, title[1], [], False))
        else:
            found[-1][2].append(block)
    return tree_of(found)


def _title(block: Block) -> tuple[int, Line] | None:
    """The depth of a heading's number, and the heading without it; a number without a dot makes a list of one item."""
    if isinstance(block, Items):
        one = block.items[0] if block.ordered and len(block.items) == 1 else None
        return (1, join(one.lines)) if one is not None and not one.blocks and _is_short(one.lines) else None
    if not isinstance(block, Paragraph) or block.quoted or not _is_short(block.lines):
        return None
    match = _NUMBER.match(block.lines[0].text)
    return None if match is None else (match["number"].count(".") + 1, join(block.lines).cut(match.end()))


def _is_short(lines: tuple[Line, ...]) -> bool:
    words = sum(len(line.text.split()) for line in lines)
    return 0 < len(lines) <= _LINES and words <= _WORDS and lines[-1].text.rstrip()[-1:] not in ".;,:!"
