"""Notes that grow: twice the note takes about twice the work. Calls are counted, not seconds: they are the same everywhere."""

from __future__ import annotations

import cProfile
import functools
import gc
from pathlib import Path

import pytest

from benchmarks.long_notes import STYLES, write
from kg.build import build
from kg.building import readers
from kg.settings import Settings

MOST = 2.6  # times the calls for twice as much more of the note: 2 is linear, 4 is quadratic


def _calls(name: str, size: int, folder: Path) -> int:
    folder.mkdir()
    write(STYLES[name][1](size), folder)
    for cache in gc.get_objects():  # what a smaller note left would make the first of two look cheaper than the second
        if type(cache) is functools._lru_cache_wrapper and cache.__module__.startswith("kg.recognise"):
            cache.cache_clear()
    profile = cProfile.Profile()
    profile.enable()
    build(Settings(vault=folder), publish=False)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", STYLES)
def test_twice_the_note_takes_about_twice_the_calls(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "cores", lambda: 1)  # calls in processes that read many notes would not be counted
    size = STYLES[name][0]
    _calls(name, 1, tmp_path / "loads what every build loads")
    one, two, four = (_calls(name, size * times, tmp_path / str(times)) for times in (1, 2, 4))
    assert four - two < MOST * max(two - one, 10_000), f"{one} calls, then {two}, then {four}"
