"""Each engine once for a file of tests, and emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store.remote.engine import Engine, engine
from kg.store.remote.sending import Sender
from tests.engines.running import Running, oxigraph, virtuoso


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real engine. Where Virtuoso is not installed its tests are left out; `.ci/run` installs it."""
    folder = tmp_path_factory.mktemp(request.param)
    found = oxigraph(folder) if request.param == "oxigraph" else virtuoso(folder)
    if found is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def there(running: Running) -> Engine:
    """The engine, with nothing of ours in it."""
    found = engine(running.address, environ=running.environ, timeout=60)
    emptied(found)
    return found


def emptied(found: Engine) -> None:
    """Remove whatever tests have put there."""
    from kg.store.remote.answers import rows_of
    from kg.store.remote.asking import ask

    with Sender(found) as sender:
        if "sparql" not in found.query:
            sender.update("DROP ALL")
            return
        rows = rows_of(found, ask(found, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
        for name in [row["g"].value for row in rows]:
            if "/kg/" in name or ".example" in name:
                sender.delete(name)
