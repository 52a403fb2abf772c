"""Which names differ by one letter, asked anew of the words that came or went, and of those that are near to them.

As `RULES[LETTER]` of recognise/look_alikes.py says it, but word by word: names of one word, and those that are made alike ("Fonds …"),
meet in one bucket, thousands of them, and to look at all the things in it would take longer the more notes there are.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from kg.ledger import slots
from kg.ledger.slots import Slot
from kg.recognise.look_alikes import CROWD, LETTER, Look, near, parts

See = Callable[[int], Look]


def compare_all_words(db: sqlite3.Connection, see: See) -> None:
    """Compare all words."""
    for hash_, bearers in slots.crowded(db):
        slots.add_pairs(db, _pairs(hash_, near(bearers), bearers, see))


def compare_words_again(db: sqlite3.Connection, changed: Iterable[Slot], see: See) -> set[int]:
    """Compare the words that came, went or are of other things; gives back the later things of the pairs that went or came."""
    by_rest: dict[int, set[str]] = defaultdict(set)
    for hash_, word in changed:
        by_rest[hash_].add(word)
    laters: set[int] = set()
    for hash_, words in by_rest.items():
        bearers = _near_to(db, hash_, words)
        laters |= slots.drop_pairs(db, hash_, LETTER, words | bearers.keys())
        found = list(_pairs(hash_, near(bearers, _crowds(db, hash_)), bearers, see))
        slots.add_pairs(db, found)
        laters.update(row[0] for row in found)
    return laters


def _near_to(db: sqlite3.Connection, hash_: int, words: Collection[str]) -> dict[str, set[int]]:
    """The words, with their things, that have a part in common with some of these; those of them that are there among them."""
    wanted = {part for word in words for part in parts(word)}
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        for other, root in slots.perhaps_near(db, hash_, word):
            if other in found or not wanted.isdisjoint(parts(other)):
                found[other].add(root)
    return found


def _crowds(db: sqlite3.Connection, hash_: int) -> Callable[[str], bool]:
    """Tells whether more words have a part than may: others than those that are near to what changed may have it."""

    def crowds(part: str) -> bool:
        return len({w for w, _ in slots.perhaps_near(db, hash_, part) if part in parts(w)}) > CROWD

    return crowds


def _pairs(
    hash_: int, found: Iterable[tuple[str, str]], bearers: Mapping[str, Collection[int]], see: See
) -> Iterator[tuple[int, int, int, int, str, str]]:
    for a, b in found:
        firsts = (min((see(r) for r in bearers[word]), key=lambda x: x.order) for word in (a, b))
        one, two = sorted(firsts, key=lambda x: x.order)
        if one.root != two.root:
            yield two.root, one.root, LETTER, hash_, a, b
