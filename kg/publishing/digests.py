"""What a generation holds, graph by graph: a digest of each, so that nobody has to compare what it says."""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

_SIZE = 16  # bytes of a digest: two graphs of one vault do not share one by chance
_PIECE = 1 << 20


def digests(store: ox.Store) -> dict[str, str]:
    """The digests of all named graphs, by name: equal where a graph holds the same quads, in whatever order.

    Each line of N-Quads is hashed, and the sum of a graph's hashes is its digest.
    """
    sums: dict[bytes, int] = defaultdict(int)
    for line in _lines(store):
        start = line.rfind(b" <")
        hashed = hashlib.blake2b(line, digest_size=_SIZE).digest()
        sums[line[start + 2 : -3]] += int.from_bytes(hashed, "big")
    most = 1 << (8 * _SIZE)
    return {name.decode(): f"{total % most:0{2 * _SIZE}x}" for name, total in sums.items()}


def _lines(store: ox.Store) -> Iterator[bytes]:
    """The lines of N-Quads of all named graphs."""
    out = io.BytesIO()
    for graph in store.named_graphs():
        quads = store.quads_for_pattern(None, None, None, graph)
        ox.serialize(quads, out, format=ox.RdfFormat.N_QUADS)
        if out.tell() > _PIECE:
            yield from out.getvalue().splitlines()
            out = io.BytesIO()
    yield from out.getvalue().splitlines()
