"""A note as candidates: everything in it that could be an entry, with what holds for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kg.model.folding import fold
from kg.model.note import Field, Item, Items, Line, Note, Paragraph, Section, Table
from kg.model.place import PlaceTable
from kg.recognise import field_names
from kg.recognise.context import Context, introduced, note_context, under_heading, verdict_of
from kg.recognise.head import Head, read_head

Form: TypeAlias = Literal["item", "row", "heading", "note", "inline"]


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A thing that a note may be naming: its head, its texts, its fields, its parent."""

    form: Form
    head: Head
    context: Context
    listing: str
    texts: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    parent: Candidate | None = None
    columns: bool = False

    @property
    def key(self) -> str:
        """The place of its name, which is its key."""
        line, column = self.head.line.position(self.head.start)
        return f"{self.head.line.path}:{line}:{column}" + ("#note" if self.form == "note" else "")


def titles_of(note: Note, shared_titles: frozenset[str]) -> tuple[Line, ...]:
    """The lines that name a note, the nearest first: its H1 or H3, a title of its own, its file name."""
    found: list[Line] = []
    heading = first_heading(note)
    if heading is not None:
        found.append(heading)
    if note.title is not None and fold(note.title.text) not in shared_titles:
        found.append(note.title)
    found.append(Line(text=note.name, path=note.path, segments=((0, 1, 1),)))
    return tuple(found)


def first_heading(note: Note) -> Line | None:
    """The heading that is the note's own title: its first, when nothing stands on its level."""
    sections = note.root.sections
    if not sections or sections[0].heading is None:
        return None
    same = [s for s in sections if s.level == sections[0].level]
    opens = len(same) == 1 and not note.root.blocks and not verdict_of(fold(sections[0].heading.text))[0] < 0
    return sections[0].heading if sections[0].level == 1 or opens else None


class Outline:
    """One pass over a note."""

    def __init__(self, note: Note, places: PlaceTable, shared_titles: frozenset[str]) -> None:
        self.note = note
        self.places = places
        self.titles = titles_of(note, shared_titles)
        self.context = note_context(note, self.titles, places)
        self.title = first_heading(note)
        self.lists = 0

    def candidates(self) -> Iterator[Candidate]:
        """All candidates of the note in the order of the file, parents before children."""
        if not self.note.root.no:
            yield from self._section(self.note.root, self.context, None)

    def _section(self, section: Section, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        if section.no:
            return
        if section.heading is not None and section.heading is not self.title:
            context = under_heading(section.heading, context, self.places)
            own = self._heading(section, context, parent)
            if own is not None:
                yield own
                parent = own
        yield from self._blocks(section.blocks, context, parent)
        for inner in section.sections:
            yield from self._section(inner, context, parent)

    def _heading(self, section: Section, context: Context, parent: Candidate | None) -> Candidate | None:
        heading = section.heading
        assert heading is not None
        head = read_head(heading, self.places)
        verdict, _, _ = verdict_of(fold(heading.text))
        if head is None or verdict or context.verdict < 0:
            return None
        paragraphs = [b for b in section.blocks if isinstance(b, Paragraph) and not b.quoted]
        texts, fields = split_fields(tuple(x for p in paragraphs for x in p.lines))
        lists = [b for b in section.blocks if not isinstance(b, Paragraph)]
        if not fields and lists and isinstance(lists[0], Items) and not paragraphs:
            fields = _fields_of_list(lists[0])
        if not (head.link or head.bracketed or fields or (paragraphs and not lists)):
            return None
        return Candidate(form="heading", head=head, context=context, listing=f"{self.note.path}#h{section.level}",
                         texts=texts, fields=fields, parent=parent)  # fmt: skip

    def _blocks(self, blocks: tuple[object, ...], context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        here = context
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                here = introduced(block, here if following is None else _without_line(here, context), self.places,
                                  before_list=isinstance(following, Items | Table))  # fmt: skip
            elif isinstance(block, Items):
                yield from self._items(block, here, parent)
            elif isinstance(block, Table):
                yield from self._table(block, here, parent)

    def _items(self, items: Items, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        self.lists += 1
        listing = f"{self.note.path}#{self.lists}"
        if parent is not None and parent.form == "heading" and _fields_of_list(items):
            return
        for item in items.items:
            if not item.no and item.lines:
                yield from self._item(item, context, parent, listing)

    def _item(self, item: Item, context: Context, parent: Candidate | None, listing: str) -> Iterator[Candidate]:
        first = item.lines[0]
        texts, fields = split_fields(item.lines[1:])
        more = tuple(x for b in item.blocks if isinstance(b, Paragraph) and not b.quoted for x in b.lines)
        more_texts, more_fields = split_fields(more)
        nested = [b for b in item.blocks if isinstance(b, Items)]
        below = under_heading(first.cut(0), context, self.places) if nested else context
        listed_fields = tuple(f for n in nested for f in _fields_of_list(n))
        from_head, cut = field_names.inline(first)
        head = read_head(first.cut(0, cut) if cut is not None else first, self.places)
        label = first.text.rstrip().endswith(":") or (
            below.places != context.places and below.decided_by == context.decided_by
        )
        if head is None or (
            item.blocks and nested and not first.links and self._is_label(first, below, context, label)
        ):
            for block in nested:
                yield from self._items(block, below, parent)
            return
        own = Candidate(form="item", head=head, context=context, listing=listing, texts=(*texts, *more_texts),
                        fields=(*from_head, *fields, *more_fields, *listed_fields), parent=parent)  # fmt: skip
        yield own
        yield from self._continued(own)
        for inner in item.blocks:
            if isinstance(inner, Items):
                yield from self._items(inner, context, own)
            elif isinstance(inner, Table):
                yield from self._table(inner, context, own)

    def _is_label(self, first: Line, below: Context, context: Context, label: bool) -> bool:
        """Whether an item only announces what is nested in it ("- Suisse", "- Projets :")."""
        verdict, _, _ = verdict_of(fold(first.text))
        return label or bool(verdict)

    def _continued(self, own: Candidate) -> Iterator[Candidate]:
        """Linked names with brackets of their own, or behind a colon, in an item's continuation lines."""
        for line in own.texts:
            for link in line.links:
                if link.form not in ("url", "wiki") or line.text[: link.start].count("(") > line.text[
                    : link.start
                ].count(")"):
                    continue
                rest = line.cut(link.start)
                head = read_head(rest, self.places)
                before = line.text[: link.start].rstrip()
                if head is None or head.link is None or head.rest < len(rest.text) - 1:
                    continue
                if head.bracketed or before.endswith(":") or _goes_with(before):
                    yield Candidate(form="inline", head=head, context=own.context, listing=own.listing, parent=own)

    def _table(self, table: Table, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        self.lists += 1
        keys = [field_names.property_of(c.text) for c in table.header]
        if not table.header:
            return
        names = [i for i, k in enumerate(keys) if k == "name"]
        column = names[0] if names else 0
        known = sum(k is not None for k in keys)
        if not names and keys and keys[0] is not None:
            return
        verdict, kind, organisations = verdict_of(fold(table.header[column].text))
        if verdict and not context.entries and context.verdict >= 0:
            context = replace(context, verdict=verdict, kind=kind, organisations=organisations, weak=False)
        for row in table.rows:
            if column >= len(row) or not row[column].text.strip() or row[column].no:
                continue
            head = read_head(row[column], self.places)
            if head is None:
                continue
            fields = tuple(
                Field(key=k if k else fold(table.header[i].text), values=(row[i],), span=row[i].span())
                for i, k in enumerate(keys)
                if i != column and i < len(row) and row[i].text.strip()
            )
            yield Candidate(form="row", head=head, context=context, listing=f"{self.note.path}#{self.lists}", fields=fields,
                            parent=parent, columns=known >= 2 or bool(names and known))  # fmt: skip


def _without_line(here: Context, section: Context) -> Context:
    """A line's places end with the next paragraph; what the scope line says goes on."""
    return replace(here, places=section.places, verdict=here.verdict if here.verdict >= 0 else section.verdict)


def _goes_with(before: str) -> bool:
    return fold(before).endswith(
        (" avec le", " avec", " avec la", " with the", " with", " mit", " mit dem", " met", " met de", " con")
    )


def split_fields(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Field, ...]]:
    """Part lines into running text and the fields that stand among them."""
    texts: list[Line] = []
    fields: list[Field] = []
    for line in lines:
        found, cut = field_names.inline(line)
        if found:
            fields.extend(found)
            rest = line.cut(0, cut)
            if rest.text:
                texts.append(rest)
            continue
        plain = field_names.plain(line)
        if plain is not None:
            fields.append(plain)
        else:
            texts.append(line)
    return tuple(texts), tuple(fields)


def _fields_of_list(items: Items) -> tuple[Field, ...]:
    """The fields that a list holds when it is a list of fields ("- Pays : Suisse")."""
    found: list[Field] = []
    for item in items.items:
        if not item.lines:
            continue
        fields, _ = field_names.inline(item.lines[0])
        plain = field_names.plain(item.lines[0])
        if not fields and plain is None:
            return ()
        found.extend(fields or ((plain,) if plain else ()))
    return tuple(found)
