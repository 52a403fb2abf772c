"""How a Problem looks: to a person, to GitHub, and as JSON."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from kg import texts
from kg.model.characters import escaped, visible
from kg.model.problem import Problem
from kg.model.text import LANGUAGES
from kg.source import file_of, lines_of

COLOURS = {"error": "red", "violation": "red", "warning": "yellow", "information": "cyan"}
Style = Callable[[str, str], str]


def severity(problem: Problem, language: str) -> str:
    """The word for how bad a problem is."""
    return texts.NOUNS[problem.severity][0].in_language(language)


def plain(text: str, _colour: str) -> str:
    """No colour."""
    return text


def text(problems: Sequence[Problem], vault: Path, language: str, style: Style = plain) -> str:
    """One paragraph a problem: its place, code and message, the line with a caret, the hint."""
    sources: dict[str, list[str]] = {}
    return "".join(_paragraph(p, vault, language, style, sources) for p in problems)


def headline(problem: Problem, language: str, style: Style = plain) -> str:
    """The place of a problem, its code and message, as one line."""
    kind = style(f"{problem.code} {severity(problem, language)}", COLOURS[problem.severity])
    return f"{visible(str(problem.span))}: {kind} {visible(problem.message.in_language(language))}"


def _paragraph(problem: Problem, vault: Path, language: str, style: Style, sources: dict[str, list[str]]) -> str:
    out = [headline(problem, language, style)]
    line = line_of(problem, vault, sources)
    if line.strip() and problem.span.column <= len(line):
        start = max(problem.span.column - 60, 0)
        shown = visible(line[start : start + 110].replace("\t", " "))
        before, marked = shown[: problem.span.column - 1 - start], shown[problem.span.column - 1 - start :]
        width = max(_columns(marked[: max(problem.span.end - problem.span.column, 1)]), 1)
        out.append(f"    {shown}")
        out.append("    " + " " * _columns(before) + style("^" * width, COLOURS[problem.severity]))
    if problem.hint is not None:
        first, *lines = visible(problem.hint.in_language(language)).split("\n")
        out.extend([f"    → {first}", *lines])  # lines to copy stand as they are
    return "\n".join(out) + "\n"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def line_of(problem: Problem, vault: Path, sources: dict[str, list[str]]) -> str:
    """The line that a problem points into; `sources` keeps the lines of files that were read."""
    path = problem.span.path
    if path not in sources:
        sources[path] = lines_of(file_of(path, vault))
    lines = sources[path]
    return lines[problem.span.line - 1] if 0 < problem.span.line <= len(lines) else ""


def as_json(problems: Sequence[Problem], language: str) -> str:
    """A JSON list, one object a problem."""
    rows = [
        {
            "code": p.code, "severity": p.severity, "message": p.message.in_language(language),
            "hint": p.hint.in_language(language) if p.hint else None,
            "path": p.span.path, "line": p.span.line, "column": p.span.column, "endColumn": p.span.end,
        }
        for p in problems
    ]  # fmt: skip
    return escaped(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


PROBLEMS = "problems.jsonl"  # beside a generation: what its build found, for the pages


def record_of(p: Problem) -> dict[str, Any]:
    """A problem in all languages of the interface, to be kept."""
    return {
        "code": p.code, "severity": p.severity, "path": p.span.path, "line": p.span.line, "column": p.span.column,
        "message": {x: p.message.in_language(x) for x in LANGUAGES},
        "hint": {x: p.hint.in_language(x) for x in LANGUAGES} if p.hint else None,
    }  # fmt: skip


def sorted_records(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was kept of problems, in the order of these."""
    return sorted(records, key=lambda r: (r["path"], r["line"], r["column"], r["code"], r["message"]["en"]))


def from_here(path: str, vault: Path) -> str:
    """A problem's file as programs look for it: from the working folder, not from the vault."""
    try:
        file = file_of(path, vault).resolve()
    except (OSError, RuntimeError):  # a link that goes in circles
        file = (vault / path).absolute()
    here = Path.cwd().resolve()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else path


def is_there(path: str, vault: Path) -> bool:
    """Whether a problem has a file to point into: kg.toml may be missing, and that is what is said."""
    return any(os.path.lexists(folder / path) for folder in (vault, vault.parent))


def github(problems: Sequence[Problem], language: str, vault: Path) -> str:
    """Workflow commands that GitHub shows as annotations."""
    kinds = {"error": "error", "violation": "error", "warning": "warning", "information": "notice"}
    out = []
    for p in problems:
        file, message = _property(from_here(p.span.path, vault)), _data(p.message.in_language(language))
        place = f"file={file},line={p.span.line},col={p.span.column}," if is_there(p.span.path, vault) else ""
        out.append(f"::{kinds[p.severity]} {place}title={p.code}::{message}\n")
    return "".join(out)


def _data(text: str) -> str:
    """The text of a workflow command, escaped as the toolkit of GitHub Actions does (`command.ts`)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a workflow command, which ends at a comma or colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
