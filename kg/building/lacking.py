"""What entries lack, looked at again where something is said otherwise of them."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

from kg.building.alone import Alone
from kg.building.tracing import Tracer
from kg.building.work import Work
from kg.graph.gaps import WEIGHTS, Lack, Lacking, are_several, lacking, row_of
from kg.ledger import notes, results, things
from kg.ledger.packing import loads
from kg.ledger.results import Gap
from kg.model.span import Span
from kg.model.thing import Thing
from kg.store.tables import Table

_SOME = 5000


def look_for_gaps(work: Work, subjects: Iterable[str] | None) -> None:
    """Note what entries lack: those of `subjects` (None: all things, and whatever else the notes describe)."""
    db = work.db
    trace = Tracer(work)
    work.alone.forget(s for s, _, _ in work.change)
    spoken: Callable[[str], str] = lru_cache(maxsize=_SOME)(partial(notes.language_of, db))
    rows: list[Gap] = []
    gone: list[str] = []
    for subject, thing in _asked(work, subjects):
        row = _row(trace, spoken, subject, thing, work.alone)
        if subjects is not None:
            work.lacks[subject] = None if row is None else _kept(row)
        if row is None:
            gone.append(subject)
        else:
            rows.append(row)
        if len(rows) >= _SOME:
            results.set_gaps(db, rows)
            rows.clear()
    results.set_gaps(db, rows)
    results.forget_gaps(db, gone)


def kept_gaps(work: Work) -> Table:
    """What is kept of entries beside a generation."""
    changed = None if work.ledger.fresh else sorted(work.lacks.items(), key=lambda r: r[0])
    return Table(changed=changed, whole=lambda: ((row[0], _kept(row)) for row in results.all_gaps(work.db)))


def _kept(row: Gap) -> list[Any]:
    _, looked_for, packed = row
    if packed is None:
        return row_of(looked_for, None)
    _, (path, line, column, _), _, _, lacks = loads(packed)
    return row_of(looked_for, (path, line, column, lacks))


def _asked(work: Work, subjects: Iterable[str] | None) -> Iterator[tuple[str, Thing | None]]:
    """The nodes to look at, with the thing that each is, where it is one."""
    if subjects is None:
        known: set[str] = set()
        for row in things.every(work.db):
            known.add(row.thing.iri)
            yield row.thing.iri, row.thing
        yield from ((subject, None) for subject in work.subjects - known)
        return
    for subject in dict.fromkeys(subjects):
        found = things.by_iri(work.db, subject)
        yield subject, None if found is None else found.thing


def _row(trace: Tracer, spoken: Callable[[str], str], subject: str, thing: Thing | None, alone: Alone) -> Gap | None:
    if thing is not None and not thing.stands:
        return None
    looked_for, lacks, language = alone.of(subject) or lacking(trace.said_of(subject))
    if not looked_for:
        return None
    span = thing.span if thing is not None else trace.span(subject)  # asks all notes that speak of it: a tag's are many
    if span is None:
        return None
    if not lacks:
        return subject, ",".join(looked_for), None
    name = subject if thing is None else thing.label
    about = thing is not None and thing.about == span.path
    place = (span.path, span.line, span.column, span.end)
    return subject, ",".join(looked_for), marshal.dumps((name, place, language or spoken(span.path), about, lacks))


def all_gaps(work: Work, names: Counter[str]) -> tuple[tuple[Lacking, ...], dict[Lack, int]]:
    """The entries that lack something, and of how many entries each thing was to be expected.

    `names` counts the main names in each language: where the notes speak one only, no translation is missed.
    """
    several = are_several(names)
    expected: Counter[Lack] = Counter()
    for looked_for, count in results.looked_for(work.db).items():
        asked = looked_for.split(",")
        expected.update({lack: count for lack in WEIGHTS if lack in asked})
    return tuple(sorted(_entries(work, several), key=lambda e: e.order)), dict(expected)


def _entries(work: Work, several: bool) -> Iterator[Lacking]:
    for subject, (name, (path, line, column, end), language, about, lacks) in results.gaps(work.db):
        kept = tuple(x for x in lacks if several or x != "translation")
        if kept:
            span = Span(path=path, line=line, column=column, end=end)
            yield Lacking(name=name, iri=subject, span=span, language=language, own_note=about, lacks=kept)
