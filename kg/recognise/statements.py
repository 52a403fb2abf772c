"""What a candidate says about itself: one function a term, in a visible tuple.

Every function takes a Candidate with its key and gives Facts; places, periods and names come from
its head first, then from its fields, its own sentences, and last from its context.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kg.model.codes import CODES
from kg.model.fact import Concept, Fact, Iri, Kind, Mention, Name, Place, Ref, Tag, Value, When, Words
from kg.model.folding import fold
from kg.model.note import Line, Link
from kg.model.place import PlaceTable
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import either
from kg.recognise import brackets
from kg.recognise.addresses import clean_url, is_web, item_of
from kg.recognise.brackets import looks_like_words
from kg.recognise.candidate import Candidate
from kg.recognise.context import serves
from kg.recognise.country import adjectives_in, is_ambiguous, place_of, suggestions
from kg.recognise.defining import defining_kind, own_sentences
from kg.recognise.field_names import property_of
from kg.recognise.initiative import is_child
from kg.recognise.language import language_of
from kg.recognise.museum_size import sizes_in, sizes_of
from kg.recognise.names import is_organisation_name, looks_like_a_person, names_from
from kg.recognise.organisation import Named, active_in, named_in, relative_in
from kg.recognise.period import Period, looks_like_a_date, period_of, periods_in
from kg.recognise.words import KIND, ORGANISATION, is_generic_link, kind_of_word


@dataclass(slots=True, kw_only=True)
class Page:
    """What is being collected about one note: mentions, facts, problems."""

    places: PlaceTable
    language: str
    mentions: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(self, subject: str, property_: str, value: Value, span: Span, rule: str) -> None:
        """Add one fact."""
        self.facts.append(Fact(subject=subject, property=property_, value=value, span=span, recogniser=rule))


def describe(candidate: Candidate, kind: Kind, page: Page) -> None:
    """Collect all facts of one entry."""
    for rule in RULES:
        rule(candidate, kind, page)


def values(candidate: Candidate, name: str) -> Iterator[Line]:
    """The values of the candidate's fields for one term."""
    for field_ in candidate.fields:
        key = property_of(field_.key) or field_.key
        if key == "led_by" and any(sizes_in(v.text) for v in field_.values):
            key = "target_size"  # "Who: small museums"
        if key == name or (key == "organisation" and name == "led_by"):
            yield from field_.values


def country(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:country`, `mxtd:region`, `mxtd:area`: bracket or field, own sentence, context."""
    head = candidate.head
    found: list[tuple[str, Span]] = [(c, head.line.span(p.start, p.end)) for p in head.pieces for c in p.places]
    for line in values(candidate, "country"):
        found.extend(_places_of_field(line, page, candidate.context.near))
    for line in (head.line.cut(head.end), *candidate.texts):
        for match in _PARTNERS.finditer(line.text):
            found.extend(_countries_beside(line.cut(match.start(1), match.end(1)), page, partners=True))
    for line in values(candidate, "unnamed"):
        pieces = brackets.pieces(line, 0, len(line.text), page.places)
        found.extend((c, line.span()) for p in pieces if all(q.places for q in pieces) for c in p.places)
    for name in ("partners", "led_by", "responsible"):
        for line in values(candidate, name):
            found.extend(_countries_beside(line, page, partners=name == "partners"))
    if not found:
        found = [(c, head.line.span(p.start, p.end)) for p in _later(candidate, page) for c in p.places]
    if not found:
        found = _own_place(candidate, page.places) or _tagged_place(candidate, page)
    if not found and kind != "resource" and candidate.form != "inline" and not _parent_elsewhere(candidate):
        found = list(candidate.context.places)
    inner = {c for c, _ in found}
    for code, span in dict(reversed(found)).items():
        if any(page.places.country_of(o) == code and o != code for o in inner) or code == "001":
            continue
        term = "mxtd:area" if code in page.places.areas else "mxtd:region" if "-" in code else "mxtd:country"
        page.say(candidate.key, term, Place(code=code), span, "country")
        if term == "mxtd:region":
            page.say(candidate.key, "mxtd:country", Place(code=page.places.country_of(code)), span, "country")


_PARTNERS = re.compile(
    r"\b(?:[Pp]artners?(?:\s+(?:from|in|countries))?\s*:?|[Cc]ountries\s?:|[Pp]ays\s?:|[Ll]änder\s?:|[Ll]anden\s?:|[Pp]aíses\s?:)\s+((?:[A-ZÀ-Þ][^.;|]*?)(?=[.;|]|$))"
)


def _countries_beside(line: Line, page: Page, *, partners: bool) -> list[tuple[str, Span]]:
    """Countries in brackets behind organisations ("Ars Electronica (AT)"), or listed as partners ("NL, PL, ES")."""
    spans = [(m.start(1), m.end(1)) for m in re.finditer(r"\(([A-Za-zÀ-ÿ ,/]{2,30})\)", line.text)]
    if partners:
        ends = [*re.finditer(r"\s*(?:[,;()&]|\band\b|\bet\b|\bund\b|\ben\b|\by\b)\s*(?:the\s)?", line.text), None]
        begin = 0
        for end in ends:
            spans.append((begin, end.start() if end else len(line.text)))
            begin = end.end() if end else begin
    found = [(c, line.span(a, b)) for a, b in spans if a < b for c in place_of(line.text[a:b], page.places)]
    regions = {c.split("-")[0] for c, _ in found if "-" in c}
    return [(c, s) for c, s in found if c not in regions]


def _later(candidate: Candidate, page: Page) -> list[brackets.Piece]:
    near = candidate.context.near
    return brackets.later(candidate.head.line, candidate.head.rest, page.places, near)


def _tagged_place(candidate: Candidate, page: Page) -> list[tuple[str, Span]]:
    """A tag of its own line that is a place: `#UK`, `#Bayern`."""
    line = candidate.head.line
    return [
        (code, line.span(m.start(), m.end()))
        for m in re.finditer(r"(?<![\w/&#])#([^\W\d_][\w-]*)", line.text)
        for code in place_of(m.group(1).replace("_", " "), page.places)
    ]


def _places_of_field(line: Line, page: Page, near: tuple[str, ...]) -> list[tuple[str, Span]]:
    """The places of a field's value, read like a bracket: several, or a city before its state or country."""
    if not line.text:
        return []
    pieces = brackets.pieces(line, 0, len(line.text), page.places, near)
    for index, piece in enumerate(pieces):
        if not piece.understood and not brackets.is_city(line, pieces, index):
            text = line.text[piece.start : piece.end]
            page.problems.append(_unknown_place(text, line.span(piece.start, piece.end), page.places))
    return [(c, line.span(p.start, p.end)) for p in pieces for c in p.places]


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


_BASED = re.compile(
    r"\b(?:based in|basée? (?:en|à|au|aux)|établie? (?:en|à|au)|mit sitz in|ansässig in|gevestigd in|con sede en|située? (?:en|à|au)|located in|aus)\s+(?:the\s+)?([A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*)",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"\b(?:in ganz|across|dans toute la|throughout|en toda|in heel)\s+(?:the\s+)?(?P<p>[A-ZÀ-Þ][\w'’-]+)"
)


_IN_CANTON = re.compile(
    r"\b(?:im|in|dans le|dans la|du|en el|en la|in de|in the|in der)\s+((?:Kanton|Bundesland|Land|canton (?:de |du |d['’])|province (?:de |du |of )|provincie|provincia de|comunidad de|state of|canton of)\s?[A-ZÀ-Þ][\w'’-]+)"
)
_FROM = re.compile(
    r"\b(?:[Aa]us|[Ff]rom|[Dd]esde|[Uu]it|[Ee]n|[Ii]n|[Aa]ux?|[Dd]ans|[Dd]e|[Dd]u|[Dd]['’])\s?(?:the |la |le |l['’]|les |el )?(?:(?:canton|province|Kanton) (?:de |du |d['’])?)?"
    r"([A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,2}(?:, [A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,1})?)"
)


def _own_place(candidate: Candidate, places: PlaceTable) -> list[tuple[str, Span]]:
    """The adjective beside the kind in the entry's own sentences; "based in Norway"; what stands before it."""
    spoken = candidate.form == "prose"
    for line, bare in own_sentences(candidate):
        if not (spoken or defining_kind(line, bare)):
            continue
        starts = [0, *(m.end() for m in re.finditer(r"(?<=[a-zà-ÿ)\d])[.!?;]\s", line.text))]
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
    for line in [candidate.head.line.cut(candidate.head.end), *candidate.texts[:3]]:
        for pattern in (_IN_CANTON, _BASED):
            for match in pattern.finditer(line.text):
                behind = re.compile(r",\s+(?:[A-Z]{2}\b|[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)").match(
                    line.text, match.end()
                )
                end = behind.end() if behind else match.end(1)
                codes = tuple(c for p in brackets.pieces(line, match.start(1), end, places) for c in p.places)
                if codes and match.group().casefold()[:3] != "aus":
                    return [(codes[-1], line.span(match.start(1), end))]
    return []


def _beside_kind(sentence: Line, places: PlaceTable) -> tuple[str, Span] | None:
    """The place that an adjective near the kind says, or "of …" behind it: "plateforme suisse", "Bibliothek der Schweiz"."""
    words = list(re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", sentence.text))
    kinds = [i for i, w in enumerate(words) if kind_of_word(fold(w.group()))][:2]
    for a, b, code in adjectives_in(sentence.text, places) if kinds else []:
        if code == "001" or serves(sentence.text, a, b) or _named_by(sentence, a, b):
            continue
        for kind in kinds:
            low, high = words[max(kind - 3, 0)].start(), words[min(kind + 3, len(words) - 1)].end()
            name = sentence.text[a].isupper() and fold(sentence.text[a:b]) not in places.adjectives
            of = (
                re.search(r"^\s(?:in|en|à|im|aus|de)\s(?:la |le |der |het )?$", sentence.text[words[kind].end() : a])
                is not None
                or re.search(r"\b(?:der|des|de|du|of|von|van|del|d['’])\s*(?:la |le |l['’]|the )?$", sentence.text[:a])
                is not None
            )
            if low <= a and b <= high and (not name or (of and a > words[kind].start())):
                return code, sentence.span(a, b)
    return None


def _named_by(line: Line, a: int, b: int) -> bool:
    return any(n.start <= a and b <= n.end for n in [*named_in(line), *relative_in(line), *active_in(line)])


def _unknown_place(text: str, span: Span, places: PlaceTable) -> Problem:
    several = is_ambiguous(text, places)
    near = suggestions(text, places)
    if several:
        return CODES["KG202"].at(span, text=text, places=", ".join(several))
    return CODES["KG201"].at(span, hint=bool(near), text=text, near=either(near))


def period(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`schema:startDate`, `schema:endDate`, `mxtd:status`."""
    head = candidate.head
    said: list[tuple[Period, Span]] = [(p.period, head.line.span(p.start, p.end)) for p in head.pieces if p.period]
    for name in ("period", "start", "end", "status", "unnamed"):
        for line in values(candidate, name):
            when = period_of(line.text) or next((w for _, _, w in periods_in(line.text)), None)
            if name == "end" and when and when.start and not when.end:
                when = Period(end=when.start, status=when.status)
            if name == "start" and when:
                when = Period(start=when.start or when.end)
            if when is not None:
                said.append((when, line.span()))
            elif line.text and name != "unnamed":
                page.problems.append(_unknown_date(line.text, line.span()))
    if not said:
        said = [(p.period, head.line.span(p.start, p.end)) for p in _later(candidate, page) if p.period]
    if not said:
        texts = [head.line.cut(head.end), *candidate.texts, *values(candidate, "description")]
        told = [candidate.lead] if candidate.lead is not None else []
        said = [(w, line.span(a, b)) for line in [*texts, *told] for a, b, w in periods_in(line.text)][:2]
    done: set[str] = set()
    for when, span in said:
        for term, value in (("schema:startDate", when.start), ("schema:endDate", when.end)):
            if value and term not in done:
                done.add(term)
                page.say(candidate.key, term, When(edtf=value), span, "period")
        if when.status and "mxtd:status" not in done:
            done.add("mxtd:status")
            page.say(candidate.key, "mxtd:status", Concept(name=f"status-{when.status}"), span, "period")


def _unknown_date(text: str, span: Span) -> Problem:
    return CODES["KG203"].at(span, text=text)


def organisation(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:ledBy`, `mxtd:funder`, and the relations that phrases name."""
    head, key = candidate.head, candidate.key
    said: set[str] = set()
    for piece in head.pieces:
        for term, reach in (("mxtd:ledBy", piece.leader), ("mxtd:funder", piece.funder)):
            if reach is not None:
                said.add(term)
                names = names_from(head.line, reach[0]) or [reach]
                for a, b in names:
                    if b <= reach[1]:
                        name_thing(page, key, term, head.line, a, b)
    for a, b in head.odd:
        if head.line.text[a:b].strip():
            _odd(candidate, kind, page, a, b)
    for name, term in (("led_by", "mxtd:ledBy"), ("funder", "mxtd:funder"), ("part_of", "dcterms:isPartOf")):
        for line in values(candidate, name):
            for part in _named_parts(line):
                said.add(term)
                name_thing(page, key, term, line, *part)
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
    if kind == "initiative" and not (is_child(candidate) and candidate.parent and "mxtd:ledBy" in said):
        for term, text, span in candidate.context.relations:
            if term not in said:
                weak_thing(page, key, term, text, span)


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


def _named_parts(line: Line) -> list[tuple[int, int]]:
    """The names in a field's value: those of its phrases, else its parts at commas and semicolons, or at "et"."""
    phrased = [(n.start, n.end) for n in named_in(line) if n.relation in ("mxtd:ledBy", "mxtd:funder")]
    if phrased:
        return phrased
    found: list[tuple[int, int]] = []
    position = 0
    for match in [*re.finditer(r"\s*[,;|]\s*|\s+/\s+|$", line.text)]:
        if match.start() > position:
            if "(" in line.text[position : match.start()] and re.search(
                r"\s*\([^()]*\)\s*$", line.text[position : match.start()]
            ):
                found.append((position, position + line.text[position : match.start()].index("(")))
                position = match.end()
                continue
            names = names_from(line, position)
            names = [n for n in names if n[1] <= match.start()]
            found.extend(names if names and names[-1][1] >= match.start() - 1 else [(position, match.start())])
        position = match.end()
    return [(a, b) for a, b in found if re.search(r"[^\W\d_]", line.text[a:b])]


def _odd(candidate: Candidate, kind: Kind, page: Page, a: int, b: int) -> None:
    """A bracket's piece that no rule understood: an organisation beside an "x", or information."""
    line = candidate.head.line
    text = line.text[a:b]
    crossed = re.search(r"\s[x×]\s*$", line.text[:a]) is not None and text[:1].isupper()
    legend = candidate.context.legend and text[:1].isupper() and not looks_like_a_date(text)
    if crossed or legend or (kind != "organisation" and _is_runner(candidate, text)):
        name_thing(page, candidate.key, "mxtd:ledBy", line, a, b)
        return
    if len(text) > 60 or not (text[:1].isupper() or looks_like_a_date(text)):
        return
    page.problems.append(
        _unknown_date(text, line.span(a, b))
        if looks_like_a_date(text)
        else _unknown_place(text, line.span(a, b), page.places)
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


def name_thing(page: Page, subject: str, term: str, line: Line, a: int, b: int) -> None:
    """State that `subject` is led by, funded by, part of … what `line` names from `a` to `b`."""
    link = next((x for x in line.links if a <= x.start + 2 and x.start <= a and x.end <= b + 2), None)
    weak_thing(page, subject, term, line.text[a:b], line.span(a, b), link)


_AMOUNT = re.compile(
    r"[£€$]|\d[\d\s\u00a0\u202f.,'’]*(?:k|M|Mio|million\w*)?\s?(?:€|\$|£|CHF|EUR|euros?|USD|GBP|francs?|dollars?)\b|\d{1,3}(?:[\s\u00a0\u202f.,'’]\d{3})+\b|0{2,3}\s",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    ["unknown", "inconnu", "inconnue", "a preciser", "unbekannt", "onbekend", "desconocido", "tbd", "tbc", "n a", "aucun", "none", "keine", "keiner", "a verifier", "to be confirmed"]
)  # fmt: skip


def weak_thing(page: Page, subject: str, term: str, text: str, span: Span, link: Link | None = None) -> None:
    """A mention by name only, and the fact that points to it."""
    name = text.strip(" \t\u00a0.,;:«»“”\"'*")
    if not name or _AMOUNT.match(name) or fold(name) in _NOBODY:
        return
    key = f"{span.path}:{span.line}:{span.column}-{span.end}"  # never that of an entry whose name begins here
    org = term in ("mxtd:ledBy", "mxtd:funder")
    pages = (clean_url(link.target),) if link is not None and link.form == "url" and is_web(link.target) else ()
    if all(m.key != key for m in page.mentions):
        page.mentions.append(
            Mention(key=key, kind="organisation" if org else "initiative", span=span, pages=pages,
                    names=(Name(text=name, span=span, recogniser="organisation" if org else "part_of", language=language_of(name)),),
                    wiki=link.target if link is not None and link.form == "wiki" else "", weak=True, entry=org)
        )  # fmt: skip
        if pages and org:
            page.say(key, "schema:url", Iri(iri=pages[0]), span, "url")
    page.say(subject, term, Ref(key=key), span, "organisation" if org else "part_of")


def museum_size(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:targetSize`: its own words, else those of its headings."""
    found: list[tuple[str, Span]] = []
    for line in values(candidate, "target_size"):
        for size in sizes_of(line.text):
            found.append((size, line.span()))
        found.extend((s, line.span(a, b)) for a, b, s in sizes_in(line.text))
    for line in [candidate.head.line, *candidate.texts, *values(candidate, "description")]:
        found.extend((s, line.span(a, b)) for a, b, s in sizes_in(line.text))
    if not found and kind == "initiative":
        found = list(candidate.context.sizes)
    if kind == "organisation":
        return
    for size, span in dict(reversed(found)).items():
        page.say(candidate.key, "mxtd:targetSize", Concept(name=f"size-{size}"), span, "museum_size")


def url(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`schema:url`: one a thing; further links are `dcterms:references`."""
    head = candidate.head
    found: list[tuple[str, Span]] = []
    if head.page is not None and is_web(head.page.target):
        found.append((clean_url(head.page.target), head.line.span(head.page.start, head.page.end)))
    for line in values(candidate, "url"):
        targets = [(x.target, line.span(x.start, x.end)) for x in line.links if is_web(x.target)]
        if not targets and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", line.text):
            targets = [(f"https://{line.text}", line.span())]
        found.extend((clean_url(t), s) for t, s in targets)
    claimed = {x.start for line in [head.line] for x in line.links if x is head.page}
    others: list[tuple[str, Span]] = []
    for line in [head.line, *candidate.texts]:
        for x in line.links:
            if x.form not in ("url", "bare") or not is_web(x.target) or (line is head.line and x.start in claimed):
                continue
            own = x.form == "bare" or is_generic_link(line.text[x.start : x.end]) or _same_name(line, x, candidate)
            behind = line is not head.line or x.start >= head.start
            (found if own and not found and behind else others).append((clean_url(x.target), line.span(x.start, x.end)))
    for index, (address, span) in enumerate(dict(found).items()):
        page.say(candidate.key, "schema:url" if index == 0 else "dcterms:references", Iri(iri=address), span, "url")
    named = {f.value.iri for f in page.facts if isinstance(f.value, Iri) and f.property == "schema:url"}
    for address, span in others:
        if address not in named:
            page.say(candidate.key, "dcterms:references", Iri(iri=address), span, "url")


def _same_name(line: Line, link: Link, candidate: Candidate) -> bool:
    text, name = fold(line.text[link.start : link.end]), fold(candidate.head.name)
    return bool(text) and (text == name or (name in text and len(text.split()) <= len(name.split()) + 3))


def same_as(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`skos:exactMatch` (an organisation's becomes `owl:sameAs`): what `same_as:` and `wikidata:` name elsewhere."""
    for name in ("same_as", "wikidata"):
        for line in values(candidate, name):
            if item := item_of(line.text):
                page.say(candidate.key, "skos:exactMatch", Iri(iri=item), line.span(), "identity")


def part_of(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`dcterms:isPartOf`: what it is nested in."""
    parent = candidate.parent
    if parent is None or candidate.form == "inline" or not is_child(candidate):
        return
    span = candidate.head.line.span(candidate.head.start, candidate.head.end)
    page.say(candidate.key, "dcterms:isPartOf", Ref(key=parent.key), span, "part_of")


def kind_concept(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:kind`: the kind that its own text, its name or its heading says."""
    if kind != "initiative":
        return
    for line in values(candidate, "type"):
        for word in fold(line.text).split():
            if found := kind_of_word(word):
                page.say(candidate.key, "mxtd:kind", Concept(name=f"kind-{found}"), line.span(), "initiative")
                return
    for line, bare in own_sentences(candidate):
        if found := defining_kind(line, bare):
            page.say(candidate.key, "mxtd:kind", Concept(name=f"kind-{found}"), line.span(), "initiative")
            return
    name = candidate.head.line.span(candidate.head.start, candidate.head.end)
    for word in fold(candidate.head.name).split():
        if word in KIND:
            page.say(candidate.key, "mxtd:kind", Concept(name=f"kind-{KIND[word]}"), name, "initiative")
            return
    if candidate.context.kind:
        page.say(candidate.key, "mxtd:kind", Concept(name=f"kind-{candidate.context.kind}"), name, "initiative")


def description(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`dcterms:description`: the rest of the line and the continuation lines."""
    lines = [x for x in [candidate.rest, *candidate.texts] if x.text]
    for line in values(candidate, "description"):
        lines.append(line)
    text = " ".join(" ".join(x.text.split()) for x in lines)
    if len(text.split()) < 3 or len(text) > 4000:
        text = text[:4000] if len(text) > 4000 else ""
    if text:
        page.say(
            candidate.key,
            "dcterms:description",
            Words(text=text, language=language_of(text) or page.language),
            lines[0].span(),
            "description",
        )


def subject(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`dcterms:subject`: `#tags` in its own lines and its `tags` field."""
    for line in [candidate.head.line, *candidate.texts]:
        for match in re.finditer(r"(?<![\w/&#])#([^\W\d_][\w/-]*)", line.text):
            page.say(
                candidate.key,
                "dcterms:subject",
                Tag(name=match.group(1)),
                line.span(match.start(), match.end()),
                "subject",
            )
    for line in values(candidate, "tags"):
        for match in re.finditer(r"[^\s,#]+", line.text):
            page.say(
                candidate.key,
                "dcterms:subject",
                Tag(name=match.group()),
                line.span(match.start(), match.end()),
                "subject",
            )


RULES: tuple[Callable[[Candidate, Kind, Page], None], ...] = (
    country, period, organisation, museum_size, url, same_as, part_of, kind_concept, description, subject,
)  # fmt: skip
