"""The commands: one small function each. With the console, the only room that prints or exits.

Their help is in the table of kg/texts/.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__, completion, texts
from kg.command_line import FOLDER, Group, asks, options
from kg.console import Progress, Voice, style
from kg.errors import KgError
from kg.filters import filters, with_settings
from kg.heard import Filter
from kg.licences import licence_of
from kg.linking.command import link
from kg.model.characters import visible
from kg.model.system import is_there
from kg.model.text import LANGUAGES
from kg.steps import (
    build_with_progress,
    check_with_progress,
    engine_of,
    open_published,
    published,
    say_summary,
    settings_of,
    write_whole,
)
from kg.texts import bulk, snapshots

if TYPE_CHECKING:
    from kg.settings import Settings


@click.group(name="kg", cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn a folder of Markdown notes into a graph."""


@main.command()
@click.argument("folder", type=FOLDER, default=Path())
@click.option("-y", "--yes", is_flag=True)
@options
def init(folder: Path, yes: bool, vault: Path | None, voice: Voice) -> None:
    """Start a vault."""
    from kg import starter

    home = vault or folder
    asks = not (yes or voice.quiet or is_there(home / "kg.toml")) and sys.stdin.isatty() and sys.stderr.isatty()
    written = starter.write(home, _answers(voice) if asks else {}, voice.language)
    for file in written:
        voice.say(texts.WRITTEN.filled(file=str(file)))
    if not written:
        voice.say(texts.ALL_THERE)
    voice.say(texts.NEXT.filled(command=f"kg build --vault {home}"))


def _answers(voice: Voice) -> dict[str, str]:
    """What the data set is to say of itself, asked on a terminal."""
    from kg import starter

    voice.say(texts.ASK)
    end = voice(texts.COLON)
    said = {
        key: click.prompt(voice(texts.QUESTIONS[key]), default="", show_default=False, prompt_suffix=end, err=True)
        for key in starter.QUESTIONS
    }
    return {**said, "licence": licence_of(said["licence"])}


@main.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--strict", is_flag=True)
@click.option("--watch", is_flag=True)
@click.option("--to-dump", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@filters
@options
def build(
    folder: Path | None,
    strict: bool,
    watch: bool,
    target: Path | None,
    wanted: Filter,
    vault: Path | None,
    voice: Voice,
) -> None:
    """Read, check, publish."""
    settings, voice = settings_of(folder or vault, voice)
    if target is not None:
        _write_straight(settings, voice, target, with_settings(wanted, settings), strict=strict, watch=watch)
        return
    if watch:
        from kg.watch import command

        command.watch(folder or vault, settings, voice, strict=strict, wanted=wanted)
        return
    report = build_with_progress(settings, voice, strict=strict, wanted=with_settings(wanted, settings))
    say_summary(report, settings, voice)
    sys.exit(1 if report.stops else 0)


def _write_straight(
    settings: Settings, voice: Voice, target: Path, wanted: Filter, *, strict: bool, watch: bool
) -> None:
    """Write sorted N-Quads without a store."""
    from kg import report as look
    from kg.straight import straight
    from kg.summary import severities

    if watch:
        raise KgError(bulk.NO_WATCH)
    if not target.name.endswith(bulk.ENDINGS):
        raise KgError(bulk.NO_NQUADS.filled(file=str(target)), bulk.END_IN.filled(endings=", ".join(bulk.ENDINGS)))
    count: list[int] = []
    with Progress(voice) as progress, straight(settings, wanted=wanted, tell=progress) as found:
        if not (strict and found.stops):
            progress("publish", 0, 0)
            write_whole(target, lambda out: count.append(found.write(out)))
    shown = found.problems if voice.verbose else tuple(p for p in found.problems if p.stops)
    click.echo(look.text(shown, settings.vault, voice.language, style), err=True, nl=False)
    read = texts.counted(found.notes, "note")
    voice.say(texts.CHECKED.filled(read=read, problems=severities(found.problems)))
    voice.say(
        bulk.DONE.filled(statements=texts.counted(sum(count), "statement"), file=str(target))
        if count
        else texts.NOT_PUBLISHED
    )
    voice.say(bulk.NOT_JUDGED)
    sys.exit(1 if found.stops else 0)


@main.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github", "shacl"]), default="text")
@filters
@asks
@options
def check(folder: Path | None, form: str, wanted: Filter, store: str, vault: Path | None, voice: Voice) -> None:
    """Name what is wrong; publish nothing."""
    from kg import report as look
    from kg.summary import by_code, nothing_to_read, severities

    settings, voice = settings_of(folder or vault, voice, store)
    report = check_with_progress(settings, voice, wanted=with_settings(wanted, settings))
    shown = tuple(p for p in report.problems if p.stops) if voice.quiet else report.problems
    if form == "json":
        click.echo(look.as_json(shown, voice.language), nl=False)
    elif form == "sarif":
        from kg.graph.codes import known
        from kg.sarif import sarif

        click.echo(sarif(shown, known(settings.shapes), voice.language, __version__, settings.vault), nl=False)
    elif form == "shacl":
        from kg.graph.validation_report import report as validation

        click.echo(validation(report.judged, settings.base, report.slugs or {}), nl=False)
    elif form == "github":
        click.echo(look.github(shown, voice.language, settings.vault), nl=False)
    else:
        click.echo(look.text(shown, settings.vault, voice.language, style), nl=False)
        if not report.notes:
            voice.say(nothing_to_read(report))
        read = texts.counted(report.notes, "note")
        voice.say(texts.CHECKED.filled(read=read, problems=severities(report.problems)))
        if len(report.problems) > 1:
            voice.say(by_code(report.problems))
    sys.exit(1 if report.stops else 0)


@main.command()
@click.argument("query", required=False, shell_complete=completion.named_queries)
@click.option("-f", "--format", "form", default="table", metavar="FORMAT", shell_complete=completion.formats)
@click.option(
    "-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", shell_complete=completion.query_parameters
)
@click.option("--list", "listing", is_flag=True)
@asks
@options
def query(
    query: str | None,
    form: str,
    parameters: tuple[str, ...],
    listing: bool,
    store: str,
    vault: Path | None,
    voice: Voice,
) -> None:
    """Ask the graph."""
    from kg.store import formats, queries

    settings, voice = settings_of(vault, voice, store)
    if listing or not query:
        for name, one in queries.named(settings.queries).items():
            takes = " ".join(f"-p {p.name}={p.default}" for p in one.parameters)
            click.echo(visible(f"{name:16} {voice(one.title)} {takes}".rstrip()))
        return
    values = dict(map(_pair, parameters))
    found = queries.find(query, settings.queries)
    answer = queries.run(open_published(settings, voice).store, found, values, voice.language)
    sys.stdout.buffer.write(formats.write(answer, form))


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise KgError(texts.NO_PARAMETER.filled(pair=given), texts.WRITE_PARAMETER)
    return name, value


@main.command()
@click.option("-f", "--format", "form", default="turtle", metavar="FORMAT", shell_complete=completion.formats)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--entity", default="", metavar="NAME", shell_complete=completion.entities)
@click.option("--provenance", is_flag=True)
@asks
@options
def export(
    form: str, output: Path | None, entity: str, provenance: bool, store: str, vault: Path | None, voice: Voice
) -> None:
    """Write a dump."""
    from kg.store import dumping
    from kg.store import export as dumps
    from kg.store.remote.fetching import embedded

    settings, voice = settings_of(vault, voice, store)
    opened = open_published(settings, voice).store
    if entity:
        data = dumps.export(opened, form, entity=entity, provenance=provenance)
        write_whole(output, lambda out: out.write(data))
    else:
        dumping.check(form, provenance)
        with embedded(opened) as whole:
            write_whole(output, lambda out: dumping.dump(whole, form, out, provenance=provenance))


@main.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", required=True)
@options
def snapshot(output: Path, vault: Path | None, voice: Voice) -> None:
    """Write the published graph as one file."""
    from kg.store.snapshots import writing

    settings, voice = settings_of(vault, voice)
    published(settings, voice)
    written = writing.write(settings, output)
    if written.left_out:
        voice.say(snapshots.LEFT_OUT.filled(notes=texts.counted(written.left_out, "note")))
    click.echo(written.manifest.hash)


@main.command()
@click.argument("entity", shell_complete=completion.entities)
@click.argument("property_", metavar="PROPERTY", required=False, shell_complete=completion.properties)
@asks
@options
def why(entity: str, property_: str | None, store: str, vault: Path | None, voice: Voice) -> None:
    """Show line and rule behind each statement."""
    from kg.store import why as reasons

    settings, voice = settings_of(vault, voice, store)
    opened = open_published(settings, voice)
    for line in reasons.why(opened.store, entity, property_ or "", settings.vault, opened.paths):
        click.echo(visible(line))


@main.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text")
@options
def gaps(folder: Path | None, form: str, vault: Path | None, voice: Voice) -> None:
    """Say what a reader would miss."""
    from kg import gap_report as look
    from kg.gaps import find

    settings, voice = settings_of(folder or vault, voice)
    with Progress(voice) as progress:
        found = find(settings, progress)
    if form == "json":
        click.echo(look.as_json(found, settings.vault, voice.language), nl=False)
    elif form == "md":
        click.echo(look.markdown(found, settings.vault, voice.language), nl=False)
    else:
        click.echo(look.text(found, settings.vault, voice.language, style, everything=voice.verbose), nl=False)


@main.command()
@click.argument("code", required=False, shell_complete=completion.codes)
@options
def explain(code: str | None, vault: Path | None, voice: Voice) -> None:
    """Explain a code."""
    from kg import explain as page
    from kg.graph import codes

    settings, voice = settings_of(vault, voice)
    if code is None:
        click.echo(page.listed(codes.known(settings.shapes).values(), voice.language, style), nl=False)
    else:
        click.echo(page.explained(codes.find(code, settings.shapes), voice.language, style), nl=False)


@main.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--host", default="127.0.0.1", metavar="HOST", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="NUMBER", show_default=True)
@click.option("--base-url", default="", metavar="URL")
@click.option("--workers", type=click.IntRange(2, 256), default=8, metavar="NUMBER", show_default=True)
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=30, metavar="SECONDS", show_default=True)
@click.option("--memory", type=click.IntRange(32, 1 << 20), default=512, metavar="MB", show_default=True)
@click.option("--cache", type=click.IntRange(0, 1 << 20), default=64, metavar="MB", show_default=True)
@click.option("--trust-proxy", is_flag=True)
@click.option("--assets", type=FOLDER, default=None, metavar="DIR")
@click.option("--watch", is_flag=True)
@click.option("--snapshot", default="", metavar="FILE|URL")
@click.option("--snapshot-every", type=click.FloatRange(0, 86400), default=60, metavar="SECONDS", show_default=True)
@click.option("--log", "log", type=click.Choice(["text", "json"]), default="text", show_default=True)
@asks
@options
def serve(
    folder: Path | None, store: str, vault: Path | None, voice: Voice, snapshot: str, snapshot_every: float, **said: Any
) -> None:
    """Publish the graph over HTTP."""
    from kg.serve import command

    if snapshot:
        if folder or vault or store or said["watch"]:
            raise KgError(snapshots.ALONE)
        with command.replica(snapshot, snapshot_every) as (settings, feed):
            command.run(settings, command.following(command.options(settings, **said), feed), voice.say)
        return
    settings, voice = settings_of(folder or vault, voice, store)
    engine = engine_of(settings, timeout=said["timeout"]) if settings.store else None
    if engine is None:
        published(settings, voice)
    command.run(settings, command.options(settings, engine=engine, **said), voice.say)


@main.command()
@click.option("--to", default="", metavar="URL")
@click.option("--update", default="", metavar="URL")
@click.option("--data", default="", metavar="URL")
@click.option("--timeout", type=click.FloatRange(1, 3600), default=30, metavar="SECONDS", show_default=True)
@click.option("--everything", is_flag=True)
@click.option("--dry-run", is_flag=True)
@options
def publish(
    to: str, update: str, data: str, timeout: float, everything: bool, dry_run: bool, vault: Path | None, voice: Voice
) -> None:
    """Send the graph to an engine."""
    from kg.publishing import command

    settings, voice = settings_of(vault, voice)
    engine = engine_of(settings, to, update, data, timeout)
    command.run(published(settings, voice), settings, engine, voice, everything=everything, dry_run=dry_run)


main.add_command(link)


if __name__ == "__main__":
    main()
