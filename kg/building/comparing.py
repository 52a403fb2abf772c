"""Which things look alike, asked anew where things that came, went or changed meet others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from kg.ledger import buckets, things
from kg.ledger.buckets import Bucket
from kg.ledger.packing import pack_problem
from kg.ledger.told import hash_of
from kg.model.thing import Thing
from kg.recognise.look_alikes import RULES, Look, look, remark

_MOST = 20_000  # things that are kept in mind


def marks(root: int, thing: Thing) -> Iterator[tuple[int, int, int]]:
    """The buckets of a thing: (hash, rule, thing)."""
    seen = look(root, thing)
    for place, rule in enumerate(RULES):
        for mark in dict.fromkeys(rule.marks(seen)):
            yield hash_of(f"{place}:{mark}"), place, root


def compare_everything(db: sqlite3.Connection) -> None:
    """Compare all things."""
    see = _seer(db)
    for bucket, roots in buckets.crowded(db):
        buckets.add_pairs(db, _pairs(bucket, [see(r) for r in roots]))
    _choose(db, buckets.laters(db), see)


def compare_again(db: sqlite3.Connection, touched: Iterable[Bucket], changed: Iterable[int]) -> None:
    """Compare the things that meet in `touched` buckets. `changed` are things that came, went or have other facts."""
    see = _seer(db)
    laters = set(changed)
    for bucket in touched:
        laters |= buckets.drop_pairs(db, bucket)
        roots = buckets.members(db, bucket)
        if len(roots) > 1:
            found = list(_pairs(bucket, [see(r) for r in roots]))
            buckets.add_pairs(db, found)
            laters.update(later for later, *_ in found)
    _choose(db, laters, see)


def _seer(db: sqlite3.Connection) -> Callable[[int], Look]:
    """Gives a thing as it is compared, by its number."""

    def see(root: int) -> Look:
        (row,) = things.of(db, [root])
        return look(root, row.thing)

    return lru_cache(maxsize=_MOST)(see)


def _pairs(bucket: Bucket, found: list[Look]) -> Iterator[tuple[int, int, int, int]]:
    hash_, place = bucket
    found.sort(key=lambda x: x.order)
    rule = RULES[place]
    for mark in dict.fromkeys(rule.marks(found[0])):
        if hash_of(f"{place}:{mark}") == hash_:
            yield from ((later.root, first.root, place, hash_) for first, later in rule.pairs(mark, found))


def _choose(db: sqlite3.Connection, laters: Iterable[int], see: Callable[[int], Look]) -> None:
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
