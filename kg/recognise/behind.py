"""What stands behind a name in its line: brackets, years, tails of places and dates, who runs it."""

from __future__ import annotations

import re

from kg.model.folding import fold, fold_same
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.model.regex import regex
from kg.recognise import brackets
from kg.recognise.brackets import Piece
from kg.recognise.candidate import Head
from kg.recognise.country import place_of
from kg.recognise.names import names_from
from kg.recognise.organisation import whose_in
from kg.recognise.period import Period, period_of
from kg.recognise.place_lists import FLAG, flag_of
from kg.recognise.wording import is_organisation_name

SYMBOL = regex(r"[\u2190-\u21ff\u2600-\u27bf\ufe0f\u200d\U0001F000-\U0001FAFF]")
ENDED = regex(
    r"\s+((?:clos|close|fermée?|terminée?|arrêtée?|closed|ended|gestopt|gesloten|beendet|eingestellt|geschlossen|cerrad[oa]|finalizad[oa])(?:\s+(?:en|in|depuis|since|seit|sinds|desde)\s+(?:19|20)\d\d)?)\s*(?=$|[.,;(–—])",
    re.IGNORECASE,
)
_LANGUAGES = regex(r"(?:FR|DE|EN|IT|ES|NL|PT|RM)(?:\s?[/,&+]\s?(?:FR|DE|EN|IT|ES|NL|PT|RM))+")


_SPELL = regex(
    r"\s+((?:[^\W\d_]{3,9}\.?\s+)?(?:19|20)\d\d\s*(?:[–—→-]|->|to|bis|à)\s*(?:[^\W\d_]{3,9}\.?\s+)?(?:19|20)\d\d)(?=\s*(?:[,;.|]|$|\s[–—-]))"
)


_TAIL_BY = regex(
    r"^,?\s+(?:de la|de l['’]|de|du|des|d['’]|by|von der|von|vom|van|par|door|por|der|des)\s+(?=(?:la |l['’]|les |the |de |het |der |el )?(?:[A-ZÀ-Þ\d]|minist[èe]re |ministerio |ministerie |universit[ée] |universidad |universiteit |office |conseil |d[ée]partement |gouvernement |gobierno ))"
)


_CLOSING = regex(r'[\u00a0\u202f ]?»|[”“"*_]')


def read_behind(head: Head, places: PlaceTable, near: tuple[str, ...]) -> Head:
    """All that follows the name: brackets, years, tails of places and dates, "de Kreative"."""
    line, text = head.line, head.line.text
    position = max(head.rest, head.end)
    if (closing := _CLOSING.match(text, position)) is not None:
        position = closing.end()
    found = list(head.pieces)
    odd: list[tuple[int, int]] = []
    acronym = head.acronym
    if by := _TAIL_BY.match(text[position:]):
        names = names_from(line, position + by.end())
        ends = re.match(r"\s*(?:\(|[,;:.]|[-–—]|$)", text[names[-1][1] :]) if names else None
        if names and (ends or is_organisation_name(text[slice(*names[-1])])):
            found.extend(Piece(start=a, end=b, leader=(a, b)) for a, b in names)
            position = names[-1][1]
    begin = position
    while position < min(len(text), begin + _ALL):
        if found and (runners := _runners(line, position, places)):
            found.extend(runners)
            position = runners[-1].end
            continue
        if len(found) > len(head.pieces):
            head = replace(head, pieces=tuple(found))
        step = _step(line, position, places, head, near)
        if step is None:
            runners = _runners(line, position, places)  # "| FARO | 2021–2023"
            if runners and _TO_PAGE.match(text, runners[-1].end):  # "– Stiftung X – https://…"
                found.extend(runners)
                position = runners[-1].end
                break
            step = _step(line, runners[-1].end, places, head, near) if runners else None
            if step is None or not any(p.period or p.places for p in step[1]):
                break
            found.extend(runners)
        position, more, unclear, short = step
        found.extend(more)
        odd.extend(unclear)
        acronym = acronym or short
    rest = position
    while rest < len(text) and text[rest] in " \t\u00a0,:;–—-|.=→":
        rest += 1
    if len(found) == len(head.pieces) and not odd and (acronym, rest) == (head.acronym, head.rest):
        return head
    return replace(head, pieces=tuple(found), odd=tuple(odd), acronym=acronym, rest=rest)


_Step = tuple[int, list[Piece], list[tuple[int, int]], tuple[int, int] | None]


# "[Museomix](…) 2013 (Bretagne)", "[Lab](…) 2016, fermé depuis 2021".
_BARE_YEAR = regex(
    r"\s+((?:19|20)\d\d(?:\s?[–-]\s?(?:(?:19|20)?\d\d)?|\s(?:t/m|tot|bis|à|to)\s(?:19|20)\d\d)?)(?=\s*[,;(\[]|\s[–—-]\s|\s+[A-ZÀ-Þ]|\s*$)"
)


_TAIL_END = regex(r"\s(?:[–—·•]|-|->)\s|\.\s|\.$|:\s|;\s|\s?[(\[{]|\s\|\s|\s;|$")


_TAIL = regex(r"\s*(?:,|[-–—|:·•→]|->|;)\s+")


_DOTS = regex(r"(?:\.{2,4}|…)\s*(?=[(\[])")  # "[Nom](…)... (Bruxelles)"


def _step(line: Line, position: int, places: PlaceTable, head: Head, near: tuple[str, ...]) -> _Step | None:
    text = line.text
    start = position
    while start < len(text) and text[start] in " \t\u00a0\u202f":
        start += 1
    if (dots := _DOTS.match(text, start)) is not None:
        start = dots.end()
    char = text[start : start + 1]
    if char and char in "([{":
        return _bracket(line, start, places, head, near)
    if char > "\u2000":
        if flag := FLAG.match(text, start):
            codes = flag_of(flag.group(), places)
            return flag.end(), [Piece(start=start, end=flag.end(), places=codes)] if codes else [], [], None
        if SYMBOL.match(char) and char != "→":
            return start + 1, [], [], None
    if (char.isalnum() or char.isspace()) and (spelled := _dated(text, position, head)) is not None:
        return spelled
    if head.pieces and head.pieces[-1].period and text[position : start + 1].isspace() is False:
        whole = len(text.rstrip(" ."))
        if len(text[start:whole].split()) <= 4 and (codes := place_of(text[start:whole], places, (), near)):
            return len(text), [Piece(start=start, end=whole, places=codes)], [], None
    year = brackets.trailing_year(text, position)
    if year is not None and (when := period_of(text[year[0] : year[1]])):
        return len(text), [Piece(start=year[0], end=year[1], period=when)], [], None
    tail = _TAIL.match(text, position) if char and (char in ",-–—|:·•→;" or char.isspace()) else None
    if tail is None:
        return None
    begin = tail.end()
    if (begin < len(text) and text[begin] in "([{") or FLAG.match(text, begin):
        return _step(line, begin, places, head, near)
    stop = _TAIL_END.search(text, begin, begin + 2 * _LONGEST)
    end = stop.start() if stop else begin
    for limit in dict.fromkeys((end, begin + len(text[begin:end].split(",")[0]))):
        if not begin < limit <= begin + _LONGEST:
            continue
        if brackets.is_prose(text[begin:limit], places):
            continue
        found = brackets.pieces(line, begin, limit, places, near)
        found = [m for p in found for m in (brackets.mixed(line, p, places) if not p.understood else []) or [p]]
        if found and all(p.understood for p in found):
            return limit, found, [], None
        if _city_tail(line, found):  # or who runs it: "…, Kulturstiftung X, 2021/22"
            return limit, [p for p in brackets.with_runners(line, found) if p.understood], [], None
    return None


def _dated(text: str, position: int, head: Head) -> _Step | None:
    """A word that it is over, from when to when, or a bare year: "… fermé depuis 2020", "… 2013 (Bretagne)"."""
    if ended := ENDED.match(text, position):
        closed = period_of(ended.group(1)) or Period(status="closed")
        return ended.end(), [Piece(start=ended.start(1), end=ended.end(1), period=closed)], [], None
    if spell := _SPELL.match(text, position):
        when = period_of(spell.group(1))
        if when is not None:
            return spell.end(1), [Piece(start=spell.start(1), end=spell.end(1), period=when)], [], None
    if (head.link is not None or head.pieces or head.whole is not None) and (bare := _BARE_YEAR.match(text, position)):
        when = period_of(bare.group(1))
        if when is not None:
            return bare.end(1), [Piece(start=bare.start(1), end=bare.end(1), period=when)], [], None
    return None


_ALL = 1200  # characters behind a name that may be brackets, dates and tails
_LONGEST = 300  # characters of a tail of places and dates: what goes on for longer is a text
_TO_PAGE = regex(r"\s*(?:[–—,;:|-]\s*)?(?:https?://|www\.)")
_TO_RUNNERS = regex(r"\s*(?:,|[-–—|·•]|;)\s+")
_RUNNERS_END = regex(r"\s(?:[–—|·•]|-)\s|\.\s|\.$|;|\s?[(\[{]|$")
_CROSS = regex(r"\s[x×&+]\s")


def _runners(line: Line, position: int, places: PlaceTable) -> list[Piece]:
    """The next part of a tail when it is wholly names of organisations: "– seit 2012 – Landesarchiv X", "– X x Y –"."""
    tail = _TO_RUNNERS.match(line.text, position)
    if tail is None or place_of(line.text[tail.end() :].split(" –")[0], places):
        return []
    stop = _RUNNERS_END.search(line.text, tail.end(), tail.end() + 2 * _LONGEST)
    end = stop.start() if stop else len(line.text)
    if end > tail.end() + _LONGEST:
        return []
    cuts = list(_CROSS.finditer(line.text, tail.end(), end))
    spans = list(zip([tail.end(), *(m.end() for m in cuts)], [*(m.start() for m in cuts), end], strict=True))
    read = brackets.with_runners(line, [Piece(start=a, end=b) for a, b in spans])
    if any(whose_in(line.cut(a, b)) for a, b in spans):
        return []  # "Förderprogramm der Kulturstiftung des Bundes" is what it is, and whose
    if not any(p.leader for p in read) or not all(p.leader or line.text[p.start].isupper() for p in read):
        return []
    return [p if p.leader else Piece(start=p.start, end=p.end, leader=(p.start, p.end)) for p in read]


def _city_tail(line: Line, found: list[Piece]) -> bool:
    """`Halifax, Nova Scotia, Canada` behind a dash: a city, then places only."""
    return (
        len(found) > 1
        and not found[0].understood
        and all(p.places or (p.period is not None and (p.period.start or p.period.end)) for p in found[1:])
        and (len(line.text[found[0].start : found[0].end].split()) <= 3 and line.text[found[0].start].isupper())
    )


def _bracket(line: Line, start: int, places: PlaceTable, head: Head, near: tuple[str, ...]) -> _Step | None:
    text = line.text
    closing = {"[": "]", "{": "}"}.get(text[start], ")")
    if any(x.start <= start < x.end for x in line.links):
        return None
    depth, end = 0, -1
    for index in range(start, len(text)):
        depth += (text[index] == text[start]) - (text[index] == closing)
        if depth == 0:
            end = index
            break
    if end < 0:
        return None
    inside = text[start + 1 : end]
    if inside.startswith("^"):
        return end + 1, [], [], None  # a footnote
    if any(x.start >= start and x.end <= end and x.form in ("url", "bare") for x in line.links):
        return end + 1, [], [], None
    spelled = _expands(head.name, inside) and not place_of(inside, places)
    full = _FULL.fullmatch(inside) is not None and _SHORT_NAME.fullmatch(head.name) is not None
    spelled = spelled or (full and not place_of(inside, places) and period_of(inside) is None)
    short = (start + 1, end) if is_acronym(inside, head.name) or spelled else None
    if short or (_LANGUAGES.fullmatch(inside) and any(p.places for p in head.pieces)):
        return end + 1, [], [], short
    found = brackets.pieces(line, start + 1, end, places, near)
    found = [m for p in found for m in (brackets.mixed(line, p, places) if not p.understood else []) or [p]]
    if any(p.understood for p in found):
        found = brackets.with_runners(line, found)
    odd = (
        []
        if short
        else [
            (p.start, p.end) for i, p in enumerate(found) if not p.understood and not brackets.is_city(line, found, i)
        ]
    )
    return end + 1, [p for p in found if p.understood], odd, short


# "DOORS (Digital Incubator for Museums)", "CER.ES (Red Digital …)"
_SHORT_NAME = regex(r"(?=.*[A-Z].*[A-Z])[\w.'’-]{3,12}")


_FULL = regex(r"[A-ZÀ-Þ][\w'’-]+(?:\s[\w'’-]+){2,9}")


def _expands(short: str, full: str) -> bool:
    """Whether a bracket spells out a name made of initials or beginnings: "Mu.SA (Museum Sector Alliance)"."""
    words = [w for w in fold(full).split() if len(w) > 2]
    letters = fold(short).replace(" ", "")
    if len(short.split()) > 1 or not 2 <= len(words) <= 8 or not full[:1].isupper() or len(letters) > 14:
        return False
    if re.search(r"[,;\d]", full) or words[0] == letters or not any(c.isupper() for c in short[1:]):
        return False
    position = 0
    for word in words:
        found = letters.find(word[0], position)
        if found < 0:
            return len(letters) > 4 and words[0][:3] == letters[:3]
        position = found + 1
    return letters[0] == words[0][0]


_WORD = regex(r"[^\W_]+")


_NO_LETTER = regex(r"[\W_]")


_SMALL = frozenset(
    """
    l d le la les de des du en au aux sur et pour a der die das den dem und fur im in auf zu the of and for on at het een van voor
    op el los las del y para con
    """.split()
)


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` is made of the initials of `name` ("DDB", "Deutsche Digitale Bibliothek")."""
    if " " in short.strip():
        return False
    letters = _NO_LETTER.sub("", fold_same(short))
    if not (2 <= len(letters) <= 8) or not any(c.isupper() for c in short):
        return False
    words = fold(name).split()
    initials = "".join(w[0] for w in words)
    big = "".join(w[0] for w in _WORD.findall(name) if w[0].isupper()).casefold()
    long = "".join(w[0] for w in words if w not in _SMALL)
    if letters in (initials, fold_same(big), long) or (len(letters) > 2 and initials.startswith(letters)):
        return True
    return len(letters) > 2 and short.strip().isupper() and len(words) == 1 and _in_order(letters, words[0])


def _in_order(letters: str, word: str) -> bool:
    """Whether letters stand in a compound in their order, the first at its beginning ("LDP": Landesdigitalisierungsprogramm)."""
    rest = iter(word)
    return len(word) > 12 and letters[0] == word[0] and all(c in rest for c in letters)
