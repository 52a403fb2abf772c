"""Where an entry is: what stands beside its name, in its fields, its own sentences, and last in its context."""

from __future__ import annotations

import re

from kg.model.codes import CODES
from kg.model.fact import Kind, Place
from kg.model.folding import fold
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.model.problem import Problem
from kg.model.regex import regex
from kg.model.span import Span
from kg.model.text import either, holds
from kg.recognise import brackets, descriptions
from kg.recognise.candidate import Candidate
from kg.recognise.context import serves
from kg.recognise.country import adjectives_in, is_ambiguous, place_of, suggestions
from kg.recognise.defining import behind_name, defining_kind, own_sentences
from kg.recognise.organisation import active_in, named_in, relative_in
from kg.recognise.page import Page, values
from kg.recognise.words import kind_of_word


def country(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:country`, `mxtd:region`, `mxtd:area`: bracket or field, own sentence, context."""
    head = candidate.head
    found: list[tuple[str, Span]] = [(c, head.line.span(p.start, p.end)) for p in head.pieces for c in p.places]
    for line in values(candidate, "country"):
        found.extend(_places_of_field(line, page, candidate.context.near))
    for line in (behind_name(candidate), *candidate.texts):
        for match in _PARTNERS.finditer(line.text) if _PARTNER_WORD.search(line.text) is not None else ():
            found.extend(_countries_beside(line.cut(match.start(1), match.end(1)), page, partners=True))
    for line in values(candidate, "unnamed"):
        pieces = brackets.pieces(line, 0, len(line.text), page.places)
        found.extend((c, line.span()) for p in pieces if all(q.places for q in pieces) for c in p.places)
    for name in ("partners", "led_by", "responsible"):
        for line in values(candidate, name):
            found.extend(_countries_beside(line, page, partners=name == "partners"))
    if not found:
        found = [(c, line.span(p.start, p.end)) for line, p in later_pieces(candidate, page) for c in p.places]
    if not found:
        found = _own_place(candidate, page.places) or _tagged_place(candidate, page)
    if not found and kind != "resource" and candidate.form != "inline" and not _parent_elsewhere(candidate):
        found = _narrowed(list(candidate.context.places), head.name, page.places)
    inner = {c for c, _ in found}
    for code, span in dict(reversed(found)).items():
        if any(page.places.country_of(o) == code and o != code for o in inner) or code == "001":
            continue
        term = "mxtd:area" if code in page.places.areas else "mxtd:region" if "-" in code else "mxtd:country"
        page.say(candidate.key, term, Place(code=code), span, "country")
        if term == "mxtd:region":
            page.say(candidate.key, "mxtd:country", Place(code=page.places.country_of(code)), span, "country")


def _narrowed(inherited: list[tuple[str, Span]], name: str, places: PlaceTable) -> list[tuple[str, Span]]:
    """Of several countries of a heading, those that the name itself names: below "Schweiz / Österreich" "ICOM Österreich"."""
    if len(inherited) < 2 or any("-" in code for code, _ in inherited):
        return inherited  # "Basel" in a name may be the city that two cantons share
    named = {code for _, _, code in adjectives_in(name, places)}
    return [x for x in inherited if x[0] in named] or inherited


_PARTNERS = regex(
    r"\b(?:[Pp]artners?(?:\s+(?:from|in|countries))?\s*:?|[Cc]ountries\s?:|[Pp]ays\s?:|[Ll]änder\s?:|[Ll]anden\s?:|[Pp]aíses\s?:)\s+((?:[A-ZÀ-Þ][^.;|]*?)(?=[.;|]|$))"
)


_PARTNER_WORD = regex("artner|ountries|ays|änder|anden|aíses")  # without one the other is not worth trying


_BRACKETED = regex(r"\(([A-Za-zÀ-ÿ ,/]{2,30})\)")


_LAST_PART = regex(r",\s+([^,;()]{2,30})$")


def _countries_beside(line: Line, page: Page, *, partners: bool) -> list[tuple[str, Span]]:
    """Countries in brackets behind organisations ("Ars Electronica (AT)"), or listed as partners ("NL, PL, ES")."""
    spans = [(m.start(1), m.end(1)) for m in _BRACKETED.finditer(line.text)]
    spans.extend((m.start(1), m.end(1)) for m in [_LAST_PART.search(line.text)] if m and not partners)
    if partners:
        ends = [*re.finditer(r"\s*(?:[,;()&]|\band\b|\bet\b|\bund\b|\ben\b|\by\b)\s*(?:the\s)?", line.text), None]
        begin = 0
        for end in ends:
            spans.append((begin, end.start() if end else len(line.text)))
            begin = end.end() if end else begin
    found = [(c, line.span(a, b)) for a, b in spans if a < b for c in place_of(line.text[a:b], page.places)]
    regions = {c.split("-")[0] for c, _ in found if "-" in c}
    return [(c, s) for c, s in found if c not in regions]


_FIRST_SENTENCE = regex(r"([A-ZÀ-Þ][^.;:]{3,80})[.;]?(?=\s|$)")


def _opening(line: Line, places: PlaceTable, near: tuple[str, ...]) -> list[brackets.Piece]:
    """What the line below a name says in a first sentence of nothing else, or in brackets where it begins with what the thing is."""
    first = _FIRST_SENTENCE.match(line.text)
    found = descriptions.said_alone(line, *first.span(1), places, near) if first is not None else []
    begins = fold(line.text.partition("(")[0]).split()[:3] if not found and "(" in line.text else []
    return descriptions.later(line, 0, places, near) if any(kind_of_word(w) for w in begins) else found


def later_pieces(candidate: Candidate, page: Page) -> tuple[tuple[Line, brackets.Piece], ...]:
    """The places and periods that stand in the description of an entry, behind what stands behind its name; or in the line below it,
    where that begins with what it is: "Réseau de médiateurs (Hauts-de-France, 2018-2022)"."""
    if candidate.later is None:
        head, near = candidate.head, candidate.context.near
        found = [(head.line, p) for p in descriptions.later(head.line, head.rest, page.places, near)]
        if not found and candidate.texts:
            found = [(candidate.texts[0], p) for p in _opening(candidate.texts[0], page.places, near)]
        candidate.later = tuple(found)
    return candidate.later


_TAG = regex(r"(?<![\w/&#])#([^\W\d_][\w-]*)")


def _tagged_place(candidate: Candidate, page: Page) -> list[tuple[str, Span]]:
    """A tag of its own line that is a place: `#UK`, `#Bayern`."""
    line = candidate.head.line
    return [
        (code, line.span(m.start(), m.end()))
        for m in _TAG.finditer(line.text)
        for code in place_of(m.group(1).replace("_", " "), page.places)
    ]


def _places_of_field(line: Line, page: Page, near: tuple[str, ...]) -> list[tuple[str, Span]]:
    """The places of a field's value, read like a bracket: several, or a city before its state or country."""
    if not line.text:
        return []
    pieces = _with_parts(line, page, near) or brackets.pieces(line, 0, len(line.text), page.places, near)
    for index, piece in enumerate(pieces):
        if not piece.understood and not brackets.is_city(line, pieces, index):
            text = line.text[piece.start : piece.end]
            page.problems.append(unknown_place(text, line.span(piece.start, piece.end), page.places))
    return [(c, line.span(p.start, p.end)) for p in pieces for c in p.places]


_PARTS_BEHIND = regex(r"([^()]+)\(([^()]+)\)\s*")


def _with_parts(line: Line, page: Page, near: tuple[str, ...]) -> list[brackets.Piece]:
    """A country with parts of it in brackets, "CH (GR, TI)": it tells what their codes mean."""
    match = _PARTS_BEHIND.fullmatch(line.text)
    outer = brackets.pieces(line, 0, len(match[1].rstrip()), page.places, near) if match is not None else []
    if match is None or not outer or not all(p.places for p in outer):
        return []
    around = tuple(c for p in outer for c in p.places)
    return [*outer, *brackets.pieces(line, *match.span(2), page.places, (*around, *near))]


def _parent_elsewhere(candidate: Candidate) -> bool:
    """Whether what it is nested in has a place of its own: that is nearer than the heading's."""
    parent = candidate.parent
    if parent is None:
        return False
    around = {c for c, _ in candidate.context.places}
    if len(around) > 1 and any(p.places for p in parent.head.pieces):
        return True  # a title with several places says less than its parent's own
    own = {c for p in parent.head.pieces for c in p.places}
    return any(c not in around and c.split("-")[0] not in around for c in own) or _parent_elsewhere(parent)


_BASED = regex(
    r"\b(?:based in|basée? (?:en|à|au|aux)|établie? (?:en|à|au)|mit sitz in|ansässig in|gevestigd in|con sede en|située? (?:en|à|au)|located in|aus)\s+(?:the\s+)?([A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*)",
    re.IGNORECASE,
)


_IN_CANTON = regex(
    r"\b(?:im|in|dans le|dans la|du|en el|en la|in de|in the|in der)\s+((?:Kanton|Bundesland|Land|canton (?:de |du |d['’])|province (?:de |du |of )|provincie|provincia de|comunidad de|state of|canton of)\s?[A-ZÀ-Þ][\w'’-]+)"
)


# What stands in all that the two read.
_CANTON_SIGNS = ("anton", "land", "provinc", "comun", "state")
_BASED_SIGNS = ("bas", "établ", "tz ", "ansäss", "gevest", "sede", "tué", "located", "aus")


_FROM = regex(
    r"\b(?:[Aa]us|[Ff]rom|[Dd]esde|[Uu]it|[Ee]n|[Ii]n|[Aa]ux?|[Dd]ans|[Dd]e|[Dd]u|[Dd]['’])\s?(?:the |la |le |l['’]|les |el )?(?:(?:canton|province|Kanton) (?:de |du |d['’])?)?"
    r"([A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,2}(?:, [A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,1})?)"
)


_SENTENCE_END = regex(r"(?<=[a-zà-ÿ)\d])[.!?;]\s")


def _own_place(candidate: Candidate, places: PlaceTable) -> list[tuple[str, Span]]:
    """The adjective beside the kind in the entry's own sentences; "based in Norway"; what stands before it."""
    spoken = candidate.form == "prose"
    for line, bare in own_sentences(candidate):
        if not (spoken or defining_kind(line, bare)):
            continue
        starts = [0, *(m.end() for m in _SENTENCE_END.finditer(line.text))]
        for begin, end in list(zip(starts, [*starts[1:], len(line.text)], strict=True))[: 3 if spoken else 1]:
            found = _beside_kind(line.cut(begin, end), places)
            if found is not None:
                return [found]
    lead = candidate.lead
    if lead is not None and (beside := [x for x in adjectives_in(lead.text, places) if x[1] == len(lead.text)]):
        return [(beside[-1][2], lead.span(beside[-1][0], beside[-1][1]))]
    for said in reversed(list(_FROM.finditer(lead.text))) if lead is not None else []:
        pieces = (
            brackets.pieces(lead, said.start(1), said.end(1), places, candidate.context.near)
            if lead is not None
            else []
        )
        if lead is not None and pieces and pieces[-1].places:
            return [(pieces[-1].places[0], lead.span(said.start(1), said.end(1)))]
    for line in [behind_name(candidate), *candidate.texts[:3]]:
        for pattern, signs in ((_IN_CANTON, _CANTON_SIGNS), (_BASED, _BASED_SIGNS)):
            for match in pattern.finditer(line.text) if holds(line.text.casefold(), *signs) else ():
                behind = re.compile(r",\s+(?:[A-Z]{2}\b|[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)").match(
                    line.text, match.end()
                )
                end = behind.end() if behind else match.end(1)
                codes = tuple(c for p in brackets.pieces(line, match.start(1), end, places) for c in p.places)
                if codes and match.group().casefold()[:3] != "aus":
                    return [(codes[-1], line.span(match.start(1), end))]
    return []


_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")


_IN_PLACE = regex(r"\s(?:in|en|à|im|aus|de)\s(?:la |le |der |het )?$")
_OF_PLACE = regex(r"\b(?:der|des|de|du|of|von|van|del|d['’])\s*(?:la |le |l['’]|the )?$")


_PARTS = frozenset(",;/|·•–—")


def _beside_kind(sentence: Line, places: PlaceTable) -> tuple[str, Span] | None:
    """The place that an adjective near the kind says, or "of …" behind it: "plateforme suisse", "Bibliothek der Schweiz"."""
    words = list(_WORD.finditer(sentence.text))
    kinds = [i for i, w in enumerate(words) if kind_of_word(fold(w.group()))][:2]
    for a, b, code in adjectives_in(sentence.text, places) if kinds else []:
        if code == "001" or serves(sentence.text, a, b) or _named_by(sentence, a, b):
            continue
        for kind in kinds:
            low, high = words[max(kind - 3, 0)].start(), words[min(kind + 3, len(words) - 1)].end()
            parted = sentence.text[:a].rstrip()[-1:] in _PARTS  # "plateforme, France, Suisse": no Swiss platform
            name = sentence.text[a].isupper() and (parted or fold(sentence.text[a:b]) not in places.adjectives)
            of = (
                _IN_PLACE.match(sentence.text[words[kind].end() : a]) is not None
                or _OF_PLACE.search(sentence.text[:a]) is not None
            )
            if low <= a and b <= high and (not name or (of and a > words[kind].start())):
                return code, sentence.span(a, b)
    return None


def _named_by(line: Line, a: int, b: int) -> bool:
    return any(n.start <= a and b <= n.end for n in [*named_in(line), *relative_in(line), *active_in(line)])


def unknown_place(text: str, span: Span, places: PlaceTable) -> Problem:
    several = is_ambiguous(text, places)
    near = suggestions(text, places)
    if several:
        return CODES["KG202"].at(span, text=text, places=", ".join(several))
    return CODES["KG201"].at(span, hint=bool(near), text=text, near=either(near))
