"""Where and when a description says that its entry is: in brackets, in its last part, in a sentence of nothing else."""

from __future__ import annotations

import re

from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.model.regex import regex
from kg.recognise import brackets, country
from kg.recognise.place_lists import is_list_of_places

_ROUND = regex(r"[(\[{]([^()\[\]{}]{2,60})[)\]}]")
_PART = r"(?:,|[–—|]|\s[·•/;-])"  # what parts what is said of an entry in one line
_BETWEEN = regex(rf"{_PART}\s+([A-ZÀ-Þ][^,;.()–—:|·•]{{1,30}}?)\s*(?=(?:\([^()]*\)\s*)?{_PART}\s)")
_LAST = regex(rf"{_PART}\s+([^,–—()|·•]{{2,40}}?)\s*[.!]?\s*$")
_LAST_LIST = regex(r"(?:[–—|.;]|\s-)\s+((?:[^–—()|.;,]{2,20},\s*)+[^–—()|.;,]{2,20}?)\s*[.!]?\s*$")


_SENTENCE = regex(r"(?<=[.;]\s)([A-ZÀ-Þ][^.;]{3,80})(?=[.;]|$)")


def later(line: Line, start: int, places: PlaceTable, near: tuple[str, ...] = ()) -> list[brackets.Piece]:
    """What brackets behind a description say, and the line's last part: "– coaching (Irlande)", "…, États-Unis".

    A country in a bracket behind a proper name is that name's ("Marie (Norvège)"): it needs a small word before it.
    """
    text = line.text
    found: list[brackets.Piece] = []
    for match in _ROUND.finditer(text, start):
        if any(x.start <= match.start() < x.end for x in line.links):
            continue
        inside = brackets.pieces(line, match.start(1), match.end(1), places, near)
        inside = [m for p in inside for m in (brackets.mixed(line, p, places) if not p.understood else []) or [p]]
        before = text[: match.start()].split()[-1:]
        city = _CITY.fullmatch(text, start, match.start()) or _OF_REGION.match(text, match.start(1))
        small = city is not None or not before or not before[0][:1].isupper() or len(before[0]) < 3
        told = [p for i, p in enumerate(inside) if p.understood or not brackets.is_city(line, inside, i)]
        if told and all(p.understood for p in told):
            small = small or any(p.period for p in told)
            found.extend(p for p in told if (small or not p.places) and (len(told) > 1 or not _lone_year(line, p)))
    for sentence in _SENTENCE.finditer(text[start:]):
        found.extend(said_alone(line, start + sentence.start(1), start + sentence.end(1), places, near))
    listed = _LAST_LIST.search(text, start)
    if listed is not None and (codes := is_list_of_places(listed.group(1), places)):
        found.append(brackets.Piece(start=listed.start(1), end=listed.end(1), places=codes))
    last = _LAST.search(text, start)
    dated = last is not None and re.search(r"\d{4}\s*$", text[: last.start()]) and re.search(r"\d{4}", last.group(1))
    if last is not None and not dated and not any(p.start <= last.start(1) < p.end for p in found):
        ends = brackets.pieces(line, last.start(1), last.end(1), places, near)
        found.extend(ends if all(p.understood for p in ends) else [])
    if not any(p.places for p in found):
        found.extend(_between(line, start, places, near))
    return found


_OF_REGION = regex(
    r"\s*(?:cantons?|kantone?|kt\.?|provinc\w+|bundesland|comunidad|d[ée]partements?|r[ée]gions?)\b", re.IGNORECASE
)
_CITY = regex(r"[\s,]*[A-ZÀ-Þ][\w'’.-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)?\s*")  # "Nom, Moncton (Nouveau-Brunswick)"


def said_alone(
    line: Line, start: int, end: int, places: PlaceTable, near: tuple[str, ...] = ()
) -> list[brackets.Piece]:
    """A sentence that says nothing but where and when: "Wales, started 2022.", "Piemonte e Liguria, 2015–2019."."""
    if codes := is_list_of_places(line.text[start:end], places, near):
        return [brackets.Piece(start=start, end=end, places=codes)]
    if "," not in line.text[start:end]:
        return []
    found = brackets.pieces(line, start, end, places, near)
    return found if all(p.places or p.period for p in found) else []


def _between(line: Line, start: int, places: PlaceTable, near: tuple[str, ...]) -> list[brackets.Piece]:
    """One place alone between commas, dots or dashes: "central portal, Austria, run by …"; in an enumeration of places it is none."""
    parts = [(m.start(1), m.end(1)) for m in _BETWEEN.finditer(line.text, start)]
    named = [(a, b, codes) for a, b in parts if (codes := country.place_of(line.text[a:b], places, (), near))]
    if len(named) != 1:
        return []
    a, b, codes = named[0]
    behind = re.split(_PART, line.text[b:], maxsplit=2)[1].strip(" .")
    before = re.split(rf"{_PART}|:|\b(?:en|in|de|du|of|à)\b", line.text[:a].rstrip(" ,–—|·•/;-"))[-1].strip()
    if country.place_of(behind, places, (), near):
        return []
    return [] if country.place_of(before, places, (), near) else [brackets.Piece(start=a, end=b, places=codes)]


def _lone_year(line: Line, piece: brackets.Piece) -> bool:
    return re.fullmatch(r"\d{4}", line.text[piece.start : piece.end].strip()) is not None
