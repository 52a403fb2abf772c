"""Large answers that were given before, for a thing of which much is said: a few, bounded in bytes, of one generation."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock

from kg.serve.cache import Cache, Entry
from kg.serve.linked.once import once
from kg.serve.site import Site

_MOST = 64 << 20  # bytes of all
_LEAST = 64 << 10  # bytes of one: what is smaller is made as quickly as it is found


class Bodies:
    """Bodies by key, for threads."""

    def __init__(self) -> None:
        self._cache = Cache(_MOST)
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """The body of a key."""
        with self._lock:
            entry = self._cache.get(key)
        return None if entry is None else entry.body

    def put(self, key: Hashable, body: bytes) -> None:
        """Keep a body, where it is worth it."""
        if len(body) >= _LEAST:
            with self._lock:
                self._cache.put(key, Entry([], body, b""))


@once
def bodies(_: Site) -> Bodies:
    """The bodies of a generation."""
    return Bodies()
