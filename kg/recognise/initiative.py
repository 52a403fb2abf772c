"""What is an entry, and of what kind: one piece of evidence is enough, one veto too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.model.fact import Kind
from kg.model.folding import fold
from kg.recognise.candidate import Candidate
from kg.recognise.defining import BARE, IS, defines, names_runner, own_sentences
from kg.recognise.field_names import property_of
from kg.recognise.museum_size import sizes_in
from kg.recognise.names import (
    is_funder_name,
    is_organisation_name,
    named_as_kind,
    names_an_organisation,
    reads_like_a_name,
)
from kg.recognise.organisation import active_in
from kg.recognise.period import periods_in
from kg.recognise.verdict import names_one_organisation
from kg.recognise.vetoes import VETOES, reads_like_a_sentence
from kg.recognise.words import PUBLICATION, is_negative, is_negative_name, kind_of_word

_STRONG_ORG = re.compile(
    r"\b(?:association|fondation|ministere|universite|office|agence|federation|ong|organisme|syndicat|societe|foundation|council|trust|ministry|university|agency|"
    r"charity|nonprofit|organisation|organization|stiftung|verband|verein|ministerium|gesellschaft|hochschule|universitat|bundesamt|amt|behorde|dachverband|\w+verband|\w+stiftung|vereniging|stichting|ministerie|"
    r"universiteit|\w+bund|\w+amt|\w*landesstelle|museumsbund|fundacion|asociacion|ministerio|universidad|federacion|gmbh|ag|company|entreprise|institut|institute|instituut)\b"
)
_WEAK_ORG = frozenset(
    """
    musee musees museum museums museen museo museos ville canton region direction
    """.split()
)
_DECLARED: dict[str, Kind] = {
    "organisation": "organisation", "organization": "organisation", "organismo": "organisation", "association": "organisation", "fondation": "organisation",
    "funder": "organisation", "financeur": "organisation", "institution": "organisation", "stiftung": "organisation", "organisatie": "organisation",
    "organizacion": "organisation", "verein": "organisation", "resource": "resource", "ressource": "resource", "guide": "initiative",
}  # fmt: skip


def kind_of(candidate: Candidate) -> Kind | None:
    """What the candidate is, or None when it is no entry."""
    name = candidate.head.name
    declared = declared_kind(candidate)
    if declared is not None:
        return declared
    if candidate.context.entries:
        return _asked(candidate)
    if not _named_by_field(candidate) and any(veto(candidate) for veto in VETOES):
        return None
    if not _evident(candidate):
        return None
    if is_child(candidate) and _is_publication(name) and not candidate.head.bracketed and candidate.form != "inline":
        return "resource"
    return "organisation" if _is_organisation(candidate) else "initiative"


def by_company(found: Sequence[Candidate], kinds: Mapping[int, Kind]) -> dict[int, Kind]:
    """What is an entry because of what stands beside or below it.

    In a list of which at least half are entries, an item with a bracket, a field or a description is one too; so
    is the organisation whose programmes are nested below it.
    """
    more: dict[int, Kind] = {}
    lists: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.form == "item":
            lists[candidate.listing].append(candidate)
    everywhere = [c for items in lists.values() for c in items if c.context.verdict >= 0]
    mostly = len(everywhere) > 5 and 3 * sum(id(c) in kinds for c in everywhere) > 2 * len(everywhere)
    for items in lists.values():
        accepted = sum(id(c) in kinds for c in items)
        if not (accepted >= 2 or (mostly and accepted)) or 2 * accepted < len(items):
            continue
        for candidate in items:
            sized = sizes_in(candidate.head.line.text)
            said = sized or candidate.head.bracketed or candidate.fields or _described(candidate) or candidate.head.link
            if (
                candidate.head.link is None
                and sum(w[:1].islower() and len(w) > 4 for w in candidate.head.name.split()) > 2
            ):
                continue  # a sentence
            if candidate.task and not any(p.understood for p in candidate.head.pieces):
                continue  # a to-do
            if id(candidate) not in kinds and said and not any(v(candidate) for v in VETOES):
                more[id(candidate)] = "organisation" if _is_organisation(candidate) else "initiative"
    for candidate in found:
        parent = candidate.parent
        if parent is None or id(candidate) not in {*kinds, *more} or id(parent) in {*kinds, *more}:
            continue
        if (
            parent.form in ("item", "heading")
            and (names_an_organisation(parent.head.name) or is_funder_name(parent.head.name) or _is_bold(parent))
            and parent.context.verdict >= 0
        ):
            more[id(parent)] = "organisation"
    for candidate in found:
        parent = candidate.parent
        if (
            parent is None
            or candidate.form != "item"
            or id(candidate) in {*kinds, *more}
            or candidate.head.link is None
        ):
            continue
        if (
            id(parent) in {*kinds, *more}
            and reads_like_a_name(candidate.head.name)
            and not any(v(candidate) for v in VETOES)
        ):
            named = set(fold(candidate.head.name).split()[:1]) & PUBLICATION or is_negative_name(candidate.head.name)
            if not named:
                more[id(candidate)] = "organisation" if _is_organisation(candidate) else "initiative"
    return more


def labels(found: Sequence[Candidate]) -> set[int]:
    """The bare items of one list that only group what is nested in them: cities, themes."""
    size = Counter(c.listing for c in found if c.form == "item" and c.parent is None)
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for parent in {id(c.parent): c.parent for c in found if c.parent is not None and c.form == "item"}.values():
        head = parent.head
        bare = (
            head.link is None and not head.bracketed and not parent.texts and not parent.fields and not parent.rest.text
        )
        if parent.form == "item" and bare and not names_an_organisation(head.name):
            groups[parent.listing].append(parent)
    return {id(p) for listing, group in groups.items() if len(group) > 1 and len(group) == size[listing] for p in group}


def _contains(candidate: Candidate) -> bool:
    """Whether what has entries nested in it is who runs them: by its name, or bold and without a word on itself."""
    head = candidate.head
    if candidate.fields or any(kind_of_word(w) for w in fold(head.name).split()) or any(p.period for p in head.pieces):
        return False
    rest = head.line.text[head.end :]
    legal = re.search(r"\b(?:vzw|asbl|e\. ?V\.|gGmbH|CIO|Ltd|inc)\b", rest) is not None
    bare = head.link is None and _is_bold(candidate) and not candidate.texts and not rest.strip(" .:")
    return names_an_organisation(head.name) or legal or bare


def declared_kind(candidate: Candidate) -> Kind | None:
    """The kind that a field of type says, or None."""
    for field in candidate.fields:
        if (property_of(field.key) or field.key) != "type":
            continue
        for value in field.values:
            for word in fold(value.text).split():
                if word in _DECLARED:
                    return _DECLARED[word]
                if kind_of_word(word) not in ("", "publication") and not is_negative(word):
                    return "initiative"
    return None


def _asked(candidate: Candidate) -> Kind | None:
    """The author's `entries:`."""
    wanted = candidate.context.entries
    if wanted == "none" or reads_like_a_sentence(candidate) or candidate.form == "inline":
        return None
    if wanted == "organisation":
        return "organisation"
    if wanted == "resource":
        return "resource"
    return "organisation" if _is_organisation(candidate) else "initiative"


def _named_by_field(candidate: Candidate) -> bool:
    """Whether a field says its name: then the heading need not read like one."""
    return any((property_of(f.key) or f.key) == "name" for f in candidate.fields) and candidate.context.verdict >= 0


_SAYS = frozenset("country start end funder led_by part_of target_size status period wikidata".split())


def _evident(candidate: Candidate) -> bool:
    """One piece of evidence: columns or fields, its own words, a bracket behind a linked name, an announced list."""
    head, verdict = candidate.head, candidate.context.verdict
    linked = head.link is not None or head.page is not None or (head.bracketed and _is_bold(candidate))
    if candidate.form == "inline":
        return candidate.parent is not None and verdict >= 0
    if candidate.form == "prose":
        return True  # what runs in a text was taken for what the text says of it
    if candidate.task and head.link is None:
        return False
    if candidate.columns or {property_of(f.key) or f.key for f in candidate.fields} & _SAYS:
        return True
    if defines(candidate) or names_runner(candidate) or _tagged(candidate):
        return True
    if head.funder is not None or (candidate.form == "heading" and head.bracketed and candidate.texts):
        return True
    if linked and any(kind_of_word(w) not in ("", "publication") for w in fold(head.prefix).split()):
        return True
    if linked and verdict == 0 and named_as_kind(head.name):
        return True
    if head.bracketed:
        return verdict > 0 or is_child(candidate) or (linked and _reads_like_a_name(candidate))
    if is_child(candidate):
        return verdict > 0 and (linked or _described(candidate))
    if candidate.form == "heading":
        return verdict > 0 and (linked or _is_told_of(candidate) or names_one_organisation(head.name))
    if candidate.context.weak:
        line = head.line.text
        told = reads_like_a_name(head.name) and (periods_in(line) or sizes_in(line) or named_as_kind(head.name))
        return verdict > 0 and (linked or bool(told))
    return verdict > 0 and (linked or len(head.name.split()) <= 7)


def _is_bold(candidate: Candidate) -> bool:
    head = candidate.head
    return any(a <= head.start and head.end <= b for a, b in head.line.strong)


def _is_told_of(candidate: Candidate) -> bool:
    """Whether the text below a heading says something that is said of entries: a period, a size, a page."""
    return any(
        periods_in(line.text) or sizes_in(line.text) or any(x.form in ("url", "bare") for x in line.links)
        for line in candidate.texts[:4]
    )


def _described(candidate: Candidate) -> bool:
    """A dash and a description behind a short name: "Skills Academy – free online courses"."""
    rest = candidate.head.line.text[candidate.head.end :].strip()
    return rest[:1] in "–—-:" and len(candidate.head.name.split()) <= 5 and candidate.head.name[:1].isupper()


def _tagged(candidate: Candidate) -> bool:
    """A `#Projekt`, `#plateforme` in its own line."""
    head = candidate.head
    tags = re.findall(r"(?<![\w/&#])#([^\W\d_][\w-]*)", head.line.text[head.end :])
    return any(kind_of_word(fold(t)) and not is_negative(fold(t)) for t in tags)


def _reads_like_a_name(candidate: Candidate) -> bool:
    """In no announced list a linked title with place and year is more often an article's or a show's than an entry's.

    A name is short; behind it stands a place, or a period with two ends or "since".
    """
    head = candidate.head
    first = fold(head.name).split()[:1]
    if not reads_like_a_name(head.name) or set(first) & PUBLICATION or is_negative_name(head.name):
        return False
    said = [p for p in head.pieces if p.understood]
    lone = [p for p in said if p.period is not None and re.fullmatch(r"\d{4}", head.line.text[p.start : p.end].strip())]
    return not lone or candidate.context.verdict > 0


def is_child(candidate: Candidate) -> bool:
    """Whether it is nested in another candidate's item."""
    parent = candidate.parent
    if parent is not None and parent.form == "heading":
        return candidate.form in ("heading", "item") and candidate.context.verdict >= 0
    return parent is not None and parent.form in ("item", "row", "inline")


def _only_year(candidate: Candidate) -> bool:
    """A bare year behind a linked name in no announced list is more often a citation's."""
    pieces = [p for p in candidate.head.pieces if p.understood]
    one = len(pieces) == 1 and pieces[0].period is not None and not (pieces[0].period.end or pieces[0].period.status)
    text = candidate.head.line.text[pieces[0].start : pieces[0].end] if one else ""
    return one and re.fullmatch(r"\d{4}", text.strip()) is not None and candidate.context.verdict <= 0


def _is_publication(name: str) -> bool:
    return any(w in PUBLICATION for w in fold(name).split())


_PREPOSITIONS = frozenset(
    """
    par by von vom durch door por pour for fur voor para de du des of der avec with mit met con
    """.split()
)


def _noun_phrase(words: list[str]) -> list[str]:
    """The words before the first preposition: what a thing is called, not whom it belongs to."""
    for index, word in enumerate(words):
        if word in _PREPOSITIONS:
            return words[:index]
    return words


def _is_organisation(candidate: Candidate) -> bool:
    head = candidate.head
    name = head.name if head.programme is None else head.line.text[slice(*head.programme)]
    folded = fold(name)
    spelled = [head.line.text[a:b] for a, b in (*head.odd, *([head.acronym] if head.acronym else ()))]
    phrases = [_noun_phrase(fold(t).split()) for t in spelled]
    if any(_STRONG_ORG.search(" ".join(p)) and not any(kind_of_word(w) for w in p) for p in phrases):
        return not any(kind_of_word(w) for w in folded.split())
    kinds = [w for w in folded.split() if kind_of_word(w)]
    for line, _ in own_sentences(candidate)[:2]:
        if active_in(line):
            continue  # "The Tern Foundation pays for it" speaks of another
        match = IS.search(line.text) or BARE.match(line.text)
        said = _noun_phrase(fold(match.group("rest")).split()[:4]) if match else []
        if _STRONG_ORG.search(" ".join(said)) and not any(kind_of_word(w) for w in said[:2]):
            return True
        if any(kind_of_word(w) for w in said[:3]):
            return False
    if _STRONG_ORG.fullmatch(folded.split()[0]) and len(folded.split()) > 1:
        return True
    nested = candidate.parent is not None and candidate.parent.form == "item"
    if candidate.context.organisations and not nested:
        return not kinds or bool(_STRONG_ORG.search(folded))
    if _STRONG_ORG.search(folded) and not kinds:
        return True
    return (
        is_organisation_name(name)
        and not kinds
        and not (set(folded.split()) & _WEAK_ORG)
        and bool(_STRONG_ORG.search(folded))
    )
