"""Bytes in, the text of a note out, and what is odd about it."""

from __future__ import annotations

from kg import source
from kg.model.characters import CONTROL
from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import Text
from kg.notes.files import unreadable

_BINARY = Text(fr="des données binaires", en="binary data", de="binäre Daten")


def decode(raw: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of the note `name`; None for what is no text.

    What is not in Unicode is read as Windows-1252, with a warning at its line; control characters are read as blanks,
    with a remark at the first one.
    """
    found = source.decode(raw)
    if found is None:
        return None, (unreadable(name, _BINARY),)
    text, problems = found.text, list[Problem]()
    if found.odd >= 0:
        line = source.line_at(raw, found.odd)
        problems.append(CODES["KG106"].at(Span(path=name, line=line, column=1, end=2)))
    if (odd := CONTROL.search(text)) is not None:
        problems.append(CODES["KG110"].at(_place(text, odd.start(), name), code=f"U+{ord(odd.group()):04X}"))
        text = CONTROL.sub(" ", text)
    return text, tuple(problems)


def _place(text: str, offset: int, name: str) -> Span:
    line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(path=name, line=line, column=column, end=column + 1)
