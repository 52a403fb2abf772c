"""A build that is killed at any moment changes nothing: the last good generation answers, and the next build works."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.build import build
from kg.settings import Settings
from kg.store import generations
from kg.vault_graph import VaultGraph

TOP = Path(__file__).resolve().parents[2]
MOMENTS = 50
COMMAND = [sys.executable, "-c", "from kg.cli import main; main()", "build", "-q", "--vault"]


def write(folder: Path, turn: int) -> None:
    """A vault whose entries say in which turn it was written."""
    for note in range(20):
        items = "".join(
            f"- [Tour {turn} {note} {i}](https://t{turn}-{note}-{i}.example/) (Suisse)\n" for i in range(10)
        )
        (folder / f"{note}.md").write_text(f"# Projets\n\n{items}", encoding="utf-8")


def turns(folder: Path) -> set[int]:
    """The turns that the published entries are of, all of which are there."""
    rows = VaultGraph(Settings(vault=folder)).query("SELECT ?n { ?e a mxtd:Initiative ; rdfs:label ?n }")
    assert len(rows) == 200
    return {int(row["n"].split()[1]) for row in rows}


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, str(folder)], cwd=TOP, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")
def test_a_build_killed_at_fifty_random_moments_leaves_a_whole_generation(tmp_path: Path) -> None:
    chance = random.Random(4)
    write(tmp_path, 0)
    begun = time.monotonic()
    assert start(tmp_path).wait() == 0
    takes = time.monotonic() - begun
    before, cut = 0, 0
    for turn in range(1, MOMENTS + 1):
        write(tmp_path, turn)
        with start(tmp_path) as process:
            time.sleep(takes * chance.uniform(0.4, 1.05))  # what comes earlier only loads libraries
            process.kill()
        cut += process.returncode != 0
        (published,) = turns(tmp_path)
        assert published in (before, turn)
        before = published
    assert cut > MOMENTS // 2
    build(Settings(vault=tmp_path))
    assert turns(tmp_path) == {MOMENTS}
    assert len(list(generations.home(tmp_path).glob("gen-*"))) <= 2
    assert not list(generations.home(tmp_path).glob("old-*"))
