"""What a candidate says about itself: one function a term, in a visible tuple.

Every function takes a Candidate with its key and gives Facts; places, periods and names come from
its head first, then from its fields, its own sentences, and last from its context.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.model.addresses import ELSEWHERE, clean_url, is_web, item_of
from kg.model.fact import Concept, Iri, Kind, Ref, Tag, Words
from kg.model.folding import fold
from kg.model.note import Line, Link
from kg.model.regex import regex
from kg.model.span import Span
from kg.recognise.candidate import Candidate
from kg.recognise.defining import defining_kind, own_sentences
from kg.recognise.initiative import is_child
from kg.recognise.language import language_of
from kg.recognise.museum_size import sizes_in, sizes_of
from kg.recognise.page import Page, values
from kg.recognise.unclear import unclear
from kg.recognise.when import period
from kg.recognise.where import country
from kg.recognise.who import organisation
from kg.recognise.words import KIND, is_generic_link, kind_of_word


def describe(candidate: Candidate, kind: Kind, page: Page) -> None:
    """Collect all facts of one entry."""
    for rule in RULES:
        rule(candidate, kind, page)


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
    lone = _lone_link(candidate)
    for line in [head.line, *candidate.texts]:
        for x in line.links:
            if x.form not in ("url", "bare") or not is_web(x.target) or (line is head.line and x.start in claimed):
                continue
            own = (
                x.form == "bare"
                or is_generic_link(line.text[x.start : x.end])
                or _same_name(line, x, candidate)
                or x is lone
            )
            behind = line is not head.line or x.start >= head.start
            (found if own and not found and behind else others).append((clean_url(x.target), line.span(x.start, x.end)))
    for index, (address, span) in enumerate(dict(found).items()):
        page.say(candidate.key, "schema:url" if index == 0 else "dcterms:references", Iri(iri=address), span, "url")
    for address, span in others:
        if address not in page.addresses:
            page.say(candidate.key, "dcterms:references", Iri(iri=address), span, "url")


def _lone_link(candidate: Candidate) -> Link | None:
    """The only link of what stands below a heading, alone on its line: "[Take the check](…)"."""
    links = [(line, x) for line in candidate.texts for x in line.links if x.form == "url"]
    if candidate.form != "heading" or candidate.head.page is not None or len(links) != 1:
        return None
    line, link = links[0]
    return link if line.text.strip() == line.text[link.start : link.end].strip() else None


def _same_name(line: Line, link: Link, candidate: Candidate) -> bool:
    text, name = fold(line.text[link.start : link.end]), fold(candidate.head.name)
    return bool(text) and (text == name or (name in text and len(text.split()) <= len(name.split()) + 3))


def same_as(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`skos:exactMatch` (an organisation's becomes `owl:sameAs`): what `same_as:`, `wikidata:` and so on name elsewhere."""
    for name in ELSEWHERE:
        for line in values(candidate, name):
            if item := item_of(line.text, name):
                page.say(candidate.key, "skos:exactMatch", Iri(iri=item), line.span(), "identity")


def part_of(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`dcterms:isPartOf`: what it is nested in."""
    parent = candidate.parent
    if parent is None or candidate.form == "inline" or not is_child(candidate):
        return
    if any(term == "mxtd:funder" and parent.head.name == text for term, text, _ in candidate.context.relations):
        return  # below who pays for it
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
    head = candidate.head
    name = head.line.span(head.start, head.end)
    for word in [*fold(head.name).split(), *fold(head.before).split()]:
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
    if candidate.form == "note":
        page.own = (fold(candidate.head.name), text)
    if text and not (candidate.form == "prose" and _is_told(fold(candidate.head.name), text, page.own)):
        page.say(
            candidate.key,
            "dcterms:description",
            Words(text=text, language=language_of(text) or page.language),
            lines[0].span(),
            "description",
        )


def _is_told(name: str, text: str, own: tuple[str, str]) -> bool:
    """Whether the description of what the note is about, by a name that may be longer, says the same already."""
    return own[0].endswith(name) and text in own[1]


_TAG = regex(r"(?<![\w/&#])#([^\W\d_][\w/-]*)")


def subject(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`dcterms:subject`: `#tags` in its own lines and its `tags` field."""
    for line in [candidate.head.line, *candidate.texts]:
        for match in _TAG.finditer(line.text) if "#" in line.text else ():
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
    country, period, organisation, museum_size, url, same_as, part_of, kind_concept, description, subject, unclear,
)  # fmt: skip
