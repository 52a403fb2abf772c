"""Made-up names: a word for each number, never twice the same, and what is built of it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

_HEADS = tuple(
    c + v for c in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st") for v in "aeio"
)
_TAILS = tuple(v + c for v in ("a", "e", "i", "o") for c in ("ba", "da", "ga", "ka", "lo", "ma", "no", "ra", "so", "to", "vi", "xa", "ndo", "rte", "lma", "ska"))  # fmt: skip
_BASE = len(_HEADS)  # 64, as many as there are tails
_TURN = 0x9E3779B1  # odd, so that multiplying by it modulo a power of two mixes and never repeats
_SHARED = 0.08  # of the entries are named elsewhere in the vault too
_ORGANISATIONS = (
    "Fondation {w}",
    "Association {w}",
    "{w} Trust",
    "Stiftung {w}",
    "Stichting {w}",
    "Fundación {w}",
    "Institut {w}",
    "Museum {w}",
)
_KINDS = ("réseau", "portail", "network", "hub", "archiv", "labor", "archief", "museo", "collection", "programme")
ENTRIES = 64  # numbers that belong to one note


def chance_of(seed: int, what: str, index: int) -> random.Random:
    """The chance of one thing of a number: the same each time."""
    return random.Random(f"{seed}/{what}/{index}")


def coined(number: int) -> str:
    """A word that stands for a number, of three or four syllables; another for each number below 16 million."""
    count = 3 if number < _BASE**3 else 4
    mixed, half, size = number, 3 * count, _BASE**count
    for _ in range(2):  # each step can be undone, so that no two numbers become one
        mixed = (mixed * _TURN + 12345) % size
        mixed ^= mixed >> half
    parts = []
    for turn in range(count):
        mixed, digit = divmod(mixed, _BASE)
        parts.append((_HEADS if turn % 2 == 0 else _TAILS)[digit])
    return "".join(parts).capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A thing that notes name, and its page."""

    text: str
    page: str
    begun: int
    ended: int


@lru_cache(maxsize=4096)
def known(number: int) -> Name:
    """The thing of a number."""
    word = coined(number)
    chance = chance_of(0, "name", number)
    kind = chance.choice(_KINDS)
    text = chance.choice(
        (word, f"{word} {kind.capitalize()}", f"{kind.capitalize()} {word}", f"{word} {2000 + number % 27}")
    )
    if chance.random() < 0.15:
        text = f"{text} {coined(number + 7)}"
    begun = chance.randrange(1998, 2022)
    return Name(
        text=text,
        begun=begun,
        ended=begun + chance.randrange(1, 6),
        page=f"https://{chance.choice(('www.', ''))}{word.lower()}.example/{chance.choice(('', 'about', 'fr/projet'))}",
    )


def entry_name(chance: random.Random, index: int, place: int) -> Name:
    """The name of an entry of a note: mostly its own, sometimes that of a thing that another note names."""
    if index and chance.random() < _SHARED:
        other = int(chance.random() ** 3 * index)  # what was known early is named most
        return known(other * ENTRIES)
    return known(index * ENTRIES + place)


def organisation(chance: random.Random, index: int) -> str:
    """Who runs or pays: some hundred names for thousands of notes."""
    number = int(chance.random() ** 2 * (index**0.5 * 4 + 12))
    return chance_of(0, "organisation", number).choice(_ORGANISATIONS).format(w=coined(number + 5_000_000))


def page_of(chance: random.Random, name: Name) -> str:
    """The page as it is pasted: sometimes with what a browser or a newsletter left behind it."""
    tail = "?utm_source=newsletter&utm_medium=email" if chance.random() < 0.08 else ""
    return name.page + tail
