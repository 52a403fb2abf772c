"""Things in running text: a linked or bold name, and a text that says what it is or who runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.folding import fold
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.recognise.candidate import Candidate
from kg.recognise.context import Context
from kg.recognise.defining import defining_kind
from kg.recognise.head import read_head
from kg.recognise.names import is_organisation_name
from kg.recognise.organisation import named_in
from kg.recognise.words import is_generic_link, is_negative, kind_of_word

_ARTICLES = r"(?:l['’]|d['’]|(?:le|la|les|un|une|the|a|an|der|die|das|den|dem|ein|eine|het|de|een|el|los|las|una?)\s)"
_OPENS = re.compile(rf"\W*{_ARTICLES}?\s?(?:[\w\-]+\s){{0,3}}\W*", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"(?:\bl['’]exemple d(?:e|u|es)|\bcomme (?:par exemple )?|\bthe example of|\bbeispiel(?:sweise)? (?:das|die|der)?|\bhet voorbeeld van|\bel ejemplo de(?:l)?)\s*"
    r"(?:l['’]|la |le |les |the |das |die |der |het |de )?$",
    re.IGNORECASE,
)
_APPOSED = re.compile(rf"^\s*(?:\([^)]*\)\s*)?[,:–—-]\s+(?P<what>{_ARTICLES}.*|[^\W\d_].*)$", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"\b(?:in|dans|sur|via|par|by|von|door|selon|according to|laut|chez|bei|at|interview|article|rapport|report|blog|artikel|"
    r"livre|book|buch|film|podcast|exposition|exhibition|ausstellung)\s*(?:le |la |l['’]|the |der |die |das |de |het )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A linked or bold stretch of a line."""

    start: int
    end: int
    linked: bool


def things(
    lines: tuple[Line, ...], context: Context, places: PlaceTable, host: Candidate | None
) -> Iterator[Candidate]:
    """The things that a paragraph (or the text of an item) presents, each with the text up to the next one."""
    for index, line in enumerate(lines):
        names = _names(line)
        taken = [n for i, n in enumerate(names) if _presented(line, n, _until(names, i, line), context, index == 0)]
        for i, name in enumerate(taken):
            last = i + 1 == len(taken)
            rest = line.cut(name.start, None if last else taken[i + 1].start)
            head = read_head(rest, places)
            if head is None or head.start > 2:
                continue
            more = _own_lines(lines[index + 1 :]) if last else ()
            yield Candidate(form="prose", head=head, context=context, listing="", texts=more, host=host)


def _names(line: Line) -> list[_Name]:
    found = [
        _Name(start=x.start, end=x.end, linked=True)
        for x in line.links
        if x.form in ("url", "wiki") and not is_generic_link(line.text[x.start : x.end])
    ]
    for a, b in line.strong:
        if not any(n.start < b and n.end > a for n in found):
            found.append(_Name(start=a, end=b, linked=False))
    found.sort(key=lambda n: n.start)
    return [n for n in found if _is_proper(line.text[n.start : n.end])]


def _is_proper(text: str) -> bool:
    words = text.split()
    small = [w for w in words[1:] if w[:1].islower() and len(w) > 4]
    return (
        bool(words)
        and len(words) <= 8
        and any(c.isupper() for c in text)
        and len(small) <= 2
        and text.rstrip()[-1] not in "?:."
    )


def _until(names: list[_Name], index: int, line: Line) -> int:
    """Where the text that may speak of a name ends: at the next name, if a sentence or item begins with it."""
    for other in names[index + 1 :]:
        if re.search(r"[.;!?]\s+\W*(?:\w+\s){0,2}\W*$", line.text[: other.start]):
            return other.start
    return len(line.text)


def _presented(line: Line, name: _Name, until: int, context: Context, first: bool) -> bool:
    """Whether the text presents the thing: says what it is, who runs it, or gives it as the example of a list."""
    before, after = line.text[: name.start], line.cut(name.end, until)
    text = line.text[name.start : name.end]
    if any(is_negative(w) and not kind_of_word(w) for w in fold(text).split()) or is_organisation_name(text):
        return False
    if _EXAMPLE.search(before):
        return context.verdict > 0
    opens = _OPENS.fullmatch(before) is not None or re.search(r"[.;!?:]\s+\W*(?:\w+\s){0,2}\W*$", before) is not None
    if opens and defining_kind(after, False) and _is_subject(after):
        return True
    if _SPOKEN_OF.search(before) or any(n.start <= name.start < n.end for n in named_in(line)):
        return False
    apposed = _APPOSED.match(after.text)
    said = apposed is not None and bool(defining_kind(line.cut(name.end + apposed.start("what"), until)))
    runs = any(n.relation in ("mxtd:ledBy", "mxtd:funder") for n in named_in(after))
    return (said and (opens or runs)) or (runs and (opens or apposed is not None))


def _is_subject(after: Line) -> bool:
    """Whether the verb stands right behind the name: "X is a …", "X (Suisse) est une …"."""
    return (
        re.match(r"^\s*(?:\([^)]*\)\s*)?,?\s*(?:est|is|ist|es|was|was|war|était|sont|are)\s", after.text, re.IGNORECASE)
        is not None
    )


def _own_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines behind that go on about the same thing: up to the next that begins with a name."""
    found: list[Line] = []
    for line in lines:
        if any(_OPENS.fullmatch(line.text[: n.start]) for n in _names(line)):
            break
        found.append(line)
    return tuple(found)
