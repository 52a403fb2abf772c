"""Several names in one line: "[A](…) (Belgique) ; [B](…) (Vaud)", "Antwerpen: A; B (sinds 2021)", "A / B / C"."""

from __future__ import annotations

import re

from kg.model.folding import fold
from kg.model.note import LONGEST, Line
from kg.model.place import PlaceTable
from kg.model.record import record
from kg.model.regex import regex
from kg.recognise import field_names
from kg.recognise.context import Context
from kg.recognise.place_lists import is_list_of_places
from kg.recognise.wording import looks_like_a_person, names_an_organisation, reads_like_a_name
from kg.recognise.words import is_generic_link, is_navigation

_BEFORE = regex(r"(?P<label>[^:;/()\[\]]{2,40}?)\s?:\s+(?=\S)")
_SIGNS = ((regex(r"\s*;\s+"), 2), (regex(r"\s+/\s+"), 3))  # two names between strokes are often one in two languages
_BRACKETS = regex(r"\s*\([^()]*\)")
_MARKS = " \t\u00a0*_\"'«»“”„.!"


@record
class Series:
    """The parts of a line that each name a thing, and what stands before a colon ahead of them all."""

    label: Line | None
    parts: tuple[Line, ...]


def series_in(line: Line, places: PlaceTable, context: Context) -> Series | None:
    """The names that a line lists, where it lists several: all of them linked, or below what announces entries."""
    text = line.text
    if len(text) > LONGEST or (";" not in text and " / " not in text):
        return None
    match = _BEFORE.match(text)
    label = line.cut(0, match.end()) if match is not None else None
    if match is not None and field_names.property_of(match["label"]) is not None:
        return None  # "Pays : Suisse ; France"
    for sign, fewest in _SIGNS:
        parts = _parts(line, match.end() if match is not None else 0, sign)
        if any(is_navigation(fold(p.text)) for p in parts):
            return None  # "[Home](…) / [Support](…) / Digital"
        if len(parts) >= fewest and all(_is_named(p, places, context) for p in parts):
            people = all(looks_like_a_person(p.text) for p in parts if not p.links)
            return None if people and not any(p.links for p in parts) else Series(label=label, parts=tuple(parts))
    return None


def _parts(line: Line, begin: int, sign: re.Pattern[str]) -> list[Line]:
    """The parts of a line between signs that stand in no bracket and in no link."""
    ends = [m for m in sign.finditer(line.text, begin) if not _is_inside(line, m.start())]
    begins = [begin, *(m.end() for m in ends)]
    stops = [*(m.start() for m in ends), len(line.text)]
    return [line.cut(a, b) for a, b in zip(begins, stops, strict=True) if line.text[a:b].strip()]


def _is_inside(line: Line, at: int) -> bool:
    before = line.text[:at]
    return before.count("(") > before.count(")") or any(x.start <= at < x.end for x in line.links)


def _is_named(part: Line, places: PlaceTable, context: Context) -> bool:
    link = part.links[0] if part.links else None
    if link is not None:
        said = part.text[link.start : link.end]
        return not part.text[: link.start].strip(_MARKS) and link.form in ("url", "wiki") and not is_generic_link(said)
    bare = _BRACKETS.sub("", part.text).strip(_MARKS)
    if context.verdict <= 0 or not (bare[:1].isupper() or context.small) or not reads_like_a_name(bare):
        return False
    runs = names_an_organisation(bare) or (bare.isupper() and " " not in bare)  # "Guía Digital; IAPH" says who runs it
    return not runs and not is_list_of_places(bare, places)
