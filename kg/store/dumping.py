"""A dump of the whole graph, written as it is read: the bytes of `kg export`, whatever the size of the graph.

`python -m kg.store.dumping STORE FORMAT FILE [provenance]` writes one in a process of its own.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import FormatError
from kg.model.text import Text
from kg.store import nodes, statements
from kg.store.answering import FORMS, prefixes_of
from kg.store.formats import unknown
from kg.store.jsonld import context
from kg.store.ordered import FORMATS, GRAPH_FORMATS
from kg.store.sorting import Lines, text_of
from kg.store.xml_names import checked

UNFIT = 3  # the exit status where the format cannot hold a statement
_NO_PROVENANCE = Text(
    fr="{name} ne peut pas porter la provenance.",
    en="{name} cannot carry provenance.",
    de="{name} kann keine Herkunft tragen.",
)
_CARRIERS = Text(
    fr="Prenez nquads, trig, turtle ou ntriples.",
    en="Use nquads, trig, turtle or ntriples.",
    de="Nehmen Sie nquads, trig, turtle oder ntriples.",
)


def dump(store: ox.Store, name: str, out: IO[bytes], *, provenance: bool = False) -> None:
    """Write everything in the format `name`. What is held does not grow with the graph: see `kg.store.sorting`.

    Raises FormatError for a format that is not known, or cannot hold a statement or carry provenance.
    """
    check(name, provenance)
    kept = statements.graphs(store, provenance=provenance)
    if name == "jsonld":
        _jsonld(statements.by_iri(store, kept), out)
    elif name in GRAPH_FORMATS:
        _write(_in_graphs(store, kept), name, ox.RdfFormat.N_QUADS, out)
    else:
        found = map(text_of, statements.of_graphs(store, kept))
        _write(checked(found) if name == "rdfxml" else found, name, ox.RdfFormat.N_TRIPLES, out)


def check(name: str, provenance: bool) -> None:
    """Raises FormatError for a format that is not known, or that cannot carry provenance where that is asked for."""
    if name not in FORMATS:
        raise unknown(name, FORMATS)
    if provenance and name in ("jsonld", "rdfxml"):
        raise no_provenance(name)


def no_provenance(name: str) -> FormatError:
    """The failure for a format that cannot carry provenance."""
    return FormatError(_NO_PROVENANCE.filled(name=name), _CARRIERS)


def _in_graphs(store: ox.Store, graphs: Iterable[ox.NamedNode]) -> Iterator[bytes]:
    """The statements of each graph, as N-Quads: no text of a line but its end is a full stop before a new line."""
    for graph in graphs:
        end = f" {graph} .\n".encode()
        for lines in statements.of_graph(store, graph):
            yield text_of(lines).replace(b" .\n", end)


def _write(pieces: Iterator[bytes], name: str, lines: ox.RdfFormat, out: IO[bytes]) -> None:
    """Write lines of N-Triples or N-Quads in a format that may be theirs."""
    if FORMS[name] == lines:
        out.writelines(pieces)
        return
    source = cast(IO[bytes], _Source(pieces))
    found = ox.parse(source, lines, lenient=True)  # what the store holds was checked when it came in
    ox.serialize(found, out, format=FORMS[name], prefixes=prefixes_of(name))


class _Source:
    """Pieces of text as a file to read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.held = io.BytesIO()

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        while not (data := self.held.read(size)):
            piece = next(self.pieces, None)
            if piece is None:
                return b""
            self.held = io.BytesIO(piece)
        return data


def _jsonld(blocks: Iterable[Lines], out: IO[bytes]) -> None:
    """One document, node by node: as `json.dumps(…, indent=2)` writes the whole."""
    head = json.dumps({"@context": context(), "@graph": []}, ensure_ascii=False, indent=2)
    out.write(head.removesuffix("]\n}").encode())
    between = "\n    "
    for text in nodes.texts(line.decode() for lines in blocks for line in lines):
        out.write(f"{between}{text}".encode())
        between = ",\n    "
    out.write(b"]\n}\n" if between == "\n    " else b"\n  ]\n}\n")


def main() -> int:
    """Write one dump to a file; the exit status says how it went."""
    store, name, target, *rest = sys.argv[1:]
    if sys.platform != "win32":
        os.nice(5)  # who asks a query goes first
    try:
        with Path(target).open("wb") as out:
            dump(ox.Store.read_only(store), name, out, provenance="provenance" in rest)
    except FormatError:
        return UNFIT
    return 0


if __name__ == "__main__":
    sys.exit(main())
