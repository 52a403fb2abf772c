"""Growth: the same vault, larger and larger."""

from __future__ import annotations

from functools import partial

from benchmarks.bench import Bench, numbered
from benchmarks.measuring import in_turn
from benchmarks.records import Section
from benchmarks.sections.notes_to_graph import PER_NOTE, kg, runners

PLAIN = "kg, one initiative a note"
_SEVERAL = 1000  # up to so many notes each round is measured
_ABOUT = (
    "Cold builds of larger and larger vaults. The curves have the number of notes on both axes' logarithms; the dashed line is what grows in step with the notes; n^1 is that line, and what every build needs makes the small sizes flatter. "
    "“One initiative a note” is a vault in which every note is one initiative with about fourteen statements."
)


def growth(bench: Bench) -> Section:
    """CPU time and memory by the number of notes; vault-triplifier beside it."""
    figures, remarks = [], []
    sizes = (50, 100, 200) if bench.quick else (200, 1000, 4000, 10_000)
    for count in (*sizes, 100_000) if bench.large else sizes:
        who, lacking = runners(bench, bench.vault(count), count, ("vault-triplifier",) if count <= 10_000 else ())
        who[PLAIN] = partial(kg, bench, bench.vault(count, plain=True), count)
        found, failed = in_turn(f"{numbered(count)} notes", who, bench.rounds if count <= _SEVERAL else 1)
        figures += found
        remarks += failed + lacking
    return Section(name="growth", title="Growth", about=_ABOUT, figures=tuple(figures), remarks=tuple(dict.fromkeys(remarks)), compared=(PER_NOTE,))  # fmt: skip
