"""What a note's text should not hold: marks of a Git conflict, front matter that is not closed or not in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span

_OURS = re.compile(r"^<{7}(?:[ \t]|$)", re.MULTILINE)  # git-merge(1), "How conflicts are presented"
_THEIRS = re.compile(r"^={7}[ \t]*$", re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n\s*[^\s:#\-][^:\n]{0,40}:(?:[ \t]|\n|$)")
_TOML = re.compile(r"\+\+\+[ \t]*\n[^\0]*?^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_OPENED = re.compile(
    r"\+\+\+[ \t]*\n(?:[ \t]*(?:#[^\n]*|\[[^\n]*\][ \t]*)?\n)*[ \t]*[\w.\"'-]{1,40}[ \t]*=[ \t]*\S"
)
_JSON = re.compile(r'\{\s*"[^"\n]+"\s*:')


def oddities(text: str, path: str, matter: int) -> Iterator[Problem]:
    """What is odd about the text of a note, whose front matter takes `matter` lines (0: it has none)."""
    if "<<<<<<<" in text and (mark := _OURS.search(text)) is not None and _THEIRS.search(text, mark.end()):
        line = text.count("\n", 0, mark.start()) + 1
        yield CODES["KG116"].at(Span(path=path, line=line, column=1, end=8))
    if matter:
        return
    first = Span(path=path, line=1, column=1, end=4)
    closed = _TOML.match(text) is not None
    toml = closed or _TOML_OPENED.match(text) is not None
    if _OPENED.match(text) or (toml and not closed):
        yield CODES["KG117"].at(first, mark="+++" if toml else "---")
    if toml or _JSON.match(text):
        yield CODES["KG118"].at(first, form="TOML" if toml else "JSON")
