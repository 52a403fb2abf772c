"""Start-up: how long until a command, or a server, has answered."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks.bench import KG, Bench
from benchmarks.measuring import CPU, WALL, Failed, Runner, in_turn, measure
from benchmarks.records import Figure, Section
from benchmarks.serving import free_port

_SELECT = "SELECT ?s { ?s ?p ?o } LIMIT 1"
_ASK = "/sparql?query=SELECT%20%3Fs%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%201"
_RDFLIB = "import sys, rdflib; g = rdflib.Graph().parse(sys.argv[1], format='nt'); list(g.query(sys.argv[2]))"
_OXIGRAPH = "import sys, pyoxigraph; list(pyoxigraph.Store.read_only(sys.argv[1]).query(sys.argv[2]))"


def _run(*command: str) -> Mapping[str, float]:
    return measure(command).figures()


def _python(code: str, *said: str) -> Runner:
    return partial(_run, sys.executable, "-c", code, *said)


def first_answer(vault: Path, path: str) -> Mapping[str, float]:
    """Seconds from the start of `kg serve` to the first answer for a path."""
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen([*KG, "serve", "--vault", str(vault), "--port", str(port), "-q"], stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        while time.monotonic() - began < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                    return {WALL: time.monotonic() - began}
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.002)
    finally:
        process.terminate()
        process.wait(20)
    raise Failed("gave no answer")


def start_up(bench: Bench) -> Section:
    """Commands that should feel instant, beside what Python and the libraries need by themselves."""
    count = bench.size(50, 1000)
    vault = bench.built(count)
    store = next((vault / ".kg").glob("gen-*")) / "store"
    plan: dict[str, dict[str, Runner]] = {
        "help": {"kg --help": partial(_run, *KG, "--help"), "python -c pass": _python("pass"), "import click": _python("import click"),
                 "import rdflib": _python("import rdflib")},
        f"one query, graph of {count} notes": {"kg query": partial(_run, *KG, "query", "--vault", str(vault), "-f", "csv", _SELECT),
                 "pyoxigraph, same store": _python(_OXIGRAPH, str(store), _SELECT),
                 "rdflib, N-Triples": _python(_RDFLIB, str(bench.dump(vault, "ntriples")), _SELECT)},
        "kg serve until its first answer": {name: partial(first_answer, vault, path) for name, path in (("/health", "/health"), ("/sparql", _ASK), ("/", "/"))},
    }  # fmt: skip
    figures: list[Figure] = []
    remarks: list[str] = []
    for task, who in plan.items():
        found, failed = in_turn(task, who, max(5, bench.rounds))
        figures, remarks = figures + found, remarks + failed
    about = "From the start of a process to its end, or of a server to its first answer. Each first row is compared with those below it."
    return Section(name="start-up", title="Start-up", about=about, figures=tuple(figures), remarks=tuple(remarks), base="", compared=(CPU,))  # fmt: skip
