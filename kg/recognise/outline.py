"""A note as candidates: everything in it that could be an entry, with what holds for it."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import chain

from kg.model.folding import fold
from kg.model.note import Block, Item, Items, Line, Note, Paragraph, Section, Table
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.model.regex import regex
from kg.recognise import field_names, prose
from kg.recognise.addressed import by_address, page_behind
from kg.recognise.bare import with_bare_facts
from kg.recognise.candidate import Candidate, Head
from kg.recognise.cards import cards_of
from kg.recognise.context import Context, is_refused, note_context, under_heading
from kg.recognise.defining import presents_itself
from kg.recognise.head import read_head
from kg.recognise.introductions import introduced, is_scope, scoped
from kg.recognise.organisation import named_in
from kg.recognise.own import Own, own_part, said_below
from kg.recognise.place_lists import names_a_country, names_a_part, place_in_heading
from kg.recognise.rows import rows_of
from kg.recognise.series import Series, series_in
from kg.recognise.unmarked import are_titled, begins_with_bold, is_bold_heading, list_in, parted
from kg.recognise.verdict import names_one_organisation, verdict_of
from kg.recognise.wording import is_funder_name, names_an_organisation
from kg.recognise.words import may_name_one

_TO_DO = regex(r"^\W*(?:TODO|DOING|DONE|LATER|NOW|WAITING|CANCELL?ED|FIXME|TBD|À FAIRE)\b")


# A day, or the letters of an index.
_NO_NAME = regex(
    r"\W*(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica)\b"
    r"|(?:mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|tue|wed|thu|fri|mon)\.?,?\s\d|[A-Z](?:\s?[-–/]\s?[A-Z])?\W*$)",
    re.IGNORECASE,
)
_CODES = regex(r"[A-Z]{2}(?:\s?[/,+&]\s?[A-Z]{2})*")


_OTHERS = regex(
    r"^(?:(?:les |the |die |de |los |gli )?(?:autres?|others?|further|weitere|andere|übrige|overige|otr[oa]s|altr[ie]))\s+(?=\w)",
    re.IGNORECASE,
)
_MEASURES = frozenset("actions action acties acciones mesures massnahmen azioni".split())


# The keys of front matter that name a note's thing and nothing else.
_NAME_KEYS = ("name", "nom", "naam", "nombre", "nome", "bezeichnung")
_LAST = 8  # links of a line that may name something of their own


def titles_of(note: Note, shared_titles: frozenset[str]) -> tuple[Line, ...]:
    """The lines that name a note, the nearest first: its H1 or H3, a `name:`, a title of its own, its file name."""
    found: list[Line] = []
    heading = first_heading(note)
    if heading is not None:
        found.append(heading)
    found.extend(v for v in note.values(*_NAME_KEYS) if v.text.strip())
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
    opens = len(same) == 1 and not note.root.blocks and not verdict_of(fold(sections[0].heading.text)).announces < 0
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
        if not self.note.root.no and not (self.title is not None and "{{" in self.title.text):  # a template's title
            yield from self._section(self.note.root, self.context, None)

    def _section(self, section: Section, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        if section.no:
            return
        blocks = section.blocks
        inside = context
        if section.heading is not None and section.heading is not self.title:
            below = under_heading(section.heading, context, self.places)
            own = self._heading(section, context, below, parent)
            inside = context = below
            if own is not None:
                told = [c for b in blocks if isinstance(b, Paragraph) for c in self._prose(b, below, own)]
                if told and not (own.head.link or own.head.bracketed or own.fields):
                    own = None  # a heading of running text that presents other things
            if own is not None:
                yield own
                parent = own
                if own.texts or own.fields:  # lists behind a description are its details
                    inside = replace(below, verdict=min(below.verdict, 0))
                yield from told
                blocks = own_part(blocks).rest
        inside = yield from self._blocks(
            blocks, inside, parent, opening=section.level <= 1 or section.heading is self.title
        )
        if section.level <= 1 or section.heading is self.title:
            context = inside  # what introduces the whole note
        if codes := self._country_of_codes(section):
            context = replace(context, near=tuple(dict.fromkeys((*codes, *context.near))))
        for inner in section.sections:
            if parent is None or parent.form != "heading" or said_below(inner) is None:
                yield from self._section(inner, context, parent)

    def _country_of_codes(self, section: Section) -> tuple[str, ...]:
        """The country whose regions the headings below are, when at least three are nothing but codes: "ZH", "BE", "VD"."""
        if len(section.sections) < 2:
            return ()
        titles = [s.heading.text for s in section.sections if s.heading is not None]
        codes = [c for t in titles if _CODES.fullmatch(t.strip()) for c in re.split(r"\W+", t.strip())]
        if len(codes) < 3:
            return ()
        countries = {p.split("-")[0] for p in self.places.parents if p.endswith(f"-{codes[0]}")}
        return tuple(sorted(n for n in countries if all(f"{n}-{c}" in self.places.parents for c in codes)))

    def _heading(self, section: Section, above: Context, below: Context, parent: Candidate | None) -> Candidate | None:
        """The heading as an entry: linked, bracketed, with fields, or with a text and no list."""
        heading = section.heading
        assert heading is not None
        verdict = verdict_of(fold(heading.text)).announces
        if verdict < 0 or place_in_heading(heading.text, self.places, above.near):
            return None
        if field_names.property_of(heading.text) == "country" or _NO_NAME.match(heading.text):
            return None  # "Régions", "Mardi 17 octobre, Gand", "F-H"
        if below.verdict < 0 and not below.weak:
            return None
        if cards_of(section.blocks, self.places, announced=False) or are_titled(section.blocks):
            return None
        own, whole = _own_of(section)
        if not own.rest:  # above a list a place speaks for what is in it
            own = with_bare_facts(own, self.places, below.near)
        known = sum(field_names.property_of(f.key) is not None for f in own.fields)
        if below.verdict < 0 and known < 2:
            return None
        head = read_head(heading, self.places, heading=True, near=below.near, funds=below.kind in ("fund", "call"))
        if head is None:
            return None
        alone = whole and not own.rest
        if verdict > 0 and not (head.link or _is_shown(head, own, alone, whole, known)):
            return None  # "Projets": it announces entries and is none
        named = names_one_organisation(heading.text) and (bool(own.rest) or alone) and not named_in(heading)
        told = head.link or head.bracketed or own.fields or (own.texts and not own.rest) or named
        if not told or _only_places(head, own):
            return None
        context = above if verdict > 0 else replace(below, places=above.places)  # its name says no place
        return Candidate(form="heading", head=head, context=context, listing=f"{self.note.path}#h{section.level}",
                         texts=own.texts, fields=own.fields, parent=parent)  # fmt: skip

    def _blocks(
        self, blocks: tuple[Block, ...], context: Context, parent: Candidate | None, *, opening: bool
    ) -> Generator[Candidate, None, Context]:
        """The candidates of a section's blocks; gives back what its introductions say."""
        here = opened = base = context
        blocks = by_address(parted(blocks))
        bold = sum(begins_with_bold(block) for block in blocks)
        titled = are_titled(blocks) or context.verdict > 0
        cards = cards_of(blocks, self.places, announced=context.verdict > 0)
        for index, block in enumerate(blocks):
            if index in cards:
                yield from self._card(cards[index], here, parent)
            elif isinstance(block, Paragraph) and is_bold_heading(block, blocks[index + 1 : index + 2]):
                placed = place_in_heading(block.lines[-1].text, self.places, base.near)
                here = under_heading(block.lines[-1], base if placed else opened, self.places)
                base = base if placed else here
            elif (
                isinstance(block, Paragraph)
                and (listed := list_in(block, here, self.places, bold=bold > 1, titled=titled)) is not None
            ):
                yield from self._items(listed, here, parent)
            elif isinstance(block, Paragraph):
                yield from self._prose(block, here, None)
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                here = introduced(block, here if following is None else _without_line(here, context), self.places,
                                  before_list=isinstance(following, Items | Table), opening=opening)  # fmt: skip
                opened = _without_line(here, context) if opening else opened
                base = opened if base == context else base
            elif isinstance(block, Items):
                yield from self._items(block, here, parent)
            elif isinstance(block, Table):
                yield from self._table(block, here, parent)
        places = here.bounds or context.places  # a line with a place speaks for its list only
        return here if here.places == places else replace(here, places=places)

    def _prose(self, block: Paragraph, context: Context, host: Candidate | None) -> Iterator[Candidate]:
        context = _heard(block.lines[0], context) if block.lines else context
        if (context.verdict >= 0 or context.weak) and not block.quoted and not context.entries:
            yield from prose.things(block.lines, context, self.places, host)

    def _card(self, card: Own, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        """The entry that a block of fields describes: "Nom : X", "Pays : Suisse" …"""
        self.lists += 1
        named = card.fields[0].values[0]
        head = read_head(named, self.places, near=context.near, behind=not is_refused(context, card.fields))
        if head is not None:
            yield Candidate(form="row", head=head, context=context, listing=f"{self.note.path}#{self.lists}", texts=card.texts,
                            fields=card.fields, parent=parent, columns=True)  # fmt: skip

    def _items(self, items: Items, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        self.lists += 1
        listing = f"{self.note.path}#{self.lists}"
        if field_names.of_block(items):
            return
        tasks = len(items.items) > 1 and all(item.task for item in items.items)
        if tasks and _MEASURES & set(fold(context.decided_by).split()):  # "Actions" above tasks means what to do
            context = replace(context, verdict=-1, weak=True)
        for item in map(page_behind, items.items):
            if item.no:
                continue
            if not item.lines:  # "- - Name": an empty item around another
                for inner in item.blocks:
                    if isinstance(inner, Items):
                        yield from self._items(inner, context, parent)
                continue
            first = item.lines[0]
            if item.heading:
                section = Section(heading=first, level=item.heading, blocks=(*_paragraph(item.lines[1:]), *item.blocks))
                yield from self._section(section, context, parent)
            elif is_scope(first.text) and not item.blocks:
                context = scoped(first, context, self.places)
            elif not item.blocks and (series := series_in(first, self.places, context)) is not None:
                yield from self._series(series, item, context, parent, listing)
            elif not (_TO_DO.match(first.text) or (not first.links and _says_only(first))):
                yield from self._item(item, _heard(first, context), parent, listing)

    def _series(
        self, series: Series, item: Item, context: Context, parent: Candidate | None, listing: str
    ) -> Iterator[Candidate]:
        """The things that one line lists; what stands below it is said of the last."""
        below = context if series.label is None else under_heading(series.label, context, self.places)
        *others, last = series.parts
        for part in others:
            yield from self._item(Item(lines=(part,)), below, parent, listing)
        yield from self._item(Item(lines=(last, *item.lines[1:])), below, parent, listing)

    def _item(self, item: Item, context: Context, parent: Candidate | None, listing: str) -> Iterator[Candidate]:
        first = item.lines[0]
        texts, fields = field_names.split(item.lines[1:])
        own = own_part(item.blocks)
        own = replace(own, texts=(*texts, *own.texts), fields=(*fields, *own.fields))
        nested = [b for b in own.rest if isinstance(b, Items)]
        from_head, cut = field_names.inline(first)
        refused = is_refused(context, (*from_head, *own.fields))
        head = read_head(
            first.cut(0, cut) if cut is not None else first,
            self.places,
            near=context.near,
            funds=context.kind in ("fund", "call"),
            behind=not refused,
        )
        below = under_heading(_last_clause(first), context, self.places) if nested else context
        is_label = bool(nested) and not first.links and self._is_label(first, below, context)
        if head is None or is_label or self._names_a_place(head, context):
            yield from self._prose(Paragraph(lines=item.lines), context, None)
            for block in nested:
                yield from self._items(block, below, parent)
            return
        if context.verdict >= 0 or context.weak:
            own = with_bare_facts(own, self.places, context.near)
        entry = Candidate(form="item", head=head, context=context, listing=listing, texts=own.texts,
                          fields=(*from_head, *own.fields), parent=parent, task=item.task)  # fmt: skip
        found = self._prose(Paragraph(lines=item.lines), context, entry)
        bare = head.link is None and head.page is None and not head.bracketed and not entry.fields
        first_found = next(found, None) if bare else None
        if first_found is not None:
            found = chain([first_found], found)
        if first_found is not None and first_found.head.start <= 0:
            for told in found:  # "Jens erzählt von [X](…): eine Plattform …" speaks of X
                told.host = None
                yield told
        else:
            yield entry
            yield from () if refused else self._continued(entry)
            if not entry.entry:  # in the text of an entry nothing else is presented
                yield from found
        for inner in own.rest:
            if isinstance(inner, Items):
                yield from self._items(inner, context, entry)
            elif isinstance(inner, Table):
                yield from self._table(inner, context, entry)

    def _names_a_place(self, head: Head, context: Context) -> bool:
        """Whether an item bears the name of a country only, or, not linked, of a part of those above."""
        alone = head.link is None and head.page is None
        return names_a_country(head.name, self.places) or (alone and names_a_part(head.name, self.places, context.near))

    def _is_label(self, first: Line, below: Context, context: Context) -> bool:
        """Whether an item only announces what is nested in it ("- Suisse", "- Projets :")."""
        said = first.text if len(first.text.split()) <= 8 else re.split(r"[.;!?]\s", first.text)[-1]
        verdict = verdict_of(fold(said)).announces
        name = first.text.split(" (")[0].split(" [")[0]
        if (names_an_organisation(name) or is_funder_name(name)) and not said.rstrip().endswith(":"):
            return False
        placed = (
            bool(place_in_heading(first.text, self.places, context.near))
            and "(" not in first.text
            and "[" not in first.text
        )
        others = _OTHERS.sub("", first.text)  # "Otros países"
        placed = placed or field_names.property_of(others) == "country"  # "Länder"
        return first.text.rstrip().endswith(":") or placed or bool(verdict)

    def _continued(self, own: Candidate) -> Iterator[Candidate]:
        """Linked names with brackets of their own, or behind a colon, in an item's continuation lines."""
        for line in own.texts:
            for link in line.links[-_LAST:]:  # what such a name says goes on to the end of the line
                before = line.text[: link.start]
                if link.form not in ("url", "wiki") or before.count("(") > before.count(")"):
                    continue
                if any(n.start <= link.start < n.end and n.relation != "dcterms:relation" for n in named_in(line)):
                    continue  # "part of [Lantern](…); launched in 2015" says when the item was launched
                rest = line.cut(link.start)
                head = read_head(rest, self.places, near=own.context.near)
                if head is None or head.link is None or head.rest < len(rest.text) - 1:
                    continue
                if head.bracketed or before.rstrip().endswith(":") or _goes_with(before):
                    yield Candidate(form="inline", head=head, context=own.context, listing=own.listing, parent=own)

    def _table(self, table: Table, context: Context, parent: Candidate | None) -> Iterator[Candidate]:
        self.lists += 1
        yield from rows_of(table, context, parent, f"{self.note.path}#{self.lists}", self.places)


def _heard(line: Line, context: Context) -> Context:
    """The context of a line; of one that says itself what it names, one that refuses nothing."""
    if context.verdict >= 0 or context.weak or context.entries or not presents_itself(line):
        return context
    return replace(context, verdict=0)


def _own_of(section: Section) -> tuple[Own, bool]:
    """What a section says of its heading, sub-headings that are keys among it; and whether there are only such ones."""
    own = own_part(section.blocks)
    said = [o for s in section.sections if (o := said_below(s)) is not None]
    texts = (*own.texts, *(x for o in said for x in o.texts))
    fields = (*own.fields, *(f for o in said for f in o.fields))
    return replace(own, texts=texts, fields=fields), len(section.sections) == len(said)


def _is_shown(head: Head, own: Own, alone: bool, whole: bool, known: int) -> bool:
    """Whether a heading with a kind's plural is one entry's name all the same: its fields and text say so."""
    if alone and ((known and own.texts) or ((own.texts or own.fields) and may_name_one(head.name))):
        return True
    return known > 1 and whole and _are_features(own.rest)


def _only_places(head: Head, own: Own) -> bool:
    """Whether a heading above a list only says where: "Über die Grenze (Niederlande)"."""
    if head.link is not None or own.texts or own.fields or not own.rest:
        return False
    return bool(head.pieces) and all(p.places and not p.period for p in head.pieces)


def _are_features(blocks: tuple[Block, ...]) -> bool:
    """Whether lists only tell more of what stands above them: nothing in them is linked, dated or placed."""
    return all(
        isinstance(block, Items)
        and not any(line.links or "(" in line.text for item in block.items for line in item.lines)
        for block in blocks
    )


def _last_clause(line: Line) -> Line:
    """What of a long label announces its list: "Videokonferenz, 14 Leute. Notiert:" → "Notiert:"."""
    if len(line.text.split()) <= 8 and not line.text.rstrip().endswith(":"):
        return line
    ends = [m.end() for m in re.finditer(r"[.;!?]\s", line.text)]
    return line.cut(ends[-1]) if ends and ends[-1] < len(line.text) else line


def _says_only(first: Line) -> bool:
    """Whether an item is one field ("Stand: April 2023") and not a thing's name."""
    field = field_names.plain(first)
    return field is not None and field.key not in ("name", "type") and field_names.is_label(field)


def _paragraph(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    return (Paragraph(lines=lines),) if lines else ()


def _without_line(here: Context, section: Context) -> Context:
    """A line's places end with the next paragraph; what the scope line says goes on."""
    verdict = here.verdict if here.verdict >= 0 else section.verdict
    if (section.places, verdict, section.organisations) == (here.places, here.verdict, here.organisations):
        return here
    return replace(here, places=here.bounds or section.places, verdict=verdict, organisations=section.organisations)


def _goes_with(before: str) -> bool:
    return fold(before).endswith(
        (" avec le", " avec", " avec la", " with the", " with", " mit", " mit dem", " met", " met de", " con")
    )
