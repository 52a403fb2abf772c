"""Servers to compare, and what asks them: repeated and never-repeated queries, by `wrk` (Debian).

The same 100,000 statements for all: ours and Oxigraph's server from the same store, rdflib-endpoint from a file. Everything
on 127.0.0.1.
"""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers import installed
from kg.settings import BASE

ENTRIES = 11_000
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SCHEMA = "https://schema.org/"
_SAME = f"SELECT * {{ <{BASE}id/e77> ?p ?o }}"
# Look-ups, joins, aggregates, paths; `%d` is a number, `-- n` makes each query a new one.
_MIX = {
    "lookup": f'"SELECT ?p ?o {{ <{BASE}id/e" .. i .. "> ?p ?o }} # " .. n',
    "join": f'"SELECT ?x ?l ?c {{ ?x <{BASE}ontology#funder> <{BASE}id/f" .. (i % 200) .. "> ; <{_LABEL}> ?l ; <{BASE}ontology#country> ?c }} # " .. n',
    "aggregate": f'"SELECT ?c (COUNT(?x) AS ?n) {{ ?x <{BASE}ontology#kind> <{BASE}ontology#kind-fund> ; <{BASE}ontology#country> ?c ; <{_SCHEMA}startDate> ?d '
                 f'FILTER(STR(?d) > \\"" .. (2000 + i % 26) .. "\\") }} GROUP BY ?c # " .. n',
    "path": f'"SELECT ?y {{ <{BASE}id/e" .. i .. "> <http://purl.org/dc/terms/isPartOf>+ ?y }} # " .. n',
}  # fmt: skip
_SHARES = {"mix": (70, 90, 98, 100), "lookup": (100, 100, 100, 100)}


def statements() -> Iterator[str]:
    """About 100,000 statements as N-Quads lines."""
    chance = random.Random(1)
    for i in range(ENTRIES):
        entry = f"<{BASE}id/e{i}>"
        yield f"{entry} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#Initiative> .\n"
        yield f'{entry} <{_LABEL}> "Projet {i} du musée"@fr .\n'
        yield f"{entry} <{_SCHEMA}url> <https://e{i}.example/> .\n"
        yield f"{entry} <{BASE}ontology#country> <{BASE}place/{chance.choice('CH FR BE GB DE NL CA ES IT AT'.split())}> .\n"
        yield f'{entry} <{_SCHEMA}startDate> "{chance.randint(2000, 2026)}"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'
        yield f"{entry} <{BASE}ontology#funder> <{BASE}id/f{chance.randint(0, 199)}> .\n"
        yield f"{entry} <{BASE}ontology#kind> <{BASE}ontology#kind-{chance.choice('project network platform fund'.split())}> .\n"
        yield f'{entry} <http://purl.org/dc/terms/description> "Une description de {i}, pour les musées"@fr .\n'
        if i:
            yield f"{entry} <http://purl.org/dc/terms/isPartOf> <{BASE}id/e{chance.randint(max(0, i - 50), i - 1)}> .\n"


def script(path: str, shares: tuple[int, ...] | None) -> str:
    """A script for wrk: one query again and again, or a mix without a repetition."""
    encode = 'local function enc(s) return (s:gsub("[^%w]", function(c) return string.format("%%%02X", string.byte(c)) end)) end\n'
    head = f'{encode}local H = {{["Accept"] = "application/sparql-results+json"}}\n'
    if shares is None:
        return f'{head}function request() return wrk.format("GET", "{path}?query=" .. enc("{_SAME}"), H) end\n'
    steps = " ".join(
        f"{'if' if at == 0 else 'elseif'} k <= {share} then q = {text}"
        for at, (share, text) in enumerate(zip(shares, _MIX.values(), strict=True))
    )
    return (
        f"{head}local thread_number = 0\nlocal n = 0\n"
        "function setup(thread) thread:set('number', thread_number); thread_number = thread_number + 1 end\n"
        "function init(args) math.randomseed(os.time() + number * 977); n = number * 10000000 + os.time() % 10000 * 1000000 end\n"
        f"function request()\n n = n + 1\n local k, i, q = math.random(100), math.random(0, {ENTRIES - 1}), nil\n {steps} end\n"
        f' return wrk.format("GET", "{path}?query=" .. enc(q), H)\nend\n'
    )


def measure(address: str, path: str, kind: str, folder: Path, seconds: float, connections: int) -> tuple[float, float]:
    """Requests a second and the 99th percentile in milliseconds. Raises RuntimeError when one was refused."""
    file = folder / f"{kind}.lua"
    file.write_text(script(path, _SHARES.get(kind)), encoding="utf-8")
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds:g}s", "--latency", "-s", str(file), address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    rate, late = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    assert rate is not None and late is not None, said
    return float(rate[1]), float(late[1]) * {"us": 0.001, "ms": 1, "s": 1000}[late[2]]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """A server's address, when it listens."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None:
                    break  # the first request will say that nobody is there
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def peers(vault: Path, store: Path, dump: Path) -> dict[str, tuple[str, Callable[[int], list[str]]]]:
    """The servers: the path of the endpoint, and the command by port."""
    found: dict[str, tuple[str, Callable[[int], list[str]]]] = {
        "kg": (
            "/sparql",
            lambda p: [sys.executable, "-m", "kg.cli", "serve", "--vault", str(vault), "--port", str(p), "-q"],
        )
    }
    oxigraph, endpoint = installed("oxigraph"), installed("rdflib-endpoint")
    if not oxigraph.problem:
        found["oxigraph"] = (
            "/query",
            lambda p: [
                oxigraph.program("oxigraph"),
                "serve-read-only",
                "--location",
                str(store),
                "--bind",
                f"127.0.0.1:{p}",
            ],
        )
    if not endpoint.problem:
        found["rdflib-endpoint"] = (
            "/",
            lambda p: [
                endpoint.program("rdflib-endpoint"),
                "serve",
                "--host",
                "127.0.0.1",
                "--port",
                str(p),
                str(dump),
            ],
        )
    return found
