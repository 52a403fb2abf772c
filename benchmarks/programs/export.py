"""python export.py WAY SOURCE OUT: a store (or for rdflib a file of N-Triples) to a dump, in one of several ways."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def serialize(source: str, out: str) -> float:
    """pyoxigraph: the quads of the graphs without provenance, as they come, to TriG."""
    import pyoxigraph as ox

    store = ox.Store.read_only(source)
    began = time.monotonic()
    kept = [g for g in store.named_graphs() if "/provenance/" not in g.value]
    ox.serialize((q for g in kept for q in store.quads_for_pattern(None, None, None, g)), out, format=ox.RdfFormat.TRIG)
    return time.monotonic() - began


def graphs(source: str, out: str) -> float:
    """pyoxigraph: `Store.dump` of each graph without provenance, one behind the other, to TriG."""
    import pyoxigraph as ox

    store = ox.Store.read_only(source)
    began = time.monotonic()
    with Path(out).open("wb") as file:
        for graph in store.named_graphs():
            if "/provenance/" not in graph.value:
                store.dump(file, format=ox.RdfFormat.TRIG, from_graph=graph)
    return time.monotonic() - began


def dump(source: str, out: str) -> float:
    """pyoxigraph: `Store.dump` of a store that holds just these graphs."""
    import pyoxigraph as ox

    store = ox.Store.read_only(source)
    began = time.monotonic()
    store.dump(out, format=ox.RdfFormat.TRIG)
    return time.monotonic() - began


def rdflib(source: str, out: str) -> float:
    """rdflib: from N-Triples to sorted Turtle."""
    from rdflib import Graph

    graph = Graph().parse(source, format="nt")
    began = time.monotonic()
    graph.serialize(out, format="turtle")
    return time.monotonic() - began


def rdflib_jsonld(source: str, out: str) -> float:
    """rdflib: from N-Triples to JSON-LD."""
    from rdflib import Graph

    graph = Graph().parse(source, format="nt")
    began = time.monotonic()
    graph.serialize(out, format="json-ld")
    return time.monotonic() - began


def copy(source: str, out: str) -> float:
    """A store with just the graphs without provenance: prepared, not measured."""
    import pyoxigraph as ox

    store, target = ox.Store.read_only(source), ox.Store(out)
    began = time.monotonic()
    kept = [g for g in store.named_graphs() if "/provenance/" not in g.value]
    for graph in kept:
        target.extend(store.quads_for_pattern(None, None, None, graph))
    target.flush()
    target.optimize()
    return time.monotonic() - began


WAYS: dict[str, Callable[[str, str], float]] = {"graphs": graphs, "serialize": serialize, "dump": dump, "rdflib": rdflib, "rdflib_jsonld": rdflib_jsonld, "copy": copy}  # fmt: skip

if __name__ == "__main__":
    Path(sys.argv[3]).unlink(missing_ok=True)
    print(json.dumps({"seconds": WAYS[sys.argv[1]](sys.argv[2], sys.argv[3])}))
