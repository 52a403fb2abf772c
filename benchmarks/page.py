"""RESULTS.md from the records of a run. Nothing on that page is typed by hand."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.curves import CURVES
from benchmarks.records import Figure, Run, Section

_HEAD = """# Results of the benchmarks

This page is written by `python -m benchmarks` from [RESULTS.json](RESULTS.json), which holds each value of each round. All figures are of one run: those that
are compared did the same task in turn, round by round. A cell shows the median and, in brackets, the least and the most. A ratio is taken within each
round: the base's value divided by that of the row, so that less than 1 means that the base needs less. CPU time is that of a process and all
below it, memory the most that they held at once.
"""


def page(run: Run) -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_where(run), *(line for s in run.sections for line in _section(s))]).rstrip() + "\n"


def _where(run: Run) -> Iterator[str]:
    yield f"Run on {run.date} with `{run.command}`.\n"
    yield from _table(("machine", ""), run.machine)
    yield from _table(("what", "version"), run.versions)


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    yield f"{section.about}\n"
    if section.name == "growth":
        yield from (f"![{curve.title}]({curve.file})\n" for curve in CURVES)
    for task in dict.fromkeys(f.task for f in section.figures):
        yield f"### {task}\n"
        yield from _compared([f for f in section.figures if f.task == task], section)
    if section.remarks:
        yield from (f"- {remark}" for remark in section.remarks)
        yield ""


def _compared(figures: Sequence[Figure], section: Section) -> Iterator[str]:
    """One task: a row for each of the compared, with its figures and the ratios."""
    who = list(dict.fromkeys(f.who for f in figures))
    units = list(dict.fromkeys(f.unit for f in figures))
    values = {(f.who, f.unit): f.values for f in figures}
    base = section.base if section.base in who else who[0]
    ratios = [u for u in section.compared if (base, u) in values]
    rows = [(name, *(spread(values.get((name, u), ())) for u in units), *(_ratio(values, base, name, u) for u in ratios)) for name in who]  # fmt: skip
    yield from _table(("", *units, *(f"{base} ÷ it, {u}" for u in ratios)), rows)


def _ratio(values: Mapping[tuple[str, str], Sequence[float]], base: str, who: str, unit: str) -> str:
    pairs = zip(values[base, unit], values.get((who, unit), ()), strict=False)
    return "" if who == base else spread([b / v for b, v in pairs if v])


def spread(values: Sequence[float]) -> str:
    """Median, least and most; the one value where all are equal."""
    known = [v for v in values if not math.isnan(v)]
    if not known:
        return "–"
    whole = all(float(v).is_integer() for v in known)
    middle, least, most = (
        f"{v:,.0f}" if whole else number(v) for v in (statistics.median(known), min(known), max(known))
    )
    return middle if least == most else f"{middle} ({least}–{most})"


def number(value: float) -> str:
    """Three figures that count, and never fewer than a whole number has."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " :-- |" + " --: |" * (len(head) - 1)
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""
