"""What a build leaves: a generation with what is kept beside it, and what the next build knows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from kg.building import counting, knowing
from kg.building.lacking import kept_gaps
from kg.building.saying import Said
from kg.building.work import Work
from kg.graph.gaps import GAPS, SEVERAL, are_several
from kg.ledger import notes
from kg.report import PROBLEMS
from kg.store import generations
from kg.store.generations import Draft, Generation
from kg.store.tables import Row, Table


def publish(work: Work, said: Said) -> str:
    """Make what was built the generation that readers get, and the ledger what the next build knows. `said` is what is said of it.
    Gives back the name of the build."""
    work.tell("publish", 0, 0)
    tally = counting.of_text(work.ledger.get("tally", "{}"))
    several = "several" if are_several(counting.languages(tally)) else "one"
    name = knowing.new_name()
    work.ledger.set("generation", name)
    kept = {
        PROBLEMS: said.kept,
        GAPS: kept_gaps(work),
        generations.PATHS: _kept_paths(work),
        generations.WRITTEN: _kept_written(work, name),
    }
    work.draft.publish(_stamp(work, name) | {SEVERAL: several}, kept)
    remember(work, work.draft)
    return name


def remember(work: Work, written: Generation | Draft) -> None:
    """Let the next build know what this one does. Where that cannot be written, readers have the graph, and the next build reads
    everything."""
    with suppress(OSError, sqlite3.Error):
        work.ledger.commit(generations.store_of(written))


def _kept_written(work: Work, name: str) -> Table:
    """By which build each named graph was written: who publishes need not look at the others. `name` is that of this one."""
    if work.ledger.fresh or work.before is None:
        return Table(changed=None, whole=lambda: [("", name)])
    before, changed = work.before, dict.fromkeys(sorted(work.change.graphs), name)

    def whole() -> Iterable[Row]:
        return {**before.written, **changed}.items()

    return Table(changed=changed.items(), whole=whole)


def _kept_paths(work: Work) -> Table:
    """The path of each note, by its IRI."""
    home = f"{work.settings.base}note/"
    changed = None if work.ledger.fresh else [(home + slug, path) for slug, path in sorted(work.paths.items())]
    return Table(changed=changed, whole=lambda: ((home + slug, path) for slug, path in notes.paths(work.db)))


def _stamp(work: Work, name: str) -> dict[str, str]:
    """What a generation remembers about the notes that it was built from."""
    base = work.settings.base
    files = {f"{base}{end}": path for path, end in work.linked.files.items()}
    return {
        "notes": str(notes.count(work.db)),
        "base": base,
        "files": json.dumps(files, ensure_ascii=False, sort_keys=True),
        "build": name,
    }
