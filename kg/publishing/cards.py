"""What the catalogue in an engine says of its graphs and of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.store.remote.catalogue import BUILD, CONFORMS, DIGEST, PATH, PLAIN, PUBLISHING, RDF11, RDF12, STATE


def card(graph: str, digest: str, path: str | None) -> Iterator[ox.Triple]:
    """What it says of a graph; `path` is that of the note whose graph it is."""
    node = ox.NamedNode(graph)
    yield ox.Triple(node, DIGEST, ox.Literal(digest))
    if path is not None:
        yield ox.Triple(node, PATH, ox.Literal(path))


def cards(graphs: Iterable[str], digests: Mapping[str, str], paths: Mapping[str, str]) -> Iterator[ox.Triple]:
    """What it says of graphs."""
    for graph in graphs:
        yield from card(graph, digests[graph], paths.get(graph))


def own(name: str, build: str, plain: str, *, terms: bool, publishing: bool) -> Iterator[ox.Triple]:
    """What it says of itself: the generation, where its plain statements are (`plain`: a graph, "" for the default graph),
    whether the engine knows triple terms, and whether somebody is still publishing."""
    node = ox.NamedNode(name)
    yield ox.Triple(node, BUILD, ox.Literal(build))
    yield ox.Triple(node, CONFORMS, RDF12 if terms else RDF11)
    if plain:
        yield ox.Triple(node, PLAIN, ox.NamedNode(plain))
    if publishing:
        yield ox.Triple(node, STATE, PUBLISHING)
