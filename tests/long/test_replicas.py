"""Replicas for a minute: they roll again and again, get broken files in between, and one after the other is ended and started anew."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.serve.conftest import running, wait
from tests.serve.test_replicas import ADDRESSES, FIRST, SECOND, generation, put, snapshots, under_load

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
        """Asked to end, it does, with exit 0; one that has ended stays so."""
        self.address = ""
        context, self.context = self.context, None
        if context is not None:
            context.__exit__(None, None, None)


@contextmanager
def replicas_of(served: Path, count: int, folder: Path) -> Iterator[list[Replica]]:
    """So many replicas, started; those that run at the end are ended."""
    found = [Replica(n, served, folder) for n in range(count)]
    with ExitStack() as stack:
        for replica in found:
            replica.start()
            stack.callback(replica.stop)
        yield found


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
    seen: Counter[str] = Counter()
    with replicas_of(served, 3, tmp_path) as replicas:
        with under_load(3, lambda stop: ask(replicas, stop, seen)):
            for number in range(1, ROLLS + 1):
                put(half, served)
                time.sleep(0.7)
                roll(replicas, snapshots[number % 2], served)
                one = replicas[number % 3]
                one.stop()
                one.start()
        assert set(seen) == {"200", FIRST, SECOND}, seen
        assert len({generation(r.client) for r in replicas}) == 1
    print(dict(seen))


def roll(replicas: list[Replica], snapshot: Path, served: Path) -> None:
    """Let another generation be served, and wait until all have it."""
    before = generation(replicas[0].client)
    put(snapshot, served)
    wait(lambda: before not in {generation(r.client) for r in replicas}, 60)
    assert len({generation(r.client) for r in replicas}) == 1


@pytest.mark.skipif(os.name == "nt", reason="looks into the temporary folder of Linux")
def test_what_was_unpacked_is_bounded_and_goes(
    tmp_path: Path, snapshots: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    served = tmp_path / "served.tar.zst"
    put(snapshots[0], served)
    with replicas_of(served, 1, tmp_path) as replicas:
        for number in range(1, 7):
            roll(replicas, snapshots[number % 2], served)
            assert len(list((tmp_path / "tmp").glob("kg-snapshot-*/.kg/gen-*"))) <= 2
    assert not list((tmp_path / "tmp").glob("kg-snapshot-*"))
