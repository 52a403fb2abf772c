"""The IRIs of notes and things, asked anew of those only that bear a name that came, went or changed hands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from kg.graph.iris import Bearer, named_alike, note_slug, note_tail, slug, told_apart
from kg.ledger import notes, things
from kg.model.thing import Thing


# -- notes ----------------------------------------------------------------------------------------------
def slug_notes(db: sqlite3.Connection, left: Iterable[str]) -> dict[int, str | None]:
    """Give new notes their slugs, and others theirs again where a note of the same one came or went; the slugs so far of those
    whose slug changed, by number.

    `left` are what the notes that are gone folded to.
    """
    folds = set(left)
    fresh = [(note_slug(path), number) for number, path in notes.without_slug(db)]
    notes.set_fold(db, fresh)
    folds.update(fold for fold, _ in fresh)
    changed: list[tuple[str, int]] = []
    earlier: dict[int, str | None] = {}
    for fold in sorted(folds):
        group = notes.folded_alike(db, fold)
        for number, path, before in group:
            now = fold + (note_tail(path) if len(group) > 1 else "")
            if now != before:
                changed.append((now, number))
                earlier[number] = before
    notes.set_slug(db, changed)
    return earlier


# -- things ---------------------------------------------------------------------------------------------
def write_things(db: sqlite3.Connection, found: Iterable[tuple[int, Thing]]) -> None:
    """Write things as they are, each with the slug of its label."""
    things.write(db, ((root, thing, slug(thing.label)) for root, thing in found))


def name_everything(db: sqlite3.Connection, base: str) -> None:
    """Give all things their IRIs: most by the slug alone, those that come out alike with what tells them apart."""
    things.name_all(db, f"{base}id/")
    names = _name(db, things.crowded(db, "slug"), base)
    plain = _tell_apart(db, {*names, *things.crowded(db, "name")})
    _settle(db, {*plain, *things.crowded(db, "wanted")})


def name_again(db: sqlite3.Connection, before: Sequence[things.Row], fresh: Iterable[int], base: str) -> set[int]:
    """Give IRIs to things that are new or were looked at again, and to whatever has to be told apart from them; the things
    whose IRI changed. `before` are things as they were, those that are gone among them."""
    now = list(things.of(db, fresh))
    names = _name(db, {r.slug for r in (*before, *now)}, base) | {r.name for r in before}
    plain = _tell_apart(db, names) | {w for r in before if (w := r.given or r.plain)}
    return _settle(db, plain | {w for r in things.of(db, fresh) if (w := r.given or r.plain)})


def give(db: sqlite3.Connection, given: dict[int, str]) -> set[int]:
    """Give things the IRIs that `iris.tsv` keeps for them, and take back those that it does not; the things whose IRI changed."""
    kept = {r.root: r.given for r in things.of(db, given) if not r.thing.given}
    before = {root: iri for root, iri in things.all_given(db).items() if root not in given}
    rows: list[tuple[str | None, int]] = [(given[root], root) for root, old in kept.items() if old != given[root]]
    rows += [(None, r.root) for r in things.of(db, before) if not r.thing.given]
    touched = {w for r in things.of(db, (root for _, root in rows)) for w in (r.given, r.plain) if w}
    things.set_given(db, rows)
    return _settle(db, touched | {iri for iri, _ in rows if iri})


def _name(db: sqlite3.Connection, slugs: Iterable[str], base: str) -> set[str]:
    """Name the things of slugs; the names that came or went."""
    changed: set[str] = set()
    rows: list[tuple[str, int]] = []
    for one in slugs:
        group = things.alike(db, "slug", one)
        found = named_alike([_bearer(r) for r in group], one, base, lambda path: notes.slug_of(db, path))
        for row, name in zip(group, found, strict=True):
            if name != row.name:
                rows.append((name, row.root))
                changed |= {name, row.name}
    things.set_name(db, rows)
    return changed


def _tell_apart(db: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """Tell apart the things of one name; the plain IRIs that came or went."""
    changed: set[str] = set()
    rows: list[tuple[str, int]] = []
    for name in names:
        group = things.alike(db, "name", name)
        for row, plain in zip(group, told_apart([_bearer(r) for r in group], name), strict=True):
            if plain != row.plain:
                rows.append((plain, row.root))
                changed |= {plain, row.plain}
    things.set_plain(db, rows)
    return changed - {""}


def _settle(db: sqlite3.Connection, wanted: Iterable[str]) -> set[int]:
    """Tell apart those that want one IRI, for what is given may be what another has; the things whose IRI changed."""
    rows: list[tuple[str, int]] = []
    for one in wanted:
        group = things.alike(db, "wanted", one)
        for row, iri in zip(group, told_apart([_bearer(r, r.given) for r in group], one), strict=True):
            if iri != row.thing.iri:
                rows.append((iri, row.root))
    things.set_iri(db, rows)
    return {root for _, root in rows}


def _bearer(row: things.Row, given: str | None = None) -> Bearer:
    thing = row.thing
    return Bearer(key=thing.key, kind=thing.kind, span=thing.span, about=bool(thing.about), given=given is not None)
