"""A vault that is known: what changed is read again, and of the rest just what that can reach is asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.building.comparing import compare_again, meet, met, part
from kg.building.describing import erase
from kg.building.gathering import Files, Gathered, gather
from kg.building.keeping import keep
from kg.building.leaving import write_changed
from kg.building.naming import name_again, slug_notes, write_things
from kg.building.problems import say_ambiguous, say_nowhere, write_nowhere
from kg.building.readers import Fresh
from kg.building.uniting import United, call_again, look_again, mark_calls, seen_of, unite_again
from kg.building.work import Work
from kg.ledger import mentions, notes, problems, things
from kg.model.known import Kept


def build_again(
    work: Work, fresh: Sequence[Fresh], gone: Sequence[int], files: Callable[[], Files], kept: tuple[Kept, ...]
) -> None:
    """Change the ledger and the store by the files that are `fresh` or `gone`."""
    db = work.db
    gathered = gather(db, fresh, gone, files, lambda done, of: work.tell("recognise", done, of))
    work.tell("check", 0, 0)
    reslugged = slug_notes(db, gathered.folds)
    _note_paths(work, gathered, reslugged)
    loosened = call_again(db, gathered.names)
    mark_calls(db, mentions.callers(db, gathered.mentions))
    parts = gathered.parts | mentions.parts_of(db, loosened)
    united = unite_again(db, gathered.mentions, parts, everything=False)
    _note_nowhere(work, united)
    changed = _make_things(work, gathered, united, reslugged, kept)
    mentions.forget_seen(db, united.loose)
    work.notes |= gathered.notes | set(reslugged) | mentions.notes_of(db, united.loose)
    _describe(work, gathered, {s for s in reslugged.values() if s})
    say_ambiguous(db, {*gathered.names, *mentions.names_called(db, gathered.mentions)})
    say_nowhere(db, work.notes, changed)


def _note_paths(work: Work, gathered: Gathered, reslugged: dict[int, str | None]) -> None:
    work.paths = dict.fromkeys([*gathered.slugs, *(s for s in reslugged.values() if s)])
    for number in reslugged:
        work.paths[notes.slugs(work.db, number)[1]] = notes.told(work.db, number)[0]


def _note_nowhere(work: Work, united: United) -> None:
    work.notes |= problems.notes_nowhere(work.db, united.touched) | mentions.notes_of(work.db, united.nowhere)
    for mention in united.touched - united.nowhere.keys():
        problems.set_nowhere(work.db, "mention", mention, [])
    write_nowhere(work.db, united.nowhere)


def _make_things(
    work: Work, gathered: Gathered, united: United, reslugged: dict[int, str | None], kept: tuple[Kept, ...]
) -> set[str]:
    """Look at things again, name them, compare them, and note whose descriptions that changes. Gives back the names that came or
    went."""
    db, base = work.db, work.settings.base
    moved = mentions.things_of_notes(db, reslugged)
    about = {root for number in reslugged for root in things.about(db, notes.told(db, number)[0])}
    stale = united.stale | about
    gone = (united.gone | gathered.roots) - set(mentions.existing_roots(db, united.gone | gathered.roots))
    before = list(things.of(db, stale | gone | moved))
    places = [met(db, stale | gone)]
    part(db, stale | gone)
    things.forget(db, gone)
    seen: dict[int, int] = {}
    for root, thing, accounts in look_again(db, sorted(stale)):
        write_things(db, [(root, thing)])
        meet(db, [(root, thing)])
        seen.update((a.id, seen_of(a, thing)) for a in accounts)
    renamed = name_again(db, before, stale | moved, base)
    given, odd = keep(db, kept)
    problems.put(db, "kept", 1, odd)
    _note_changes(work, stale | moved | renamed | given, seen)
    work.notes |= mentions.notes_of(db, (m for root in about for m in mentions.of_thing(db, root)))
    now = list(things.of(db, stale))
    work.subjects |= {r.thing.iri for r in (*before, *now)}
    places.append(met(db, stale))
    related = mentions.existing_roots(db, stale) | mentions.things_of_notes(db, gathered.notes)
    compare_again(db, places, related | gone)
    return {text for r in before for text, _ in r.thing.names} ^ {text for r in now for text, _ in r.thing.names}


def _note_changes(work: Work, roots: set[int], seen: dict[int, int]) -> None:
    """The notes whose mentions of things are described otherwise than before."""
    db = work.db
    for row in things.of(db, roots):
        rows = mentions.seen(db, row.root)
        changed = [(m, n) for m, n, was, iri in rows if seen.get(m, was) != was or iri != row.thing.iri]
        if changed:
            work.notes.update(n for _, n in changed)
            mentions.set_seen(db, [(seen[m], m) for m, _ in changed if m in seen])
            mentions.set_named(db, row.root)


def _describe(work: Work, gathered: Gathered, slugs: set[str]) -> None:
    """Write anew what is said by the notes that changed; nothing is left of those that are gone."""
    db = work.db
    here = {notes.slugs(db, n)[1] for n in notes.present(db, work.notes)}
    for slug in sorted((gathered.slugs | slugs) - here):
        if notes.by_slug(db, slug) is None:
            erase(work.store, slug, work.describer, work.change)
    write_changed(work)
    work.subjects |= work.change.subjects  # what is said of them may stand elsewhere now
