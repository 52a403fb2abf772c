"""What the tutorials print is what the commands answer, from the first to the last."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCKS = re.compile(r"^```(console|md)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FILLED = {"title": "Notes", "licence": "https://creativecommons.org/licenses/by/4.0/", "publisher": "A museum", "contact": "a@b.example"}  # fmt: skip


def _answer(command: str, folder: Path) -> str:
    """What a shell prints, with the `kg` that is tested."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout


def _fill_in(toml: Path) -> None:
    """Do what the third step asks for."""
    text = toml.read_text(encoding="utf-8")
    for key, value in FILLED.items():
        text = text.replace(f'{key} = ""', f'{key} = "{value}"')
    toml.write_text(text, encoding="utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are those of a shell")
@pytest.mark.parametrize(
    ("page", "toml", "note"),
    [
        ("tutorial.md", "my-notes/kg.toml", "Projects that we follow.md"),
        ("tutorial.fr.md", "mes-notes/kg.toml", "Projets suivis.md"),
    ],
)
def test_a_tutorial_prints_what_happens(tmp_path: Path, page: str, toml: str, note: str) -> None:
    for kind, block in BLOCKS.findall((DOCS / page).read_text(encoding="utf-8")):
        if kind == "md":
            with (tmp_path / toml).with_name("notes").joinpath(note).open("a", encoding="utf-8") as file:
                file.write(block)
            continue
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = step.partition("\n")
            assert _answer(command, tmp_path) == printed, command
            if command.startswith("kg build"):
                _fill_in(tmp_path / toml)
