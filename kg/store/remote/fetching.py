"""A graph that an engine holds, copied into an embedded store: for dumps, which read all of it in their own order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.store.reading import Reader
from kg.store.remote import catalogue, faults
from kg.store.remote.store import RemoteStore

_AT_ONCE = 50_000  # quads that are sorted in memory


@contextmanager
def embedded(store: Reader) -> Iterator[ox.Store]:
    """The embedded store that a reader is, or a copy of what an engine holds. Raises EngineError, as `copied` does."""
    if isinstance(store, ox.Store):
        yield store
        return
    assert isinstance(store, RemoteStore)
    with tempfile.TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True) as folder:
        yield copied(store, Path(folder))


def copied(store: RemoteStore, folder: Path) -> ox.Store:
    """All that an engine holds, in an embedded store in a folder.

    Raises EngineError, also where somebody publishes meanwhile: the copy would be a mixture.
    """
    before = store.catalogue
    if before.publishing:
        raise faults.changing(store.engine.query)
    copy = ox.Store(str(folder))
    quads = store.all_quads()
    while some := list(islice(quads, _AT_ONCE)):
        copy.bulk_extend(some)
    after = catalogue.state(store.engine, store.base)
    if after.publishing or after.build != before.build:
        raise faults.changing(store.engine.query)
    return copy
