"""Lines in order, however many: what does not fit in memory waits in a temporary file.

Sorted pieces lie one behind the other in that one file, for some systems let a process open only a few. They are merged
by sorting what is due of all of them at once: Python's sort finds the pieces again and merges them without a step of ours
for each line. `TMPDIR` says where the file lies.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TypeAlias

MOST = 8 << 20  # bytes of text that are held; as lines they take three times as many
_LEAST = 32 << 10  # bytes that are read at once of a piece
Lines: TypeAlias = list[bytes]


def as_they_are(lines: Lines) -> Lines:
    """No other form."""
    return lines


class Sorter:
    """Takes text as a file does and gives back its lines, each once, in the order of their bytes.

    `form` makes of lines those that are sorted. Raises OSError where the temporary file cannot be written.
    """

    def __init__(self, form: Callable[[Lines], Lines] = as_they_are, most: int = MOST) -> None:
        self.form = form
        self.most = most
        self.parts: list[bytes] = []
        self.size = 0
        self.file: IO[bytes] | None = None
        self.pieces: list[_Piece] = []

    def write(self, data: bytes, /) -> int:
        """Take bytes, which need not end with a line."""
        self.parts.append(bytes(data))
        self.size += len(data)
        if self.size >= self.most:
            self._set_aside()
        return len(data)

    def flush(self) -> None:
        """Nothing waits for it."""

    def blocks(self) -> Iterator[Lines]:
        """All lines, without their ends, some at a time."""
        last = self._sorted()
        if self.file is None:
            yield last
            return
        self._keep(last)
        with self.file:
            yield from _merged(self.pieces, max(_LEAST, self.most // 2 // len(self.pieces)))

    def _sorted(self) -> Lines:
        """The lines that are held; the beginning of one stays."""
        lines = b"".join(self.parts).split(b"\n")
        rest = lines.pop()
        self.parts, self.size = [rest], len(rest)
        found = list(dict.fromkeys(self.form(lines)))
        found.sort()
        return found

    def _set_aside(self) -> None:
        self._keep(self._sorted())

    def _keep(self, lines: Lines) -> None:
        if self.file is None:
            self.file = tempfile.TemporaryFile(prefix="kg-sort-", buffering=0)  # noqa: SIM115 (`blocks` closes it)
        begin = self.pieces[-1].end if self.pieces else 0
        data = memoryview(text_of(lines))
        end = begin + len(data)
        while data:
            data = data[self.file.write(data) :]
        self.pieces.append(_Piece(self.file, begin, end))


class _Piece:
    """A part of the file whose lines are sorted, and those of them that were read and are not due yet."""

    def __init__(self, file: IO[bytes], begin: int, end: int) -> None:
        self.file, self.at, self.end = file, begin, end
        self.rest = b""
        self.lines: Lines = []

    def fill(self, size: int) -> None:
        """Read on where nothing is left of what was read."""
        while not self.lines and self.at < self.end:
            self.file.seek(self.at)
            data = self.file.read(min(size, self.end - self.at))
            if not data:
                raise OSError("a temporary file was cut")
            self.at += len(data)
            self.lines = (self.rest + data).split(b"\n")
            self.rest = self.lines.pop()

    def take(self, last: bytes) -> Lines:
        """The lines up to one."""
        due = bisect_right(self.lines, last)
        taken, self.lines = self.lines[:due], self.lines[due:]
        return taken


def _merged(pieces: Sequence[_Piece], size: int) -> Iterator[Lines]:
    while True:
        for piece in pieces:
            piece.fill(size)
        held = [piece for piece in pieces if piece.lines]
        if not held:
            return
        # up to here no piece can have more than what was read of it
        last = min(piece.lines[-1] for piece in held)
        due = [line for piece in held for line in piece.take(last)]
        due.sort()
        yield list(dict.fromkeys(due))


def text_of(lines: Lines) -> bytes:
    """Lines with their ends."""
    return b"\n".join([*lines, b""])
