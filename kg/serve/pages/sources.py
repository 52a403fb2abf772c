"""The lines of the notes as they are now, and where a page shows them."""

from __future__ import annotations

import pyoxigraph as ox

from kg.model.record import record
from kg.serve.site import Site
from kg.source import lines_of
from kg.store.facts import Reading

EACH = 2000  # lines of a note on a page
_LONGEST = 300  # characters of a line that a fact shows


@record
class Line:
    """A line of a note: its path, number and link, the text before, in and after the passage that was read, and the rule."""

    path: str
    number: int
    link: str
    before: str
    passage: str
    after: str
    rule: str


class Sources:
    """The files of the notes, each read once for one request."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lines: dict[str, list[str]] = {}

    def lines(self, note: str) -> list[str]:
        """The lines of a note; none where its file is gone or cannot be read."""
        if note not in self._lines:
            path = self._site.sources.get(note, "")
            self._lines[note] = lines_of(self._site.settings.vault / path) if path else []
        return self._lines[note]

    def changed(self, note: str) -> bool:
        """Whether the file of a note was written after the graph was built."""
        built = self._site.published.built
        if built is None:
            return False
        try:
            return (self._site.settings.vault / self._site.sources[note]).stat().st_mtime > built
        except (KeyError, OSError, ValueError):
            return False

    def line(self, reading: Reading, value: ox.NamedNode | ox.Literal) -> Line:
        """The line that a statement was read from. The passage begins where it was read; it is the value itself where that
        stands there, else all that follows."""
        lines = self.lines(reading.note)
        text = lines[reading.line - 1] if 0 < reading.line <= len(lines) else ""
        start = max(reading.column - 1 - _LONGEST // 2, 0)
        before, rest = text[start : reading.column - 1], text[reading.column - 1 : start + _LONGEST].rstrip()
        said = value.value if isinstance(value, ox.Literal) else ""
        at = rest.find(said) if said else -1
        skipped, passage = (rest[:at], said) if at >= 0 else ("", rest)
        path = self._site.sources.get(reading.note, "")
        return Line(path=path or reading.note, number=reading.line, link=line_link(self._site, reading.note, reading.line),
                    before=(before + skipped).lstrip(), passage=passage, after=rest[max(at, 0) + len(passage) :], rule=reading.rule)  # fmt: skip


def line_link(site: Site, note: str, line: int) -> str:
    """The link to a line of a note, on the page of the note that has it; "" for what is no note of this generation."""
    if note not in site.paths:
        return ""
    part = (line - 1) // EACH + 1
    return f"{site.link_of(note)}{f'?page={part}' if part > 1 else ''}#L{line}"
