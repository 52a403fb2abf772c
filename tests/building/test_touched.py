"""A build that is told which files were touched gives what a build of everything gives; where the hint does not do, all is looked at."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kg.build import build
from kg.building.saying import Memory
from kg.settings import Settings
from kg.store import generations
from kg.store.ahead import Ahead
from tests.building import vaults
from tests.building.test_incremental import assert_same_as_anew, dump

Vault = Callable[[dict[str, str]], Path]
LIST = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n"
MORE = LIST + "- [Ponton](https://ponton.example/) (France, 2021)\n"
_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")


def states(folder: Path) -> dict[Path, tuple[int, int, bytes]]:
    """What tells one state of a file from another, as a system that watches would."""
    found = (p for p in folder.rglob("*") if ".kg" not in p.parts)
    return {p: (p.stat().st_ino, p.stat().st_mtime_ns, b"" if p.is_dir() else p.read_bytes()) for p in found}


def edit_as_editors_do(folder: Path, chance: Random) -> list[Path]:
    """Put a text aside, and in the place of a note by a rename; all paths that were touched."""
    note = chance.choice([p for p in vaults.files(folder) if p.suffix == ".md"] or [folder / "a.md"])
    aside = note.with_name(f"{note.name}~")
    aside.write_text(vaults.note(chance), encoding="utf-8")
    aside.replace(note)
    return [aside, note]


def some_edits(folder: Path, chance: Random) -> list[Path]:
    """A few edits, and what a system that watches would tell of them."""
    before, touched = states(folder), []
    for _ in range(chance.randrange(1, 4)):
        if chance.random() < 0.3:
            touched += edit_as_editors_do(folder, chance)
        else:
            vaults.edit(folder, chance)
    after = states(folder)
    touched += [p for p in before | after if not p.is_dir() and before.get(p) != after.get(p)]
    touched += [p for p in before.keys() ^ after.keys() if p not in touched]
    chance.shuffle(touched)
    return touched


@pytest.mark.parametrize("seed", range(2))
def test_any_edits_that_are_told_of_are_built(tmp_path: Path, seed: int) -> None:
    assert_told_edits_are_built(tmp_path, seed)


def assert_told_edits_are_built(tmp_path: Path, seed: int) -> None:
    """Tell of edits by chance, and hold each build against one of everything. More of them: tests/long."""
    chance = Random(seed)
    home, copy = tmp_path / "now", tmp_path / "copy"
    home.mkdir()
    vaults.make(home, chance)
    memory = Memory()
    build(Settings(vault=home), memory=memory)
    ahead = Ahead(home)
    for _ in range(4):
        touched = some_edits(home, chance)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy)
        was = generations.current(home)
        if chance.random() < 0.7:
            ahead.prepare()
        assert_same_as_anew(home, build(Settings(vault=home), touched=touched, ahead=ahead, memory=memory), copy, was)
        ahead.drop()


def assert_built_after_hint(folder: Path, touched: list[Path]) -> None:
    """Hold what is published after a hint against what a build of everything publishes."""
    build(Settings(vault=folder), touched=touched)
    found = dump(folder)
    shutil.rmtree(folder / ".kg")
    build(Settings(vault=folder))
    assert found == dump(folder)


def test_a_folder_that_was_renamed_is_told_of_by_its_name_alone(vault: Vault) -> None:
    folder = vault({"sub/n.md": LIST, "o.md": "# Rien\n"})
    build(Settings(vault=folder))
    (folder / "sub").rename(folder / "top")
    assert_built_after_hint(folder, [folder / "sub", folder / "top"])


def test_a_folder_that_went(vault: Vault) -> None:
    folder = vault({"sub/n.md": LIST, "o.md": "# Rien\n"})
    build(Settings(vault=folder))
    (folder / "sub").rename(folder.parent / "elsewhere")
    assert_built_after_hint(folder, [folder / "sub"])


@_links
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_note_that_two_paths_lead_to(vault: Vault, link: Callable[[Path, Path], None]) -> None:
    folder = vault({"a.md": LIST})
    link(folder / "a.md", folder / "b.md")
    build(Settings(vault=folder))
    (folder / "a.md").write_text(MORE, encoding="utf-8")
    assert_built_after_hint(folder, [folder / "a.md"])


@_links
def test_a_note_behind_a_link_is_replaced(vault: Vault) -> None:
    folder = vault({"a.md": LIST, "new": MORE})
    (folder / "b.md").symlink_to(folder / "a.md")
    build(Settings(vault=folder))
    (folder / "new").replace(folder / "a.md")
    assert_built_after_hint(folder, [folder / "a.md", folder / "new"])


def test_a_clock_that_goes_back(vault: Vault) -> None:
    folder = vault({"n.md": LIST})
    build(Settings(vault=folder))
    (folder / "n.md").write_text(MORE, encoding="utf-8")
    os.utime(folder / "n.md", (1, 1))
    assert_built_after_hint(folder, [folder / "n.md"])


def test_a_change_of_another_note_that_has_the_same_time_is_found_after_a_hint(vault: Vault) -> None:
    folder = vault({"n.md": LIST, "o.md": LIST.replace("entier", "onnet")})
    note = folder / "o.md"
    build(Settings(vault=folder))
    seen = note.stat()
    note.write_text(note.read_text(encoding="utf-8").replace("2020", "2019"), encoding="utf-8")
    os.utime(note, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # as on a file system that tells two seconds apart
    (folder / "n.md").write_text(MORE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.build.time.time_ns", lambda: seen.st_mtime_ns + 60_000_000_000)
        build(Settings(vault=folder), touched=[folder / "n.md"])
    build(Settings(vault=folder))
    assert any("2019" in quad for quad in dump(folder))
