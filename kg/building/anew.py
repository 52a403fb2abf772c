"""A vault that nothing is known of: everything is read, united, named and described, some at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain

from kg.building import vocabulary
from kg.building.comparing import compare_everything, meet
from kg.building.deciding import in_store, read_links, write_links
from kg.building.describing import Said, fill
from kg.building.gathering import Files, gather_everything
from kg.building.keeping import keep
from kg.building.naming import name_everything, slug_notes, write_things
from kg.building.problems import say_ambiguous, say_nowhere, write_nowhere
from kg.building.uniting import look_again, mark_calls, seen_of, unite_again
from kg.building.work import Work
from kg.graph.catalogue import catalogue
from kg.graph.gaps import language_of
from kg.ledger import mentions, notes, problems
from kg.model.known import Kept
from kg.model.thing import Thing
from kg.settings import Settings

_SOME = 5000  # rows that are written at once


def build_anew(work: Work, files: Files, kept: tuple[Kept, ...]) -> None:
    """Fill an empty ledger and an empty store."""
    know(work, files, kept)
    _describe(work)
    remark(work.db)


def know(work: Work, files: Files, kept: tuple[Kept, ...] = ()) -> None:
    """Read all files into an empty ledger, find the things, and name them."""
    db = work.db
    gather_everything(db, files, lambda done, of: work.tell("recognise", done, of))
    work.tell("check", 0, 0)
    slug_notes(db, ())
    mark_calls(db, mentions.callers(db, mentions.every(db)))
    united = unite_again(db, mentions.every(db), set(), everything=True)
    write_nowhere(db, united.nowhere)
    _make_things(work, united.stale)
    name_everything(db, work.settings.base)
    _changed, odd = keep(db, kept)
    problems.put(db, "kept", 1, odd)
    mentions.set_named(db)


def _make_things(work: Work, roots: Iterable[int]) -> None:
    """What all things are, where they may look alike, and what their mentions' descriptions are made from."""
    rows: list[tuple[int, Thing]] = []
    seen: list[tuple[int, int]] = []

    def write() -> None:
        write_things(work.db, rows)
        meet(work.db, rows)
        mentions.set_seen(work.db, seen)
        for written in (rows, seen):
            written.clear()

    for root, thing, accounts in look_again(work.db, sorted(roots)):
        rows.append((root, thing))
        seen.extend((seen_of(a, thing), a.id) for a in accounts)
        if len(rows) >= _SOME:
            write()
    write()


def _describe(work: Work) -> None:
    """What all notes say, what they mention of the vocabulary, what is decided, and what the data set says of itself."""
    mentioned: set[str] = set()
    languages: list[tuple[str, int]] = []

    def said() -> Iterator[Said]:
        for number in notes.every(work.db):
            one = work.describer.say(number)
            mentioned.update(vocabulary.mentioned(one.described.statements))
            languages.append((language_of(one.described.statements), number))
            work.alone.hear(one.described.statements)
            tell_problems(work, one)
            yield one

    def further() -> Iterable[str]:
        return chain(vocabulary.lines(mentioned, work.settings.base), described(work.settings))

    fill(work.store, said(), work.describer, further)
    notes.set_language(work.db, languages)
    link(work, {})


def link(work: Work, before: dict[str, str]) -> None:
    """Write what is decided about what there is. `before` are the files that it was written from."""
    work.linked = read_links(in_store(work.db, work.store, work.settings), work.settings)
    write_links(work.store, work.linked, before, work.describer, work.change)
    problems.put(work.db, "links", 1, work.linked.problems)


def remark(db: sqlite3.Connection) -> None:
    """Remark on all things that look alike, and on all names that several notes bear, or nothing does."""
    compare_everything(db)
    say_ambiguous(db, (name for name, _ in mentions.every_call(db)))
    say_nowhere(db, None, set())


def tell_problems(work: Work, said: Said) -> None:
    """Note what is wrong with what a note says."""
    problems.put(work.db, "told", said.number, said.problems)
    rows = [(said.number, 0, name, span.line, span.column, span.end) for name, span in said.described.nowhere]
    problems.set_nowhere(work.db, "note", said.number, rows)
    work.subjects.update(said.described.spans)


def described(settings: Settings) -> list[str]:
    """What the data set says of itself, as lines of N-Quads."""
    return catalogue(
        settings.base,
        title=settings.title,
        licence=settings.licence,
        publisher=settings.publisher,
        contact=settings.contact,
    )
