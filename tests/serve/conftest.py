"""A real server on a real port, with a graph that is small and known."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest
from starlette.testclient import TestClient

from kg.build import build
from kg.serve.app import Options, Server
from kg.settings import BASE, Settings
from kg.store import generations
from kg.store.workers.pool import Limits
from tests.engines.published import running as engine_running
from tests.engines.published import send

TOP = Path(__file__).resolve().parents[2]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

QUADS = """
<https://museumxtd.ch/kg/id/rive> <http://www.w3.org/2000/01/rdf-schema#label> "Rive"@fr .
<https://museumxtd.ch/kg/id/rive> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://museumxtd.ch/kg/ontology#Initiative> .
<https://museumxtd.ch/kg/id/sentier> <http://www.w3.org/2000/01/rdf-schema#label> "Sentier"@fr .
<https://museumxtd.ch/kg/id/rive> <http://www.w3.org/2000/01/rdf-schema#label> "Rive"@fr <https://museumxtd.ch/kg/note/a> .
<https://museumxtd.ch/kg/id/rive> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://museumxtd.ch/kg/ontology#Initiative> <https://museumxtd.ch/kg/note/a> .
<https://museumxtd.ch/kg/id/sentier> <http://www.w3.org/2000/01/rdf-schema#label> "Sentier"@fr <https://museumxtd.ch/kg/note/b> .
<https://museumxtd.ch/kg/id/balise> <http://www.w3.org/2000/01/rdf-schema#label> "Balise"@fr <https://museumxtd.ch/kg/note/c> .
"""


def publish(vault: Path, quads: str = QUADS) -> Path:
    """Publish quads as the next generation of a vault."""
    vault.mkdir(exist_ok=True)
    return generations.publish(vault, [quads.strip() + "\n"], {"notes": "3", "base": BASE, "paths": "{}"})


@contextmanager
def serving(vault: Path, *options: str, secrets: Mapping[str, str] = MappingProxyType({})) -> Iterator[httpx.Client]:
    """`kg serve` on a free port, and a client of it; it has to end by itself when it is asked to."""
    with running(vault.parent / "server.log", "--vault", str(vault), *options, secrets=secrets) as client:
        yield client


@contextmanager
def running(log: Path, *options: str, secrets: Mapping[str, str] = MappingProxyType({})) -> Iterator[httpx.Client]:
    """`kg serve` with these options, as `serving`; what it says goes to a file."""
    environment = {**os.environ, **secrets, "PYTHONUNBUFFERED": "1", "LANG": "C.UTF-8"}
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--lang", "en", *options],
            stderr=errors, env=environment, cwd=log.parent,
        )  # fmt: skip
    try:
        address = _address(log, process)
        with httpx.Client(base_url=address, timeout=60) as client:
            client.headers["x-pid"] = str(process.pid)
            yield client
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Where the server says that it listens."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"(http://[\d.]+:\d+)/", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8')}")


def wait(until: Callable[[], bool], seconds: float = 30) -> None:
    """Until something is so. Raises AssertionError where it does not come to be."""
    last = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < last
        time.sleep(0.05)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The small graph, served."""
    vault = tmp_path_factory.mktemp("served") / "vault"
    publish(vault)
    with serving(vault, "--timeout", "2", "--workers", "4", "--memory", "128") as client:
        yield client


@contextmanager
def served_everywhere(which: str, vault: Path, *options: str) -> Iterator[httpx.Client]:
    """What was built of a vault, served from where it is (`embedded`), or from an engine by a server that has no generation."""
    if which == "embedded":
        with serving(vault, *options) as client:
            yield client
        return
    with engine_running(which, vault.parent / "engine") as engine:
        send(vault, engine)
        other = vault.parent / "elsewhere" / "vault"
        shutil.copytree(vault, other, ignore=shutil.ignore_patterns(".kg"))
        with serving(other, "--store", engine.address, *options, secrets=engine.environ) as client:
            yield client
        assert generations.current(other) is None


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The notes of the repository, built and served in this process."""
    vault = tmp_path_factory.mktemp("demo") / "vault"
    shutil.copytree(TOP / "notes", vault, ignore=shutil.ignore_patterns(".kg"))
    with served(vault, title="Initiatives", publisher="MuseumXTD", contact="a@b.example", licence=LICENCE) as client:
        yield client


@contextmanager
def served(vault: Path, address: str = "", **said: str) -> Iterator[TestClient]:
    """A vault, built and served in this process."""
    settings = Settings(vault=vault, **said)  # type: ignore[arg-type]
    build(settings)
    options = Options(limits=Limits(workers=2, timeout=5), address=address)
    with TestClient(Server(settings, options), follow_redirects=False) as client:
        yield client
