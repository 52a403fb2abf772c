"""A dump of the whole graph, written as it is read: the bytes of `kg export`, whatever the size of the graph.

`python -m kg.store.dumping STORE FORMAT FILE [provenance]` writes one in a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import FormatError
from kg.model.text import Text
from kg.store.answering import PREFIXED
from kg.store.formats import check_xml, unknown
from kg.store.jsonld import context, node_of
from kg.store.ordered import FORMATS, FORMS, GRAPH_FORMATS, order
from kg.store.prefixes import PREFIXES

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
    """Write everything in the format `name`. What is held is one graph, or one subject with the names of all.

    Raises FormatError for a format that is not known, or cannot hold a statement or carry provenance.
    """
    check(name, provenance)
    graphs = [g for g in store.named_graphs() if isinstance(g, ox.NamedNode)]
    kept = sorted((g for g in graphs if provenance or "/provenance/" not in g.value), key=str)
    if name == "jsonld":
        _jsonld(store, kept, out)
        return
    found = _by_graph(store, kept) if name in GRAPH_FORMATS else _by_subject(store, kept, str)
    if name == "rdfxml":
        found = _checked(found)
    ox.serialize(found, out, format=FORMS[name], prefixes=PREFIXES if name in PREFIXED else None)


def check(name: str, provenance: bool) -> None:
    """Raises FormatError for a format that is not known, or that cannot carry provenance where that is asked for."""
    if name not in FORMATS:
        raise unknown(name, FORMATS)
    if provenance and name in ("jsonld", "rdfxml"):
        raise no_provenance(name)


def no_provenance(name: str) -> FormatError:
    """The failure for a format that cannot carry provenance."""
    return FormatError(_NO_PROVENANCE.filled(name=name), _CARRIERS)


def _by_graph(store: ox.Store, graphs: Iterable[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=order)


def _by_subject(store: ox.Store, graphs: list[ox.NamedNode], key: Callable[[ox.NamedNode], str]) -> Iterator[ox.Quad]:
    """The statements of all graphs, each once."""
    subjects = {q.subject for g in graphs for q in store.quads_for_pattern(None, None, None, g)}
    kept = set(graphs)
    for subject in sorted((s for s in subjects if isinstance(s, ox.NamedNode)), key=key):
        said = {q.triple for q in store.quads_for_pattern(subject, None, None, None) if q.graph_name in kept}
        for t in sorted(said, key=lambda t: (str(t.predicate), str(t.object))):
            yield ox.Quad(*t)


def _checked(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        check_xml((quad,))
        yield quad


def _jsonld(store: ox.Store, graphs: list[ox.NamedNode], out: IO[bytes]) -> None:
    """One document, node by node: as `json.dumps(…, indent=2)` writes the whole."""
    head = json.dumps({"@context": context(), "@graph": []}, ensure_ascii=False, indent=2)
    out.write(head.removesuffix("]\n}").encode())
    between = "\n"
    nodes = map(node_of, _grouped(_by_subject(store, graphs, lambda s: s.value)))
    for node in filter(None, nodes):
        text = json.dumps(node, ensure_ascii=False, indent=2).replace("\n", "\n    ")
        out.write(f"{between}    {text}".encode())
        between = ",\n"
    out.write(b"]\n}\n" if between == "\n" else b"\n  ]\n}\n")


def _grouped(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Triple]]:
    held: list[ox.Triple] = []
    for quad in quads:
        if held and held[0].subject != quad.subject:
            yield held
            held = []
        held.append(quad.triple)
    if held:
        yield held


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
