"""Wikilinks that name several notes: which one they lead to, and how to name another."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.codes import CODES
from kg.model.fact import Mention
from kg.model.problem import Problem
from kg.model.text import either

_SHOWN = 3  # paths that a hint offers


def ambiguous(mention: Mention, paths: Sequence[str]) -> Problem:
    """The remark at an entry that is a wikilink of a name that the notes at `paths` bear; it leads to the first."""
    ways = either([f"[[{_bare(p)}]]" for p in paths[:_SHOWN]])
    return CODES["KG206"].at(mention.span, text=mention.wiki, count=len(paths), path=paths[0], ways=ways)


def _bare(path: str) -> str:
    return path.rsplit(".", 1)[0]
