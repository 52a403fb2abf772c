"""Replicas for a minute: they roll again and again, get broken files in between, and one after the other is ended and started anew."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import httpx
import pytest

from tests.serve.conftest import running
from tests.serve.test_replicas import ADDRESSES, FIRST, SECOND, generation, put, snapshots

__all__ = ["snapshots"]
ROLLS = int(os.environ.get("KG_ROLLS", "12"))


class Replica:
    """A server that can be ended and started again."""

    def __init__(self, number: int, served: Path, folder: Path) -> None:
        self.number, self.served, self.folder = number, served, folder
        self.context: AbstractContextManager[httpx.Client] | None = None
        self.address = ""

    def start(self) -> None:
        words = ("--snapshot", str(self.served), "--snapshot-every", "0.3", "--workers", "2")
        self.context = running(self.folder / f"{self.number}-{time.monotonic_ns()}.log", *words)
        self.client = self.context.__enter__()
        self.address = str(self.client.base_url)

    def stop(self) -> None:
        """Asked to end, it does, with exit 0."""
        address, self.address = self.address, ""
        assert address and self.context is not None
        self.context.__exit__(None, None, None)


def ask(replicas: list[Replica], stop: threading.Event, seen: Counter[str]) -> None:
    """As a load balancer that asks another replica where one takes no connections; whatever else goes wrong is a failure."""
    number = 0
    while not stop.is_set():
        number += 1
        path, parameters = ADDRESSES[number % 4]
        for turn in range(30):
            address = replicas[(number + turn) % len(replicas)].address
            if not address:
                continue
            try:
                answer = httpx.get(address + path, params=parameters, timeout=30)
            except httpx.ConnectError:
                time.sleep(0.05)
                continue
            except httpx.HTTPError as error:
                seen[repr(error)] += 1
                break
            seen[str(answer.status_code)] += 1
            if number % 4 == 0:
                seen[next((n for n in (FIRST, SECOND) if n in answer.text), "neither")] += 1
            break
        else:
            seen["nobody answers"] += 1


def test_no_request_fails_while_replicas_roll_end_and_start(tmp_path: Path, snapshots: tuple[Path, Path]) -> None:
    served, half = tmp_path / "served.tar.zst", tmp_path / "half"
    half.write_bytes(snapshots[1].read_bytes()[:-300])
    put(snapshots[0], served)
    replicas = [Replica(n, served, tmp_path) for n in range(3)]
    seen: Counter[str] = Counter()
    stop = threading.Event()
    clients = [threading.Thread(target=ask, args=(replicas, stop, seen)) for _ in range(3)]
    try:
        for replica in replicas:
            replica.start()
        for client in clients:
            client.start()
        for number in range(1, ROLLS + 1):
            before = generation(replicas[0].client)
            put(half, served)
            time.sleep(0.7)
            put(snapshots[number % 2], served)
            deadline = time.monotonic() + 60
            while (
                len({before, *(generation(r.client) for r in replicas)}) != 2
                or generation(replicas[0].client) == before
            ):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            one = replicas[number % 3]
            one.stop()
            one.start()
        stop.set()
        for client in clients:
            client.join(60)
        assert set(seen) == {"200", FIRST, SECOND}, seen
        assert len({generation(r.client) for r in replicas}) == 1
        print(dict(seen))
    finally:
        stop.set()
        for replica in replicas:
            if replica.address:
                with suppress(ProcessLookupError):
                    os.kill(int(replica.client.headers["x-pid"]), signal.SIGTERM)
                replica.stop()


@pytest.mark.skipif(os.name == "nt", reason="looks into the temporary folder of Linux")
def test_what_was_unpacked_is_bounded_and_goes(
    tmp_path: Path, snapshots: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    served = tmp_path / "served.tar.zst"
    put(snapshots[0], served)
    replica = Replica(0, served, tmp_path)
    replica.start()
    for number in range(1, 7):
        before = generation(replica.client)
        put(snapshots[number % 2], served)
        while generation(replica.client) == before:
            time.sleep(0.1)
        assert len(list((tmp_path / "tmp").glob("kg-snapshot-*/.kg/gen-*"))) <= 2
    replica.stop()
    assert not list((tmp_path / "tmp").glob("kg-snapshot-*"))
