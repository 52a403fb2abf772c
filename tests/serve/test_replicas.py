"""Replicas: servers that have nothing but a snapshot, and take up the next one without a request that fails."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from kg.build import build
from kg.serve.feed import Feed
from kg.settings import Settings
from kg.store import generations
from kg.store.snapshots import writing
from kg.texts.snapshots import SnapshotError
from tests.serve.conftest import running, wait

NOTE = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n- [Rive](https://rive.example/) (Belgique)\n"
FIRST, SECOND = "Sentier", "Passerelle"
LABELS = "SELECT ?n { ?x a mxtd:Initiative ; rdfs:label ?n } ORDER BY ?n"
ADDRESSES = (
    ("/sparql", {"query": LABELS, "format": "csv"}), ("/sparql", {"query": LABELS, "format": "json"}), ("/", {}),
    ("/page/rive", {}), ("/id/rive.ttl", {}), ("/note/projets", {}), ("/initiatives", {"format": "json"}),
    ("/catalog.ttl", {}), ("/dump/graph.nq", {}), ("/quality", {}),
)  # fmt: skip
SECONDS = float(os.environ.get("KG_SECONDS", "3"))


@pytest.fixture
def snapshots(tmp_path: Path) -> tuple[Path, Path]:
    """Two generations of a vault, one after the other."""
    vault = tmp_path / "vault"
    vault.mkdir()
    settings = Settings(vault=vault, title="Musées", publisher="Un réseau", contact="a@b.example", language="fr")
    files = tmp_path / "one.tar.zst", tmp_path / "two.tar.zst"
    for name, file in zip((FIRST, SECOND), files, strict=True):
        (vault / "projets.md").write_text(NOTE.replace(FIRST, name), encoding="utf-8")
        build(settings)
        writing.write(settings, file)
    shutil.rmtree(vault)
    return files


def put(snapshot: Path, served: Path) -> None:
    """Let a snapshot take the place of another, as whoever publishes it should: at once."""
    part = served.with_name("part")
    shutil.copyfile(snapshot, part)
    part.replace(served)


def generation(client: httpx.Client) -> str:
    return str(client.get("/health").json()["generation"])


@contextmanager
def under_load(clients: int, ask: Callable[[threading.Event], None]) -> Iterator[None]:
    """While so many clients ask, each until it is told to stop."""
    stop = threading.Event()
    asking = [threading.Thread(target=ask, args=(stop,)) for _ in range(clients)]
    for one in asking:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in asking:
            one.join(60)


def test_three_replicas_under_load_roll_to_a_new_generation_and_no_request_fails(
    tmp_path: Path, snapshots: tuple[Path, Path]
) -> None:
    served = tmp_path / "served.tar.zst"
    put(snapshots[0], served)
    with ExitStack() as stack:
        options = ("--snapshot", str(served), "--snapshot-every", "0.2", "--workers", "2")
        replicas = [stack.enter_context(running(tmp_path / f"{n}.log", *options)) for n in range(3)]
        before = generation(replicas[0])
        assert {generation(r) for r in replicas} == {before}
        addresses, seen = [str(r.base_url) for r in replicas], Counter[tuple[int, str]]()
        with under_load(2, lambda stop: _ask(addresses, stop, seen)):
            time.sleep(SECONDS / 3)
            put(snapshots[1], served)
            wait(lambda: all(generation(r) != before for r in replicas))
            time.sleep(SECONDS / 3)
        assert {status for status, _ in seen} == {200}, seen
        assert seen[200, FIRST] and seen[200, SECOND] and not seen[200, ""]
        assert_answer_alike(replicas)


def assert_answer_alike(replicas: Sequence[httpx.Client]) -> None:
    """Hold the replicas of one generation against one another."""
    names = {generation(r) for r in replicas}
    assert len(names) == 1
    assert len({r.get("/health").json()["hash"] for r in replicas}) == 1
    for path, parameters in ADDRESSES:
        answers = [r.get(path, params=parameters, headers={"host": "museums.example"}) for r in replicas]
        assert {a.status_code for a in answers} == {200}, path
        assert len({a.content for a in answers}) == 1, path
        assert len({a.headers.get("etag") for a in answers}) == 1, path
    tag = replicas[0].get("/sparql", params=ADDRESSES[0][1]).headers["etag"]
    assert names.pop() in tag
    for replica in replicas:  # what one gave is valid with the others
        again = replica.get("/sparql", params=ADDRESSES[0][1], headers={"if-none-match": tag})
        assert again.status_code == 304


def _ask(addresses: list[str], stop: threading.Event, seen: Counter[tuple[int, str]]) -> None:
    """Ask one replica after the other, as a load balancer does; what they answer, and which generation it is of."""
    with httpx.Client(timeout=30) as client:
        number = 0
        while not stop.is_set():
            number += 1
            path, parameters = ADDRESSES[0] if number % 2 else ADDRESSES[3]
            try:
                answer = client.get(addresses[number % len(addresses)] + path, params=parameters)
            except httpx.HTTPError as error:
                seen[0, repr(error)] += 1
                continue
            of = next((n for n in (FIRST, SECOND) if n in answer.text), "") if number % 2 else FIRST
            seen[answer.status_code, of] += 1


def test_a_server_without_a_vault_knows_what_the_vault_said(tmp_path: Path, snapshots: tuple[Path, Path]) -> None:
    with running(tmp_path / "server.log", "--snapshot", str(snapshots[0]), "--workers", "2") as client:
        page = client.get("/", headers={"accept": "text/html", "accept-language": "fr"}).text
        assert "Musées" in page and "Un réseau" in page and "a%40b.example" in page
        note = client.get("/note/projets", headers={"accept": "text/html"}).text
        assert "https://sentier.example/" in note and 'id="L3"' in note
        assert client.get("/page/sentier", headers={"accept": "text/html"}).text.count("projets.md") >= 1
        assert client.get("/.well-known/void", follow_redirects=True).status_code == 200
        health = client.get("/health").json()
        assert health["generation"] == f"gen-{health['hash'][:16]}"


def test_a_snapshot_that_is_broken_is_said_once_and_the_last_good_one_is_served(
    tmp_path: Path, snapshots: tuple[Path, Path]
) -> None:
    served, log = tmp_path / "served.tar.zst", tmp_path / "server.log"
    put(snapshots[0], served)
    with running(log, "--snapshot", str(served), "--snapshot-every", "0.1", "--workers", "2") as client:
        before = generation(client)
        half = tmp_path / "half"
        half.write_bytes(snapshots[1].read_bytes()[:-500])
        put(half, served)
        wait(lambda: "is served on" in log.read_text(encoding="utf-8"))
        time.sleep(0.5)
        assert log.read_text(encoding="utf-8").count(f"cut off or damaged. {before} is served on") == 1
        assert generation(client) == before
        served.unlink()
        wait(lambda: "nothing is there" in log.read_text(encoding="utf-8"))
        put(snapshots[1], served)
        name = _name(snapshots[1])
        wait(lambda: generation(client) == name)
        assert SECOND in client.get("/sparql", params={"query": LABELS, "format": "csv"}).text


def _name(snapshot: Path) -> str:
    feed = Feed(str(snapshot), 0)
    asyncio.run(feed.look())
    name = generations.name_of_current(feed.vault)
    feed.close()
    return name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--snapshot", "gone.tar.zst"], "gone.tar.zst cannot be read: nothing is there."),
        (["--snapshot", "half.tar.zst"], "half.tar.zst is no whole file of `kg snapshot`: it is cut off or damaged."),
        (["--snapshot", "."], ". cannot be read: it is a folder."),
        (["--snapshot", "http://127.0.0.1:1/x.tar.zst"], "http://127.0.0.1:1/x.tar.zst cannot be read: the server cannot be"),
        (["--snapshot", "https://"], "https:// cannot be read: this is no http(s) address."),
        (["--snapshot", "one.tar.zst", "--watch"], "--snapshot serves a file and no folder of notes"),
        (["--snapshot", "one.tar.zst", "--vault", "."], "--snapshot serves a file and no folder of notes"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_said_in_one_line(
    tmp_path: Path, snapshots: tuple[Path, Path], words: list[str], said: str
) -> None:
    (tmp_path / "half.tar.zst").write_bytes(snapshots[0].read_bytes()[:-500])
    (tmp_path / "tmp").mkdir()
    done = subprocess.run([sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--lang", "en", *words], cwd=tmp_path,
                          env={**os.environ, "TMPDIR": str(tmp_path / "tmp")}, capture_output=True, text=True, check=False, timeout=60)  # fmt: skip
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr and len(done.stderr.splitlines()) <= 3
    assert not list((tmp_path / "tmp").iterdir())


# -- from an address ------------------------------------------------------------------------------------
@pytest.fixture
def feed(httpserver: HTTPServer) -> Iterator[Feed]:
    made = Feed(httpserver.url_for("/graph.tar.zst?signature=secret"), 0)
    yield made
    made.close()


def test_an_address_is_asked_with_what_its_server_said_of_the_last_file(
    httpserver: HTTPServer, feed: Feed, snapshots: tuple[Path, Path]
) -> None:
    asked: list[str | None] = []
    now = {"tag": '"a"', "file": snapshots[0]}

    def answer(request: Request) -> Response:
        asked.append(request.headers.get("If-None-Match"))
        if asked[-1] == now["tag"]:
            return Response(status=304)
        return Response(Path(str(now["file"])).read_bytes(), headers={"ETag": str(now["tag"])})

    httpserver.expect_request("/graph.tar.zst").respond_with_handler(answer)
    assert asyncio.run(feed.look())
    first = generations.name_of_current(feed.vault)
    assert not asyncio.run(feed.look())
    now |= {"tag": '"b"'}  # the same again
    assert not asyncio.run(feed.look())
    now |= {"tag": '"c"', "file": snapshots[1]}
    assert asyncio.run(feed.look())
    assert generations.name_of_current(feed.vault) != first
    assert asked == [None, '"a"', '"a"', '"b"']
    assert sorted(p.name for p in feed.vault.iterdir()) == [".kg"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Response(status=404), "the server answered 404"),
        (Response(status=500), "the server answered 500"),
        (Response(status=302, headers={"Location": "/graph.tar.zst"}), "cannot be reached"),
        (Response(b"<html>", content_type="text/html"), "is no whole file"),
        (Response(b""), "is no whole file"),
    ],
)
def test_a_server_that_does_not_give_it_is_said_without_what_is_secret(
    httpserver: HTTPServer, feed: Feed, answer: Response, said: str
) -> None:
    httpserver.expect_request("/graph.tar.zst").respond_with_response(answer)
    with pytest.raises(SnapshotError, match=said) as error:
        asyncio.run(feed.look())
    assert "secret" not in error.value.message and "/graph.tar.zst" in error.value.message
    assert generations.current(feed.vault) is None
    assert not list(feed.vault.glob("fetched"))


def test_a_file_that_is_larger_than_the_disk_is_not_fetched_to_its_end(
    httpserver: HTTPServer, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/graph.tar.zst").respond_with_data(b"x" * 100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 0, 10))
    with pytest.raises(SnapshotError, match="more than is free"):
        asyncio.run(feed.look())


def test_a_server_that_stalls_is_said(
    httpserver: HTTPServer, feed: Feed, snapshots: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.serve import fetching

    monkeypatch.setattr(fetching, "_STEP", 0.2)
    data = snapshots[0].read_bytes()
    stalls = threading.Event()

    def slowly() -> Iterator[bytes]:
        yield data[:1000]
        stalls.wait(5)
        yield data[1000:]

    httpserver.expect_ordered_request("/graph.tar.zst").respond_with_handler(lambda _: Response(slowly()))
    with pytest.raises(SnapshotError, match="takes too long"):
        asyncio.run(feed.look())
    stalls.set()
    assert generations.current(feed.vault) is None


def test_a_server_that_hangs_up_is_said(snapshots: tuple[Path, Path]) -> None:
    """It promises the whole file and sends a part."""
    data = snapshots[0].read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def once() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(data) + data[:1000])

        server = threading.Thread(target=once)
        server.start()
        feed = Feed(f"http://127.0.0.1:{listening.getsockname()[1]}/graph.tar.zst", 0)
        with pytest.raises(SnapshotError, match="cannot be reached"):
            asyncio.run(feed.look())
        server.join(10)
    assert generations.current(feed.vault) is None
    feed.close()


def test_a_replica_that_is_asked_to_end_before_it_has_anything_ends(httpserver: HTTPServer, tmp_path: Path) -> None:
    stalls, asked = threading.Event(), threading.Event()

    def slowly() -> Iterator[bytes]:
        asked.set()
        stalls.wait(30)
        yield b""

    httpserver.expect_request("/graph.tar.zst").respond_with_handler(lambda _: Response(slowly()))
    address = httpserver.url_for("/graph.tar.zst")
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--snapshot", address]
    process = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(tmp_path)}, stderr=subprocess.DEVNULL)
    try:
        assert asked.wait(30)
        process.terminate()
        assert process.wait(10) == 130
        assert not list(tmp_path.iterdir())
    finally:
        stalls.set()
        process.kill()
        process.wait()


def test_a_replica_that_is_asked_to_end_while_it_fetches_ends(
    httpserver: HTTPServer, tmp_path: Path, snapshots: tuple[Path, Path]
) -> None:
    data, stalls, asked = snapshots[0].read_bytes(), threading.Event(), threading.Event()

    def slowly() -> Iterator[bytes]:
        asked.set()
        yield data[:1000]
        stalls.wait(30)

    httpserver.expect_ordered_request("/graph.tar.zst").respond_with_response(Response(data, headers={"ETag": '"a"'}))
    httpserver.expect_ordered_request("/graph.tar.zst").respond_with_handler(lambda _: Response(slowly()))
    options = ("--snapshot", httpserver.url_for("/graph.tar.zst"), "--snapshot-every", "0.2", "--workers", "2")
    try:
        with running(tmp_path / "server.log", *options) as client:
            assert asked.wait(20)
            assert client.get("/health").json()["status"] == "ok"
    finally:
        stalls.set()


@pytest.mark.parametrize("request_again", [False, True], ids=["first", "known to the cache"])
def test_who_came_just_before_the_end_is_answered(
    tmp_path: Path, snapshots: tuple[Path, Path], request_again: bool
) -> None:
    """A balancer's connection that was taken, and its request on the way when the server is asked to end."""
    ask = b"GET /sparql?query=ASK%20%7B%7D&format=json HTTP/1.1\r\nHost: museums.example\r\n\r\n"
    with running(tmp_path / "server.log", "--snapshot", str(snapshots[0]), "--workers", "2") as client:
        place = (client.base_url.host, client.base_url.port)
        for _ in range(3 if request_again else 0):
            _received(place, ask)
        with socket.create_connection(place, timeout=10) as came, socket.create_connection(place, timeout=10) as silent:
            client.get("/health")  # both are taken by now
            os.kill(int(client.headers["x-pid"]), signal.SIGTERM)
            time.sleep(0.4)
            came.sendall(ask)
            answer = _all(came)
            assert answer.startswith(b"HTTP/1.1 200 OK") and b'"boolean"' in answer
            assert _all(silent) == b""


def _received(place: tuple[str, int], ask: bytes) -> bytes:
    with socket.create_connection(place, timeout=10) as connection:
        connection.sendall(ask)
        return connection.recv(65536)


def _all(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    parts: list[bytes] = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)
