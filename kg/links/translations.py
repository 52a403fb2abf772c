"""How alike two names of different languages are, as names of one thing: word by word, by what these mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.links.concepts import OPTIONAL, Meaning, Word, meaning_of

_TRANSLATED = 0.95  # below a name that is the same: no translation is accepted without the page
_INFLECTED = 0.93  # and a name takes another ending
_LITTLE_MORE = 0.88  # one of them says the country too, what sort of place it is, or after whom a university is called
_SORTS = frozenset(("municipality", "city", "village"))  # "Gemeinde Rive" is mostly called "Rive"
_HONOUR = re.compile(r"\w[\w-]*-(?=universit)", re.IGNORECASE)
# How much of two words is the same, of at least so many letters; letters that one has more at its end.
_SAME_START, _STEM, _GENITIVE = 0.75, 6, 2


@lru_cache(maxsize=1 << 16)
def translated(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """How alike two names are as translations, their words folded; 0 where one is none of the other. The order is the same to it."""
    one, two = map(meaning_of, sorted((ours, theirs)))
    if abs(len(one.needed) - len(two.needed)) > 1 or _strangers(one, two) > 1 or _strangers(two, one) > 1:
        return 0.0  # soon said of most
    a, b = one.words, two.words
    left, other, inflected = _left(a, b)
    if len(left) == len(a) or len(other) == len(b):
        return 0.0
    if not left and not other:
        return _INFLECTED if inflected else _TRANSLATED
    shared = [word for word in a if word not in left]
    return _LITTLE_MORE if len(left) <= 1 and len(other) <= 1 and _is_little((*left, *other), shared) else 0.0


def _strangers(one: Meaning, other: Meaning) -> int:
    """How many words of a name cannot be any of the other's, at least."""
    return sum(signs.isdisjoint(other.signs) for signs in one.needed)


@lru_cache(maxsize=1 << 14)
def without_honour(name: str) -> str:
    """A name without the person whom a university is called after ("Philipps-Universität Marburg")."""
    return _HONOUR.sub("", name)


def honoured(likeness: float) -> float:
    """How alike two names are that are as alike without the person whom a university is called after."""
    return min(likeness, _LITTLE_MORE)


def _is_little(more: Sequence[Word], shared: Sequence[Word]) -> bool:
    """Whether what only one says does not make a name another thing's than what both share: a country; what sort of place it is."""
    if len(more) == 1 and more[0].is_country:
        return len(shared) > 1
    bare = [word for word in shared if not _is_sort(word)]
    return all(_is_sort(word) for word in more) and bool(bare) and all(word.is_place or not word.means for word in bare)


def _is_sort(word: Word) -> bool:
    return not word.means.isdisjoint(_SORTS)


def _left(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[list[Word], list[Word], bool]:
    """The words of each that none of the other is, and whether some are the same but for their ending."""
    left, other = (sorted(words, key=lambda word: len(word.means)) for words in (ours, theirs))
    inflected = False
    for same in (_equal, _means, _inflects):
        for word in tuple(left):
            if (found := next((one for one in other if same(word, one)), None)) is not None:
                left.remove(word)
                other.remove(found)
                inflected = inflected or same is _inflects
    needed, others = ([word for word in words if OPTIONAL not in word.means] for words in (left, other))
    return needed, others, inflected or len(needed) + len(others) < len(left) + len(other)


def _equal(one: Word, other: Word) -> bool:
    return one.form == other.form


def _means(one: Word, other: Word) -> bool:
    return not one.means.isdisjoint(other.means)


def _inflects(one: Word, other: Word) -> bool:
    """Whether two words that no table knows differ by an ending: "Norrköpings", "hydrometeorologisch" and "hydrometeorological"."""
    if one.means or other.means or one.form.isdigit() or other.form.isdigit():
        return False
    short, long = sorted((one.form, other.form), key=len)
    if long.startswith(short) and len(short) > _GENITIVE + 1:
        return len(long) - len(short) <= _GENITIVE
    start = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return start >= _STEM and start >= _SAME_START * len(long)
