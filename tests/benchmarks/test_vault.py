"""The generator: the same vault each time, of notes that a build reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.vault import write_vault
from benchmarks.vault.errors import WAYS, spoilt
from benchmarks.vault.names import coined
from benchmarks.vault.notes import GENRES, Draft, note
from benchmarks.vault.words import WORDS
from kg.build import build
from kg.settings import Settings


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder, by path."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.mark.parametrize("plain", [False, True])
def test_a_seed_makes_one_vault(tmp_path: Path, plain: bool) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_vault(tmp_path / name, 60, seed=seed, plain=plain, errors=0.2)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_a_small_vault_is_the_beginning_of_a_large_one(tmp_path: Path) -> None:
    write_vault(tmp_path / "small", 40)
    write_vault(tmp_path / "large", 80)
    small, large = contents(tmp_path / "small"), contents(tmp_path / "large")
    assert len(small) == 40
    assert len(large) == 80
    assert small.items() <= large.items()


def test_the_command_writes_a_vault(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.vault", "10", str(tmp_path / "v"), "--errors", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"10 notes in {tmp_path / 'v'}, 10 of them spoilt\n"
    assert len(contents(tmp_path / "v")) == 10


def test_each_number_has_a_word_of_its_own() -> None:
    numbers = [*range(2000), *range(262_000, 264_000), *range(8_000_000, 8_002_000)]
    assert len({coined(n) for n in numbers}) == len(numbers)


def test_a_vault_is_built_without_a_fault_that_was_not_asked_for(tmp_path: Path) -> None:
    write_vault(tmp_path, 150)
    report = build(Settings(vault=tmp_path))
    assert report.notes == 150
    assert not report.stops, [p.code for p in report.problems if p.stops]
    assert report.counts["Initiative"] > 100


def test_a_plain_vault_is_one_initiative_a_note(tmp_path: Path) -> None:
    write_vault(tmp_path, 50, plain=True)
    report = build(Settings(vault=tmp_path))
    assert report.counts["Initiative"] == 50
    assert {p.code for p in report.problems} == {"KG501"}
    assert 12 <= report.statements / 50 <= 20  # its own, and those of note and organisations


def test_whatever_is_wrong_with_a_note_the_build_ends(tmp_path: Path) -> None:
    for index, way in enumerate(WAYS):
        (tmp_path / f"{way.name}.md").write_bytes(way.spoils(note(1, index).text, coined(index)))
    sheet = Draft(path="a.csv", text="nom,type,pays\nAlpha,projet,Suisse\n")
    (tmp_path / "a.csv").write_bytes(spoilt(sheet, 1, 1))
    report = build(Settings(vault=tmp_path))
    assert report.published
    assert report.stops
    assert len({p.code for p in report.problems}) >= 6


def test_all_genres_and_languages_are_written() -> None:
    from benchmarks.vault.notes import _desk

    desks = [_desk(1, index) for index in range(400)]
    assert {genre for _, genre in desks} == {genre for _, genre in GENRES}
    assert {desk.language for desk, _ in desks} == set(WORDS)
