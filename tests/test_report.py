"""How a problem looks: the caret stands under what is meant, and a note cannot steer the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import same
from kg.report import as_json, github, text
from kg.sarif import sarif


def shown(folder: Path, line: str, start: int, end: int) -> list[str]:
    (folder / "n.md").write_text(line + "\n", encoding="utf-8")
    span = Span(path="n.md", line=1, column=start, end=end)
    problem = Problem(code="KG201", severity="warning", message=same("odd"), span=span, hint=same("first\na\tb"))
    return text([problem], folder, "en").split("\n")


@pytest.mark.parametrize(
    "line,start,end,caret",
    [
        ("- Pont (Suise)", 9, 14, "            ^^^^^"),
        ("- 博物館 (Suise)", 8, 13, "              ^^^^^"),
        ("- 博物館 (Suise)", 3, 6, "      ^^^^^^"),
        ("- E\u0301te\u0301 (Suise)", 8, 13, "           ^^^^^"),
        ("\t- Pont", 4, 8, "       ^^^^"),
        ("- Pont", 6, 6, "         ^"),
        ("a\u2028b\x0bc Suise", 7, 12, "          ^^^^^"),
        ("x" * 200 + "Suise", 201, 206, " " * 63 + "^^^^^"),
    ],
    ids=[
        "plain",
        "behind wide letters",
        "wide letters",
        "combining accents",
        "a tab",
        "the end",
        "odd line ends",
        "a long line",
    ],
)
def test_the_caret_stands_under_what_is_meant(tmp_path: Path, line: str, start: int, end: int, caret: str) -> None:
    assert caret in shown(tmp_path, line, start, end)


def test_lines_to_copy_stand_as_they_are(tmp_path: Path) -> None:
    assert shown(tmp_path, "- Pont", 3, 7)[-3:] == ["    → first", "a\tb", ""]


def test_a_note_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in "".join(shown(tmp_path, "- \x1b[2JPont \u202e", 3, 7))


def _steering() -> Problem:
    span = Span(path="n.md", line=1, column=1, end=2)
    return Problem(code="KG201", severity="warning", message=same("a\x1b[2Jb\x9bc\u202ed"), span=span)


@pytest.mark.parametrize("write", [as_json, lambda p, x: sarif(p, CODES, x, "0", Path("v"))], ids=["json", "sarif"])
def test_what_programs_read_cannot_steer_the_terminal_and_says_the_same(
    write: Callable[[Sequence[Problem], str], str],
) -> None:
    written = write([_steering()], "en")
    assert not set("\x1b\x9b\u202e") & set(written)
    assert any("a\x1b[2Jb\x9bc\u202ed" in said for said in _texts(json.loads(written)))


def _texts(value: object) -> list[str]:
    if isinstance(value, dict | list):
        return [t for v in (value.values() if isinstance(value, dict) else value) for t in _texts(v)]
    return [value] if isinstance(value, str) else []


def test_annotations_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert not set("\x1b\x9b\u202e") & set(github([_steering()], "en", tmp_path))


def test_a_line_of_a_kg_toml_beside_the_vault_is_shown(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('licence = "ma licence"\n', encoding="utf-8")
    (tmp_path / "notes").mkdir()
    span = Span(path="kg.toml", line=1, column=11, end=23)
    problem = Problem(code="KG502", severity="warning", message=same("odd"), span=span)
    assert '    licence = "ma licence"\n' in text([problem], tmp_path / "notes", "en")
