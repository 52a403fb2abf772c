"""The first line of an item: its name, its page, what stands in brackets, and where the rest begins."""

from __future__ import annotations

import re
from itertools import islice

from kg.model.folding import fold, without_article
from kg.model.note import LONGEST, Line, Link
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.model.regex import regex
from kg.recognise import brackets
from kg.recognise.behind import ENDED, SYMBOL, is_acronym, read_behind
from kg.recognise.brackets import Piece
from kg.recognise.candidate import Head
from kg.recognise.country import place_of
from kg.recognise.period import period_of
from kg.recognise.place_lists import FLAG, flag_of
from kg.recognise.wording import is_funder_name, names_an_organisation
from kg.recognise.words import is_generic_link, kind_of_word

_LEAD = regex(r"^[\s\u200d\u2600-\u27bf\ufe0f\U0001F000-\U0001FAFF→➔•·»>*\-–—]+")


_DATE = regex(
    r"^(?:rolling|ongoing|laufend|jederzeit|permanent|en continu|toute l['’]année|doorlopend|permanente)\s+[–—-]\s+|^(?:(?:le|am|on|bis|by|jusqu['’]au|deadline|délai|frist|date limite|vor|before|avant le|tot|hasta(?: el)?)\s*:?\s*)?"
    r"(?:\d{1,2}[./]\d{1,2}(?:[./](?:\d{2}|\d{4}))?\.?(?=\s*[:–—-])|\d{1,2}\.?\s+[^\W\d]{3,10}\.?(?:,\s*\d{1,2}\s?[hH:]\w*(?:\s\w+)?)?(?=\s*[–—])|\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})|\d{4}-\d\d-\d\d|\d{1,2}(?:er|st|nd|rd|th|\.)?\s+[^\W\d]{3,10}\.?\s+\d{4}|[^\W\d]{3,10}\s+\d{1,2},?\s+\d{4})\s*(?:[:–—-]|,)\s*",
    re.IGNORECASE,
)


# "2019 – Nom", "2012-2015: Naam", "sinds 2016: Naam"
_YEARS = regex(
    r"(?P<years>(?:(?:depuis|seit|since|sinds|vanaf|desde|dal|ab|from)\s+)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|heden|heute|today|present|now|aujourd['’]hui|hoy|oggi)?)?)"
    r"\s*(?:[:–—|·]|(?<=\s)-)\s+(?=\S)",
    re.IGNORECASE,
)


# It begins with one class of characters, for that is what the matcher looks for at once in a long text.
_SEPARATOR = regex(
    r"[\s–—:;(\[,.](?:(?<=\s)(?:#(?=\w)|(?:[-–—|:→=·•]|->)\s|[:;]$|[(\[{])|(?<=[–—:;,.])\s|(?<=[:;.])$|(?<=\()|(?<=\[)\^)"
)


_DOMAIN = regex(r"[\w-]+(?:\.[\w-]+)*\.[a-zà-ÿ]{2,}", re.IGNORECASE)


_WITH_COMMA = regex(r"([^\W\d][^,.;:=()\[\]–—]{2,40}, ([^\W\d]\w*(?: \w+){0,2})) \((?=[^)]*(?:(?:19|20)\d\d|[A-ZÀ-Þ]))")


_VERB = regex(
    r"\s(?:est|sont|is|are|ist|sind|es|son|was|war|était|a été|wurde|werd|wird|zijn|permet|propose|offre|aide|soutient|offers|helps|supports|"
    r"provides|bietet|unterstützt|biedt|ondersteunt|ofrece|apoya|vise|accompagne|réunit|fördert|begleitet|vernetzt|brings|funds|verbindt|reúne)\s"
)


_LONGEST_VERB = 20  # characters, blanks around it counted


_OF = {"de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "the", "a", "an", "der", "die", "das", "ein", "eine", "het", "een", "el", "los",
       "las", "una", "en", "in", "ligne", "online", "dont", "notamment", "including", "darunter", "waaronder", "incluido", "notre", "numerique", "digital", "digitale", "nouveau", "nouvelle", "new", "neue", "site", "von", "dem"}  # fmt: skip


_MOST = 12  # separators of a heading that may end its name


_TAG = regex(r"#([^\W\d_][\w-]*)\s+(?=\S)")


def read_head(
    line: Line,
    places: PlaceTable,
    *,
    heading: bool = False,
    near: tuple[str, ...] = (),
    funds: bool = False,
    behind: bool = True,
) -> Head | None:
    """Read the first line of an item, a cell or a heading; None when it names nothing.

    `near` are the countries of the context: they tell a canton's "AG" from a country's. `funds` tells that
    funds or calls are listed: "X : Y" is then a funder and its programme. Without `behind` what stands behind
    the name is not read: nothing of what cannot be an entry is told.

    A heading (or a note's title) is a name as a whole: it is cut only before what is understood.
    """
    if len(line.text) > LONGEST:
        return None
    text = line.text
    start = lead.end() if not text[:1].isalpha() and (lead := _LEAD.match(text)) else 0
    dated = _DATE.match(text[start:])
    if dated is not None:
        start += dated.end()
    tag = _TAG.match(text, start) if text.startswith("#", start) else None
    if tag is not None and kind_of_word(fold(tag[1])):
        start = tag.end()  # "#projet Nom"
    link = next((x for x in line.links if x.end > start and x.form in ("url", "wiki", "bare")), None)
    begun = _years_before(text, start)
    start = begun[1]
    before: tuple[Piece, ...] = ()
    if link is None or link.start > start:
        before, start = _place_before(line, start, link, places, near)
    before = (*begun[0], *before)
    if start and (flags := FLAG.findall(text[:start])):
        codes = tuple(c for f in flags for c in flag_of(f, places))
        before = (*before, *([Piece(start=0, end=max(start, 1), places=codes)] if codes else []))
    if before:
        near = tuple(c for p in before for c in p.places) + near
    if link is not None:
        head = _linked(line, start, link, places)
        if head is not None and head.link is not None and head.funder is None and head.whole is None:
            head = _with_funder(head, funds=funds)
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
    head = read_behind(head, places, near) if behind else head
    return replace(head, deadline=True) if dated is not None else head


def _years_before(text: str, start: int) -> tuple[tuple[Piece, ...], int]:
    """The years that stand before a name, as in a chronicle: the name begins behind them."""
    match = _YEARS.match(text, start) if text[start : start + 1].isalnum() else None
    when = period_of(match["years"]) if match is not None else None
    if match is None or when is None:
        return (), start
    return (Piece(start=match.start("years"), end=match.end("years"), period=when),), match.end()


_BEFORE_NAME = regex(
    r"(?P<flag>[\U0001F1E6-\U0001F1FF]{2})?\s*(?P<place>[^:–—|()\[\]]{2,40}?)\s*(?:[:|]|\s[-–—])\s+(?=\S)"
)


def _place_before(
    line: Line, start: int, link: Link | None, places: PlaceTable, near: tuple[str, ...]
) -> tuple[tuple[Piece, ...], int]:
    """A place before a colon or dash ("Berlin: …", "NRW – …"): the name begins behind it."""
    limit = link.start if link is not None else len(line.text)
    if not any(mark in line.text for mark in ":|-–—"):
        return (), start
    match = _BEFORE_NAME.match(line.text, start, limit + 1)
    if match is None:
        return (), start
    codes = place_of(match["place"], places, near)
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
    if ended := ENDED.search(text, start + 1):
        return Head(line=line, start=start, end=ended.start(), rest=ended.start())
    for match in islice(_SEPARATOR.finditer(text, start + 1), _MOST):
        if match.group().strip() == ":" and not is_funder_name(text[start : match.start()]):
            continue
        head = Head(line=line, start=start, end=match.start(), rest=match.start())
        if _opens_bracket(match.group()):
            return head
        behind = read_behind(head, places, near)
        if behind.pieces and behind.rest >= len(text):
            return head
        if (of_funder := _of_funder(line, start, match.start(), len(text), heading=True)) is not None:
            return of_funder
    return Head(line=line, start=start, end=len(text), rest=len(text))


def _opens_bracket(separator: str) -> bool:
    return separator.strip() in ("(", "[", "{")


_OF_WHOM = regex(r"\s*(?:de la|de l['’]|de|du|des|d['’]|by|of|von|vom|der|van|del?)?\s*", re.IGNORECASE)


_LABEL = regex(r"(.*\S)\s*(?:[:–—→-]|->|=>)\s*$")


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
    begin = max(start, link.start)  # "[🖼 Atelier](…)": the picture is no part of the name
    own = Head(line=line, start=begin, end=link.end, rest=link.end, link=link, page=link if link.form == "url" else None,
               quoted=before.rstrip().endswith(("„", "“", "«", '"', "‘")))  # fmt: skip
    words = fold(before).split()
    if not words or (len(words) <= 5 and all(w in _OF or kind_of_word(w) for w in words)):
        whole, prefix = _with_kind(line, start, link), before.strip()
        return replace(own, prefix=prefix, whole=whole) if whole or prefix else own
    label = _LABEL.match(before)
    if label is not None:
        named = label.group(1)
        if named[:1].isupper() and len(named.split()) <= 5 and "[" not in named and not _VERB.search(named):
            funder = (start, start + len(named)) if is_funder_name(named) else None
            return replace(own, prefix=before.strip(), whole=(start, link.end), funder=funder)
    plain = _plain(line, start, link.start)
    if plain is not None and text[plain.end : link.start].strip() == "/":  # "**Nom** / [Name](…)"
        return replace(plain, page=link if link.form == "url" else None, acronym=(link.start, link.end), rest=link.end)
    if plain is not None and plain.whole is not None and _OF_WHOM.fullmatch(text[plain.rest : link.start]):
        return plain  # "Le programme « X » de [Y](…)"
    if plain is not None and plain.end < link.start and (plain.bold or _separated(text, plain.end, link.start)):
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
    separator = _SEPARATOR.search(text, start, limit)
    end = separator.start() if separator is not None else limit
    verb = _VERB.search(text, start, min(end + _LONGEST_VERB, limit))
    if verb is not None and verb.start() < end:
        end = verb.start()
    if end <= start:
        return None
    longer = _WITH_COMMA.match(text, start, limit) if ", " in text else None
    city = (
        longer is not None
        and " " not in longer.group(2)
        and longer.group(2)[:1].isupper()
        and not _dated(text, longer.end(1))
    )
    if longer is not None and longer.end(1) > end and not city and not names_an_organisation(longer.group(2)):
        end = longer.end(1)  # "Petites mains, grands écrans (Grand Est, 2023)"
    return _of_funder(line, start, end, limit, funds=funds) or Head(line=line, start=start, end=end, rest=end)


def _dated(text: str, at: int) -> bool:
    """Whether a bracket that opens at a place holds a year: behind a city it holds its region."""
    return any(c.isdigit() for c in text[at:].partition(")")[0])


def _leads_to(before: str) -> bool:
    """Whether only an article and a kind stand before a name in bold: "le **fonds Passerelle**", "platform **X**"."""
    words = fold(before).split()
    return len(words) <= 3 and all(w in _OF or kind_of_word(w) for w in words)


def _marked(line: Line, start: int, limit: int) -> Head | None:
    """A kind, then the name in quotes or in italics: "Pilotprojekt *Depot digital*", "Programme « Premiers pas »"."""
    text = line.text
    quoted = re.compile(r"([\w\-]+(?:\s[\w\-'’]+){0,2})\s+[«„“\"‘]\s?([^«»„“”\"]{2,60}?)\s?[»“”\"’]").match(
        text, start, limit
    )
    if quoted is not None and any(kind_of_word(w) for w in fold(quoted[1]).split()):
        return Head(line=line, start=quoted.start(2), end=quoted.end(2), rest=quoted.end(), whole=(start, quoted.end()))
    far = len(text)
    for a, b in line.emphasis:
        words = fold(text[start:a]).split() if start < a < far and b <= limit else []
        if len(words) > 3:
            far = a  # and so is what stands behind it
        elif any(kind_of_word(w) for w in words):
            return Head(line=line, start=a, end=b, rest=b, whole=(start, b))
    return None


_COLON = regex(r"\s?:\s+")
_OPENING = regex(r"\s?\(")


def _of_funder(
    line: Line, start: int, end: int, limit: int, *, heading: bool = False, funds: bool = False
) -> Head | None:
    """The form "Funder: Programme": the whole is the name ("Tern Foundation: Open Collections Awards")."""
    colon = _COLON.match(line.text, end)
    left = line.text[start:end]
    if colon is None or not (is_funder_name(left) or (funds and left[:1].isupper() and len(left.split()) <= 8)):
        return None
    found = (
        _OPENING.search(line.text, colon.end(), limit) if heading else _SEPARATOR.search(line.text, colon.end(), limit)
    )
    last = found.start() if found else limit
    right = line.text[colon.end() : last].strip(' «»„“"')
    if not heading and not (_is_title(right) or (funds and _is_short_name(right))):
        return None
    return Head(line=line, start=start, end=last, rest=last, funder=(start, end), programme=(colon.end(), last))


def _with_funder(head: Head, *, funds: bool) -> Head:
    """The same form in a linked name: "[Fondation X : Bourses Y](…)"."""
    colon = _COLON.search(head.line.text, head.start, head.end)
    if colon is not None and " " not in head.line.text[head.start : colon.start()]:
        return head  # "Mu.SA: Museum Sector Alliance"
    found = _of_funder(head.line, head.start, colon.start(), head.end, funds=funds) if colon is not None else None
    return (
        replace(head, funder=found.funder, programme=found.programme)
        if found is not None and found.end == head.end
        else head
    )


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


_BRACKET = regex(r"\[{1,2}[^\[\]]+\]{0,2}")  # what is left of a link that is not complete
_REFERENCE = regex(r"(?<=\])\[[^\[\]]+\]$")  # "[Nom][1]" whose address is nowhere


_INDEFINITE = regex(r"(?:une?|an?|ein|eine|een|una?|unos|unas)\s", re.IGNORECASE)


_OPENED_BY = {"»": "«", "”": "“„", "“": "„", '"': '"„'}


def _closes(text: str) -> bool:
    """Whether a text that ends with a quotation mark closes a quotation in it: 'Hill Trust: "Small Steps"'."""
    before, mark = text[:-1], text[-1]
    opened = sum(map(before.count, _OPENED_BY[mark]))
    return opened % 2 == 1 if mark == '"' else opened > before.count(mark)


def _trimmed(head: Head) -> Head:
    text, a, b = head.line.text, head.start, head.end
    if "][" in text and (reference := _REFERENCE.search(text, a, b)):
        b = reference.start()
    if text[a] == "[" and _BRACKET.fullmatch(text, a, b):
        a, b = a + text[a:b].rfind("[") + 1, a + len(text[a:b].rstrip("]"))
    while a < b and text[a] in ' \t\u00a0«“"„*_‘':
        a += 1
    while b > a and (text[b - 1] in ' \t\u00a0\u202f»”“",;:*_–—.’→' or SYMBOL.match(text[b - 1])):
        if text[b - 1] in _OPENED_BY and _closes(text[a:b]):
            break
        b -= 1
    quoted = head.quoted or (a > 0 and text[a - 1] in '„“«"' and head.whole is None)
    strong = any(s <= a and b <= e for s, e in head.line.strong)
    definite = not _INDEFINITE.match(text[a:b])
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
    end = a - 1
    while end > head.start and text[end - 1].isspace():
        end -= 1
    if is_acronym(text[a:b], text[head.start : end]):
        return replace(head, end=end, acronym=(a, b))  # "**Netwerk Digitaal Erfgoed (NDE)**"
    found = brackets.pieces(head.line, a, b, places, near)
    if not any(p.understood for p in found):
        return head
    return replace(head, end=end, whole=(head.start, head.end), pieces=(*head.pieces, *found))
