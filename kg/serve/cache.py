"""Answers that were given before: whole, in memory, bounded in bytes, and of one generation only."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from functools import cached_property

_OWN = 512  # bytes that an entry takes beside its body


class Entry:
    """A whole answer as it is sent: its headers (ASGI's pairs), its body, its validator."""

    def __init__(self, headers: list[tuple[bytes, bytes]], body: bytes, tag: bytes) -> None:
        self.headers, self.body, self.etag = headers, body, tag

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return len(self.body) + _OWN

    @cached_property
    def wire(self) -> bytes:
        """The headers as they go over the wire, with the line that ends them."""
        return b"".join(b"%s: %s\r\n" % header for header in self.headers) + b"\r\n"


class Cache:
    """The least recently used leaves first."""

    def __init__(self, most: int) -> None:
        """`most` is the bytes that all entries may take; an entry may take an eighth of them."""
        self.most = most
        self.size = 0
        self.hits = self.misses = 0
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()

    def get(self, key: Hashable) -> Entry | None:
        """The entry of a key."""
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry

    def peek(self, key: Hashable) -> Entry | None:
        """The entry of a key that is asked of every request: only a hit is counted."""
        entry = self._entries.get(key)
        if entry is not None:
            self.hits += 1
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep an entry, unless it is too large."""
        if entry.size > self.most // 8:
            return
        old = self._entries.pop(key, None)
        self.size += entry.size - (old.size if old is not None else 0)
        self._entries[key] = entry
        while self.size > self.most:
            _, gone = self._entries.popitem(last=False)
            self.size -= gone.size

    def clear(self) -> None:
        """Forget all: a new generation is served."""
        self._entries.clear()
        self.size = 0


def etag(generation: str, body: bytes) -> bytes:
    """A strong validator (RFC 9110, section 8.8.3) of a body."""
    return b'"' + generation.encode() + b"-" + hashlib.blake2b(body, digest_size=9).hexdigest().encode() + b'"'


def matches(header: bytes | None, tag: bytes) -> bool:
    """Whether `If-None-Match` names the tag (weak comparison)."""
    if header is None:
        return False
    return header.strip() == b"*" or tag in [part.strip().removeprefix(b"W/") for part in header.split(b",")]
