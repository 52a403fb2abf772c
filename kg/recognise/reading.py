"""One note in, its mentions and facts out: a pure function of the note and the places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model.addresses import ELSEWHERE, item_of
from kg.model.fact import Kind, Mention, Name, Reading, Ref
from kg.model.folding import fold, key_of
from kg.model.note import Line, Note
from kg.model.place import PlaceTable
from kg.model.problem import Problem
from kg.model.record import replace
from kg.model.regex import regex
from kg.model.span import Span
from kg.recognise.about import About, about
from kg.recognise.candidate import Candidate
from kg.recognise.field_names import term_of
from kg.recognise.initiative import by_company, is_child, kind_of, labels
from kg.recognise.language import language_of
from kg.recognise.long_names import too_long
from kg.recognise.outline import Outline
from kg.recognise.page import Page, values, weak_thing
from kg.recognise.statements import describe
from kg.recognise.unclear import unclear_of_note
from kg.recognise.wording import names_an_action
from kg.recognise.words import is_plural


def read_note(
    note: Note, places: PlaceTable, shared_titles: frozenset[str] = frozenset()
) -> tuple[Reading, tuple[Problem, ...]]:
    """Read one note. `shared_titles` are the folded titles that several notes bear: the site's name."""
    outline = Outline(note, places, shared_titles)
    page = Page(places=places, note=note, problems=unclear_of_note(note))
    kinds: dict[int, Kind] = {}
    found: list[Candidate] = []
    for candidate in outline.candidates():
        found.append(candidate)
        kind = kind_of(candidate)
        if kind is not None:
            kinds[id(candidate)] = kind
            candidate.entry = True
    if kinds:
        grouping = labels(found)
        kinds = {key: kind for key, kind in {**kinds, **by_company(found, kinds)}.items() if key not in grouping}
    page.problems.extend(too_long(found, kinds))
    subject = about(note, outline, any(id(c) in kinds and c.form in ("item", "row") for c in found))
    if subject is not None:
        describe(subject.candidate, subject.kind, page)
        _mention(subject.candidate, subject.kind, page, about=note.path, entry=subject.entry)
    for candidate in found:
        kind = kinds.get(id(candidate))
        if kind is None:
            continue
        if candidate.parent is not None and id(candidate.parent) not in kinds:
            candidate.parent = None
        if candidate.form == "inline" and candidate.parent is None:
            continue
        if candidate.form == "prose" and (id(candidate.host) in kinds or not _beside(candidate, subject)):
            continue
        describe(candidate, kind, page)
        _mention(candidate, kind, page)
        of_parent(candidate, kind, kinds, page)
        if subject is not None and subject.entry:
            of_subject(candidate, kind, subject, page)
    names = (note.name, note.path.rsplit(".", 1)[0], *(v.text for v in note.values("alias", "aliases")))
    title = outline.titles[0]
    named = Name(text=title.text, span=title.span(), recogniser="vault", language="", main=True)
    reading = Reading(path=note.path, title=named, names=names, mentions=tuple(page.mentions),
                      facts=tuple(page.facts), turtle=note.turtle)  # fmt: skip
    return reading, tuple(page.problems)


def _beside(candidate: Candidate, subject: About | None) -> bool:
    """Whether running text in a note about something presents another thing."""
    if subject is None or not subject.entry:
        return True
    return candidate.told and key_of(candidate.head.name) != key_of(subject.candidate.head.name)


def of_parent(candidate: Candidate, kind: Kind, kinds: Mapping[int, Kind], page: Page) -> None:
    """An initiative nested in an organisation's item is one that it runs, unless its own text says who does."""
    parent = candidate.parent
    if parent is None or kind != "initiative" or kinds.get(id(parent)) != "organisation" or parent.form != "item":
        return
    if (candidate.key, "mxtd:ledBy") not in page.said:
        here = candidate.head.line.span(candidate.head.start, candidate.head.end)
        page.say(candidate.key, "mxtd:ledBy", Ref(key=parent.key), here, "organisation")


def of_subject(candidate: Candidate, kind: Kind, subject: About, page: Page) -> None:
    """What a note lists belongs to what the note is about: its parts, or what an organisation runs or pays for."""
    if is_child(candidate) or candidate.form == "prose":
        return
    here = candidate.head.line.span(candidate.head.start, candidate.head.end)
    if candidate.context.parts and (candidate.key, "dcterms:isPartOf") not in page.said:
        page.say(candidate.key, "dcterms:isPartOf", Ref(key=subject.candidate.key), here, "part_of")
    elif (
        kind == "initiative"
        and subject.runs
        and candidate.context.verdict > 0
        and not candidate.context.organisations
        and (candidate.key, subject.runs) not in page.said
    ):
        page.say(candidate.key, subject.runs, Ref(key=subject.candidate.key), here, "organisation")


def _mention(candidate: Candidate, kind: Kind, page: Page, about: str = "", entry: bool = True) -> None:
    head = candidate.head
    names = [_name(head.line, head.start, head.end, True)]
    if head.whole is not None:
        names.append(_name(head.line, *head.whole, False))
    if head.acronym is not None:
        names.append(_name(head.line, *head.acronym, False))
    if entry:  # what the note is no entry for is a topic: "Museums and AI: an overview"
        names.extend(_split_funder(candidate, page))
    for line in values(candidate, "name"):
        if candidate.form in ("heading", "item") and line.text:
            names = [replace(n, main=False) for n in names]
            names.insert(0, _name(line, 0, len(line.text), True))
    for line in values(candidate, "alias"):
        names.extend(_name(line, m.start(), m.end(), False) for m in re.finditer(r"[^,;|]*[^,;|\s]", line.text))
    address = page.pages.get(candidate.key)
    page.add(
        Mention(
            key=candidate.key,
            kind=kind,
            names=tuple(dict.fromkeys(names)),
            span=head.line.span(head.start, head.end),
            pages=(address,) if address else (),
            wiki=head.link.target if head.link is not None and head.link.form == "wiki" else "",
            about=about,
            listing=candidate.listing if candidate.form in ("item", "row") else "",
            same_as=tuple(_same(candidate)),
            entry=entry,
            declared=any(term_of(f) == "type" for f in candidate.fields),
        )
    )


def _same(candidate: Candidate) -> Iterator[tuple[str, Span]]:
    """What its fields say that it is: a name or address as written, or the IRI of an item elsewhere."""
    for field in ELSEWHERE:
        for line in values(candidate, field):
            if item := (line.text if field == "same_as" else item_of(line.text, field)):
                yield item, line.span()


def _name(line: Line, a: int, b: int, main: bool) -> Name:
    while a < b and line.text[a].isspace():
        a += 1
    text = " ".join(line.text[a:b].split())
    return Name(text=text, span=line.span(a, b), recogniser="initiative", language=language_of(text), main=main)


_FUNDER_FIRST = regex(r"^([A-ZÀ-Þ\d][^:()]{1,60}?)\s?:\s+(\S.*)$")


def _split_funder(candidate: Candidate, page: Page) -> list[Name]:
    """ "Funder: Programme": the whole is the label, the programme an altLabel, the funder pays."""
    head = candidate.head
    if head.funder is not None:
        weak_thing(
            page, candidate.key, "mxtd:funder", head.line.text[slice(*head.funder)], head.line.span(*head.funder)
        )
        return [_programme(head.line, *head.programme)] if head.programme is not None else []
    if candidate.context.kind not in ("fund", "call", "programme"):
        return []
    whole = head.whole or (head.start, head.end)
    text = head.line.text[whole[0] : whole[1]]
    match = _FUNDER_FIRST.match(text)
    if match is None or len(match.group(1).split()) > 7 or is_plural(fold(match.group(1)).split()[0]):
        return []  # "Museums and AI: an overview"
    if names_an_action(match.group(1)):
        return []
    weak_thing(page, candidate.key, "mxtd:funder", match.group(1), head.line.span(whole[0], whole[0] + match.end(1)))
    return [_programme(head.line, whole[0] + match.start(2), whole[0] + match.end(2))]


def _programme(line: Line, a: int, b: int) -> Name:
    """A name without the quotation marks around it."""
    bare = line.text[a:b].strip(' \t\u00a0\u202f«»„“”"')
    start = line.text.index(bare, a)
    return _name(line, start, start + len(bare), False)
