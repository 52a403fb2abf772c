"""Validation of a graph of any size: `python -m benchmarks.validation [INITIATIVES …]`.

The screen on the store, pySHACL on what is suspect, the rules, and what one edit costs; on a graph that conforms and on
one with a fault in one of a hundred initiatives.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from time import process_time
from typing import TypeVar

import pyoxigraph as ox

from kg.graph import shapes
from kg.graph.results import Result
from kg.graph.shapes.data import Data
from kg.graph.shapes.judging import judge_core, judge_rules
from kg.graph.vocabulary import PLACE, Statement, iri, term
from kg.model.record import record

T = TypeVar("T")
BASE = "https://museumxtd.ch/kg/id/"
_SIZES = (1_000, 10_000, 100_000)
_EDITS = 20
_KINDS = ("programme", "project", "platform", "network", "fund")
_PLAIN = ox.DefaultGraph()


@record
class Figures:
    """Seconds of CPU that each part took, and what was found."""

    statements: int
    loading: float
    core: float
    rules: float
    edit: float
    results: int


def validate(store: ox.Store, edits: int = _EDITS) -> Figures:
    """What validation of a store costs: all of it, and again after each of some edits (the mean)."""
    loaded, loading = _timed(shapes.load)
    known = Data(store, loaded.wanted)
    core, core_time = _timed(lambda: judge_core(known, loaded))
    rules, rules_time = _timed(lambda: judge_rules(known, loaded))
    nodes = [q.subject for q in islice(store.quads_for_pattern(None, term("rdf:type"), term("mxtd:Initiative")), edits)]
    _, edit = _timed(lambda: [_edited(node, store, loaded) for node in nodes if isinstance(node, ox.NamedNode)])
    return Figures(
        statements=len(store),
        loading=loading,
        core=core_time,
        rules=rules_time,
        edit=edit / max(len(nodes), 1),
        results=len(core) + len(rules),
    )


def _edited(node: ox.NamedNode, store: ox.Store, loaded: shapes.Shapes) -> list[Result]:
    """All that is said of a node is judged again, as if it had been written anew."""
    said: list[Statement] = [
        (node.value, q.predicate.value, q.object)
        for q in store.quads_for_pattern(node, None, None, _PLAIN)
        if isinstance(q.object, ox.NamedNode | ox.Literal)
    ]
    return shapes.judge_affected(store, loaded, shapes.affected(said, store, loaded))


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    begin = process_time()
    done = call()
    return done, process_time() - begin


# -- a graph -----------------------------------------------------------------------------------------------
def graph(initiatives: int, faulty: float = 0.0) -> Iterator[Statement]:
    """The statements of so many initiatives, their organisations, places, tags; `faulty` of them break a shape."""
    random = Random(1)
    organisations = max(initiatives // 20, 3)
    yield from _around(organisations)
    every = round(1 / faulty) if faulty else 0
    for number in range(initiatives):
        yield from _initiative(number, organisations, random)
        if every and number % every == 0:
            yield from _fault(number // every % 5, f"{BASE}i-{number}")


def _around(organisations: int) -> Iterator[Statement]:
    for number in range(50):
        country = f"{PLACE}C{number}"
        yield _says(country, "rdf:type", term("mxtd:Country"))
        yield _says(country, "rdfs:label", ox.Literal(f"Pays {number}", language="fr"))
        yield _says(country, "mxtd:isoCode", ox.Literal(chr(65 + number // 26) + chr(65 + number % 26)))
    for number in range(200):
        yield _says(f"{BASE}tag-{number}", "rdf:type", term("skos:Concept"))
        yield _says(f"{BASE}tag-{number}", "rdfs:label", ox.Literal(f"tag {number}"))
    for number in range(organisations):
        node = f"{BASE}org-{number}"
        yield _says(node, "rdf:type", term("mxtd:Organisation"))
        yield _says(node, "rdf:type", term("mxtd:Funder"))
        yield _says(node, "rdfs:label", ox.Literal(f"Organisation {number}"))
        yield _says(node, "schema:url", ox.NamedNode(f"https://org{number}.example/"))


def _initiative(number: int, organisations: int, random: Random) -> Iterator[Statement]:
    node, year = f"{BASE}i-{number}", 1990 + random.randrange(30)
    funder = number if number < organisations else random.randrange(organisations)
    yield _says(node, "rdf:type", term("mxtd:Initiative"))
    yield _says(node, "rdfs:label", ox.Literal(f"Initiative number {number}"))
    yield _says(node, "skos:altLabel", ox.Literal(f"Initiative numéro {number}", language="fr"))
    text = f"Un projet pour les musées, numéro {number}, avec une description de quelques mots."
    yield _says(node, "dcterms:description", ox.Literal(text, language="fr"))
    yield _says(node, "schema:url", ox.NamedNode(f"https://site{number}.example/"))
    yield _says(node, "mxtd:kind", term(f"mxtd:kind-{random.choice(_KINDS)}"))
    yield _says(node, "mxtd:country", ox.NamedNode(f"{PLACE}C{random.randrange(50)}"))
    yield _says(node, "mxtd:funder", ox.NamedNode(f"{BASE}org-{funder}"))
    yield _says(node, "mxtd:ledBy", ox.NamedNode(f"{BASE}org-{random.randrange(organisations)}"))
    yield _says(node, "mxtd:targetSize", term("mxtd:size-small"))
    yield _says(node, "mxtd:targetSize", term("mxtd:size-medium"))
    yield _says(node, "schema:startDate", ox.Literal(str(year), datatype=term("xsd:gYear")))
    yield _says(node, "dcterms:subject", ox.NamedNode(f"{BASE}tag-{random.randrange(200)}"))
    if number % 2:
        yield _says(node, "schema:endDate", ox.Literal(str(year + 2), datatype=term("xsd:gYear")))
    elif number:
        yield _says(node, "dcterms:isPartOf", ox.NamedNode(f"{BASE}i-{number // 2}"))


def _fault(kind: int, node: str) -> Iterator[Statement]:
    if kind == 0:
        yield _says(node, "schema:url", ox.Literal("page"))
    elif kind == 1:
        yield _says(node, "mxtd:country", ox.NamedNode(f"{BASE}org-0"))
    elif kind == 2:
        yield _says(node, "rdfs:label", ox.Literal("a", language="fr"))
        yield _says(node, "rdfs:label", ox.Literal("b", language="fr"))
    elif kind == 3:
        yield _says(node, "schema:startDate", ox.Literal("abc"))
    else:
        yield _says(node, "mxtd:kind", term("mxtd:nothing"))


def _says(subject: str, property_: str, value: ox.NamedNode | ox.Literal) -> Statement:
    return subject, iri(property_), value


def filled(statements: Iterator[Statement], folder: Path) -> ox.Store:
    """A store on disk with such statements."""
    store = ox.Store(str(folder))
    while some := list(islice(statements, 50_000)):
        store.bulk_extend(ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o) for s, p, o in some)
    return store


def main() -> None:
    """Print the table."""
    sizes = [int(a) for a in sys.argv[1:]] or list(_SIZES)
    print(
        f"{'initiatives':>11} {'faulty':>6} {'statements':>10} {'load ms':>8} {'Core s':>7} {'rules s':>8} {'edit ms':>8} {'results':>8}"
    )
    for size in sizes:
        for faulty in (0.0, 0.01):
            with tempfile.TemporaryDirectory() as folder:
                found = validate(filled(graph(size, faulty), Path(folder) / "store"))
            print(
                f"{size:11,} {faulty:6.0%} {found.statements:10,} {found.loading * 1000:8.1f} {found.core:7.2f} "
                f"{found.rules:8.2f} {found.edit * 1000:8.1f} {found.results:8,}"
            )


if __name__ == "__main__":
    main()
