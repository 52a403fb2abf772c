"""What others feel while queries run away: `python -m benchmarks.runaways [--timeout 3]`.

Five runaway queries, nested braces, a catastrophic pattern and a slow reader at once, each from an address of its own, against
`kg serve` on 100,000 statements; meanwhile small queries of other clients are timed. Everything on 127.0.0.1.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from benchmarks.serving import ENTRIES, free_port, running, statements
from kg.settings import BASE
from kg.store import generations

_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
RUNAWAYS = {
    "cross product, ORDER BY": f"SELECT * {{ {_PRODUCT} }} ORDER BY ?a ?d ?g",
    "cross product, COUNT": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "cross product, GROUP BY": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {_PRODUCT} }} GROUP BY ?a ?d",
    "(p|!p)*": "SELECT (COUNT(*) AS ?n) { ?s (<a:p>|!<a:p>)* ?o }",
    "REPLACE chain": 'SELECT ?e { BIND("' + "a" * 60 + '" AS ?a) BIND(REPLACE(?a, "a", ?a) AS ?b) BIND(REPLACE(?b, "a", ?a) AS ?c) '
                     'BIND(REPLACE(?c, "a", ?a) AS ?d) BIND(REPLACE(?d, "a", ?a) AS ?e) }',
    "5,000 braces": "SELECT * " + "{" * 5000 + "}" * 5000,
    "catastrophic REGEX": 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), "' + "a" * 60 + '!"), "^(a+)+$")) }',
}  # fmt: skip
_SMALL = f"SELECT ?p ?o {{ <{BASE}id/e%d> ?p ?o }} # %d"


def ask(port: int, text: str, address: str, pause: float = 0.0) -> tuple[int, bool, float]:
    """Status, whether the body is as long as was said, and the seconds that it took; `pause` between pieces that are read."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(
        "GET",
        f"/sparql?query={quote(text)}",
        headers={"X-Forwarded-For": address, "Accept": "application/sparql-results+json"},
    )
    answer = connection.getresponse()
    size = 0
    while piece := answer.read(1 << 16):
        size += len(piece)
        time.sleep(pause)
    whole = size == int(answer.headers["content-length"])
    connection.close()
    return answer.status, whole, time.perf_counter() - began


def family_memory(pid: int) -> int:
    """The memory in bytes that a process and all below it hold, what they share counted once (PSS)."""
    total = 0
    for process in [pid, *_below(pid)]:
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) << 10
        except OSError:
            continue
    return total


def _below(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += [int(child), *_below(int(child))]
    except OSError:
        pass
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--timeout", type=float, default=3)
    parser.add_argument("--memory", type=int, default=256)
    parser.add_argument("--workers", type=int, default=12)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder)
        generations.publish(vault, statements(), {"notes": "0", "base": BASE, "paths": "{}"})
        port = free_port()
        command = [sys.executable, "-m", "kg.cli", "serve", "--vault", folder, "--port", str(port), "-q", "--trust-proxy", "--timeout", str(said.timeout),
                   "--memory", str(said.memory), "--workers", str(said.workers)]  # fmt: skip
        with running(command, port):
            _measure(port, said.timeout, said.memory, said.workers)


def _measure(port: int, timeout: float, memory: int, workers: int) -> None:
    pid = _listener(port)
    base = family_memory(pid)
    quiet = [ask(port, _SMALL % (i % ENTRIES, i), "10.1.0.1")[2] for i in range(300)]
    peak, stop = [base], threading.Event()

    def look() -> None:
        while not stop.wait(0.1):
            peak.append(family_memory(pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    times: list[float] = []
    with ThreadPoolExecutor(32) as threads:
        runs = {name: threads.submit(ask, port, text, f"10.0.0.{i}") for i, (name, text) in enumerate(RUNAWAYS.items())}
        runs["slow reader"] = threads.submit(ask, port, "SELECT * { ?s ?p ?o } LIMIT 50000", "10.0.9.9", 0.02)
        time.sleep(0.3)
        number = 1_000_000
        while not all(r.done() for r in runs.values()):
            found = list(
                threads.map(
                    lambda i: ask(port, _SMALL % (i % ENTRIES, i), f"10.2.0.{i % 4}"), range(number, number + 4)
                )
            )
            assert all(status == 200 and whole for status, whole, _ in found)
            times += [seconds for _, _, seconds in found]
            number += 4
    stop.set()
    watcher.join()
    for name, run in runs.items():
        status, whole, seconds = run.result()
        late = f"{seconds - timeout:+.2f} s against its deadline" if status == 503 else f"{seconds:.2f} s"
        print(f"{name:26} {status}  {'whole body' if whole else 'BROKEN BODY'}  {late}")
    print(
        f"small queries of others    {len(times)}, median {_ms(times, 50)} ms, p99 {_ms(times, 99)} ms; without runaways median {_ms(quiet, 50)} ms, p99 {_ms(quiet, 99)} ms"
    )
    print(
        f"memory                     {base >> 20} MB before, {max(peak) >> 20} MB at most; allowed {(base >> 20) + memory * workers} MB"
    )


def _ms(times: list[float], share: int) -> str:
    return f"{statistics.quantiles(times, n=100)[share - 1] * 1000:.1f}"


def _listener(port: int) -> int:
    """The process that listens at a port."""
    inodes = {
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}")
    }
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if any(f"socket:[{i}]" == str(link.readlink()) for link in (folder / "fd").iterdir() for i in inodes):
                    return int(folder.name)
            except OSError:
                continue
    raise RuntimeError("nobody listens")


if __name__ == "__main__":
    main()
