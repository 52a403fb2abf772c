"""What the other benchmarks guard, in figures: what is recognised, and that no note costs more than its length."""

from __future__ import annotations

import statistics

from benchmarks.bench import Bench
from benchmarks.long_notes import STYLES, measure
from benchmarks.recognition import cases, run
from benchmarks.records import Figure, Section

_FEW = 8  # styles and cases of a quick run


def long_notes(bench: Bench) -> Section:
    """CPU time of one note that grows, style by style."""
    measure({"n.md": "# Projets\n\n- [Alpha](https://a.example/) (Suisse)\n"})  # loads what every build loads
    figures: list[Figure] = []
    for name in list(STYLES)[: _FEW if bench.quick else None]:
        size, notes = STYLES[name]
        half, whole = (measure(notes(size * times)) for times in (2, 4))
        said = {"n": size, "CPU s at 2n": half, "CPU s at 4n": whole, "4n ÷ 2n": whole / half}
        figures += [Figure(task="Each style", who=name, unit=unit, values=(value,)) for unit, value in said.items()]
    about = "Notes of one style, n and more times the same: twice the note should take about twice the time. `python -m benchmarks.long_notes` is this alone."
    return Section(name="long-notes", title="Long notes", about=about, figures=tuple(figures), compared=())


def recognition(bench: Bench) -> Section:
    """The F1 of what is recognised in notes whose facts are known."""
    found = {case: run(case).f1 for case in cases()[: _FEW if bench.quick else None]}
    groups = {
        "open": [c for c in found if not c.endswith("-held")],
        "held back": [c for c in found if c.endswith("-held")],
    }
    figures = [
        Figure(task="Macro F1", who=name, unit=unit, values=(value,))
        for name, members in groups.items()
        if members
        for unit, value in (("F1", statistics.fmean(found[c] for c in members)), ("cases", float(len(members))))
    ]
    about = "Notes in many styles, and what a careful reader takes from them. `python -m benchmarks.recognition` shows each case."
    return Section(name="recognition", title="Recognition", about=about, figures=tuple(figures), compared=())
