"""One dump, in a process of its own: `python -m kg.serve.linked.dumping STORE FORMAT PROVENANCE FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox

from kg.store import export


def main() -> None:
    """Write the dump beside its place, then put it there."""
    store, name, provenance, target = sys.argv[1:]
    data = export.export(ox.Store.read_only(store), name, provenance=bool(provenance))
    part = Path(f"{target}.part")
    part.write_bytes(data)
    part.replace(target)


if __name__ == "__main__":
    main()
