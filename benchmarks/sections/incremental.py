"""A build after a build: nothing changed, one note changed, and `kg build --watch`."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from benchmarks.bench import KG, Bench, numbered
from benchmarks.measuring import WALL, Failed, in_turn, measure
from benchmarks.records import Section

_COLD, _SAME, _ONE, _WATCH = "cold build", "nothing changed", "one note changed", "saved under --watch"
_PATIENCE = 120.0  # seconds until a watcher must have published
_SAVES = 12  # so many are cheap, and one by itself says little


def _build(bench: Bench, vault: Path) -> Mapping[str, float]:
    return measure([*KG, "build", "-q", str(vault)], good=(0, 1), limit=bench.limit).figures()


def _cold(bench: Bench, vault: Path) -> Mapping[str, float]:
    shutil.rmtree(vault / ".kg", ignore_errors=True)
    return _build(bench, vault)


def _changed(bench: Bench, vault: Path) -> Mapping[str, float]:
    _edit(vault)
    return _build(bench, vault)


def _edit(vault: Path) -> None:
    """One more item in one note."""
    note = vault / "Carnet de bord.md"
    text = note.read_text(encoding="utf-8")
    number = text.count("\n- ") + 1
    note.write_text(f"{text}- [Brise {number}](https://brise{number}.example/) (Suisse, 2019)\n", encoding="utf-8")


def _published(vault: Path) -> str:
    try:
        return (vault / ".kg" / "CURRENT").read_text(encoding="ascii")
    except OSError:
        return ""


def _until(vault: Path, before: str, began: float) -> float:
    """Seconds since `began` when another generation is published. Raises Failed when none is."""
    while time.monotonic() - began < _PATIENCE:
        if _published(vault) != before:
            return time.monotonic() - began
        time.sleep(0.001)
    raise Failed(f"published nothing in {_PATIENCE:.0f} s")


def _watched(vault: Path) -> list[float]:
    """Seconds from the saving of a note to the new generation, while one watcher runs."""
    process = subprocess.Popen([*KG, "build", "--watch", str(vault)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        found = []
        time.sleep(3)  # until it watches
        for _ in range(_SAVES + 1):
            before, began = _published(vault), time.monotonic()
            _edit(vault)
            found.append(_until(vault, before, began))
            time.sleep(0.5)  # an author pauses; what was replaced is cleared away
        return found[1:]  # the first waits until the watcher is up
    finally:
        process.terminate()
        process.wait(20)


def _next(waits: Iterator[float]) -> Mapping[str, float]:
    return {WALL: next(waits)}


def incremental(bench: Bench) -> Section:
    """Cold, unchanged, one note changed, in turn; then a watcher."""
    figures, remarks = [], []
    for count in (50, 200) if bench.quick else (200, 4000):
        vault = bench.folder / f"edited-{count}"
        shutil.copytree(bench.vault(count), vault, ignore=shutil.ignore_patterns(".kg"))
        (vault / "Carnet de bord.md").write_text("# Projets suivis\n\nDes projets en cours.\n\n", encoding="utf-8")
        who = {name: partial(step, bench, vault) for name, step in ((_COLD, _cold), (_SAME, _build), (_ONE, _changed))}
        task = f"{numbered(count)} notes"
        found, failed = in_turn(task, who, bench.rounds, turning=False)
        more, odd = in_turn(task, {_WATCH: partial(_next, iter(_watched(vault)))}, _SAVES)
        figures += found + more
        remarks += failed + odd
    about = "`kg build` after a build: with nothing changed, with one item added to one note, and from the saving of a note until a watcher has published it."
    return Section(name="incremental", title="Building again", about=about, figures=tuple(figures), remarks=tuple(remarks), base=_COLD, compared=(WALL,))  # fmt: skip
