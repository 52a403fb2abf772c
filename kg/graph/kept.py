"""IRIs that were promised: by a row of `iris.tsv`, or by having been published.

A thing whose name changed would get another IRI. What takes the place of a published IRI is looked for, and
the line for `iris.tsv` that keeps it is offered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from kg.model.codes import CODES
from kg.model.fact import Iri
from kg.model.folding import key_of
from kg.model.known import Kept, Known, Lost
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.model.thing import Account, Thing, in_order

_TOML = Span(path="kg.toml", line=1, column=1, end=2)
_TSV = Span(path="iris.tsv", line=1, column=1, end=2)


def vanished(
    lost: Lost, now: Sequence[Known], notes: Container[str], base: str, kept: Iterable[Kept] = ()
) -> list[Problem]:
    """Say which published IRIs the graph no longer has, and how to keep them.

    `now` are the things that may have taken the place of those that are lost, and whatever bears their names; `notes` the paths of
    the notes that are there. What has its IRI from `kept` has it by the author's word: nothing is said of the one it had before.
    """
    if lost.base and lost.base != base:
        return [CODES["KG407"].at(_TOML, old=lost.base, new=base)]
    pairs = _pairs(lost.things, now)
    places = _matched(pairs, lost.published)
    given = {row.iri for row in kept}
    homonyms: dict[str, list[Known]] = defaultdict(list)
    for thing in now:
        homonyms[thing.names[0]].append(thing)
    problems: list[Problem] = []
    for old in lost.things:
        new = places.get(old.iri)
        if new is None:
            problems.append(_united(old, pairs) or _gone(old, notes))
        elif new.iri not in given:
            problems.append(_moved(old, new, homonyms[new.names[0]]))
    return problems


def known(thing: Thing, accounts: Iterable[Account]) -> Known:
    """A thing of the notes as it is, by what it is known by."""
    names = list(dict.fromkeys(n for m in in_order(a.mention for a in accounts) for n in m.names))
    page = thing.first("schema:url")
    return Known(
        iri=thing.iri,
        names=tuple(dict.fromkeys([thing.label, *(n.text for n in names)])),
        pages=(page.iri,) if isinstance(page, Iri) else (),
        lines=tuple(dict.fromkeys((n.span.path, n.span.line) for n in names)),
        span=thing.span,
    )


@record
class _Pair:
    """A thing that was published, and one that may take its place.

    The smaller `rank`, the surer: by its page (0), a name (1) or the line where it stands (2); then
    what stands on the same line, then what stands in the same note.
    """

    old: Known
    new: Known
    rank: int

    @property
    def order(self) -> tuple[int, bool, bool, str, str]:
        """What pairs are sorted by: the surest first."""
        line = set(self.old.lines) & set(self.new.lines)
        return (self.rank, not line, not _paths(self.old) & _paths(self.new), self.old.iri, self.new.iri)


def _pairs(before: Iterable[Known], now: Iterable[Known]) -> list[_Pair]:
    by_mark: dict[tuple[int, object], list[Known]] = defaultdict(list)
    for new in now:
        for mark in _marks(new):
            by_mark[mark].append(new)
    found = [_Pair(old=old, new=new, rank=m[0]) for old in before for m in _marks(old) for new in by_mark.get(m, ())]
    return sorted(found, key=lambda pair: pair.order)


def _marks(thing: Known) -> list[tuple[int, object]]:
    """What a thing is found by: pages, names, lines."""
    pages = [(0, re.sub(r"^https?://(?:www\.)?", "", p).rstrip("/").casefold()) for p in thing.pages]
    names = [(1, key_of(n)) for n in thing.names if key_of(n)]
    return list(dict.fromkeys([*pages, *names, *((2, line) for line in thing.lines)]))


def _matched(pairs: Iterable[_Pair], published: Container[str]) -> dict[str, Known]:
    """The surest place for each IRI that vanishes: a thing takes one's place, and none that keeps its own IRI does."""
    places: dict[str, Known] = {}
    taken: set[str] = set()
    for pair in pairs:
        if pair.old.iri not in places and pair.new.iri not in taken and pair.new.iri not in published:
            places[pair.old.iri] = pair.new
            taken.add(pair.new.iri)
    return places


def _paths(thing: Known) -> set[str]:
    return {path for path, _ in thing.lines}


def _moved(old: Known, new: Known, homonyms: Iterable[Known]) -> Problem:
    span = new.span or _TSV
    row = _row(old, new, [k for k in homonyms if k is not new])
    return CODES["KG402"].at(
        span, hint=bool(row), iri=old.iri, old=old.names[0], name=new.names[0], new=new.iri, row=row
    )


def _row(old: Known, new: Known, homonyms: Sequence[Known]) -> str:
    """The line to add: where others bear the name, with the note or page that is its own, else none."""
    marks = [*sorted(_paths(new)), *new.pages] if homonyms else [""]
    taken = {mark for other in homonyms for mark in (*_paths(other), *other.pages)}
    own = next((m for m in marks if m not in taken), None)
    return "" if own is None else f"{new.names[0]}\t{old.iri}\t{own}".rstrip("\t")


def _united(old: Known, pairs: Iterable[_Pair]) -> Problem | None:
    """It became one with a thing of the same note, by page or name."""
    for pair in pairs:
        if pair.old is old and pair.rank < 2 and _paths(old) & _paths(pair.new):
            return CODES["KG404"].at(pair.new.span or _TSV, old=old.names[0], name=pair.new.names[0], iri=old.iri)
    return None


def _gone(old: Known, notes: Container[str]) -> Problem:
    path = next((p for p, _ in old.lines if p in notes), "")
    span = Span(path=path, line=1, column=1, end=2) if path else _TSV
    return CODES["KG403"].at(span, old=old.names[0], iri=old.iri)


# -- iris.tsv -------------------------------------------------------------------------------------------
def claims(kept: Sequence[Kept], called: Callable[[str], Sequence[Thing]]) -> dict[str, Kept]:
    """Which row each thing has, by the thing's key: a row is one thing's, and so is an IRI.

    `called` gives the things whose main name is a text.
    """
    found: dict[str, Kept] = {}
    taken: set[str] = set()
    for row in sorted(kept, key=lambda r: (not r.mark, r.span)):
        meant = [t for t in called(row.name) if t.key not in found and _meant(row, t)]
        if meant and row.iri not in taken:
            first = min(meant, key=lambda t: (t.span.path != row.mark, not t.about, t.span, t.key))
            found[first.key] = row
            taken.add(row.iri)
    return found


def _meant(row: Kept, thing: Thing) -> bool:
    page = thing.first("schema:url")
    return not row.mark or row.mark in thing.paths or (isinstance(page, Iri) and row.mark == page.iri)


def disputes(
    kept: Sequence[Kept], called: Callable[[str], Sequence[Thing]], found: Mapping[str, Kept]
) -> list[Problem]:
    """Rows that several things could have, and rows whose IRI another thing has already.

    `called` gives the things whose main name is a text, `found` the rows that things have, by the things' keys.
    """
    bearers = {t.key: t for row in kept for t in called(row.name)}
    holders = {row.iri: bearers[key] for key, row in found.items()}
    problems: list[Problem] = []
    for row in kept:
        holder = holders.get(row.iri)
        if holder is None:
            continue
        others = [t for t in called(row.name) if t.key not in found]
        if found[holder.key] is row and not row.mark and others:
            problems.append(CODES["KG406"].at(row.span, name=row.name, place=str(holder.span)))
        elif found[holder.key] is not row and called(row.name):
            problems.append(CODES["KG408"].at(row.span, iri=row.iri, name=holder.label))
    return problems
