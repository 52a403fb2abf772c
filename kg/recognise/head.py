"""The first line of an item: its name, its page, what stands in brackets, and where the rest begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.model.folding import fold, fold_same, without_article
from kg.model.note import Line, Link
from kg.model.place import PlaceTable
from kg.recognise import brackets
from kg.recognise.brackets import Piece
from kg.recognise.country import place_of
from kg.recognise.names import is_funder_name, names_an_organisation, names_from
from kg.recognise.period import Period, period_of
from kg.recognise.words import is_generic_link, kind_of_word

_LEAD = re.compile(r"^[\s\u200d\u2600-\u27bf\ufe0f\U0001F000-\U0001FAFF→➔•·»>*\-–—]+")
_DATE = re.compile(
    r"^(?:(?:le|am|on|bis|by|jusqu['’]au|deadline|délai|frist|date limite|vor|before|avant le|tot|hasta(?: el)?)\s*:?\s*)?"
    r"(?:\d{1,2}[./]\d{1,2}(?:[./](?:\d{2}|\d{4}))?\.?(?=\s*[:–—-])|\d{1,2}\.?\s+[^\W\d]{3,10}\.?(?:,\s*\d{1,2}\s?[hH:]\w*(?:\s\w+)?)?(?=\s*[–—])|\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})|\d{4}-\d\d-\d\d|\d{1,2}(?:er|st|nd|rd|th|\.)?\s+[^\W\d]{3,10}\.?\s+\d{4}|[^\W\d]{3,10}\s+\d{1,2},?\s+\d{4})\s*(?:[:–—-]|,)\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s#(?=\w)|\s(?:[-–—|:→=·•]|->)\s|\s?[–—]\s|[:;]\s|\s?[:;]$|\s?\(|\s[\[{]|\[\^|,\s|\.\s|\.$")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zà-ÿ]{2,}", re.IGNORECASE)
_SYMBOL = re.compile(r"[\u2190-\u21ff\u2600-\u27bf\ufe0f\u200d\U0001F000-\U0001FAFF]")
_LANGUAGES = re.compile(r"(?:FR|DE|EN|IT|ES|NL|PT|RM)(?:\s?[/,&+]\s?(?:FR|DE|EN|IT|ES|NL|PT|RM))+")
_SPELL = re.compile(
    r"\s+((?:[^\W\d_]{3,9}\.?\s+)?(?:19|20)\d\d\s*(?:[–—→-]|->|to|bis|à)\s*(?:[^\W\d_]{3,9}\.?\s+)?(?:19|20)\d\d)(?=\s*(?:[,;.|]|$|\s[–—-]))"
)
_ENDED = re.compile(
    r"\s+((?:clos|close|fermée?|terminée?|arrêtée?|closed|ended|gestopt|gesloten|beendet|eingestellt|geschlossen|cerrad[oa]|finalizad[oa])(?:\s+(?:en|in|depuis|since|seit|sinds|desde)\s+(?:19|20)\d\d)?)\s*(?=$|[.,;(–—])",
    re.IGNORECASE,
)
_WITH_COMMA = re.compile(
    r"([^\W\d][^,.;:=()\[\]–—]{2,40}, ([^\W\d]\w*(?: \w+){0,2})) \((?=[^)]*(?:(?:19|20)\d\d|[A-ZÀ-Þ]))"
)
_FLAG = re.compile(r"[\U0001F1E6-\U0001F1FF]{2}")
_VERB = re.compile(
    r"\s(?:est|sont|is|are|ist|sind|es|son|was|war|était|a été|wurde|werd|wird|zijn|permet|propose|offre|aide|soutient|offers|helps|supports|"
    r"provides|bietet|unterstützt|biedt|ondersteunt|ofrece|apoya|vise|accompagne|réunit|fördert|begleitet|vernetzt|brings|funds|verbindt|reúne)\s"
)
_TAIL_BY = re.compile(
    r"^,?\s+(?:de la|de l['’]|de|du|des|d['’]|by|von der|von|vom|van|par|door|por|der|des)\s+(?=(?:la |l['’]|les |the |de |het |der |el )?[A-ZÀ-Þ\d])"
)
_OF = {"de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "the", "a", "an", "der", "die", "das", "ein", "eine", "het", "een", "el", "los",
       "las", "una", "en", "in", "ligne", "online", "notre", "numerique", "digital", "digitale", "nouveau", "nouvelle", "new", "neue", "site", "von", "dem"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What one line says first: `start`/`end` of the name in `line`; the rest begins at `rest`."""

    line: Line
    start: int
    end: int
    rest: int
    link: Link | None = None
    page: Link | None = None
    pieces: tuple[Piece, ...] = ()
    odd: tuple[tuple[int, int], ...] = ()
    acronym: tuple[int, int] | None = None
    whole: tuple[int, int] | None = None
    prefix: str = ""
    funder: tuple[int, int] | None = None  # of "Funder: Programme", where the whole is the name …
    programme: tuple[int, int] | None = None  # … and this a name too
    deadline: bool = False
    quoted: bool = False

    @property
    def name(self) -> str:
        """The name as written."""
        return self.line.text[self.start : self.end]

    @property
    def bracketed(self) -> bool:
        """Whether a place, a period or who runs it stands behind the name."""
        return any(p.understood for p in self.pieces)


def read_head(
    line: Line, places: PlaceTable, *, heading: bool = False, near: tuple[str, ...] = (), funds: bool = False
) -> Head | None:
    """Read the first line of an item, a cell or a heading; None when it names nothing.

    `near` are the countries of the context: they tell a canton's "AG" from a country's. `funds` tells that
    funds or calls are listed: "X : Y" is then a funder and its programme.

    A heading (or a note's title) is a name as a whole: it is cut only before what is understood.
    """
    text = line.text
    start = lead.end() if (lead := _LEAD.match(text)) else 0
    dated = _DATE.match(text[start:])
    if dated is not None:
        start += dated.end()
    link = next((x for x in line.links if x.start >= start and x.form in ("url", "wiki", "bare")), None)
    before: tuple[Piece, ...] = ()
    if link is None or link.start > start:
        before, start = _place_before(line, start, link, places)
    if flags := _FLAG.findall(text[:start]):
        codes = tuple(c for f in flags for c in brackets.flag_of(f, places))
        before = (*before, *([Piece(start=0, end=max(start, 1), places=codes)] if codes else []))
    near = tuple(c for p in before for c in p.places) + near
    if link is not None:
        head = _linked(line, start, link, places)
    else:
        head = (_titled(line, start, places, near) if heading else None) or _plain(line, start, len(text), funds=funds)
    if head is None or not head.name.strip():
        return None
    head = _trimmed(head)
    if not head.name.strip():
        return None  # nothing but marks
    head = _inside(head, places, near)
    if before:
        head = replace(head, pieces=(*before, *head.pieces))
    head = _behind(head, places, near)
    return replace(head, deadline=True) if dated is not None else head


def _place_before(line: Line, start: int, link: Link | None, places: PlaceTable) -> tuple[tuple[Piece, ...], int]:
    """A place before a colon or dash ("Berlin: …", "NRW – …"): the name begins behind it."""
    limit = link.start if link is not None else len(line.text)
    match = re.compile(
        r"(?P<flag>[\U0001F1E6-\U0001F1FF]{2})?\s*(?P<place>[^:–—|()\[\]]{2,40}?)\s*(?:[:|]|\s[-–—])\s+(?=\S)"
    ).match(line.text, start, limit + 1)
    if match is None:
        return (), start
    codes = place_of(match["place"], places)
    if is_funder_name(match["place"]):
        return (), start
    if not codes or (link is None and place_of(line.text[match.end() :], places)):
        return (), start
    return (Piece(start=match.start("place"), end=match.end("place"), places=codes),), match.end()


def _titled(line: Line, start: int, places: PlaceTable, near: tuple[str, ...]) -> Head | None:
    """A heading's name: all of it, or what stands before a bracket or before places and periods."""
    text = line.text
    if any(a <= start + 1 for a, b in line.strong if b > start and b < len(text)):
        return None
    if ended := _ENDED.search(text, start + 1):
        return Head(line=line, start=start, end=ended.start(), rest=ended.start())
    for match in _SEPARATOR.finditer(text, start + 1):
        if match.group().strip() == ":" and not is_funder_name(text[start : match.start()]):
            continue
        head = Head(line=line, start=start, end=match.start(), rest=match.start())
        if _opens_bracket(match.group()):
            return head
        behind = _behind(head, places, near)
        if behind.pieces and behind.rest >= len(text):
            return head
        if (of_funder := _of_funder(line, start, match.start(), len(text), heading=True)) is not None:
            return of_funder
    return Head(line=line, start=start, end=len(text), rest=len(text))


def _opens_bracket(separator: str) -> bool:
    return separator.strip() in ("(", "[", "{")


def _linked(line: Line, start: int, link: Link, places: PlaceTable) -> Head | None:
    text = line.text
    before = text[start : link.start]
    if link.form == "bare" or (link.form == "url" and is_generic_link(text[link.start : link.end])):
        if not fold(before) and link.form == "url" and _DOMAIN.fullmatch(text[link.start : link.end].strip()):
            return Head(line=line, start=link.start, end=link.end, rest=link.end, link=link, page=link)
        if not fold(before):
            return None
        head = _plain(line, start, link.start)
        return replace(head, page=link) if head else None
    own = Head(line=line, start=link.start, end=link.end, rest=link.end, link=link, page=link if link.form == "url" else None,
               quoted=before.rstrip().endswith(("„", "“", "«", '"', "‘")))  # fmt: skip
    words = fold(before).split()
    if not words or (len(words) <= 5 and all(w in _OF or kind_of_word(w) for w in words)):
        whole, prefix = _with_kind(line, start, link), before.strip()
        return replace(own, prefix=prefix, whole=whole) if whole or prefix else own
    label = re.match(r"^(.*\S)\s*[:–—-]\s*$", before)
    if label is not None:
        named = label.group(1)
        if named[:1].isupper() and len(named.split()) <= 5 and "[" not in named and not _VERB.search(named):
            funder = (start, start + len(named)) if is_funder_name(named) else None
            return replace(own, prefix=before.strip(), whole=(start, link.end), funder=funder)
    plain = _plain(line, start, link.start)
    if plain is not None and plain.end < link.start and _separated(text, plain.end, link.start):
        after = text[plain.end : link.start].strip(" (:–—-,")
        page = link if not after and link.form == "url" and is_generic_link(text[link.start : link.end]) else None
        return replace(plain, page=page)
    return None


def _with_kind(line: Line, start: int, link: Link) -> tuple[int, int] | None:
    """ "Förderprogramm [Museum macht stark](…)": with the kind before it, it is the same thing's name."""
    before = line.text[start : link.start]
    return (start, link.end) if before[:1].isupper() and kind_of_word(fold(before)) else None


def _separated(text: str, end: int, link: int) -> bool:
    return _SEPARATOR.match(text, end) is not None or _VERB.match(text[end:link] + " ") is not None


def _plain(line: Line, start: int, limit: int, *, funds: bool = False) -> Head | None:
    """A name without a link: what is strong, else the text to the first bracket, dash or verb."""
    text = line.text
    strong = next(
        ((a, b) for a, b in line.strong if b <= max(limit, 1) and b > start and _leads_to(text[start:a])), None
    )
    if strong is not None and strong[1] - strong[0] > 1:
        return Head(
            line=line,
            start=max(strong[0], start),
            end=strong[1],
            rest=strong[1],
            prefix=text[start : max(strong[0], start)].strip(),
        )
    marked = _marked(line, start, limit)
    if marked is not None:
        return marked
    ends = [m.start() for m in (_SEPARATOR.search(text, start, limit), _VERB.search(text, start, limit)) if m]
    end = min([limit, *ends])
    if end <= start:
        return None
    longer = _WITH_COMMA.match(text, start, limit)
    if longer is not None and longer.end(1) > end and not names_an_organisation(longer.group(2)):
        end = longer.end(1)  # "Petites mains, grands écrans (Grand Est, 2023)"
    return _of_funder(line, start, end, limit, funds=funds) or Head(line=line, start=start, end=end, rest=end)


def _leads_to(before: str) -> bool:
    """Whether only an article and a kind stand before a name in bold: "le **fonds Passerelle**", "platform **X**"."""
    words = fold(before).split()
    return len(words) <= 3 and all(w in _OF or kind_of_word(w) for w in words)


def _marked(line: Line, start: int, limit: int) -> Head | None:
    """A kind, then the name in quotes or in italics: "Pilotprojekt *Depot digital*", "Programme « Premiers pas »"."""
    text = line.text
    quoted = re.compile(r"([\w\-]+(?:\s[\w\-]+){0,2})\s+[«„“\"‘]\s?([^«»„“”\"]{2,60}?)\s?[»“”\"’]").match(
        text, start, limit
    )
    if quoted is not None and any(kind_of_word(w) for w in fold(quoted[1]).split()):
        return Head(line=line, start=quoted.start(2), end=quoted.end(2), rest=quoted.end(), whole=(start, quoted.end()))
    for a, b in line.emphasis:
        before = fold(text[start:a])
        if start < a and b <= limit and 0 < len(before.split()) <= 3 and any(kind_of_word(w) for w in before.split()):
            return Head(line=line, start=a, end=b, rest=b, whole=(start, b))
    return None


def _of_funder(
    line: Line, start: int, end: int, limit: int, *, heading: bool = False, funds: bool = False
) -> Head | None:
    """The form "Funder: Programme": the whole is the name ("Tern Foundation: Open Collections Awards")."""
    colon = re.compile(r"\s?:\s+").match(line.text, end)
    left = line.text[start:end]
    if colon is None or not (is_funder_name(left) or (funds and left[:1].isupper() and len(left.split()) <= 8)):
        return None
    found = (
        re.compile(r"\s?\(").search(line.text, colon.end(), limit)
        if heading
        else _SEPARATOR.search(line.text, colon.end(), limit)
    )
    last = found.start() if found else limit
    right = line.text[colon.end() : last].strip(' «»„“"')
    if not heading and not (_is_title(right) or (funds and _is_short_name(right))):
        return None
    return Head(line=line, start=start, end=last, rest=last, funder=(start, end), programme=(colon.end(), last))


def _is_short_name(text: str) -> bool:
    """A name as French and Spanish write it, only its first word big; an article or small letter begins a description."""
    words = text.split()
    return (
        0 < len(words) <= 8 and words[0][:1].isupper() and fold(words[0]) not in _OF and not _VERB.search(f" {text} ")
    )


def _is_title(text: str) -> bool:
    """Whether a short text reads like a name: its words are written big, no verb stands in it."""
    words = text.split()
    if (
        not words
        or len(words) > 7
        or not (words[0][:1].isupper() or words[0][:1].isdigit())
        or _VERB.search(f" {text} ")
    ):
        return False
    small = [w for w in words if w[:1].islower() and w.casefold() not in _OF]
    return not small or any(kind_of_word(fold(w)) for w in words[:2])


def _trimmed(head: Head) -> Head:
    text, a, b = head.line.text, head.start, head.end
    while a < b and text[a] in ' \t\u00a0«“"„*_‘':
        a += 1
    while b > a and (text[b - 1] in ' \t\u00a0\u202f»”",;:*_–—.’→' or _SYMBOL.match(text[b - 1])):
        b -= 1
    quoted = head.quoted or (a > 0 and text[a - 1] in '„“«"' and head.whole is None)
    strong = any(s <= a and b <= e for s, e in head.line.strong)
    definite = not re.match(r"(?:une?|an?|ein|eine|een|una?|unos|unas)\s", text[a:b], re.IGNORECASE)
    article = len(text[a:b]) - len(without_article(text[a:b])) if head.link is None and not strong and definite else 0
    rest = min(head.rest, b) if head.link is None else head.rest
    if (a + article, b, rest, quoted) == (head.start, head.end, head.rest, head.quoted):
        return head
    return replace(head, start=a + article, end=b, rest=rest, quoted=quoted)


def _inside(head: Head, places: PlaceTable, near: tuple[str, ...]) -> Head:
    """Brackets at the end of the name itself: "Digital Pathways (by Culture 24)"."""
    text = head.line.text[: head.end]
    inner = brackets.groups(text, head.start)
    if not inner or inner[-1][1] != head.end - 1 or inner[-1][0] - 1 <= head.start:
        return head
    a, b = inner[-1]
    found = brackets.pieces(head.line, a, b, places, near)
    if not any(p.understood for p in found):
        return head
    end = a - 1
    while end > head.start and text[end - 1].isspace():
        end -= 1
    return replace(head, end=end, whole=(head.start, head.end), pieces=(*head.pieces, *found))


def _behind(head: Head, places: PlaceTable, near: tuple[str, ...]) -> Head:
    """All that follows the name: brackets, years, tails of places and dates, "de Kreative"."""
    line, text = head.line, head.line.text
    position = max(head.rest, head.end)
    if position < len(text) and text[position : position + 1] in '»”"*_':
        position += 1
    found = list(head.pieces)
    odd: list[tuple[int, int]] = []
    acronym = head.acronym
    if by := _TAIL_BY.match(text[position:]):
        names = names_from(line, position + by.end())
        if names and re.match(r"\s*(?:\(|[,;:.]|[-–—]|$)", text[names[-1][1] :]):
            found.extend(Piece(start=a, end=b, leader=(a, b)) for a, b in names)
            position = names[-1][1]
    while position < len(text):
        if found and (runners := _runners(line, position, places)):
            found.extend(runners)
            position = runners[-1].end
            continue
        if len(found) > len(head.pieces):
            head = replace(head, pieces=tuple(found))
        step = _step(line, position, places, head, near)
        if step is None:
            runners = _runners(line, position, places)  # "| FARO | 2021–2023"
            step = _step(line, runners[-1].end, places, head, near) if runners else None
            if step is None or not any(p.period for p in step[1]):
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
_BARE_YEAR = re.compile(
    r"\s+((?:19|20)\d\d(?:\s?[–-]\s?(?:(?:19|20)?\d\d)?)?)(?=\s*[,;(\[]|\s[–—-]\s|\s+[A-ZÀ-Þ]|\s*$)"
)


def _step(line: Line, position: int, places: PlaceTable, head: Head, near: tuple[str, ...]) -> _Step | None:
    text = line.text
    start = position
    while start < len(text) and text[start] in " \t\u00a0\u202f":
        start += 1
    if start < len(text) and text[start] in "([{":
        return _bracket(line, start, places, head, near)
    if flag := _FLAG.match(text, start):
        codes = brackets.flag_of(flag.group(), places)
        return flag.end(), [Piece(start=start, end=flag.end(), places=codes)] if codes else [], [], None
    if start < len(text) and _SYMBOL.match(text[start]) and text[start] != "→":
        return start + 1, [], [], None
    if ended := _ENDED.match(text, position):
        closed = period_of(ended.group(1)) or Period(status="closed")
        return ended.end(), [Piece(start=ended.start(1), end=ended.end(1), period=closed)], [], None
    if spell := _SPELL.match(text, position):
        when = period_of(spell.group(1))
        if when is not None:
            return spell.end(1), [Piece(start=spell.start(1), end=spell.end(1), period=when)], [], None
    if (head.link is not None or head.pieces) and (bare := _BARE_YEAR.match(text, position)):
        when = period_of(bare.group(1))
        if when is not None:
            return bare.end(1), [Piece(start=bare.start(1), end=bare.end(1), period=when)], [], None
    if head.pieces and head.pieces[-1].period and text[position : start + 1].isspace() is False:
        whole = len(text.rstrip(" ."))
        if len(text[start:whole].split()) <= 4 and (codes := place_of(text[start:whole], places, (), near)):
            return len(text), [Piece(start=start, end=whole, places=codes)], [], None
    year = brackets.trailing_year(text, position)
    if year is not None and (when := period_of(text[year[0] : year[1]])):
        return len(text), [Piece(start=year[0], end=year[1], period=when)], [], None
    tail = re.match(r"\s*(?:,|[-–—|:·•→]|->|;)\s+", text[position:])
    if tail is None:
        return None
    begin = position + tail.end()
    if (begin < len(text) and text[begin] in "([{") or _FLAG.match(text, begin):
        return _step(line, begin, places, head, near)
    stop = re.search(r"\s(?:[–—·•]|-|->)\s|\.\s|\.$|:\s|;\s|\s?[(\[{]|\s\|\s|\s;|$", text[begin:])
    end = begin + (stop.start() if stop else 0)
    for limit in (end, begin + len(text[begin:end].split(",")[0])):
        if limit <= begin:
            continue
        found = brackets.pieces(line, begin, limit, places, near)
        found = [m for p in found for m in (brackets.mixed(line, p, places) if not p.understood else []) or [p]]
        if found and all(p.understood for p in found):
            return limit, found, [], None
        if _city_tail(line, found):
            return limit, [p for p in found if p.understood], [], None
    return None


_CROSS = re.compile(r"\s[x×&+]\s")


def _runners(line: Line, position: int, places: PlaceTable) -> list[Piece]:
    """The next part of a tail when it is wholly names of organisations: "– seit 2012 – Landesarchiv X", "– X x Y –"."""
    tail = re.compile(r"\s*(?:,|[-–—|·•]|;)\s+").match(line.text, position)
    if tail is None or place_of(line.text[tail.end() :].split(" –")[0], places):
        return []
    stop = re.compile(r"\s(?:[–—|·•]|-)\s|\.\s|\.$|;|\s?[(\[{]|$").search(line.text, tail.end())
    end = stop.start() if stop else len(line.text)
    cuts = list(_CROSS.finditer(line.text, tail.end(), end))
    spans = list(zip([tail.end(), *(m.end() for m in cuts)], [*(m.start() for m in cuts), end], strict=True))
    read = brackets.with_runners(line, [Piece(start=a, end=b) for a, b in spans])
    if not any(p.leader for p in read) or not all(p.leader or line.text[p.start].isupper() for p in read):
        return []
    return [p if p.leader else Piece(start=p.start, end=p.end, leader=(p.start, p.end)) for p in read]


def _city_tail(line: Line, found: list[Piece]) -> bool:
    """`Halifax, Nova Scotia, Canada` behind a dash: a city, then places only."""
    return (
        len(found) > 1
        and not found[0].understood
        and all(p.understood for p in found[1:])
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
_SHORT_NAME = re.compile(r"(?=.*[A-Z].*[A-Z])[\w.'’-]{3,12}")
_FULL = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:\s[\w'’-]+){2,9}")


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


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` is made of the initials of `name` ("DDB", "Deutsche Digitale Bibliothek")."""
    letters = re.sub(r"[\W_]", "", fold_same(short))
    if not (2 <= len(letters) <= 8) or " " in short.strip() or not any(c.isupper() for c in short):
        return False
    words = fold(name).split()
    initials = "".join(w[0] for w in words)
    big = "".join(w[0] for w in re.findall(r"[^\W_]+", name) if w[0].isupper()).casefold()
    if letters in (initials, fold_same(big)) or (len(letters) > 2 and initials.startswith(letters)):
        return True
    return len(letters) > 2 and short.strip().isupper() and len(words) == 1 and _in_order(letters, words[0])


def _in_order(letters: str, word: str) -> bool:
    """Whether letters stand in a compound in their order, the first at its beginning ("LDP": Landesdigitalisierungsprogramm)."""
    rest = iter(word)
    return len(word) > 12 and letters[0] == word[0] and all(c in rest for c in letters)
