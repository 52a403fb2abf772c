"""Thousands of random edits, damages and kills: a build by what changed is one of everything. `KG_ROUNDS=4000` for more."""

from __future__ import annotations

import os
import random
import shutil
import warnings
from pathlib import Path

import pytest

from kg.build import build
from kg.building.knowing import LetGoWarning
from kg.settings import Settings
from kg.store import generations
from tests.building.test_bad_luck import (
    LEDGER,
    PAGE,
    assert_builds_as_anew,
    assert_killed_builds_cost_nothing,
    made,
    posix,
    spoil_page,
    write,
)
from tests.building.test_incremental import assert_edits_are_built, dump
from tests.building.test_touched import assert_told_edits_are_built

ROUNDS = int(os.environ.get("KG_ROUNDS", "200"))  # of five edits
FLIPS, MOMENTS = 200, 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "vault")


@pytest.mark.parametrize("seed", range(1000, 1000 + ROUNDS))
def test_a_build_by_what_changed_is_one_of_everything(tmp_path: Path, seed: int) -> None:
    assert_edits_are_built(tmp_path, seed, 5)


@pytest.mark.parametrize("seed", range(1000, 1000 + ROUNDS // 2))
def test_a_build_that_is_told_of_the_files_is_one_of_everything(tmp_path: Path, seed: int) -> None:
    assert_told_edits_are_built(tmp_path, seed)


def test_other_bytes_in_any_page_are_noticed(folder: Path) -> None:
    file = generations.home(folder) / LEDGER
    for page in range(file.stat().st_size // PAGE):
        spoil_page(file, page)
        write(folder, page % 10)
        assert_builds_as_anew(folder)


def test_bytes_that_turn_on_a_disk_stop_no_build(folder: Path) -> None:
    """No time tells that they did: what is read of the ledger may be wrong, as any file may be; a page of the store says that
    it is damaged to who asks for it. A build of everything mends both."""
    chance = random.Random(5)
    home = generations.home(folder)
    saved = folder.with_name("saved")
    shutil.copytree(folder, saved)
    write(folder, 2)
    build(Settings(vault=folder))
    right = dump(folder)
    wrong = let_go = unreadable = 0
    for _ in range(FLIPS):
        shutil.rmtree(folder)
        shutil.copytree(saved, folder)  # with the times of all files
        write(folder, 2)
        generation = generations.current(folder)
        assert generation is not None
        file = chance.choice([home / LEDGER, *(generation.path / "store").glob("*.sst")])
        seen, raw = file.stat(), bytearray(file.read_bytes())
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        file.write_bytes(raw)
        os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        with warnings.catch_warnings(record=True) as met:
            warnings.simplefilter("always", LetGoWarning)
            build(Settings(vault=folder))
        let_go += any(w.category is LetGoWarning for w in met)
        try:
            wrong += dump(folder) != right
        except RuntimeError as error:
            assert "Corruption" in str(error)
            unreadable += 1
    print(
        f"{FLIPS} bits: {let_go} builds let go of the ledger, {unreadable} stores are said to be damaged, {wrong} graphs differ"
    )
    (home / LEDGER).unlink()
    assert_builds_as_anew(folder)


@posix
def test_a_build_killed_at_thirty_random_moments_is_followed_by_a_good_one(folder: Path) -> None:
    assert_killed_builds_cost_nothing(folder, MOMENTS, edits=3)
