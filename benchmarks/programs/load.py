"""python load.py WAY FILE.nq FOLDER: statements from a file into a store, in one of several ways."""

import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

_CHUNK = 50_000  # quads


def kg(file: Path, folder: Path) -> int:
    """Ours: a new generation."""
    from kg.store import generations

    folder.mkdir()
    with file.open(encoding="utf-8") as lines:
        generations.publish(folder, lines, {"notes": "0", "base": "https://museumxtd.ch/kg/", "paths": "{}"})
    return 0


def bulk_load(file: Path, folder: Path) -> int:
    """pyoxigraph, the file at once."""
    import pyoxigraph as ox

    store = ox.Store(str(folder))
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    store.flush()
    return len(store)


def bulk_extend(file: Path, folder: Path) -> int:
    """pyoxigraph, quads in chunks."""
    import pyoxigraph as ox

    store = ox.Store(str(folder))
    quads = ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS)
    while chunk := list(islice(quads, _CHUNK)):
        store.bulk_extend(chunk)
    store.flush()
    return len(store)


def rdflib(file: Path, folder: Path) -> int:
    """rdflib, into memory: it has no store of its own on disk."""
    from rdflib import Dataset

    data = Dataset()
    data.parse(file, format="nquads")
    return len(data)


WAYS: dict[str, Callable[[Path, Path], int]] = {
    "kg": kg,
    "pyoxigraph bulk_load": bulk_load,
    "pyoxigraph bulk_extend": bulk_extend,
    "rdflib, in memory": rdflib,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
