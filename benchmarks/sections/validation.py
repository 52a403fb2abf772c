"""Validation: the same plain graph and our shapes, judged by several engines, and whether they find the same."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.bench import TOP, Bench, numbered, program
from benchmarks.measuring import CPU, WALL, Runner, in_turn, measure
from benchmarks.peers import installed, missing
from benchmarks.records import Figure, Section

_SH = "http://www.w3.org/ns/shacl#"
_LABEL, _URL, _START, _COUNTRY = (f"<{iri}>" for iri in (
    "http://www.w3.org/2000/01/rdf-schema#label", "https://schema.org/url", "https://schema.org/startDate", "https://museumxtd.ch/kg/ontology#country"))  # fmt: skip
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://museumxtd.ch/kg/ontology#Initiative>"
_JUDGING, _RESULTS = "judging s", "results"
_WHOLE = "kg, all shapes"
_PEERS = ("pyshacl-turbo", "shacl-rust", "pyrudof")
_ABOUT = (
    "N-Triples and shapes go in, results come out; the process is measured as a whole, and “judging s” is the time without reading where an engine reads "
    "first. The graph is that of a vault of so many notes, each of one initiative. With violations, each hundredth initiative has something wrong. “Core” is "
    "our shapes without `sh:sparql`, “all shapes” with it; as a build does, kg judges by all of them in one more row; pySHACL takes so long with it that there is one round. Results are compared by focus node, path, component and value."
)
Key = tuple[str, ...]


def shapes_files(folder: Path) -> dict[str, Path]:
    """Our shapes in one file, with `sh:sparql` and without."""
    store = ox.Store()
    for file in sorted((TOP / "shapes").glob("*.ttl")):
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    files = {"all shapes": folder / "shapes.ttl", "Core": folder / "core.ttl"}
    store.dump(str(files["all shapes"]), format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(_SH + "sparql"), None, None)):
        store.remove(quad)
    store.dump(str(files["Core"]), format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    return files


def with_violations(lines: Iterator[str], share: float = 0.01) -> Iterator[str]:
    """The statements, those of a share of the initiatives changed so that they break a shape of Core."""
    chance = random.Random(1)
    bad: dict[str, str] = {}
    for line in lines:
        subject, rest = line.split(" ", 1)
        if rest.startswith(_TYPE) and chance.random() < share:
            bad[subject] = chance.choice((_LABEL, _URL, _START, _COUNTRY))
        if rest.startswith(bad.get(subject, "-")):
            yield from _broken(subject, bad[subject], line)
        else:
            yield line


def _broken(subject: str, what: str, line: str) -> Iterator[str]:
    if what == _URL:
        yield line
        yield f"{subject} {_URL} <https://second.example/> .\n"
    elif what == _START:
        yield f'{subject} {_START} "abc"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'
    elif what == _COUNTRY:
        yield f"{subject} {_COUNTRY} <https://museumxtd.ch/kg/place/Nowhere> .\n"


def _command(who: str, data: Path, shapes: Path) -> tuple[str, ...]:
    python = installed(who).program("python") if who in _PEERS else sys.executable
    return (*program("judge.py", python), who, str(data), str(shapes))


def _judge(bench: Bench, who: str, data: Path, shapes: Path, found: dict[str, set[Key]]) -> Mapping[str, float]:
    usage = measure(_command(who, data, shapes), limit=bench.limit)
    said = json.loads(usage.out.strip().rsplit("\n", 1)[-1])
    found[who] = {tuple(r) for r in said["results"]}
    more = {_JUDGING: said["seconds"]} if said["seconds"] >= 0 else {}
    return {**usage.figures(), **more, _RESULTS: len(said["results"])}


def _agreement(task: str, found: Mapping[str, set[Key]], core: bool) -> Iterator[str]:
    """Who reports other results than pySHACL."""
    against = "pySHACL" if "pySHACL" in found else "kg"
    kept = {
        who: {r for r in rows if not (core and r[2].endswith("SPARQLConstraintComponent"))}
        for who, rows in found.items()
    }
    same = [who for who in kept if who != against and kept[who] == kept[against]]
    if same:
        yield f"{task}: the same {len(kept[against])} results as {against}: {', '.join(same)}."
    for who, rows in kept.items():
        if rows != kept[against]:
            lacks, more = kept[against] - rows, rows - kept[against]
            example = min(lacks or more)
            yield f"{task}: {who} lacks {len(lacks)} of the {len(kept[against])} results of {against} and has {len(more)} others, for example `{example[2].rpartition('#')[2]}` on `{example[1].rpartition('#')[2]}`, value `{example[3][:40]}`."


def _files(bench: Bench, count: int) -> dict[str, Path]:
    good = bench.dump(bench.built(count, plain=True), "ntriples")
    bad = good.with_suffix(".bad.nt")
    with good.open(encoding="utf-8") as lines, bad.open("w", encoding="utf-8") as out:
        out.writelines(with_violations(lines))
    fine = good.with_suffix(".nt")
    fine.write_bytes(good.read_bytes())
    return {"conforming": fine, "1 % violations": bad}


def validation(bench: Bench) -> Section:
    """All engines on graphs that conform and that do not; pySHACL only as long as it ends."""
    figures: list[Figure] = []
    remarks = missing(_PEERS)
    who = ["kg", _WHOLE, "pySHACL", *(p for p in _PEERS if not installed(p).problem)]
    files = shapes_files(bench.folder)
    plan = (
        [(50, "all shapes"), (200, "Core")] if bench.quick else [(200, "all shapes"), (1000, "Core"), (10_000, "Core")]
    )
    plan += [(100_000, "Core"), (100_000, "all shapes")] if bench.large else []
    for count, shapes in plan:
        for state, data in _files(bench, count).items():
            found: dict[str, set[Key]] = {}
            task = f"{numbered(count)} initiatives, {state}, {shapes}"
            asked = [w for w in who if w != _WHOLE or shapes == "Core"]
            runners: dict[str, Runner] = {w: partial(_judge, bench, w, data, files[shapes], found) for w in asked}
            done, failed = in_turn(task, runners, bench.rounds if shapes == "Core" and count <= 10_000 else 1)
            figures += done
            remarks += [*failed, *_agreement(task, found, shapes == "Core")]
    return Section(
        name="validation",
        title="Validation",
        about=_ABOUT,
        figures=tuple(figures),
        remarks=tuple(remarks),
        compared=(CPU, WALL),
    )
