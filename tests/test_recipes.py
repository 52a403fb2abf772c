"""What tutorials and recipes print is what the commands answer, from the first to the last."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
DOCS = TOP / "docs"
BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FILLED = {
    "title": "Notes", "licence": "https://creativecommons.org/licenses/by/4.0/", "publisher": "A museum", "contact": "a@b.example",
}  # fmt: skip
PLACES = {
    "md": "notes/Projects.md",
    "turtle": "my-shapes/own.ttl",
    "sparql": "my-queries/since.rq",
    "python": "ask.py",
}  # of a block's text
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are those of a shell")


class Shell:
    """A shell in a folder, with the `kg` that is tested."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.last = folder, 0

    def answer(self, command: str) -> str:
        """What it prints, messages too."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.last}); {command}"], cwd=self.folder, env={**os.environ, "LC_ALL": "C.UTF-8", "PATH": path},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        self.last = done.returncode
        return done.stdout

    def assert_prints(self, block: str) -> Iterator[str]:
        """Hold each command of a block against what stands below it; gives back the commands, when they have run."""
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = step.partition("\n")
            assert self.answer(command) == printed, command
            yield command


@pytest.mark.parametrize(
    ("page", "toml", "note"),
    [
        ("tutorial.md", "my-notes/kg.toml", "Projects that we follow.md"),
        ("tutorial.fr.md", "mes-notes/kg.toml", "Projets suivis.md"),
    ],
)
def test_a_tutorial_prints_what_happens(tmp_path: Path, page: str, toml: str, note: str) -> None:
    shell = Shell(tmp_path)
    for kind, block in BLOCKS.findall((DOCS / page).read_text(encoding="utf-8")):
        if kind == "md":
            with (tmp_path / toml).with_name("notes").joinpath(note).open("a", encoding="utf-8") as file:
                file.write(block)
        elif kind == "console":
            for command in shell.assert_prints(block):
                if command.startswith("kg build"):
                    _fill_in(tmp_path / toml)


def _fill_in(toml: Path) -> None:
    """Do what the third step asks for."""
    text = toml.read_text(encoding="utf-8")
    for key, value in FILLED.items():
        text = text.replace(f'{key} = ""', f'{key} = "{value}"')
    toml.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", ["ask", "export", "python", "trace"])
def test_a_recipe_prints_what_the_notes_of_the_repository_say(tmp_path: Path, page: str) -> None:
    shutil.copytree(TOP / "notes", tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    (tmp_path / "kg.toml").write_text('vault = "notes"\nqueries = "my-queries"\n', encoding="utf-8")
    assert_page_is_true(tmp_path, page)


@pytest.mark.parametrize("page", ["ci", "gaps", "shapes"])
def test_a_recipe_prints_what_its_own_note_says(tmp_path: Path, page: str) -> None:
    said = "".join(f'{key} = "{value}"\n' for key, value in FILLED.items())
    (tmp_path / "kg.toml").write_text(f'shapes = "my-shapes"\n{said}', encoding="utf-8")
    shutil.copy(DOCS / "how-to" / "what.rq", tmp_path)
    assert_page_is_true(tmp_path, page)


def assert_page_is_true(folder: Path, page: str) -> None:
    """Write what a page shows of files, and run what it shows of commands."""
    for place in PLACES.values():
        (folder / place).parent.mkdir(exist_ok=True)
    shell = Shell(folder)
    for kind, block in BLOCKS.findall((DOCS / "how-to" / f"{page}.md").read_text(encoding="utf-8")):
        if kind in PLACES:
            (folder / PLACES[kind]).write_text(block, encoding="utf-8")
        elif kind == "console":
            shell.answer("kg build -q")
            shell.last = 0
            assert list(shell.assert_prints(block))
