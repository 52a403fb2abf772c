"""Things that are nearly one: said, never united.

Two things look alike that have one page under names that cannot be one thing's; one name all the same; names
that differ by a letter or a plural; or, on one site, one name inside the other. Each later one is named once,
with the first that it looks like. Candidates meet in buckets, so that a large vault takes no longer a thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from kg.model.addresses import host_of, same_page
from kg.model.codes import CODES
from kg.model.fact import Entity, Fact, Iri, Ref
from kg.model.folding import fold, without_article
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.text import Text
from kg.recognise.words import kind_of_word

_LEAST = 4  # letters of a word that may differ by one: "Fonds A" and "Fonds B" are two
_MOST = 60  # letters of such a word, and words of its name: what is longer is no name
_CROWD = 8  # more things than this with one page or name: the notes mean something else by it
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
class _Thing:
    """A thing with what it is compared by."""

    entity: Entity
    words: tuple[tuple[str, ...], ...]
    pages: tuple[str, ...]
    hosts: tuple[str, ...]


@record
class Alike:
    """Two things that look alike, the first one first, and why."""

    first: Entity
    later: Entity
    why: Text

    @property
    def problem(self) -> Problem:
        """The remark, at the later one's line."""
        name, other = self.later.names[0].text, self.first.names[0].text
        return CODES["KG401"].at(self.later.span, name=name, other=other, place=str(self.first.span), why=self.why)


def look_alikes(entities: Iterable[Entity], facts: Sequence[Fact]) -> list[Alike]:
    """Each thing that looks like one that stands before it, by the plainest reason, with the first such one."""
    pages: dict[str, list[str]] = defaultdict(list)
    related: set[frozenset[str]] = set()
    for fact in facts:
        if fact.property == "schema:url" and isinstance(fact.value, Iri):
            pages[fact.subject].append(fact.value.iri)
        elif isinstance(fact.value, Ref):
            related.add(frozenset((fact.subject, fact.value.key)))
    things = [_thing(e, pages[e.key]) for e in sorted(entities, key=lambda e: (e.span, e.key))]
    found: dict[str, list[tuple[int, Alike]]] = defaultdict(list)
    for rank, rule in enumerate((_same_page, _same_name, _one_letter, _inside)):
        for one, two, why in rule(things):
            if one.entity is not two.entity and frozenset((one.entity.key, two.entity.key)) not in related:
                first, later = sorted((one.entity, two.entity), key=lambda e: (e.span, e.key))
                found[later.key].append((rank, Alike(first=first, later=later, why=why)))
    return [min(pairs, key=lambda p: (p[0], p[1].first.span, p[1].first.key))[1] for pairs in found.values()]


def _thing(entity: Entity, pages: Sequence[str]) -> _Thing:
    names = dict.fromkeys(tuple(fold(without_article(n.text)).split()) for n in entity.names)
    return _Thing(
        entity=entity,
        words=tuple(w for w in names if w),
        pages=tuple(dict.fromkeys(map(same_page, pages))),
        hosts=tuple(dict.fromkeys(map(host_of, pages))),
    )


_Pair = tuple[_Thing, _Thing, Text]


def _met(buckets: dict[Hashable, dict[str, _Thing]]) -> Iterator[tuple[_Thing, _Thing]]:
    for bucket in buckets.values():
        if 1 < len(bucket) <= _CROWD:
            first, *later = bucket.values()
            yield from ((first, thing) for thing in later)


def _same_page(things: Sequence[_Thing]) -> Iterator[_Pair]:
    buckets: dict[Hashable, dict[str, _Thing]] = defaultdict(dict)
    for thing in things:
        for page in thing.pages:
            buckets[page][thing.entity.key] = thing
    for one, two in _met(buckets):
        yield one, two, _PAGE


def _same_name(things: Sequence[_Thing]) -> Iterator[_Pair]:
    """One name that pages or a list hold apart; a common noun says nothing."""
    buckets: dict[Hashable, dict[str, _Thing]] = defaultdict(dict)
    for thing in things:
        for words in thing.words:
            if not all(kind_of_word(w) for w in words):
                buckets["".join(words)][thing.entity.key] = thing
    for one, two in _met(buckets):
        yield one, two, _NAME


def _one_letter(things: Sequence[_Thing]) -> Iterator[_Pair]:
    """Names that differ in one word, by one letter, or in plurals only."""
    stems: dict[Hashable, dict[str, _Thing]] = defaultdict(dict)
    around: dict[tuple[tuple[str, ...], int], dict[str, _Thing]] = defaultdict(dict)
    for thing in things:
        for words in thing.words:
            stems[tuple(w.rstrip("sx") if len(w) > _LEAST else w for w in words)][thing.entity.key] = thing
            for index, word in enumerate(words):
                if _LEAST <= len(word) <= _MOST and word.isalpha() and len(words) <= _MOST:
                    around[(*words[:index], *words[index + 1 :]), index].setdefault(word, thing)
    for one, two in _met(stems):
        yield one, two, _LETTER
    for found in around.values():
        if len(found) > 1:
            for a, b in _near(found):
                yield found[a], found[b], _LETTER


def _near(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words of which one letter is another, too many, or has changed its place with the next."""
    without: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for part in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
            without[part].append(word)
    for group in without.values():
        for a, b in combinations(group, 2) if len(group) <= _CROWD else ():
            if _differ_by_one(a, b):
                yield a, b


def _differ_by_one(a: str, b: str) -> bool:
    if len(a) < len(b):
        a, b = b, a
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(b))
    if len(a) != len(b):
        return a[start + 1 :] == b[start:]
    swapped = a[start : start + 2] == b[start : start + 2][::-1]
    return a[start + 1 :] == b[start + 1 :] or (swapped and a[start + 2 :] == b[start + 2 :])


def _inside(things: Sequence[_Thing]) -> Iterator[_Pair]:
    """On one site, one name inside the other; a thing and who runs it are two."""
    whole: dict[Hashable, _Thing] = {}
    for thing in things:
        for host in thing.hosts:
            for words in thing.words:
                whole.setdefault((host, thing.entity.kind, words), thing)
    for thing in things:
        for host in thing.hosts:
            for words in thing.words:
                for part in _parts(words):
                    other = whole.get((host, thing.entity.kind, part))
                    if other is not None:
                        yield other, thing, _INSIDE


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What stands together in a name, shorter than it, and is more than a common noun."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 8) + 1):
            part = words[start:end]
            if len(part) < len(words) and len("".join(part)) >= _LEAST and not all(kind_of_word(w) for w in part):
                yield part
