"""Names that differ by a letter: what is asked anew of the words that came or went is what the rule says of all things."""

from __future__ import annotations

import sqlite3
from random import Random

import pytest

from kg.building.letters import compare_words_again
from kg.ledger import schema, slots
from kg.model.span import Span
from kg.model.thing import Thing
from kg.recognise.look_alikes import LETTER, RULES, Look, look
from kg.recognise.look_alikes import slots as words_of

REST = ""  # of a name of one word


def one(chance: Random, root: int) -> Look:
    """A thing with a name or two of one word of few letters, so that many are near, and some a crowd."""
    names = tuple(
        ("".join(chance.choices("éa", k=chance.randrange(4, 9))), "fr") for _ in range(chance.randrange(1, 3))
    )
    span = Span(path=f"{chance.randrange(3)}.md", line=chance.randrange(1, 99), column=root, end=root + 1)
    return look(root, Thing(key=f"{root}", kind="initiative", funder=False, names=names, labels=names, span=span))


def rows(seen: Look) -> list[tuple[int, str, int]]:
    return [(7, word, seen.root) for rest, word in words_of(seen) if rest == REST]


def pairs(db: sqlite3.Connection) -> set[tuple[int, int]]:
    return set(db.execute("SELECT later, first FROM pair"))


@pytest.mark.parametrize("seed", range(20))
def test_words_that_came_and_went_are_compared_as_all_things_are(seed: int) -> None:
    chance = Random(seed)
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db)
    schema.index(db)
    there: dict[int, Look] = {}
    for turn in range(20):
        came = [one(chance, turn * 20 + i) for i in range(chance.randrange(1, 12))]
        went = chance.sample(sorted(there), min(len(there), chance.randrange(3) if turn < 14 else 6))
        changed = slots.of(db, went)
        slots.forget(db, went)
        for root in went:
            del there[root]
        there.update((seen.root, seen) for seen in came)
        slots.write(db, [row for seen in came for row in rows(seen)])
        compare_words_again(db, changed | slots.of(db, [s.root for s in came]), there.__getitem__)
        met = sorted((s for s in there.values() if rows(s)), key=lambda s: s.order)
        assert pairs(db) == {(later.root, first.root) for first, later in RULES[LETTER].pairs(REST, met)}, turn
