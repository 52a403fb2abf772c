"""Markdown in, sections and lines with their places out. The only room that knows the parser.

pyromark gives CommonMark events with ranges in UTF-8 bytes. Blocks are taken from the events;
lines from the inline events alone, for the range of an item nested by a tab begins one line early.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import pyromark

from kg.model.note import (
    LONGEST,
    Block,
    Item,
    Line,
    Link,
    LinkForm,
    OddLink,
    Paragraph,
    Section,
    TurtleBlock,
    Unread,
    WideRow,
)
from kg.model.span import Span
from kg.notes.blocks import Frame, block_of, cells_of, quotation_of, tree_of
from kg.notes.dashes import blocks_of, numbered
from kg.notes.footnotes import pages_of
from kg.notes.lines import LineText
from kg.notes.numbered import sectioned
from kg.notes.odd_links import cut_link, leads_nowhere
from kg.notes.unread import is_row, unread

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
_NO = re.compile(r"<!--\s*kg\s*:\s*no\s*-->", re.IGNORECASE)
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_TURTLE = ("turtle", "ttl", "trig")  # code that is read
_DEEPEST = 60  # frames, two a level of a list: what is nested deeper stands at the deepest level
_SILENT = {"Image", "Strikethrough"}  # whose text is not read: what an author struck out is no longer said
_INLINE = {"Strong", "Emphasis", "Strikethrough", "Link", "Image"}


@dataclass(slots=True)
class Parsed:
    """What one Markdown text holds."""

    root: Section
    turtle: tuple[TurtleBlock, ...]
    targets: tuple[str, ...]
    long: tuple[Line, ...] = ()  # first lines of texts that are too long to be read
    odd_links: tuple[OddLink, ...] = ()
    wide_rows: tuple[WideRow, ...] = ()
    unread: tuple[Unread, ...] = ()


def parse(text: str, path: str, first_line: int = 1) -> Parsed:
    """Read Markdown `text`, whose first line is line `first_line` of the note at `path`."""
    if "%%" in text:  # an Obsidian comment: blanks keep all places
        text = _COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    return _Reader(text, path, first_line).read()


def parse_inline(text: str, path: str, line: int, column: int) -> Line:
    """Read one line of inline Markdown (a field's value, a CSV cell) that stands at `line`:`column`."""
    plain = Line(text=text, path=path, segments=((0, column, line),))
    if not any(mark in text for mark in "[<*`:/"):
        return plain
    parsed = _Reader("\u200b" + text.replace("\n", " "), path, line).read()
    for block in parsed.root.blocks:
        if isinstance(block, Paragraph) and block.lines:
            got = block.lines[0]
            moved = tuple((o, c + column - 2, n) for o, c, n in got.segments)
            whole = Line(
                text=got.text, path=path, segments=moved, links=got.links, strong=got.strong, emphasis=got.emphasis
            )
            return whole.cut(1) if got.text.startswith("\u200b") else whole
    return plain


def _language(block: Any) -> str:
    """What a block of code says behind its first fence."""
    info = block.get("Fenced", "") if isinstance(block, dict) else ""
    return str(info).split(" ")[0].casefold()


class _Reader:
    """One pass over the events of one note."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.path = path
        self.source = text
        self.bytes = text.encode("utf-8")
        self.ascii = len(self.bytes) == len(text)
        self.first_line = first_line
        self.reached = (0, 0, 0)  # where a line begins, a place in it, and the characters between the two
        self.starts = [0] + [m.end() for m in re.finditer(rb"\n|\r\n?", self.bytes)]
        self.frames: list[Frame] = [Frame("root")]
        self.text: LineText | None = None
        self.open: list[tuple[str, int, Any]] = []
        self.silent = 0
        self.cells: list[Line] = []
        self.code: tuple[str, int, list[str]] | None = None
        self.turtle: list[TurtleBlock] = []
        self.targets: list[str] = []
        self.long: list[Line] = []
        self.odd_links: list[OddLink] = []
        self.wide_rows: list[WideRow] = []
        self.unread: list[Unread] = []
        self.pages = pages_of(text)  # of footnotes, by label
        self.headings: list[tuple[int, Line | None, list[Block], bool]] = [(0, None, [], False)]

    def read(self) -> Parsed:
        event: Any
        options = _OPTIONS | pyromark.Options.ENABLE_FOOTNOTES if "[^" in self.source else _OPTIONS
        for event, span in pyromark.events_with_range(self.source, options=options):
            if isinstance(event, str):
                self._mark(event)
                continue
            ((kind, value),) = event.items()  # a mapping with one key
            if kind == "Start":
                self._start(value, span["start"])
                if value == "HtmlBlock" or "CodeBlock" in value:
                    self._look_into(value, span["start"], span["end"])
            elif kind == "End":
                self._end(value if isinstance(value, str) else next(iter(value)))
            else:
                self._inline(kind, value, span["start"])
        self._flush()
        return Parsed(root=sectioned(tree_of(self.headings)), turtle=tuple(self.turtle), targets=tuple(dict.fromkeys(self.targets)),
                      long=tuple(self.long), odd_links=tuple(self.odd_links), wide_rows=tuple(self.wide_rows),
                      unread=tuple(self.unread))  # fmt: skip

    # -- places ---------------------------------------------------------------------------------
    def _at(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        begin = self.starts[index]
        width = offset - begin if self.ascii else self._width(begin, offset)
        return index + self.first_line, width + 1

    def _width(self, begin: int, offset: int) -> int:
        """The characters between two places, counted on from the last one asked for: a line may be very long."""
        line, reached, width = self.reached
        if line != begin or reached > offset:
            reached, width = begin, 0
        width += len(self.bytes[reached:offset].decode("utf-8", "replace"))
        self.reached = (begin, offset, width)
        return width

    def _look_into(self, value: Any, start: int, end: int) -> None:
        """Note a block in which nothing is read, where its author may have meant something else."""
        block = self.bytes[start:end]
        fenced = isinstance(value, dict) and isinstance(value["CodeBlock"], dict)
        if fenced and _language(value["CodeBlock"]) in _TURTLE:
            return
        if (kind := unread(block, fenced)) is not None:
            line, column = self._at(start)
            span = Span(path=self.path, line=line, column=column, end=column + 3)
            self.unread.append(Unread(span=span, kind=kind, lines=block.rstrip().count(b"\n") + 1))

    # -- blocks ---------------------------------------------------------------------------------
    def _start(self, value: Any, offset: int) -> None:
        name: str = value if isinstance(value, str) else next(iter(value))
        data: Any = None if isinstance(value, str) else value[name]
        if name in _INLINE:
            self._open_inline(name, data, offset)
            return
        if name in ("Paragraph", "TableCell", "Heading"):
            self._flush()
            self.text = LineText()
            if name == "Heading":
                self.frames.append(Frame("heading", level=int(data["level"][1:])))
        elif name == "List":
            self._flush()
            self.frames.append(Frame("list", ordered=data is not None))
        elif name == "Item":
            self.frames.append(Frame("item"))
        elif name == "TableRow":
            self._measure(offset)
        elif name in ("BlockQuote", "Table"):
            self._flush()
            self.frames.append(Frame("quote" if name == "BlockQuote" else "table"))
        elif name == "FootnoteDefinition":
            self._flush()
            self.frames.append(Frame("footnote"))
        elif name == "CodeBlock":
            self._flush()
            self.code = (_language(data), self._at(offset)[0] + 1, [])

    def _end(self, name: str) -> None:
        if name in _INLINE:
            self._close_inline(name)
        elif name == "CodeBlock" and self.code:
            info, first, parts = self.code
            if info in _TURTLE:
                self.turtle.append(TurtleBlock(text="".join(parts), path=self.path, line=first))
            self.code = None
        elif name == "TableCell":
            line = self._take()
            self.cells.append(line or Line(text="", path=self.path, segments=((0, 1, self.first_line),)))
        elif name in ("TableHead", "TableRow"):
            self.frames[-1].blocks.append(tuple(self.cells))
            self.cells = []
        elif name == "Heading":
            self._end_heading()
        elif name in ("Paragraph", "HtmlBlock"):
            self._flush()
        elif name == "Item":
            self._end_item()
        elif name == "BlockQuote":
            self._flush()
            for block in quotation_of(self.frames.pop()):
                self._add(block)
        elif name == "FootnoteDefinition":
            self._flush()
            self.frames.pop()  # its page is known; what else it says is about the text
        elif name in ("List", "Table"):
            self._flush()
            frame = self.frames.pop()
            if len(self.frames) > _DEEPEST and self.frames[-1].kind == "item":
                self.frames[-1].deeper.extend(frame.blocks)
            else:
                self._add(block_of(frame))

    def _measure(self, offset: int) -> None:
        """Say of the row at `offset` that it has more cells than the header: the parser leaves those out."""
        want = len(self.frames[-1].blocks[0])
        after = bisect_right(self.starts, offset)
        end = self.starts[after] if after < len(self.starts) else len(self.bytes)
        cells = cells_of(self.bytes[offset:end])
        if len(cells) > want:
            line, column = self._at(offset + cells[want])
            span = Span(path=self.path, line=line, column=column, end=column + 1)
            self.wide_rows.append(WideRow(span=span, got=len(cells), want=want))

    def _end_heading(self) -> None:
        frame = self.frames[-1]
        self._flush()
        self.frames.pop()
        heading = frame.lines[0] if frame.lines else None
        if len(frame.lines) > 1:  # a rule right below a paragraph: who wrote that meant no heading
            for block in blocks_of(tuple(frame.lines)):
                self._add(block)
        elif len(self.frames) == 1:
            self.headings.append((frame.level, heading, [], bool(heading and heading.no) or frame.no))
        elif heading is not None:
            above = self.frames[-1]
            if above.kind == "item" and not above.lines:  # an outliner's heading: "- ## Projects"
                above.lines, above.level = list(frame.lines), frame.level
            else:
                self._add(Paragraph(lines=tuple(frame.lines)))

    def _end_item(self) -> None:
        self._flush()
        frame = self.frames.pop()
        lines, listed = numbered(tuple(frame.lines))
        item = Item(
            lines=lines,
            blocks=(*listed, *frame.blocks),
            task=frame.task,
            heading=frame.level,
            no=frame.no or any(line.no for line in lines),
        )
        self.frames[-1].blocks.extend((item, *frame.deeper))

    def _add(self, block: Block) -> None:
        if len(self.frames) == 1:
            self.headings[-1][2].append(block)
        else:
            self.frames[-1].blocks.append(block)

    # -- inline ---------------------------------------------------------------------------------
    def _mark(self, event: str) -> None:
        if event not in ("SoftBreak", "HardBreak") or self.text is None:
            return
        if self.frames[-1].kind == "table":
            self.text.break_off()
        else:
            carried = [(name, data) for name, _, data in self.open]
            while self.open:
                self._close_inline(self.open[-1][0])
            self._push_line()
            self.text = LineText()
            for name, data in carried:
                self.silent += name in _SILENT
                self.open.append((name, 0, data))

    def _inline(self, kind: str, value: Any, offset: int) -> None:
        if self.code is not None:
            self.code[2].append(str(value))
            return
        if kind == "TaskListMarker":
            self.frames[-1].task = True
            return
        if kind == "FootnoteReference":
            self._note(str(value))
            return
        if kind in ("InlineHtml", "Html"):
            self._html(kind, str(value))
            return
        if kind not in ("Text", "Code") or self.silent:
            return
        if self.text is None:
            self.text = LineText()
        skip = 0
        if kind == "Code":
            while self.bytes[offset + skip : offset + skip + 1] == b"`":
                skip += 1
        line, column = self._at(offset + skip)
        self.text.add(str(value), line, column)

    def _note(self, label: str) -> None:
        """A footnote's mark: a link without a text where the footnote gives a page."""
        if self.text is not None and not self.silent and (target := self.pages.get(label)) is not None:
            self.text.links.append(Link(start=self.text.length, end=self.text.length, target=target, form="url"))

    def _html(self, kind: str, value: str) -> None:
        if _NO.search(value):
            if self.text is not None and kind == "InlineHtml":
                self.text.no = True
            elif len(self.frames) > 1:
                self.frames[-1].no = True
            else:
                level, heading, blocks, _ = self.headings[-1]
                if not blocks:
                    self.headings[-1] = (level, heading, blocks, True)
        elif kind == "InlineHtml" and value.casefold().startswith("<br"):
            self._mark("HardBreak")

    def _open_inline(self, name: str, data: Any, offset: int) -> None:
        if self.text is None:
            self.text = LineText()
        if name in _SILENT:
            self.silent += 1
        elif name == "Link" and leads_nowhere(str(data["dest_url"])):
            line, column = self._at(offset)
            span = Span(path=self.path, line=line, column=column, end=column + 1)
            self.odd_links.append(OddLink(span=span, target=str(data["dest_url"]).strip()[:60]))
        self.open.append((name, self.text.length, data))

    def _close_inline(self, name: str) -> None:
        if self.text is None or not self.open:
            return
        _, start, data = self.open.pop()
        self.silent -= name in _SILENT
        if name == "Strong":
            self.text.strong.append((start, self.text.length))
        elif name == "Emphasis":
            self.text.emphasis.append((start, self.text.length))
        elif name in ("Link", "Image") and not self.silent:
            self._link(name, data, start)

    def _link(self, name: str, data: Any, start: int) -> None:
        assert self.text is not None
        target = str(data["dest_url"]).strip()
        wiki = isinstance(data["link_type"], dict)
        form: LinkForm
        if wiki:
            target = target.rstrip("\\").split("#")[0].split("^")[0].strip()
            form = "embed" if name == "Image" else "wiki"
            if target:
                self.targets.append(target)
        elif name == "Image":
            form = "image"
        elif data["link_type"] == "Email" or target.casefold().startswith("mailto:"):
            form = "mail"
        else:
            form = "url"
        if form == "url" and target.startswith("#"):
            return  # a place in the note itself
        self.text.links.append(Link(start=start, end=self.text.length, target=target, form=form))

    # -- lines ----------------------------------------------------------------------------------
    def _push_line(self) -> None:
        line = self._take()
        frame = self.frames[-1]
        if line is not None:
            (frame.tail if frame.kind == "item" and frame.blocks else frame.lines).append(line)

    def _take(self) -> Line | None:
        """The line that was being read, if it says anything."""
        got, self.text = self.text, None
        if got is None:
            return None
        line = got.line(self.path, self.first_line)
        if line is None and got.no:
            self.frames[-1].no = True
        if line is not None and len(line.text) > LONGEST:
            self.long.append(line)
        if line is not None and "[" in line.text and (cut := cut_link(line.text)) is not None:
            self.odd_links.append(OddLink(span=line.span(*cut)))
        return line

    def _flush(self) -> None:
        """Close the paragraph that was being read and put it where it belongs."""
        if self.text is not None:
            self._push_line()
        frame = self.frames[-1]
        if frame.kind == "item":
            if frame.tail:
                tail, frame.tail = tuple(frame.tail), []
                frame.blocks.extend(blocks_of(tail))
        elif frame.lines and frame.kind != "heading":
            lines, frame.lines = tuple(frame.lines), []
            if len(lines) > 1 and sum(len(x.text) for x in lines) > LONGEST:
                self.long.append(lines[0])
            if len(lines) > 1 and all(is_row(x.text) for x in lines):
                self.unread.append(Unread(span=lines[0].span(0, 1), kind="table", lines=len(lines)))
            for block in blocks_of(lines):
                self._add(block)
