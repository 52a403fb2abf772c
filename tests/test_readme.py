"""The README says what happens."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main

TOP = Path(__file__).resolve().parent.parent


def test_the_printed_answer_is_the_one_that_the_command_gives(tmp_path: Path) -> None:
    shutil.copytree(TOP / "notes", tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    done = CliRunner(env={"LC_ALL": "en_GB.UTF-8"}).invoke(
        main, ["query", "countries", "--vault", str(tmp_path / "notes"), "-q"]
    )
    printed = (TOP / "README.md").read_text(encoding="utf-8").split("and answers:\n\n```\n")[1].split("```")[0]
    assert done.stdout == printed


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -n auto --dist loadfile"
    assert command in (TOP / "README.md").read_text(encoding="utf-8")
    assert command in (TOP / ".ci" / "run").read_text(encoding="utf-8")
