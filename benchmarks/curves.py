"""Growth curves as SVG, drawn from the records: both axes logarithmic, with the line of what grows as the notes do.

The picture follows the reader's light or dark setting.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.records import Run

WIDTH, HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 46, 52
_APART = 17  # between two labels
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f } .title { font-size: 15px; font-weight: 600 }
  .ground { fill: #ffffff } .grid { stroke: #d8dee4; stroke-width: 1 } .ideal { stroke: #6e7781; stroke-width: 1.5; stroke-dasharray: 5 5 }
  .line { fill: none; stroke-width: 2.5 } .s0 { stroke: #0b62c4 } .s1 { stroke: #b54708 } .s2 { stroke: #2f7d1f } .s3 { stroke: #7a3fb0 }
  .d0 { fill: #0b62c4 } .d1 { fill: #b54708 } .d2 { fill: #2f7d1f } .d3 { fill: #7a3fb0 } .soft { fill: #57606a }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .ground { fill: #0d1117 } .grid { stroke: #30363d } .ideal { stroke: #8b949e }
    .s0 { stroke: #6cb0ff } .s1 { stroke: #ff9e64 } .s2 { stroke: #7fd36b } .s3 { stroke: #cf9cff }
    .d0 { fill: #6cb0ff } .d1 { fill: #ff9e64 } .d2 { fill: #7fd36b } .d3 { fill: #cf9cff } .soft { fill: #9da7b1 }
  }
"""
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A picture: its file, its title, and the unit that it shows."""

    file: str
    title: str
    unit: str


CURVES: tuple[Curve, ...] = (
    Curve(file="growth-cpu.svg", title="CPU seconds of a cold build, by notes", unit="CPU s"),
    Curve(file="growth-memory.svg", title="Peak memory in MB of a cold build, by notes", unit="peak MB"),
)


def pictures(run: Run) -> dict[str, str]:
    """The SVG texts by file name; none when growth was not measured."""
    return {curve.file: draw(curve.title, points_of(run, curve.unit)) for curve in CURVES if points_of(run, curve.unit)}


def points_of(run: Run, unit: str) -> dict[str, Points]:
    """For each of the compared, number of notes and median."""
    found: dict[str, list[tuple[float, float]]] = {}
    for section in run.sections:
        if section.name == "growth":
            for f in section.figures:
                if f.unit == unit:
                    notes = float(f.task.split()[0].replace(",", ""))
                    found.setdefault(f.who, []).append((notes, statistics.median(f.values)))
    return {who: sorted(points) for who, points in found.items()}


def slope(points: Points) -> float:
    """The exponent of growth between the two largest sizes: 1 is in step with the notes."""
    if len(points) < 2:
        return math.nan
    (x0, y0), (x1, y1) = points[-2:]
    return math.log(y1 / y0) / math.log(x1 / x0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where a value stands on an axis, from `low` at pixel `start` to `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        """1, 2 and 5 of each power of ten; 1 alone where that would be many."""
        steps = (1, 2, 5) if self.high / self.low < 2000 else (1,)
        for power in range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1):
            yield from (s * 10.0**power for s in steps if self.low <= s * 10.0**power <= self.high)


def draw(title: str, series: Mapping[str, Points]) -> str:
    """The text of an SVG picture."""
    xs, ys = ([p[axis] for points in series.values() for p in points] for axis in (0, 1))
    x = _Scale(low=min(xs), high=max(xs) * 1.0001, start=_LEFT, end=WIDTH - _RIGHT)
    y = _Scale(low=min(ys) / 1.3, high=max(ys) * 1.3, start=HEIGHT - _BOTTOM, end=_TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{_LEFT}" y="26">{escape(title)}</text>',
        *_axes(x, y, sorted(set(xs))),
        *_ideal(x, y, next(iter(series.values()))),
        *(part for place, points in enumerate(series.values()) for part in _line(x, y, points, place % 4)),
        *_labels(y, series),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axes(x: _Scale, y: _Scale, sizes: Sequence[float]) -> Iterator[str]:
    for tick in y.ticks():
        at = y.at(tick)
        yield f'<line class="grid" x1="{x.start}" x2="{x.end}" y1="{at:.1f}" y2="{at:.1f}"/>'
        yield f'<text class="soft" x="{x.start - 8}" y="{at + 4:.1f}" text-anchor="end">{tick:,g}</text>'
    for size in sizes:
        at = x.at(size)
        yield f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{y.start}" y2="{y.end}"/>'
        yield f'<text class="soft" x="{at:.1f}" y="{y.start + 20}" text-anchor="middle">{size:,.0f}</text>'
    yield f'<text class="soft" x="{(x.start + x.end) / 2}" y="{y.start + 42}" text-anchor="middle">notes</text>'


def _ideal(x: _Scale, y: _Scale, points: Points) -> Iterator[str]:
    """What grows in step with the notes and needs as much for the most of them, as far down as the picture goes."""
    (x0, y0) = points[-1]
    end = max(x.low, x0 * y.low / y0)
    yield f'<line class="ideal" x1="{x.at(x0):.1f}" y1="{y.at(y0):.1f}" x2="{x.at(end):.1f}" y2="{y.at(y0 * end / x0):.1f}"/>'


def _line(x: _Scale, y: _Scale, points: Points, place: int) -> Iterator[str]:
    path = " ".join(f"{x.at(a):.1f},{y.at(b):.1f}" for a, b in points)
    yield f'<polyline class="line s{place}" points="{path}"/>'
    yield from (f'<circle class="d{place}" cx="{x.at(a):.1f}" cy="{y.at(b):.1f}" r="4"/>' for a, b in points)


def _labels(y: _Scale, series: Mapping[str, Points]) -> Iterator[str]:
    """Each name behind the end of its line, with its growth; those that would overlap are moved down."""
    before = -math.inf
    ends = sorted((y.at(points[-1][1]), place, who) for place, (who, points) in enumerate(series.items()))
    for at, place, who in ends:
        height = max(at + 4, before + 2 * _APART)
        yield f'<text class="d{place % 4}" x="{WIDTH - _RIGHT + 12}" y="{height:.1f}">{escape(who)}</text>'
        yield f'<text class="soft" x="{WIDTH - _RIGHT + 12}" y="{height + _APART - 2:.1f}">at the end as n^{slope(series[who]):.2f}</text>'
        before = height
    yield f'<text class="soft" x="{WIDTH - 10}" y="{y.start + 42}" text-anchor="end">dashed: in step with the notes</text>'
