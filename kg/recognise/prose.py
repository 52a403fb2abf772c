"""Things in running text: a linked or bold name, and a paragraph that says what it is, who runs it, when it ran."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.model.folding import fold
from kg.model.note import LONGEST, Line, join
from kg.model.place import PlaceTable
from kg.model.record import record, replace
from kg.model.regex import regex
from kg.model.text import holds
from kg.recognise.brackets import pieces
from kg.recognise.candidate import Candidate, Head
from kg.recognise.context import Context
from kg.recognise.country import place_of
from kg.recognise.defining import defining_kind
from kg.recognise.field_names import property_of
from kg.recognise.head import read_head
from kg.recognise.organisation import Named, active_in, named_in, relative_in
from kg.recognise.period import periods_in
from kg.recognise.place_lists import is_list_of_places
from kg.recognise.wording import looks_like_a_person
from kg.recognise.words import is_generic_link, is_kind, is_negative, is_negative_name, kind_of_word

_ARTICLES = r"(?:l['’]|d['’]|(?:le|la|les|un|une|the|a|an|der|die|das|den|dem|ein|eine|het|de|een|el|los|las|una?)\s)"
_EXAMPLE = regex(
    r"(?:\bl['’]exemple d(?:e|u|es)|\bcomme (?:par exemple )?|\bthe example of|\bbeispiel(?:sweise)? (?:das|die|der)?|\bhet voorbeeld van|\bel ejemplo de(?:l)?)\s*"
    r"(?:l['’]|la |le |les |the |das |die |der |het |de )?$",
    re.IGNORECASE,
)
_KIND_BESIDE = regex(r"\b(?:une?|an?|eine?n?|een|una?)\s(?P<kind>(?:[\w-]+\s){0,3}?[\w-]+),\s$", re.IGNORECASE)
_BESIDE = regex(rf"^\W*?(?:\([^)]*\)\s*)?(?:[,:–—-]|…|\.\.\.)\s+(?P<what>{_ARTICLES}?.*)$", re.IGNORECASE | re.DOTALL)
_SUBJECT = regex(
    r"^[^\w.;!?]*(?:\([^)]*\)\s*)?,?\s*(?:(?:lui|elle|quant à lui|par contre|by contrast|dagegen|hingegen),?\s+)?(?:est|is|ist|es|was|were|war|était|fut|sont|are|zijn)\s",
    re.IGNORECASE,
)
_SPOKEN_OF = regex(
    r"\b(?:via|selon|d['’]après|suivant|volgens|según|nach|gemäß|according to|laut|chez|interview|article|artikel|rapport|report|blog|billet|livre|book|buch|film|podcast|"
    r"exposition|exhibition|ausstellung|aufsatz|newsletter|lettre|zeitschrift|revue|magazine)\s*(?:dans |in |sur |über |von |by |de )?(?:le |la |l['’]|the |der |die |das |de |het |den |dem )?\W*$",
    re.IGNORECASE,
)
_ON = regex(
    r"\b(?:sur|über|about|on|over|sobre)\s(?:le |la |l['’]|the |der |die |das |den |het |de |el )?\W*$", re.IGNORECASE
)
_SPOKEN_SIGNS = (
    "via", "selon", "après", "suivant", "volgens", "según", "nach", "gem", "according", "laut", "chez", "interview", "arti", "rapport",
    "report", "blog", "billet", "livre", "book", "buch", "film", "podcast", "expo", "exhibition", "ausstellung", "aufsatz", "letter",
    "lettre", "zeitschrift", "revue", "magazine",
)  # fmt: skip
_NEAR = 100  # characters before a name that may say what it is
_MOST = 40  # names of one paragraph that are looked at: one with more presents nothing
_SENTENCE = regex(r"(?<=[.!?…])[»”\")]*\s+(?=\W*[A-ZÀ-Þ¿¡\d])")
_VERBS = frozenset(
    "mit avec with for fur pour voor para at in im dans en on auf by von van de del sur sobre bei chez from aus uit est is ist es sont are sind was war etait sous s heisst heet qui que that".split()
)
_NOT_ONE = frozenset("pas kein keine keinen not no geen nicht ninguna ningun autre another autres".split())


@record
class _Name:
    """A linked, bold or italic stretch of a line; `first` tells that no other stands before it in the paragraph. One of a row has its
    bracket behind it, which ends at `stop`."""

    start: int
    end: int
    linked: bool
    first: bool
    labelled: bool = False
    stop: int = 0


def things(
    lines: tuple[Line, ...], context: Context, places: PlaceTable, host: Candidate | None
) -> Iterator[Candidate]:
    """The things that a paragraph (or the text of an item) presents, each with the text up to the next one."""
    if not any(line.links or line.strong or line.emphasis or holds(line.text, ":", "),", ");") for line in lines):
        return
    if sum(len(x.text) for x in lines) > LONGEST:
        return
    line = join(lines)
    names = [n for n in _names(line)[:_MOST] if n.linked or not is_list_of_places(line.text[n.start : n.end], places)]
    if context.verdict > 0 and host is None and not any(n.start <= 1 for n in names):
        names = [*_labelled(line, places), *names]
        names = names or _in_a_row(line, context, places)
    known = named_in(line) if names else ()
    taken: list[tuple[_Name, Head]] = []
    for index, name in enumerate(names):
        end = name.stop or _until(names, index, line, known)
        presented = bool(name.stop) or _is_presented(line, name, end, known, context)
        head = _head(line, name, end, places, context) if presented is not False else None
        if head is not None and head.start <= 2 and (presented or _is_told_of(head, line.text[name.end : end])):
            taken.append((name, head))
    for index, (name, head) in enumerate(taken):
        end = taken[index + 1][0].start if index + 1 < len(taken) else len(line.text)
        own = _head(line, name, end, places, context) or head
        lead = line.cut(_sentence_start(line.text, name.start), name.start)
        told = _is_defined(line, name, end) or _follows_kind(line.text[: name.start])
        yield Candidate(form="prose", head=own, context=context, listing="", host=host, lead=lead, told=told)


def _names(line: Line) -> list[_Name]:
    spans = [
        (x.start, x.end, True)
        for x in line.links
        if x.form in ("url", "wiki") and not _is_no_name(line.text[x.start : x.end])
    ]
    for marks in (line.strong, line.emphasis):
        spans = sorted([*spans, *((a, b, False) for a, b in marks if not _overlaps(a, b, spans))])
    spans = [x for x in spans if x is spans[0] or not _DOMAIN.fullmatch(line.text[x[0] : x[1]].strip())]  # its page
    spans = [(a, b, linked) for a, b, linked in spans if _is_proper(line.text[a:b]) and not _is_key(line, a, b)]
    return [_Name(start=a, end=b, linked=linked, first=i == 0) for i, (a, b, linked) in enumerate(spans)]


def _overlaps(a: int, b: int, spans: list[tuple[int, int, bool]]) -> bool:
    """Whether a stretch overlaps one of `spans`, which stand in order and apart from one another."""
    before = bisect_left(spans, (b,)) - 1  # the last that begins before `b`
    return before >= 0 and spans[before][1] > a


_LABEL = regex(r"^(?P<name>[A-ZÀ-Þ\d][^:.;!?()|\n]{1,60}?|[a-z][\w-]*\d[\w-]*)\s?:\s+(?=\S)")


def _head(line: Line, name: _Name, end: int, places: PlaceTable, context: Context) -> Head | None:
    if name.labelled:
        head = read_head(line.cut(0, name.end), places, near=context.near)
        return replace(head, line=line.cut(0, end), rest=name.end + 1) if head is not None else None
    return read_head(line.cut(name.start, end), places, near=context.near)


def _labelled(line: Line, places: PlaceTable) -> list[_Name]:
    """A name before a colon at the head of a paragraph, without link or mark: "Regionalmuseen im Netz: Projekt …"."""
    match = _LABEL.match(line.text)
    if match is None or len(match["name"].split()) > 6 or property_of(match["name"]) is not None:
        return []
    after = line.cut(match.end())
    told = named_in(after) or periods_in(after.text)
    if (
        is_negative_name(match["name"])
        or place_of(match["name"], places)
        or not told
        or defining_kind(after) in ("", "publication")
    ):
        return []
    return [_Name(start=0, end=match.end("name"), linked=False, first=True, labelled=True)]


_AND = r"(?:and|et|und|en|y|e|&)"
_ROW = regex(
    rf"(?:^|[:,;]\s+|\s{_AND}\s+)(?P<name>[A-ZÀ-Þ\d][^,;:()\n]{{1,60}}?)\s\((?P<said>[^()]{{2,60}})\)(?=\s*(?:[,;.]|$|{_AND}\s))"
)


def _in_a_row(line: Line, context: Context, places: PlaceTable) -> list[_Name]:
    """Names with a place or period in brackets, one behind the other: "Others: Tidal Fund (US), Kete (New Zealand, 2004)"."""
    found: list[_Name] = []
    for match in _ROW.finditer(line.text) if line.text.count("(") > 1 else ():
        said = pieces(line, match.start("said"), match.end("said"), places, context.near)
        if all(p.places or p.period for p in said) and _is_proper(match["name"]):
            a, b = match.span("name")
            found.append(_Name(start=a, end=b, linked=False, first=not found, stop=match.end("said") + 1))
    people = all(looks_like_a_person(line.text[n.start : n.end]) for n in found)
    return found if len(found) > 1 and not people else []


_DOMAIN = regex(r"[\w-]{4,}\.[a-z]{2,6}", re.IGNORECASE)


def _is_no_name(text: str) -> bool:
    return is_generic_link(text) and _DOMAIN.fullmatch(text.strip()) is None


_COLON = regex(r"\s?:")


def _is_key(line: Line, a: int, b: int) -> bool:
    """Whether a bold word is the key of a field ("**Mots-clés** : …")."""
    return _COLON.match(line.text[b:]) is not None and property_of(line.text[a:b]) is not None


def _is_proper(text: str) -> bool:
    words = text.split()
    last = fold(words[-1]) if words else ""
    if is_negative(last) and not kind_of_word(last) and last != "index":
        return False  # "the Museum 2.0 blog"
    small = [w for w in words[1:] if w[:1].islower() and len(w) > 4]
    called = bool(words) and words[0][:1].isupper() and is_kind(fold(words[0]))
    if not words or len(words) > 8 or len(small) > (4 if called else 2) or text.rstrip()[-1] in "?:.":
        return False
    return (any(c.isupper() or c.isdigit() for c in text) or len(words) == 1) and not is_negative_name(text)


def _sentence_start(text: str, position: int) -> int:
    starts = [m.end() for m in _SENTENCE.finditer(text, 0, position)]
    return starts[-1] if starts else 0


def _until(names: list[_Name], index: int, line: Line, known: tuple[Named, ...]) -> int:
    """Where the text that may speak of a name ends: where a later sentence presents another."""
    for other in names[index + 1 :]:
        start = _sentence_start(line.text, other.start)
        if any(n.start <= other.start < n.end for n in known):
            continue  # "… Part of [Lantern](…)" speaks of the one before
        if start > names[index].end and len(fold(line.text[start : other.start]).split()) <= 3:
            return start
    return len(line.text)


def _is_presented(line: Line, name: _Name, end: int, known: tuple[Named, ...], context: Context) -> bool | None:
    """Whether the text presents the thing by one strong sign; None where two weak ones would do (`_is_told_of`): for the first name of the first sentence."""
    before, after = line.text[: name.start], line.cut(name.end, end)
    beside = before if len(before) < _NEAR else before[-_NEAR:].partition(" ")[2]
    spoken = holds(beside.casefold(), *_SPOKEN_SIGNS) and _SPOKEN_OF.search(beside) is not None
    if spoken and not (_ON.search(beside) is not None and _is_defined(line, name, end)):
        return False  # "un article sur X, un service …" tells what X is
    named = {n.relation for n in known if n.start <= name.start < n.end}
    if not named.isdisjoint(("mxtd:ledBy", "mxtd:funder")):
        return False
    if holds(beside.casefold(), "exemple", "comme", "example", "beisp", "voorbeeld", "ejemplo") and _EXAMPLE.search(
        beside
    ):
        return context.verdict > 0
    if _is_defined(line, name, end):
        return True
    if _follows_kind(before):
        return name.first or "dcterms:isPartOf" not in named  # "X fait partie du programme Y" speaks of X
    if any(a <= name.start and name.end <= b for a, b in line.emphasis) and not any(
        a <= name.start and name.end <= b for a, b in line.strong
    ):
        return False  # italics are for titles of works
    if not name.linked and line.text[name.start : name.end].islower() and "-" not in line.text[name.start : name.end]:
        return False  # a word in bold for weight
    if context.verdict < 0:
        return False
    lead = line.cut(_sentence_start(line.text, name.start), name.start)
    runs = any(n.relation != "dcterms:relation" for n in [*named_in(after), *active_in(lead), *relative_in(after)])
    if not name.first:
        return runs and name.linked and _BESIDE.match(after.text) is not None
    return True if runs else None


def _is_told_of(head: Head, after: str) -> bool:
    """Whether two weak signs present a thing: a place, a period, "this programme", a kind in its name."""
    weak = [
        any(p.places for p in head.pieces),
        any(p.period for p in head.pieces) or any(w.start or w.end for _, _, w in periods_in(after)),
        _speaks_of_kind(after),
        any(is_kind(w) for w in fold(head.name).split()),
    ]
    return sum(weak) > 1


def _is_defined(line: Line, name: _Name, end: int) -> bool:
    """ "X is a …", "X (Suisse) est une …", "X, ein Programm des …", "X: a network …"."""
    after = line.cut(name.end, end)
    if _SUBJECT.match(after.text) and not _NOT_ONE & set(fold(after.text).split()[:4]) and defining_kind(after, False):
        return True
    beside = _BESIDE.match(after.text)
    return beside is not None and bool(defining_kind(after.cut(beside.start("what"))))


def _follows_kind(before: str) -> bool:
    """Whether the kind stands right before the name: "die Plattform X", "le programme suisse X"."""
    named = _KIND_BESIDE.search(before) if before.rstrip().endswith(",") else None  # "comprend un portail, X"
    if named is not None and any(is_kind(w) for w in fold(named["kind"]).split()):
        return True
    words = fold(before.rstrip(' «„“"*')).split()[-2:]
    if not words or re.search(r"[,.;:!?)]\s*$", before) or _NOT_ONE & set(fold(before).split()[-4:]):
        return False
    last = kind_of_word(words[-1]) not in ("", "publication", "collection")
    return last or (
        len(words) > 1 and kind_of_word(words[0]) not in ("", "publication", "collection") and words[-1] not in _VERBS
    )


def _speaks_of_kind(text: str) -> bool:
    """Whether the text behind goes on with "this programme", "die Plattform", "the scheme"."""
    words = fold(text).split()[:30]
    return any(is_kind(w) and not (_NOT_ONE & set(words[max(i - 3, 0) : i])) for i, w in enumerate(words))
