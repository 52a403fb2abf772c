"""How alike two names are, as names of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from kg.links.concepts import SMALL, meaning_of
from kg.links.records import Label
from kg.links.translations import honoured, translated, without_honour
from kg.model.folding import fold, key_of
from kg.model.record import record

# What a name loses where it is an alias, or in a language that is not the note's.
_ALIAS, _FOREIGN = 0.02, 0.01
_REORDERED = 0.97  # the same words in another order
_LONGER = 0.75  # ours says more: "Musée d'art, atelier numérique" is a part of it, or a project
_SHORTER = 0.88  # theirs says one word more
_MUCH_SHORTER = 0.8
_NEAR = 0.95  # a spelling that is nearly the same
_OTHER_NUMBER = 0.7  # "Culture 24" and "Culture 25" are two things
_AND = re.compile(r"\s*[&+]\s*")
# Legal forms say how a thing is registered, not what it is called.
_FORMS = frozenset(
    "inc ltd llc plc gmbh ggmbh ag sa sarl sas asbl vzw aisbl ev eingetragener bv nv srl spa stichting".split()
)


@record
class Alike:
    """How alike the nearest two of two sets of names are, from 0 to 1, and which these are."""

    value: float
    ours: str
    theirs: str


def nearest(ours: Sequence[Label], theirs: Sequence[Label]) -> Alike:
    """The nearest two names of two things; 0 and no names where one has none."""
    languages = {label.language for label in ours}
    best = Alike(value=0.0, ours="", theirs="")
    for mine in ours:
        for other in theirs:
            foreign = other.language not in ("", "mul") and "" not in languages and other.language not in languages
            loss = (0 if mine.main and other.main else _ALIAS) + (_FOREIGN if foreign else 0)
            value = alike(mine.text, other.text) - loss
            if value > best.value:
                best = Alike(value=value, ours=mine.text, theirs=other.text)
    return best


@lru_cache(maxsize=1 << 16)
def alike(ours: str, theirs: str) -> float:
    """How alike two names are, from 0 to 1, whatever their languages."""
    spelled = _spelled(ours, theirs)
    return spelled if spelled >= _NEAR else max(spelled, _translated(ours, theirs))


def _spelled(ours: str, theirs: str) -> float:
    """How alike two names are by their letters."""
    a, b = _words(ours), _words(theirs)
    if not a or not b:
        return 0.0
    if a == b or key_of(ours) == key_of(theirs) or "".join(a) == "".join(b):
        return 1.0
    first, second = sorted(a), sorted(b)
    if first == second:
        return _REORDERED
    ratio = fuzz.ratio(" ".join(first), " ".join(second)) / 100
    if _numbers(a) != _numbers(b):
        return min(ratio, _OTHER_NUMBER)
    if set(b) < set(a):
        return min(ratio, _LONGER)
    if set(a) < set(b):
        return max(ratio, _SHORTER if len(a) > 1 and len(b) - len(a) == 1 else _MUCH_SHORTER)
    return min(ratio, _NEAR)


def _translated(ours: str, theirs: str) -> float:
    """How alike two names are as translations of one another."""
    bare, others = without_honour(ours), without_honour(theirs)
    if (bare == ours) != (others == theirs):
        return honoured(translated(_words(bare), _words(others)))
    return translated(_words(ours), _words(theirs))


def adds_little(longer: str, *, to: str) -> bool:
    """Whether a name says all that another one does, and beyond that only a place, a legal form and generic words."""
    short, long = _words(to), _words(longer)
    more = meaning_of(tuple(word for word in long if word not in short)).words
    return set(short) < set(long) and all(word.means for word in more)


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without its legal form."""
    words = fold(_AND.sub(" and ", name).replace(".", "")).split()
    bare = tuple(w for w in words if w not in _FORMS)
    return bare or tuple(words)


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(w for w in words if w.isdigit())


def acronym_of(ours: Sequence[Label], theirs: Sequence[Label]) -> Alike | None:
    """Whether a name of one thing is made of the initials of one of the other's; None where neither has a short name."""
    short = False
    for some, others, turned in ((ours, theirs, False), (theirs, ours, True)):
        for label in some:
            if not looks_short(label.text):
                continue
            short = short or not turned
            for other in others:
                if fold(label.text) in (initials(other.text, True), initials(other.text, False)):
                    pair = (other.text, label.text) if turned else (label.text, other.text)
                    return Alike(value=1.0, ours=pair[0], theirs=pair[1])
    return Alike(value=0.0, ours=next(x.text for x in ours if looks_short(x.text)), theirs="") if short else None


def looks_short(name: str) -> bool:
    """Whether a name is one short word in capitals."""
    return 2 <= len(name) <= 8 and name.isalpha() and name.isupper()


@lru_cache(maxsize=1 << 14)
def initials(name: str, whole: bool) -> str:
    """The initials of a name of two words or more; `whole`: of its small words too."""
    words = [w for w in fold(name).split() if whole or w not in SMALL]
    return "".join(w[0] for w in words) if len(words) > 1 else ""
