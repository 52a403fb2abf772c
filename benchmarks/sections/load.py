"""Load: a file of N-Quads into a store."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks.bench import Bench, lines_of, numbered, program
from benchmarks.measuring import CPU, WALL, in_turn, measure
from benchmarks.programs.load import WAYS
from benchmarks.records import Section


def _load(bench: Bench, way: str, file: Path) -> Mapping[str, float]:
    folder = bench.folder / "loaded"
    try:
        return measure([*program("load.py"), way, str(file), str(folder)], limit=bench.limit).figures()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load(bench: Bench) -> Section:
    """Ours, pyoxigraph's two ways, and rdflib."""
    count = bench.size(200, 4000, 100_000)
    file = bench.dump(bench.built(count, plain=bench.large), "nquads")
    found, failed = in_turn(f"{numbered(lines_of(file))} quads of {numbered(count)} notes", {w: partial(_load, bench, w, file) for w in WAYS}, bench.rounds)  # fmt: skip
    about = "N-Quads (without provenance, which rdflib cannot read) into a new store. Ours is a whole new generation: lock, store, stamp, switch. rdflib holds all in memory."
    return Section(
        name="load", title="Load", about=about, figures=tuple(found), remarks=tuple(failed), compared=(CPU, WALL)
    )
