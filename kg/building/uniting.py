"""Which mentions are one thing, asked anew of those only that a change can reach.

    mentions that came or went → the parts that marks hold together → the things in each part → what each thing is

Beyond marks a thing depends on other things in one way: who runs or pays for an entry is an organisation, or a funder.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from kg.ledger import mentions, notes
from kg.ledger.asking import chunks
from kg.ledger.told import hash_of
from kg.model.record import record
from kg.model.span import Span
from kg.model.thing import SINGLE, Account, Thing
from kg.recognise.identity import called, thing_of, unite

_BATCH = 2000  # mentions whose records are in memory at once


@record
class United:
    """What uniting changed: the things that are to be looked at again, those that are no more, the mentions that ceased to be
    one of a thing, all that were united, and the names that `same_as:` gives and nothing bears, by mention."""

    stale: set[int]
    gone: set[int]
    loose: list[int]
    touched: set[int]
    nowhere: dict[int, list[tuple[str, Span]]]


def unite_again(db: sqlite3.Connection, fresh: Collection[int], parts: set[int], *, everything: bool) -> United:
    """Unite the mentions that are new, `fresh`, and those of `parts`, from which others went or whose calls lead elsewhere.

    With `everything`, all of the ledger is new.
    """
    touched = set(fresh)
    if not everything:
        touched |= mentions.in_parts(db, parts | mentions.beside(db, [*fresh, *mentions.in_parts(db, parts)]))
    before = {} if everything else mentions.roots(db, touched)
    entries = mentions.entries(db, touched)
    nowhere: dict[int, list[tuple[str, Span]]] = {}
    stale: set[int] = set()
    flipped: list[int] = []  # mentions that became one of a thing, or ceased to be
    rows: list[tuple[int, int | None, int]] = []
    callers = mentions.callers(db, touched)
    for part in _things(db, _parts(db, touched, everything), callers, nowhere):
        for group in part:
            root = group[0] if any(m in entries for m in group) else None
            rows.extend((part[0][0], root, m) for m in group)
            if root is not None:
                stale.add(root)
            flipped.extend(m for m in group if (before.get(m) is None) != (root is None))
        if len(rows) > _BATCH:
            mentions.set_parts(db, rows)
            rows.clear()
    mentions.set_parts(db, rows)
    gone = {r for r in before.values() if r is not None} - stale
    if not everything:
        stale |= mentions.targets(db, flipped)
    loose = [m for m in flipped if before.get(m) is not None]
    return United(stale=stale, gone=gone, loose=loose, touched=touched, nowhere=nowhere)


def _parts(db: sqlite3.Connection, numbers: set[int], everything: bool) -> Iterator[list[int]]:
    """Mentions by what marks hold them together."""
    above = {number: number for number in numbers}

    def find(number: int) -> int:
        root = number
        while above[root] != root:
            root = above[root]
        while above[number] != root:
            above[number], number = root, above[number]
        return root

    for _, bond in groupby(mentions.bonds(db, None if everything else numbers), key=lambda b: b[0]):
        members = list(bond)
        if len(members) > 1 and any(active for *_, active in members):
            first = find(members[0][1])
            for _, other, _ in members[1:]:
                above[find(other)] = first
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(numbers):
        found[find(number)].append(number)
    above.clear()
    yield from found.values()


def _things(
    db: sqlite3.Connection, parts: Iterable[list[int]], callers: set[int], nowhere: dict[int, list[tuple[str, Span]]]
) -> Iterator[list[list[int]]]:
    """The things of each part, as the numbers of their mentions, the smallest key first."""
    for part in parts:
        if len(part) == 1 and part[0] not in callers:
            yield [part]
            continue
        accounts = mentions.accounts(db, part)
        numbers = {a.mention.key: a.id for a in accounts}
        groups, lost = unite([a.mention for a in accounts], _called(db, part))
        for name, span in lost:
            nowhere.setdefault(_bearer(accounts, span), []).append((name, span))
        yield [[numbers[m.key] for m in group] for group in groups]


def _called(db: sqlite3.Connection, part: Collection[int]) -> dict[str, str]:
    """The paths of the notes that mentions call, by folded name."""
    found = {name: notes.called(db, name) for name in mentions.names_called(db, part)}
    return {name: path for name, path in found.items() if path}


def _bearer(accounts: Iterable[Account], span: Span) -> int:
    return next(a.id for a in accounts if any(s == span for _, s in a.mention.same_as))


# -- calls ----------------------------------------------------------------------------------------------
def mark_calls(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Give new mentions the marks of what they call."""
    bearers: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for name, mention in mentions.calls_of(db, numbers):
        if name not in bearers:
            bearers[name] = hash_of(called(name, notes.called(db, name)))
        found.append((bearers[name], mention))
    mentions.add_mark(db, found)


def call_again(db: sqlite3.Connection, before: dict[str, str]) -> list[int]:
    """Change the marks of the mentions whose calls lead elsewhere than `before`, and give those mentions back."""
    found: list[int] = []
    for name, path in before.items():
        now = notes.called(db, name)
        if now == path:
            continue
        for mention in mentions.calls(db, name):
            mentions.drop_mark(db, hash_of(called(name, path)), mention)
            found.append(mention)
    mark_calls(db, found)
    return found


# -- what things are ------------------------------------------------------------------------------------
def look_again(db: sqlite3.Connection, roots: Iterable[int]) -> Iterator[tuple[int, Thing, list[Account]]]:
    """What things are, with all their mentions; some of them at a time."""
    for some in chunks(roots):
        members = mentions.of_things(db, some)
        together = [m for group in members.values() for m in group]
        accounts = {a.id: a for a in mentions.accounts(db, together)}
        pointed = mentions.pointed_at(db, together)
        for root, group in members.items():
            said = sorted((accounts[m] for m in group), key=lambda a: a.mention.key)
            by = {p for m in group for p in pointed.get(m, ())}
            yield root, thing_of(said, funds="mxtd:funder" in by, leads="mxtd:ledBy" in by), said


def seen_of(account: Account, thing: Thing) -> int:
    """What the description of a mention is made from, beside its note and the IRI of its thing, as a number."""
    mention = account.mention
    stands = mention.span == thing.span
    seen = (
        thing.kind, thing.funder, thing.label, stands, thing.about if stands else "",
        tuple((n.text, n.language) in thing.labels for n in mention.names),
        tuple(thing.first(f.property) == f.value for f in account.facts if f.property in SINGLE),
    )  # fmt: skip
    return hash_of(repr(seen))
