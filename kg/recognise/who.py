"""Who runs an entry, who pays for it, what it is part of: names that brackets, fields and phrases say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.fact import Kind
from kg.model.folding import fold
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.model.regex import regex
from kg.recognise.brackets import looks_like_words
from kg.recognise.candidate import Candidate
from kg.recognise.country import place_of
from kg.recognise.defining import runner_behind
from kg.recognise.initiative import is_child
from kg.recognise.names import names_from
from kg.recognise.organisation import Named, active_in, named_in, relative_in, whose_in
from kg.recognise.page import Page, name_thing, values, weak_thing
from kg.recognise.period import looks_like_a_date
from kg.recognise.when import unknown_date
from kg.recognise.where import unknown_place
from kg.recognise.wording import is_organisation_name, looks_like_a_person
from kg.recognise.words import ORGANISATION, kind_of_word


def organisation(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:ledBy`, `mxtd:funder`, and the relations that phrases name."""
    head, key = candidate.head, candidate.key
    said: set[str] = set()
    for piece in head.pieces:
        for term, reach in (("mxtd:ledBy", piece.leader), ("mxtd:funder", piece.funder)):
            if reach is not None:
                said.add(term)
                names = [n for n in names_from(head.line, reach[0], reach[1]) if n[1] <= reach[1]]
                for a, b in names or [reach]:
                    name_thing(page, key, term, head.line, a, b)
    for a, b in head.odd:
        if head.line.text[a:b].strip():
            _odd(candidate, kind, page, a, b)
    for name, term in (("led_by", "mxtd:ledBy"), ("funder", "mxtd:funder"), ("part_of", "dcterms:isPartOf")):
        for line in values(candidate, name):
            for a, b in _without_its_country(_named_parts(line), line, page.places):
                said.add(term)
                name_thing(page, key, term, line, a, b)
    for line in values(candidate, "responsible"):
        for a, b in _named_parts(line):
            if not looks_like_a_person(line.text[a:b]):
                said.add("mxtd:ledBy")
                name_thing(page, key, "mxtd:ledBy", line, a, b)
    for line in [candidate.rest, *candidate.texts]:
        for named in named_in(line):
            called = fold(line.text[named.start : named.end])
            behind = line.text[: named.start].rstrip().endswith(",")
            if (
                (named.relation == "mxtd:ledBy" or behind)
                and not _is_written_as_a_name(line, named)
                and called in page.places.names
                and called.split()[0] not in ORGANISATION
            ):
                continue  # "porté par la Suisse" names a country
            said.add(named.relation)
            name_thing(page, key, named.relation, line, named.start, named.end)
    for line, found in _told(candidate):
        for named in found:
            if named.relation not in said:
                name_thing(page, key, named.relation, line, named.start, named.end)
        said.update(n.relation for n in found)
    if said.isdisjoint(("mxtd:ledBy", "mxtd:funder")):
        for line in (candidate.rest, *candidate.texts[:1]):
            for named in whose_in(line) or (runner_behind(candidate) if line is candidate.rest else ()):
                said.add(named.relation)
                name_thing(page, key, named.relation, line, named.start, named.end)
    if kind == "initiative" and not (is_child(candidate) and candidate.parent and "mxtd:ledBy" in said):
        for term, text, span in candidate.context.relations:
            if term not in said:
                weak_thing(page, key, term, text, span)


def _is_written_as_a_name(line: Line, named: Named) -> bool:
    """Whether what may be a place is linked, all capitals, or said to be an organisation: "développé par FARO", "l'association Aube"."""
    text = line.text[named.start : named.end]
    before = fold(line.text[: named.start]).split()[-1:]
    return (
        not ORGANISATION.isdisjoint(before)
        or (len(text) > 3 and text.isupper())
        or any(named.start <= x.start < named.end for x in line.links)
    )


def _told(candidate: Candidate) -> list[tuple[Line, list[Named]]]:
    """What the sentence around a thing of running text says in the active voice about who runs it."""
    if candidate.form != "prose":
        return []
    after = candidate.head.line.cut(candidate.head.end)
    lead = candidate.lead
    before: list[Named] = []
    if lead is not None:
        announced = named_in(lead) if lead.text.rstrip().endswith(":") else ()
        before = [*(n for n in announced if n.relation in ("mxtd:ledBy", "mxtd:funder")), *active_in(lead)]
    return [(after, relative_in(after)), *([(lead, before)] if lead is not None else [])]


_OF = regex(
    r"\s(?:der|des|de la|de l['’]|de|du|d['’]|of the|of|van|del)\s*(?:l['’]|la |le |les |the |der |die )?$",
    re.IGNORECASE,
)


def _is_in_name(line: Line, start: int) -> bool:
    """Whether what a phrase of a field names only ends a longer name: "Zukunftsfonds der Republik", "Réseau des musées"."""
    before = line.text[:start]
    words = before.split()
    kind = fold(words[0]) if words else ""
    return (
        1 < len(words) <= 4
        and before[:1].isupper()
        and _OF.search(before) is not None
        and bool(kind_of_word(kind) or kind in ORGANISATION)
    )


def _named_parts(line: Line) -> list[tuple[int, int]]:
    """The names in a field's value: those of its phrases, else its parts at commas and semicolons, or at "et"."""
    phrased = [
        (n.start, n.end)
        for n in named_in(line)
        if n.relation in ("mxtd:ledBy", "mxtd:funder") and not _is_in_name(line, n.start)
    ]
    if phrased:
        return phrased
    found: list[tuple[int, int]] = []
    position = 0
    for match in [*re.finditer(r"\s*[,;|]\s*|\s+[/+]\s+|$", line.text)]:
        if match.start() < position:
            continue
        if match.start() > position:
            if "(" in line.text[position : match.start()] and re.search(
                r"\s*\([^()]*\)\s*$", line.text[position : match.start()]
            ):
                end = position + line.text[position : match.start()].index("(")
                names = [n for n in names_from(line, position, end) if n[1] <= end]
                found.extend(names if names and names[-1][1] >= end - 1 else [(position, end)])
                position = match.end()
                continue
            names = names_from(line, position, match.end())
            if names and names[0][1] > match.end():  # "Bundesministerium für Kunst, Kultur und Sport"
                found.append(names[0])
                position = names[0][1]
                continue
            names = [n for n in names if n[1] <= match.start()]
            found.extend(names if names and names[-1][1] >= match.start() - 1 else [(position, match.start())])
        position = match.end()
    return [(a, b) for a, b in found if re.search(r"[^\W\d_]", line.text[a:b])]


def _without_its_country(parts: list[tuple[int, int]], line: Line, places: PlaceTable) -> Iterator[tuple[int, int]]:
    """The names of a field but for the country behind one: "Kulturstiftung der Länder, Deutschland"."""
    for index, (a, b) in enumerate(parts):
        codes = place_of(line.text[a:b], places)
        if index == 0 or not codes or "-" in codes[0] or codes[0] in places.areas:
            yield a, b


def _odd(candidate: Candidate, kind: Kind, page: Page, a: int, b: int) -> None:
    """A bracket's piece that no rule understood: an organisation beside an "x", or information."""
    line = candidate.head.line
    text = line.text[a:b]
    crossed = re.search(r"\s[x×]\s*$", line.text[:a]) is not None and text[:1].isupper()
    legend = candidate.context.legend and text[:1].isupper() and not looks_like_a_date(text)
    if crossed or legend or (kind != "organisation" and _is_runner(candidate, text)):
        named = next(
            (n for n in names_from(line, a, b) if n[1] == b), (a, b)
        )  # "l'université de X" without its article
        name_thing(page, candidate.key, "mxtd:ledBy", line, *named)
        return
    dated = looks_like_a_date(text) or re.fullmatch(r"\d{4,5}", text) is not None
    if len(text) > 60 or not (text[:1].isupper() or dated):
        return
    page.problems.append(
        unknown_date(text, line.span(a, b)) if dated else unknown_place(text, line.span(a, b), page.places)
    )


_NO_RUNNER = frozenset(
    "PDF URL EN FR DE IT ES NL VR AR KI AI CMS FAQ CHF EUR USD GBP OCR MOOC VOD NB TBC TBD CC RGPD DSGVO GDPR".split()
)


def _is_runner(candidate: Candidate, text: str) -> bool:
    """Whether a bracket's piece names who runs it: an organisation by its words, or initials beside a place or period."""
    if is_organisation_name(text) and len(text.split()) > 1:
        return looks_like_words(text) is False or text[:1].isupper()
    initials = re.fullmatch(r"[A-ZÀ-Þ]{3,8}", text) is not None and text not in _NO_RUNNER
    return initials and candidate.head.bracketed
