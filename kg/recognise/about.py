"""The one thing that a whole note is about: its title names it, its fields and first sentences describe it."""

from __future__ import annotations

import re

from kg.model.fact import Kind
from kg.model.folding import fold
from kg.model.note import Field, Line, Link, Note, Section
from kg.model.record import record, replace
from kg.model.regex import regex
from kg.recognise.candidate import Candidate
from kg.recognise.defining import defines
from kg.recognise.field_names import term_of
from kg.recognise.head import read_head
from kg.recognise.initiative import declared_kind, kind_of, says_it_is_a_body
from kg.recognise.outline import Outline
from kg.recognise.own import own_part
from kg.recognise.place_lists import names_a_country
from kg.recognise.vetoes import VETOES, is_chapter
from kg.recognise.wording import reads_like_a_name
from kg.recognise.words import is_generic_link, is_negative_name

_ABOUT = frozenset("country funder part_of target_size wikidata europeana geonames same_as url".split())
_DATES = frozenset("start end status period led_by".split())
_NOT_OF_IT = frozenset("title tags tag entries layout date lang created updated cssclass cssclasses".split())
_NO_ENTRY_TYPES = frozenset(
    """
    moc index person personne persona persoon people contact log journal daily meeting reunion sitzung protokoll
    verslag acta template modele vorlage dashboard home liste list lijst lista page note notiz nota article artikel
    articulo book livre buch boek libro event evenement veranstaltung evento literature source quote glossary
    """.split()
)
_DATED = regex(r"^\W*(?:\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\b")
_WHAT = regex(
    r"^\W*(?:worum geht|was ist|kurzbesch|beschreibung|qu['’]est-ce|c['’]est quoi|de quoi|description|présentation|presentation|en bref|résumé|"
    r"what (?:is|it)|about|overview|summary|in short|wat is|waar gaat|beschrijving|omschrijving|in het kort|qué es|descripción|presentación|resumen|pour qui|für wen|for whom|voor wie|para quién)",
    re.IGNORECASE,
)


@record
class About:
    """A note's subject. `entry` tells that the note itself makes it an entry, not only a link from elsewhere."""

    candidate: Candidate
    kind: Kind
    entry: bool
    pays: bool = False

    @property
    def runs(self) -> str:
        """What it is to the initiatives that its note lists, or an empty text."""
        if not self.entry or self.kind != "organisation":
            return ""
        return "mxtd:funder" if self.pays else "mxtd:ledBy"


def about(note: Note, outline: Outline, listed: bool) -> About | None:
    """The subject of a note; `listed` tells that the note lists entries."""
    context = outline.context
    candidate = None if note.path.casefold().endswith(".csv") else _candidate(note, outline)
    if candidate is None or context.entries == "none" or _DATED.match(candidate.head.name):
        return None
    if is_chapter(candidate.head.line.text):
        return None
    terms = [term_of(f) for f in candidate.fields]
    said = set(terms)
    if terms.count("name") > 1:
        return None  # it holds a card for each of several
    types = {w for f in candidate.fields if term_of(f) == "type" for v in f.values for w in fold(v.text).split()}
    if types & _NO_ENTRY_TYPES:
        return None
    typed = declared_kind(candidate) is not None
    if not typed and names_a_country(candidate.head.name, outline.places):
        return None
    if context.verdict > 0 and not context.weak and not typed:
        return None  # it lists entries
    if context.verdict < 0 and not (typed or defines(candidate)):
        return None
    kind = kind_of(candidate)
    alone = not listed and context.verdict >= 0 and _has_own_link(candidate) and reads_like_a_name(candidate.head.name)
    if kind is None and alone and not any(veto(candidate) for veto in VETOES):
        kind = "initiative"  # a note with a link of its own and no list is one entry
    body = kind is None and says_it_is_a_body(candidate) and not any(veto(candidate) for veto in VETOES)
    if body:
        kind = "organisation"
    if kind is None or any(is_negative_name(" ".join(candidate.head.name.split()[i:])) for i in range(2)):
        return About(candidate=candidate, kind=kind or "initiative", entry=typed)
    entry = (
        typed
        or bool(said & _ABOUT - ({"country"} if listed else set()))  # "Périmètre : France" above a list
        or (bool(said & _DATES) and context.verdict > 0)
        or defines(candidate)
        or candidate.head.bracketed
        or body
        or ((_has_own_link(candidate) or context.weak) and not listed)
    )
    pays = bool(types & {"funder", "financeur", "geldgeber", "forderer", "bailleur", "financier", "financiador"})
    return About(candidate=candidate, kind=kind, entry=entry, pays=pays)


def _has_own_link(candidate: Candidate) -> bool:
    if candidate.head.link is not None:
        return True
    return any(is_own_link(x, line, candidate) for line in candidate.texts[:6] for x in line.links)


def is_own_link(link: Link, line: Line, candidate: Candidate) -> bool:
    """Whether a link in running text goes to the page of the candidate: it says only "website", or its name."""
    if link.form not in ("url", "bare") or (link.form == "bare" and len(line.text.split()) > 4):
        return False
    if link.target.casefold().partition("?")[0].endswith(".pdf"):
        return False  # a document about it
    text, name = fold(line.text[link.start : link.end]), fold(candidate.head.name)
    if link.form == "bare" or is_generic_link(line.text[link.start : link.end]):
        return True
    return bool(text) and (text == name or (len(text) > 3 and re.search(rf"\b{re.escape(text)}$", name) is not None))


def _candidate(note: Note, outline: Outline) -> Candidate | None:
    fields: list[Field] = [f for f in note.fields if f.key not in _NOT_OF_IT]
    texts: list[Line] = []
    for section in _sections(note, outline):
        if section.no:
            return None
        own = own_part(section.blocks)
        texts.extend(own.texts)
        fields.extend(own.fields)
    head = read_head(outline.titles[0], outline.places, heading=True)
    if head is None:
        return None
    verdict = outline.context.verdict
    context = replace(outline.context, relations=(), verdict=max(verdict, 0) if outline.context.weak else verdict)
    return Candidate(form="note", head=head, context=context, listing="", texts=tuple(texts[:12]), fields=tuple(fields))


def _sections(note: Note, outline: Outline) -> list[Section]:
    """Where a note speaks of its subject: before and under its title, and where a heading asks what it is."""
    found = [note.root]
    inner = note.root.sections
    if inner and inner[0].heading is outline.title:
        found.append(inner[0])
        inner = inner[0].sections
    return [*found, *(s for s in inner if s.heading is not None and _WHAT.match(s.heading.text))]
