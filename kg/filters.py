"""The options `--severity`, `--only` and `--ignore`: which problems count."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import click

from kg import completion
from kg.heard import Filter
from kg.model.problem import SEVERITIES, Severity
from kg.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


def filters(command: F) -> F:
    """Give a command `--severity`, `--only` and `--ignore`, as one value `wanted`."""

    @functools.wraps(command)
    def with_filters(*, severity: Severity, only: tuple[str, ...], ignore: tuple[str, ...], **rest: Any) -> Any:
        return command(wanted=Filter(least=severity, only=_codes(only), ignored=_codes(ignore)), **rest)

    added: Any = with_filters
    for option in (
        click.option("--ignore", multiple=True, metavar="CODE", shell_complete=completion.codes),
        click.option("--only", multiple=True, metavar="CODE", shell_complete=completion.codes),
        click.option("--severity", type=click.Choice(SEVERITIES), default=SEVERITIES[-1]),
    ):
        added = option(added)
    return cast(F, added)


def _codes(given: Sequence[str]) -> frozenset[str]:
    """Codes, each given by itself or several with commas."""
    return frozenset(code.strip().upper() for one in given for code in one.split(",") if code.strip())


def with_settings(wanted: Filter, settings: Settings) -> Filter:
    """What the options let through, less what kg.toml ignores. Raises CodeError for a code that there is not."""
    ignored = wanted.ignored | frozenset(settings.ignore_codes)
    if codes := wanted.only | ignored:
        from kg.graph.codes import find

        for code in sorted(codes):
            find(code, settings.shapes)
    return Filter(least=wanted.least, only=wanted.only, ignored=ignored)
