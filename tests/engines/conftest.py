"""Each engine once for a file of tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from kg.store.remote.engine import Engine, engine
from kg.store.remote.sending import Sender
from tests.engines import published
from tests.engines.running import Running, free_port

_NUMBERS = count(1)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real engine. Where Virtuoso is not installed its tests are left out; `.ci/run` installs it."""
    with published.running(request.param, tmp_path_factory.mktemp(request.param) / "engine") as found:
        yield found


@pytest.fixture
def there(running: Running) -> Engine:
    """The engine."""
    return engine(running.address, environ=running.environ, timeout=60)


@pytest.fixture
def base(running: Running, there: Engine) -> str:
    """A base that nothing was published of. An engine with a default graph of its own is emptied: that is not of one base."""
    if not running.environ:
        with Sender(there) as sender:
            sender.update("DROP ALL")
    return f"https://{next(_NUMBERS)}.example/kg/"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The endpoint of a vault that `kg serve` serves."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "note.md").write_text("# Programmes\n\n- [Rives](https://rives.example/) (France)\n", encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--vault", str(folder), "--quiet"]
    with Running(command, f"http://127.0.0.1:{port}/sparql", {}) as found:
        yield found.address


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    return ("127.0.0.1", 0)
