"""What the notes leave open, as `kg gaps` tells it: what entries lack, wanted notes, look-alikes, links that track."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.build import Tell, build, silent
from kg.graph.gaps import Lack, Lacking
from kg.model.addresses import clean_url, is_web, tracks
from kg.model.folding import fold
from kg.model.note import Item, Items, Line, Note, Paragraph, Section, Table
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.notes.vault import read_vault
from kg.settings import Settings


@record
class Wanted:
    """A name that wikilinks call and no note bears, and where they stand."""

    name: str
    spans: tuple[Span, ...]


@record
class Tracked:
    """A link with parameters that only track who follows it, and the address without them."""

    span: Span
    written: str
    clean: str


@record
class Gaps:
    """What the notes leave open. `expected` says of how many entries each thing was looked for."""

    notes: int
    entries: tuple[Lacking, ...]
    expected: dict[Lack, int]
    wanted: tuple[Wanted, ...]
    alike: tuple[Problem, ...]
    tracked: tuple[Tracked, ...]

    def missing(self) -> list[tuple[Lack, int, int]]:
        """Each thing with how many entries lack it, of how many: what most lack comes first."""
        counts = [(lack, sum(lack in e.lacks for e in self.entries), of) for lack, of in self.expected.items()]
        return sorted((c for c in counts if c[1]), key=lambda c: (-c[1] / c[2], -c[1], c[0]))


def find(settings: Settings, tell: Tell = silent) -> Gaps:
    """Read the vault and say what it leaves open; nothing is published.

    Raises VaultError when there is no vault.
    """
    vault = read_vault(settings.vault, settings.ignore)
    notes = [sheet.note() for sheet in vault.sheets]
    wanted, tracked = _wanted(notes), [t for note in notes for t in _tracked(note)]
    del notes
    report = build(settings, publish=False, tell=tell)
    alike = tuple(p for p in report.problems if p.code == "KG401")
    return Gaps(notes=report.notes, entries=report.lacking, expected=report.expected or {}, wanted=wanted, alike=alike,
                tracked=tuple(tracked))  # fmt: skip


def _wanted(notes: list[Note]) -> tuple[Wanted, ...]:
    """The names of notes that are not there, the most wanted first."""
    there = {fold(name) for note in notes for name in _names(note)}
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for note in notes:
        for line in lines_of(note):
            for link in line.links:
                called = fold(link.target.partition("#")[0])
                if link.form == "wiki" and called and called not in there:
                    shown = line.text[link.start : link.end]
                    name = shown if fold(shown) == called else link.target.partition("#")[0]
                    found[called].append((name, line.span(link.start, link.end)))
    wanted = [Wanted(name=said[0][0], spans=tuple(span for _, span in said)) for said in found.values()]
    return tuple(sorted(wanted, key=lambda w: (-len(w.spans), fold(w.name))))


def _names(note: Note) -> tuple[str, ...]:
    path = note.path.rsplit(".", 1)[0]
    return (note.name, path, note.path, *(v.text for v in note.values("alias", "aliases")))


def _tracked(note: Note) -> Iterator[Tracked]:
    for line in lines_of(note):
        for link in line.links:
            if is_web(link.target) and tracks(link.target):
                yield Tracked(span=line.span(link.start, link.end), written=link.target, clean=clean_url(link.target))


def lines_of(note: Note) -> Iterator[Line]:
    """Every line of visible text of a note, in the order of the file."""
    for section in note.root.walk():
        if section.heading is not None:
            yield section.heading
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[Line]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Table):
            yield from (cell for row in (block.header, *block.rows) for cell in row)
        else:
            yield from _of_items(block)


def _of_items(items: Items) -> Iterator[Line]:
    waiting: list[Item] = list(reversed(items.items))
    while waiting:
        item = waiting.pop()
        yield from item.lines
        for block in item.blocks:
            if isinstance(block, Items):
                waiting.extend(reversed(block.items))
            elif isinstance(block, Paragraph):
                yield from block.lines
