"""The commands. The only room that prints or exits."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.build import Report
    from kg.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
_VAULT = click.Path(path_type=Path)


def options(command: F) -> F:
    """The options that every command takes."""
    for option in (
        click.option(
            "--vault",
            "vault",
            type=_VAULT,
            metavar="DIR",
            help="Folder of the notes (by default that of kg.toml, notes/ or .).",
        ),
        click.option("--lang", type=click.Choice(["fr", "en", "de"]), help="Language of the messages."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
        click.option("-v", "--verbose", is_flag=True, help="Say everything."),
    ):
        command = option(command)
    return command


class Group(click.Group):
    """The group of all commands; a failure is one message and exit 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error.message}", err=True)
            if error.hint:
                click.echo(f"    {error.hint}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn a folder of Markdown notes into a checked, queryable linked-open-data graph.

    \b
    kg init my-vault          start a vault
    kg build                  read the notes, check them, publish the graph
    kg query countries        ask it
    kg export -f turtle       take it away
    """


def language(asked: str | None) -> str:
    """`--lang`, else the environment's, else English."""
    said = asked or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return said[:2].lower() if said[:2].lower() in ("fr", "de", "en") else "en"


def style(text: str, colour: str) -> str:
    """Coloured text; click takes the colour off where there is no terminal, we where NO_COLOR is set."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def say(quiet: bool, text: str) -> None:
    """A message on stderr."""
    if not quiet:
        click.echo(text, err=True)


@main.command()
@click.argument("folder", type=_VAULT, default=Path())
@options
def init(folder: Path, vault: Path | None, lang: str | None, quiet: bool, verbose: bool) -> None:
    """Start a vault: kg.toml and two notes to change. What is there stays as it is.

    Example: kg init my-vault
    """
    from kg import starter

    written = starter.write(vault or folder)
    french = language(lang) == "fr"
    for file in written:
        say(quiet, f"{'écrit' if french else 'written'}: {file}")
    if not written:
        say(quiet, "Tout est déjà là." if french else "Everything is there already.")
    say(quiet, f"{'Ensuite' if french else 'Next'}: kg build --vault {vault or folder}")


@main.command()
@click.argument("folder", type=_VAULT, required=False)
@click.option("--strict", is_flag=True, help="Publish nothing when there is an error or violation (for CI).")
@click.option("--watch", is_flag=True, help="Build again whenever a note changes.")
@options
def build(
    folder: Path | None, strict: bool, watch: bool, vault: Path | None, lang: str | None, quiet: bool, verbose: bool
) -> None:
    """Read the notes, check them, and publish the graph.

    \b
    Examples:
      kg build
      kg build notes --strict
    """
    from kg.settings import load

    settings = load(folder or vault)
    while True:
        report = _build(settings, strict=strict, publish=True, quiet=quiet)
        _summary(report, settings, language(lang), quiet, verbose)
        if not watch:
            sys.exit(1 if report.stops else 0)
        seen = _newest(settings.vault)
        while _newest(settings.vault) == seen:
            time.sleep(0.5)


def _build(settings: Settings, *, strict: bool, publish: bool, quiet: bool) -> Report:
    import gc

    from kg.build import build as run

    gc.set_threshold(200_000, 50, 100)  # a build makes many records and no circles
    if quiet or not sys.stderr.isatty():
        return run(settings, strict=strict, publish=publish)
    with click.progressbar(length=1, label="kg", file=sys.stderr) as bar:

        def tick(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return run(settings, strict=strict, publish=publish, tick=tick)


def _summary(report: Report, settings: Settings, lang: str, quiet: bool, verbose: bool) -> None:
    from kg import report as look

    french = lang == "fr"
    shown = report.problems if verbose else report.problems[:8]
    if quiet:
        shown = tuple(p for p in report.problems if p.stops)
    click.echo(look.text(shown, settings.vault, lang, style), err=True, nl=False)
    if len(report.problems) > len(shown) and not quiet:
        rest = len(report.problems) - len(shown)
        say(quiet, f"… {rest} de plus : kg check" if french else f"… {rest} more: kg check")
    if quiet:
        return
    names = {
        "Initiative": ("initiatives", "initiatives"), "Resource": ("ressources", "resources"),
        "Organisation": ("organisations", "organisations"), "Funder": ("financeurs", "funders"),
    }  # fmt: skip
    found = ", ".join(f"{report.counts[k]} {names[k][0 if french else 1]}" for k in names if report.counts.get(k))
    click.echo(
        f"{report.notes} notes {'lues' if french else 'read'} → {found or '0 initiatives'}; {report.statements} {'énoncés' if french else 'statements'}."
    )
    if not report.published:
        click.echo("Rien n'a été publié." if french else "Nothing was published.")
    elif not report.counts.get("Initiative"):
        click.echo("Aucune initiative reconnue : écrivez par exemple « - [Nom](https://…) (Suisse, 2020) » sous un titre « Projets »." if french
                   else "No initiative was recognised: write for instance `- [Name](https://…) (Switzerland, 2020)` under a heading “Projects”.")  # fmt: skip
    else:
        click.echo(
            "Ensuite : kg query countries · kg why NOM · kg export -f turtle"
            if french
            else "Next: kg query countries · kg why NAME · kg export -f turtle"
        )


@main.command()
@click.argument("folder", type=_VAULT, required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How the problems are written.",
)
@options
def check(folder: Path | None, form: str, vault: Path | None, lang: str | None, quiet: bool, verbose: bool) -> None:
    """Say what is wrong in which line of which note; publish nothing.

    \b
    Examples:
      kg check
      kg check --format sarif > kg.sarif
    """
    from kg import report as look
    from kg.settings import load

    settings = load(folder or vault)
    report = _build(settings, strict=False, publish=False, quiet=True)
    said = language(lang)
    shown = tuple(p for p in report.problems if p.stops) if quiet else report.problems
    if form == "json":
        click.echo(look.as_json(shown, said), nl=False)
    elif form == "sarif":
        click.echo(look.sarif(shown, said, __version__), nl=False)
    elif form == "github":
        click.echo(look.github(shown, said), nl=False)
    else:
        click.echo(look.text(shown, settings.vault, said, style), nl=False)
        say(quiet, f"{report.notes} notes, {len(report.problems)} {'remarques' if said == 'fr' else 'remarks'}.")
    sys.exit(1 if report.stops else 0)


def _open(settings: Settings, quiet: bool, lang: str) -> ox.Store:
    """The published store; built first when there is none."""
    from kg.store import generations

    generation = generations.current(settings.vault)
    if generation is None:
        say(quiet, "Pas encore de graphe : kg build…" if lang == "fr" else "No graph yet: building it first …")
        report = _build(settings, strict=False, publish=True, quiet=quiet)
        _summary(report, settings, lang, True, False)
        generation = generations.current(settings.vault)
    elif _newest(settings.vault) > (generation.path / "stamp.json").stat().st_mtime:
        say(
            quiet,
            "Des notes sont plus récentes que le graphe : kg build"
            if lang == "fr"
            else "Some notes are newer than the graph: run kg build",
        )
    if generation is None:
        raise KgError("There is no graph.", "Run `kg build`.")
    return generations.open_store(generation)


def _newest(vault: Path) -> float:
    newest = 0.0
    for base, folders, files in os.walk(vault):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for file in files:
            if file.endswith((".md", ".csv")):
                newest = max(newest, Path(base, file).stat().st_mtime)
    return newest


@main.command()
@click.argument("query", required=False)
@click.option(
    "-f",
    "--format",
    "form",
    default="table",
    help="table, csv, tsv, json, xml, md; for graphs turtle, ntriples, rdfxml …",
)
@click.option("-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@click.option("--list", "listing", is_flag=True, help="Show the named queries.")
@options
def query(
    query: str | None,
    form: str,
    parameters: tuple[str, ...],
    listing: bool,
    vault: Path | None,
    lang: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Ask the graph: SPARQL text, a file, or the name of a query.

    \b
    Examples:
      kg query --list
      kg query by-country -p country=BE
      kg query 'SELECT ?n { ?e a mxtd:Funder ; rdfs:label ?n }' -f csv
    """
    from kg.settings import load
    from kg.store import formats, queries

    settings, said = load(vault), language(lang)
    if listing or not query:
        for name, one in queries.named(settings.queries).items():
            takes = " ".join(f"-p {p.name}={p.default}" for p in one.parameters)
            click.echo(f"{name:16} {one.titles.get(said) or one.titles.get('en', '')} {takes}".rstrip())
        return
    values: dict[str, str] = {}
    for pair in parameters:
        name, equals, value = pair.partition("=")
        if not equals:
            raise KgError(f"{pair!r} is no parameter.", "Write -p name=value.")
        values[name] = value
    found = queries.find(query, settings.queries)
    answer = queries.run(_open(settings, quiet, said), found, values)
    sys.stdout.buffer.write(formats.write(answer, form))


@main.command()
@click.option("-f", "--format", "form", default="turtle", help="turtle, jsonld, trig, nquads, ntriples, rdfxml.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
@click.option("--entity", default="", help="Only one entity: its name, slug or IRI.")
@click.option("--provenance", is_flag=True, help="With the note, line and rule of every statement (RDF 1.2).")
@options
def export(
    form: str,
    output: Path | None,
    entity: str,
    provenance: bool,
    vault: Path | None,
    lang: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write a dump of the graph, or of one entity.

    \b
    Examples:
      kg export -f jsonld -o graph.jsonld
      kg export --entity Culture24
    """
    from kg.settings import load
    from kg.store import export as dumps

    data = dumps.export(_open(load(vault), quiet, language(lang)), form, entity=entity, provenance=provenance)
    if output is not None:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


@main.command()
@click.argument("entity")
@click.argument("property_", metavar="[PROPERTY]", required=False)
@options
def why(entity: str, property_: str | None, vault: Path | None, lang: str | None, quiet: bool, verbose: bool) -> None:
    """Say which line of which note each statement about an entity was read from, and by which rule.

    Example: kg why "Le projet DOORS" url
    """
    import json

    from kg.settings import load
    from kg.store import generations
    from kg.store import why as reasons

    settings = load(vault)
    store = _open(settings, quiet, language(lang))
    generation = generations.current(settings.vault)
    paths = json.loads(generation.stamp.get("paths", "{}")) if generation else {}
    for line in reasons.why(store, entity, property_ or "", settings.vault, paths):
        click.echo(line)


if __name__ == "__main__":
    main()
