"""click's frame in the language of the reader: options that all commands take, help, and what is wrong in a command line."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import click
from click.shell_completion import CompletionItem

from kg import texts
from kg.console import LANGUAGE, Voice, asked, complain, environment, readable, spoken
from kg.errors import KgError, did_you_mean
from kg.model.text import LANGUAGES, Text, same

F = TypeVar("F", bound=Callable[..., Any])


class Folder(click.Path):
    """A folder: a shell completes folders; what it is worth is seen when it is read."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell complete folders."""
        return [CompletionItem(incomplete, type="dir")]


FOLDER = Folder(path_type=Path, readable=False)


# -- options that every command takes -------------------------------------------------------------------
def options(command: F) -> F:
    """Give a command `--vault`, and a Voice from `--lang`, `--quiet` and `--verbose`."""

    @functools.wraps(command)
    def with_voice(*, lang: str | None, quiet: bool, verbose: bool, **rest: Any) -> Any:
        voice = Voice(language=lang or spoken(), quiet=quiet, verbose=verbose)
        return command(voice=voice, **rest)

    added: Any = with_voice
    for option in (
        click.option("-v", "--verbose", is_flag=True),
        click.option("-q", "--quiet", is_flag=True),
        click.option("--lang", type=click.Choice(LANGUAGES)),
        click.option("--vault", type=FOLDER, metavar="DIR"),
    ):
        added = option(added)
    return cast(F, added)


def asks(command: F) -> F:
    """Give a command that reads the graph `--store`: the address of an engine that holds it."""
    return click.option("--store", default="", metavar="URL")(command)


# -- click's frame --------------------------------------------------------------------------------------
class Spoken(click.Command):
    """A command whose help is in the table of texts, in the language spoken."""

    above = ""  # the group that it belongs to, where that is not the program

    @property
    def key(self) -> str:
        """What it is called in the tables of texts: `link check` is another command than `check`."""
        return f"{self.above} {self.name}".strip()

    def _text(self) -> str:
        text = texts.COMMANDS.get(self.key)
        return inspect.cleandoc(text.in_language(spoken()) if text is not None else self.help or "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence."""
        return self._text().partition("\n")[0]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the command's name in its usage line."""
        arguments = [p for p in self.get_params(ctx) if isinstance(p, click.Argument)]
        return [f"[{_metavar('OPTIONS', ctx)}]", *(_argument(a, ctx) for a in arguments)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{texts.USAGE.in_language(spoken(ctx))} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self._text())

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing: they are written with the options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options."""
        arguments: list[tuple[str, str]] = []
        found: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            said = help_of(self.key, parameter).in_language(spoken(ctx))
            if isinstance(parameter, click.Argument):
                arguments.append((_argument(parameter, ctx), said))
            elif (record := parameter.get_help_record(ctx)) is not None:
                if (
                    isinstance(parameter, click.Option)
                    and parameter.show_default
                    and (given := parameter.get_default(ctx))
                ):
                    said = f"{said} [{given}]"
                left, _, metavar = record[0].rpartition(" ")
                known = metavar in texts.METAVARS and left
                found.append((f"{left} {_metavar(metavar, ctx)}" if known else record[0], said))
        for heading, rows in ((texts.ARGUMENTS, arguments), (texts.OPTIONS, found)):
            if rows:
                with formatter.section(heading.in_language(spoken(ctx))):
                    formatter.write_dl(rows)


class Group(Spoken, click.Group):
    """The group of all commands; a failure is one message and exit 2, never a traceback."""

    command_class = Spoken

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the program's name in its usage line."""
        return [*super().collect_usage_pieces(ctx)[:1], f"{_metavar('COMMAND', ctx)} …"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, in the order of the program."""
        with formatter.section(texts.COMMANDS_HEADING.in_language(spoken(ctx))):
            formatter.write_dl([(n, self.commands[n].get_short_help_str()) for n in self.list_commands(ctx)])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names in the order in which one meets them."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Before anything is parsed, see which language is asked for: help and complaints need it."""
        ctx.meta[LANGUAGE] = asked(args) or ctx.meta.get(LANGUAGE, "")
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. Raises KgError for one that nobody knows."""
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            near = _near(name, list(self.commands))
            see = texts.SEE_HELP.filled(command=ctx.command_path)
            raise KgError(texts.NO_COMMAND.filled(name=name), did_you_mean(near) if near else see)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what keeps it from its work is said in the language spoken."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            complain(error.said, error.advice, spoken(ctx))
            ctx.exit(2)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program; what is wrong in the command line is said in the language spoken."""
        return self._run(*args, **options)

    def _run(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        words = list(sys.argv[1:] if args is None else args)
        if not standalone_mode:
            return super().main(words, prog_name, standalone_mode=False, **extra)
        readable()
        try:
            done = super().main(words, prog_name, standalone_mode=False, **extra)
        except click.UsageError as error:
            _refuse(error, asked(words) or environment() or "en")
        except (click.Abort, KeyboardInterrupt):
            click.echo(texts.ABORTED.in_language(asked(words) or environment() or "en"), err=True)
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        sys.exit(done if isinstance(done, int) else 0)


def help_of(command: str, parameter: click.Parameter) -> Text:
    """The help of an option or argument of a command."""
    name = name_of(parameter)
    plain = same(getattr(parameter, "help", None) or "")
    return texts.PARAMETERS.get(f"{command}.{name}") or texts.PARAMETERS.get(name) or plain


def name_of(parameter: click.Parameter) -> str:
    """What an option or argument is called in the table of texts."""
    long = [o.lstrip("-") for o in parameter.opts if o.startswith("--")]
    return long[0] if long else (parameter.name or "").strip("_")


def _metavar(name: str, ctx: click.Context) -> str:
    text = texts.METAVARS.get(name)
    return text.in_language(spoken(ctx)) if text is not None else name


def _argument(argument: click.Argument, ctx: click.Context) -> str:
    name = _metavar(argument.human_readable_name.strip("[]"), ctx)
    return name if argument.required else f"[{name}]"


def _near(name: str, known: list[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(name, known, n=2)


# -- what is wrong in a command line --------------------------------------------------------------------
def _refuse(error: click.UsageError, language: str) -> NoReturn:
    if type(error).__name__ == "NoArgsIsHelpError":
        click.echo(error.message, err=True)
    else:
        said, advice = wrong(error)
        complain(said, advice, language)
    sys.exit(2)


def wrong(error: click.UsageError) -> tuple[Text, Text]:
    """What is wrong in a command line, and what to try next."""
    see = texts.SEE_HELP.filled(command=error.ctx.command_path if error.ctx is not None else "kg")
    if isinstance(error, click.NoSuchOption):
        near = list(error.possibilities or [])
        return texts.NO_OPTION.filled(name=error.option_name), did_you_mean(near) if near else see
    if isinstance(error, click.BadOptionUsage):
        flag = "does not take" in error.message
        return (texts.NO_FLAG_VALUE if flag else texts.NO_VALUE).filled(name=error.option_name), see
    if isinstance(error, click.MissingParameter):
        return texts.MISSING.filled(name=_called(error)), see
    if isinstance(error, click.BadParameter):
        return _bad_value(error), see
    extra = re.search(r"extra arguments? \((.*)\)", error.message)
    if extra is not None:
        return texts.TOO_MANY.filled(what=extra[1]), see
    if error.message.startswith("Missing command"):
        return texts.MISSING_COMMAND, see
    return same(error.message), see


def _bad_value(error: click.BadParameter) -> Text:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return texts.ONE_OF.filled(name=_called(error), choices=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.IntRange | click.FloatRange):
        return texts.BETWEEN.filled(name=_called(error), least=f"{kind.min:g}", most=f"{kind.max:.0f}")
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return texts.NO_FILE.filled(name=_called(error))
    return same(f"{_called(error)}: {error.message}")


def _called(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return "?"
    if isinstance(parameter, click.Argument):
        ctx = error.ctx or click.Context(click.Command("kg"))
        return _metavar(parameter.human_readable_name.strip("[]"), ctx)
    return parameter.opts[-1]
