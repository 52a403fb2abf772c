"""What stands behind a name: brackets, a bare year, a tail of places and dates."""

from __future__ import annotations

import re

from kg.model.folding import fold
from kg.model.note import LONGEST, Line
from kg.model.place import PlaceTable
from kg.model.record import record
from kg.model.regex import regex
from kg.recognise import country, field_names, period
from kg.recognise.names import names_from
from kg.recognise.place_lists import SPLIT
from kg.recognise.wording import is_organisation_name, names_an_organisation
from kg.recognise.words import is_kind

_HARD = regex(r"[,;|•·()\[\]\s](?:(?<=\S)|(?<=\s)(?:[-–—→]|->)\s)\s*")
BY = regex(
    r"^(?:by|par|von|vom|durch|door|por|da|led by|run by|managed by|operated by|port[ée]e? par|men[ée]e? par|développ[ée]e? par|"
    r"géré[e]? par|piloté[e]? par|entwickelt von|getragen von|développé par|créée? par|developed by|created by|ontwikkeld door)\s+(.+)$",
    re.IGNORECASE,
)
FUNDED = regex(
    r"^(?:funded by|financ[ée]e?s? par|soutenue?s? par|gefördert (?:von|durch)|finanziert (?:von|durch)|gefinancierd door|"
    r"financiad[oa] por|subventionn[ée]e? par|supported by|unterstützt von)\s+(.+)$",
    re.IGNORECASE,
)
_TRAILING = regex(r"[\s,–—-]*\s((?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)?)?)\s*$")


@record
class Piece:
    """One part of a bracket: where it stands in its line and what it says."""

    start: int
    end: int
    places: tuple[str, ...] = ()
    period: period.Period | None = None
    leader: tuple[int, int] | None = None
    funder: tuple[int, int] | None = None

    @property
    def understood(self) -> bool:
        """Whether the piece says a place, a period or who runs it."""
        return bool(self.places or self.period or self.leader or self.funder)


def groups(text: str, start: int) -> list[tuple[int, int]]:
    """The brackets of `text` from `start` on, as (after the opening, at the closing)."""
    found: list[tuple[int, int]] = []
    depth, begin = 0, 0
    if "(" not in text:
        return found
    for index in range(start, len(text)):
        char = text[index]
        if char == "(":
            if depth == 0:
                begin = index + 1
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append((begin, index))
    return found


_AND = regex(r"\s(?:et|and|und|en|y|e|[&+x×/])\s")


def pieces(line: Line, start: int, end: int, places: PlaceTable, near: tuple[str, ...] = ()) -> list[Piece]:
    """Read the inside of a bracket (or a tail) between two offsets of a line; `near` are the countries of the context.

    What is too long to be read says nothing, and its problem is that of the line.
    """
    if end - start > LONGEST:
        return []
    whole = _read(line, start, end, places, near, near)
    named = whole.leader is not None or whole.funder is not None
    if whole.understood and not (named and _says_more(line, start, end, places, near)):
        return [whole]
    spans = _parts(line.text, start, end)
    nations = [
        tuple(
            c
            for c in country.place_of(line.text[a:b], places, near) or country.plate_of(line.text[a:b])
            if "-" not in c
        )
        for a, b in spans
    ]
    joined = _AND.search(line.text[start:end]) is not None and "," not in line.text[start:end]
    beside = [near] * len(spans) if joined else _others(near, nations)
    letters = [line.text[a:b] for a, b in spans if b - a == 2 and line.text[a:b].isupper()]
    local = any(all(f"{c}-{code}" in places.parents for code in letters) for c in near)
    listed = len(letters) > 2 and not local  # "EL, IT, PT" are countries, below "Schweiz" "SG, AR, AI" are cantons
    found = [_read(line, a, b, places, beside[i], () if listed else near) for i, (a, b) in enumerate(spans)]
    if len(found) > 1 or spans == [(start, end)]:
        found = [_with_plate(line, p) for p in found]
    found = [_with_kind(line, p, places) for p in found]
    return _without_inner(_with_states(line, found, places), places)


_RUNNERS = frozenset("by par von vom durch door por da".split())  # one stands in all that `BY` and `FUNDED` read


def is_prose(text: str, places: PlaceTable) -> bool:
    """Whether a part of a tail is plainly running text, so that the tail is no row of places, periods and who runs it.

    It has four words or more, one of which stands in no place's name and is no kind; none is of a date or says "by".
    The first part may begin with a city, which nothing needs to know.
    """
    for index, part in enumerate(text.split(",")):
        words = fold(part).split()
        if len(words) > 3 and _RUNNERS.isdisjoint(words):
            known = country.words_of(places)
            told = words if index else words[3:]
            if any(len(w) > 3 and w not in known and not is_kind(w) for w in told) and not period.SIGN.search(
                " ".join(words)
            ):
                return True
    return False


def _others(near: tuple[str, ...], nations: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """For each piece the countries that the others name: "Limbourg, Belgique" is a province.

    What is a country itself is a region only before its country, and when no other is named: "Belgique, Luxembourg"
    are two countries, "Atlanta, Georgia, USA" is none in the Caucasus.
    """
    flat = tuple(c for codes in nations for c in codes)
    found: list[tuple[str, ...]] = []
    at = 0
    for codes in nations:
        before, behind = flat[:at], flat[at + len(codes) :]
        alone = not codes or (not before and len(behind) == 1)
        found.append(near + before + behind if alone else near)
        at += len(codes)
    return found


def _says_more(line: Line, start: int, end: int, places: PlaceTable, near: tuple[str, ...]) -> bool:
    """Whether behind "by X" a comma begins a place, a period or another phrase: "(by the Hill Trust, Wales, 2019)"."""
    return any(
        period.period_of(line.text[a:b]) or country.place_of(line.text[a:b], places, (), near)
        or BY.match(line.text[a:b]) or FUNDED.match(line.text[a:b])
        for a, b in _cut(line.text, start, end, _HARD)[1:]
    )  # fmt: skip


def _without_inner(found: list[Piece], places: PlaceTable) -> list[Piece]:
    """A province before its region is the city of that name: "(Milano, Lombardia)" is Lombardy."""
    outer = {c for p in found for c in p.places}
    return [
        Piece(start=p.start, end=p.end) if p.places and all(places.within.get(c) in outer for c in p.places) else p
        for p in found
    ]


def _with_plate(line: Line, piece: Piece) -> Piece:
    codes = () if piece.understood else country.plate_of(line.text[piece.start : piece.end])
    return Piece(start=piece.start, end=piece.end, places=codes) if codes else piece


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at separators, keeping what reads as one when only softer separators part it."""
    found: list[tuple[int, int]] = []
    for a, b in _cut(text, start, end, _HARD):
        if period.period_of(text[a:b]) is not None or BY.match(text[a:b]) or FUNDED.match(text[a:b]):
            found.append((a, b))
        else:
            found.extend(_cut(text, a, b, SPLIT))
    return _rejoin_ranges(text, found)


def _rejoin_ranges(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`2017 - 2022` is one piece though its dash stands between blanks."""
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if out and period.period_of(text[out[-1][0] : b]) is not None and re.search(r"\d{4}|\d\d$", text[a:b]):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _cut(text: str, start: int, end: int, at: re.Pattern[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin = start
    for match in at.finditer(text, start, end):
        found.append((begin, match.start()))
        begin = match.end()
    found.append((begin, end))
    return [(a, b) for a, b in ((_strip(text, a, b)) for a, b in found) if a < b]


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    part = text[a:b].rstrip()
    return a + len(part) - len(part.lstrip()), a + len(part)


def _read(
    line: Line, a: int, b: int, places: PlaceTable, context: tuple[str, ...], near: tuple[str, ...] = ()
) -> Piece:
    text = line.text[a:b]
    when = period.period_of(text)
    if when is not None:
        return Piece(start=a, end=b, period=when)
    codes = country.place_of(text, places, context, near)
    if codes:
        return Piece(start=a, end=b, places=codes)
    for pattern, name in () if _RUNNERS.isdisjoint(text.casefold().split()) else ((BY, "leader"), (FUNDED, "funder")):
        match = pattern.match(text)
        if match is not None and not _AND_PAID.search(text) and names_from(line, a + match.start(1), a):
            reach = (a + match.start(1), a + match.end(1))
            if name == "leader":
                return Piece(start=a, end=b, leader=reach)
            return Piece(start=a, end=b, funder=reach)
    return _keyed(line, a, b, places, near) if ":" in text else Piece(start=a, end=b)


def _keyed(line: Line, a: int, b: int, places: PlaceTable, near: tuple[str, ...]) -> Piece:
    """A part with its key: "porteur : Région X", "Laufzeit: 2019-2021"."""
    said = field_names.plain(line.cut(a, b))
    if said is None:
        return Piece(start=a, end=b)
    begin = b - len(said.values[0].text)
    value = line.text[begin:b]
    if said.key == "country":
        return Piece(start=a, end=b, places=country.place_of(value, places, near, near))
    if said.key == "period":
        return Piece(start=a, end=b, period=period.period_of(value))
    named = (begin, b) if names_from(line, begin, a) else None
    leader, funder = (named if said.key == key else None for key in ("led_by", "funder"))
    return Piece(start=a, end=b, leader=leader, funder=funder)


def _with_kind(line: Line, piece: Piece, places: PlaceTable) -> Piece:
    """The place of a kind: "réseau européen", "Swiss project"; every word is the kind or the adjective."""
    text = "" if piece.understood else line.text[piece.start : piece.end]
    if not 2 <= len(text.split()) <= 3 or not any(is_kind(fold(w)) for w in text.split()):
        return piece
    found = country.adjectives_in(text, places)
    rest = fold(f"{text[: found[0][0]]} {text[found[0][1] :]}").split() if len(found) == 1 else []
    if not rest or not all(is_kind(w) for w in rest):
        return piece
    return Piece(start=piece.start, end=piece.end, places=(found[0][2],))


_INITIALS = regex(r"[A-ZÀ-Þ]{3,8}")
# Two phrases in one breath ("porté par X et financé par Y") are read as text.
_AND_PAID = regex(
    r"\s(?:et|and|und|en|y|e)\s+(?:\w+\s)?(?:financ|soutenu|subventionn|fund|support|gef[öo]rdert|finanz|unterst|gefinanc|gesubs|apoyad|subvenc|run by|led by|port[ée]|pilot|men[ée]|anim[ée]|getragen|betrieben|beheerd)"
)


def _is_named(text: str) -> bool:
    """Whether a part is an organisation's name, which may begin small: "ministère de la Culture", "fondation Lune"."""
    first, *rest = text.split() or [""]
    small = first.islower() and is_organisation_name(first) and any(w[:1].isupper() for w in rest)
    return small or names_an_organisation(text)


def with_runners(line: Line, found: list[Piece]) -> list[Piece]:
    """Beside a place or period, a piece that is an organisation's name runs it: "– 2013 – Bayerische Staatsbibliothek"."""
    out: list[Piece] = []
    for piece in found:
        text = line.text[piece.start : piece.end]
        whole = names_from(line, piece.start, piece.start)[:1] if not piece.understood and _is_named(text) else []
        if (whole and whole[0][1] >= piece.end - 1) or (not piece.understood and _INITIALS.fullmatch(text)):
            out.append(Piece(start=piece.start, end=piece.end, leader=(piece.start, piece.end)))
        else:
            out.append(piece)
    return out


def _with_states(line: Line, found: list[Piece], places: PlaceTable) -> list[Piece]:
    """Behind a city, a state's short code is the state ("Portland, OR"); the city is no place of ours.

    A city may bear the name of a region elsewhere (Portland in Jamaica): before a state it is the city.
    """
    out: list[Piece] = []
    said = _codes(found)
    for piece in found:
        text = line.text[piece.start : piece.end]
        before = line.text[out[-1].start : out[-1].end] if out else ""
        city = (
            bool(before)
            and before[:1].isupper()
            and not before.isupper()
            and not looks_like_words(before)
            and out[-1].period is None
        )
        state = (
            country.state_of(text, places, tuple(said))
            if (city and not _names_its_country(out[-1], text, places)) or (len(found) > 1 and "US" in said)
            else ()
        )
        whole = state or (piece.places if city and _is_state(piece.places) else ())
        if (whole and out and out[-1].places and not _shares_country(out[-1].places, whole, places)) or (
            state and out and out[-1].places and "-" in out[-1].places[0]
        ):
            out[-1] = Piece(start=out[-1].start, end=out[-1].end)
        out.append(Piece(start=piece.start, end=piece.end, places=state) if state else piece)
    return out


def _names_its_country(before: Piece, text: str, places: PlaceTable) -> bool:
    """Whether what stands before may be a region of the country that the code is of: "Limburg (NL)"."""
    return any(places.country_of(c) == text.strip() for c in before.places)


def _is_state(codes: tuple[str, ...]) -> bool:
    return any(c.startswith(("US-", "CA-", "AU-")) and c != "CA-QC" for c in codes)


def _shares_country(one: tuple[str, ...], two: tuple[str, ...], places: PlaceTable) -> bool:
    return bool({places.country_of(c) for c in one} & {places.country_of(c) for c in two}) or all(
        "-" not in c for c in one
    )


def _codes(found: list[Piece]) -> set[str]:
    return {c for p in found for c in p.places}


def looks_like_words(text: str) -> bool:
    """Whether a piece is running text rather than a name."""
    words = text.split()
    return len(words) > 4 or not any(w[:1].isupper() for w in words)


def is_city(line: Line, found: list[Piece], index: int) -> bool:
    """Whether a piece is a city before its state or country: nothing that needs saying."""
    text = line.text[found[index].start : found[index].end]
    return index + 1 < len(found) and bool(found[index + 1].places) and text[:1].isupper() and len(text.split()) <= 3


_BLANK = regex(r"\s+")


def mixed(line: Line, piece: Piece, places: PlaceTable) -> list[Piece]:
    """A piece such as "Suisse 2019" or "depuis 2020 en Suisse": its place and its period."""
    text = line.text[piece.start : piece.end]
    words = fold(text).split()
    if len(words) < 2 or (_RUNNERS.isdisjoint(words) and _is_no_place(words, places) and not _says_when(words)):
        return []
    for match in _BLANK.finditer(text):
        one = _read(line, piece.start, piece.start + match.start(), places, ())
        if one.understood:
            two = _read(line, piece.start + match.end(), piece.end, places, ())
            if two.understood:
                return [one, two]
    return []


def _is_no_place(words: list[str], places: PlaceTable) -> bool:
    """Whether a word among folded ones stands in no place's name."""
    known = country.words_of(places)
    return any(len(w) > 3 and w not in known for w in words)


def _says_when(words: list[str]) -> bool:
    return period.SIGN.search(" ".join(words)) is not None


def trailing_year(text: str, start: int) -> tuple[int, int] | None:
    """A bare year or range at the end of what follows a name (`… 2020`)."""
    last = text.rstrip()[-1:]
    if not last.isdecimal() and last not in "-–—/":
        return None
    match = _TRAILING.match(text, max(start - 1, 0)) or _TRAILING.match(text, start)
    if match is None or text[start : match.start(1)].strip(" \t,–—-\u00a0"):
        return None
    return match.start(1), match.end(1)
