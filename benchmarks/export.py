"""Dumps beside what pyoxigraph writes by itself of the same graphs of the same store.

python -m benchmarks.export [--initiatives 100000] [--notes 100000] [--rounds 5] [--plain] [--rdflib]

Each dump is made by a process of its own; CPU and wall time are of the dump alone, memory is the most that the process
held, with the store (Linux). In a round all are made one after the other; a ratio is to pyoxigraph's dump of that round. The
graphs of provenance are in the store unless `--plain` is said, and left out by all.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.model.record import record
from kg.settings import BASE
from kg.store import generations
from kg.store.dumping import dump
from kg.store.ordered import FORMATS
from kg.store.prefixes import PREFIXES

TOP = Path(__file__).resolve().parent.parent
_WORDS = "musée numérique réseau plateforme collection archive région atelier fonds culture patrimoine image lumière vallée rive pont".split()
_PLACES = "CH FR BE DE NL GB CA AT IT ES".split()
_OWN = "pyoxigraph"  # a TriG document for each graph, unsorted
_FOREIGN = ("mxtd", "schema", "rdf", "rdfs", "skos", "dcterms", "prov", "xsd")
_MXTD, _SCHEMA, _RDF, _RDFS, _SKOS, _DCT, _PROV, _XSD = (PREFIXES[p] for p in _FOREIGN)
Part = tuple[str, list[str]]  # a rule, and the statements that it reads at one place


@record
class Cost:
    """What a dump took."""

    cpu: float
    wall: float
    peak: float  # MB
    size: int


def fill(vault: Path, initiatives: int, notes: int, *, provenance: bool = True) -> Path:
    """Publish a generation of about 14 statements an initiative. Gives back its store."""
    vault.mkdir(parents=True, exist_ok=True)
    quads = _Writer(initiatives, notes, provenance).quads()
    return generations.publish(vault, quads, {"notes": str(notes), "base": BASE, "paths": "{}"}) / "store"


class _Writer:
    """Makes up what notes say, the same each time."""

    def __init__(self, initiatives: int, notes: int, provenance: bool) -> None:
        self.chance = random.Random(7)
        self.initiatives, self.notes, self.provenance = initiatives, notes, provenance

    def quads(self) -> Iterator[str]:
        """Quads as lines, as a build writes them: by note."""
        for note in range(self.notes):
            first, end = (self.initiatives * n // self.notes for n in (note, note + 1))
            yield self.note(f"{self.words(2, '-')}-{note}", range(first, end))
        for code in _PLACES:
            for said in (f"<{_RDF}type> <{_MXTD}Country>", f'<{_MXTD}isoCode> "{code}"'):
                line = f"<{BASE}place/{code}> {said}"
                yield f"{line} .\n{line} <{BASE}graph/places> .\n"

    def note(self, name: str, initiatives: range) -> str:
        own = f"<{BASE}note/{name}>"
        parts: list[Part] = [("note", [f"{own} <{_RDF}type> <{_MXTD}Note>", f'{own} <{_RDFS}label> "{self.words(3)}"@fr'])]  # fmt: skip
        parts += (part for i in initiatives for part in self.initiative(i))
        return "".join(self.lines(name, own, line, *part) for line, part in enumerate(parts, 1))

    def initiative(self, number: int) -> list[Part]:
        it, year = self.entity(number), self.chance.randrange(1990, 2020)
        found = [
            ("identity", [f"{it} <{_RDF}type> <{_MXTD}Initiative>", f'{it} <{_RDFS}label> "{self.words(3)} {number}"@fr',
                          f'{it} <{_SKOS}altLabel> "{self.words(2)} \\"{number}\\""@en']),
            ("page", [f"{it} <{_SCHEMA}url> <https://{self.words(1)}{number}.example/fr>"]),
            ("country", [f"{it} <{_MXTD}country> <{BASE}place/{self.chance.choice(_PLACES)}>"]),
            ("kind", [f"{it} <{_MXTD}kind> <{_MXTD}kind-{self.chance.choice(('platform', 'fund', 'project'))}>"]),
            ("period", [f'{it} <{_SCHEMA}{name}Date> "{y}"^^<{_XSD}gYear>' for name, y in (("start", year), ("end", year + 4))]),
            ("organisation", [f"{it} <{_MXTD}ledBy> {self.entity(self.chance.randrange(self.initiatives))}"]),
            ("museum-size", [f"{it} <{_MXTD}targetSize> <{_MXTD}size-{size}>" for size in ("small", "medium")]),
            ("description", [f'{it} <{_DCT}description> "une {self.words(14)} – {number}"@fr']),
        ]  # fmt: skip
        if number % 20 == 0:  # what two notes say
            other = self.entity(self.chance.randrange(self.initiatives))
            found.append(("relation", [f"{it} <{_DCT}relation> {other}", f"{other} <{_RDF}type> <{_MXTD}Initiative>"]))
        return found

    def lines(self, name: str, own: str, line: int, rule: str, said: list[str]) -> str:
        plain = "".join(f"{s} .\n{s} {own} .\n" for s in said)
        if not self.provenance:
            return plain
        reading, home = f"<{BASE}reading/{name}/L{line}C1-{rule}>", f"<{BASE}provenance/{name}>"
        return plain + "".join(f"{reading} <{_RDF}reifies> <<( {s} )>> {home} .\n" for s in said) + (
            f"{reading} <{_PROV}wasDerivedFrom> {own} {home} .\n"
            f'{reading} <{_MXTD}line> "{line}"^^<{_XSD}integer> {home} .\n'
            f'{reading} <{_MXTD}column> "1"^^<{_XSD}integer> {home} .\n'
            f'{reading} <{_MXTD}recogniser> "{rule}" {home} .\n'
        )  # fmt: skip

    def entity(self, number: int) -> str:
        """Its address, in an order that is not that of the notes."""
        chance = random.Random(number)
        return f"<{BASE}id/{chance.choice(_WORDS)}-{chance.choice(_WORDS)}-{number}>".replace("é", "e").replace("è", "e")  # fmt: skip

    def words(self, count: int, between: str = " ") -> str:
        return between.join(self.chance.choice(_WORDS) for _ in range(count))


def _own(store: ox.Store, out: IO[bytes]) -> None:
    for graph in store.named_graphs():
        if isinstance(graph, ox.NamedNode) and "/provenance/" not in graph.value:
            store.dump(out, ox.RdfFormat.TRIG, from_graph=graph)


def _by_rdflib(store: ox.Store) -> Callable[[IO[bytes]], None]:
    import rdflib

    text = cast(bytes, store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()))
    graph = rdflib.Graph().parse(data=text, format="nt")

    def write(out: IO[bytes]) -> None:
        out.write(graph.serialize(format="turtle", encoding="utf-8"))

    return write


def _one(name: str, folder: str) -> None:
    """Make one dump and print what it took; what comes before it, a process of its own does not count."""
    store = ox.Store.read_only(folder)
    rdflib = _by_rdflib(store) if name == "rdflib" else None
    with tempfile.TemporaryFile() as out:
        cpu, wall = time.process_time(), time.monotonic()
        if rdflib:
            rdflib(out)
        elif name == _OWN:
            _own(store, out)
        else:
            dump(store, name, out)
        out.flush()
        print(time.process_time() - cpu, time.monotonic() - wall, os.fstat(out.fileno()).st_size, _peak())


def _peak() -> float:
    """The most memory that this process held, in MB. Not what wait4 says: that begins with what its parent held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def cost(name: str, store: Path) -> Cost:
    """What a dump takes in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.export", "--one", name, str(store)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=TOP, check=False)
    if done.returncode != 0:
        raise SystemExit(f"failed: {name}")
    cpu, wall, size, peak = done.stdout.split()
    return Cost(cpu=float(cpu), wall=float(wall), peak=float(peak), size=int(size))


def compare(store: Path, names: tuple[str, ...], rounds: int) -> dict[str, list[Cost]]:
    """What dumps take, round by round, pyoxigraph's own first."""
    found: dict[str, list[Cost]] = {name: [] for name in (_OWN, *names)}
    for _ in range(rounds):
        for name, costs in found.items():
            costs.append(cost(name, store))
    return found


def table(found: dict[str, list[Cost]]) -> str:
    """Medians, and the ratios of CPU time with their spread."""
    rows = [f"{'dump':12} {'CPU s':>7} {'wall s':>7} {'peak MB':>8} {'MB':>6}   ratio of CPU (least to most)"]
    for name, costs in found.items():
        ratios = [c.cpu / own.cpu for c, own in zip(costs, found[_OWN], strict=True)]
        cpu, wall = (statistics.median(getattr(c, what) for c in costs) for what in ("cpu", "wall"))
        rows.append(
            f"{name:12} {cpu:7.2f} {wall:7.2f} {max(c.peak for c in costs):8.0f} {costs[0].size / 1e6:6.0f}   "
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )
    return "\n".join(rows)


def main() -> None:
    """Fill a store, measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--initiatives", type=int, default=100_000)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plain", action="store_true", help="no provenance in the store")
    parser.add_argument("--rdflib", action="store_true", help="rdflib's Turtle, too (minutes and gigabytes)")
    parser.add_argument("--store", type=Path, help="a store that is there already")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.one:
        _one(*said.one)
        return
    names = (*FORMATS, "rdflib") if said.rdflib else FORMATS
    with tempfile.TemporaryDirectory() as folder:
        store = said.store or fill(Path(folder), said.initiatives, said.notes, provenance=not said.plain)
        print(table(compare(store, names, said.rounds)))


if __name__ == "__main__":
    main()
