"""One note in, its mentions and facts out: a pure function of the note and the places."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model.fact import Iri, Kind, Mention, Name, Reading
from kg.model.folding import fold
from kg.model.note import Field, Line, Note, Paragraph, Section
from kg.model.place import PlaceTable
from kg.model.problem import Problem
from kg.recognise.addresses import clean_url, is_web
from kg.recognise.field_names import property_of
from kg.recognise.head import read_head
from kg.recognise.initiative import defines, defining_kind, kind_of
from kg.recognise.language import language_of
from kg.recognise.outline import Candidate, Outline, split_fields
from kg.recognise.statements import Page, describe, values
from kg.recognise.words import is_generic_link, is_negative, is_plural

_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$")
_ABOUT = set(
    """
    country start end funder led_by part_of target_size status wikidata period same_as
    """.split()
)
_EXAMPLE = re.compile(
    r"(?:\bl['’]exemple d(?:e|u|es)|\bcomme (?:par exemple )?|\bthe example of|\bbeispiel(?:sweise)? (?:das|die|der)?|\bhet voorbeeld van|\bel ejemplo de(?:l)?)\s*(?:l['’]|la |le |les |the |das |die |der |het |de )?$",
    re.IGNORECASE,
)


def read_note(
    note: Note, places: PlaceTable, shared_titles: frozenset[str] = frozenset()
) -> tuple[Reading, tuple[Problem, ...]]:
    """Read one note. `shared_titles` are the folded titles that several notes bear: the site's name."""
    outline = Outline(note, places, shared_titles)
    page = Page(places=places, language=_language(note))
    kinds: dict[int, Kind] = {}
    found = list(outline.candidates())
    for candidate in found:
        kind = kind_of(candidate)
        if kind is not None:
            kinds[id(candidate)] = kind
    about = _about(note, outline, found, kinds)
    if about is not None:
        candidate, kind, entry = about
        kinds[id(candidate)] = kind
        found.insert(0, candidate)
        _mention(candidate, kind, page, about=note.path, entry=entry)
        describe(candidate, kind, page)
    for candidate in found:
        if id(candidate) not in kinds or (about is not None and candidate is about[0]):
            continue
        kind = kinds[id(candidate)]
        if candidate.parent is not None and id(candidate.parent) not in kinds:
            candidate.parent = None
        if candidate.form == "inline" and candidate.parent is None:
            continue
        _mention(candidate, kind, page)
        describe(candidate, kind, page)
    if outline.context.verdict >= 0 and outline.context.entries != "none":
        for candidate in _in_prose(note.root, outline, places):
            _mention(candidate, "initiative", page)
            describe(candidate, "initiative", page)
    names = (note.name, note.path.rsplit(".", 1)[0], *(v.text for v in note.values("alias", "aliases")))
    reading = Reading(path=note.path, title=outline.titles[0].text, names=names, mentions=tuple(page.mentions),
                      facts=tuple(page.facts), turtle=note.turtle)  # fmt: skip
    return reading, tuple(page.problems)


def _language(note: Note) -> str:
    for line in note.values("lang", "langue", "language", "sprache", "taal", "idioma"):
        if _LANGUAGE.match(line.text):
            return line.text.lower()
    lines = [x.text for s in note.root.walk() for b in s.blocks if isinstance(b, Paragraph) for x in b.lines][:30]
    lines += [s.heading.text for s in note.root.walk() if s.heading is not None][:30]
    return language_of(" ".join(lines))


def _mention(candidate: Candidate, kind: Kind, page: Page, about: str = "", entry: bool = True) -> None:
    head = candidate.head
    names = [_name(head.line, head.start, head.end, True)]
    if head.whole is not None:
        names.append(_name(head.line, *head.whole, False))
    if head.acronym is not None:
        names.append(_name(head.line, *head.acronym, False))
    names.extend(_split_funder(candidate, page))
    for line in values(candidate, "name"):
        if candidate.form in ("heading", "item") and line.text:
            names = [replace(n, main=False) for n in names]
            names.insert(0, _name(line, 0, len(line.text), True))
    for line in values(candidate, "alias"):
        names.extend(_name(line, m.start(), m.end(), False) for m in re.finditer(r"[^,;|]*[^,;|\s]", line.text))
    pages = tuple(f.value.iri for f in page.facts if f.subject == candidate.key and isinstance(f.value, Iri))
    address = head.page.target if head.page is not None and is_web(head.page.target) else ""
    if not address:
        linked = [x.target for line in values(candidate, "url") for x in line.links if is_web(x.target)]
        address = linked[0] if linked else ""
    page.mentions.append(
        Mention(
            key=candidate.key,
            kind=kind,
            names=tuple(dict.fromkeys(names)),
            span=head.line.span(head.start, head.end),
            pages=(clean_url(address),) if address else pages[:1],
            wiki=head.link.target if head.link is not None and head.link.form == "wiki" else "",
            about=about,
            listing=candidate.listing if candidate.form in ("item", "row") else "",
            same_as=tuple(x.text for name in ("same_as", "wikidata") for x in values(candidate, name)),
            entry=entry,
            declared=any((property_of(f.key) or f.key) == "type" for f in candidate.fields),
        )
    )


def _name(line: Line, a: int, b: int, main: bool) -> Name:
    while a < b and line.text[a].isspace():
        a += 1
    text = " ".join(line.text[a:b].split())
    return Name(text=text, span=line.span(a, b), recogniser="initiative", language=language_of(text), main=main)


def _split_funder(candidate: Candidate, page: Page) -> list[Name]:
    """ "Funder: Programme": the whole is the label, the programme an altLabel, the funder pays."""
    head = candidate.head
    if candidate.context.kind not in ("fund", "call", "programme"):
        return []
    whole = head.whole or (head.start, head.end)
    text = head.line.text[whole[0] : whole[1]]
    match = re.match(r"^([A-ZÀ-Þ\d][^:()]{1,60}?)\s?:\s+(\S.*)$", text)
    if match is None or len(match.group(1).split()) > 7 or is_plural(fold(match.group(1)).split()[0]):
        return []
    from kg.recognise.statements import weak_thing

    weak_thing(page, candidate.key, "mxtd:funder", match.group(1), head.line.span(whole[0], whole[0] + match.end(1)))
    return [_name(head.line, whole[0] + match.start(2), whole[0] + match.end(2), False)]


def _about(
    note: Note, outline: Outline, found: list[Candidate], kinds: dict[int, Kind]
) -> tuple[Candidate, Kind, bool] | None:
    """The one thing that a whole note is about, its kind, and whether the note itself makes it an entry."""
    context = outline.context
    if note.path.casefold().endswith(".csv"):
        return None
    candidate = _note_candidate(note, outline)
    if candidate is None:
        return None
    names = {property_of(f.key) or f.key for f in candidate.fields}
    if context.entries == "none":
        return None
    kind = kind_of(candidate)
    listed = [c for c in found if id(c) in kinds and c.form in ("item", "row")]
    folded = fold(candidate.head.name)
    collective = context.verdict > 0 and not context.weak
    if kind is None or collective or any(is_negative(w) for w in folded.split()[:2]):
        declared = kind is not None and bool(names & (_ABOUT | {"type"}))
        return (
            (candidate, kind or "initiative", declared)
            if (declared or not collective) and not _no_entity(context.verdict)
            else None
        )
    own_link = (
        any(_own_link(x, line, candidate) for line in candidate.texts[:6] for x in line.links)
        or candidate.head.link is not None
    )
    lists = any(c.form in ("item", "row") for c in found)
    entry = (
        bool(names & (_ABOUT | {"type"}))
        or defines(candidate)
        or candidate.head.bracketed
        or ((own_link or context.weak) and not (lists and listed))
    )
    return candidate, kind, entry


def _no_entity(verdict: int) -> bool:
    return verdict < 0


def _own_link(link: object, line: Line, candidate: Candidate) -> bool:
    start, end = getattr(link, "start", 0), getattr(link, "end", 0)
    if getattr(link, "form", "") not in ("url", "bare"):
        return False
    text = line.text[start:end]
    return is_generic_link(text) or fold(text) == fold(candidate.head.name)


def _note_candidate(note: Note, outline: Outline) -> Candidate | None:
    fields: list[Field] = [
        f for f in note.fields if f.key not in ("title", "tags", "tag", "entries", "layout", "date", "lang")
    ]
    texts: list[Line] = []
    sections = [note.root, *(s for s in note.root.sections[:1] if s.heading is outline.title)]
    for section in sections:
        for block in section.blocks:
            if not isinstance(block, Paragraph) or block.quoted:
                break
            running, more = split_fields(block.lines)
            texts.extend(running)
            fields.extend(more)
    if any(s.no for s in sections):
        return None
    title = outline.titles[0]
    head = read_head(title, outline.places)
    if head is None:
        return None
    context = replace(
        outline.context,
        relations=(),
        verdict=max(outline.context.verdict, 0) if outline.context.weak else outline.context.verdict,
    )
    return Candidate(form="note", head=head, context=context, listing="", texts=tuple(texts[:8]), fields=tuple(fields))


def _in_prose(section: Section, outline: Outline, places: PlaceTable) -> list[Candidate]:
    """Things that running text names as an example and links, and says of what they are."""
    found: list[Candidate] = []
    for inner in section.walk():
        for block in inner.blocks:
            if not isinstance(block, Paragraph) or block.quoted or inner.no:
                continue
            for line in block.lines:
                candidate = _prose_entry(line, outline, places)
                if candidate is not None:
                    found.append(candidate)
    return found


def _prose_entry(line: Line, outline: Outline, places: PlaceTable) -> Candidate | None:
    for link in line.links:
        if link.form not in ("url", "wiki") or is_generic_link(line.text[link.start : link.end]):
            continue
        before, after = line.text[: link.start], line.text[link.end :]
        example = _EXAMPLE.search(before) is not None
        rest = line.cut(link.start)
        says = re.match(
            r"^\s*(?:\([^)]*\)\s*)?,?\s*(?:est|is|ist|es|was|était)\s+(?:une?|an?|the|eine?|la|le|l['’]|das|der|die|de|het|een|una?)",
            after,
        )
        opening = re.fullmatch(
            r"\W*(?:l['’]|la |le |les |the |das |die |der |het |de |el )?\W*", before, re.IGNORECASE
        ) or before.rstrip().endswith(".")
        head = read_head(rest, places)
        if head is None or head.link is None or not any(c.isupper() for c in head.name):
            continue
        if (example and outline.context.verdict > 0) or (says and opening and defining_kind(rest.cut(head.end), False)):
            return Candidate(
                form="inline",
                head=head,
                context=replace(outline.context, places=()),
                listing="",
            )
    return None
