"""Remarks that depend on names which other notes bear: asked anew where such names came or went."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.ledger import mentions, notes, problems, things
from kg.model.folding import fold
from kg.model.span import Span
from kg.recognise.namesakes import ambiguous
from kg.recognise.nowhere import may_be_meant, unknown_name


def say_ambiguous(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Remark on each entry that is a wikilink of one of these names, where several notes bear it."""
    for name in dict.fromkeys(names):
        paths = notes.several(db, name)
        numbers = mentions.calls(db, name)
        for account in mentions.accounts(db, numbers) if paths else ():
            if fold(account.mention.wiki) == name:
                problems.put(db, "call", account.id, [ambiguous(account.mention, paths)])
        if not paths:
            for number in numbers:
                problems.forget(db, "call", number)


def write_nowhere(db: sqlite3.Connection, found: Mapping[int, Iterable[tuple[str, Span]]]) -> None:
    """Note the names that `same_as:` of mentions gives and nothing bears."""
    for mention, names in found.items():
        (note,) = mentions.notes_of(db, [mention])
        rows = [(note, mention, name, span.line, span.column, span.end) for name, span in names]
        problems.set_nowhere(db, "mention", mention, rows)


def say_nowhere(db: sqlite3.Connection, touched: set[int] | None, changed: set[str]) -> None:
    """Remark on the names that nothing bears: of the notes that were `touched` (None: of all), and of others where what they may
    mean came or went: `changed` are the names of things that did."""
    by_note: dict[int, list[tuple[str, Span]]] = defaultdict(list)
    for note, _, name, line, first, last in problems.nowhere(db):
        by_note[note].append((name, Span(path="", line=line, column=first, end=last)))
    if touched is not None:
        for note in touched - by_note.keys():
            problems.forget(db, "nowhere", note)
        asked = {n for n, v in by_note.items() if n in touched or any(may_be_meant(name, changed) for name, _ in v)}
        by_note = {n: by_note[n] for n in asked}
    if not by_note:
        return
    names = {text.casefold(): text for text in sorted(things.names(db))}
    for note, given in by_note.items():
        path, _ = notes.told(db, note)
        said = [(name, Span(path=path, line=s.line, column=s.column, end=s.end)) for name, s in given]
        problems.put(db, "nowhere", note, [unknown_name(name, span, names) for name, span in dict.fromkeys(said)])
