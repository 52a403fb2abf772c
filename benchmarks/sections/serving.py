"""Serving: requests a second of SPARQL endpoints on the same 100,000 statements."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.measuring import Failed, in_turn
from benchmarks.peers import missing
from benchmarks.records import Figure, Section
from benchmarks.serving import free_port, measure, peers, running, statements
from kg.settings import BASE
from kg.store import generations

_RATE, _LATE = "requests/s", "p99 ms"
_KINDS = {
    "same": "one query again and again",
    "mix": "look-ups, joins, aggregates, paths, none twice",
    "lookup": "look-ups, none twice",
}
_ABOUT = "wrk asks over 12 connections on 127.0.0.1. rdflib-endpoint serves from memory. More is better: a ratio of 2 means that kg answers twice as many."


def _ask(address: str, path: str, kind: str, folder: Path, seconds: float) -> Mapping[str, float]:
    try:
        rate, late = measure(address, path, kind, folder, seconds, 12)
    except RuntimeError as error:
        raise Failed(f"refused requests: {str(error)[:80]}") from error
    except subprocess.CalledProcessError as error:
        raise Failed("does not answer") from error
    return {_RATE: rate, _LATE: late}


def serving(bench: Bench) -> Section:
    """kg, oxigraph and rdflib-endpoint, in turn."""
    found: list[Figure] = []
    remarks = missing(("oxigraph", "rdflib-endpoint"))
    if shutil.which("wrk") is None:
        remarks = ["Not measured: the Debian package `wrk` is not there."]
    else:
        figures, failed = _all(bench)
        found, remarks = found + figures, remarks + failed
    return Section(name="serving", title="Serving", about=_ABOUT, figures=tuple(found), remarks=tuple(remarks), compared=(_RATE,))  # fmt: skip


def _all(bench: Bench) -> tuple[list[Figure], list[str]]:
    folder = bench.folder / "served"
    (folder / "vault").mkdir(parents=True)
    stamp = {"notes": "0", "base": BASE, "paths": "{}"}
    store = generations.publish(folder / "vault", statements(), stamp) / "store"
    dump = folder / "dump.nt"
    dump.write_text("".join(statements()), encoding="utf-8")
    seconds = 1.0 if bench.quick else 4.0
    found: list[Figure] = []
    failed: list[str] = []
    with ExitStack() as stack:
        servers = {}
        for name, (path, command) in peers(folder / "vault", store, dump).items():
            port = free_port()
            servers[name] = (stack.enter_context(running(command(port), port)), path)
        for kind, said in _KINDS.items():
            who = {
                name: partial(_ask, address, path, kind, folder, seconds) for name, (address, path) in servers.items()
            }
            figures, odd = in_turn(said, who, bench.rounds)
            found, failed = found + figures, failed + odd
    return found, failed
