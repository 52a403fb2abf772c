"""Wikilinks that name several notes: which one they lead to, and how to name another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.model.codes import CODES
from kg.model.fact import Reading
from kg.model.folding import fold
from kg.model.problem import Problem
from kg.model.text import either

_SHOWN = 3  # paths that a hint offers


def note_names(readings: Sequence[Reading]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The path of the note that each folded name leads to, and, for names of several notes, the paths of all.

    A path comes before a name, the first path before the others.
    """
    paths = {fold(_bare(r.path)): r.path for r in reversed(readings)}
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for reading in readings:
        for name in reading.names:
            bearers[fold(name)][reading.path] = None
    first = {name: next(iter(found)) for name, found in bearers.items()}
    several = {n: tuple(found) for n, found in bearers.items() if len(found) > 1 and n not in paths}
    return {**first, **paths}, several


def ambiguous(readings: Sequence[Reading], several: dict[str, tuple[str, ...]]) -> list[Problem]:
    """A remark at each entry that is a wikilink of a name that several notes bear."""
    found: list[Problem] = []
    for mention in (m for r in readings for m in r.mentions if m.wiki):
        if (paths := several.get(fold(mention.wiki))) is not None:
            ways = either([f"[[{_bare(p)}]]" for p in paths[:_SHOWN]])
            found.append(CODES["KG206"].at(mention.span, text=mention.wiki, count=len(paths), path=paths[0], ways=ways))
    return found


def _bare(path: str) -> str:
    return path.rsplit(".", 1)[0]
