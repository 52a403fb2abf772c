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
from kg.recognise.addresses import clean_url, is_web
from kg.recognise.context import serves
from kg.recognise.country import adjectives_in, is_ambiguous, place_of, suggestions
from kg.recognise.field_names import property_of
from kg.recognise.initiative import defining_kind, is_child, own_sentences
from kg.recognise.language import language_of
from kg.recognise.museum_size import size_of, sizes_in
from kg.recognise.organisation import named_in, names_from
from kg.recognise.outline import Candidate
from kg.recognise.period import Period, looks_like_a_date, period_of, periods_in
from kg.recognise.words import KIND, is_generic_link, kind_of_word


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
        if (property_of(field_.key) or field_.key) == name:
            yield from field_.values


def _parts(line: Line) -> Iterator[Line]:
    position = 0
    for match in re.finditer(r"\s*[,;|/]\s*|\s+(?:et|and|und|en|y|&|x|[-–—])\s+", line.text):
        yield line.cut(position, match.start())
        position = match.end()
    yield line.cut(position)


def country(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`mxtd:country`, `mxtd:region`, `mxtd:area`: bracket or field, own sentence, context."""
    head = candidate.head
    found: list[tuple[str, Span]] = [(c, head.line.span(p.start, p.end)) for p in head.pieces for c in p.places]
    for line in values(candidate, "country"):
        whole = place_of(line.text, page.places)
        parts = [] if whole else list(_parts(line))
        context = tuple(c for part in parts for c in place_of(part.text, page.places))
        found.extend((c, line.span()) for c in whole)
        for part in parts:
            codes = place_of(part.text, page.places, context)
            found.extend((c, part.span()) for c in codes)
            if not codes and part.text:
                page.problems.append(_unknown_place(part.text, part.span(), page.places))
    if not found:
        found = _own_place(candidate, page.places)
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


def _parent_elsewhere(candidate: Candidate) -> bool:
    """Whether what it is nested in has a place of its own: that is nearer than the heading's."""
    parent = candidate.parent
    return parent is not None and (any(p.places for p in parent.head.pieces) or _parent_elsewhere(parent))


_BASED = re.compile(
    r"\b(?:based in|basée? (?:en|à|au|aux)|établie? (?:en|à|au)|mit sitz in|ansässig in|gevestigd in|con sede en|située? (?:en|à|au)|located in|aus)\s+(?:the\s+)?([A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*)",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"\b(?:in ganz|across|dans toute la|throughout|en toda|in heel)\s+(?:the\s+)?(?P<p>[A-ZÀ-Þ][\w'’-]+)"
)


def _own_place(candidate: Candidate, places: PlaceTable) -> list[tuple[str, Span]]:
    """The adjective beside the kind in the entry's defining sentence; "based in Norway"."""
    for line, bare in own_sentences(candidate):
        if not defining_kind(line, bare):
            continue
        sentence = re.split(r"(?<=[a-zà-ÿ)])\.\s", line.text)[0]
        words = list(re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", sentence))
        kinds = [i for i, w in enumerate(words) if kind_of_word(fold(w.group()))]
        if not kinds:
            continue
        low = words[max(kinds[0] - 3, 0)].start()
        high = words[min(kinds[0] + 3, len(words) - 1)].end()
        for a, b, code in adjectives_in(sentence, places):
            if low <= a and b <= high and not serves(sentence, a, b) and code != "001" and not _named_by(line, a, b):
                return [(code, line.span(a, b))]
    for line in [candidate.head.line.cut(candidate.head.end), *candidate.texts[:3]]:
        for pattern in (_BASED,):
            for match in pattern.finditer(line.text):
                codes = place_of(match.group(1), places)
                if codes and match.group().casefold()[:3] != "aus":
                    return [(codes[0], line.span(match.start(1), match.end(1)))]
    return []


def _named_by(line: Line, a: int, b: int) -> bool:
    return any(n.start <= a and b <= n.end for n in named_in(line))


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
    for name in ("period", "start", "end", "status"):
        for line in values(candidate, name):
            when = period_of(line.text)
            if name == "end" and when and when.start and not when.end:
                when = Period(end=when.start, status=when.status)
            if name == "start" and when:
                when = Period(start=when.start or when.end)
            if when is not None:
                said.append((when, line.span()))
            elif line.text:
                page.problems.append(_unknown_date(line.text, line.span()))
    if not said:
        texts = [head.line.cut(head.rest), *candidate.texts]
        said = [(w, line.span(a, b)) for line in texts for a, b, w in periods_in(line.text)][:2]
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
            _odd(candidate, page, a, b)
    for name, term in (("led_by", "mxtd:ledBy"), ("funder", "mxtd:funder"), ("part_of", "dcterms:isPartOf")):
        for line in values(candidate, name):
            for part in _named_parts(line):
                said.add(term)
                name_thing(page, key, term, line, *part)
    for line in [head.line.cut(head.rest), *candidate.texts]:
        for named in named_in(line):
            said.add(named.relation)
            name_thing(page, key, named.relation, line, named.start, named.end)
    if kind == "initiative" and not (is_child(candidate) and candidate.parent and "mxtd:ledBy" in said):
        for term, text, span in candidate.context.relations:
            if term not in said:
                weak_thing(page, key, term, text, span)


def _named_parts(line: Line) -> list[tuple[int, int]]:
    """The names in a field's value: split at commas and semicolons, "et" where it parts two names."""
    found: list[tuple[int, int]] = []
    position = 0
    for match in [*re.finditer(r"\s*[,;|]\s*|\s+/\s+|$", line.text)]:
        if match.start() > position:
            names = names_from(line, position)
            names = [n for n in names if n[1] <= match.start()]
            found.extend(names if names and names[-1][1] >= match.start() - 1 else [(position, match.start())])
        position = match.end()
    return [(a, b) for a, b in found if line.text[a:b].strip()]


def _odd(candidate: Candidate, page: Page, a: int, b: int) -> None:
    """A bracket's piece that no rule understood: an organisation beside an "x", or information."""
    line = candidate.head.line
    text = line.text[a:b]
    if re.search(r"\s[x×]\s*$", line.text[:a]) and text[:1].isupper():
        name_thing(page, candidate.key, "mxtd:ledBy", line, a, b)
        return
    if len(text) > 60 or not (text[:1].isupper() or looks_like_a_date(text)):
        return
    page.problems.append(
        _unknown_date(text, line.span(a, b))
        if looks_like_a_date(text)
        else _unknown_place(text, line.span(a, b), page.places)
    )


def name_thing(page: Page, subject: str, term: str, line: Line, a: int, b: int) -> None:
    """State that `subject` is led by, funded by, part of … what `line` names from `a` to `b`."""
    link = next((x for x in line.links if a <= x.start + 2 and x.start <= a and x.end <= b + 2), None)
    weak_thing(page, subject, term, line.text[a:b], line.span(a, b), link)


def weak_thing(page: Page, subject: str, term: str, text: str, span: Span, link: Link | None = None) -> None:
    """A mention by name only, and the fact that points to it."""
    name = text.strip(" \t\u00a0.,;:«»“”\"'*")
    if not name:
        return
    key = f"{span.path}:{span.line}:{span.column}"
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
        for part in _parts(line):
            size = size_of(part.text)
            if size:
                found.append((size, part.span()))
        found.extend((s, line.span(a, b)) for a, b, s in sizes_in(line.text))
    for line in [candidate.head.line, *candidate.texts]:
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
            (found if own and not found and x.start >= head.start else others).append(
                (clean_url(x.target), line.span(x.start, x.end))
            )
    for index, (address, span) in enumerate(dict(found).items()):
        page.say(candidate.key, "schema:url" if index == 0 else "dcterms:references", Iri(iri=address), span, "url")
    named = {f.value.iri for f in page.facts if isinstance(f.value, Iri) and f.property == "schema:url"}
    for address, span in others:
        if address not in named:
            page.say(candidate.key, "dcterms:references", Iri(iri=address), span, "url")


def _same_name(line: Line, link: Link, candidate: Candidate) -> bool:
    text = fold(line.text[link.start : link.end])
    return bool(text) and text == fold(candidate.head.name)


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
    lines = [x for x in [candidate.head.line.cut(candidate.head.rest), *candidate.texts] if x.text]
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
    country, period, organisation, museum_size, url, part_of, kind_concept, description, subject,
)  # fmt: skip
