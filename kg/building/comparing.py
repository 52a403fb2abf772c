"""Which things look alike, asked anew where things that came, went or changed meet others."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.building.letters import See, compare_all_words, compare_words_again
from kg.ledger import buckets, slots, things
from kg.ledger.buckets import Bucket
from kg.ledger.packing import pack_problem
from kg.ledger.slots import Slot
from kg.ledger.told import hash_of
from kg.model.thing import Thing
from kg.recognise.look_alikes import LETTER, RULES, Look, look, remark
from kg.recognise.look_alikes import slots as words_of

_MOST = 20_000  # things that are kept in mind


@dataclass(slots=True)
class Met:
    """Where things meet others: buckets, and words of their names."""

    buckets: set[Bucket]
    words: set[Slot]


def meet(db: sqlite3.Connection, found: Iterable[tuple[int, Thing]]) -> None:
    """Note where things may meet others that look alike."""
    looks = [look(root, thing) for root, thing in found]
    buckets.write(db, ((h, place, seen.root) for seen in looks for h, place in _marks(seen)))
    slots.write(db, ((hash_of(f"{LETTER}:{rest}"), word, seen.root) for seen in looks for rest, word in words_of(seen)))


def _marks(seen: Look) -> Iterator[tuple[int, int]]:
    for place, rule in enumerate(RULES):
        if place != LETTER:
            for mark in dict.fromkeys(rule.marks(seen)):
                yield hash_of(f"{place}:{mark}"), place


def met(db: sqlite3.Connection, roots: Collection[int]) -> Met:
    """Where things meet others."""
    return Met(buckets=buckets.of(db, roots), words=slots.of(db, roots))


def part(db: sqlite3.Connection, roots: Collection[int]) -> None:
    """Things that are no more, or are looked at again, meet none."""
    buckets.forget(db, roots)
    slots.forget(db, roots)


def compare_everything(db: sqlite3.Connection) -> None:
    """Compare all things."""
    see = _seer(db)
    for bucket, roots in buckets.crowded(db):
        buckets.add_pairs(db, _pairs(bucket, roots, see))
    compare_all_words(db, see)
    _choose(db, buckets.laters(db), see)


def compare_again(db: sqlite3.Connection, places: Iterable[Met], changed: Iterable[int]) -> None:
    """Compare the things that meet where things came or went. `changed` are things that did, or have other facts."""
    see = _seer(db)
    laters = set(changed)
    for bucket in {b for place in places for b in place.buckets}:
        laters |= buckets.drop_pairs(db, bucket)
        found = list(_pairs(bucket, buckets.members(db, bucket), see))
        buckets.add_pairs(db, found)
        laters.update(later for later, *_ in found)
    laters |= compare_words_again(db, {w for place in places for w in place.words}, see)
    _choose(db, laters, see)


def _seer(db: sqlite3.Connection) -> See:
    """Gives a thing as it is compared, by its number."""

    def see(root: int) -> Look:
        (row,) = things.of(db, [root])
        return look(root, row.thing)

    return lru_cache(maxsize=_MOST)(see)


def _pairs(bucket: Bucket, roots: Collection[int], see: See) -> Iterator[tuple[int, int, int, int]]:
    hash_, place = bucket
    rule = RULES[place]
    if not 1 < len(roots) <= (rule.most or len(roots)):
        return
    found = sorted(map(see, roots), key=lambda x: x.order)
    for mark in dict.fromkeys(rule.marks(found[0])):
        if hash_of(f"{place}:{mark}") == hash_:
            yield from ((later.root, first.root, place, hash_) for first, later in rule.pairs(mark, found))


def _choose(db: sqlite3.Connection, laters: Iterable[int], see: See) -> None:
    """Of each thing the plainest reason, with the first thing that it looks like for that."""
    for later in laters:
        seen = [
            (see(first), rule) for first, rule in buckets.pairs(db, later) if not buckets.are_related(db, first, later)
        ]
        best = min(seen, key=lambda s: (RULES[s[1]].rank, *s[0].order, s[1]), default=None)
        if best is None:
            buckets.set_alike(db, later, None)
            continue
        first, rule = best
        buckets.set_alike(db, later, (first.root, pack_problem(remark(first.thing, see(later).thing, rule))))
