"""A thing that a note may be naming."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kg.model.note import Field, Line, Link
from kg.model.record import record
from kg.recognise.brackets import Piece
from kg.recognise.context import Context

Form: TypeAlias = Literal["item", "row", "heading", "note", "inline", "prose"]


@record
class Head:
    """What one line says first: `start`/`end` of the name in `line`; the rest begins at `rest`."""

    line: Line
    start: int
    end: int
    rest: int
    link: Link | None = None
    page: Link | None = None
    pieces: tuple[Piece, ...] = ()
    odd: tuple[tuple[int, int], ...] = ()
    acronym: tuple[int, int] | None = None
    whole: tuple[int, int] | None = None
    prefix: str = ""
    funder: tuple[int, int] | None = None  # of "Funder: Programme", where the whole is the name …
    programme: tuple[int, int] | None = None  # … and this a name too
    deadline: bool = False
    quoted: bool = False

    @property
    def name(self) -> str:
        """The name as written."""
        return self.line.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What of the whole name stands before the name: "Service d'appui" of "Service d'appui « X »"."""
        return "" if self.whole is None else self.line.text[self.whole[0] : self.start]

    @property
    def bold(self) -> bool:
        """Whether the whole name stands in bold."""
        strong = self.line.strong
        return bool(strong) and any(a <= self.start and self.end <= b for a, b in strong)

    @property
    def bracketed(self) -> bool:
        """Whether a place, a period or who runs it stands behind the name, or a place before it."""
        pieces = self.pieces
        return bool(pieces) and any(p.understood and not (p.period and p.end <= self.start) for p in pieces)


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A thing that a note may be naming: its head, its texts, its fields, its parent.

    `columns` tells that it is a row under headers that we know, `task` that it is a checkbox.
    `host` is the heading or item in whose text a thing of running text stands: it counts when the host is no entry; `lead` is what stands before it in its sentence, `told` tells that the text says what it is.
    `entry` is set by who judges it, before the next candidate is asked for: the text of an entry need not be searched.
    """

    form: Form
    head: Head
    context: Context
    listing: str
    texts: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    parent: Candidate | None = None
    columns: bool = False
    task: bool = False
    host: Candidate | None = None
    lead: Line | None = None
    told: bool = False
    entry: bool = False
    # What its description says, once asked for.
    later: tuple[tuple[Line, Piece], ...] | None = field(init=False, default=None)
    values: dict[str, list[Line]] | None = field(init=False, default=None)  # of its fields, by term, once asked for
    defined: bool | None = field(init=False, default=None)  # whether its text says what it is, once asked for
    run: bool | None = field(init=False, default=None)  # whether its text says who runs it, once asked for
    _key: str = field(init=False, default="")
    _rest: Line | None = field(init=False, default=None)

    @property
    def key(self) -> str:
        """The place of its name."""
        if not self._key:
            line, column = self.head.line.position(self.head.start)
            self._key = f"{self.head.line.path}:{line}:{column}" + ("#note" if self.form == "note" else "")
        return self._key

    @property
    def rest(self) -> Line:
        """What stands behind the head in its line."""
        if self._rest is None:
            self._rest = self.head.line.cut(self.head.rest)
        return self._rest
