"""`kg build --watch`: builds, waits for what is saved, builds that, and says what came of it.

With the commands and their steps, a room that prints. What keeps a build from its work is said once, and tried again: a disk has
room again, a folder comes back, kg.toml is mended.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from kg import report as look
from kg import texts
from kg.build import Report
from kg.building.saying import Memory
from kg.console import Voice, complain, style
from kg.errors import KgError
from kg.filters import with_settings
from kg.heard import Filter
from kg.model.characters import visible
from kg.model.problem import Problem
from kg.model.text import Text, same
from kg.settings import Settings
from kg.steps import build_with_progress, say_summary, settings_of
from kg.store import generations
from kg.store.ahead import Ahead
from kg.texts import watching
from kg.watch.changes import Saved, saved
from kg.watch.comparing import came_and_went

_AGAIN = 5.0  # seconds until what failed is tried again, when nothing is saved
_QUIET = 2.0  # seconds without a save until all files are looked at: a system may lose what it had to tell
_FEW = 50  # files that a build is told of; where more were saved it looks at all
_NAMES, _MOST = 3, 20  # files and problems that are named


def watch(given: Path | None, settings: Settings, voice: Voice, *, strict: bool, wanted: Filter) -> None:
    """Build again whenever something is saved, until Ctrl-C. `settings` are those of the folder `given`."""
    with suppress(KeyboardInterrupt):
        _Watch(given, settings, voice, strict, wanted).run()


class _Watch:
    """One watch: the settings that hold, the problems that are known, and what failed."""

    def __init__(self, given: Path | None, settings: Settings, voice: Voice, strict: bool, wanted: Filter) -> None:
        self._given = given
        self._settings = settings
        self._voice = voice
        self._strict = strict
        self._wanted = wanted
        self._known: tuple[Problem, ...] | None = None  # None: nothing was built yet
        self._published = ""
        self._said: Text | None = None  # what was last complained of, so that it is said once
        self._failed = False
        self._built = 0.0
        self._sure = False  # whether the last build looked at all files, or at all that were saved since one did
        self._looks = False  # whether all files are to be looked at when it is quiet
        self._ahead = Ahead(settings.vault)
        self._memory = Memory()

    def run(self) -> None:
        """Until it is interrupted."""
        try:
            self._run()
        finally:
            self._ahead.drop()

    def _run(self) -> None:
        due, holds = Saved(), True
        while True:
            changes = saved(self._settings, self._given or Path(), self._say_polls)
            next(changes)  # from here on nothing is missed; what was saved while nobody listened is found now
            self._build(due if holds else Saved())
            for due in changes:
                if due.elsewhere:
                    break
                if due.paths or self._is_to_be_looked_at_again():
                    self._build(due)
            holds = self._read_settings()

    def _read_settings(self) -> bool:
        """Take up what kg.toml says now. False where that cannot be: what it said before goes on to hold."""
        try:
            settings, _ = settings_of(self._given, self._voice)
            with_settings(self._wanted, settings)
        except KgError as error:
            self._complain(error)
            return False
        self._settings = settings
        self._ahead.drop()
        self._ahead = Ahead(settings.vault)
        return True

    def _build(self, due: Saved) -> None:
        began = time.perf_counter()
        touched, self._sure = self._touched(due), False
        try:
            wanted = with_settings(self._wanted, self._settings)
            report = build_with_progress(
                self._settings, self._voice, strict=self._strict, wanted=wanted, touched=touched, ahead=self._ahead,
                memory=self._memory,
            )  # fmt: skip
        except KgError as error:
            self._complain(error)
            self._failed = True
            return
        finally:
            self._built = time.monotonic()
        self._sure, self._looks = report.published, bool(due.paths)
        self._say(report, due, round((time.perf_counter() - began) * 1000))
        self._ahead.prepare()

    def _touched(self, due: Saved) -> list[Path] | None:
        """What a build need only look at; None where that cannot be relied on: what an earlier one did not publish is still to do."""
        if not self._sure or due.elsewhere or not 0 < len(due.paths) <= _FEW:
            return None
        return [self._settings.vault / path for path in due.paths]

    def _is_to_be_looked_at_again(self) -> bool:
        since = time.monotonic() - self._built
        return (self._failed and since > _AGAIN) or (self._looks and since > _QUIET)

    def _complain(self, error: KgError) -> None:
        if error.said != self._said:
            complain(error.said, error.advice, self._voice.language)
        self._said = error.said

    def _say(self, report: Report, due: Saved, milliseconds: int) -> None:
        """What came of a build: all of it the first time, then what is otherwise than before."""
        before, self._known = self._known, report.problems
        published, self._published = self._published, generations.name_of_current(self._settings.vault)
        failed, self._failed, self._said = self._failed, False, None
        if before is None:
            say_summary(report, self._settings, self._voice)
            self._voice.say(watching.WATCHES.filled(folder=str(self._settings.vault)))
            return
        new, gone = came_and_went(before, report.problems)
        held_back = bool(due.paths) and not report.published
        if published != self._published or new or gone or failed or due.elsewhere or held_back:
            self._say_built(report, due.paths, milliseconds)
        self._say_problems(new, watching.NEW)
        self._say_problems(gone, watching.GONE)

    def _say_built(self, report: Report, paths: Sequence[str], milliseconds: int) -> None:
        if self._voice.quiet:
            return
        paths = [
            p for p in paths if Path(p).suffix
        ] or paths  # rather a note than its folder, or what an editor put aside
        named = same(", ".join(paths[:_NAMES]) or str(self._settings.vault))
        if len(paths) > _NAMES:
            named = watching.AND_MORE.filled(saved=named, count=len(paths) - _NAMES)
        statements = texts.counted(report.statements, "statement")
        said = watching.BUILT.filled(time=time.strftime("%H:%M:%S"), saved=named, statements=statements, milliseconds=milliseconds)  # fmt: skip
        click.echo(visible(self._voice(said)))
        if not report.published:
            click.echo(self._voice(texts.NOT_PUBLISHED))

    def _say_problems(self, problems: Sequence[Problem], how: Text) -> None:
        shown = [p for p in problems if p.stops or not self._voice.quiet]
        language, vault = self._voice.language, self._settings.vault
        for one in shown[:_MOST]:
            is_new = how is watching.NEW
            said = look.text([one], vault, language, style) if is_new else look.headline(one, language, style) + "\n"
            click.echo(self._voice(how.filled(problem=said)), err=True, nl=False)
        if len(shown) > _MOST:
            click.echo(self._voice(texts.MORE.filled(count=len(shown) - _MOST)), err=True)

    def _say_polls(self) -> None:
        self._voice.say(watching.POLLS.filled(folder=str(self._settings.vault)))
