"""Talking with a person: in which language, in which colours, and how far something is."""

from __future__ import annotations

import locale
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

import click

from kg import texts
from kg.model.characters import visible
from kg.model.record import record
from kg.model.text import LANGUAGES, Text
from kg.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


LANGUAGE = "kg.language"  # where a click context keeps the language that was asked for


# -- the language ---------------------------------------------------------------------------------------
def environment() -> str:
    """The language that the environment says, or "" when it says none of ours."""
    said = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    if not said and sys.platform == "win32":
        import ctypes

        said = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    short = re.split(r"[_.@-]", said.casefold())[0]
    return short if short in LANGUAGES else ""


def asked(words: Sequence[str]) -> str:
    """The language that `--lang` asks for anywhere in a command line, or ""."""
    said = [after for word, after in pairwise([*words, ""]) if word == "--lang"]
    said += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((s for s in reversed(said) if s in LANGUAGES), "")


def spoken(ctx: click.Context | None = None) -> str:
    """The language to speak now: the command line's, the environment's, kg.toml's, English."""
    ctx = ctx or click.get_current_context(silent=True)
    return str(ctx.meta.get(LANGUAGE, "") if ctx is not None else "") or environment() or "en"


@record
class Voice:
    """How a command talks: its language, and how much it says."""

    language: str = "en"
    quiet: bool = False
    verbose: bool = False

    def heeding(self, settings: Settings) -> Voice:
        """With the language of kg.toml, where neither `--lang` nor the environment said one."""
        ctx = click.get_current_context(silent=True)
        if ctx is None or not settings.language or ctx.meta.get(LANGUAGE) or environment():
            return self
        ctx.meta[LANGUAGE] = settings.language
        return replace(self, language=settings.language)

    def __call__(self, text: Text) -> str:
        """A text in the language spoken."""
        return text.in_language(self.language)

    def say(self, text: Text) -> None:
        """A message on stderr, unless it is to be quiet."""
        if not self.quiet:
            click.echo(visible(self(text)), err=True)


class Progress:
    """What a long build is doing, as one line on a terminal's stderr: only after a second, gone at the end.

    Called with the stage, how much is done, and of how much (0: that is not known).
    """

    def __init__(self, voice: Voice, after: float = 1.0) -> None:
        self._voice = voice
        self._after = after
        self._state = ("", 0, 0)
        self._width = 0
        self._over = threading.Event()
        self._writing = threading.Lock()
        self._painter = threading.Thread(target=self._paint, daemon=True)

    def __enter__(self) -> Progress:
        if not self._voice.quiet and sys.stderr.isatty():
            self._painter.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        if self._painter.is_alive():
            self._painter.join()
        self._wipe()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._state = (stage, done, total)
        if stage == "wait":
            with self._writing:
                self._wipe()
                self._voice.say(texts.WAITS)

    def _paint(self) -> None:
        pause = self._after
        while not self._over.wait(pause):
            pause = 0.1
            with self._writing:
                self._draw(*self._state)

    def _draw(self, stage: str, done: int, total: int) -> None:
        if stage not in texts.STAGES:
            return
        line = self._voice(texts.STAGES[stage])
        if total:
            line += f" [{'#' * (20 * done // total):20}] {done}/{total}"
        elif done:
            line += f" {done}"
        click.echo("\r" + line.ljust(self._width), err=True, nl=False)
        self._width = len(line)

    def _wipe(self) -> None:
        if self._width:
            click.echo("\r" + " " * self._width + "\r", err=True, nl=False)
            self._width = 0


def terminal_width() -> int:
    """How many columns a terminal has; 0 where the output goes elsewhere, and lines stay whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() and sys.stderr.isatty() else 0


def style(text: str, colour: str) -> str:
    """Coloured text; click takes the colour off where there is no terminal, we where NO_COLOR is set."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def complain(said: Text, advice: Text | None, language: str) -> None:
    """What keeps kg from doing what was asked, on stderr."""
    click.echo(visible(f"kg: {said.in_language(language)}"), err=True)
    if advice is not None:
        click.echo(visible(f"    {advice.in_language(language)}"), err=True)


def readable() -> None:
    """Never fail for a letter that a console lacks; files and pipes get UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is not None:
            change(errors="replace") if stream.isatty() else change(encoding="utf-8", errors="replace")
