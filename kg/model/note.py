"""A note as it was read: headings, items, tables and lines, each with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, TypeAlias

from kg.model.record import record
from kg.model.span import Span

LinkForm: TypeAlias = Literal["url", "bare", "wiki", "embed", "image", "mail"]


@record
class Link:
    """A link over the characters `start` to `end` of a Line's text.

    `target` is the address as written (a wikilink's without its `#heading`).
    """

    start: int
    end: int
    target: str
    form: LinkForm


@record
class OddLink:
    """A link that leads to no page: its target, or none where it is not complete and so no link."""

    span: Span
    target: str = ""


UnreadKind: TypeAlias = Literal["code", "comment", "html", "table"]


@record
class Unread:
    """A block in which nothing is read: where it begins, why (`code` and `comment` have no end, `table` no line of dashes), how
    many lines it has."""

    span: Span
    kind: UnreadKind
    lines: int


@record
class WideRow:
    """A row of a table with more cells than the header: where they begin, how many it has, how many it should have."""

    span: Span
    got: int
    want: int


@record
class Line:
    """One line of visible text, its markup taken off.

    `segments` are (offset in `text`, column in the file, line in the file), by offset: a piece of
    text between two of them stands in the file just as it reads.
    """

    text: str
    path: str
    segments: tuple[tuple[int, int, int], ...]
    links: tuple[Link, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    no: bool = False  # carries <!-- kg: no -->

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column in the file of the character at `offset`."""
        segments = self.segments
        begin, column, line = segments[0]
        if len(segments) > 1 and offset >= segments[1][0]:
            begin, column, line = segments[bisect_right(segments, (offset, 1 << 60, 0)) - 1]
        return line, column + (offset - begin if offset > begin else 0)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where the characters `start` to `end` stand in the file."""
        line, column = self.position(start)
        last = len(self.text) if end is None else end
        if len(self.segments) == 1:
            return Span(path=self.path, line=line, column=column, end=column + max(last - start, 1))
        at = max(last - 1, start)
        while at > start and self.position(at)[0] != line:
            # what goes on in the next line ends, for a span, with this one
            at = max(self.segments[bisect_right(self.segments, (at, 1 << 60, 0)) - 1][0] - 1, start)
        return Span(path=self.path, line=line, column=column, end=max(self.position(at)[1] + 1, column + 1))

    @property
    def line(self) -> int:
        """The number of the line in the file."""
        return self.segments[0][2]

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold and nothing linked: a heading in all but markup. A colon behind it does not count."""
        return not self.links and any(a == 0 and b >= len(self.text.rstrip(" :")) for a, b in self.strong)

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part from `start` to `end`, blanks at its ends taken off, as a Line of its own."""
        whole = self.text[start:end]
        text = whole.strip()
        if len(text) == len(self.text) and self._has_no_empty_mark():
            return self
        if len(text) != len(whole):
            start += len(whole) - len(whole.lstrip())
        stop = start + len(text)
        line, column = self.position(start)
        segments: tuple[tuple[int, int, int], ...] = ((0, column, line),)
        if len(self.segments) > 1:
            segments += tuple((o - start, c, n) for o, c, n in self.segments if start < o < stop)
        links = self.links and tuple(
            Link(start=max(x.start, start) - start, end=min(x.end, stop) - start, target=x.target, form=x.form)
            for x in self.links
            if x.start < stop and x.end > start
        )
        strong = self.strong and _within(self.strong, start, stop)
        emphasis = self.emphasis and _within(self.emphasis, start, stop)
        return Line(
            text=text, path=self.path, segments=segments, links=links, strong=strong, emphasis=emphasis, no=self.no
        )

    def broken(self) -> tuple[Line, ...]:
        """The lines of a cell in which lines are broken by `<br>`; of any other line, itself."""
        if "\n" not in self.text:
            return (self,)
        ends = [i for i, c in enumerate(self.text) if c == "\n"]
        parts = (self.cut(begin, end) for begin, end in zip([0, *ends], [*ends, None], strict=True))
        return tuple(part for part in parts if part.text)

    def _has_no_empty_mark(self) -> bool:
        """Whether there is nothing at its ends that a cut would leave out."""
        size = len(self.text)
        return (
            (len(self.segments) == 1 or (self.segments[1][0] > 0 and self.segments[-1][0] < size))
            and (not self.links or all(x.end > 0 and x.start < size for x in self.links))
            and (not self.strong or all(b > 0 and a < size for a, b in self.strong))
            and (not self.emphasis or all(b > 0 and a < size for a, b in self.emphasis))
        )


def _within(stretches: tuple[tuple[int, int], ...], start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """The stretches between `start` and `stop`, counted from `start`."""
    return tuple((max(a, start) - start, min(b, stop) - start) for a, b in stretches if a < stop and b > start)


def join(lines: tuple[Line, ...]) -> Line:
    """Lines of one paragraph as one, a blank between them, every character at its place in the file."""
    if len(lines) == 1:
        return lines[0]
    text: list[str] = []
    segments: list[tuple[int, int, int]] = []
    links: list[Link] = []
    strong: list[tuple[int, int]] = []
    emphasis: list[tuple[int, int]] = []
    offset = 0
    for line in lines:
        text.append(line.text)
        cuts = len(links), len(strong), len(emphasis)
        segments.extend((o + offset, c, n) for o, c, n in line.segments)
        links.extend(Link(start=x.start + offset, end=x.end + offset, target=x.target, form=x.form) for x in line.links)
        strong.extend((a + offset, b + offset) for a, b in line.strong)
        emphasis.extend((a + offset, b + offset) for a, b in line.emphasis)
        _mend(links, strong, emphasis, offset, cuts)
        offset += len(line.text) + 1
    return Line(text=" ".join(text), path=lines[0].path, segments=tuple(segments), links=tuple(links),
                strong=tuple(strong), emphasis=tuple(emphasis), no=any(x.no for x in lines))  # fmt: skip


def _mend(
    links: list[Link],
    strong: list[tuple[int, int]],
    emphasis: list[tuple[int, int]],
    at: int,
    cuts: tuple[int, int, int],
) -> None:
    """A link or bold stretch that the end of a line cut in two, at `at`, is one again. `cuts` tells where in the lists that is."""
    index = cuts[0]
    if 0 < index < len(links):
        one, two = links[index - 1], links[index]
        if two.start == at and one.end == at - 1 and one.target == two.target and one.form == two.form:
            links[index - 1 : index + 1] = [Link(start=one.start, end=two.end, target=one.target, form=one.form)]
    for spans, index in ((strong, cuts[1]), (emphasis, cuts[2])):
        if 0 < index < len(spans) and spans[index][0] == at and spans[index - 1][1] == at - 1:
            spans[index - 1 : index + 1] = [(spans[index - 1][0], spans[index][1])]


LONGEST = 8000  # characters of a line or paragraph that are read: what is longer is data, no text that somebody wrote


_LONG, _WRAPPED = 54, 30  # characters of a line that a writer's editor, or a page's edge, may have broken
_SMALL = frozenset(
    "de des du la le les l et d un une of the and a an in on to for der die das und von des den im van het en el los las y del un una di il".split()
)


def unwrap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines that a writer's editor broke, made whole: a long line without a full stop goes on in the next, a shorter one where the
    next begins with a small letter, or it ends with a small word."""
    runs: list[list[Line]] = []
    length, last = 0, ""
    for line in lines:
        goes_on = length > _LONG or (length > _WRAPPED and (line.text[:1].islower() or last in _SMALL))
        if goes_on and line.text[:1].isalpha():
            runs[-1].append(line)
        else:
            runs.append([line])
        ends = line.text.rstrip()[-1:] in ".!?:;…)]"
        length, last = (
            (0, "") if ends else (len(line.text), line.text.rsplit(maxsplit=1)[-1] if line.text.strip() else "")
        )
    return tuple(join(tuple(run)) for run in runs)


@record
class Field:
    """A key and its values, from front matter, `key:: value`, `Key: value` or a table's cell."""

    key: str
    values: tuple[Line, ...]
    span: Span


@record
class Paragraph:
    """Lines of running text."""

    lines: tuple[Line, ...]
    quoted: bool = False


@record
class Item:
    """A list item: its own lines and the blocks below it. `heading` is the level of one that is a heading, or 0."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...] = ()
    task: bool = False
    heading: int = 0
    no: bool = False


@record
class Items:
    """A list."""

    items: tuple[Item, ...]
    ordered: bool = False


@record
class Table:
    """A table: the header's cells and the rows' cells."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


Block: TypeAlias = Paragraph | Items | Table


@record
class Section:
    """What stands under a heading; the note's root section has level 0 and no heading."""

    heading: Line | None
    level: int
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    no: bool = False

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the file."""
        yield self
        for section in self.sections:
            yield from section.walk()


@record
class TurtleBlock:
    """A fenced block of Turtle: its text and the line of the file where that text begins."""

    text: str
    path: str
    line: int


@record
class Note:
    """One Markdown or CSV file of the vault."""

    path: str
    title: Line | None
    fields: tuple[Field, ...]
    root: Section
    turtle: tuple[TurtleBlock, ...] = ()
    targets: tuple[str, ...] = ()  # what its wikilinks name
    long: tuple[Line, ...] = ()  # first lines of its texts and cells that are too long to be read
    odd_links: tuple[OddLink, ...] = ()
    wide_rows: tuple[WideRow, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the vault that it stands in, outermost first."""
        return tuple(self.path.split("/")[:-1])

    def values(self, *keys: str) -> tuple[Line, ...]:
        """All values of the front matter fields with one of the folded `keys`."""
        return tuple(v for f in self.fields if f.key in keys for v in f.values)
