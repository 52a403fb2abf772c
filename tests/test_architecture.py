"""The house: imports go one way, types are whole, the style is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        ["-m", "mypy"],
        ["-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32", "-p", "kg"],
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "kg", "tests", "benchmarks", "scripts"],
    ],
    ids=["import contracts", "types", "types on Windows", "style", "layout"],
)
def test_the_checkers_find_nothing(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_and_query_never_load_rdflib_or_pyshacl() -> None:
    code = "import sys, kg.cli, kg.store.queries, kg.store.export, kg.store.formats, kg.settings; print([m for m in ('rdflib', 'pyshacl') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
