"""Things that are nearly one: said, never united.

Two things look alike that have one page under names that cannot be one thing's; one name all the same; names
that differ by a letter or a plural; or, on one site, one name inside the other. Each later one is named once,
with the first that it looks like. Candidates meet in buckets, so that a large vault takes no longer a thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from kg.model.addresses import host_of, same_page
from kg.model.codes import CODES
from kg.model.fact import Iri
from kg.model.folding import fold, without_article
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.model.text import Text
from kg.model.thing import Thing
from kg.recognise.words import kind_of_word

_LEAST = 4  # letters of a word that may differ by one: "Fonds A" and "Fonds B" are two
_MOST = 60  # letters of such a word, and words of its name: what is longer is no name
CROWD = 8  # more things than this with one page or name: the notes mean something else by it
_PAGE = Text(fr="elles ont la même page", en="they have one page", de="sie haben dieselbe Seite")
_NAME = Text(fr="elles ont le même nom", en="they have one name", de="sie haben denselben Namen")
_LETTER = Text(
    fr="leurs noms diffèrent à peine", en="their names hardly differ", de="ihre Namen unterscheiden sich kaum"
)
_INSIDE = Text(
    fr="un nom contient l'autre, sur le même site",
    en="one name holds the other, on one site",
    de="ein Name enthält den anderen, auf derselben Website",
)


@record
class Look:
    """A thing with what it is compared by. `root` is its number."""

    root: int
    thing: Thing
    words: tuple[tuple[str, ...], ...]
    page: str
    host: str

    @property
    def order(self) -> tuple[Span, str]:
        """What stands first in the notes comes first."""
        return self.thing.span, self.thing.key


def look(root: int, thing: Thing) -> Look:
    """A thing, folded for comparing."""
    names = dict.fromkeys(tuple(fold(without_article(text)).split()) for text, _ in thing.names)
    page = thing.first("schema:url")
    address = page.iri if isinstance(page, Iri) else ""
    return Look(root=root, thing=thing, words=tuple(w for w in names if w), page=same_page(address) if address else "",
                host=host_of(address) if address else "")  # fmt: skip


@record
class Rule:
    """Why two things look alike: the marks by which such things meet, and which of those that meet look alike, the first one
    first. The smaller `rank`, the plainer the reason."""

    rank: int
    why: Text
    marks: Callable[[Look], Iterable[Hashable]]
    pairs: Callable[[Hashable, Sequence[Look]], Iterable[tuple[Look, Look]]]
    most: int = 0  # of more things that meet none look alike (0: however many meet)


def remark(first: Thing, later: Thing, rule: int) -> Problem:
    """The remark, at the later one's line. `rule` is its place in RULES."""
    name, other = later.label, first.label
    return CODES["KG401"].at(later.span, name=name, other=other, place=str(first.span), why=RULES[rule].why)


def _met(_mark: Hashable, things: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """The first with each of the others."""
    yield from ((things[0], other) for other in things[1:])


def _page(look: Look) -> Iterator[Hashable]:
    if look.page:
        yield look.page


def _name(look: Look) -> Iterator[Hashable]:
    """One name that pages or a list hold apart; a common noun says nothing."""
    yield from ("".join(words) for words in look.words if not all(kind_of_word(w) for w in words))


def _stem(look: Look) -> Iterator[Hashable]:
    """Names that differ in plurals only."""
    for words in look.words:
        yield " ".join(w.rstrip("sx") if len(w) > _LEAST else w for w in words)


def slots(look: Look) -> Iterator[tuple[str, str]]:
    """Where a word of a name may differ by a letter: the rest of the name, and the word."""
    for words in look.words:
        for index, word in enumerate(words):
            if _may_differ(words, word):
                yield " ".join((*words[:index], "", *words[index + 1 :])), word


def _around(look: Look) -> Iterator[Hashable]:
    """Names that differ in one word."""
    yield from (rest for rest, _ in slots(look))


def _may_differ(words: Sequence[str], word: str) -> bool:
    return _LEAST <= len(word) <= _MOST and word.isalpha() and len(words) <= _MOST


def _one_letter(mark: Hashable, things: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """Of names that differ in one word, those that differ there by one letter."""
    found: dict[str, Look] = {}
    for thing in things:
        for rest, word in slots(thing):
            if rest == mark:
                found.setdefault(word, thing)
    for a, b in near(found):
        one, two = sorted((found[a], found[b]), key=lambda x: x.order)
        if one.root != two.root:
            yield one, two


def _site(look: Look) -> Iterator[Hashable]:
    """Things on one site; a thing and who runs it are two."""
    if look.host:
        yield f"{look.host} {look.thing.kind}"


def _inside(_mark: Hashable, things: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """On one site, one name inside the other."""
    whole: dict[tuple[str, ...], Look] = {}
    for thing in things:
        for words in thing.words:
            whole.setdefault(words, thing)
    for thing in things:
        for words in thing.words:
            for part in _parts(words):
                other = whole.get(part)
                if other is not None and other.root != thing.root:
                    one, two = sorted((other, thing), key=lambda x: x.order)
                    yield one, two


def parts(word: str) -> set[str]:
    """A word, and what is left of it without one letter: two words that differ by one letter have one of these in common."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def near(words: Iterable[str], crowded: Callable[[str], bool] = lambda _part: False) -> Iterator[tuple[str, str]]:
    """Words of which one letter is another, too many, or has changed its place with the next; of a crowd that has a part in common
    none. `crowded` says so of a part that more words have than these."""
    having: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for part in parts(word):
            having[part].append(word)
    for part, group in having.items():
        found = [x for x in combinations(group, 2) if _differ_by_one(*x)] if 1 < len(group) <= CROWD else []
        if found and not crowded(part):
            yield from found


def _differ_by_one(a: str, b: str) -> bool:
    if len(a) < len(b):
        a, b = b, a
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(b))
    if len(a) != len(b):
        return a[start + 1 :] == b[start:]
    swapped = a[start : start + 2] == b[start : start + 2][::-1]
    return a[start + 1 :] == b[start + 1 :] or (swapped and a[start + 2 :] == b[start + 2 :])


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What stands together in a name, shorter than it, and is more than a common noun."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 8) + 1):
            part = words[start:end]
            if len(part) < len(words) and len("".join(part)) >= _LEAST and not all(kind_of_word(w) for w in part):
                yield part


LETTER = 3  # the place of the rule that asks for a letter: words are compared, so that not all things are (building/letters.py)
RULES = (
    Rule(rank=0, why=_PAGE, marks=_page, pairs=_met, most=CROWD),
    Rule(rank=1, why=_NAME, marks=_name, pairs=_met, most=CROWD),
    Rule(rank=2, why=_LETTER, marks=_stem, pairs=_met, most=CROWD),
    Rule(rank=2, why=_LETTER, marks=_around, pairs=_one_letter),
    Rule(rank=3, why=_INSIDE, marks=_site, pairs=_inside),
)
