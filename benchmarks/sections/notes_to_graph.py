"""Notes to graph: a folder of notes becomes statements."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks.bench import KG, Bench, numbered, program
from benchmarks.measuring import CPU, Runner, Usage, in_turn, measure
from benchmarks.peers import installed, missing
from benchmarks.records import Section

PER_NOTE, STATEMENTS = "CPU ms a note", "statements"
_ABOUT = (
    "A folder of notes becomes statements in a file or store. kg also recognises what the notes mean, validates it, keeps where each statement was "
    "read, and publishes a store that can be queried; vault-triplifier and yurtle-rdflib turn headings, fields and front matter into statements as they stand (yurtle-rdflib in memory), and "
    "vault-kg makes a SQLite graph of links, tags and headings."
)


def _figures(usage: Usage, count: int, statements: float | None) -> dict[str, float]:
    said = {} if statements is None else {STATEMENTS: statements}
    return {**usage.figures(), PER_NOTE: usage.cpu * 1000 / count, **said}


def kg(bench: Bench, vault: Path, count: int) -> Mapping[str, float]:
    """`kg build` from nothing."""
    shutil.rmtree(vault / ".kg", ignore_errors=True)
    usage = measure([*KG, "build", "-q", str(vault)], good=(0, 1), limit=bench.limit * 3)
    said = measure([*KG, "query", "-f", "csv", "--vault", str(vault), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"]).out
    return _figures(usage, count, float(said.split()[-1]))


def _peer(bench: Bench, command: tuple[str, ...], count: int) -> Mapping[str, float]:
    usage = measure(command, limit=bench.limit)
    said = json.loads(usage.out.strip().rsplit("\n", 1)[-1])
    return _figures(usage, count, said["statements"])


def _vault_kg(bench: Bench, vault: Path, count: int) -> Mapping[str, float]:
    program_ = installed("vault-kg").program("vaultkg")
    return _figures(measure([program_, "build", "--vault", str(vault), "--no-index"], limit=bench.limit), count, None)


def runners(bench: Bench, vault: Path, count: int, wanted: tuple[str, ...]) -> tuple[dict[str, Runner], list[str]]:
    """Who can turn a vault into a graph here, and why the others cannot."""
    out = str(bench.folder / "peer.nq")
    found: dict[str, Runner] = {"kg": partial(kg, bench, vault, count)}
    triplifier, yurtle = installed("vault-triplifier"), installed("yurtle-rdflib")
    module = triplifier.folder / "node_modules" / "vault-triplifier" / "index.js"
    commands: dict[str, Runner] = {
        "vault-triplifier": partial(_peer, bench, ("node", *program("triplify.mjs")[1:], str(module), str(vault), out), count),
        "yurtle-rdflib": partial(_peer, bench, (*program("yurtle.py", yurtle.program("python")), str(vault)), count),
        "vault-kg": partial(_vault_kg, bench, vault, count),
    }  # fmt: skip
    found.update({name: commands[name] for name in wanted if not installed(name).problem})
    return found, missing(wanted)


def notes_to_graph(bench: Bench) -> Section:
    """kg and its peers on vaults like real ones."""
    figures, remarks = [], []
    for count in (50, 200) if bench.quick else (200, 4000):
        vault = bench.vault(count)
        who, lacking = runners(bench, vault, count, ("vault-triplifier", "yurtle-rdflib", "vault-kg"))
        found, failed = in_turn(f"{numbered(count)} notes", who, bench.rounds)
        figures += found
        remarks += failed + lacking
    return Section(name="notes", title="Notes to graph", about=_ABOUT, figures=tuple(figures), remarks=tuple(dict.fromkeys(remarks)), compared=(CPU,))  # fmt: skip
