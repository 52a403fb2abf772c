"""One line of visible text while it is read, and the Line that becomes of it: bare addresses are links, marks are off."""

from __future__ import annotations

import re
from collections import deque

from kg.model.characters import CONTROL
from kg.model.note import Line, Link

_BARE = re.compile(r"(?<![\w/@])(?:https?://|www\.)[^\s<>\[\]«»\"“”]+", re.IGNORECASE)
_BLOCK_ID = re.compile(r"\s\^[\w-]+$")


class LineText:
    """Collects the pieces of one line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.segments: list[tuple[int, int, int]] = []
        self.links: list[Link] = []
        self.strong: list[tuple[int, int]] = []
        self.emphasis: list[tuple[int, int]] = []
        self.no = False

    def add(self, text: str, line: int, column: int) -> None:
        if (
            not self.segments
            or self.segments[-1][2] != line
            or (self.segments[-1][1] + self.length - self.segments[-1][0] != column)
        ):
            self.segments.append((self.length, column, line))
        self.parts.append(text)
        self.length += len(text)

    def break_off(self) -> None:
        """Go on in another line of the same cell."""
        self.parts.append("\n")
        self.length += 1

    def line(self, path: str, first: int) -> Line | None:
        """The line of the note at `path`, if it says anything; where nothing says where it stands, on line `first`."""
        text = "".join(self.parts)
        if not text.isprintable():
            text = CONTROL.sub(" ", text)  # a character reference can name what the file does not hold
        if not text.strip() and not self.links:
            return None
        if not self.segments:
            self.segments.append((0, 1, first))
        bare = self._bare(text) if "://" in text or "www." in text.casefold() else []
        line = Line(
            text=text,
            path=path,
            segments=tuple(self.segments),
            links=tuple(sorted([*self.links, *bare], key=lambda x: (x.start, x.end))) if self.links or bare else (),
            strong=tuple(self.strong),
            emphasis=tuple(self.emphasis),
            no=self.no,
        )
        block_id = _BLOCK_ID.search(text) if "^" in text else None
        return line.cut(0, block_id.start() if block_id else None)

    def _bare(self, text: str) -> list[Link]:
        """The addresses that stand in a text without being links."""
        found: list[Link] = []
        links = deque(sorted((x.start, x.end) for x in self.links))
        for match in _BARE.finditer(text):
            while links and links[0][1] <= match.start():
                links.popleft()
            if not links or links[0][0] >= match.end():
                end = match.start() + len(_trim_url(match.group()))
                found.append(Link(start=match.start(), end=end, target=text[match.start() : end], form="bare"))
        return found


def _trim_url(url: str) -> str:
    """A bare address without the punctuation of the sentence around it."""
    open_, closed = url.count("("), url.count(")")
    end = len(url)
    while end and (url[end - 1] in ".,;:!?'’*_" or (url[end - 1] == ")" and open_ < closed)):
        closed -= url[end - 1] == ")"
        end -= 1
    return url[:end]
