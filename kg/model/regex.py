"""Patterns that are compiled when they are first asked: there are hundreds, and a command that reads one note needs few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_ASKED = "findall finditer flags fullmatch groupindex groups match pattern search split sub subn".split()


class _Regex:
    """What answers as a pattern of `re` does; once it was asked, it holds the pattern's own methods."""

    __slots__ = ("_flags", "_text", *_ASKED)

    def __init__(self, text: str | Callable[[], str], flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(self._text if isinstance(self._text, str) else self._text(), self._flags)
        for each in _ASKED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def regex(text: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A pattern, given as its text or as what makes the text. Raises re.error when it is first asked, where it is none."""
    return cast("re.Pattern[str]", _Regex(text, flags))
