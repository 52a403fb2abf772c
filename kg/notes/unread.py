"""Blocks of a note in which nothing is read, though their author may have meant it: code and comments without end, HTML."""

from __future__ import annotations

import re

from kg.model.note import UnreadKind

_FENCE = re.compile(rb"[ \t>]*(`{3,}|~{3,})")
_LIST = re.compile(rb"<(?:ul|ol|table|dl)[\s>]", re.IGNORECASE)
_LINK = re.compile(rb"<a\s[^<>]{0,300}?href", re.IGNORECASE)


def unread(block: bytes, fenced: bool) -> UnreadKind | None:
    """Why nothing is read in a block of code or HTML, where that deserves a word.

    `block` is the source from its first character to its end, `fenced` tells that it is code between fences (CommonMark
    0.31.2, sections 4.5 and 4.6: without an end both go on to the end of what holds them).
    """
    if fenced:
        return None if _is_closed(block) else "code"
    if block.lstrip().startswith(b"<!--") and b"-->" not in block:
        return "comment"
    first = _LIST.search(block)
    return "html" if first is not None and _LINK.search(block, first.end()) else None


def _is_closed(block: bytes) -> bool:
    opened = _FENCE.match(block)
    lines = block.rstrip().splitlines()
    if opened is None or len(lines) < 2:
        return opened is None
    closed = _FENCE.match(lines[-1])
    return closed is not None and closed[1].startswith(opened[1]) and closed.end() == len(lines[-1].rstrip())


def is_row(text: str) -> bool:
    """Whether a line of text is written as a row of a table."""
    bare = text.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2
