"""What was left out, and whether it is judged again: only what a change can have to do with is.

A statement that was left out is judged with all others at first: whether it still breaks something may depend on any of them. Where
no shape that looks at what changed looks at it too, all that was found about it holds, and its notes need not be written again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.building.anew import link, tell_problems
from kg.building.describing import Said, rewrite
from kg.building.judged import loaded
from kg.building.vocabulary import is_mentioned, is_ours, mention_again
from kg.building.work import Work
from kg.graph import shapes
from kg.graph.gaps import language_of
from kg.graph.vocabulary import Statement
from kg.ledger import notes, results, things
from kg.links.folder import files as decisions
from kg.store import editing

_MANY = 200  # notes: what so many have to do with is not worth finding out


def write_changed(work: Work) -> None:
    """Write anew what is said by the notes that changed, and by those that have to do with them by what was left out."""
    work.apart = results.left_out(work.db)
    said: dict[int, Said] = {}
    _bring_back(work, _of(work, ()))
    while work.apart and (new := work.notes - said.keys()):
        if len(work.notes) > _MANY:
            _bring_back(work, list(work.apart))
            break
        said.update((number, work.describer.say(number)) for number in new)
        _bring_back(work, _of(work, said.values()))
    for number in sorted(work.notes):
        _write(work, said.get(number) or work.describer.say(number))
    _link(work)
    if work.apart and _are_reached(work):
        bring_all_back(work)


def bring_all_back(work: Work) -> None:
    """Let all be judged again that was left out."""
    work.apart = results.left_out(work.db)
    before = set(work.notes)
    back = {n for numbers in work.apart.values() for n in numbers}
    _bring_back(work, list(work.apart))
    for number in sorted(work.notes & (back | (work.notes - before))):
        _write(work, work.describer.say(number))
    _link(work)


def _of(work: Work, said: Collection[Said]) -> list[Statement]:
    """What was left out that has to do with notes which are written anew, or are gone: they make it, or made it, or speak of the same
    things, so that what is wrong with these is said anew."""
    made_by = {n for numbers in work.apart.values() for n in numbers}
    there = set(notes.present(work.db, made_by)) - work.notes
    about = work.subjects.union(*({s for s, _, _ in x.described.statements} for x in said))
    return [
        s for s, numbers in work.apart.items()
        if not numbers <= there or s[0] in about or (isinstance(s[2], ox.NamedNode) and s[2].value in about)
    ]  # fmt: skip


def _bring_back(work: Work, back: Iterable[Statement]) -> None:
    for statement in back:
        work.notes |= {n for n in work.apart.pop(statement) if n}
        work.describer.left_out.discard(statement)
        work.restored.append(statement)
        results.bring_back(work.db, statement)
    _keep_present(work)


def _keep_present(work: Work) -> None:
    work.notes &= set(notes.present(work.db, work.notes))


def _write(work: Work, said: Said) -> None:
    notes.set_language(work.db, [(language_of(said.described.statements), said.number)])
    tell_problems(work, said)
    work.subjects.update(s for s, _, _ in said.described.statements)
    rewrite(work.store, said, work.describer, work.change)


def _link(work: Work) -> None:
    """Write what is decided, which may be about things that came or went."""
    mention_again(work.store, list(work.change), work.change, work.settings.base)
    link(work, json.loads(work.ledger.get("links", "{}")))


# -- what has to do with what -------------------------------------------------------------------------------
def _are_reached(work: Work) -> bool:
    """Whether what changed has to do with what is left out, by a shape that looks at both or by what else depends on either."""
    if any(
        isinstance(v, ox.NamedNode) and is_ours(v.value) and not is_mentioned(work.store, v.value)
        for _, _, v in work.apart
    ):
        return True  # what the vocabulary says of it would be there, and be judged
    if decisions(work.settings.vault) and any(things.by_iri(work.db, s) is None for s, _, _ in work.apart):
        return True  # what is decided about it would be written
    with _all_there(work):
        work.around = shapes.affected(work.apart, work.store, loaded(work.settings.shapes))
        return reaches(work, [*work.change, *work.restored])


def reaches(work: Work, changed: Iterable[Statement]) -> bool:
    """Whether a shape that looks at one of the statements that `changed` looks at one that is left out."""
    if work.around is None or not work.apart:
        return False
    return work.around.meets(shapes.affected(changed, work.store, loaded(work.settings.shapes)))


@contextmanager
def _all_there(work: Work) -> Iterator[None]:
    """What is left out is in the default graph, so that ways that lead over it are found."""
    missing = [quad for quad in map(editing.quad_of, work.apart) if quad not in work.store]
    work.store.extend(missing)
    try:
        yield
    finally:
        for quad in missing:
            work.store.remove(quad)
