"""What the names of named graphs say: `{base}note/x` holds what a note says, `{base}provenance/x` where each of that was read."""

from __future__ import annotations

import pyoxigraph as ox


def holds_provenance(name: object) -> bool:
    """Whether a graph, or the graph of a name, only says where statements were read."""
    text = name.value if isinstance(name, ox.NamedNode) else name
    return isinstance(text, str) and "/provenance/" in text
