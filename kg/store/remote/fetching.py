"""A graph that an engine holds, copied into an embedded store: for dumps, which read all of it in their own order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.store.reading import Reader
from kg.store.remote.store import RemoteStore


@contextmanager
def embedded(store: Reader) -> Iterator[ox.Store]:
    """The embedded store that a reader is, or a copy of what an engine holds. Raises EngineError."""
    if isinstance(store, ox.Store):
        yield store
        return
    assert isinstance(store, RemoteStore)
    with tempfile.TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True) as folder:
        copy = ox.Store(folder)
        copy.bulk_extend(store.all_quads())
        yield copy
