"""Steps that commands share: settings, a build with its progress, the published graph, a file that is written whole.

With the commands and the console, the only room that prints.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg import texts
from kg.console import Progress, Voice, style, terminal_width
from kg.errors import KgError, OutputError, StoreError
from kg.heard import EVERYTHING, Filter
from kg.model.record import record, replace
from kg.model.system import replaced

if TYPE_CHECKING:
    from kg.build import Report
    from kg.building.saying import Memory
    from kg.settings import Settings
    from kg.store.ahead import Ahead
    from kg.store.generations import Generation
    from kg.store.published import Before
    from kg.store.reading import Reader
    from kg.store.remote.engine import Engine


def settings_of(given: Path | None, voice: Voice, store: str = "") -> tuple[Settings, Voice]:
    """What kg.toml says, and the voice that heeds its language; `store` is an engine that is asked instead of its own."""
    from kg.settings import load

    settings = load(given)
    if store and store != settings.store:
        settings = replace(settings, store=store, store_update="", store_data="")
    return settings, voice.heeding(settings)


def build_with_progress(
    settings: Settings,
    voice: Voice,
    *,
    strict: bool = False,
    publish: bool = True,
    wanted: Filter = EVERYTHING,
    touched: Collection[Path] | None = None,
    ahead: Ahead | None = None,
    memory: Memory | None = None,
) -> Report:
    """Build, and show how far it is. `touched`, `ahead` and `memory` as in `kg.build.build`. Raises VaultError, StoreError."""
    import gc

    from kg.build import build as run

    gc.set_threshold(200_000, 50, 100)  # a build makes many records and no circles
    with Progress(voice) as progress:
        return run(settings, strict=strict, publish=publish, wanted=wanted, tell=progress, touched=touched, ahead=ahead,
                   memory=memory)  # fmt: skip


def check_with_progress(settings: Settings, voice: Voice, wanted: Filter) -> Report:
    """As `build_with_progress`, and publish nothing. What was published is what the engine of the settings holds, where they name
    one. Raises StoreError, EngineError."""
    from kg.build import build as run

    before = None
    if settings.store:
        before = _published_there(settings)
    with Progress(voice) as progress:
        return run(settings, publish=False, wanted=wanted, tell=progress, before=before)


def _published_there(settings: Settings) -> Before:
    """What the engine of the settings holds: nothing, where nothing was published yet. Raises EngineError."""
    import pyoxigraph as ox

    from kg.store.published import Before
    from kg.store.remote.store import RemoteStore

    try:
        store = RemoteStore(engine_of(settings), settings.base)
    except StoreError:
        return Before(store=ox.Store(), path_of=lambda _iri: None, base=settings.base)
    return Before(store=store, path_of=store.catalogue.paths.get, base=settings.base)


def say_summary(report: Report, settings: Settings, voice: Voice) -> None:
    """What a build says: its results on stdout, what is wrong on stderr."""
    from kg import report as look
    from kg.summary import summary

    if voice.quiet or voice.verbose:
        shown = report.problems if voice.verbose else tuple(p for p in report.problems if p.stops)
        click.echo(look.text(shown, settings.vault, voice.language, style), err=True, nl=False)
    if voice.quiet:
        return
    width = terminal_width()
    said = summary(report, voice.language, style, width)
    click.echo(said.found, nl=False)
    if not voice.verbose:
        click.echo(said.problems, err=True, nl=False)
    click.echo(said.after, nl=False)


@record
class Opened:
    """A graph that is read: its store, and the paths of what it was read from, by IRI. `generation` is None where an engine elsewhere
    holds it."""

    store: Reader
    paths: Mapping[str, str]
    generation: Generation | None = None


def open_published(settings: Settings, voice: Voice) -> Opened:
    """The published graph: that of the engine where the settings name one, else the embedded one, built first when there is none.

    Raises StoreError, EngineError.
    """
    from kg.store import generations

    if settings.store:
        from kg.store.remote.store import RemoteStore

        remote = RemoteStore(engine_of(settings), settings.base)
        return Opened(store=remote, paths=remote.catalogue.paths)
    generation = published(settings, voice)
    return Opened(store=generations.open_store(generation), paths=generation.sources, generation=generation)


def engine_of(settings: Settings, to: str = "", update: str = "", data: str = "", timeout: float = 30) -> Engine:
    """The engine that a command names, else that of kg.toml. Raises KgError where neither does, SettingsError."""
    from kg.store.remote.engine import engine
    from kg.texts import publishing as said

    address = to or settings.store
    if not address:
        raise KgError(said.NO_ENGINE, said.GIVE_ENGINE)
    own = address == settings.store
    return engine(
        address, update or (settings.store_update if own else ""), data or (settings.store_data if own else ""),
        environ=os.environ, timeout=timeout,
    )  # fmt: skip


def published(settings: Settings, voice: Voice) -> Generation:
    """The published generation; built first when there is none."""
    from kg.notes.times import times
    from kg.store import generations

    generation = generations.current(settings.vault)
    if generation is None:
        voice.say(texts.NO_GRAPH_YET)
        report = build_with_progress(settings, voice)
        say_summary(report, settings, Voice(language=voice.language, quiet=True))
        generation = generations.current(settings.vault)
    elif max(times(settings.vault).values(), default=0) > (generation.path / "stamp.json").stat().st_mtime:
        voice.say(texts.NOTES_ARE_NEWER)
    if generation is None:
        from kg.vault_graph import no_graph

        raise no_graph()
    return generation


def write_whole(output: Path | None, write: Callable[[IO[bytes]], object]) -> None:
    """Write to a file, packed as its name says (`.gz`, `.zst`), or to standard output. A file that was there stays until all is
    written."""
    if output is None:
        write(sys.stdout.buffer)
        return
    try:
        with replaced(output) as out:
            if output.suffix in (".gz", ".zst"):
                from kg.store.packing import packed

                with packed(out, output.name) as stream:
                    write(stream)
            else:
                write(out)
    except OSError as error:
        raise OutputError.refused(output, error) from error
