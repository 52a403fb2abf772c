"""Where something stands in a note."""

from __future__ import annotations

from kg.model.record import ordered


@ordered
class Span:
    """A stretch of one line of one note.

    `path` is relative to the vault, with `/` and in NFC. Lines count from 1 as an editor shows
    them, front matter included; columns count characters from 1; `end` is the column behind the
    last character.
    """

    path: str
    line: int
    column: int
    end: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
