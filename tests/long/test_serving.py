"""A server over a long time, with many connections, and with its parts killed: nothing grows, nothing else is felt."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.settings import BASE
from tests.serve.conftest import publish, serving

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
REQUESTS, EARLY, THREADS = 100_000, 40_000, 8
IDLE = 3_000
GROWN = 48 << 20  # bytes that all processes together may have grown by: the cache of answers is bounded by 16 MB


@pytest.fixture
def served(tmp_path: Path) -> Iterator[httpx.Client]:
    """A few thousand statements, served with a small cache."""
    vault = tmp_path / "vault"
    rows = (
        f'<{BASE}id/e{i}> <{LABEL}> "Rive {i}"@fr .\n<{BASE}id/e{i}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#Initiative> .'
        for i in range(2_000)
    )
    publish(vault, "\n".join(rows))
    with serving(
        vault, "--timeout", "5", "--workers", "4", "--memory", "128", "--cache", "16", "--trust-proxy"
    ) as client:
        yield client


def processes(of: int) -> list[int]:
    """A process and all below it."""
    found = [of]
    for pid in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(c) for c in (task / "children").read_text(encoding="ascii").split()]
    return found


def figures(pids: list[int]) -> tuple[int, int, int]:
    """The memory (proportional set size, bytes), threads and descriptors of processes."""
    memory = threads = descriptors = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        memory += next(int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:"))
        threads += len(list(Path(f"/proc/{pid}/task").iterdir()))
        descriptors += len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return memory, threads, descriptors


def path_of(number: int) -> tuple[str, int]:
    """What the request of a number asks for, and the status that it has to be answered with."""
    kind = number % 20
    if kind < 8:
        return sparql(f"SELECT ?e ?l {{ ?e <{LABEL}> ?l }} LIMIT 5"), 200
    if kind < 15:
        return sparql(f"SELECT ?p ?o {{ <{BASE}id/e{number % 2000}> ?p ?o }} # {number}"), 200
    return {
        15: (sparql(f"SELECT * {{ # {number}"), 400),
        16: (f"/id/nobody{number}", 404),
        17: (f"/id/e{number % 2000}.ttl", 200),
        18: ("/health", 200),
        19: (f"/id/e{number % 2000}", 303),
    }[kind]


def sparql(text: str) -> str:
    return "/sparql?" + urllib.parse.urlencode({"query": text})


def ask(
    address: tuple[str, int], numbers: range, client: str, expect: Callable[[int], tuple[str, int]]
) -> Counter[str]:
    """Ask for the paths of numbers over one connection. Gives back what was answered otherwise than expected."""
    odd: Counter[str] = Counter()
    connection = http.client.HTTPConnection(*address, timeout=30)
    for number in numbers:
        path, status = expect(number)
        connection.request("GET", path, headers={"x-forwarded-for": client, "accept": "text/html, application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != status:
            odd[f"{path.split('?')[0]} {answer.status}"] += 1
    connection.close()
    return odd


def load(client: httpx.Client, first: int, last: int) -> Counter[str]:
    address = (client.base_url.host, client.base_url.port or 80)
    step = -(-(last - first) // THREADS)
    with ThreadPoolExecutor(THREADS) as threads:
        parts = [range(first + i * step, min(first + (i + 1) * step, last)) for i in range(THREADS)]
        runs = [threads.submit(ask, address, part, f"10.0.0.{i}", path_of) for i, part in enumerate(parts)]
        return sum((r.result() for r in runs), Counter())


def test_memory_threads_and_descriptors_are_flat_over_100_000_requests(served: httpx.Client) -> None:
    pid = int(served.headers["x-pid"])
    assert load(served, 0, EARLY) == Counter()
    time.sleep(1)
    before = figures(processes(pid))
    assert load(served, EARLY, REQUESTS) == Counter()
    time.sleep(1)
    after = figures(processes(pid))
    print(f"memory, threads, descriptors after {EARLY} requests {before}, after {REQUESTS} {after}")
    assert after[0] - before[0] < GROWN
    assert after[1] - before[1] <= 2
    assert after[2] - before[2] <= 4


def test_thousands_of_idle_connections_cost_nobody_an_answer_and_are_closed(served: httpx.Client) -> None:
    address = (served.base_url.host, served.base_url.port or 80)
    pid = int(served.headers["x-pid"])
    idle = [socket.create_connection(address, timeout=60) for _ in range(IDLE)]
    half = idle[: IDLE // 2]
    for one in half:
        one.sendall(b"GET /sparql?query=ASK HTTP/1.1\r\nHost: x\r\nX-Slow: ")  # a head without an end
    try:
        assert ask(address, range(200), "10.0.0.9", path_of) == Counter()
        assert figures([pid])[2] >= IDLE
        time.sleep(32)  # a client has 30 s to ask
        closed = 0
        for one in idle:
            one.settimeout(5)
            with contextlib.suppress(ConnectionError):
                while one.recv(4096):
                    pass
            closed += 1
        assert closed == IDLE
        assert ask(address, range(200), "10.0.0.9", path_of) == Counter()
        assert figures([pid])[2] < 200
    finally:
        for one in idle:
            one.close()


@pytest.mark.parametrize("who", ["workers", "the process that makes workers"])
def test_what_is_killed_under_load_is_replaced_and_the_rest_answers(served: httpx.Client, who: str) -> None:
    """While workers die, a query fails with a 503 at worst; the server itself never goes away."""
    chance = random.Random(5)
    pid = int(served.headers["x-pid"])
    address = (served.base_url.host, served.base_url.port or 80)
    stop = threading.Event()
    killed = 0

    def killer() -> None:
        nonlocal killed
        while not stop.is_set():
            below = processes(pid)[1:]
            parents = [p for p in below if len(processes(p)) > 1]
            victims = parents if who.startswith("the") else [p for p in below if p not in parents]
            if victims:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(victims), signal.SIGKILL)
                    killed += 1
            stop.wait(1.0 if who.startswith("the") else 0.05)

    def client(name: str) -> Counter[int]:
        seen: Counter[int] = Counter()
        for number in range(1_500):
            with contextlib.closing(http.client.HTTPConnection(*address, timeout=30)) as connection:
                path = sparql(f"SELECT ?p ?o {{ <{BASE}id/e{number}> ?p ?o }} # {name}")
                connection.request("GET", path, headers={"x-forwarded-for": name})
                answer = connection.getresponse()
                body = answer.read()
                seen[answer.status] += 1
                assert answer.status != 200 or body.endswith(b"}") or body.endswith(b"}\n"), body
        return seen

    thread = threading.Thread(target=killer)
    thread.start()
    try:
        with ThreadPoolExecutor(4) as threads:
            seen = sum((r.result() for r in [threads.submit(client, f"10.0.1.{i}") for i in range(4)]), Counter())
    finally:
        stop.set()
        thread.join()
    print(f"killed {killed}, answered {dict(seen)}")
    assert killed >= 2
    assert set(seen) <= {200, 503}
    assert seen[200] > 0.95 * sum(seen.values())
    until = time.monotonic() + 10
    while served.get(sparql("ASK {}")).status_code != 200 and time.monotonic() < until:
        time.sleep(0.1)
    assert load(served, 0, 400) == Counter()
