"""A graph that an engine holds, for tests that are the same wherever the graph is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.publishing.local import local
from kg.publishing.publish import publish
from kg.settings import BASE
from kg.store import generations
from kg.store.remote.engine import engine
from tests.engines.running import Running, oxigraph, virtuoso

EVERYWHERE = ("embedded", "oxigraph", "virtuoso")


@contextmanager
def running(which: str, folder: Path) -> Iterator[Running]:
    """An engine, of its name. Where Virtuoso is not installed the test is left out."""
    folder.mkdir()
    found = oxigraph(folder) if which == "oxigraph" else virtuoso(folder)
    if found is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    with found:
        yield found


def send(vault: Path, to: Running, base: str = BASE) -> None:
    """Publish what was built of a vault to an engine."""
    generation = generations.current(vault)
    assert generation is not None
    publish(engine(to.address, environ=to.environ, timeout=60), local(generation, base))
