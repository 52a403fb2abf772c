"""Notes that grow: twice the note takes about twice the work. Calls are counted, not seconds: they are the same everywhere."""

from __future__ import annotations

import cProfile
from pathlib import Path

import pytest

from benchmarks.long_notes import STYLES, write
from kg.build import build
from kg.settings import Settings

MOST = 2.6  # times the calls for twice the note


def _calls(name: str, size: int, folder: Path) -> int:
    folder.mkdir()
    write(STYLES[name][1](size), folder)
    profile = cProfile.Profile()
    profile.enable()
    build(Settings(vault=folder), publish=False)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", STYLES)
def test_twice_the_note_takes_about_twice_the_calls(name: str, tmp_path: Path) -> None:
    size = STYLES[name][0]
    _calls(name, 1, tmp_path / "loads what every build loads")
    fixed = _calls(name, 2, tmp_path / "next to nothing")
    once, twice = (_calls(name, size * times, tmp_path / str(times)) - fixed for times in (1, 2))
    assert twice < MOST * max(once, 10_000), f"{once} calls, then {twice}"
