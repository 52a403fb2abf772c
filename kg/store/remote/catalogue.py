"""What an engine holds of us: its graphs with the digests of what they hold, in a graph of its own.

Whoever publishes sends only the graphs whose digest is another; whoever reads learns where the plain statements are, and which
generation it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.model.record import record
from kg.store.prefixes import PREFIXES
from kg.store.remote.engine import Engine
from kg.store.remote.paging import rows

_DCTERMS = PREFIXES["dcterms"]
DIGEST = ox.NamedNode("http://spdx.org/rdf/terms#checksumValue")  # as DCAT has it for distributions
PATH = ox.NamedNode(_DCTERMS + "source")  # of a note, below the vault
BUILD = ox.NamedNode(_DCTERMS + "identifier")  # of the generation
STATE = ox.NamedNode("http://www.w3.org/ns/adms#status")
PLAIN = ox.NamedNode("http://www.w3.org/ns/sparql-service-description#defaultGraph")
CONFORMS = ox.NamedNode(_DCTERMS + "conformsTo")
RDF11, RDF12 = (ox.NamedNode(f"https://www.w3.org/TR/rdf{n}-concepts/") for n in (11, 12))
PUBLISHING = ox.Literal("publishing")
PENDING = "pending"  # the digest of a graph that is being sent
WHOLE = "whole"  # the digest of the graph of all plain statements: it was sent to its end


def name_of(base: str) -> str:
    """The IRI of the catalogue of a base, which is the name of its graph."""
    return f"{base}graph/published"


def plain_of(base: str) -> str:
    """The graph of all plain statements, in engines that have no default graph of their own."""
    return f"{base}graph/plain"


@record
class Catalogue:
    """What an engine holds: the digests of its graphs by name, the paths of notes by IRI, the generation ("" for none).

    `plain` is the graph of the plain statements ("": the engine's own default graph), which has no digest: `whole` says that it was sent
    to its end, where it is sent by itself; `terms`: whether it knows triple terms;
    `publishing`: whether somebody has begun to publish and not ended.
    """

    digests: Mapping[str, str]
    paths: Mapping[str, str]
    build: str = ""
    plain: str = ""
    whole: bool = False
    terms: bool = True
    publishing: bool = False


@record
class State:
    """Which generation an engine holds ("": none), and whether somebody has begun to publish and not ended."""

    build: str = ""
    publishing: bool = False


def state(engine: Engine, base: str) -> State:
    """What a catalogue says of itself, without what it says of graphs. Raises EngineError."""
    name = ox.NamedNode(name_of(base))
    own = {p: value for _, p, value in _said(engine, f"VALUES ?s {{ {name} }} GRAPH {name} {{ ?s ?p ?o }}")}
    return State(build=own.get(BUILD, ""), publishing=own.get(STATE) == PUBLISHING.value)


def read(engine: Engine, base: str, *, with_paths: bool = True) -> Catalogue | None:
    """The catalogue that an engine has; None where it has none. Who only asks which graphs changed needs no paths, which are as
    many again. Raises EngineError."""
    name = ox.NamedNode(name_of(base))
    digests: dict[str, str] = {}
    paths: dict[str, str] = {}
    own: dict[ox.NamedNode, str] = {}
    for subject, predicate, value in _said(
        engine, f"GRAPH {name} {{ ?s ?p ?o }}{'' if with_paths else f' FILTER(?p != {PATH})'}"
    ):
        if subject == name:
            own[predicate] = value
        elif predicate == DIGEST:
            digests[subject.value] = value
        elif predicate == PATH:
            paths[subject.value] = value
    if not own:
        return None
    whole = digests.pop(plain_of(base), "") == WHOLE
    return Catalogue(
        digests=digests, paths=paths, build=own.get(BUILD, ""), plain=own.get(PLAIN, ""), whole=whole,
        terms=own.get(CONFORMS, RDF12.value) == RDF12.value, publishing=own.get(STATE) == PUBLISHING.value,
    )  # fmt: skip


def _said(engine: Engine, where: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, str]]:
    for s, p, o, _ in rows(engine, where, terms=False):
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            yield s, p, o.value
