"""What a generation holds, graph by graph: a digest of each, so that nobody has to compare what it says.

Digests are kept beside the generations with the build that wrote the graph: only of graphs that were written since they are made anew.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.model.system import replaced
from kg.store.generations import Generation

_FILE = "digests.json"
_SIZE = 16  # bytes of a digest: two graphs of one vault do not share one by chance
Kept = dict[str, tuple[str, str]]  # the build that wrote a graph, and its digest, by its name


def digests_of(generation: Generation, store: ox.Store) -> dict[str, str]:
    """The digests of all named graphs of a generation, by name. What is known of earlier ones is kept in its folder's home."""
    file = generation.path.parent / _FILE
    written, known = generation.written, _known(file)
    names = [g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode)]
    found: Kept = {}
    for name in names:
        build = written.get(name) or written.get("", "")
        kept = known.get(name)
        same = kept is not None and bool(build) and "" in written and kept[0] == build
        found[name] = kept if same and kept is not None else (build, digest(store, name))
    if found != known:
        _keep(file, found)
    return {name: made for name, (_, made) in found.items()}


def digest(store: ox.Store, name: str) -> str:
    """The digest of a graph: equal where it holds the same quads, in whatever order. Each line of N-Triples is hashed, and the sum of
    the hashes is the digest."""
    total = 0
    for line in _lines(q.triple for q in store.quads_for_pattern(None, None, None, ox.NamedNode(name))):
        total += int.from_bytes(hashlib.blake2b(line, digest_size=_SIZE).digest(), "big")
    return f"{total % (1 << (8 * _SIZE)):0{2 * _SIZE}x}"


def _lines(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)
    yield from out.getvalue().splitlines()


def _known(file: Path) -> Kept:
    """What was kept; nothing where there is nothing to be read."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): (str(build), str(made)) for name, (build, made) in said.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _keep(file: Path, found: Kept) -> None:
    with suppress(OSError), replaced(file) as out:  # else the next takes longer
        out.write(json.dumps(found, ensure_ascii=False).encode())
