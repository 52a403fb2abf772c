"""All benchmarks by one command; our figures and the peers' side by side, from one run.

Peers are installed below `benchmarks/.cache`, each into an environment of its own. A whole run writes RESULTS.md, RESULTS.json and the
curves beside it; with --only or --quick the page is printed only, unless --out says where to write it.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.curves import pictures
from benchmarks.machine import machine, versions
from benchmarks.page import page
from benchmarks.records import Run, Section, as_json, from_json
from benchmarks.sections import BENCHMARKS

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[n for n, _ in BENCHMARKS], help=", ".join(n for n, _ in BENCHMARKS))  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small sizes: some minutes")
    parser.add_argument("--large", action="store_true", help="100,000 notes as well: some hours")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, metavar="FILE", help="the page; data and curves are written beside it")
    parser.add_argument("--redraw", action="store_true", help="measure nothing: write the page again from its data")
    return parser


def measured(said: argparse.Namespace) -> Run:
    """Run what was asked for."""
    before = machine()  # how busy the machine is without us
    sections: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="kg-benchmarks-") as folder:
        bench = Bench(folder=Path(folder), rounds=said.rounds, quick=said.quick, large=said.large, seed=said.seed)
        for name, benchmark in BENCHMARKS:
            if not said.only or name in said.only:
                began = time.monotonic()
                print(f"{name} …", end=" ", file=sys.stderr, flush=True)
                sections.append(benchmark(bench))
                print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Run(date=date, command=_command(said), machine=before, versions=versions(), sections=tuple(sections))


def _command(said: argparse.Namespace) -> str:
    parts = ["python -m benchmarks", *(f"--{n}" for n in ("quick", "large") if getattr(said, n))]
    parts += [f"--rounds {said.rounds}"] + ([f"--only {' '.join(said.only)}"] if said.only else [])
    return " ".join(parts)


def write(run: Run, out: Path) -> None:
    """The page, the data and the curves."""
    out.write_text(page(run), encoding="utf-8")
    out.with_suffix(".json").write_text(as_json(run), encoding="utf-8")
    for name, text in pictures(run).items():
        (out.parent / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, print, and write."""
    said = _parser().parse_args()
    if said.redraw:
        kept = said.out or RESULTS
        write(from_json(kept.with_suffix(".json").read_text(encoding="utf-8")), kept)
        return
    run = measured(said)
    print(page(run))
    out = said.out or (RESULTS if not (said.only or said.quick) else None)
    if out:
        write(run, out)


if __name__ == "__main__":
    main()
