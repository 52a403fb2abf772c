"""What is being collected about one note, and the ways to add to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.model.addresses import clean_url, is_web
from kg.model.fact import Fact, Iri, Mention, Name, Ref, Value
from kg.model.folding import fold
from kg.model.note import Field, Line, Link, Note, Paragraph
from kg.model.place import PlaceTable
from kg.model.problem import Problem
from kg.model.regex import regex
from kg.model.span import Span
from kg.recognise.candidate import Candidate
from kg.recognise.field_names import term_of
from kg.recognise.language import LANGUAGE, LANGUAGE_KEYS, language_of
from kg.recognise.museum_size import is_everybody, sizes_in


@dataclass(slots=True, kw_only=True)
class Page:
    """What is being collected about one note: mentions, facts, problems."""

    places: PlaceTable
    note: Note
    _language: str | None = None  # once asked for
    mentions: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)  # the `schema:url` of each subject
    addresses: set[str] = field(default_factory=set)  # all of `pages`
    keys: set[str] = field(default_factory=set)  # of the mentions
    own: tuple[str, str] = ("", "")  # the name of what the note is about, folded, and its description
    said: set[tuple[str, str]] = field(default_factory=set)  # what is said of which subject: (subject, property)

    @property
    def language(self) -> str:
        """The language that the note says or is written in."""
        if self._language is None:
            self._language = _language(self.note)
        return self._language

    def add(self, mention: Mention) -> None:
        """Add one mention."""
        self.keys.add(mention.key)
        self.mentions.append(mention)

    def say(self, subject: str, property_: str, value: Value, span: Span, rule: str) -> None:
        """Add one fact."""
        if property_ == "schema:url" and isinstance(value, Iri):
            self.addresses.add(self.pages.setdefault(subject, value.iri))
        self.said.add((subject, property_))
        self.facts.append(Fact(subject=subject, property=property_, value=value, span=span, recogniser=rule))


def _language(note: Note) -> str:
    for line in note.values(*LANGUAGE_KEYS):
        if LANGUAGE.match(line.text):
            return line.text.lower()
    lines = [x.text for s in note.root.walk() for b in s.blocks if isinstance(b, Paragraph) for x in b.lines][:30]
    lines += [s.heading.text for s in note.root.walk() if s.heading is not None][:30]
    return language_of(" ".join(lines))


def values(candidate: Candidate, name: str) -> Sequence[Line]:
    """The values of the candidate's fields for one term."""
    if not candidate.fields:
        return ()
    if candidate.values is None:
        candidate.values = _by_term(candidate.fields)
    return candidate.values.get(name, ())


def _by_term(fields: Iterable[Field]) -> dict[str, list[Line]]:
    """The values of fields by the term that each stands for."""
    found: dict[str, list[Line]] = defaultdict(list)
    for field_ in fields:
        term = term_of(field_)
        if term == "led_by" and any(sizes_in(v.text) or is_everybody(v.text) for v in field_.values):
            term = "target_size"  # "Who: small museums"
        found[term].extend(field_.values)
        if term == "organisation":
            found["led_by"].extend(field_.values)
    return dict(found)


def name_thing(page: Page, subject: str, term: str, line: Line, a: int, b: int) -> None:
    """State that `subject` is led by, funded by, part of … what `line` names from `a` to `b`."""
    link = next((x for x in line.links if a <= x.start + 2 and x.start <= a and x.end <= b + 2), None)
    weak_thing(page, subject, term, line.text[a:b], line.span(a, b), link)


_AMOUNT = regex(
    r"[£€$]|\d[\d\s\u00a0\u202f.,'’]*(?:k|M|Mio|million\w*)?\s?(?:€|\$|£|CHF|EUR|euros?|USD|GBP|francs?|dollars?)\b|\d{1,3}(?:[\s\u00a0\u202f.,'’]\d{3})+\b|0{2,3}\s",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    ["unknown", "inconnu", "inconnue", "a preciser", "unbekannt", "onbekend", "desconocido", "tbd", "tbc", "n a", "aucun", "none", "keine", "keiner", "a verifier", "to be confirmed"]
)  # fmt: skip


def weak_thing(page: Page, subject: str, term: str, text: str, span: Span, link: Link | None = None) -> None:
    """A mention by name only, and the fact that points to it."""
    name = text.strip(" \t\u00a0.,;:«»“”\"'*")
    if not name or _AMOUNT.match(name) or fold(name) in _NOBODY:
        return
    key = f"{span.path}:{span.line}:{span.column}-{span.end}"  # never that of an entry whose name begins here
    org = term in ("mxtd:ledBy", "mxtd:funder")
    pages = (clean_url(link.target),) if link is not None and link.form == "url" and is_web(link.target) else ()
    if key not in page.keys:
        page.add(
            Mention(key=key, kind="organisation" if org else "initiative", span=span, pages=pages,
                    names=(Name(text=name, span=span, recogniser="organisation" if org else "part_of", language=language_of(name)),),
                    wiki=link.target if link is not None and link.form == "wiki" else "", weak=True, entry=org or bool(pages))
        )  # fmt: skip
        if pages:
            page.say(key, "schema:url", Iri(iri=pages[0]), span, "url")
    page.say(subject, term, Ref(key=key), span, "organisation" if org else "part_of")
