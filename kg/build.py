"""The whole story on one page: look, read, unite, name, describe, compare, check, publish.

What the last build knew stands in the ledger, so that each step is taken again only where a change can reach; a vault of which
nothing is known goes the same way with everything (docs/decisions/0011-incremental.md).
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Collection
from functools import lru_cache, partial
from pathlib import Path

from kg.building import counting, generation, knowing, saying
from kg.building.gathering import Files, changed, only, really_changed
from kg.building.judged import told
from kg.building.keeping import say_vanished
from kg.building.lacking import all_gaps, look_for_gaps
from kg.building.saying import Memory, Said
from kg.building.work import Stage, Tell, Work
from kg.graph.catalogue import is_licence
from kg.graph.gaps import Lack, Lacking
from kg.graph.results import Result
from kg.heard import EVERYTHING, Filter
from kg.ledger import notes, problems, results, things
from kg.ledger.opening import Ledger
from kg.ledger.told import DRAFT
from kg.model.codes import CODES
from kg.model.known import Kept
from kg.model.problem import Problem, Text
from kg.model.record import record, replace
from kg.model.span import Span
from kg.notes.files import there_is
from kg.notes.kept import read_kept
from kg.notes.listing import list_files
from kg.settings import Settings
from kg.store import generations
from kg.store.ahead import Ahead
from kg.store.editing import is_said
from kg.store.generations import Draft, Generation
from kg.store.published import Before, lost, of_generation

__all__ = ["Report", "Stage", "Tell", "build", "silent"]


@record
class Report:
    """What a build read, found and published."""

    problems: tuple[Problem, ...]
    notes: int
    counts: dict[str, int]
    published: bool
    statements: int
    skipped: int = 0
    ignored: int = 0
    kinds: tuple[tuple[Text, int], ...] = ()
    countries: int = 0
    # Where nothing is published: what the shapes found, among `problems`; the slugs of the notes, by path; what entries lack, and of
    # how many entries each thing was expected.
    judged: tuple[tuple[Result, Problem], ...] = ()
    slugs: dict[str, str] | None = None
    lacking: tuple[Lacking, ...] = ()
    expected: dict[Lack, int] | None = None

    @property
    def stops(self) -> bool:
        """Whether the notes hold at least one error or violation."""
        return any(p.stops for p in self.problems)


@record
class Run:
    """What is asked of a build, and what it begins with: the generation that readers have. `touched` as in `build`.

    `published` is what was published, where that is not `before`; `memory` what this process knows of the last build."""

    settings: Settings
    before: Generation | None
    begin: Callable[[Generation | None], Draft]
    strict: bool
    publish: bool
    wanted: Filter
    tell: Tell
    memory: Memory
    touched: Collection[Path] | None = None
    published: Before | None = None


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody."""


def build(
    settings: Settings,
    *,
    strict: bool = False,
    publish: bool = True,
    wanted: Filter = EVERYTHING,
    tell: Tell = silent,
    touched: Collection[Path] | None = None,
    before: Before | None = None,
    ahead: Ahead | None = None,
    memory: Memory | None = None,
) -> Report:
    """Build the graph of a vault and publish it as a new generation. `wanted` says which problems count. `touched` are the only
    files that may have changed since the last build, where somebody watched (None: nobody did). `before` is what was published,
    where an engine elsewhere holds that: only where nothing is published. `ahead` may have begun the next generation; `memory` is what this process knows of its last build.

    Raises VaultError when there is no vault, StoreError when the store cannot be written. When `strict` and a note breaks
    something, nothing is published, and the report says so. `tell` hears what is being done, how much of it is done, and of how
    much (0: that is not known).
    """
    there_is(settings.vault)
    tell("read", 0, 0)
    ahead = ahead or Ahead(settings.vault)
    waits = partial(tell, "wait", 0, 0)
    place = generations.drafting(settings.vault, waits, ahead.take) if publish else generations.sketching()
    with place as begin:
        last = knowing.held(ahead.held(generations.current(settings.vault)))
        run = Run(settings=settings, before=last, published=before, begin=begin, strict=strict, publish=publish, wanted=wanted, tell=tell,
                  memory=memory or Memory(), touched=touched)  # fmt: skip
        while True:
            try:
                return _by_what_is_known(run)
            except _Overtaken:
                run = replace(run, before=knowing.held(generations.current(settings.vault)))


class _Overtaken(Exception):
    """What a build began with was cleared away while it was read: others published. Only who publishes holds the folder."""


def _is_overtaken(run: Run) -> bool:
    current = generations.name_of_current(run.settings.vault)
    return not run.publish and run.before is not None and current != run.before.path.name


def _by_what_is_known(run: Run) -> Report:
    """By what the last build knew, where that can be read; else with everything. Raises OSError, _Overtaken."""
    ledger = knowing.reopened(run.settings, run.before, kept=run.publish and not run.strict)
    if ledger is not None:
        try:
            return _sealed(run, ledger)
        except knowing.DAMAGED as error:  # it is as good as none: everything is read again
            if _is_overtaken(run):
                raise _Overtaken from error
            knowing.warn(error)
        finally:
            ledger.close()
    ledger = knowing.fresh(run.settings, kept=run.publish)
    try:
        return _sealed(run, ledger)
    except sqlite3.Error as error:  # the disk is full, or fails
        raise OSError(str(error)) from error
    finally:
        ledger.close()


def _sealed(run: Run, ledger: Ledger) -> Report:
    """A build, and the seal on what it kept, set when it has let go of the store."""
    report = _build(run, ledger)
    ledger.seal()
    return report


def _build(run: Run, ledger: Ledger) -> Report:
    """One way through a build: with what the ledger knows, or with nothing."""
    kept, odd = read_kept(run.settings.vault)
    before = None if ledger.fresh else run.before
    work = Work(settings=run.settings, ledger=ledger, begin=run.begin, before=before, tell=run.tell)
    same = not _take_in(work, run, kept)
    problems.put(work.db, "kept", 0, odd)
    if not same:
        _check(work)
    vanished = _vanished(work, run, kept) if not same or run.published is not None else []
    problems.put(work.db, "vanished", 0, vanished)
    problems.put(work.db, "settings", 0, reminders(run.settings))
    said = saying.say(work, run.wanted, run.memory)
    report = _report(work, run, said)
    if not run.publish or (run.strict and report.stops):
        return replace(report, published=False)
    if same:
        assert run.before is not None
        generations.must_be_whole(run.before)
        saying.stand(work, said)
        generation.remember(work, run.before)
    else:
        run.memory.build, run.memory.said = generation.publish(work, said), said.problems
    return report


def _take_in(work: Work, run: Run, kept: tuple[Kept, ...]) -> bool:
    """Change ledger and store by what the files tell now; False where that is what they told. Who recognises is loaded where
    somebody has to."""
    ledger, db, began = work.ledger, work.db, str(time.time_ns())
    files = lru_cache(maxsize=1)(lambda: _look(work, run))
    if ledger.fresh:
        from kg.building.anew import build_anew

        ledger.set("began", began)
        build_anew(work, files(), kept)
        return True
    hinted = None if run.touched is None else only(db, run.settings.vault, run.touched)
    fresh, gone = hinted or changed(db, files(), int(ledger.get("began", "0")))
    fresh = really_changed(db, fresh)
    if hinted is None:
        ledger.set("began", began)
    if not fresh and not gone and ledger.get("decided") == knowing.decided(run.settings):
        return False
    from kg.building.again import build_again

    build_again(work, fresh, gone, files, kept)
    return True


def _look(work: Work, run: Run) -> Files:
    """The files of the vault; with what is wrong with some of them noted."""
    listing = list_files(run.settings.vault, run.settings.ignore, notes.all_paths(work.db))
    run.tell("read", len(listing.files), 0)
    problems.put(work.db, "folder", 1, listing.problems)
    work.ledger.set("ignored", str(listing.ignored))
    return listing.files


def _check(work: Work) -> None:
    """Judge what the notes say, and count and look through what stands."""
    from kg.building.judging import judge

    ledger = work.ledger
    judge(work)
    if ledger.fresh:
        found = counting.count(work.store, work.settings.base)
        look_for_gaps(work, None)
    else:
        found = counting.count_again(counting.of_text(ledger.get("tally", "{}")), work.change)
        look_for_gaps(work, work.subjects | {s for s, _, _ in work.change})
    ledger.set("tally", counting.as_text(found))
    ledger.set("links", json.dumps(work.linked.files, ensure_ascii=False))
    ledger.set("decided", knowing.decided(work.settings))


def _vanished(work: Work, run: Run, kept: tuple[Kept, ...]) -> list[Problem]:
    """What was published and is there no more. After a change it is among what lost its class."""
    db = work.db

    def is_there(iri: str) -> bool:
        if things.by_iri(db, iri) is not None or results.is_left_out(db, iri):
            return True
        return iri in work.subjects if work.ledger.fresh else is_said(work.store, iri)

    anything = work.ledger.fresh or run.published is not None
    gone = None if anything else {s for s, _, _ in work.change.removed}
    before = run.published or of_generation(run.before, work.settings.base)
    try:
        return say_vanished(db, lost(before, work.settings.base, is_there, gone), work.settings.base, kept)
    except (OSError, RuntimeError) as error:  # the last generation is damaged: nobody can say what it had
        if not work.ledger.fresh:
            raise
        if _is_overtaken(run):
            raise _Overtaken from error
        knowing.warn(error)
        return []


def _report(work: Work, run: Run, said: Said) -> Report:
    """What is said of the build."""
    db = work.db
    counted = frozenset(() if run.publish else said.problems)
    tally = counting.of_text(work.ledger.get("tally", "{}"))
    lacking, expected = ((), None) if run.publish else all_gaps(work, counting.languages(tally))
    return Report(
        lacking=lacking, expected=expected, problems=said.problems,
        judged=tuple((j.result, j.problem) for j in told(db) if j.problem in counted) if counted else (),
        slugs={path: slug for slug, path in notes.paths(db)} if not run.publish else None,
        notes=notes.count(db), counts=counting.classes(tally), published=True, statements=tally[counting.ALL],
        skipped=notes.count(db, DRAFT), ignored=int(work.ledger.get("ignored", "0")), kinds=counting.kinds(tally),
        countries=counting.countries(tally),
    )  # fmt: skip


def reminders(settings: Settings) -> list[Problem]:
    """What kg.toml leaves to fill in."""
    span = Span(path="kg.toml", line=1, column=1, end=2)
    missing = [n for n in ("title", "licence", "publisher", "contact") if not getattr(settings, n)]
    found = [CODES["KG501"].at(span, names=", ".join(missing))] if missing else []
    if settings.licence and not is_licence(settings.licence):
        found.append(CODES["KG502"].at(settings.licence_at, text=settings.licence))
    return found
