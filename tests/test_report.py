"""How a problem looks: the caret stands under what is meant, and a note cannot steer the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import same
from kg.report import text


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
