"""Export: a store to a dump, provenance left out on all sides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks.bench import KG, Bench, lines_of, numbered, program
from benchmarks.measuring import CPU, WALL, Runner, in_turn, measure
from benchmarks.records import Section
from benchmarks.store import fill

_WRITING = "writing s"
_ABOUT = (
    "kg writes sorted, the same bytes each time, as `kg export` does, about 14 statements an initiative and where each was read in the store beside them. “pyoxigraph” writes the same graphs of the "
    "same store as they come, unsorted, to TriG: with its own `Store.dump` of each graph, quad by quad through Python, and with one `Store.dump` from a copy that holds just these graphs. rdflib reads N-Triples first; “writing s” is without that."
)


def _kg(bench: Bench, vault: Path, form: str) -> Mapping[str, float]:
    out = bench.folder / f"out.{form}"
    out.unlink(missing_ok=True)
    return measure([*KG, "export", "--vault", str(vault), "-f", form, "-o", str(out)], limit=bench.limit * 3).figures()


def _program(bench: Bench, way: str, source: Path) -> Mapping[str, float]:
    usage = measure([*program("export.py"), way, str(source), str(bench.folder / f"out.{way}")], limit=bench.limit)
    return {**usage.figures(), _WRITING: json.loads(usage.out)["seconds"]}


def export(bench: Bench) -> Section:
    """Turtle and JSON-LD of ours, beside what pyoxigraph and rdflib write of the same statements."""
    count = bench.size(200, 20_000, 100_000)
    vault = bench.folder / "dumps"
    store = fill(vault, count, count)
    copy, lines = bench.folder / "copy", bench.dump(vault, "ntriples")
    measure([*program("export.py"), "copy", str(store), str(copy)], limit=bench.limit * 3)
    who: dict[str, Runner] = {
        "kg, sorted Turtle": partial(_kg, bench, vault, "turtle"),
        "kg, JSON-LD": partial(_kg, bench, vault, "jsonld"),
        "kg, N-Quads": partial(_kg, bench, vault, "nquads"),
        "pyoxigraph, TriG by dump of each graph": partial(_program, bench, "graphs", store),
        "pyoxigraph, TriG by quads": partial(_program, bench, "serialize", store),
        "pyoxigraph, TriG by dump of a copy": partial(_program, bench, "dump", copy),
    }
    if not bench.large:  # minutes and gigabytes
        who["rdflib, Turtle"] = partial(_program, bench, "rdflib", lines)
        who["rdflib, JSON-LD"] = partial(_program, bench, "rdflib_jsonld", lines)
    task = f"{numbered(lines_of(lines))} statements of {numbered(count)} initiatives"
    found, failed = in_turn(task, who, bench.rounds)
    return Section(name="export", title="Export", about=_ABOUT, figures=tuple(found), remarks=tuple(failed), base="kg, sorted Turtle", compared=(CPU, WALL))  # fmt: skip
