"""What an entry's own text says that it is: "une plateforme suisse …", "X is a network of …"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.folding import fold, without_article
from kg.model.note import Line
from kg.model.regex import regex
from kg.recognise.behind import is_acronym
from kg.recognise.candidate import Candidate
from kg.recognise.language import language_of
from kg.recognise.organisation import Named, begins_with, named_in
from kg.recognise.words import is_either, is_negative, is_plural, kind_of_word, may_name_one

_ARTICLE = r"(?:(?:une?|an?|the|eine?[nmrs]?|der|die|das|een|het|una?|unos|le|la|el)\b|[ld]['’])"
# Both are for text in lower case.
BARE = regex(
    rf"^\W*(?:(?:il s['’]agit d['’]|c['’]est |est |it['’]s |it is |this is |is |es ist |das ist |ist |dit is |is |es |se trata de )?{_ARTICLE}\s?)?(?P<rest>.+)$"
)
IS = regex(
    rf"(?:\b(?:est|is|ist|es|était|was|war|sont|are|sind|zijn|fue)\s+(?:aussi |auch |also |ook |también )?(?:l['’]un(?:e)? des |one of the )?{_ARTICLE}\s*|"
    r"\b(?:il s['’]agit|se trata) d(?:['’]|e )(?:une?\s)?|\bc['’]est (?:une?|le|la)\s)(?P<rest>.+)$"
)
# Words that no noun phrase begins with: the text speaks of something else, or denies it.
_NO_PHRASE = frozenset(
    """
    kein keine keinen keiner pas no not geen nicht ninguna ningun heute hier here we ich je nous on wir wij ik voir see siehe zie
    ver aujourd hui today hoy vandaag
    """.split()
)
_OF_A_HOUSE = frozenset(
    "papier paper b salle salles site parcours visite situation acces metro quartier".split()
)  # "un plan papier", "un plan de salle", "plan B"
_FOR = frozenset("pour for fur voor para with avec mit met con".split())
_BREAKS = frozenset("pour for fur qui that which voor para de des of".split())


def behind_name(candidate: Candidate) -> Line:
    """All that stands behind the name in its line, brackets included."""
    head = candidate.head
    return candidate.rest if head.rest == head.end else head.line.cut(head.end)


def own_sentences(candidate: Candidate) -> list[tuple[Line, bool]]:
    """The rest of its first line and the first of its texts; True where the text may be a bare noun phrase."""
    found: list[tuple[Line, bool]] = []
    rest = behind_name(candidate) if candidate.head.rest < candidate.head.end else candidate.rest
    if rest.text:
        found.append((rest, True))
    found.extend((line, True) for line in candidate.texts[:2])
    return found


def defines(candidate: Candidate) -> bool:
    """Whether its own text says that it is something of a kind ("une plateforme suisse …")."""
    if candidate.defined is None:
        candidate.defined = any(
            defining_kind(line, first)
            and not (candidate.form in ("heading", "note") and _speaks_of_another(line, candidate))
            for line, first in own_sentences(candidate)
        )
    return candidate.defined


def presents_itself(line: Line) -> bool:
    """Whether a line begins with a linked or bold name and goes on with what that is and who runs or pays for it: not even a reading
    list makes that a reading ("[Silo](…). Plateforme d'archivage …, financée par …")."""
    marks = [*((x.start, x.end) for x in line.links[:1] if x.form == "url"), *line.strong[:1]]
    begun = next((end for start, end in marks if start <= 1), None)
    if begun is None:
        return False
    kinds = [kind_of_word(w) for w in fold(line.text[begun : begun + _NEAR]).split()[:4]]
    if all(k in ("", "publication", "collection", "strategy") for k in kinds):
        return False
    return any(n.relation in ("mxtd:ledBy", "mxtd:funder") for n in named_in(line, begun))


def names_runner(candidate: Candidate) -> bool:
    """Whether its own text says who runs it, pays for it, or, with a link, what it is part of. Below a heading that may be another thing's runner."""
    if candidate.form == "heading" and candidate.context.verdict <= 0:
        return False
    if candidate.run is None:
        candidate.run = any(
            n.relation in ("mxtd:ledBy", "mxtd:funder") or (n.relation == "dcterms:isPartOf" and _is_linked(line, n))
            for line, _ in own_sentences(candidate)
            for n in named_in(line)
        )
    return candidate.run


_NEAR = 60  # characters behind a name
_TAG = regex(r"(?<![\w/&#])#([^\W\d_][\w-]*)")


def tagged(candidate: Candidate) -> bool:
    """Whether a tag in its own line says its kind: `#Projekt`, `#plateforme`."""
    text = candidate.head.line.text
    tags = [fold(t) for t in _TAG.findall(text)] if "#" in text else ()
    return any(kind_of_word(t) not in ("", "publication") and not is_negative(t) for t in tags)


def _is_linked(line: Line, named: Named) -> bool:
    return any(x.start <= named.start and named.end <= x.end for x in line.links)


def runner_behind(candidate: Candidate) -> tuple[Named, ...]:
    """The organisation with which what stands behind the name begins ("[Museumspost](…), Landschaftsverband X"), where it is not what the name
    is short for ("[VMS](…), Verband der Museen der Schweiz")."""
    rest, name = candidate.rest, candidate.head.name
    return tuple(n for n in begins_with(rest) if not is_acronym(name, rest.text[n.start : n.end]))


def _speaks_of_another(line: Line, candidate: Candidate) -> bool:
    """Whether a heading's paragraph has another subject ("Kevin was in the Guardian about a platform")."""
    if candidate.context.verdict > 0 and candidate.form == "heading":
        return False
    name = fold(without_article(candidate.head.name)).split()[:1]
    first = fold(without_article(line.text)).split()[:4]
    return (
        not (set(name) & set(first)) and not kind_of_word(next(iter(first), "")) and IS.match(line.text.lower()) is None
    )


_MANY = frozenset(
    """
    die diese mehrere einige weitere zwei drei vier viele verschiedene unsere andere alle deux trois quatre plusieurs quelques des les
    two three four several many some various our other all twee drie verschillende dos tres varios varias algunos
    """.split()
)


def _is_one(word: str, before: list[str], text: str) -> bool:
    """Whether a word that is singular in one language and plural in another names one thing: "un programme suisse"."""
    if not is_either(word) or _MANY & set(before):
        return False
    if not before and (word != "programme" or language_of(text, least=1) != "de"):
        return True  # "Programme belge d'aide …"
    return (
        re.search(
            rf"(?<!\w)(?:une?|an?|the|le|la|eine?n?|ein|das|een|het|una?|el)\s(?:[\w'’-]+\s){{0,3}}{word[:4]}",
            text,
            re.IGNORECASE,
        )
        is not None
    )


@lru_cache(maxsize=512)
def defining_kind(line: Line, bare: bool = True) -> str:
    """The kind that a defining sentence names, or an empty text."""
    lower = line.text.lower()
    for pattern in (IS, BARE) if bare else (IS,):
        match = pattern.search(lower) if pattern is IS else pattern.match(lower)
        if match is None:
            continue
        words = fold(match.group("rest")).split()[: 7 if pattern is IS else 4]
        if _NO_PHRASE & set(words[:2] if pattern is IS else words) or _FOR & set(words[:1]):
            continue
        for index, word in enumerate(words):
            if is_negative(word) and index < 3 and not kind_of_word(word):
                return ""
            kind = kind_of_word(word)
            if word == "red" and re.search(r"\b(?:the|in|a)\s+red\b", line.text):
                continue  # a colour
            if word == "plan" and set(words[index + 1 : index + 3]) & _OF_A_HOUSE:
                return ""
            if kind and is_plural(word) and not may_name_one(word) and not _is_one(word, words[:index], line.text):
                return ""  # "Three schemes …" announces several
            if kind and not (kind == "publication" and pattern is BARE):
                return kind
            if word in _BREAKS and index > 3:
                break
    return ""
