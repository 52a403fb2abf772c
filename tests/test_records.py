"""Records: frozen for the type checker, equal by value while kg runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kg.model.record import ordered, record, single
from kg.model.span import Span

_CHANGES_ONE = """
from kg.model.span import Span

span = Span(path="a.md", line=1, column=1, end=2)
span.line = 2
"""


def test_the_type_checker_refuses_a_change_of_a_record(tmp_path: Path) -> None:
    file = tmp_path / "changes.py"
    file.write_text(_CHANGES_ONE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(file)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert done.returncode == 1
    assert 'changes.py:5: error: Property "line" defined in "Span" is read-only' in done.stdout


@record
class Pair:
    left: str
    right: str = ""


@single
class One:
    name: str


@ordered
class Ranked:
    first: int
    second: int


def test_records_with_the_same_values_are_one_key() -> None:
    assert {Pair(left="a", right="b"): 1}[Pair(left="a", right="b")] == 1
    assert Pair(left="a") != Pair(left="b")


def test_a_single_record_equals_only_itself() -> None:
    assert One(name="a") != One(name="a")


def test_ordered_records_sort_by_their_fields_in_turn() -> None:
    assert sorted([Ranked(first=2, second=0), Ranked(first=1, second=9)])[0].first == 1
    assert Span(path="a.md", line=2, column=1, end=2) < Span(path="b.md", line=1, column=1, end=2)


def test_a_record_shows_its_fields() -> None:
    span = Span(path="a.md", line=1, column=2, end=3)
    assert repr(span) == "Span(path='a.md', line=1, column=2, end=3)"
